/// Sound of one channel.
public struct AudioClip: Hashable, Sendable {
    /// Samples, full scale from -1 to 1; beyond it only before a codec clips them.
    public var samples: [Float]
    /// Samples per second, > 0.
    public let sampleRate: Int

    /// Stores sound.
    ///
    /// - Parameters:
    ///   - samples: Samples, full scale from -1 to 1.
    ///   - sampleRate: Samples per second, > 0.
    public init(samples: [Float], sampleRate: Int) {
        precondition(sampleRate > 0, "sound without a rate has no length")
        self.samples = samples
        self.sampleRate = sampleRate
    }

    /// Sound from 16-bit samples.
    public init(pcm: [Int16], sampleRate: Int) {
        self.init(samples: pcm.map { Float($0) / 32768 }, sampleRate: sampleRate)
    }

    /// Samples of 16 bits, rounded to the nearest and clipped at full scale.
    public var pcm: [Int16] {
        samples.map(Self.pcm)
    }

    /// A sample of 16 bits, rounded to the nearest and clipped at full scale; 0 for NaN.
    static func pcm(_ sample: Float) -> Int16 {
        guard !sample.isNaN else { return 0 }
        return Int16(max(-32768, min(32767, (sample * 32768).rounded())))
    }

    /// Length in seconds.
    public var durationSeconds: Double { Double(samples.count) / Double(sampleRate) }
}

/// The grid of the telephone line.
public enum TelephoneFrame {
    /// Samples per second.
    public static let sampleRate = 8000
    /// Samples in a frame of 20 ms.
    public static let sampleCount = 160
    /// Seconds of a frame.
    public static let seconds = 0.02
}
