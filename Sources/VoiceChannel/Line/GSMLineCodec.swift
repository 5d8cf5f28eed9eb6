public import TelephoneAudio
public import VoiceLibraries

/// GSM full rate as a codec of a telephone line.
public struct GSMLineCodec: FrameCodec {
    private let codec: GSMFullRate

    /// Opens the codec for one direction of one call; copies share its memory of earlier frames.
    ///
    /// - Throws: What is missing, and what to install.
    public init() throws(VoiceLibraryError) { codec = try GSMFullRate() }

    /// Codes a frame and decodes it again.
    public mutating func passed(_ frame: [Float]) -> [Float] {
        let clip = AudioClip(samples: frame, sampleRate: TelephoneFrame.sampleRate)
        return codec.passed(clip.pcm).map { Float($0) / 32768 }
    }
}
