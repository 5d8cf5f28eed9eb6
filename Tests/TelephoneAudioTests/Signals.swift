import TwinPrimitives

/// Test signals.
enum Sine {
    static func samples(
        hertz: Double, count: Int, amplitude: Double = 0.5, rate: Int = 8000, phase: Double = 0
    ) -> [Float] {
        (0..<count).map {
            let turns = hertz * Double($0) / Double(rate) + phase
            return Float(amplitude * PortableMath.sineAndCosine(turns: turns).sine)
        }
    }
}

/// Gaussian noise of unit variance times `amplitude`.
enum WhiteNoise {
    static func samples(count: Int, amplitude: Float, key: UInt64) -> [Float] {
        (0..<count).map {
            let word = Philox.block(counter: (UInt64($0), 7), key: key).0
            return amplitude * Float(PortableMath.inverseNormal(openUniform(word)))
        }
    }
}

/// Levels as a meter would show them.
enum Power {
    /// Mean square in decibels of full scale.
    static func decibels(_ samples: some Sequence<Float>) -> Double {
        var sum = 0.0
        var count = 0.0
        for sample in samples {
            sum += Double(sample) * Double(sample)
            count += 1
        }
        return 10 * PortableMath.log(sum / count) / PortableMath.log(10)
    }

    /// Amplitude of one frequency, by correlation with it.
    static func amplitude(_ samples: [Float], hertz: Double, rate: Int = 8000) -> Double {
        var real = 0.0
        var imaginary = 0.0
        for (place, sample) in samples.enumerated() {
            let (sine, cosine) = PortableMath.sineAndCosine(
                turns: hertz * Double(place) / Double(rate))
            real += Double(sample) * cosine
            imaginary += Double(sample) * sine
        }
        return 2 * (real * real + imaginary * imaginary).squareRoot() / Double(samples.count)
    }
}

enum PowerOfTen {
    /// Ratio of amplitudes.
    static func ratio(decibels: Double) -> Double { PortableMath.pow(10, decibels / 20) }
}
