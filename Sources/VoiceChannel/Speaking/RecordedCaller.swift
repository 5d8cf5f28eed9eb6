public import TelephoneAudio

/// A caller's side of a recorded call, cut into utterances.
public struct RecordedCaller: Hashable, Sendable {
    /// A stretch of speech.
    public struct Utterance: Hashable, Sendable {
        /// Seconds from the recording's start to the speech.
        public var startSeconds: Double
        /// Seconds from the recording's start to the end of the speech.
        public var endSeconds: Double
        /// What was said, where it is known.
        public var transcript: String?

        /// Stores an utterance.
        ///
        /// - Parameters:
        ///   - startSeconds: Where it starts in the recording, >= 0.
        ///   - endSeconds: Where it ends, beyond its start.
        ///   - transcript: What was said, where it is known.
        public init(startSeconds: Double, endSeconds: Double, transcript: String? = nil) {
            self.startSeconds = startSeconds
            self.endSeconds = endSeconds
            self.transcript = transcript
        }
    }

    /// The recording.
    public let clip: AudioClip
    /// Its utterances in order, apart from one another.
    public let utterances: [Utterance]

    /// Takes a recording with the utterances that somebody marked in it.
    ///
    /// - Parameters:
    ///   - clip: One channel with the caller's voice.
    ///   - labels: Utterances in order, within the recording, apart from one another.
    public init(clip: AudioClip, labels: [Utterance]) {
        self.clip = clip
        utterances = labels
    }

    /// Takes a recording, and finds utterances in it by voice activity.
    ///
    /// - Parameters:
    ///   - clip: One channel with the caller's voice.
    ///   - pauseSeconds: Silence that ends an utterance; most pauses within a turn are shorter.
    public init(clip: AudioClip, pauseSeconds: Double = 0.7) {
        self.init(clip: clip, labels: Self.utterances(in: clip, pauseSeconds: pauseSeconds))
    }

    /// Speech that an utterance has at least, in seconds; less is a click.
    private static let leastSeconds = 0.1
    /// Sound kept before and after the speech, in seconds: weak consonants are taken for noise.
    private static let padSeconds = 0.1

    private static func utterances(in clip: AudioClip, pauseSeconds: Double) -> [Utterance] {
        let samples = clip.resampled(to: TelephoneFrame.sampleRate).samples
        let size = TelephoneFrame.sampleCount
        let frames = stride(from: 0, to: samples.count - size + 1, by: size).map {
            Array(samples[$0..<$0 + size])
        }
        var configuration = VoiceActivityDetector.Configuration()
        configuration.hangoverSeconds = pauseSeconds
        var detector = VoiceActivityDetector(configuration)
        // The recording is there as a whole: its noise is learned before speech is looked for, and
        // silence after each hearing ends what is left open.
        let silence = [[Float]](
            repeating: [Float](repeating: 0, count: size),
            count: Int(pauseSeconds / TelephoneFrame.seconds) + 2)
        for frame in frames { _ = detector.hear(frame) }
        let learned = detector.isSpeech ? silence : []
        for frame in learned { _ = detector.hear(frame) }
        let start = detector.seconds
        var utterances: [Utterance] = []
        var begin = 0.0
        for frame in frames + silence {
            switch detector.hear(frame) {
            case .started(let seconds): begin = max(0, seconds - start)
            case .ended(let seconds) where seconds - start - begin >= leastSeconds:
                // Padding is less than half a pause, so that utterances stay apart.
                let pad = min(padSeconds, pauseSeconds / 2)
                utterances.append(
                    Utterance(
                        startSeconds: max(0, begin - pad),
                        endSeconds: min(clip.durationSeconds, seconds - start + pad)))
            default: break
            }
        }
        return utterances
    }

    /// The sound of an utterance.
    ///
    /// - Parameter utterance: One of `utterances`.
    /// - Returns: Its part of the recording.
    public func sound(of utterance: Utterance) -> AudioClip {
        let rate = Double(clip.sampleRate)
        let count = clip.samples.count
        let start = min(count, max(0, Int((utterance.startSeconds * rate).rounded())))
        let end = min(count, max(start, Int((utterance.endSeconds * rate).rounded())))
        return AudioClip(samples: Array(clip.samples[start..<end]), sampleRate: clip.sampleRate)
    }
}
