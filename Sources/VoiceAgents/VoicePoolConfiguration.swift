public import Distributions
public import ResponseStations
import TwinPrimitives

/// A pool of voice agents, as plain values.
public struct VoicePoolConfiguration: Equatable, Sendable {
    /// Name in the scenario.
    public var name: String
    /// Concurrent sessions; nil: unlimited.
    public var sessions: Int?
    /// Where a contact goes that finds no session free.
    public var whenFull: VoiceOverflow
    /// Share of its callers that are offered to it, in [0, 1]: those of a draw keyed by the caller.
    public var share: Double
    /// Where the others go.
    public var otherwise: VoiceOverflow
    /// When it is open; nil: at all times.
    public var hours: OpenHours?
    /// Where a contact goes that finds the pool closed, switched off, or refused by a fault.
    public var whenClosed: VoiceOverflow
    /// How its sessions are simulated.
    public var tier: VoiceTier
    /// How its share of turns wrongly understood differs from day to day; nil: not at all.
    public var defectDays: DefectDays?
    /// The work of a turn, done by stations; nil: the tier's own latency is drawn.
    public var turn: TurnGraph?
    /// Tools and verifications of its dialogue that wait at stations.
    ///
    /// The others take the time of the world. Empty at fidelity surrogate.
    public var toolStations: [ToolStation]
    /// When people who listen in take single sessions over; nil: nobody listens in.
    public var takeover: TakeoverRule?
    /// What an escalated contact does to the person who takes it over, and to the caller.
    public var handoff: HandoffEffect
    /// Costs of a session.
    public var cost: VoiceCost

    /// Stores a pool.
    public init(
        name: String, sessions: Int? = nil, whenFull: VoiceOverflow = .human,
        share: Double = 1, otherwise: VoiceOverflow = .human, hours: OpenHours? = nil,
        whenClosed: VoiceOverflow = .human, tier: VoiceTier, turn: TurnGraph? = nil,
        toolStations: [ToolStation] = [],
        handoff: HandoffEffect = HandoffEffect(), cost: VoiceCost = VoiceCost()
    ) {
        self.name = name
        self.sessions = sessions
        self.whenFull = whenFull
        self.share = share
        self.otherwise = otherwise
        self.hours = hours
        self.whenClosed = whenClosed
        self.tier = tier
        self.turn = turn
        self.toolStations = toolStations
        self.handoff = handoff
        self.cost = cost
    }
}

extension VoicePoolConfiguration {
    /// Whether its sessions are chains of turns without text.
    public var isOfTurns: Bool {
        guard case .surrogate = tier else { return false }
        return true
    }

    /// Whether its sessions are conversations with the dialogue engine.
    public var isConversation: Bool {
        guard case .conversation = tier else { return false }
        return true
    }

    /// The share of turns wrongly understood that is set for it; nil where none is.
    public var setDefects: Double? {
        switch tier {
        case .surrogate(let dialogue): dialogue.defects
        case .conversation(let tier): tier.defects?.rate
        case .deck: nil
        }
    }
}

/// What an escalated contact does to the person who takes it over, and to the caller's patience.
///
/// The conversation with a person takes
/// talk x `talkFactor` x (1 + `perMisunderstoodTurn` x misunderstood turns)
/// + `perMissingValue` x values to ask for + `unverified` unless verified,
/// all of which the handoff's context tells (`HandoffContextGiven`); patience in the queue is
/// multiplied by `patiencePerMisunderstoodTurn` for each misunderstood turn. At surrogate fidelity
/// there is no context, and only `talkFactor` acts.
public struct HandoffEffect: Equatable, Sendable {
    /// Factor on the conversation time, > 0.
    public var talkFactor: Double
    /// Share of the conversation time that each misunderstood turn adds, >= 0.
    public var perMisunderstoodTurn: Double
    /// Seconds that each value adds that must be asked for, >= 0.
    public var perMissingValue: Double
    /// Seconds that a caller adds who must still be verified, >= 0.
    public var unverified: Double
    /// Factor on the patience in the queue for each misunderstood turn, > 0.
    public var patiencePerMisunderstoodTurn: Double

