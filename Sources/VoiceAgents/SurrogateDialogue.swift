public import ContactCenterEvents
import Distributions
public import RandomVariates
public import TwinPrimitives

/// Whose dialogue it is: part of the key of every draw.
@frozen
public struct DialogueKey: Sendable {
    /// The caller.
    public var caller: CallerKey
    /// The caller's attempt.
    public var attempt: UInt16

    /// Names a dialogue.
    @inlinable
    public init(caller: CallerKey, attempt: UInt16) {
        self.caller = caller
        self.attempt = attempt
    }
}

/// How one turn passes in time: prompt, caller's speech, silence until the answer or the hang-up.
@frozen
public struct TurnCourse: Equatable, Sendable {
    /// From the start of the prompt to the first audio of the answer, or to the hang-up.
    public var length: SimulationDuration
    /// End of the caller's speech to first audio of the answer, had the caller waited.
    public var latency: SimulationDuration
    /// Whether the caller hangs up before the answer.
    public var hangsUp: Bool

    /// Stores a course.
    @inlinable
    public init(length: SimulationDuration, latency: SimulationDuration, hangsUp: Bool) {
        self.length = length
        self.latency = latency
        self.hangsUp = hangsUp
    }
}

/// What a voice agent does after a turn.
@frozen
public enum TurnDecision: Equatable, Sendable {
    /// Asks on.
    case askNext
    /// Gives up by a rule and hands the contact to human agents.
    case fallBack(FallbackTrigger)
    /// Has reached the goal, as it believes.
    case complete
}

/// The dialogue at surrogate fidelity: a chain of turns without text.
///
/// Data flow: each turn draws right or wrong, then a confidence from the score law of right or of
/// wrong turns; the acceptance threshold sees the score alone. Accepted turns advance the dialogue,
/// wrong ones among them are wrong actions; rejected turns are counted failures and feed the
/// fallback rule. Before the answer the caller may hang up: by the flat probability of the turn, or
/// because the silence outlasts the caller's patience; a turn that ends so was not interpreted, and
/// no rule counts it.
///
/// All draws are inversions of uniforms keyed by (caller, attempt, turn), so two settings face the
/// same callers, and a lower defect rate makes a subset of the turns wrong.
public struct SurrogateDialogue {
    let turnsNeeded: UnownedLawSampler
    /// Share of turns wrongly understood; a fault may raise it for a while.
    public var defects: Double
    /// Factor on response latencies: 1 but for faults, > 0.
    public var latencyFactor = 1.0
    let scoreWhenRight: UnownedLawSampler
    let scoreWhenWrong: UnownedLawSampler
    /// Acceptance threshold in 1/1024, the unit of recorded scores.
    var acceptScore: Double
    var consecutiveLimit: UInt16
    var totalLimit: UInt16
    var turnLimit: UInt16
    let latencyBody: UnownedLawSampler
    let tailProbability: Double
    let latencyTail: UnownedLawSampler
    let tailScale: Double
    let latencyUnderLoad: LatencyUnderLoad?
    let silencePatience: UnownedLawSampler
    let hangupPerTurn: Double
    let hangupUnderLoad: HangupUnderLoad?
    let callerSpeech: UnownedLawSampler
    let prompt: UnownedLawSampler
    let inScope: Double
    let asksForPerson: Double
    /// Concurrent sessions of the pool before any lever moved.
    let ownSessions: UInt32
    /// Concurrent sessions of which a share is in use: its own, or more where a lever allows more.
    var sessions: UInt32

    /// Compiles a dialogue.
    ///
    /// - Parameters:
    ///   - pool: The dialogue.
    ///   - sessions: Concurrent sessions of its pool.
    ///   - owners: Takes the samplers that must outlive the dialogue, whose copies cost no
    ///     reference counts.
    public init(
        _ pool: SurrogateConfiguration, sessions: UInt32, keptBy owners: inout [LawSampler]
    ) {
        func sampler(_ law: Law) -> UnownedLawSampler {
            let sampler = LawSampler(law)
            owners.append(sampler)
            return sampler.unowned
        }
        turnsNeeded = sampler(pool.turnsNeeded)
        defects = pool.defects
        scoreWhenRight = sampler(pool.scoreWhenRight)
        scoreWhenWrong = sampler(pool.scoreWhenWrong)
        acceptScore = pool.fallback.accept * 1024
        consecutiveLimit = Self.limit(pool.fallback.consecutiveFailures)
        totalLimit = Self.limit(pool.fallback.totalFailures)
        turnLimit = Self.limit(pool.fallback.turnLimit)
        latencyBody = sampler(pool.latency.body)
        tailProbability = pool.latency.tailProbability
        latencyTail = sampler(pool.latency.tail)
        tailScale = pool.latency.tailScale
        latencyUnderLoad = pool.latency.underLoad
        silencePatience = sampler(pool.silencePatience)
        hangupPerTurn = pool.hangupPerTurn
        hangupUnderLoad = pool.hangupUnderLoad
        callerSpeech = sampler(pool.callerSpeech)
        prompt = sampler(pool.prompt)
        inScope = pool.inScope
        asksForPerson = pool.asksForPerson
        ownSessions = sessions
        self.sessions = sessions
    }

    /// Works by other thresholds and limits from now on.
    ///
    /// - Parameter settings: How the pool works now; what its answers take under load goes by the
    ///   larger of its own number of sessions and the present limit.
    public mutating func take(_ settings: PoolSettings) {
        acceptScore = Double(settings.accept)
        consecutiveLimit = UInt16(clamping: settings.consecutiveFailures)
        totalLimit = UInt16(clamping: settings.totalFailures)
        turnLimit = UInt16(clamping: settings.turnLimit)
        // Fewer sessions than are in use make none of them slower: they are no fuller than before.
        sessions = max(ownSessions, settings.sessions)
    }

