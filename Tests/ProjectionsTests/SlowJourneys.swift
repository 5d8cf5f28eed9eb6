import ContactCenterEvents
import Projections
import TwinPrimitives

/// Journeys counted by looking at the whole history of each contact: slow and obvious.
struct SlowJourneys {
    typealias Event = (event: ContactCenterEvent, time: SimulationTime)
    let request: JourneyFold.Request
    var tallies: [JourneyTally]
    var frictions: [String: [UInt32]] = [:]

    init(_ script: EventScript, _ request: JourneyFold.Request) {
        self.request = request
        tallies = Array(repeating: JourneyTally(), count: 1 + request.pools)
        var histories: [UInt32: [Event]] = [:]
        for item in script.events {
            if let contact = item.event.contact {
                histories[contact.rawValue, default: []].append(item)
            }
        }
        for (contact, history) in histories.sorted(by: { $0.key < $1.key }) {
            read(contact, history)
        }
    }

    private mutating func read(_ contact: UInt32, _ history: [Event]) {
        guard case .contactArrived(let arrival)? = history.first?.event,
            request.window.contains(history[0].time)
        else { return }
        let events = history.map(\.event)
        func time(_ isWanted: (ContactCenterEvent) -> Bool) -> Int64? {
            history.first { isWanted($0.event) }?.time.nanoseconds
        }
        let answered = time { if case .contactAnswered = $0 { true } else { false } }
        let queued = time { if case .contactQueued = $0 { true } else { false } }
        let abandoned = time { if case .contactAbandoned = $0 { true } else { false } }
        let served = time { if case .contactEnded = $0 { true } else { false } }
        var pool = -1
        var outcome: SessionOutcome?
        var wrongActions = 0
        for event in events {
            if case .sessionStarted(let fact) = event { pool = Int(fact.pool.rawValue) }
            if case .sessionEnded(let fact) = event {
                outcome = fact.outcome
                wrongActions = Int(fact.wrongActions)
            }
        }
        let isLost =
            abandoned != nil
            || events.contains {
                switch $0 {
                case .contactBlocked, .contactBalked: true
                case .menuLeft(let fact): fact.hungUp
                default: false
                }
            } || outcome == .hungUp || outcome == .stopped || outcome == .cutOff
        let isContained = outcome == .resolved || outcome == .falselyContained
        guard isLost || isContained || served != nil else { return }
        var tally = JourneyTally()
        tally.contacts = 1
        let isFirst = arrival.attempt == 0
        tally.firstContacts = isFirst ? 1 : 0
        let isGood = outcome == .resolved || served != nil
        if !isGood { tally.unserved = 1 }
        if isGood, isFirst { tally.firstResolved = 1 }
        if let queued, let end = answered ?? abandoned { tally.waitTime = Int128(end - queued) }
        let context = events.compactMap { event -> HandoffContextGiven? in
            if case .handoffContextGiven(let fact) = event { fact } else { nil }
        }.last
        if let outcome { count(events, outcome, wrongActions, context, in: &tally) }
        let isHandedOff = outcome == .escalated
        if answered != nil {
            tally.answeredAfterHandoff = isHandedOff ? 1 : 0
            if let answered, let served, isRecorded(events) {
                if isHandedOff {
                    tally.servedAfterHandoff = 1
                    tally.talkAfterHandoff = Int128(served - answered)
                } else {
                    tally.servedDirect = 1
                    tally.talkDirect = Int128(served - answered)
                }
            }
        }
        tally.countReturn(comesBack(events), outcome, isServed: served != nil, isFirst && isGood)
        noteFrictions(contact, pool, outcome, isLost: isLost, returns: comesBack(events))
        tallies[pool + 1] += tally
    }

    private func comesBack(_ events: [ContactCenterEvent]) -> Bool {
        events.contains { event in
            if case .redialScheduled(let fact) = event { return fact.delay <= request.returnWithin }
            return false
        }
    }

    private mutating func noteFrictions(
        _ contact: UInt32, _ pool: Int, _ outcome: SessionOutcome?, isLost: Bool, returns: Bool
    ) {
        if returns { frictions["\(pool) cameBack", default: []].append(contact) }
        if outcome == .escalated, isLost {
            frictions["\(pool) lostAfterHandoff", default: []].append(contact)
        }
        if outcome == .hungUp { frictions["\(pool) hungUp", default: []].append(contact) }
    }

    private func isRecorded(_ events: [ContactCenterEvent]) -> Bool {
        events.allSatisfy { event in
            if case .contactEnded(let fact) = event { return fact.durationRecorded }
            return true
        }
    }

    private func count(
        _ events: [ContactCenterEvent], _ outcome: SessionOutcome, _ wrongActions: Int,
        _ context: HandoffContextGiven?, in tally: inout JourneyTally
    ) {
        tally.sessions = 1
        tally.resolved = outcome == .resolved ? 1 : 0
        tally.falselyContained = outcome == .falselyContained ? 1 : 0
        tally.escalated = outcome == .escalated ? 1 : 0
        tally.hungUp = outcome == .hungUp ? 1 : 0
        tally.stopped = outcome == .stopped ? 1 : 0
        tally.cutOff = outcome == .cutOff ? 1 : 0
        tally.wrongActions = Int64(wrongActions)
        var entered: Set<UInt8> = []
        var isVerified = false
        for event in events {
            switch event {
            case .utteranceUnderstood(let fact):
                tally.turns += 1
                if !fact.right { tally.wrongTurns += 1 }
                if !fact.accepted { tally.rejectedTurns += 1 }
                if fact.accepted, !fact.right { tally.wrongAcceptedTurns += 1 }
                if !fact.accepted || !fact.right { tally.troubledTurns += 1 }
            case .repairEntered(let fact) where ![0, 22, 23, 26, 28].contains(fact.pattern):
                tally.repairs += 1
                entered.insert(fact.pattern)
                if fact.pattern == 16 { tally.toolFailures += 1 }
            case .toolCalled(let fact):
                tally.toolCalls += 1
                if fact.wrong { tally.wrongToolCalls += 1 }
            case .callerVerified(let fact):
                tally.verifications += 1
                if fact.passed { isVerified = true } else { tally.failedVerifications += 1 }
            default: break
            }
        }
        tally.turnsOfContacts = tally.turns
        tally.troubledTurnsOfContacts = tally.troubledTurns
        tally.verifiedSessions = isVerified ? 1 : 0
        for pattern in entered {
            tally.patternSessions[Int(pattern)] = 1
            tally.patternResolved[Int(pattern)] = outcome == .resolved ? 1 : 0
        }
        if tally.troubledTurns > 0 {
            tally.troubledSessions = 1
            tally.recoveredSessions = outcome == .resolved ? 1 : 0
        }
        if let context {
            tally.handoffs = 1
            tally.completeHandoffs = context.missing == 0 ? 1 : 0
            tally.verifiedHandoffs = context.verified ? 1 : 0
            tally.valuesKnown = Int64(context.known)
            tally.valuesMissing = Int64(context.missing)
        }
    }
}

extension JourneyTally {
    /// Counts that the caller came back, if so.
    fileprivate mutating func countReturn(
        _ returns: Bool, _ outcome: SessionOutcome?, isServed: Bool, _ isGoodFirst: Bool
    ) {
        guard returns else { return }
        if outcome == .resolved || outcome == .falselyContained { returnsAfterContained = 1 }
        if outcome == .resolved { returnsAfterResolved = 1 }
        if isServed { returnsAfterServed = 1 }
        if isGoodFirst { firstReturned = 1 }
    }
}
