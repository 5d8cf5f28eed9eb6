import TwinPrimitives

/// One pair of poles and zeros of a recursive filter, in transposed direct form II.
struct SecondOrderSection: Hashable, Sendable {
    private let b0: Double
    private let b1: Double
    private let b2: Double
    private let a1: Double
    private let a2: Double
    private var first = 0.0
    private var second = 0.0

    /// Shapes of the response.
    enum Shape: Hashable, Sendable {
        /// Below the corner.
        case lowPass
        /// Above the corner.
        case highPass
        /// Around the corner, 0 dB there; the quality is corner / width.
        case bandPass
    }

    /// Computes a section by the bilinear transform, exact at the corner.
    ///
    /// Source: R. Bristow-Johnson, "Cookbook formulae for audio equalizer biquad filter
    /// coefficients".
    ///
    /// - Parameters:
    ///   - shape: Shape of the response.
    ///   - corner: Corner in hertz, above 0 and below half the rate.
    ///   - quality: Quality factor, above 0.
    ///   - rate: Samples per second.
    init(_ shape: Shape, corner: Double, quality: Double, rate: Double) {
        let (sine, cosine) = PortableMath.sineAndCosine(turns: corner / rate)
        let alpha = sine / (2 * quality)
        let scale = 1 / (1 + alpha)
        switch shape {
        case .lowPass:
            b1 = (1 - cosine) * scale
            b0 = b1 / 2
            b2 = b0
        case .highPass:
            b1 = -(1 + cosine) * scale
            b0 = -b1 / 2
            b2 = b0
        case .bandPass:
            b0 = alpha * scale
            b1 = 0
            b2 = -b0
        }
        a1 = -2 * cosine * scale
        a2 = (1 - alpha) * scale
    }

    /// The next output.
    @inline(__always)
    mutating func next(_ input: Double) -> Double {
        let output = b0 * input + first
        first = b1 * input - a1 * output + second
        second = b2 * input - a2 * output
        return output
    }

    /// Power gain at a frequency, |H|^2.
    func powerGain(hertz: Double, rate: Double) -> Double {
        let one = PortableMath.sineAndCosine(turns: hertz / rate)
        let two = PortableMath.sineAndCosine(turns: 2 * hertz / rate)
        func square(_ c0: Double, _ c1: Double, _ c2: Double) -> Double {
            let real = c0 + c1 * one.cosine + c2 * two.cosine
            let imaginary = c1 * one.sine + c2 * two.sine
            return real * real + imaginary * imaginary
        }
        return square(b0, b1, b2) / square(1, a1, a2)
    }
}

/// A Butterworth filter of the fourth order, or two of them for a band.
///
/// Source: S. Butterworth, "On the theory of filter amplifiers", 1930: poles at odd multiples of
/// 22.5 degrees, so qualities 1 / (2 cos 22.5°) and 1 / (2 cos 67.5°).
struct ButterworthFilter: Hashable, Sendable {
    private var sections: [SecondOrderSection]
    private let rate: Double

    /// The band of the telephone: 300 to 3400 Hz, each side of the fourth order, at 8 kHz.
    static var telephoneBand: ButterworthFilter {
        ButterworthFilter(
            rate: Double(TelephoneFrame.sampleRate),
            stages: [(.highPass, 300), (.lowPass, 3400)])
    }

    /// Passes what is below a corner in hertz.
    static func lowPass(corner: Double) -> ButterworthFilter {
        ButterworthFilter(
            rate: Double(TelephoneFrame.sampleRate), stages: [(.lowPass, corner)])
    }

    private init(rate: Double, stages: [(shape: SecondOrderSection.Shape, corner: Double)]) {
        self.rate = rate
        sections = stages.flatMap { stage in
            [1.0 / 16, 3.0 / 16].map { turns in
                let cosine = PortableMath.sineAndCosine(turns: turns).cosine
                return SecondOrderSection(
                    stage.shape, corner: stage.corner, quality: 1 / (2 * cosine), rate: rate)
            }
        }
    }

    /// The next output.
    @inline(__always)
    mutating func next(_ input: Double) -> Double {
        var value = input
        for place in sections.indices { value = sections[place].next(value) }
        return value
    }

    /// Replaces a frame by what comes out of the filter.
    mutating func apply(_ frame: inout [Float]) {
        for place in frame.indices { frame[place] = Float(next(Double(frame[place]))) }
    }

    /// Power gain at a frequency, |H|^2.
    func powerGain(hertz: Double) -> Double {
        sections.reduce(1) { $0 * $1.powerGain(hertz: hertz, rate: rate) }
    }
}
