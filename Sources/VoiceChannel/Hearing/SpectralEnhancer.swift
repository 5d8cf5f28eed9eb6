import TwinPrimitives

/// Takes steady noise out of an utterance: the log-spectral amplitude estimator.
///
/// Frames of 32 ms every 10 ms under square-root Hann windows; noise from the first 280 ms and from
/// frames that hold no speech; a-priori signal-to-noise ratio by the decision-directed rule. Source:
/// Ephraim and Malah, "Speech enhancement using a minimum mean-square error log-spectral amplitude
/// estimator", IEEE Transactions on Acoustics, Speech, and Signal Processing 33 (1985); speech is told
/// from noise by the mean log likelihood ratio (Sohn, Kim and Sung, IEEE Signal Processing Letters 6,
/// 1999). The utterance must begin with noise alone; where it does not, its first sounds suffer.
package struct SpectralEnhancer {
    /// Samples of a frame: 32 ms at 8 kHz.
    private static let size = 256
    /// Samples from frame to frame.
    private static let hop = 80
    /// Frames at the start that are noise: 280 ms.
    private static let leadingFrames = 28
    /// Weight of the last frame's estimate.
    private static let memory = 0.98
    /// Mean log likelihood ratio below which a frame is noise.
    private static let speechThreshold = 0.15
    /// Least a-priori ratio: -25 dB.
    private static let leastRatio = 0.003_162

    /// Least gain: what is left of noise.
    private let leastGain: Double
    private let window: [Double]
    private let transform: FourierTransform

    /// Makes an enhancer.
    ///
    /// - Parameter leastGain: Least factor on an amplitude, above 0, at most 1; 0.1 is -20 dB.
    package init(leastGain: Double = 0.1) {
        precondition(leastGain > 0 && leastGain <= 1, "a gain is a share")
        self.leastGain = leastGain
        window = (0..<Self.size).map { place in
            // The square root of a Hann window is half a turn of a sine.
            PortableMath.sineAndCosine(turns: Double(place) / Double(2 * Self.size)).sine
        }
        transform = FourierTransform(size: Self.size)
    }

    /// The utterance with less noise; as long as before.
    ///
    /// - Parameter samples: Sound at 8 kHz.
    /// - Returns: Sound at 8 kHz; the same where it is shorter than a frame.
    package func enhance(_ samples: [Float]) -> [Float] {
        let count = (samples.count - Self.size) / Self.hop + 1
        guard samples.count >= Self.size else { return samples }
        let spectra = (0..<count).map { spectrum(samples, from: $0 * Self.hop) }
        let bins = Self.size / 2 + 1
        var noise = Self.leadingNoise(spectra, bins: bins)
        var before = [Double](repeating: 1, count: bins)
        var output = [Double](repeating: 0, count: samples.count)
        var weight = [Double](repeating: 0, count: samples.count)
        for (frame, spectrum) in spectra.enumerated() {
            var gains = [Double](repeating: 1, count: bins)
            var likelihood = 0.0
            for bin in 0..<bins {
                let posterior = min(spectrum.power(bin) / (noise[bin] + 1e-12), 1000)
                let prior = max(
                    Self.memory * before[bin] + (1 - Self.memory) * max(posterior - 1, 0),
                    Self.leastRatio)
                let share = prior / (1 + prior)
                let gain = min(1, max(leastGain, share * Self.boost(posterior * share)))
                gains[bin] = gain
                before[bin] = gain * gain * posterior
                likelihood += posterior * share - PortableMath.log1p(prior)
            }
            if likelihood / Double(bins) < Self.speechThreshold {
                for bin in 0..<bins { noise[bin] = 0.9 * noise[bin] + 0.1 * spectrum.power(bin) }
            }
            let sound = transform.inverse(spectrum.scaled(by: gains))
            for place in 0..<Self.size {
                let target = frame * Self.hop + place
                output[target] += sound[place] * window[place]
                weight[target] += window[place] * window[place]
            }
        }
        return samples.indices.map { place in
            weight[place] > 0.001 ? Float(output[place] / weight[place]) : samples[place]
        }
    }

    private func spectrum(_ samples: [Float], from start: Int) -> FourierTransform.Spectrum {
        transform.forward((0..<Self.size).map { Double(samples[start + $0]) * window[$0] })
    }

    private static func leadingNoise(
        _ spectra: [FourierTransform.Spectrum], bins: Int
    ) -> [Double] {
        let leading = spectra.prefix(leadingFrames)
        return (0..<bins).map { bin in
            leading.reduce(0) { $0 + $1.power(bin) } / Double(leading.count)
        }
    }

    /// exp(E1(v) / 2), where E1 is the exponential integral.
    ///
    /// E1 by its series below 1 and by six levels of its continued fraction above (Abramowitz and
    /// Stegun, 5.1.11 and 5.1.22): within 2e-3 relative, far below what can be heard.
    package static func boost(_ v: Double) -> Double {
        let v = max(v, 1e-6)
        guard v < 1 else {
            var fraction = v
            for level in stride(from: 6.0, through: 1, by: -1) {
                fraction = v + level / (1 + level / fraction)
            }
            return PortableMath.exp(PortableMath.exp(-v) / fraction / 2)
        }
        var sum = -0.577_215_664_901_533 - PortableMath.log(v)
        var term = 1.0
        for order in 1...9 {
            term *= -v / Double(order)
            sum -= term / Double(order)
        }
        return PortableMath.exp(sum / 2)
    }
}

