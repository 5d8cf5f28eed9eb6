public import ContactCenterEvents
public import TwinPrimitives

/// The state of a contact center: a fold of its events, and nothing else.
///
/// Data flow: the simulation asks the decider what follows from a command, records the events that
/// it answers, and each event changes this state through `evolve`. Replaying a log through `evolve`
/// gives the same state. `evolve` trusts that events come from a decider or a verified log; an event
/// about a contact that is not live is a programmer error.
public struct CenterState: ~Copyable {
    /// Live contacts and their queues.
    public var queues: ContactQueues
    /// Human agents.
    public var agents: AgentTable
    /// Head start of each contact type, in nanoseconds.
    @usableFromInline let headStarts: UnsafeMutablePointer<Int64>
    /// Whether a group does after-contact work for a type: row group, column type.
    @usableFromInline let afterContactWork: UnsafeMutablePointer<Bool>
    /// Wait of the contact of each queue that entered service last after waiting, in nanoseconds.
    @usableFromInline let lastWaits: UnsafeMutablePointer<Int64>
    /// Contacts of each type that left the queue unserved.
    @usableFromInline let abandonedCounts: UnsafeMutablePointer<UInt32>
    /// How much of an agent a contact of each type takes, in parts of `AgentLoad.whole`.
    @usableFromInline let shares: UnsafeMutablePointer<UInt16>
    /// Whether agents may serve several contacts at once.
    public let servesSeveralAtOnce: Bool
    /// Whether contacts of a type take a line into the center.
    @usableFromInline let usesLine: UnsafeMutablePointer<Bool>
    @usableFromInline let hasTypesWithoutLine: Bool
    /// Contacts inside that take no line.
    @usableFromInline var withoutLine: Int
    /// Contacts that have arrived so far: the number of the next one.
    @usableFromInline var arrivedCount: UInt32

    /// An empty center.
    ///
    /// - Parameters:
    ///   - configuration: Types and groups.
    ///   - largestStaffing: Agents of each group that can be present at once.
    public init(_ configuration: CenterConfiguration, largestStaffing: [Int]) {
        let types = configuration.contactTypes.count
        queues = ContactQueues(types: types)
        agents = AgentTable(sizes: largestStaffing)
        headStarts = .allocate(capacity: max(types, 1))
        abandonedCounts = .allocate(capacity: max(types, 1))
        abandonedCounts.initialize(repeating: 0, count: types)
        shares = .allocate(capacity: max(types, 1))
        for (type, contactType) in configuration.contactTypes.enumerated() {
            shares[type] = AgentLoad.share(atOnce: contactType.atOnce)
        }
        usesLine = .allocate(capacity: max(types, 1))
        for (type, contactType) in configuration.contactTypes.enumerated() {
            usesLine[type] = contactType.channel == .call
        }
        hasTypesWithoutLine = configuration.contactTypes.contains { $0.channel != .call }
        withoutLine = 0
        servesSeveralAtOnce = configuration.contactTypes.contains { $0.atOnce > 1 }
        lastWaits = .allocate(capacity: max(types, 1))
        lastWaits.initialize(repeating: 0, count: types)
        for (type, contactType) in configuration.contactTypes.enumerated() {
            headStarts[type] = SimulationDuration(seconds: contactType.headStartSeconds).nanoseconds
        }
        let pairs = max(types * configuration.agentGroups.count, 1)
        afterContactWork = .allocate(capacity: pairs)
        afterContactWork.initialize(repeating: false, count: pairs)
        for (group, agentGroup) in configuration.agentGroups.enumerated() {
            for (type, skill) in agentGroup.skills.enumerated() {
                afterContactWork[group * types + type] = skill?.afterContact != nil
            }
        }
        arrivedCount = 0
    }

    deinit {
        headStarts.deallocate()
        lastWaits.deallocate()
        shares.deallocate()
        usesLine.deallocate()
        abandonedCounts.deallocate()
        afterContactWork.deallocate()
    }

    /// The number that the next contact to arrive will have.
    @inlinable
    @inline(__always)
    public var nextContact: ContactID { ContactID(arrivedCount) }

    /// Lines in use: contacts inside that take one, those left out who wait to be called back.
    @inlinable public var linesInUse: Int {
        queues.contacts.count &- Int(queues.totalCallbacks) &- withoutLine
    }

    /// Whether contacts of a type take a line into the center.
    @inlinable
    public func usesLine(_ type: ContactTypeID) -> Bool { usesLine[Int(type.rawValue)] }

    /// A contact leaves the center.
    @inlinable
    @inline(__always)
    mutating func drop(_ contact: UInt32) {
        if hasTypesWithoutLine { noteLineless(contact) }
        queues.contacts.remove(contact)
    }

    @usableFromInline
    @inline(never)
    mutating func noteLineless(_ contact: UInt32) {
        let type = queues.contacts[contact].contactType
        if !usesLine(type) { withoutLine &-= 1 }
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
            queues.contacts[fact.contact.rawValue].phase = .withVoiceAgent
        case .sessionEnded(let fact): endSession(fact)
        case .contactDisconnected, .callbackAccepted, .callbackDialled, .contactTransferred,
            .agentReleased, .holdStarted, .holdEnded, .breakStarted, .breakEnded:
            evolveRarely(event, at: time)
        case .runStarted, .runEnded, .redialScheduled, .sessionRefused, .utteranceUnderstood,
            .promptStarted, .fallbackTriggered, .handoffPackaged, .callbackOffered,
            .numberDialled:
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
        arrivedCount = fact.contact.rawValue &+ 1
        if hasTypesWithoutLine, !usesLine(fact.contactType) { withoutLine &+= 1 }
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
