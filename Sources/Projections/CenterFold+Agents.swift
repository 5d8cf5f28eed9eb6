public import ContactCenterEvents
public import TwinPrimitives

extension CenterFold {
    @inlinable
    @inline(__always)
    mutating func ended(_ fact: ContactEnded, _ now: Int64) {
        guard parts.contains(.service) else { return }
        guard let slot = contacts.find(fact.contact.rawValue), slot.pointee.stage == .service
        else { return endedLater(fact, now) }
        let row = slot.pointee.row
        contacts.release(slot)
        // Without a recorded duration the instant carries no information.
        guard fact.durationRecorded else { return rows[Int(row)].endedUnrecorded &+= 1 }
        let since = slot.pointee.since
        let talk = max(0, now &- since)
        rows[Int(row)].ended &+= 1
        rows[Int(row)].talkTime &+= Int128(talk)
        if parts.contains(.agentTime) {
            let offset = layout.talking &+ Int(slot.pointee.place)
            let atOnce = sharesAgents ? contactsAtOnce(Int(slot.pointee.type)) : 1
            book(from: since, to: since &+ talk, at: offset, atOnce: atOnce)
        }
        let type = slot.pointee.type
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

    /// Contacts of a type that an agent may have in hand at once: each takes so much less of the time
    /// that it lasts.
    @usableFromInline
    @inline(never)
    func contactsAtOnce(_ type: Int) -> Int64 {
        sharesAgents ? Int64(configuration.contactsAtOnce[type]) : 1
    }

    @usableFromInline
    mutating func afterContactWorkEnded(_ fact: AfterContactWorkEnded, _ now: Int64) {
        guard parts.contains(.service) else { return }
        guard let agent = agents.find(fact.agent), agent.pointee.mayWork else {
            return ignoredEvents &+= 1
        }
        agent.pointee.mayWork = false
        let work = max(0, now &- agent.pointee.lastEnd)
        let row = agent.pointee.lastRow
        rows[Int(row)].afterContactWorks &+= 1
        rows[Int(row)].afterContactTime &+= Int128(work)
        if parts.contains(.handlingDistribution), row != 0 {
            // Handling time is known only now: replace the conversation alone by the whole.
            let histogram = layout.types &+ Int(agent.pointee.lastType)
            histograms.add(agent.pointee.lastTalk, to: histogram, weight: -1)
            histograms.add(agent.pointee.lastTalk &+ work, to: histogram)
        }
        if parts.contains(.agentTime) {
            book(
                from: agent.pointee.lastEnd, to: agent.pointee.lastEnd &+ work,
                at: layout.afterContact &+ Int(agent.pointee.group))
        }
    }

    @usableFromInline
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

    @usableFromInline
    mutating func signedOut(_ fact: AgentSignedOut, _ now: Int64) {
        guard let agent = agents.find(fact.agent), agent.pointee.signedIn else {
            return ignoredEvents &+= 1
        }
        agent.pointee.signedIn = false
        agent.pointee.mayWork = false
        // A break has left the level already.
        if later.onBreak.remove(fact.agent.rawValue) != nil { return }
        leave(layout.signedIn &+ Int(agent.pointee.group), now)
    }
}
