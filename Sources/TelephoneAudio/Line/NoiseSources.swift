import TwinPrimitives

/// Sound that lasts, with a mean square of 1 in the telephone's band.
protocol NoiseSource: Sendable {
    /// The next sample.
    mutating func next() -> Float
}

/// Gaussian noise of equal power per hertz.
struct WhiteNoiseSource: NoiseSource {
    private static let gain = 1 / BandPower.ofWhite { _ in 1 }.squareRoot()
    private var random: LineRandom

    init(random: LineRandom) { self.random = random }

    mutating func next() -> Float { Float(Self.gain * random.normal()) }
}

/// Gaussian noise of equal power per octave.
///
/// Method: seven poles from 20 Hz on, 4 dB apart in decades of frequency, each with a zero half way
/// to the next: power falls by 3 dB per octave within 0.3 dB up to 3.4 kHz.
struct PinkNoiseSource: NoiseSource {
    private static let stages: [(pole: Double, zero: Double)] = (0..<7).map {
        let turns = PortableMath.exp(Double($0) * 0.4 * 0x1.26bb1bbb55516p1) * 20 / 8000
        let half = PortableMath.exp(0.2 * 0x1.26bb1bbb55516p1)
        return (decay(turns), decay(turns * half))
    }
    private static let gain =
        1
        / BandPower.ofWhite { turns in
            let cosine = PortableMath.sineAndCosine(turns: turns).cosine
            return stages.reduce(1) { power, stage in
                power * (1 - 2 * stage.zero * cosine + stage.zero * stage.zero)
                    / (1 - 2 * stage.pole * cosine + stage.pole * stage.pole)
            }
        }.squareRoot()

    private var random: LineRandom
    /// Last input and output of each stage.
    private var past: [(input: Double, output: Double)]

    init(random: LineRandom) {
        self.random = random
        past = Array(repeating: (0, 0), count: Self.stages.count)
        // Five time constants of the slowest pole: the noise is stationary from the first sample.
        for _ in 0..<320 { _ = next() }
    }

    mutating func next() -> Float {
        var value = Self.gain * random.normal()
        for (place, stage) in Self.stages.enumerated() {
            let output = value - stage.zero * past[place].input + stage.pole * past[place].output
            past[place] = (value, output)
            value = output
        }
        return Float(value)
    }

    /// Place of a pole or zero for a corner: e^(-2 pi f), at most 0.97 turns of the circle's radius.
    private static func decay(_ turns: Double) -> Double {
        PortableMath.exp(-0x1.921fb54442d18p2 * turns)
    }
}

/// Mains: a tone and its harmonics.
struct HumSource: NoiseSource {
    /// Harmonics beside which the rest is below -26 dB.
    private static let harmonics = 20

    private let period: [Float]
    private var place: Int

    /// Tabulates the hum; its phase is drawn.
    init(hertz: Int, random: LineRandom) {
        var random = random
        let rate = TelephoneFrame.sampleRate
        let filter = ButterworthFilter.telephoneBand
        let orders = (1...Self.harmonics).filter { 2 * $0 * hertz < rate }
        let power = orders.reduce(0.0) { sum, order in
            let amplitude = 1 / Double(order)
            return sum + amplitude * amplitude / 2
                * filter.powerGain(hertz: Double(order * hertz))
        }
        let scale = 1 / power.squareRoot()
        // A second always holds whole periods.
        period = (0..<rate).map { place in
            Float(
                orders.reduce(0.0) { sum, order in
                    let turns = Double(order * hertz * place % rate) / Double(rate)
                    return sum + scale / Double(order)
                        * PortableMath.sineAndCosine(turns: turns).sine
                })
        }
        place = random.index(below: rate)
    }

    mutating func next() -> Float {
        place = place + 1 == period.count ? 0 : place + 1
        return period[place]
    }
}

/// Recordings repeated side by side, each from a place of its own.
struct RepeatedSource: NoiseSource {
    private let clips: [NoiseClip]
    private var places: [Int]
    private let gain: Float

    init(_ clips: [NoiseClip], random: LineRandom) {
        var random = random
        self.clips = clips
        places = clips.map { random.index(below: $0.samples.count) }
        gain = Float(1 / Double(clips.count).squareRoot())
    }

    mutating func next() -> Float {
        var sum: Float = 0
        for index in clips.indices {
            sum += clips[index].samples[places[index]]
            places[index] += 1
            if places[index] == clips[index].samples.count { places[index] = 0 }
        }
        return gain * sum
    }
}

/// Power in the telephone's band.
enum BandPower {
    /// Power of shaped white noise behind the band's filter.
    ///
    /// - Parameter shape: Power gain at so many turns per sample, from 0 to 0.5.
    /// - Returns: The mean square for input of mean square 1; the midpoint rule over 2048 bands,
    ///   error below 0.1 %.
    static func ofWhite(_ shape: (Double) -> Double) -> Double {
        let filter = ButterworthFilter.telephoneBand
        let bands = 2048
        let sum = (0..<bands).reduce(0.0) { sum, band in
            let turns = (Double(band) + 0.5) / Double(2 * bands)
            return sum + shape(turns)
                * filter.powerGain(hertz: turns * Double(TelephoneFrame.sampleRate))
        }
        return sum / Double(bands)
    }
}
