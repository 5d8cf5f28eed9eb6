public import ContactCenterEvents
import TwinPrimitives

extension ImportedTrace {
    /// Hands the trace to a sink as events in order of time.
    ///
    /// The first event is `RunStarted` at time 0, the last `RunEnded` at `end` or at the last
    /// event, whichever is later. Of one instant, agents and places in the queue become free
    /// (`ContactEnded`, then `ContactAbandoned`) before anything else happens, what happens to
    /// earlier contacts precedes what happens to later ones, and arrivals come last. Takes
    /// O(n log m) for n contacts of which at most m are in the center together.
    ///
    /// - Parameter sink: Takes the events.
    public func emit<Sink: EventSink & ~Copyable>(into sink: inout Sink) {
        sink.record(
            .runStarted(RunStarted(seed: 0, replication: 0, behaviourVersion: 0)), at: .zero)
        var pending = PendingSteps()
        var latest = SimulationTime.zero
        for number in contacts.indices {
            let arrival = contacts[number].arrival
            while let step = pending.first, step.time <= arrival {
                latest = step.time
                take(&pending, into: &sink)
            }
            latest = max(latest, arrival)
            arrive(number, at: arrival, &pending, into: &sink)
        }
        while let step = pending.first {
            latest = step.time
            take(&pending, into: &sink)
        }
        sink.record(
            .runEnded(RunEnded(contacts: UInt32(contacts.count))), at: max(latest, end))
    }

    /// Records an arrival and plans the contact's next step.
    private func arrive<Sink: EventSink & ~Copyable>(
        _ number: Int, at time: SimulationTime, _ pending: inout PendingSteps,
        into sink: inout Sink
    ) {
        let contact = contacts[number]
        let id = ContactID(UInt32(number))
        sink.record(
            .contactArrived(
                ContactArrived(
                    contact: id, contactType: contact.contactType, caller: callers[number],
                    attempt: 0, cause: .first, priority: contact.priority)),
            at: time)
        if let menu = contact.menu {
            sink.record(.menuEntered(MenuEntered(contact: id)), at: time)
            pending.add(PendingStep(time: time + menu, kind: .menuLeft, contact: id.rawValue))
        } else {
            pending.add(Self.stepAfterMenu(of: contact, id.rawValue))
        }
    }

    /// Records the earliest pending step and plans the contact's next one.
    private func take<Sink: EventSink & ~Copyable>(
        _ pending: inout PendingSteps, into sink: inout Sink
    ) {
        guard let step = pending.removeFirst() else { return }
        let contact = contacts[Int(step.contact)]
        let id = ContactID(step.contact)
        switch step.kind {
        case .menuLeft:
            let hungUp = contact.ending == .hungUpInMenu
            sink.record(.menuLeft(MenuLeft(contact: id, hungUp: hungUp)), at: step.time)
            if !hungUp { pending.add(Self.stepAfterMenu(of: contact, step.contact)) }
        case .queued:
            sink.record(.contactQueued(ContactQueued(contact: id)), at: step.time)
            let kind: PendingStep.Kind = contact.ending == .abandoned ? .abandoned : .answered
            pending.add(PendingStep(time: contact.waitEnd, kind: kind, contact: step.contact))
        case .abandoned:
            sink.record(.contactAbandoned(ContactAbandoned(contact: id)), at: step.time)
        case .answered:
            sink.record(
                .contactAnswered(ContactAnswered(contact: id, agent: contact.agent)),
                at: step.time)
            let end = step.time + (contact.service ?? .zero)
            pending.add(PendingStep(time: end, kind: .ended, contact: step.contact))
        case .ended:
            sink.record(
                .contactEnded(
                    ContactEnded(
                        contact: id, agent: contact.agent,
                        durationRecorded: contact.service != nil)),
                at: step.time)
        }
    }

    /// What happens to a contact once it is through the menu.
    private static func stepAfterMenu(
        of contact: RecordedContact, _ number: UInt32
    ) -> PendingStep {
        guard let start = contact.queueStart else {
            return PendingStep(time: contact.waitEnd, kind: .answered, contact: number)
        }
        return PendingStep(time: start, kind: .queued, contact: number)
    }
}
