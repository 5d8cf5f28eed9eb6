import Distributions
public import TwinPrimitives

/// What the voice agent does, as the caller hears it.
extension Caller {
    /// A prompt begins to sound.
    ///
    /// - Parameters:
    ///   - act: What it asks or tells.
    ///   - time: When.
    public mutating func agentStarts(_ act: HeardAct, at time: SimulationTime) {
        sounding = act
        hasAnsweredAhead = false
        uncheckedCheckIns = 0
        if case .repair = act { covariates.isAfterRepair = true }
        begin(.talking, at: time)
    }

    /// The prompt that sounded ended, or was cut.
    ///
    /// - Parameters:
    ///   - share: How much of it was heard, 0 to 1.
    ///   - time: When.
    public mutating func agentEnds(share: Double, at time: SimulationTime) {
        guard let act = sounding else { return }
        sounding = nil
        begin(.own, at: time)
        guard !hasAnsweredAhead else { return }
        // Less than half of a prompt asks and tells nothing.
        guard share >= 0.5 else { return }
        if act.isQuestion { question = act }
        take(act)
    }

    private mutating func take(_ act: HeardAct) {
        switch act {
        case .ask(_, let attempt):
            isWishTaken = true
            if attempt > 1 { covariates.repeats += 1 }
        case .mentionValue(let slot, let value):
            if let fact = fact(slot), fact.value != value, !happens(persona.misses) {
                objections.append(slot)
                covariates.misunderstandings += 1
            }
        case .confirmValue(let slot, let value):
            isWishTaken = true
            if let fact = fact(slot), fact.value != value { covariates.misunderstandings += 1 }
        case .confirmAction: isWishTaken = true
        case .repair(let pattern):
            if Self.misunderstandings.contains(pattern) { covariates.misunderstandings += 1 }
        case .anythingElse: isWishTaken = false
        default: break
        }
    }

    /// Patterns of repair that tell a caller that they were not understood.
    private static let misunderstandings = [
        "noMatch", "rephrase", "outOfScope", "invalidValue", "clarify", "confirmWish",
    ]

    // MARK: Spells

    mutating func begin(_ spell: HazardClock.Spell, at time: SimulationTime) {
        covariates.callMinutes = (time - startedAt).seconds / 60
        clock.begin(spell, at: time, rules: persona.hazards, covariates: covariates)
        quietSince = time
        deadline = nil
        guard spell == .silent else { return }
        spellCount += 1
        if let patience = persona.silencePatience {
            let u = streams.uniform(
                .silencePatience, key, attempt: attempt, turn: turns, draw: spellCount)
            consider(time + SimulationDuration(seconds: patience.quantile(u)), .silence)
        }
        if hasSpokenSinceSilence, persona.turnHangup > 0 {
            let u = streams.uniform(.turnHangup, key, attempt: attempt, turn: turns)
            if u < persona.turnHangup { consider(time, .turnChance) }
        }
        hasSpokenSinceSilence = false
    }

    private mutating func consider(_ time: SimulationTime, _ reason: Leaving) {
        guard time < deadline?.time ?? .distantFuture else { return }
        deadline = (time, reason)
    }

    /// The voice agent is silent, and the caller waits for it.
    public mutating func waits(from time: SimulationTime) { begin(.silent, at: time) }

    /// The caller's own turn: it is about to speak, or speaks.
    public mutating func takesTurn(at time: SimulationTime) { begin(.own, at: time) }

    /// The caller has stopped speaking, and a prompt sounds.
    public mutating func listens(from time: SimulationTime) { begin(.talking, at: time) }

    /// Whether the caller has something to answer.
    public var hasQuestion: Bool { question != nil || !objections.isEmpty }

    /// When the caller next does something by itself if nothing else happens; nil: never.
    public var nextImpulse: SimulationTime? {
        var time = clock.next?.time ?? .distantFuture
        if let deadline { time = min(time, deadline.time) }
        if let checkIn { time = min(time, checkIn) }
        return time == .distantFuture ? nil : time
    }

    private var checkIn: SimulationTime? {
        guard clock.spell == .silent, let seconds = persona.hazards.checkInAfter else { return nil }
        return quietSince + SimulationDuration(seconds: seconds)
    }

    /// What the caller does of itself at `nextImpulse`.
    public enum Impulse: Hashable, Sendable {
        /// Speaks, or presses keys.
        case say([CallerSegment])
        /// Leaves.
        case leave(Leaving)
        /// Thought better of it.
        case nothing
    }

    /// Follows the impulse that is due.
    ///
    /// - Parameter time: `nextImpulse`.
    /// - Returns: What it does.
    public mutating func followImpulse(at time: SimulationTime) -> Impulse {
        if let deadline, deadline.time <= time { return .leave(deadline.leaves) }
        if let checkIn, checkIn <= time {
            if let limit = persona.hazards.leavesAfterCheckIns, uncheckedCheckIns >= limit {
                return .leave(.uncheckedCheckIns)
            }
            if persona.behaviour == .silent {
                // Nobody hears it, so the silence goes on, and patience with it.
                uncheckedCheckIns += 1
                quietSince = time
                return .nothing
            }
            return act(on: .checkIn, at: time)
        }
        guard let next = clock.next, next.time <= time else { return .nothing }
        clock.fire(next.hazard, at: time, streams: streams, key: key, attempt: attempt)
        return act(on: next.hazard, at: time)
    }

    private mutating func act(on hazard: CallerHazard, at time: SimulationTime) -> Impulse {
        if hazard == .hangUp { return .leave(.impatience) }
        if persona.behaviour == .silent { return .nothing }
        draws += 1000 &* UInt32(hazard.rawValue)
        switch hazard {
        case .hangUp: return .leave(.impatience)
        case .speak:
            guard !lastAnswer.isEmpty else { return .nothing }
            return .say(repeated())
        case .checkIn:
            uncheckedCheckIns += 1
            return .say([spoken(choose(wordings.checkIn), [.checkIn], .checkIn)])
        case .interrupt:
            let segments = interruption()
            return segments.isEmpty ? .nothing : .say(segments)
        case .pressZero:
            hasAskedForPerson = true
            return .say([keys("0", [.askForPerson], .personRequest)])
        case .askForPerson:
            hasAskedForPerson = true
            return .say([spoken(choose(wordings.person), [.askForPerson], .personRequest)])
        case .backchannel:
            return .say([spoken(choose(wordings.backchannel), [.backchannel], .backchannel)])
        case .tic:
            return .say([
                CallerSegment(
                    text: "", acts: [.noise], kind: .tic, gapSeconds: 0, durationSeconds: 0.4)
            ])
        case .sideSpeech:
            return .say([spoken(choose(wordings.sideSpeech), [.noise], .sideSpeech)])
        }
    }

    private func repeated() -> [CallerSegment] {
        lastAnswer.enumerated().map { place, segment in
            var again = segment
            again.kind = .restart
            if place == 0 { again.gapSeconds = 0 }
            return again
        }
    }

    /// The caller has finished saying something.
    public mutating func finishedSpeaking(_ kind: CallerSegment.Kind) {
        if kind == .answer || kind == .interruption { hasSpokenSinceSilence = true }
    }
}
