public import ContactCenterEvents
public import TwinPrimitives

extension CenterFold {
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
        switch event {
        case .contactArrived(let fact): arrived(fact, now)
        case .menuEntered(let fact): menuEntered(fact, now)
        case .menuLeft(let fact): menuLeft(fact, now)
        case .contactBlocked(let fact): blocked(fact)
        case .contactBalked(let fact): balked(fact)
        case .contactQueued(let fact): queued(fact, now)
        case .contactAnswered(let fact): answered(fact, now)
        case .contactAbandoned(let fact): abandoned(fact, now)
        case .contactEnded(let fact): ended(fact, now)
        case .afterContactWorkEnded(let fact): afterContactWorkEnded(fact, now)
        case .redialScheduled(let fact): redialScheduled(fact)
        case .agentSignedIn(let fact): signedIn(fact, now)
        case .agentSignedOut(let fact): signedOut(fact, now)
        case .sessionStarted(let fact): sessionStarted(fact, now)
        case .sessionRefused(let fact): sessionRefused(fact, now)
        case .utteranceUnderstood(let fact): understood(fact)
        case .promptStarted(let fact): promptStarted(fact)
        case .fallbackTriggered(let fact): fallbackTriggered(fact)
        case .handoffPackaged(let fact): handoffPackaged(fact)
        case .sessionEnded(let fact): sessionEnded(fact, now)
        case .runEnded(let fact): contactsReported = Int64(fact.contacts)
        case .contactDisconnected, .callbackOffered, .callbackAccepted, .callbackDialled,
            .contactTransferred, .agentReleased, .holdStarted, .holdEnded, .breakStarted,
            .breakEnded, .numberDialled:
            recordRarely(event, now)
        case .runStarted, .staffingChanged: break
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
    @inlinable
    @inline(__always)
    mutating func inside(_ contact: ContactID) -> UnsafeMutablePointer<ContactSlot>? {
        if let slot = contacts.find(contact.rawValue), slot.pointee.stage < .left { return slot }
        ignoredEvents &+= 1
        return nil
    }
}