    private static func limit(_ rule: Int?) -> UInt16 { rule.map { UInt16(clamping: $0) } ?? .max }

    /// Probability that a caller hangs up in a turn, whatever the silence.
    private func hangup(inUse: UInt32) -> Double {
        guard let law = hangupUnderLoad else { return hangupPerTurn }
        return law.probability(share: share(inUse: inUse), base: hangupPerTurn)
    }

    private func share(inUse: UInt32) -> Double { Double(inUse) / Double(sessions) }

    /// The course of a turn in time.
    ///
    /// - Parameters:
    ///   - streams: The replication's streams.
    ///   - key: Whose dialogue it is.
    ///   - turn: Number of the turn, from 0.
    ///   - inUse: Sessions of the pool in use.
    /// - Returns: Its length, and whether the caller hangs up.
    public func course(
        _ streams: RandomStreams, _ key: DialogueKey, turn: UInt16, inUse: UInt32 = 0
    ) -> TurnCourse {
        func uniform(_ purpose: RandomPurpose) -> Double {
            streams.uniform(purpose, key.caller, attempt: key.attempt, turn: turn)
        }
        let spoken = speechSeconds(streams, key, turn: turn)
        var latency = latencyBody.draw(uniform: uniform(.latencyBody))
        if tailProbability > 0, uniform(.latencyStall) < tailProbability {
            latency += tailScale * latencyTail.draw(uniform: uniform(.latencyTail))
        }
        latency *= latencyFactor
        if let law = latencyUnderLoad { latency *= law.factor(share: share(inUse: inUse)) }
        let patience = silenceSeconds(streams, key, turn: turn)
        let leaves = hangsUpAnyway(streams, key, turn: turn, inUse: inUse)
        return TurnCourse(
            length: SimulationDuration(seconds: spoken + min(latency, patience)),
            latency: SimulationDuration(seconds: latency),
            hangsUp: leaves || latency > patience)
    }

    /// Length of a turn's prompt and of the caller's speech after it, seconds.
    public func speechSeconds(
        _ streams: RandomStreams, _ key: DialogueKey, turn: UInt16
    ) -> Double {
        func uniform(_ purpose: RandomPurpose) -> Double {
            streams.uniform(purpose, key.caller, attempt: key.attempt, turn: turn)
        }
        return prompt.draw(uniform: uniform(.promptDuration))
            + callerSpeech.draw(uniform: uniform(.callerSpeech))
    }

    /// Silence that the caller bears in a turn, seconds; infinity for any.
    public func silenceSeconds(
        _ streams: RandomStreams, _ key: DialogueKey, turn: UInt16
    ) -> Double {
        silencePatience.draw(
            uniform: streams.uniform(
                .silencePatience, key.caller, attempt: key.attempt, turn: turn))
    }

    /// Whether the caller hangs up in a turn for any other reason than silence.
    public func hangsUpAnyway(
        _ streams: RandomStreams, _ key: DialogueKey, turn: UInt16, inUse: UInt32
    ) -> Bool {
        let hangup = hangup(inUse: inUse)
        return hangup > 0
            && streams.uniform(.turnHangup, key.caller, attempt: key.attempt, turn: turn) < hangup
    }

    /// How the voice agent interprets the utterance of a turn.
    public func understanding(
        _ streams: RandomStreams, _ key: DialogueKey, contact: ContactID, turn: UInt16
    ) -> UtteranceUnderstood {
        let outcome = streams.uniform(
            .turnOutcome, key.caller, attempt: key.attempt, turn: turn)
        let right = outcome >= defects
        let place = streams.uniform(.turnScore, key.caller, attempt: key.attempt, turn: turn)
        let score = (right ? scoreWhenRight : scoreWhenWrong).draw(uniform: place)
        let recorded = (min(max(score, 0), 1) * 1024).rounded()
        return UtteranceUnderstood(
            contact: contact, turn: turn, right: right, accepted: recorded >= acceptScore,
            score: UInt16(recorded))
    }

    /// What follows after a turn that the session state already includes.
    public func decide(
        _ streams: RandomStreams, _ key: DialogueKey, after session: SessionEntry
    ) -> TurnDecision {
        if session.turn == 1, asksForPerson > 0,
            streams.uniform(.asksForPerson, key.caller, attempt: key.attempt) < asksForPerson
        {
            return .fallBack(.askedForPerson)
        }
        if session.consecutiveFailures >= consecutiveLimit {
            return .fallBack(.consecutiveFailures)
        }
        if session.totalFailures >= totalLimit { return .fallBack(.totalFailures) }
        if session.latestWasRight, inScope < 1,
            streams.uniform(.scope, key.caller) >= inScope
        {
            return .fallBack(.outOfScope)
        }
        if session.progress >= needed(streams, key) { return .complete }
        return session.turn >= turnLimit ? .fallBack(.turnLimit) : .askNext
    }

    /// Accepted turns that the caller's request needs; at least 1.
    private func needed(_ streams: RandomStreams, _ key: DialogueKey) -> UInt16 {
        let drawn = turnsNeeded.draw(
            uniform: streams.uniform(.turnsNeeded, key.caller, attempt: key.attempt))
        return UInt16(min(max(drawn.rounded(), 1), 65_535))
    }
}
