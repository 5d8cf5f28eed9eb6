import ContactCenter
import ContactCenterEvents
import RandomVariates
import SimulationKernel
import TwinPrimitives
import VoiceAgents

extension CenterSimulation {
    /// Finds the type whose first arrival comes next; at one instant the lower number goes first.
    mutating func findNextArrival() {
        guard sourceCount > 0 else { return }
        // Without a branch: which type comes next is a matter of chance.
        var best = nextOfSources[0]
        var which = 0
        var source = 1
        while source < sourceCount {
            let lead = nextOfSources[source] &- best
            // All ones where the difference is negative, else zero.
            let mask = lead &>> 63
            best &+= lead & mask
            which ^= (which ^ source) & Int(mask)
            source &+= 1
        }
        nextArrival = SimulationTime(nanoseconds: best)
        nextSource = which
    }

    /// Handles the next first arrival and finds the one after it.
    public mutating func handleArrival() {
        now = nextArrival
        let type = ContactTypeID(UInt16(truncatingIfNeeded: nextSource))
        let ordinal = sources[nextSource].take(streams)
        nextOfSources[nextSource] = sources[nextSource].next.nanoseconds
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
        // Every contact was added on arrival, so none inside is more numbers older than the span: none
        // can be in the way of the next `contactSpan - span`.
        let sure = limits.contactSpan - center.queues.contacts.span(to: contact)
        let more = min(max(sure, 1), SimulationLimits.contactsBetweenLooks)
        roomUntil = UInt32(min(Int(contact) + more, Int(limits.contacts)))
        return mayScheduleMore()
    }