    /// Stores an effect.
    public init(
        talkFactor: Double = 1, perMisunderstoodTurn: Double = 0, perMissingValue: Double = 0,
        unverified: Double = 0, patiencePerMisunderstoodTurn: Double = 1
    ) {
        self.talkFactor = talkFactor
        self.perMisunderstoodTurn = perMisunderstoodTurn
        self.perMissingValue = perMissingValue
        self.unverified = unverified
        self.patiencePerMisunderstoodTurn = patiencePerMisunderstoodTurn
    }

    /// Factor on the conversation time of a contact with some misunderstood turns.
    @inlinable
    public func talkFactor(misunderstood: UInt8) -> Double {
        talkFactor * (1 + perMisunderstoodTurn * Double(misunderstood))
    }

    /// Seconds that a person needs beside it.
    ///
    /// - Parameters:
    ///   - missing: Values to ask for.
    ///   - isVerified: Whether the caller is verified as far as the wish needs.
    /// - Returns: Seconds.
    @inlinable
    public func extraSeconds(missing: UInt8, isVerified: Bool) -> Double {
        perMissingValue * Double(missing) + (isVerified ? 0 : unverified)
    }
}

/// How the sessions of a pool are simulated.
public enum VoiceTier: Equatable, Sendable {
    /// Turn by turn, without text.
    case surrogate(SurrogateConfiguration)
    /// By the dialogue engine itself.
    case conversation(ConversationTier)
    /// By sessions that were held before, alone.
    case deck(SessionDeck)
}

/// A dialogue at surrogate fidelity, as plain values.
public struct SurrogateConfiguration: Equatable, Sendable {
    /// Right turns a contact needs (rounded to the nearest whole number, at least 1).
    public var turnsNeeded: Law
    /// Share of turns wrongly understood, in [0, 1].
    public var defects: Double
    /// Confidence of turns rightly understood, on [0, 1].
    public var scoreWhenRight: Law
    /// Confidence of turns wrongly understood, on [0, 1].
    public var scoreWhenWrong: Law
    /// The fallback rule.
    public var fallback: Fallback
    /// Time from the end of the caller's speech to the first audio of the answer, unless stations do
    /// the work of a turn.
    public var latency: Latency
    /// Silence a caller bears in one turn before hanging up, in seconds.
    public var silencePatience: Law
    /// Probability of hanging up in a turn for any other reason, in [0, 1).
    public var hangupPerTurn: Double
    /// How full sessions make callers hang up; nil: not at all.
    public var hangupUnderLoad: HangupUnderLoad?
    /// Length of the caller's utterance, in seconds.
    public var callerSpeech: Law
    /// Length of the agent's prompt, in seconds.
    public var prompt: Law
    /// Share of contacts whose request the voice agent may serve at all, in [0, 1].
    public var inScope: Double
    /// Share of callers who ask for a person in their first turn, in [0, 1].
    public var asksForPerson: Double

    /// Stores a dialogue.
    public init(
        turnsNeeded: Law, defects: Double, scoreWhenRight: Law, scoreWhenWrong: Law,
        fallback: Fallback, latency: Latency, silencePatience: Law = .never,
        hangupPerTurn: Double = 0, hangupUnderLoad: HangupUnderLoad? = nil, callerSpeech: Law,
        prompt: Law, inScope: Double = 1, asksForPerson: Double = 0
    ) {
        self.turnsNeeded = turnsNeeded
        self.defects = defects
        self.scoreWhenRight = scoreWhenRight
        self.scoreWhenWrong = scoreWhenWrong
        self.fallback = fallback
        self.latency = latency
        self.silencePatience = silencePatience
        self.hangupPerTurn = hangupPerTurn
        self.hangupUnderLoad = hangupUnderLoad
        self.callerSpeech = callerSpeech
        self.prompt = prompt
        self.inScope = inScope
        self.asksForPerson = asksForPerson
    }
}

