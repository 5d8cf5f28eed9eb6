public import ContactCenterEvents
import TwinPrimitives

extension CenterFold {
    @usableFromInline
    mutating func sessionStarted(_ fact: SessionStarted, _ now: Int64) {
        let pool = fact.pool.rawValue
        guard let slot = inside(fact.contact) else { return }
        // A pool that refused the contact, or could not take it, may have passed it on to this one.
        guard slot.pointee.stage < .voice || slot.pointee.stage == .towardsHuman,
            Int(pool) < layout.pools
        else { return ignoredEvents &+= 1 }
        let row = Int(slot.pointee.row)
        rows[row].sessionsStarted &+= 1
        pools[row == 0 ? 0 : 1 &+ Int(pool)].sessionsStarted &+= 1
        join(layout.sessions &+ Int(pool), now)
        slot.pointee.stage = .voice
        slot.pointee.place = pool
        slot.pointee.since = now
    }

    @usableFromInline
    mutating func sessionRefused(_ fact: SessionRefused, _ now: Int64) {
        let pool = fact.pool.rawValue
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage < .voice || slot.pointee.stage == .towardsHuman,
            Int(pool) < layout.pools
        else { return ignoredEvents &+= 1 }
        let row = Int(slot.pointee.row)
        rows[row].sessionsRefused &+= 1
        pools[row == 0 ? 0 : 1 &+ Int(pool)].sessionsRefused &+= 1
        slot.pointee.stage = .towardsHuman
        slot.pointee.since = now
    }

    @usableFromInline
    mutating func sessionEnded(_ fact: SessionEnded, _ now: Int64) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage == .voice else { return ignoredEvents &+= 1 }
        let row = rows + Int(slot.pointee.row)
        let pool = Int(slot.pointee.place)
        let length = Int128(max(0, now &- slot.pointee.since))
        leave(layout.sessions &+ pool, now)
        responses?.endSession(fact.contact)
        row.pointee.sessionTime &+= length
        row.pointee.sessionsWithWrongAction &+= fact.wrongActions > 0 ? 1 : 0
        let tally = pools + (slot.pointee.row == 0 ? 0 : 1 &+ pool)
        tally.pointee.sessionsEnded &+= 1
        tally.pointee.sessionTime &+= length
        switch fact.outcome {
        case .resolved: row.pointee.resolved &+= 1
        case .falselyContained: row.pointee.falselyContained &+= 1
        case .hungUp: row.pointee.hungUpInSession &+= 1
        case .stopped: row.pointee.stoppedInSession &+= 1
        case .cutOff: row.pointee.cutOffInSession &+= 1
        case .escalated:
            row.pointee.escalated &+= 1
            slot.pointee.stage = .towardsHuman
            slot.pointee.since = now
            return
        }
        contacts.release(slot)
    }

    /// The tally row of a contact that is in a session or has just left one.
    @inline(__always)
    mutating func sessionRow(_ contact: ContactID) -> UnsafeMutablePointer<ContactTally>? {
        if let slot = contacts.find(contact.rawValue) { return rows + Int(slot.pointee.row) }
        ignoredEvents &+= 1
        return nil
    }

    @usableFromInline
    mutating func understood(_ fact: UtteranceUnderstood) {
        guard parts.contains(.turns) else { return }
        guard let row = sessionRow(fact.contact) else { return }
        row.pointee.turns &+= 1
        row.pointee.wrongTurns &+= fact.right ? 0 : 1
        row.pointee.rejectedTurns &+= fact.accepted ? 0 : 1
        row.pointee.wrongActions &+= fact.accepted && !fact.right ? 1 : 0
    }

    @usableFromInline
    mutating func promptStarted(_ fact: PromptStarted, _ now: Int64) {
        guard parts.contains(.turns) else { return }
        guard let slot = contacts.find(fact.contact.rawValue) else {
            return ignoredEvents &+= 1
        }
        let latency = max(0, fact.latency.nanoseconds)
        let row = Int(slot.pointee.row)
        rows[row].prompts &+= 1
        rows[row].latencyTime &+= Int128(latency)
        if parts.contains(.latencyDistribution), row != 0 {
            histograms.add(latency, to: 2 &* layout.types &+ Int(slot.pointee.type))
        }
        if slot.pointee.stage == .voice {
            responses?.answer(
                latency, of: fact.contact, pool: Int(slot.pointee.place), at: now)
        }
    }

    @usableFromInline
    mutating func fallbackTriggered(_ fact: FallbackTriggered) {
        guard let row = sessionRow(fact.contact) else { return }
        switch fact.trigger {
        case .consecutiveFailures: row.pointee.fallbacksConsecutiveFailures &+= 1
        case .totalFailures: row.pointee.fallbacksTotalFailures &+= 1
        case .askedForPerson: row.pointee.fallbacksAskedForPerson &+= 1
        case .outOfScope: row.pointee.fallbacksOutOfScope &+= 1
        case .turnLimit: row.pointee.fallbacksTurnLimit &+= 1
        case .turnConfidence: row.pointee.fallbacksTurnConfidence &+= 1
        case .noInput: row.pointee.fallbacksNoInput &+= 1
        case .failureScore: row.pointee.fallbacksFailureScore &+= 1
        case .noProgress: row.pointee.fallbacksNoProgress &+= 1
        case .timeLimit: row.pointee.fallbacksTimeLimit &+= 1
        case .sameQuestion: row.pointee.fallbacksSameQuestion &+= 1
        case .affect: row.pointee.fallbacksAffect &+= 1
        case .tool: row.pointee.fallbacksTool &+= 1
        case .verification: row.pointee.fallbacksVerification &+= 1
        case .lever: row.pointee.fallbacksLever &+= 1
        case .loopGuard: row.pointee.fallbacksLoopGuard &+= 1
        }
    }

    @usableFromInline
    mutating func handoffPackaged(_ fact: HandoffPackaged) {
        guard let row = sessionRow(fact.contact) else { return }
        row.pointee.handoffs &+= 1
    }
}
