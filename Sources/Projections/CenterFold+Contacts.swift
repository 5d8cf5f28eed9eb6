public import ContactCenterEvents
public import TwinPrimitives

extension CenterFold {
    @inlinable
    @inline(__always)
    mutating func arrived(
        _ fact: ContactArrived, _ now: Int64
    ) -> UnsafeMutablePointer<ContactSlot>? {
        let type = fact.contactType.rawValue
        contactsSeen &+= 1
        guard Int(type) < layout.types else {
            ignoredEvents &+= 1
            return nil
        }
        let row = counting ? firstRow &+ Int32(type) : 0
        let slot = ContactSlot(
            id: fact.contact.rawValue, row: row, type: type, place: 0, stage: .arrived, since: now)
        guard let place = contacts.insert(slot) else {
            ignoredEvents &+= 1
            return nil
        }
        let tally = rows + Int(row)
        tally.pointee.arrived &+= 1
        tally.pointee.repeated &+= fact.attempt > 0 ? 1 : 0
        return place
    }

    @usableFromInline
    mutating func menuEntered(_ fact: MenuEntered, _ now: Int64) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage == .arrived else { return ignoredEvents &+= 1 }
        slot.pointee.stage = .menu
        slot.pointee.since = now
    }

    @usableFromInline
    mutating func menuLeft(_ fact: MenuLeft, _ now: Int64) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage <= .menu else { return ignoredEvents &+= 1 }
        if fact.hungUp {
            rows[Int(slot.pointee.row)].menuHangups &+= 1
            contacts.release(slot)
        } else {
            slot.pointee.stage = .chosen
            slot.pointee.since = now
        }
    }

    @usableFromInline
    mutating func blocked(_ fact: ContactBlocked) {
        guard let slot = inside(fact.contact) else { return }
        // Also after a voice agent: a pool may lose whom it refuses, a queue may be full.
        guard slot.pointee.stage < .waiting, slot.pointee.stage != .voice else {
            return ignoredEvents &+= 1
        }
        rows[Int(slot.pointee.row)].blocked &+= 1
        contacts.release(slot)
    }

    @usableFromInline
    mutating func balked(_ fact: ContactBalked) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage < .waiting, slot.pointee.stage != .voice else {
            return ignoredEvents &+= 1
        }
        rows[Int(slot.pointee.row)].balked &+= 1
        contacts.release(slot)
    }

    @inlinable
    @inline(__always)
    mutating func queued(_ fact: ContactQueued, _ now: Int64) {
        guard let slot = contacts.find(fact.contact.rawValue),
            slot.pointee.stage < .waiting, slot.pointee.stage != .voice
        else { return queuedLater(fact.contact, now) }
        queue(slot, now)
    }

    @inlinable
    @inline(__always)
    mutating func queue(_ slot: UnsafeMutablePointer<ContactSlot>, _ now: Int64) {
        rows[Int(slot.pointee.row)].queued &+= 1
        slot.pointee.stage = .waiting
        slot.pointee.since = now
        if parts.contains(.queueTime) { join(Int(slot.pointee.type), now) }
    }

    /// Takes a contact out of its queue and returns how long it waited.
    @inlinable
    @inline(__always)
    mutating func leaveQueue(_ slot: UnsafeMutablePointer<ContactSlot>, _ now: Int64) -> Int64 {
        let since = slot.pointee.since
        let type = Int(slot.pointee.type)
        let wait = max(0, now &- since)
        if parts.contains(.queueTime) {
            leave(type, now)
            let inside = min(now, windowEnd) &- max(since, windowStart)
            waitInsideWindow[type] &+= Int128(max(0, inside))
        }
        if parts.contains(.waitDistribution), slot.pointee.row != 0 {
            histograms.add(wait, to: type)
        }
        return wait
    }

    @inlinable
    @inline(__always)
    mutating func answered(_ fact: ContactAnswered, _ now: Int64) {
        guard let slot = contacts.find(fact.contact.rawValue),
            slot.pointee.stage < .service, slot.pointee.stage != .voice
        else { return answeredLater(fact, now) }
        answer(slot, fact, now)
    }

    @inlinable
    @inline(__always)
    mutating func answer(
        _ slot: UnsafeMutablePointer<ContactSlot>, _ fact: ContactAnswered, _ now: Int64
    ) {
        let row = rows + Int(slot.pointee.row)
        row.pointee.answered &+= 1
        var wait: Int64 = 0
        if slot.pointee.stage == .waiting {
            wait = leaveQueue(slot, now)
            row.pointee.waitOfAnswered &+= Int128(wait)
        } else {
            row.pointee.answeredAtOnce &+= 1
        }
        row.pointee.answeredWithin &+= wait <= acceptableWait ? 1 : 0
        if furtherCount > 0 { countFurther(slot, wait, answered: true) }
        guard parts.contains(.service) else { return contacts.release(slot) }
        var group = agents.unassigned
        if let agent = agents.find(fact.agent) {
            agent.pointee.mayWork = false
            group = agent.pointee.group
        }
        slot.pointee.place = group
        slot.pointee.stage = .service
        slot.pointee.since = now
    }

    @inlinable
    @inline(__always)
    mutating func abandoned(_ fact: ContactAbandoned, _ now: Int64) {
        guard let slot = contacts.find(fact.contact.rawValue), slot.pointee.stage == .waiting
        else { return abandonedLater(fact.contact, now) }
        let row = rows + Int(slot.pointee.row)
        let wait = leaveQueue(slot, now)
        row.pointee.abandoned &+= 1
        row.pointee.abandonedWithin &+= wait <= acceptableWait ? 1 : 0
        row.pointee.waitOfAbandoned &+= Int128(wait)
        if furtherCount > 0 { countFurther(slot, wait, answered: false) }
        contacts.release(slot)
    }

    @usableFromInline
    @inline(never)
    func countFurther(_ slot: UnsafeMutablePointer<ContactSlot>, _ wait: Int64, answered: Bool) {
        guard slot.pointee.row != 0 else { return }
        let first = Int(slot.pointee.type) * furtherCount
        for index in 0..<furtherCount where wait <= furtherWaits[index] {
            furtherWithin[2 * (first + index) + (answered ? 0 : 1)] &+= 1
        }
    }

    @usableFromInline
    mutating func redialScheduled(_ fact: RedialScheduled) {
        // The contact has left at this very instant; its slot is still readable.
        guard let slot = contacts.find(fact.contact.rawValue) else { return ignoredEvents &+= 1 }
        switch fact.cause {
        case .afterAbandonment: rows[Int(slot.pointee.row)].redialsAfterAbandonment &+= 1
        case .afterUnresolved: rows[Int(slot.pointee.row)].redialsAfterUnresolved &+= 1
        case .afterBlocking: rows[Int(slot.pointee.row)].redialsAfterBlocking &+= 1
        case .afterService: rows[Int(slot.pointee.row)].repeatsAfterService &+= 1
        case .first, .dialled: ignoredEvents &+= 1
        }
    }
}