/// Discrete Fourier transform of a power of two, by halves (Cooley and Tukey 1965).
package struct FourierTransform {
    /// Real and imaginary parts.
    package struct Spectrum {
        var real: [Double]
        var imaginary: [Double]

        /// Squared amplitude of a frequency.
        package func power(_ bin: Int) -> Double {
            real[bin] * real[bin] + imaginary[bin] * imaginary[bin]
        }

        /// With factors on the frequencies from 0 to the middle, and on their mirror images.
        func scaled(by gains: [Double]) -> Self {
            var scaled = self
            for bin in real.indices {
                let gain = gains[min(bin, real.count - bin)]
                scaled.real[bin] *= gain
                scaled.imaginary[bin] *= gain
            }
            return scaled
        }
    }

    let size: Int
    private let cosines: [Double]
    private let sines: [Double]
    private let order: [Int]

    /// Prepares for a size, a power of two.
    package init(size: Int) {
        precondition(size > 1 && size & (size - 1) == 0, "a power of two")
        self.size = size
        let turns = (0..<size / 2).map {
            PortableMath.sineAndCosine(turns: Double($0) / Double(size))
        }
        cosines = turns.map(\.cosine)
        sines = turns.map(\.sine)
        var order = [Int](repeating: 0, count: size)
        for place in 1..<size { order[place] = order[place / 2] / 2 + (place % 2) * size / 2 }
        self.order = order
    }

    /// The spectrum of real samples.
    package func forward(_ samples: [Double]) -> Spectrum {
        precondition(samples.count == size, "as many samples as prepared for")
        var spectrum = Spectrum(
            real: order.map { samples[$0] }, imaginary: Array(repeating: 0, count: size))
        combine(&spectrum, direction: -1)
        return spectrum
    }

    /// The samples of a spectrum that is its own mirror image.
    package func inverse(_ spectrum: Spectrum) -> [Double] {
        var work = Spectrum(
            real: order.map { spectrum.real[$0] }, imaginary: order.map { spectrum.imaginary[$0] })
        combine(&work, direction: 1)
        return work.real.map { $0 / Double(size) }
    }

    private func combine(_ work: inout Spectrum, direction: Double) {
        var half = 1
        while half < size {
            let step = size / (2 * half)
            for start in stride(from: 0, to: size, by: 2 * half) {
                for place in 0..<half {
                    let (low, high) = (start + place, start + place + half)
                    let cosine = cosines[place * step]
                    let sine = direction * sines[place * step]
                    let real = work.real[high] * cosine - work.imaginary[high] * sine
                    let imaginary = work.real[high] * sine + work.imaginary[high] * cosine
                    work.real[high] = work.real[low] - real
                    work.imaginary[high] = work.imaginary[low] - imaginary
                    work.real[low] += real
                    work.imaginary[low] += imaginary
                }
            }
            half *= 2
        }
    }
}
