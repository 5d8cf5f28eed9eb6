package import DialogueEngine
package import TelephoneAudio

/// What a voice agent makes of a line's sound before it is words: its own voice's echo taken out, speech
/// found, and speech into its prompt judged by its sound.
///
/// Calls, banks of decodes and the examples of networks hear by it, so that the same sound is the same to all.
package struct LineHearing {
    /// Frames before speech that belong to an utterance: as much noise as utterances of the bench and of banks
    /// begin with, which the network of features is fitted to.
    static let leadFrames = Int(
        (RecognizerBench.silenceSeconds / TelephoneFrame.seconds).rounded())
    /// Frames of speech that are heard at most until it is found, and a lead before it that nobody has read.
    private static let recentFrames =
        VoiceActivityDetector.Configuration().onsetFrames + 2 * leadFrames

    private let acknowledgements: AcknowledgementNetwork?
    private var canceller = EchoCanceller()
    private var detector = VoiceActivityDetector()
    /// The last frames, the newest one last.
    private var recent: [[Float]] = []
    private var framesHeard = 0
    /// Listens to the speech that goes on since it began in a prompt.
    private var listener: PromptListener?
    /// Sample of the call at which that speech began.
    private var speechFrom = 0

    /// What all speech was since the last `startAnew()`: acknowledgements if all of it were, into prompts; nil
    /// where none is over.
    package private(set) var verdict: SpeechSound?

    /// Begins with nothing heard.
    ///
    /// - Parameter acknowledgements: Tells who wants the word; nil where nobody asks.
    package init(_ acknowledgements: AcknowledgementNetwork?) {
        self.acknowledgements = acknowledgements
    }

    /// What a frame brought.
    package struct Frame {
        /// The frame without echo, as far as it is known.
        package var sound: [Float]
        /// Whether speech has begun or is over.
        package var change: VoiceActivityDetector.Change?
        /// What speech into a prompt sounds like, where that is known or has changed.
        package var judged: SpeechSound?
        /// What speech into a prompt was that is over.
        package var settled: SpeechSound?
    }

    /// Whether somebody speaks.
    package var isSpeech: Bool { detector.isSpeech }

    /// What comes before the frame in which speech was found.
    struct Lead {
        /// The speech so far, and at most `leadFrames` frames before it.
        var sound: [Float] = []
        /// As much noise before that.
        var noise: [Float] = []
    }

    /// What comes before the newest frame, in which speech was found.
    ///
    /// - Parameter sample: Sample of the call before which all belongs to another utterance.
    /// - Returns: Sound from that sample on.
    func lead(since sample: Int) -> Lead {
        let end = (framesHeard - 1) * TelephoneFrame.sampleCount
        let before = Self.leadFrames * TelephoneFrame.sampleCount
        let known = Array(recent.dropLast().joined().suffix(max(0, end - sample)))
        let sound = known.suffix(end - speechFrom + before)
        return Lead(
            sound: Array(sound), noise: Array(known.dropLast(sound.count).suffix(before)))
    }

    /// Hears the next frame.
    ///
    /// - Parameters:
    ///   - carried: What the line brings, 160 samples at 8 kHz.
    ///   - said: What was sent into it at the same time, 160 samples.
    ///   - isPrompting: Whether a prompt sounds.
    /// - Returns: What was found.
    package mutating func hear(
        _ carried: [Float], farEnd said: [Float], isPrompting: Bool
    ) -> Frame {
        framesHeard += 1
        let sound = canceller.cancelled(carried, farEnd: said)
        let change = detector.hear(sound, residualPower: canceller.residualPower)
        recent.append(sound)
        if recent.count > Self.recentFrames { recent.removeFirst() }
        var frame = Frame(sound: sound, change: change)
        if case .started(let seconds) = change {
            speechFrom = Int((seconds * Double(TelephoneFrame.sampleRate)).rounded())
            listener = isPrompting ? acknowledgements.map(PromptListener.init) : nil
            if listener == nil { verdict = .turn }
            frame.judged = judge(opening)
        } else if isSpeech {
            frame.judged = judge(sound)
        }
        if case .ended = change, let listener {
            verdict = verdict == .turn ? .turn : listener.whole
            frame.settled = listener.whole
            self.listener = nil
        }
        return frame
    }

    /// The sound from `OpeningSound.leadSeconds` before the speech that has just begun until now.
    var opening: [Float] {
        let lead = Int(OpeningSound.leadSeconds * Double(TelephoneFrame.sampleRate))
        let end = framesHeard * TelephoneFrame.sampleCount
        return Array(recent.joined().suffix(end - speechFrom + lead))
    }

    private mutating func judge(_ sound: [Float]) -> SpeechSound? {
        let samples = framesHeard * TelephoneFrame.sampleCount - speechFrom
        return listener?.hear(
            sound, seconds: Double(samples) / Double(TelephoneFrame.sampleRate))
    }

    /// Forgets what speech was: all that follows is judged by itself, but for speech that goes on, which is a
    /// turn.
    mutating func startAnew() { verdict = isSpeech ? .turn : nil }

    /// What an utterance into a prompt sounds like.
    ///
    /// - Parameters:
    ///   - heard: What came out of the line, 8 kHz, with silence before and after the speech.
    ///   - said: The prompt, from the same sample on; silence where it ends sooner, or none is given.
    ///   - network: What tells acknowledgements.
    /// - Returns: An acknowledgement when all stretches of it are; nil where no speech is found.
    package static func verdict(
        on heard: [Float], farEnd said: [Float] = [], _ network: AcknowledgementNetwork
    ) -> SpeechSound? {
        var hearing = LineHearing(network)
        let count = TelephoneFrame.sampleCount
        for first in stride(from: 0, through: heard.count - count, by: count) {
            let far = said.dropFirst(first).prefix(count)
            _ = hearing.hear(
                Array(heard[first..<first + count]),
                farEnd: Array(far) + [Float](repeating: 0, count: count - far.count),
                isPrompting: true)
        }
        // The sound may end before its silence is long enough to end the speech.
        guard let listener = hearing.listener else { return hearing.verdict }
        return hearing.verdict == .turn ? .turn : listener.whole
    }
}
