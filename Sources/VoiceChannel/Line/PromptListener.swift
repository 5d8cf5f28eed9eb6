import DialogueEngine

/// Listens to one stretch of speech into a prompt, and says what it sounds like.
///
/// Every 20 ms the network judges what was heard so far. From `firstSeconds` of speech on, whatever is
/// unlike an acknowledgement is a turn; what is like one is held until it is over, becomes unlike one,
/// or has lasted longer than any. So a turn is told within a quarter of a second as a rule.
struct PromptListener {
    /// Seconds of speech before which nothing is said: less than a syllable tells nothing.
    private static let firstSeconds = 0.14
    /// Seconds of speech by which the judgement must have been made once.
    private static let settledSeconds = 0.20
    /// Probability below which speech is a turn at once, before `settledSeconds`.
    private static let clearTurn = 0.08
    /// Probability from which speech that goes on is held for an acknowledgement: few who want the word
    /// wait, and most who do not are heard out in silence.
    private static let clearAcknowledgement = 0.75
    /// Probability from which speech that is over was one: then its length is known.
    private static let acknowledgement = 0.35
    /// Seconds of the longest acknowledgement.
    private static let longestSeconds = 1.0

    private let network: AcknowledgementNetwork
    private var sound = OpeningSound()
    private var seconds = 0.0
    /// The judgement that was given last.
    private var given: SpeechSound?
    private var probability = 0.0

    /// Begins with nothing heard.
    init(_ network: AcknowledgementNetwork) { self.network = network }

    /// Hears more.
    ///
    /// - Parameters:
    ///   - samples: Samples at 8 kHz; the first ever lies `OpeningSound.leadSeconds` before the speech.
    ///   - seconds: Seconds of speech so far.
    /// - Returns: What it sounds like, when that is known or has changed.
    mutating func hear(_ samples: [Float], seconds: Double) -> SpeechSound? {
        self.seconds = seconds
        if !sound.isFull {
            sound.hear(samples)
            probability = network.probability(sound)
        }
        // Who has taken the word keeps it.
        guard given != .turn, let judged = judgement, judged != given else { return nil }
        given = judged
        return judged
    }

    private var judgement: SpeechSound? {
        if seconds > Self.longestSeconds { return .turn }
        if seconds >= Self.settledSeconds {
            return probability < Self.clearAcknowledgement ? .turn : .acknowledgement
        }
        guard seconds >= Self.firstSeconds else { return nil }
        return probability < Self.clearTurn ? .turn : nil
    }

    /// What it was, now that it is over.
    var whole: SpeechSound {
        seconds <= Self.longestSeconds && probability >= Self.acknowledgement
            ? .acknowledgement : .turn
    }
}
