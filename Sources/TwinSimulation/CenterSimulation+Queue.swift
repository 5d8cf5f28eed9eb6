import ContactCenter
import ContactCenterEvents
import Distributions
import RandomVariates
import SimulationKernel
import TwinPrimitives

/// What else can happen at a queue: announcements, callbacks, wider searches, closing.
extension CenterSimulation {
    /// The number by which a policy that draws chooses an agent for a contact; 0.5 for all others.
    @inline(__always)
    func routingUniform(_ who: ContactIdentity, leg: UInt8 = 0) -> Double {
        guard decider.drawsAgents else { return 0.5 }
        return streams.uniform(.routing, who.caller, attempt: who.attempt, turn: UInt16(leg))
    }

    /// What a caller does who meets a queue of which more is said than its existence.
    ///
    /// - Returns: The factor on the patience of a caller who waits; nil for one who does not.
    @inline(never)
    mutating func waitsAfterAll(_ contact: ContactID, _ who: ContactIdentity) -> Double? {
        let type = Int(who.contactType.rawValue)
        let waiting = center.queues.length(who.contactType)
        if let offer = callbackOffers[type], isOffered(offer, who.contactType, waiting: waiting) {
            record(.callbackOffered(CallbackOffered(contact: contact)))
            let uniform = streams.uniform(.callbackAccept, who.caller, attempt: who.attempt)
            if uniform < offer.accept {
                record(.callbackAccepted(CallbackAccepted(contact: contact)))
                schedule(.patienceEnds, contact.rawValue, after: callbackPatience(who))
                if draws.types[type].searchesAgain { searchCallbacks(contact, who.contactType) }
                return nil
            }
        }
        let perWaiting = balksPerWaiting[type]
        if perWaiting > 0 {
            let joins = PortableMath.exp(-perWaiting * (Double(waiting) + 1))
            let uniform = streams.uniform(.balkByQueue, who.caller, attempt: who.attempt)
            if uniform >= joins {
                balk(contact)
                return nil
            }
        }
        guard let announcement = announcements[type],
            let tolerance = draws.types[type].tolerance
        else { return 1 }
        let told = announcement.predictor.seconds(
            who.contactType, skills: decider.skills, center: center, now: now)
        let bears = tolerance.draw(
            uniform: streams.uniform(.tolerance, who.caller, attempt: who.attempt))
        if told > bears {
            balk(contact)
            return nil
        }
        return announcement.patienceFactor
    }

    private func isOffered(
        _ offer: CallbackOffer, _ type: ContactTypeID, waiting: UInt32
    ) -> Bool {
        guard Int(waiting) >= offer.whenWaiting else { return false }
        guard offer.whenPredictedSeconds > 0 else { return true }
        return offer.predictor.seconds(
            type, skills: decider.skills, center: center, now: now) >= offer.whenPredictedSeconds
    }

    /// How long a caller wants to be called back.
    func callbackPatience(_ who: ContactIdentity) -> SimulationDuration {
        guard let law = draws.types[Int(who.contactType.rawValue)].callbackPatience else {
            return SimulationDuration(nanoseconds: .max)
        }
        let uniform = streams.uniform(.callbackPatience, who.caller, attempt: who.attempt)
        return SimulationDuration(seconds: law.draw(uniform: uniform))
    }

    /// An agent calls a customer back, who answers at once.
    @inline(never)
    mutating func callBack(_ contact: ContactID, by agent: AgentID) {
        record(.callbackDialled(CallbackDialled(contact: contact, agent: agent)))
        notices.noteCancelled()
        answer(contact, center.queues.identity(contact), by: agent)
    }

    /// Looks again for an agent after a contact has joined a queue with conditional routes: the longer
    /// queue may open a route to its first contact, and a longer wait one to this contact.
    @inline(never)
    mutating func searchAgain(_ contact: ContactID, queue: ContactTypeID) {
        while let first = center.queues.first(queue), serveWaiting(first.contact, queue: queue) {}
        guard center.queues.contacts.contains(contact.rawValue),
            center.queues.contacts[contact.rawValue].phase == .waiting
        else { return }
        scheduleSearch(contact, queue: queue)
    }

