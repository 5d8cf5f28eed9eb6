import ContactCenter
import ContactCenterEvents
import RandomVariates
import SimulationKernel
import TwinPrimitives

extension CenterSimulation {
    /// Finds the type whose first arrival comes next; at one instant the lower number goes first.
    mutating func findNextArrival() {
        var best = SimulationTime.distantFuture
        for source in 0..<sourceCount where sources[source].next < best {
            best = sources[source].next
            nextSource = source
        }
        nextArrival = best
    }

    /// Handles the next first arrival and finds the one after it.
    public mutating func handleArrival() {
        now = nextArrival
        let type = ContactTypeID(UInt16(truncatingIfNeeded: nextSource))
        let ordinal = sources[nextSource].take(streams)
        findNextArrival()
        admit(
            type, caller: CallerKey(contactType: type, ordinal: ordinal), attempt: 0, cause: .first)
    }

    /// Looks whether the next contact keeps the limits, and until which number none needs a look.
    ///
    /// - Parameter contact: The number of the next contact.
    /// - Returns: Whether it may arrive; if not, the run is stopped.
    @inline(never)
    private mutating func makeRoom(for contact: UInt32) -> Bool {
        guard contact < limits.contacts else {
            stop(.tooManyContacts(limit: limits.contacts))
            return false
        }
        guard center.queues.contacts.hasRoom(for: contact, within: limits.contactSpan) else {
            stop(.tooManyContactsInside(limit: limits.contactSpan))
            return false
        }
        // Every contact was added on arrival, so the oldest inside is at most `places` numbers older:
        // none can be in the way of the next `contactSpan - places`.
        let sure = limits.contactSpan - center.queues.contacts.places
        let more = min(max(sure, 1), SimulationLimits.contactsBetweenLooks)
        roomUntil = UInt32(min(Int(contact) + more, Int(limits.contacts)))
        return mayScheduleMore()
    }

    mutating func returnCaller(place: UInt32) {
        let caller = orbit.leave(place)
        admit(
            caller.contactType, caller: caller.caller, attempt: caller.attempt, cause: caller.cause)
    }

    @inline(__always)
    private mutating func admit(
        _ type: ContactTypeID, caller: CallerKey, attempt: UInt16, cause: ArrivalCause
    ) {
        let contact = center.nextContact
        guard contact.rawValue < roomUntil || makeRoom(for: contact.rawValue) else { return }
        let who = ContactIdentity(contactType: type, caller: caller, attempt: attempt)
        record(
            .contactArrived(
                ContactArrived(
                    contact: contact, contactType: type, caller: caller, attempt: attempt,
                    cause: cause, priority: draws.types[Int(type.rawValue)].priority)))
        switch decider.onArrival(type, state: center) {
        case .block: record(.contactBlocked(ContactBlocked(contact: contact)))
        case .proceed: proceed(contact, who)
        case .enterMenu:
            record(.menuEntered(MenuEntered(contact: contact)))
            let uniform = streams.uniform(.menuDuration, caller, attempt: attempt)
            let seconds =
                draws.types[Int(type.rawValue)].menuDuration?.draw(uniform: uniform) ?? 0
            schedule(
                .menuEnds, contact.rawValue, after: SimulationDuration(seconds: seconds))
        }
    }

    /// A contact leaves the menu; it left by nothing else, so the notice is its own.
    mutating func endMenu(index: UInt32) {
        guard let id = center.queues.contacts.liveID(index: index) else { return }
        let entry = center.queues.identity(ContactID(id))
        let hangup = draws.types[Int(entry.contactType.rawValue)].menuHangup
        let uniform = streams.uniform(.menuHangup, entry.caller, attempt: entry.attempt)
        let contact = ContactID(id)
        record(.menuLeft(MenuLeft(contact: contact, hungUp: uniform < hangup)))
        if uniform >= hangup { proceed(contact, entry) }
    }