/// When a voice agent gives up.
///
/// A turn whose score is below `accept` is a counted failure.
public struct Fallback: Equatable, Sendable {
    /// Least score at which a turn is acted on, in [0, 1].
    public var accept: Double
    /// Rejected turns in a row that end the session; nil: no such rule.
    public var consecutiveFailures: Int?
    /// Rejected turns in all that end the session; nil: no such rule.
    public var totalFailures: Int?
    /// Longest session in turns; nil: no such rule.
    public var turnLimit: Int?

    /// Stores a rule.
    public init(
        accept: Double, consecutiveFailures: Int? = nil, totalFailures: Int? = nil,
        turnLimit: Int? = nil
    ) {
        self.accept = accept
        self.consecutiveFailures = consecutiveFailures
        self.totalFailures = totalFailures
        self.turnLimit = turnLimit
    }
}

/// The response latency of a turn: a body, and with some probability a stall on top.
public struct Latency: Equatable, Sendable {
    /// The usual part, in seconds.
    public var body: Law
    /// Probability of a stall in a turn, in [0, 1].
    public var tailProbability: Double
    /// Length of a stall, in seconds, before scaling.
    public var tail: Law
    /// Factor on every stall, >= 0.
    public var tailScale: Double
    /// How full sessions slow the answers; nil: not at all.
    public var underLoad: LatencyUnderLoad?

    /// Stores a latency.
    public init(
        body: Law, tailProbability: Double = 0, tail: Law = .deterministic(0),
        tailScale: Double = 1, underLoad: LatencyUnderLoad? = nil
    ) {
        self.underLoad = underLoad
        self.body = body
        self.tailProbability = tailProbability
        self.tail = tail
        self.tailScale = tailScale
    }
}

/// A factor on the latency of a turn that grows with the share of sessions in use.
///
/// At a share u the factor is 1 + (f - 1) / (1 + exp(-k (u - u*))).
public struct LatencyUnderLoad: Equatable, Sendable {
    /// f, the factor far beyond the midpoint, > 0.
    public var full: Double
    /// k, > 0.
    public var steepness: Double
    /// u*, in [0, 1].
    public var midpoint: Double

    /// Stores the law.
    public init(full: Double, steepness: Double, midpoint: Double) {
        self.full = full
        self.steepness = steepness
        self.midpoint = midpoint
    }

    /// The factor at a share of sessions in use.
    public func factor(share: Double) -> Double {
        1 + (full - 1) / (1 + PortableMath.exp(-steepness * (share - midpoint)))
    }
}

/// What a session costs, in the scenario's money.
public struct VoiceCost: Equatable, Sendable {
    /// Per minute of session.
    public var perMinute: Double
    /// Per session.
    public var perSession: Double

    /// Stores the costs.
    public init(perMinute: Double = 0, perSession: Double = 0) {
        self.perMinute = perMinute
        self.perSession = perSession
    }
}

/// A probability of hanging up in a turn that grows with the share of sessions in use.
///
/// At a share u the probability is h0 + (h1 - h0) / (1 + exp(-k (u - u*))), h0 being the pool's
/// `hangupPerTurn`.
public struct HangupUnderLoad: Equatable, Sendable {
    /// h1, in [0, 1].
    public var full: Double
    /// k, > 0.
    public var steepness: Double
    /// u*, in [0, 1].
    public var midpoint: Double

    /// Stores the law.
    public init(full: Double, steepness: Double, midpoint: Double) {
        self.full = full
        self.steepness = steepness
        self.midpoint = midpoint
    }

    /// The probability at a share of sessions in use.
    ///
    /// - Parameters:
    ///   - share: Sessions in use over all sessions, in [0, 1].
    ///   - base: h0, in [0, 1].
    /// - Returns: The probability of hanging up in a turn.
    public func probability(share: Double, base: Double) -> Double {
        base + (full - base) / (1 + PortableMath.exp(-steepness * (share - midpoint)))
    }
}
