import ContactCenter
import ContactCenterEvents
import Distributions
import RandomVariates
import SimulationKernel
import TwinPrimitives
import VoiceAgents

/// Where an agent's conversation stands that is more than one stretch of talk.
struct ConversationLeg {
    /// What the next notice of the conversation means.
    enum Stage: UInt8 {
        /// It ends.
        case plain
        /// A hold begins.
        case beforeHold
        /// The hold ends.
        case onHold
    }

    var stage = Stage.plain
    /// Whether the conversation ends in a transfer.
    var isTransferred = false
    /// Length of the hold, and of the talk after it.
    var hold = SimulationDuration(nanoseconds: 0)
    var rest = SimulationDuration(nanoseconds: 0)
    /// The contact that the agent stays with after a transfer.
    var kept = ContactID(.max)
}

/// Conversations with holds and transfers, of contacts that were handed over, transferred or called
/// back, by agents with a pace of their own.
extension CenterSimulation {
    /// How the conversation that an agent has just begun will go.
    @inline(never)
    mutating func answerSpecially(_ contact: ContactID, _ agent: AgentID) {
        let entry = center.queues.contacts[contact.rawValue]
        let group = center.agents.group(of: agent)
        let attempt = draws.types[Int(entry.contactType.rawValue)].keepsDraws ? 0 : entry.attempt
        let key = LegKey(entry, attempt: attempt)
        let skill = draws.skill(group, entry.queue)
        let isWrongParty = reachesWrongParty(entry, key)
        var seconds =
            isWrongParty ? wrongPartySeconds(entry, key) : talkSeconds(entry, key, group)
        seconds *= factors(entry, agent)
        if let handoff = handoff(of: entry) {
            seconds += handoff.extraSeconds(
                missing: entry.missing, isVerified: entry.isVerified)
        }
        if center.share(entry.queue) < AgentLoad.whole {
            if entry.transfers > 0 { seconds += takeOver(entry, key, agent) }
            beginBesideOthers(contact, agent, queue: entry.queue, seconds: seconds)
            return
        }
        guard draws.hasLegs else {
            schedule(.conversationEnds, agent.rawValue, after: SimulationDuration(seconds: seconds))
            return
        }
        var leg = ConversationLeg()
        if let transfer = skill?.transfer, entry.transfers < .max, !isWrongParty,
            uniform(.transfer, key, draw: 0) < transfer.probability
        {
            leg.isTransferred = true
            seconds *= transfer.served
            seconds += transfer.delay?.draw(uniform: uniform(.transfer, key, draw: 1)) ?? 0
        }
        // After the share that is served: a conference is never shorter than the first agent's part.
        if entry.transfers > 0 { seconds += takeOver(entry, key, agent) }
        var length = SimulationDuration(seconds: seconds)
        if let hold = skill?.hold, !isWrongParty, uniform(.hold, key, draw: 0) < hold.probability {
            leg.stage = .beforeHold
            let before = SimulationDuration(seconds: seconds * uniform(.hold, key, draw: 1))
            leg.hold = SimulationDuration(
                seconds: hold.duration.draw(uniform: uniform(.hold, key, draw: 2)))
            // In whole nanoseconds, so that both parts together are the conversation.
            leg.rest = SimulationDuration(nanoseconds: length.nanoseconds - before.nanoseconds)
            length = before
        }
        legs[Int(agent.rawValue)] = leg
        schedule(.conversationEnds, agent.rawValue, after: length)
    }

    /// Whose leg of a conversation it is: part of the key of its draws.
    private struct LegKey {
        let caller: CallerKey
        let attempt: UInt16
        let transfers: UInt16

        init(_ entry: ContactEntry, attempt: UInt16) {
            caller = entry.caller
            self.attempt = attempt
            transfers = UInt16(entry.transfers)
        }
    }

    private func uniform(_ purpose: RandomPurpose, _ key: LegKey, draw: UInt32) -> Double {
        streams.uniform(
            purpose, key.caller, attempt: key.attempt, turn: key.transfers, draw: draw)
    }

    /// Conversation time as drawn, in seconds.
    private func talkSeconds(_ entry: ContactEntry, _ key: LegKey, _ group: AgentGroupID) -> Double
    {
        // A caller who has changed type or queue is not among those drawn in blocks.
        guard key.transfers == 0, entry.caller.contactType == entry.queue else {
            return draws.talkAlone(group, entry.queue, uniform(.service, key, draw: 0))
        }
        return draws.talk(group, entry.queue, entry.caller, attempt: key.attempt, streams)
    }

    /// Whether a dialled customer turns out to be the wrong party, to whom nothing is passed on.
    private func reachesWrongParty(_ entry: ContactEntry, _ key: LegKey) -> Bool {
        let type = draws.types + Int(entry.contactType.rawValue)
        return type.pointee.wrongPartyTalk != nil && key.transfers == 0
            && uniform(.dialling, key, draw: 1) >= type.pointee.rightParty
    }

    private func wrongPartySeconds(_ entry: ContactEntry, _ key: LegKey) -> Double {
        let type = draws.types + Int(entry.contactType.rawValue)
        return type.pointee.wrongPartyTalk?.draw(uniform: uniform(.service, key, draw: 0)) ?? 0
    }

    /// What the handoff of a contact does to the first conversation after it; nil for one that no voice
    /// agent handed over, and once people have passed it on.
    private func handoff(of entry: ContactEntry) -> HandoffEffect? {
        entry.handedOff && entry.transfers == 0
            ? voicePools.handoffs[Int(entry.voicePool.rawValue)] : nil
    }

