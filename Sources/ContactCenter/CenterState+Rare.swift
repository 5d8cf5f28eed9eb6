public import ContactCenterEvents
public import TwinPrimitives

/// What happens to few contacts: kept out of the hot switch.
extension CenterState {
    /// Changes the state by one event of a rare kind.
    @usableFromInline
    @inline(never)
    mutating func evolveRarely(_ event: ContactCenterEvent, at time: SimulationTime) {
        switch event {
        case .contactDisconnected(let fact): leaveUnserved(fact.contact)
        case .callbackAccepted(let fact):
            let entry = queues.contacts.place(of: fact.contact.rawValue)
            entry.pointee.phase = .awaitsCallback
            countLineless(entry.pointee.contactType, -1)
            queues.joinCallbacks(entry, since: time.nanoseconds)
        case .callbackDialled(let fact):
            let entry = queues.contacts.place(of: fact.contact.rawValue)
            queues.leaveCallbacks(entry)
            countLineless(entry.pointee.contactType, 1)
            entry.pointee.phase = .arrived
            entry.pointee.calledBack = true
        case .contactTransferred(let fact): transfer(fact, at: time)
        case .agentReleased(let fact): release(fact, at: time)
        case .holdStarted(let fact): queues.contacts[fact.contact.rawValue].phase = .onHold
        case .holdEnded(let fact): queues.contacts[fact.contact.rawValue].phase = .inService
        case .breakStarted(let fact): agents.beginBreak(fact.agent)
        case .breakEnded(let fact): agents.comeBack(fact.agent, at: time)
        case .handoffContextGiven(let fact):
            let entry = queues.contacts.place(of: fact.contact.rawValue)
            entry.pointee.isVerified = fact.verified
            entry.pointee.missing = fact.missing
            entry.pointee.misunderstood = UInt8(clamping: fact.misunderstood)
        default: break
        }
    }

    /// A contact leaves its queue, or the list of callbacks, for good.
    @inlinable
    @inline(__always)
    mutating func leaveUnserved(_ contact: ContactID) {
        let entry = queues.contacts.place(of: contact.rawValue)
        if entry.pointee.phase == .awaitsCallback {
            queues.leaveCallbacks(entry)
            countLineless(entry.pointee.contactType, 1)
        } else {
            queues.leave(entry)
        }
        store.pointee.abandonedCounts[Int(entry.pointee.contactType.rawValue)] &+= 1
        drop(contact.rawValue)
    }

    /// A contact goes on to another queue; its agent stays with it or is done.
    private mutating func transfer(_ fact: ContactTransferred, at time: SimulationTime) {
        let entry = queues.contacts.place(of: fact.contact.rawValue)
        let before = entry.pointee.queue
        entry.pointee.formerQueue = before
        entry.pointee.formerGroup = agents.group(of: fact.agent).rawValue
        entry.pointee.queue = fact.contactType
        entry.pointee.phase = .arrived
        entry.pointee.transfers &+= 1
        if fact.agentStays {
            entry.pointee.keeper = fact.agent.rawValue
            agents.stayWithCaller(fact.agent)
        } else {
            handOver(fact.agent, before, at: time)
        }
    }

    /// The agent who stayed with a caller is done.
    private mutating func release(_ fact: AgentReleased, at time: SimulationTime) {
        let entry = queues.contacts.place(of: fact.contact.rawValue)
        entry.pointee.keeper = .max
        handOver(fact.agent, entry.pointee.formerQueue, at: time)
    }

    /// An agent is done with a contact that goes on without them; transfers take whole agents.
    private mutating func handOver(
        _ agent: AgentID, _ queue: ContactTypeID, at time: SimulationTime
    ) {
        if servesSeveralAtOnce, agents.giveBack(agent, shares[Int(queue.rawValue)]) { return }
        finish(agent, queue, at: time)
    }
}
