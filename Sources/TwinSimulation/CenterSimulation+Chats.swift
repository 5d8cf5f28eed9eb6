import ContactCenter
import ContactCenterEvents
import SimulationKernel
import TwinPrimitives

/// Agents who serve several contacts at once.
extension CenterSimulation {
    /// A conversation begins beside those that the agent has in hand, and is longer for them.
    mutating func beginBesideOthers(
        _ contact: ContactID, _ agent: AgentID, queue: ContactTypeID, seconds: Double
    ) {
        let others = Double(center.agents.inHand(agent)) - 1
        let slow = 1 + slowdowns[Int(queue.rawValue)] * others
        schedule(
            .chatEnds, contact.rawValue, after: SimulationDuration(seconds: seconds * slow))
    }

    /// A conversation ends; it ends by nothing else, so the notice is its own.
    mutating func endChat(index: UInt32) {
        guard let id = center.queues.contacts.liveID(index: index) else { return }
        let contact = ContactID(id)
        let entry = center.queues.contacts[id]
        let agent = AgentID(entry.server)
        record(
            .contactEnded(ContactEnded(contact: contact, agent: agent, durationRecorded: true)))
        considerReturn(entry, .afterService)
        guard center.agents.inHand(agent) > 0 else {
            finishContact(agent, of: entry, queue: entry.queue)
            return
        }
        fillRoom(agent)
        if hasDialers { dial() }
    }

    /// What follows when an agent was freed: one who took a contact may have room for more, and one
    /// who left may have left its place in the plan to a colleague.
    @inline(never)
    mutating func useRoom(_ agent: AgentID) {
        if center.agents.phase(of: agent) == .away {
            fillRooms(of: center.agents.group(of: agent))
        } else {
            fillRoom(agent)
        }
    }

    /// The agents of a group may take more than before: contact by contact in turn, by number.
    mutating func fillRooms(of group: AgentGroupID) {
        var hasTaken = true
        while hasTaken {
            hasTaken = false
            for number in center.agents.numbers(of: group) {
                let agent = AgentID(number)
                guard center.agents.inHand(agent) > 0,
                    let next = decider.onRoom(agent, at: now, state: center)
                else { continue }
                takeWaiting(next, by: agent)
                hasTaken = true
            }
        }
    }

    /// An agent with contacts in hand takes more as long as there is room and somebody waits.
    mutating func fillRoom(_ agent: AgentID) {
        while center.agents.inHand(agent) > 0,
            let next = decider.onRoom(agent, at: now, state: center)
        {
            takeWaiting(next, by: agent)
        }
    }
}
