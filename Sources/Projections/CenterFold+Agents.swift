public import ContactCenterEvents
public import TwinPrimitives

extension CenterFold {
    @inlinable
    mutating func ended(_ fact: ContactEnded, _ now: Int64) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage == .service else { return ignoredEvents &+= 1 }
        let row = slot.pointee.row
        let since = slot.pointee.since
        let group = Int(slot.pointee.place)
        leave(layout.talking &+ group, now)
        if fact.durationRecorded {
            let talk = max(0, now &- since)
            rows[Int(row)].ended &+= 1
            rows[Int(row)].talkTime &+= Int128(talk)
            if row != 0 { histograms.add(talk, to: layout.types &+ Int(slot.pointee.type)) }
            if let agent = agents.find(fact.agent) {
                agent.pointee.lastEnd = now
                agent.pointee.lastTalk = talk
                agent.pointee.lastRow = row
                agent.pointee.lastType = slot.pointee.type
                agent.pointee.mayWork = true
            }
        } else {
            // The instant carries no information: take back the time that the level has booked.
            rows[Int(row)].endedUnrecorded &+= 1
            book(from: since, to: now, at: 1 &+ layout.talking &+ group, weight: -1)
        }
        contacts.release(slot)
    }

    @inlinable
    mutating func afterContactWorkEnded(_ fact: AfterContactWorkEnded, _ now: Int64) {
        guard let agent = agents.find(fact.agent), agent.pointee.mayWork else {
            return ignoredEvents &+= 1
        }
        agent.pointee.mayWork = false
        let work = max(0, now &- agent.pointee.lastEnd)
        let row = agent.pointee.lastRow
        rows[Int(row)].afterContactWorks &+= 1
        rows[Int(row)].afterContactTime &+= Int128(work)
        if row != 0 {
            // Handling time is known only now: replace the conversation alone by the whole.
            let histogram = layout.types &+ Int(agent.pointee.lastType)
            histograms.add(agent.pointee.lastTalk, to: histogram, weight: -1)
            histograms.add(agent.pointee.lastTalk &+ work, to: histogram)
        }
        book(
            from: agent.pointee.lastEnd, to: now,
            at: layout.afterContact &+ Int(agent.pointee.group))
    }

    @inlinable
    mutating func signedIn(_ fact: AgentSignedIn, _ now: Int64) {
        let group = fact.group.rawValue
        guard let agent = agents.find(fact.agent), !agent.pointee.signedIn,
            Int(group) < layout.groupSlots &- 1
        else { return ignoredEvents &+= 1 }
        agent.pointee.group = group
        agent.pointee.signedIn = true
        agent.pointee.mayWork = false
        join(layout.signedIn &+ Int(group), now)
    }

    @inlinable
    mutating func signedOut(_ fact: AgentSignedOut, _ now: Int64) {
        guard let agent = agents.find(fact.agent), agent.pointee.signedIn else {
            return ignoredEvents &+= 1
        }
        agent.pointee.signedIn = false
        agent.pointee.mayWork = false
        leave(layout.signedIn &+ Int(agent.pointee.group), now)
    }
}
