/// Speech as an engine makes it.
public struct EngineSpeech: Hashable, Sendable {
    /// Samples of 16 bits, one channel.
    public let samples: [Int16]
    /// Samples per second, > 0.
    public let sampleRate: Int
    /// Seconds from the start to the end of each word, ascending; nil where the engine tells none.
    public let wordEnds: [Double]?

    /// Stores speech.
    public init(samples: [Int16], sampleRate: Int, wordEnds: [Double]? = nil) {
        self.samples = samples
        self.sampleRate = sampleRate
        self.wordEnds = wordEnds
    }

    /// Length in seconds.
    public var durationSeconds: Double { Double(samples.count) / Double(sampleRate) }
}
