import ContactCenter
import ContactCenterEvents
import SimulationKernel
import TwinPrimitives
import VoiceAgents

extension CenterSimulation {
    /// An agent takes a contact that waits.
    @inline(__always)
    mutating func takeWaiting(_ contact: ContactID, by agent: AgentID) {
        notices.noteCancelled()
        if notices.wantsSweep { Self.sweep(&notices, of: center, sessions: []) }
        answer(contact, center.queues.identity(contact), by: agent)
    }

    /// An agent answers a contact that waits or has just asked for one.
    @inline(__always)
    mutating func answer(_ contact: ContactID, _ entry: ContactIdentity, by agent: AgentID) {
        record(.contactAnswered(ContactAnswered(contact: contact, agent: agent)))
        if hasSpecialContacts {
            answerSpecially(contact, agent)
            return
        }
        let seconds = draws.talk(
            center.agents.group(of: agent), entry.contactType, entry.caller,
            attempt: entry.attempt, streams)
        schedule(.conversationEnds, agent.rawValue, after: SimulationDuration(seconds: seconds))
    }

    /// Drops the patience notices of contacts that wait no longer, and those of some sessions.
    ///
    /// One whose index a waiting contact 2^24 numbers later bears stays, and does no harm.
    @inline(never)
    static func sweep(
        _ notices: inout FutureEvents<LadderQueue>, of center: borrowing CenterState,
        sessions: Set<UInt32>
    ) {
        let session = NoticeKind.sessionContinues.rawValue
        let patience = NoticeKind.patienceEnds.rawValue
        // A closure cannot capture a borrowed parameter that does not escape by name: the queues'
        // table is read through this pointer-sized view for the length of the sweep.
        let contacts = center.queues.contacts.view
        notices.sweep { notice in
            if notice.kind == session { return !sessions.contains(notice.index) }
            guard notice.kind == patience else { return true }
            let phase = contacts.entry(index: notice.index)?.phase
            return phase == .waiting || phase == .awaitsCallback
        }
    }

    /// A conversation ends, or a part of it.
    mutating func endConversation(_ agent: AgentID) {
        if draws.hasLegs, !endsHere(agent) { return }
        let contact = center.agents.contact(of: agent)
        if hasSpecialContacts {
            let entry = center.queues.contacts[contact.rawValue]
            record(
                .contactEnded(
                    ContactEnded(contact: contact, agent: agent, durationRecorded: true)))
            considerReturn(entry, .afterService)
            finishContact(agent, of: entry, queue: entry.queue)
            return
        }
        let entry = center.queues.identity(contact)
        record(
            .contactEnded(ContactEnded(contact: contact, agent: agent, durationRecorded: true)))
        guard center.agents.phase(of: agent) == .afterContactWork else {
            useFreed(agent)
            return
        }
        let uniform = streams.uniform(.afterContactWork, entry.caller, attempt: entry.attempt)
        let seconds =
            draws.afterContactWork(
                center.agents.group(of: agent), entry.contactType, uniform: uniform) ?? 0
        schedule(
            .afterContactWorkEnds, agent.rawValue, after: SimulationDuration(seconds: seconds))
    }

    mutating func endAfterContactWork(_ agent: AgentID) {
        record(.afterContactWorkEnded(AfterContactWorkEnded(agent: agent)))
        useFreed(agent)
    }

    /// What an agent does who has become idle: all that is left to it, and then to the dialers.
    @inline(__always)
    mutating func useFreed(_ agent: AgentID) {
        switch decider.onFreedAgent(agent, at: now, state: center) {
        case .signOut: record(.agentSignedOut(AgentSignedOut(agent: agent)))
        case .takeBreak: record(.breakStarted(BreakStarted(agent: agent)))
        case .take(let contact): takeWaiting(contact, by: agent)
        case .callBack(let contact): callBack(contact, by: agent)
        case .stayIdle: break
        }
        if center.servesSeveralAtOnce { useRoom(agent) }
        if hasDialers { dial() }
    }

    /// Brings a group to the next count of its plan, and schedules the change after it.
    mutating func changeStaffing(_ group: AgentGroupID) {
        let index = Int(group.rawValue)
        let steps = staffing[index]
        let position = staffingPosition[index]
        guard position < steps.counts.count else { return }
        record(
            .staffingChanged(StaffingChanged(group: group, count: steps.counts[position])))
        while let change = decider.onStaffing(group, state: center) {
            if change.signsIn {
                record(.agentSignedIn(AgentSignedIn(agent: change.agent, group: group)))
                useFreed(change.agent)
            } else {
                record(.agentSignedOut(AgentSignedOut(agent: change.agent)))
            }
        }
        if center.servesSeveralAtOnce { fillRooms(of: group) }
        staffingPosition[index] = position + 1
        guard position + 1 < steps.instants.count else { return }
        schedule(
            .staffingChanges, UInt32(index), after: steps.instants[position + 1] - now)
    }

    /// An agent's duty changes.
    ///
    /// One who is busy finishes first and then asks where to be.
    mutating func changeDuty(_ agent: AgentID) {
        guard let timetable else { return }
        let phase = center.agents.phase(of: agent)
        switch (timetable.duty(of: agent, at: now), phase) {
        case (.atWork, .away):
            record(
                .agentSignedIn(
                    AgentSignedIn(agent: agent, group: center.agents.group(of: agent))))
            useFreed(agent)
        case (.atWork, .onBreak):
            record(.breakEnded(BreakEnded(agent: agent)))
            useFreed(agent)
        case (.onBreak, .idle): record(.breakStarted(BreakStarted(agent: agent)))
        case (.away, .idle), (.away, .onBreak):
            record(.agentSignedOut(AgentSignedOut(agent: agent)))
        default:
            // Busy across a break or a shift's start: whoever is at work again has room again.
            if center.servesSeveralAtOnce { fillRoom(agent) }
        }
        let instants = timetable.courses[Int(agent.rawValue)].instants
        guard let next = instants.first(where: { $0 > now.nanoseconds }) else { return }
        schedule(
            .dutyChanges, agent.rawValue,
            after: SimulationDuration(nanoseconds: next - now.nanoseconds))
    }
}
