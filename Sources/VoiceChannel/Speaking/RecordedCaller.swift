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

    /// Takes a recording, and finds utterances in it by energy.
    ///
    /// - Parameters:
    ///   - clip: One channel with the caller's voice.
    ///   - segmentation: How utterances are told from silence.
    public init(clip: AudioClip, segmentation: EnergySegmentation = EnergySegmentation()) {
        self.init(clip: clip, labels: segmentation.utterances(in: clip))
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
