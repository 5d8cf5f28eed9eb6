public import ContactCenterEvents
public import TwinPrimitives

// The handlers of the frequent kinds are inlined: a call and its saved registers cost as much as the
// work on one event.
extension CenterFold {
    /// Takes events in a row.
    ///
    /// - Parameter batch: Events in order of time, none before the time of the event taken last.
    public mutating func record(_ batch: UnsafeBufferPointer<TimedEvent>) {
        guard var timed = batch.baseAddress, batch.count > 0 else { return }
        let end = timed + batch.count
        while timed < end {
            let now = timed.pointee.time.nanoseconds
            if now >= nextBoundary { advance(to: now) }
            if case .contactArrived(let fact) = timed.pointee.event {
                let slot = arrived(fact, now)
                timed += 1
                if let slot, timed < end, follow(slot, timed.pointee, now) { timed += 1 }
            } else {
                take(timed.pointee.event, now)
                timed += 1
            }
        }
        lastTime = (end - 1).pointee.time.nanoseconds
        eventsSeen &+= Int64(batch.count)
    }

    /// Takes what happens to a contact as it arrives, without looking the contact up again.
    ///
    /// - Returns: Whether the event was about this contact at this instant, and is taken.
    @inline(__always)
    private mutating func follow(
        _ slot: UnsafeMutablePointer<ContactSlot>, _ timed: TimedEvent, _ now: Int64
    ) -> Bool {
        guard timed.time.nanoseconds == now else { return false }
        switch timed.event {
        case .contactAnswered(let fact) where fact.contact.rawValue == slot.pointee.id:
            answer(slot, fact, now)
            return true
        case .contactQueued(let fact) where fact.contact.rawValue == slot.pointee.id:
            queue(slot, now)
            return true
        default: return false
        }
    }

    /// Takes one event.
    ///
    /// - Parameters:
    ///   - event: What happened.
    ///   - time: When; never before the time of the event recorded last.
    @inlinable
    @inline(__always)
    public mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        let now = time.nanoseconds
        if now >= nextBoundary { advance(to: now) }
        lastTime = now
        eventsSeen &+= 1
        take(event, now)
    }

    @inlinable
    @inline(__always)
    mutating func take(_ event: ContactCenterEvent, _ now: Int64) {
        switch event {
        case .contactArrived(let fact): _ = arrived(fact, now)
        case .contactQueued(let fact): queued(fact, now)
        case .contactAnswered(let fact): answered(fact, now)
        case .contactAbandoned(let fact): abandoned(fact, now)
        case .contactEnded(let fact): ended(fact, now)
        case .afterContactWorkEnded(let fact): afterContactWorkEnded(fact, now)
        case .utteranceUnderstood(let fact): understood(fact)
        case .promptStarted(let fact): promptStarted(fact, now)
        case .menuEntered(let fact): menuEntered(fact, now)
        case .menuLeft(let fact): menuLeft(fact, now)
        case .contactBlocked(let fact): blocked(fact)
        case .contactBalked(let fact): balked(fact)
        case .redialScheduled(let fact): redialScheduled(fact)
        case .agentSignedIn(let fact): signedIn(fact, now)
        case .agentSignedOut(let fact): signedOut(fact, now)
        case .sessionStarted(let fact): sessionStarted(fact, now)
        case .sessionRefused(let fact): sessionRefused(fact, now)
        case .fallbackTriggered(let fact): fallbackTriggered(fact)
        case .handoffPackaged(let fact): handoffPackaged(fact)
        case .sessionEnded(let fact): sessionEnded(fact, now)
        case .runEnded(let fact): contactsReported = Int64(fact.contacts)
        case .contactDisconnected, .callbackOffered, .callbackAccepted, .callbackDialled,
            .contactTransferred, .agentReleased, .holdStarted, .holdEnded, .breakStarted,
            .breakEnded, .numberDialled:
            recordRarely(event, now)
        case .runStarted, .staffingChanged, .repairEntered, .callerVerified, .toolCalled,
            .handoffContextGiven, .leverMoved, .faultStarted, .faultEnded:
            break
        case .stageServed(let fact): responses?.leave(fact, at: now)
        case .flowEntered(let fact): responses?.enter(fact)
        }
    }

    /// One more at a level from now on.
    @inlinable
    @inline(__always)
    func join(_ level: Int, _ now: Int64) {
        levels[level].balance &-= Int128(now &- segmentStart)
        levels[level].count &+= 1
    }

    /// One fewer at a level from now on.
    @inlinable
    @inline(__always)
    func leave(_ level: Int, _ now: Int64) {
        levels[level].balance &+= Int128(now &- segmentStart)
        levels[level].count &-= 1
    }

    /// The contact, if it is inside the center.
    @inline(__always)
    mutating func inside(_ contact: ContactID) -> UnsafeMutablePointer<ContactSlot>? {
        if let slot = contacts.find(contact.rawValue), slot.pointee.stage < .left { return slot }
        ignoredEvents &+= 1
        return nil
    }
}
