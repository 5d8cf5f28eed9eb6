public import ContactCenterEvents
public import TwinPrimitives

/// What happens to few contacts and agents: kept out of the hot switch.
///
/// A contact's wait, service level and abandonment are those of its first leg. When it is passed on
/// or waits to be called back, its further waits count in the queue's integral alone, and all of its
/// conversations together are one handling time, attributed to its own type.
extension CenterFold {
    @usableFromInline
    @inline(never)
    mutating func recordRarely(_ event: ContactCenterEvent, _ now: Int64) {
        switch event {
        case .contactDisconnected(let fact): disconnected(fact, now)
        case .callbackOffered(let fact):
            if let slot = inside(fact.contact) { rows[Int(slot.pointee.row)].callbackOffers &+= 1 }
        case .callbackAccepted(let fact): callbackAccepted(fact, now)
        case .callbackDialled(let fact): callbackDialled(fact, now)
        case .contactTransferred(let fact): transferred(fact, now)
        case .agentReleased(let fact): agentReleased(fact, now)
        case .holdStarted(let fact): later.holds[fact.contact.rawValue] = now
        case .holdEnded(let fact): holdEnded(fact, now)
        case .breakStarted(let fact): breakStarted(fact, now)
        case .breakEnded(let fact): breakEnded(fact, now)
        case .numberDialled(let fact):
            let type = Int32(fact.contactType.rawValue)
            guard type < layout.types else { return ignoredEvents &+= 1 }
            rows[Int(counting ? firstRow &+ type : 0)].dialled &+= 1
        default: break
        }
    }