    /// A waiting contact may be taken by further groups now.
    mutating func widenSearch(index: UInt32) {
        guard let id = center.queues.contacts.liveID(index: index) else { return }
        let queue = center.queues.contacts[id].queue
        switch center.queues.contacts[id].phase {
        case .awaitsCallback: searchCallbacks(ContactID(id), queue)
        case .waiting:
            guard !serveWaiting(ContactID(id), queue: queue) else { return }
            scheduleSearch(ContactID(id), queue: queue)
        default: break
        }
    }

    /// Looks for idle agents of groups with conditions who may call back now, for a caller who has
    /// just joined the list or has waited long enough.
    private mutating func searchCallbacks(_ contact: ContactID, _ queue: ContactTypeID) {
        while let first = center.queues.firstCallback(queue),
            let agent = decider.agentForCallback(first, of: queue, at: now, state: center)
        {
            callBack(first.contact, by: agent)
        }
        guard center.queues.contacts.contains(contact.rawValue),
            center.queues.contacts[contact.rawValue].phase == .awaitsCallback
        else { return }
        scheduleSearch(contact, queue: queue)
    }

    private mutating func scheduleSearch(_ contact: ContactID, queue: ContactTypeID) {
        let waited = now.nanoseconds - center.queues.contacts[contact.rawValue].waitingSince
        let next = decider.skills.delays[Int(queue.rawValue)].first { $0 > waited }
        guard let next else { return }
        schedule(
            .searchWidens, contact.rawValue,
            after: SimulationDuration(nanoseconds: next - waited))
    }

    /// Gives a waiting contact to an agent if one may take it now.
    private mutating func serveWaiting(_ contact: ContactID, queue: ContactTypeID) -> Bool {
        let entry = center.queues.contacts[contact.rawValue]
        let who = center.queues.identity(contact)
        let request = AgentRequest(
            contact: contact, contactType: queue,
            waited: now.nanoseconds - entry.waitingSince, isInQueue: true, now: now.nanoseconds,
            uniform: routingUniform(who, leg: entry.transfers))
        guard let agent = decider.agent(for: request, state: center) else { return false }
        takeWaiting(contact, by: agent)
        return true
    }

    /// The center closes: all who wait are cut off, and nobody is called back any more.
    mutating func closeCenter(_ number: UInt32) {
        var kept: [ContactEntry] = []
        for type in 0..<sourceCount {
            let queue = ContactTypeID(UInt16(type))
            while let first = center.queues.first(queue) { kept += cutOff(first.contact) }
            while let first = center.queues.firstCallback(queue) { kept += cutOff(first.contact) }
        }
        // Only now: an agent who is free again would take one of those who are to be cut off.
        for entry in kept { finishKept(AgentID(entry.keeper), entry) }
        scheduleClosing(Int(number) + 1)
    }

    /// Cuts a contact off.
    ///
    /// - Returns: The contact as it was if an agent stayed with it, who is done now.
    private mutating func cutOff(_ contact: ContactID) -> [ContactEntry] {
        let entry = center.queues.contacts[contact.rawValue]
        notices.noteCancelled()
        let isKept = entry.keeper != .max
        if isKept {
            record(
                .agentReleased(AgentReleased(contact: contact, agent: AgentID(entry.keeper))))
        }
        record(.contactDisconnected(ContactDisconnected(contact: contact)))
        return isKept ? [entry] : []
    }

    /// Schedules a closing, if there is one of that number.
    mutating func scheduleClosing(_ number: Int) {
        guard number < closings.count else { return }
        schedule(.centerCloses, UInt32(number), after: closings[number] - now)
    }
}
