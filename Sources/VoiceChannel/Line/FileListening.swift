public import TelephoneAudio

/// Hears a recording as a voice agent hears a call: finds speech in it, and reads all of it as one utterance.
public struct FileListening: Hashable, Sendable {
    /// Seconds of the longest recording: the time that recognisers take grows faster than its length.
    public static let longestSeconds = 60.0
    /// Silence after the recording, in which speech that lasts to its end is over: more than the detector waits.
    private static let tailFrames = 25

    /// A stretch of speech, in seconds from the start of the recording.
    public struct Stretch: Hashable, Sendable {
        /// Where the detector heard it begin.
        public var startSeconds: Double
        /// Where it heard it end.
        public var endSeconds: Double
    }

    /// Speech, in order of time; empty where none was found, and then nothing was read.
    public private(set) var stretches: [Stretch] = []
    /// What was read, with the times of words from the start of the recording.
    public private(set) var recognition = Recognition(hypotheses: [])

    /// Refuses recordings that no recogniser should be given as one utterance.
    ///
    /// - Parameters:
    ///   - clip: The recording.
    ///   - path: Its path, for the message.
    /// - Throws: `AudioFileError.tooLong`.
    public static func checkLength(of clip: AudioClip, path: String) throws(AudioFileError) {
        guard clip.durationSeconds <= longestSeconds else {
            throw .tooLong(
                path: path, seconds: Int(clip.durationSeconds.rounded(.up)),
                limitSeconds: Int(longestSeconds))
        }
    }

    /// Listens.
    ///
    /// - Parameters:
    ///   - clip: The recording, at any rate; its level stays as it is.
    ///   - recognizer: Who reads.
    ///   - state: Name of the dialogue state whose language is expected.
    /// - Throws: What the recogniser refuses.
    public init(_ clip: AudioClip, by recognizer: any Recognizer, state: String) throws {
        let count = TelephoneFrame.sampleCount
        var samples = clip.resampled(to: TelephoneFrame.sampleRate).samples
        let missing = (count - samples.count % count) % count + Self.tailFrames * count
        samples += [Float](repeating: 0, count: missing)
        let silence = [Float](repeating: 0, count: count)
        var hearing = LineHearing(nil)
        var heard: HeardUtterance?
        var startSeconds = 0.0
        for (number, first) in stride(from: 0, to: samples.count, by: count).enumerated() {
            let frame = hearing.hear(
                Array(samples[first..<first + count]), farEnd: silence, isPrompting: false)
            switch frame.change {
            case .started(let seconds):
                stretches.append(Stretch(startSeconds: seconds, endSeconds: seconds))
                guard heard == nil else { break }
                let lead = hearing.lead(since: 0)
                startSeconds = Double(number - lead.sound.count / count) * TelephoneFrame.seconds
                heard = HeardUtterance(after: lead, state: state)
            case .ended(let seconds): stretches[stretches.count - 1].endSeconds = seconds
            case nil: break
            }
            heard?.add(frame.sound, isSpeech: hearing.isSpeech)
        }
        guard var heard else { return }
        try recognizer.begin(state: state)
        _ = try recognizer.hear(heard.untold(), wantsPartial: false)
        recognition = try recognizer.finish()
        for place in recognition.words.indices {
            recognition.words[place].startSeconds += startSeconds
            recognition.words[place].endSeconds += startSeconds
        }
    }
}