    private mutating func disconnected(_ fact: ContactDisconnected, _ now: Int64) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage == .waiting else { return leaveLater(fact.contact, now) }
        let row = rows + Int(slot.pointee.row)
        row.pointee.waitOfDisconnected &+= Int128(leaveQueue(slot, now))
        row.pointee.disconnected &+= 1
        contacts.release(slot)
    }

    private mutating func callbackAccepted(_ fact: CallbackAccepted, _ now: Int64) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage < .waiting, slot.pointee.stage != .voice else {
            return ignoredEvents &+= 1
        }
        rows[Int(slot.pointee.row)].callbacksAccepted &+= 1
        slot.pointee.stage = .passedOn
        later.contacts[fact.contact.rawValue] = LaterContact(
            stage: .callback, since: now, queue: Int(slot.pointee.type))
    }

    private mutating func callbackDialled(_ fact: CallbackDialled, _ now: Int64) {
        guard let slot = contacts.find(fact.contact.rawValue),
            var entry = later.contacts[fact.contact.rawValue], entry.stage == .callback
        else { return ignoredEvents &+= 1 }
        let row = rows + Int(slot.pointee.row)
        row.pointee.calledBack &+= 1
        row.pointee.callbackTime &+= Int128(max(0, now &- entry.since))
        entry.stage = .between
        entry.since = now
        later.contacts[fact.contact.rawValue] = entry
    }

    private mutating func transferred(_ fact: ContactTransferred, _ now: Int64) {
        guard parts.contains(.service) else { return }
        guard let slot = inside(fact.contact), Int(fact.contactType.rawValue) < layout.types else {
            return
        }
        var entry = LaterContact(
            stage: .between, since: now, queue: Int(fact.contactType.rawValue))
        let leg: EndedLeg
        if slot.pointee.stage == .service {
            leg = EndedLeg(
                since: slot.pointee.since, group: slot.pointee.place,
                queue: Int(slot.pointee.type))
        } else if let before = later.contacts[fact.contact.rawValue], before.stage == .service {
            leg = EndedLeg(since: before.since, group: before.group, queue: before.queue)
            entry.talk = before.talk
        } else {
            return ignoredEvents &+= 1
        }
        entry.talk &+= max(0, now &- leg.since)
        rows[Int(slot.pointee.row)].transferred &+= 1
        slot.pointee.stage = .passedOn
        later.contacts[fact.contact.rawValue] = entry
        if fact.agentStays {
            later.keepers[fact.agent.rawValue] = leg
        } else {
            endLeg(fact.agent, leg, now)
        }
    }

    private mutating func agentReleased(_ fact: AgentReleased, _ now: Int64) {
        guard parts.contains(.service) else { return }
        guard let leg = later.keepers.removeValue(forKey: fact.agent.rawValue) else {
            return ignoredEvents &+= 1
        }
        endLeg(fact.agent, leg, now)
    }

    /// An agent is done with a contact that goes on: its after-contact work counts as time of agents,
    /// not of the contact.
    private mutating func endLeg(_ agent: AgentID, _ leg: EndedLeg, _ now: Int64) {
        if parts.contains(.agentTime) {
            book(
                from: leg.since, to: max(now, leg.since), at: layout.talking &+ Int(leg.group),
                atOnce: contactsAtOnce(leg.queue))
        }
        if let slot = agents.find(agent) {
            slot.pointee.lastEnd = now
            slot.pointee.lastTalk = 0
            slot.pointee.lastRow = 0
            slot.pointee.mayWork = true
        }
    }

    private mutating func holdEnded(_ fact: HoldEnded, _ now: Int64) {
        guard let since = later.holds.removeValue(forKey: fact.contact.rawValue),
            parts.contains(.service), let slot = inside(fact.contact)
        else { return }
        rows[Int(slot.pointee.row)].holds &+= 1
        rows[Int(slot.pointee.row)].holdTime &+= Int128(max(0, now &- since))
    }

    private mutating func breakStarted(_ fact: BreakStarted, _ now: Int64) {
        guard let agent = agents.find(fact.agent), agent.pointee.signedIn,
            later.onBreak.insert(fact.agent.rawValue).inserted
        else { return ignoredEvents &+= 1 }
        leave(layout.signedIn &+ Int(agent.pointee.group), now)
    }

    private mutating func breakEnded(_ fact: BreakEnded, _ now: Int64) {
        guard let agent = agents.find(fact.agent),
            later.onBreak.remove(fact.agent.rawValue) != nil
        else { return ignoredEvents &+= 1 }
        join(layout.signedIn &+ Int(agent.pointee.group), now)
    }

    // MARK: Frequent kinds about contacts after their first leg

    @usableFromInline
    @inline(never)
    mutating func queuedLater(_ contact: ContactID, _ now: Int64) {
        guard let slot = contacts.find(contact.rawValue), slot.pointee.stage == .passedOn,
            var entry = later.contacts[contact.rawValue], entry.stage == .between
        else { return ignoredEvents &+= 1 }
        entry.stage = .waiting
        entry.since = now
        later.contacts[contact.rawValue] = entry
        if parts.contains(.queueTime) { join(entry.queue, now) }
    }

    @usableFromInline
    @inline(never)
    mutating func answeredLater(_ fact: ContactAnswered, _ now: Int64) {
        guard let slot = contacts.find(fact.contact.rawValue), slot.pointee.stage == .passedOn,
            var entry = later.contacts[fact.contact.rawValue],
            entry.stage == .between || entry.stage == .waiting
        else { return ignoredEvents &+= 1 }
        leaveQueueLater(entry, now)
        guard parts.contains(.service) else {
            later.contacts[fact.contact.rawValue] = nil
            return contacts.release(slot)
        }
        entry.stage = .service
        entry.since = now
        entry.group = agents.unassigned
        if let agent = agents.find(fact.agent) {
            agent.pointee.mayWork = false
            entry.group = agent.pointee.group
        }
        later.contacts[fact.contact.rawValue] = entry
    }

    @usableFromInline
    @inline(never)
    mutating func abandonedLater(_ contact: ContactID, _ now: Int64) {
        guard let slot = contacts.find(contact.rawValue), slot.pointee.stage == .passedOn else {
            return ignoredEvents &+= 1
        }
        leaveLater(contact, now)
    }

    @usableFromInline
    @inline(never)
    mutating func endedLater(_ fact: ContactEnded, _ now: Int64) {
        guard let slot = contacts.find(fact.contact.rawValue), slot.pointee.stage == .passedOn,
            let entry = later.contacts[fact.contact.rawValue], entry.stage == .service
        else { return ignoredEvents &+= 1 }
        later.contacts[fact.contact.rawValue] = nil
        let row = slot.pointee.row
        let type = slot.pointee.type
        contacts.release(slot)
        guard fact.durationRecorded else { return rows[Int(row)].endedUnrecorded &+= 1 }
        let leg = max(0, now &- entry.since)
        let talk = entry.talk &+ leg
        rows[Int(row)].ended &+= 1
        rows[Int(row)].talkTime &+= Int128(talk)
        if parts.contains(.agentTime) {
            book(
                from: entry.since, to: entry.since &+ leg,
                at: layout.talking &+ Int(entry.group), atOnce: contactsAtOnce(entry.queue))
        }
        if parts.contains(.handlingDistribution), row != 0 {
            histograms.add(talk, to: layout.types &+ Int(type))
        }
        if let agent = agents.find(fact.agent) {
            agent.pointee.lastEnd = now
            agent.pointee.lastTalk = talk
            agent.pointee.lastRow = row
            agent.pointee.lastType = type
            agent.pointee.mayWork = true
        }
    }

    /// A contact is lost after its first leg: it abandons, or is cut off.
    private mutating func leaveLater(_ contact: ContactID, _ now: Int64) {
        guard let slot = contacts.find(contact.rawValue),
            let entry = later.contacts[contact.rawValue],
            entry.stage == .waiting || entry.stage == .callback
        else { return ignoredEvents &+= 1 }
        later.contacts[contact.rawValue] = nil
        leaveQueueLater(entry, now)
        let row = rows + Int(slot.pointee.row)
        if entry.stage == .callback {
            row.pointee.callbacksLost &+= 1
        } else {
            row.pointee.lostAfterTransfer &+= 1
        }
        contacts.release(slot)
    }

    private mutating func leaveQueueLater(_ entry: LaterContact, _ now: Int64) {
        guard entry.stage == .waiting, parts.contains(.queueTime) else { return }
        leave(entry.queue, now)
        let inside = min(now, windowEnd) &- max(entry.since, windowStart)
        waitInsideWindow[entry.queue] &+= Int128(max(0, inside))
    }
}
