public import ContactCenterEvents
public import TwinPrimitives

/// The state of a contact center: a fold of its events, and nothing else.
///
/// Data flow: the simulation asks the decider what follows from a command, records the events that
/// it answers, and each event changes this state through `evolve`. Replaying a log through `evolve`
/// gives the same state. `evolve` trusts that events come from a decider or a verified log; an event
/// about a contact that is not live is a programmer error.
///
/// One word: the parts lie in a `CenterStore`. A state of many words would be copied whole wherever
/// it is lent to a rule, and such a copy waits for the stores that came just before it.
@frozen
public struct CenterState: ~Copyable {
    @usableFromInline let store: UnsafeMutablePointer<CenterStore>

    /// An empty center.
    ///
    /// - Parameters:
    ///   - configuration: Types and groups.
    ///   - largestStaffing: Agents of each group that can be present at once.
    public init(_ configuration: CenterConfiguration, largestStaffing: [Int]) {
        store = .allocate(capacity: 1)
        store.initialize(to: CenterStore(configuration, largestStaffing: largestStaffing))
    }

    deinit {
        store.deinitialize(count: 1)
        store.deallocate()
    }

    /// Live contacts and their queues.
    @inlinable public var queues: ContactQueues {
        @inline(__always) _read { yield store.pointee.queues }
        @inline(__always) _modify { yield &store.pointee.queues }
    }

    /// Human agents.
    @inlinable public var agents: AgentTable {
        @inline(__always) _read { yield store.pointee.agents }
        @inline(__always) _modify { yield &store.pointee.agents }
    }

    /// Whether agents may serve several contacts at once.
    @inlinable public var servesSeveralAtOnce: Bool { store.pointee.servesSeveralAtOnce }

    @inlinable var headStarts: UnsafeMutablePointer<Int64> { store.pointee.headStarts }
    @inlinable var afterContactWork: UnsafeMutablePointer<Bool> {
        store.pointee.afterContactWork
    }
    @inlinable var lastWaits: UnsafeMutablePointer<Int64> { store.pointee.lastWaits }
    @inlinable var abandonedCounts: UnsafeMutablePointer<UInt32> { store.pointee.abandonedCounts }
    @inlinable var shares: UnsafeMutablePointer<UInt16> { store.pointee.shares }
    @inlinable var hasTypesWithoutLine: Bool { store.pointee.hasTypesWithoutLine }

    /// The number that the next contact to arrive will have.
    @inlinable
    @inline(__always)
    public var nextContact: ContactID { ContactID(store.pointee.arrivedCount) }

    /// Lines in use: contacts inside that take one, those left out who wait to be called back.
    @inlinable public var linesInUse: Int {
        queues.contacts.count &- Int(queues.totalCallbacks) &- store.pointee.withoutLine
    }

    /// Whether contacts of a type take a line into the center.
    @inlinable
    public func usesLine(_ type: ContactTypeID) -> Bool {
        store.pointee.usesLine[Int(type.rawValue)]
    }

    /// A contact leaves the center.
    @inlinable
    @inline(__always)
    mutating func drop(_ contact: UInt32) {
        if hasTypesWithoutLine { countLineless(queues.contacts[contact].contactType, -1) }
        queues.contacts.remove(contact)
    }

    /// Counts a contact that takes no line as inside, or not: who waits to be called back is outside.
    @usableFromInline
    @inline(never)
    mutating func countLineless(_ type: ContactTypeID, _ change: Int) {
        if !usesLine(type) { store.pointee.withoutLine &+= change }
    }

    /// Wait of the contact of a type's queue that entered service last after waiting, in
    /// nanoseconds; 0 before there was one.
    @inlinable public func lastWait(_ type: ContactTypeID) -> Int64 {
        lastWaits[Int(type.rawValue)]
    }

    /// Contacts of a type that left the queue unserved so far.
    @inlinable public func abandoned(_ type: ContactTypeID) -> UInt32 {
        abandonedCounts[Int(type.rawValue)]
    }

    /// The instant at which a waiting contact joined the queue, its head start left out.
    public func queuedAt(_ contact: ContactID) -> SimulationTime {
        let entry = queues.contacts[contact.rawValue]
        let headStart = headStarts[Int(entry.queue.rawValue)]
        return SimulationTime(nanoseconds: entry.waitingSince &+ headStart)
    }