    /// Takes a contact to its voice agents, or to the human stage.
    @inline(__always)
    private mutating func proceed(_ contact: ContactID, _ who: ContactIdentity) {
        let pool = draws.types[Int(who.contactType.rawValue)].pool
        if pool >= 0 {
            offerToVoiceAgent(contact, pool: VoicePoolID(UInt16(truncatingIfNeeded: pool)))
        } else {
            seekHuman(contact, who)
        }
    }

    /// The human stage: an idle agent, the queue, or balking.
    @inline(__always)
    mutating func seekHuman(_ contact: ContactID, _ entry: ContactIdentity) {
        let balk = draws.types[Int(entry.contactType.rawValue)].balk
        let balks =
            balk > 0 && streams.uniform(.balk, entry.caller, attempt: entry.attempt) < balk
        switch decider.onHumanStage(entry.contactType, balks: balks, state: center) {
        case .answer(let agent): answer(contact, entry, by: agent)
        case .balk:
            let whole = center.queues.contacts[contact.rawValue]
            record(.contactBalked(ContactBalked(contact: contact)))
            considerRedial(whole, .afterAbandonment)
        case .queue:
            record(.contactQueued(ContactQueued(contact: contact)))
            schedule(.patienceEnds, contact.rawValue, after: patience(entry))
        }
    }

    /// How long a caller would wait: a function of the caller and the attempt.
    @inline(__always)
    private func patience(_ entry: ContactIdentity) -> SimulationDuration {
        let unit =
            -PortableMath.log(streams.uniform(.patience, entry.caller, attempt: entry.attempt))
        return SimulationDuration(
            seconds: draws.types[Int(entry.contactType.rawValue)].patience
                .draw(unitExponential: unit))
    }

    /// Whether the patience of a waiting contact ends now.
    ///
    /// A stale notice stays in the list when its contact is answered, so a contact 2^24 numbers later
    /// may meet it. Such a contact draws its patience again; the first 2^24 meet only their own.
    @inline(never)
    private func losesPatienceNow(_ contact: ContactID) -> Bool {
        center.queuedAt(contact) + patience(center.queues.identity(contact)) == now
    }

    mutating func endPatience(index: UInt32) {
        guard let id = center.queues.contacts.liveID(index: index),
            center.queues.contacts[id].phase == .waiting,
            id < Notice.indexLimit || losesPatienceNow(ContactID(id))
        else {
            notices.noteStale()
            return
        }
        let entry = center.queues.contacts[id]
        record(.contactAbandoned(ContactAbandoned(contact: ContactID(id))))
        considerRedial(entry, .afterAbandonment)
    }

    /// Lets a caller who was not helped decide whether to call again.
    mutating func considerRedial(_ entry: ContactEntry, _ cause: ArrivalCause) {
        let type = Int(entry.contactType.rawValue)
        let unresolved = cause == .afterUnresolved
        guard
            let redial = unresolved
                ? draws.types[type].afterUnresolved : draws.types[type].afterAbandon,
            entry.attempt < redial.limit, entry.attempt < .max
        else { return }
        let decision = streams.uniform(
            unresolved ? .returnDecision : .redialDecision, entry.caller, attempt: entry.attempt)
        guard decision < redial.probability else { return }
        let uniform = streams.uniform(
            unresolved ? .returnDelay : .redialDelay, entry.caller, attempt: entry.attempt)
        let delay = SimulationDuration(seconds: redial.delay.draw(uniform: uniform))
        record(
            .redialScheduled(
                RedialScheduled(contact: ContactID(entry.id), cause: cause, delay: delay)))
        guard now + delay < horizon else { return }
        guard orbit.hasRoom(within: limits.callersInOrbit) else {
            stop(.tooManyCallersInOrbit(limit: limits.callersInOrbit))
            return
        }
        let place = orbit.enter(
            Orbit.Place(
                caller: entry.caller, contactType: entry.contactType, attempt: entry.attempt + 1,
                cause: cause))
        schedule(.callerReturns, place, after: delay)
    }
}
