import ContactCenterEvents

/// One contact from its arrival to its end.
struct Journey {
    /// How it ended.
    enum Ending {
        case open
        case resolved
        case falselyContained
        case served
        case unserved
    }

    let contact: UInt32
    let isFirst: Bool
    let counts: Bool
    var pool = -1
    var ending = Ending.open
    // The session.
    var isInSession = false
    var outcome: SessionOutcome?
    var turns: Int64 = 0
    var wrongTurns: Int64 = 0
    var rejectedTurns: Int64 = 0
    var wrongAcceptedTurns: Int64 = 0
    var troubledTurns: Int64 = 0
    var repairs: Int64 = 0
    var patterns: UInt64 = 0
    var toolCalls: Int64 = 0
    var wrongToolCalls: Int64 = 0
    var toolFailures: Int64 = 0
    var wrongActions: Int64 = 0
    var verifications: Int64 = 0
    var failedVerifications: Int64 = 0
    var fallback: FallbackTrigger?
    var context: HandoffContextGiven?
    // Human agents.
    var waitsSince: Int64?
    var waitTime: Int64 = 0
    var talksSince: Int64?
    var talkTime: Int64 = 0
    var isAnswered = false
    var isPassedOn = false
    var hasUnrecordedTalk = false

    /// Whether a voice agent handed it over.
    var isHandedOff: Bool { outcome == .escalated }

    init(contact: UInt32, isFirst: Bool, counts: Bool) {
        self.contact = contact
        self.isFirst = isFirst
        self.counts = counts
    }

    /// Values that the caller of a contact handed over stated: those that the voice agent knew, and, where
    /// a person answered, those that it lacked.
    var statedValues: Int64 {
        guard let context else { return 0 }
        return Int64(context.known) + (isAnswered ? Int64(context.missing) : 0)
    }

    /// Adds the journey to a tally once it has ended.
    func count(in tally: inout JourneyTally) {
        tally.contacts += 1
        tally.firstContacts += isFirst ? 1 : 0
        switch ending {
        case .resolved, .served: tally.firstResolved += isFirst ? 1 : 0
        case .open, .falselyContained, .unserved: tally.unserved += 1
        }
        tally.waitTime += Int128(waitTime)
        tally.turnsOfContacts += turns
        tally.troubledTurnsOfContacts += troubledTurns
        guard isAnswered else { return }
        tally.answeredAfterHandoff += isHandedOff ? 1 : 0
        tally.passedOnAfterHandoff += isHandedOff && isPassedOn ? 1 : 0
        guard ending == .served, !hasUnrecordedTalk else { return }
        if isHandedOff {
            tally.servedAfterHandoff += 1
            tally.talkAfterHandoff += Int128(talkTime)
        } else {
            tally.servedDirect += 1
            tally.talkDirect += Int128(talkTime)
        }
    }

    /// Adds the session to a tally once it has ended: the contact may still wait for a person.
    func countSession(in tally: inout JourneyTally) {
        guard let outcome else { return }
        tally.sessions += 1
        switch outcome {
        case .resolved: tally.resolved += 1
        case .falselyContained: tally.falselyContained += 1
        case .escalated: tally.escalated += 1
        case .hungUp: tally.hungUp += 1
        case .stopped: tally.stopped += 1
        case .cutOff: tally.cutOff += 1
        }
        tally.turns += turns
        tally.wrongTurns += wrongTurns
        tally.rejectedTurns += rejectedTurns
        tally.wrongAcceptedTurns += wrongAcceptedTurns
        tally.troubledTurns += troubledTurns
        if troubledTurns > 0 {
            tally.troubledSessions += 1
            tally.recoveredSessions += outcome == .resolved ? 1 : 0
        }
        tally.repairs += repairs
        tally.toolCalls += toolCalls
        tally.wrongToolCalls += wrongToolCalls
        tally.toolFailures += toolFailures
        tally.wrongActions += wrongActions
        tally.verifications += verifications
        tally.failedVerifications += failedVerifications
        tally.verifiedSessions += verifications > failedVerifications ? 1 : 0
        for pattern in 0..<JourneyTally.patterns where patterns >> UInt64(pattern) & 1 == 1 {
            tally.patternSessions[pattern] += 1
            tally.patternResolved[pattern] += outcome == .resolved ? 1 : 0
        }
        guard let context else { return }
        tally.handoffs += 1
        tally.completeHandoffs += context.missing == 0 ? 1 : 0
        tally.verifiedHandoffs += context.verified ? 1 : 0
        tally.valuesKnown += Int64(context.known)
        tally.valuesMissing += Int64(context.missing)
    }

    /// What of it made trouble.
    var frictions: [FrictionKind] {
        var kinds: [FrictionKind] = []
        if let fallback { kinds.append(.fallback(fallback)) }
        switch outcome {
        case .hungUp: kinds.append(.hungUp)
        case .falselyContained: kinds.append(.falselyContained)
        case .stopped: kinds.append(.stopped)
        case .cutOff: kinds.append(.cutOff)
        case .resolved, .escalated, nil: break
        }
        if wrongToolCalls > 0 { kinds.append(.wrongTool) }
        if toolFailures > 0 { kinds.append(.toolFailure) }
        if failedVerifications > 0 { kinds.append(.verificationFailed) }
        if let context, context.missing > 0 { kinds.append(.incompleteHandoff) }
        if isHandedOff, isPassedOn { kinds.append(.passedOn) }
        if isHandedOff, ending == .unserved { kinds.append(.lostAfterHandoff) }
        for pattern in 0..<JourneyTally.patterns where patterns >> UInt64(pattern) & 1 == 1 {
            kinds.append(.repair(UInt8(pattern)))
        }
        return kinds
    }
}