    /// Changes the state by one event.
    @inlinable
    @inline(__always)
    public mutating func evolve(_ event: ContactCenterEvent, at time: SimulationTime) {
        switch event {
        case .contactArrived(let fact): arrive(fact)
        case .menuEntered(let fact): queues.contacts[fact.contact.rawValue].phase = .inMenu
        case .menuLeft(let fact):
            if fact.hungUp { drop(fact.contact.rawValue) }
        case .contactBlocked(let fact): drop(fact.contact.rawValue)
        case .contactBalked(let fact): drop(fact.contact.rawValue)
        case .contactQueued(let fact): queue(fact, at: time)
        case .contactAnswered(let fact): answer(fact, at: time)
        case .contactAbandoned(let fact): leaveUnserved(fact.contact)
        case .contactEnded(let fact): end(fact, at: time)
        case .afterContactWorkEnded(let fact): agents.becomeIdle(fact.agent, at: time)
        case .agentSignedIn(let fact): agents.signIn(fact.agent, at: time)
        case .agentSignedOut(let fact): agents.signOut(fact.agent)
        case .staffingChanged(let fact): agents.setTarget(fact.group, fact.count)
        case .sessionStarted(let fact):
            let entry = queues.contacts.place(of: fact.contact.rawValue)
            entry.pointee.phase = .withVoiceAgent
            entry.pointee.voicePool = fact.pool
        case .sessionEnded(let fact): endSession(fact)
        case .contactDisconnected, .callbackAccepted, .callbackDialled, .contactTransferred,
            .agentReleased, .holdStarted, .holdEnded, .breakStarted, .breakEnded,
            .handoffContextGiven:
            evolveRarely(event, at: time)
        case .runStarted, .runEnded, .redialScheduled, .sessionRefused, .utteranceUnderstood,
            .promptStarted, .fallbackTriggered, .handoffPackaged, .callbackOffered,
            .numberDialled, .repairEntered, .callerVerified, .toolCalled, .stageServed,
            .leverMoved, .faultStarted, .faultEnded, .flowEntered:
            break
        }
    }

    @inlinable
    @inline(__always)
    mutating func arrive(_ fact: ContactArrived) {
        queues.contacts.insert(
            ContactEntry(
                contact: fact.contact, contactType: fact.contactType, caller: fact.caller,
                attempt: fact.attempt))
        store.pointee.arrivedCount = fact.contact.rawValue &+ 1
        if hasTypesWithoutLine { countLineless(fact.contactType, 1) }
    }

    @inlinable
    @inline(__always)
    mutating func queue(_ fact: ContactQueued, at time: SimulationTime) {
        let entry = queues.contacts.place(of: fact.contact.rawValue)
        entry.pointee.phase = .waiting
        let headStart = headStarts[Int(entry.pointee.queue.rawValue)]
        queues.join(entry, since: time.nanoseconds &- headStart)
    }

    @inlinable
    @inline(__always)
    mutating func answer(_ fact: ContactAnswered, at time: SimulationTime) {
        let entry = queues.contacts.place(of: fact.contact.rawValue)
        if entry.pointee.phase == .waiting {
            queues.leave(entry)
            let queue = Int(entry.pointee.queue.rawValue)
            lastWaits[queue] =
                time.nanoseconds &- entry.pointee.waitingSince &- headStarts[queue]
        }
        entry.pointee.phase = .inService
        if servesSeveralAtOnce {
            takeInHand(fact, at: time)
            return
        }
        agents.becomeBusy(fact.agent, with: fact.contact, at: time)
    }

    @inlinable
    @inline(__always)
    mutating func end(_ fact: ContactEnded, at time: SimulationTime) {
        let type = queues.contacts[fact.contact.rawValue].queue
        drop(fact.contact.rawValue)
        if servesSeveralAtOnce, agents.giveBack(fact.agent, shares[Int(type.rawValue)]) { return }
        finish(fact.agent, type, at: time)
    }

    /// An agent is done with a contact of a queue: after-contact work, or idle.
    @inlinable
    @inline(__always)
    mutating func finish(_ agent: AgentID, _ queue: ContactTypeID, at time: SimulationTime) {
        let group = Int(agents.group(of: agent).rawValue)
        if afterContactWork[group &* queues.types &+ Int(queue.rawValue)] {
            agents.beginAfterContactWork(agent)
        } else {
            agents.becomeIdle(agent, at: time)
        }
    }

    @inlinable
    @inline(__always)
    mutating func endSession(_ fact: SessionEnded) {
        if fact.outcome == .escalated {
            let entry = queues.contacts.place(of: fact.contact.rawValue)
            entry.pointee.phase = .arrived
            entry.pointee.handedOff = true
        } else {
            drop(fact.contact.rawValue)
        }
    }
}
