/// How the two sides took turns in one call, after the panel of tau-voice.
///
/// Windows are those of its definition: a yield counts within 2.0 s, a false yield to a backchannel,
/// a tic or side speech within 1.0 s. Sums and counts, so that panels of several calls add up.
public struct InteractionPanel: Hashable, Sendable {
    /// Responses of the voice agent to an utterance.
    public var responses = 0
    /// Sum of the times from the caller's last sound to the first prompt, seconds.
    public var responseSeconds = 0.0
    /// Longest of them, seconds.
    public var longestResponseSeconds = 0.0
    /// Utterances after which the caller had to speak again before an answer came.
    public var unanswered = 0
    /// Answers that the caller spoke into a prompt.
    public var interruptions = 0
    /// Those to which the voice agent yielded within 2.0 s.
    public var yields = 0
    /// Sum of the times to yield, seconds.
    public var yieldSeconds = 0.0
    /// Prompts that began while the caller spoke.
    public var talkOvers = 0
    /// Turns of the caller.
    public var callerTurns = 0
    /// Backchannels, tics and side speech into prompts.
    public var distractions = 0
    /// Those that stopped the prompt within 1.0 s.
    public var falseYields = 0
    /// Silences of both sides longer than 3.0 s.
    public var deadAirs = 0

    /// A panel without a call.
    public init() {}

    /// Mean time to respond, seconds; nil without a response.
    public var meanResponseSeconds: Double? {
        responses > 0 ? responseSeconds / Double(responses) : nil
    }

    /// Takes in the panel of another call.
    public mutating func add(_ other: InteractionPanel) {
        responses += other.responses
        responseSeconds += other.responseSeconds
        longestResponseSeconds = max(longestResponseSeconds, other.longestResponseSeconds)
        unanswered += other.unanswered
        interruptions += other.interruptions
        yields += other.yields
        yieldSeconds += other.yieldSeconds
        talkOvers += other.talkOvers
        callerTurns += other.callerTurns
        distractions += other.distractions
        falseYields += other.falseYields
        deadAirs += other.deadAirs
    }

    /// Window of a yield, seconds.
    static let yieldWindow = 2.0
    /// Window of a false yield, seconds.
    static let distractionWindow = 1.0
    /// Silence that counts as dead air, seconds.
    static let deadAirSeconds = 3.0
}