    /// What multiplies a conversation time: the agent's pace, what a handoff or a callback saves.
    private func factors(_ entry: ContactEntry, _ agent: AgentID) -> Double {
        var factor = paces.isEmpty ? 1 : paces[Int(agent.rawValue)]
        let type = Int(entry.contactType.rawValue)
        if let handoff = handoff(of: entry) {
            factor *= handoff.talkFactor(misunderstood: entry.misunderstood)
        }
        if entry.calledBack { factor *= callbackOffers[type]?.talkFactor ?? 1 }
        return factor
    }

    /// An agent takes a transferred contact over: in conference with the one who stayed, or after a
    /// briefing by the caller.
    ///
    /// - Returns: Seconds that this adds to the conversation.
    private mutating func takeOver(
        _ entry: ContactEntry, _ key: LegKey, _ agent: AgentID
    ) -> Double {
        let former = draws.skill(AgentGroupID(entry.formerGroup), entry.formerQueue)?.transfer
        let uniform = uniform(.transfer, key, draw: 3)
        guard entry.keeper != .max else { return former?.briefing?.draw(uniform: uniform) ?? 0 }
        let seconds = former?.conference?.draw(uniform: uniform) ?? 0
        legs[Int(entry.keeper)].kept = ContactID(entry.id)
        schedule(.conferenceEnds, entry.keeper, after: SimulationDuration(seconds: seconds))
        return seconds
    }

    /// Whether a conversation ends now; if not, its next part begins.
    @inline(never)
    mutating func endsHere(_ agent: AgentID) -> Bool {
        let index = Int(agent.rawValue)
        let contact = center.agents.contact(of: agent)
        switch legs[index].stage {
        case .beforeHold:
            record(.holdStarted(HoldStarted(contact: contact)))
            legs[index].stage = .onHold
            schedule(.conversationEnds, agent.rawValue, after: legs[index].hold)
            return false
        case .onHold:
            record(.holdEnded(HoldEnded(contact: contact)))
            legs[index].stage = .plain
            schedule(.conversationEnds, agent.rawValue, after: legs[index].rest)
            return false
        case .plain: break
        }
        guard legs[index].isTransferred else { return true }
        legs[index].isTransferred = false
        transfer(contact, by: agent)
        return false
    }

    /// An agent passes a contact on.
    private mutating func transfer(_ contact: ContactID, by agent: AgentID) {
        let before = center.queues.contacts[contact.rawValue]
        guard
            let transfer = draws.skill(center.agents.group(of: agent), before.queue)?.transfer
        else { return }
        let attempt = draws.types[Int(before.contactType.rawValue)].keepsDraws ? 0 : before.attempt
        let stays =
            uniform(.transfer, LegKey(before, attempt: attempt), draw: 2) < transfer.stays
        record(
            .contactTransferred(
                ContactTransferred(
                    contact: contact, agent: agent, contactType: transfer.to, agentStays: stays)))
        if !stays { finishContact(agent, of: before, queue: before.queue) }
        seekNextAgent(contact)
    }

    /// A transferred contact looks for its next agent; it neither balks nor is refused.
    private mutating func seekNextAgent(_ contact: ContactID) {
        let entry = center.queues.contacts[contact.rawValue]
        let who = ContactIdentity(
            contactType: entry.queue, caller: entry.caller, attempt: entry.attempt)
        let request = AgentRequest(
            contact: contact, contactType: entry.queue, waited: 0, isInQueue: false,
            now: now.nanoseconds,
            uniform: routingUniform(who, leg: entry.transfers))
        if let agent = decider.agent(for: request, state: center) {
            answer(contact, who, by: agent)
            return
        }
        record(.contactQueued(ContactQueued(contact: contact)))
        schedule(
            .patienceEnds, contact.rawValue, after: patience(who, transfers: entry.transfers))
        if draws.types[Int(entry.queue.rawValue)].searchesAgain {
            searchAgain(contact, queue: entry.queue)
        }
    }

    /// The agent who stayed with a caller leaves the two others.
    mutating func endConference(_ agent: AgentID) {
        let contact = legs[Int(agent.rawValue)].kept
        let entry = center.queues.contacts[contact.rawValue]
        record(.agentReleased(AgentReleased(contact: contact, agent: agent)))
        finishKept(agent, entry)
    }

    /// An agent who stayed with a caller is done: what follows belongs to the leg before the
    /// transfer.
    mutating func finishKept(_ agent: AgentID, _ entry: ContactEntry) {
        var former = entry
        former.transfers &-= 1
        finishContact(agent, of: former, queue: entry.formerQueue)
    }

    /// An agent is done with a contact: after-contact work, or the next one.
    ///
    /// - Parameters:
    ///   - agent: The agent.
    ///   - entry: The contact as it was.
    ///   - queue: The queue from which the agent had it.
    mutating func finishContact(_ agent: AgentID, of entry: ContactEntry, queue: ContactTypeID) {
        guard center.agents.phase(of: agent) == .afterContactWork else {
            useFreed(agent)
            return
        }
        let uniform = streams.uniform(
            .afterContactWork, entry.caller, attempt: entry.attempt,
            turn: UInt16(entry.transfers))
        let seconds =
            draws.afterContactWork(center.agents.group(of: agent), queue, uniform: uniform) ?? 0
        let pace = paces.isEmpty ? 1 : paces[Int(agent.rawValue)]
        schedule(
            .afterContactWorkEnds, agent.rawValue,
            after: SimulationDuration(seconds: seconds * pace))
    }
}