    /// Lets a contact arrive.
    @inline(__always)
    mutating func admit(
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
        case .block: refuse(contact)
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

    /// Refuses a contact: no trunk is free, or the queue is full.
    @inline(never)
    mutating func refuse(_ contact: ContactID) {
        let entry = center.queues.contacts[contact.rawValue]
        record(.contactBlocked(ContactBlocked(contact: contact)))
        considerReturn(entry, .afterBlocking)
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

    /// The human stage: an idle agent, the queue, or out.
    @inline(__always)
    mutating func seekHuman(_ contact: ContactID, _ entry: ContactIdentity) {
        let request = AgentRequest(
            contact: contact, contactType: entry.contactType, waited: 0, isInQueue: false,
            now: now.nanoseconds, uniform: routingUniform(entry))
        switch decider.onHumanStage(request, state: center) {
        case .answer(let agent): answer(contact, entry, by: agent)
        case .refuse: refuse(contact)
        case .meetQueue: meetQueue(contact, entry)
        }
    }

    /// A contact meets a queue: it hangs up at once, accepts a callback, or waits.
    @inline(__always)
    private mutating func meetQueue(_ contact: ContactID, _ entry: ContactIdentity) {
        let type = draws.types + Int(entry.contactType.rawValue)
        let balk = type.pointee.balk
        if balk > 0, streams.uniform(.balk, entry.caller, attempt: entry.attempt) < balk {
            self.balk(contact)
            return
        }
        var patience = patience(entry, transfers: 0)
        if type.pointee.meetsSpecially {
            guard let factor = waitsAfterAll(contact, entry) else { return }
            if factor != 1, patience.nanoseconds != .max {
                patience = SimulationDuration(seconds: patience.seconds * factor)
            }
        }
        patience = shortened(patience, contact, type, attempt: entry.attempt)
        record(.contactQueued(ContactQueued(contact: contact)))
        schedule(.patienceEnds, contact.rawValue, after: patience)
        if type.pointee.searchesAgain { searchAgain(contact, queue: entry.contactType) }
    }

    /// The patience that a voice agent and earlier attempts leave to a caller.
    @inline(__always)
    private func shortened(
        _ patience: SimulationDuration, _ contact: ContactID,
        _ type: UnsafeMutablePointer<DrawTables.TypeDraws>, attempt: UInt16
    ) -> SimulationDuration {
        var patience = patience
        if voicePools.wearsPatience { patience = wornPatience(contact, patience) }
        if attempt > 0, type.pointee.patiencePerAttempt != 1 {
            patience = patience.shortened(
                by: type.pointee.patiencePerAttempt, times: Double(attempt))
        }
        return patience
    }

    /// The patience that misunderstood turns leave to a caller whom a voice agent handed over.
    @inline(never)
    private func wornPatience(
        _ contact: ContactID, _ patience: SimulationDuration
    ) -> SimulationDuration {
        let entry = center.queues.contacts[contact.rawValue]
        guard entry.handedOff, entry.misunderstood > 0 else { return patience }
        return patience.shortened(
            by: voicePools.handoffs[Int(entry.voicePool.rawValue)].patiencePerMisunderstoodTurn,
            times: Double(entry.misunderstood))
    }

    /// A caller meets a queue and hangs up at once.
    @inline(never)
    mutating func balk(_ contact: ContactID) {
        let whole = center.queues.contacts[contact.rawValue]
        record(.contactBalked(ContactBalked(contact: contact)))
        considerReturn(whole, .afterAbandonment)
    }

    /// How long a caller would wait: a function of the caller and the attempt, and for a transferred
    /// contact of the number of transfers.
    @inline(__always)
    func patience(_ entry: ContactIdentity, transfers: UInt8) -> SimulationDuration {
        let type = draws.types + Int(entry.contactType.rawValue)
        let attempt = type.pointee.keepsDraws ? 0 : entry.attempt
        let unit =
            -PortableMath.log(
                streams.uniform(
                    .patience, entry.caller, attempt: attempt, turn: UInt16(transfers)))
        return SimulationDuration(
            seconds: type.pointee.patience.draw(unitExponential: unit))
    }

    /// A caller's patience ends, in the queue or waiting to be called back.
    mutating func endPatience(index: UInt32) {
        guard let id = center.queues.contacts.liveID(index: index),
            center.queues.contacts[id].phase == .waiting
                || center.queues.contacts[id].phase == .awaitsCallback,
            (id < Notice.indexLimit && center.queues.contacts[id].transfers == 0)
                || losesPatienceNow(ContactID(id))
        else {
            notices.noteStale()
            return
        }
        abandon(ContactID(id))
    }

    /// A caller leaves the queue, or hangs up for good instead of being called back.
    @inline(__always)
    private mutating func abandon(_ contact: ContactID) {
        let entry = center.queues.contacts[contact.rawValue]
        let keeper = entry.keeper == .max ? nil : AgentID(entry.keeper)
        if let keeper { record(.agentReleased(AgentReleased(contact: contact, agent: keeper))) }
        record(.contactAbandoned(ContactAbandoned(contact: contact)))
        considerReturn(entry, .afterAbandonment)
        if let keeper { finishKept(keeper, entry) }
    }

    /// Whether the patience of a waiting contact ends now.
    ///
    /// A stale notice stays in the list when its contact is answered, so a contact 2^24 numbers later
    /// may meet it, or the same contact after a transfer. Such a contact draws its patience again; the
    /// first 2^24 meet only their own.
    @inline(never)
    private func losesPatienceNow(_ contact: ContactID) -> Bool {
        let entry = center.queues.contacts[contact.rawValue]
        if entry.phase == .awaitsCallback {
            return SimulationTime(nanoseconds: entry.waitingSince)
                + callbackPatience(center.queues.identity(contact)) == now
        }
        let who = ContactIdentity(
            contactType: entry.queue, caller: entry.caller, attempt: entry.attempt)
        var own = patience(who, transfers: entry.transfers)
        let factor = announcements[Int(entry.queue.rawValue)]?.patienceFactor ?? 1
        if factor != 1, entry.transfers == 0, own.nanoseconds != .max {
            own = SimulationDuration(seconds: own.seconds * factor)
        }
        if entry.transfers == 0 {
            let type = draws.types + Int(entry.queue.rawValue)
            own = shortened(own, contact, type, attempt: entry.attempt)
        }
        return center.queuedAt(contact) + own == now
    }
}

extension SimulationDuration {
    /// A patience that a factor shortens several times over; one without end stays so.
    @inline(never)
    fileprivate func shortened(by factor: Double, times: Double) -> SimulationDuration {
        guard nanoseconds != .max else { return self }
        return SimulationDuration(seconds: seconds * PortableMath.pow(factor, times))
    }
}
