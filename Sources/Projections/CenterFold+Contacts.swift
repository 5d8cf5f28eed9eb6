public import ContactCenterEvents
public import TwinPrimitives

extension CenterFold {
    @inlinable
    mutating func arrived(_ fact: ContactArrived, _ now: Int64) {
        let type = fact.contactType.rawValue
        contactsSeen &+= 1
        guard Int(type) < layout.types else {
            ignoredEvents &+= 1
            return
        }
        let row = counting ? firstRow &+ Int32(type) : 0
        let slot = ContactSlot(
            id: fact.contact.rawValue, row: row, type: type, place: 0, stage: .arrived, since: now)
        guard contacts.insert(slot) else {
            ignoredEvents &+= 1
            return
        }
        rows[Int(row)].arrived &+= 1
        rows[Int(row)].repeated &+= fact.attempt > 0 ? 1 : 0
    }

    @inlinable
    mutating func menuEntered(_ fact: MenuEntered, _ now: Int64) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage == .arrived else { return ignoredEvents &+= 1 }
        slot.pointee.stage = .menu
        slot.pointee.since = now
    }

    @inlinable
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

    @inlinable
    mutating func blocked(_ fact: ContactBlocked) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage < .voice else { return ignoredEvents &+= 1 }
        rows[Int(slot.pointee.row)].blocked &+= 1
        contacts.release(slot)
    }

    @inlinable
    mutating func balked(_ fact: ContactBalked) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage < .waiting, slot.pointee.stage != .voice else {
            return ignoredEvents &+= 1
        }
        rows[Int(slot.pointee.row)].balked &+= 1
        contacts.release(slot)
    }

    @inlinable
    mutating func queued(_ fact: ContactQueued, _ now: Int64) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage < .waiting, slot.pointee.stage != .voice else {
            return ignoredEvents &+= 1
        }
        rows[Int(slot.pointee.row)].queued &+= 1
        slot.pointee.stage = .waiting
        slot.pointee.since = now
        join(Int(slot.pointee.type), now)
    }

    /// Takes a contact out of its queue and returns how long it waited.
    @inlinable
    @inline(__always)
    mutating func leaveQueue(_ slot: UnsafeMutablePointer<ContactSlot>, _ now: Int64) -> Int64 {
        let since = slot.pointee.since
        let type = Int(slot.pointee.type)
        leave(type, now)
        let inside = min(now, windowEnd) &- max(since, windowStart)
        waitInsideWindow[type] &+= Int128(max(0, inside))
        let wait = max(0, now &- since)
        if slot.pointee.row != 0 { histograms.add(wait, to: type) }
        return wait
    }

    @inlinable
    mutating func answered(_ fact: ContactAnswered, _ now: Int64) {
        guard let slot = inside(fact.contact) else { return }
        let stage = slot.pointee.stage
        guard stage < .service, stage != .voice else { return ignoredEvents &+= 1 }
        let row = rows + Int(slot.pointee.row)
        row.pointee.answered &+= 1
        var wait: Int64 = 0
        if stage == .waiting {
            wait = leaveQueue(slot, now)
            row.pointee.waitOfAnswered &+= Int128(wait)
        } else {
            row.pointee.answeredAtOnce &+= 1
        }
        row.pointee.answeredWithin &+= wait <= acceptableWait ? 1 : 0
        if furtherCount > 0 { countFurther(slot, wait, answered: true) }
        var group = agents.unassigned
        if let agent = agents.find(fact.agent) {
            agent.pointee.mayWork = false
            group = agent.pointee.group
        }
        join(layout.talking &+ Int(group), now)
        slot.pointee.place = group
        slot.pointee.stage = .service
        slot.pointee.since = now
    }

    @inlinable
    mutating func abandoned(_ fact: ContactAbandoned, _ now: Int64) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage == .waiting else { return ignoredEvents &+= 1 }
        let row = rows + Int(slot.pointee.row)
        let wait = leaveQueue(slot, now)
        row.pointee.abandoned &+= 1
        row.pointee.abandonedWithin &+= wait <= acceptableWait ? 1 : 0
        row.pointee.waitOfAbandoned &+= Int128(wait)
        if furtherCount > 0 { countFurther(slot, wait, answered: false) }
        contacts.release(slot)
    }

    @usableFromInline
    func countFurther(_ slot: UnsafeMutablePointer<ContactSlot>, _ wait: Int64, answered: Bool) {
        guard slot.pointee.row != 0 else { return }
        let first = Int(slot.pointee.type) * furtherCount
        for index in 0..<furtherCount where wait <= furtherWaits[index] {
            furtherWithin[2 * (first + index) + (answered ? 0 : 1)] &+= 1
        }
    }

    @inlinable
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
