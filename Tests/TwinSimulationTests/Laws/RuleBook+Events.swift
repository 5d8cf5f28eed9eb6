import ContactCenter
import ContactCenterEvents
import TwinPrimitives

extension RuleBook {
    mutating func judge(_ event: ContactCenterEvent) {
        if let refused = mustBlock {
            mustBlock = nil
            guard case .contactBlocked(let fact) = event, fact.contact.rawValue == refused else {
                return complain("contact \(refused) got in without a line")
            }
        }
        switch event {
        case .contactArrived(let fact):
            let id = fact.contact.rawValue
            require(contacts[id] == nil && !departed.contains(id), "contact \(id) arrives twice")
            let type = Int(fact.contactType.rawValue)
            let isCall = center.contactTypes[type].channel == .call
            contacts[id] = Contact(queue: type, isCall: isCall)
            if isCall, lines > center.trunks ?? .max { mustBlock = id }
        case .menuEntered(let fact): move(fact.contact, from: [.arrived], to: .menu)
        case .menuLeft(let fact):
            move(fact.contact, from: [.menu], to: fact.hungUp ? nil : .arrived)
        case .sessionStarted(let fact): move(fact.contact, from: [.arrived], to: .session)
        case .sessionEnded(let fact):
            move(fact.contact, from: [.session], to: fact.outcome == .escalated ? .arrived : nil)
        case .contactBlocked(let fact): move(fact.contact, from: [.arrived], to: nil)
        case .contactBalked(let fact):
            if let entry = contacts[fact.contact.rawValue] {
                require(entry.transfers == 0, "transferred contact \(fact.contact.rawValue) balks")
            }
            move(fact.contact, from: [.arrived], to: nil)
        default: judgeQueues(event)
        }
    }

    /// Moves a contact from one of some places to another one, or out.
    mutating func move(_ contact: ContactID, from places: [Place], to place: Place?) {
        let id = contact.rawValue
        guard let entry = contacts[id], places.contains(entry.place) else {
            return complain("contact \(id) moves from \(String(describing: contacts[id]?.place))")
        }
        contacts[id]?.place = place ?? .arrived
        if place == nil {
            contacts[id] = nil
            departed.insert(id)
        }
    }
}

extension RuleBook {
    private mutating func judgeQueues(_ event: ContactCenterEvent) {
        switch event {
        case .contactQueued(let fact): join(fact.contact.rawValue)
        case .callbackAccepted(let fact):
            move(fact.contact, from: [.arrived], to: .callback)
            guard let queue = contacts[fact.contact.rawValue]?.queue else { return }
            contacts[fact.contact.rawValue]?.since = now
            callbacks[queue].append(fact.contact.rawValue)
        case .callbackDialled(let fact): callBack(fact.contact.rawValue, fact.agent.rawValue)
        case .contactAbandoned(let fact): leave(fact.contact)
        case .contactDisconnected(let fact): leave(fact.contact)
        case .contactAnswered(let fact): answer(fact.contact.rawValue, fact.agent.rawValue)
        case .contactEnded(let fact):
            let id = fact.contact.rawValue
            let queue = contacts[id]?.queue ?? 0
            require(contacts[id]?.keeper == nil, "contact \(id) ends with two agents")
            move(fact.contact, from: [.service(fact.agent.rawValue)], to: nil)
            giveBack(id, by: fact.agent.rawValue, queue)
        default: judgeAgents(event)
        }
    }

    private mutating func join(_ id: UInt32) {
        guard let entry = contacts[id], entry.place == .arrived else {
            return complain("contact \(id) queues out of place")
        }
        let type = center.contactTypes[entry.queue]
        if entry.transfers == 0 {
            require(
                queues[entry.queue].count < type.queueCapacity ?? .max
                    && queues.reduce(0) { $0 + $1.count } < center.queueCapacity ?? .max,
                "contact \(id) joins a full queue")
        }
        contacts[id]?.place = .waiting
        contacts[id]?.since = now - Int64(type.headStartSeconds * 1e9)
        queues[entry.queue].append(id)
    }

    private mutating func leave(_ contact: ContactID) {
        let id = contact.rawValue
        guard let entry = contacts[id] else { return complain("contact \(id) leaves twice") }
        require(entry.keeper == nil, "contact \(id) leaves while an agent stays with it")
        queues[entry.queue].removeAll { $0 == id }
        callbacks[entry.queue].removeAll { $0 == id }
        move(contact, from: [.waiting, .callback], to: nil)
    }

    private mutating func callBack(_ id: UInt32, _ agent: UInt32) {
        guard let entry = contacts[id], let group = agents[agent]?.group else {
            return complain("callback of nobody")
        }
        let reserve = center.contactTypes[entry.queue].callback?.reserve ?? 0
        let count = callbacks[entry.queue].count
        require(callbacks[entry.queue].first == id, "callback of \(id) out of turn")
        require(agents[agent]?.duty == .idle, "agent \(agent) calls back while not idle")
        require(
            mayTake(group, entry.queue, since: entry.since, count: count, reserve: reserve),
            "group \(group) may not call \(id) back")
        callbacks[entry.queue].removeAll { $0 == id }
        move(ContactID(id), from: [.callback], to: .arrived)
        contacts[id]?.calledBack = true
    }

    private mutating func answer(_ id: UInt32, _ agent: UInt32) {
        guard let entry = contacts[id], let (group, duty) = agents[agent] else {
            return complain("an answer to nobody, or by nobody")
        }
        answers += 1
        require(
            duty == .idle || hasRoom(agent, for: entry.queue),
            "agent \(agent) answers \(id) while \(duty)")
        require(skill(group, entry.queue) != nil, "group \(group) has no skill for \(id)")
        let line = queues[entry.queue]
        if entry.place == .waiting {
            require(
                mayTake(group, entry.queue, since: entry.since, count: line.count),
                "group \(group) may not take \(id) now")
            require(isLastFirst || line.first == id, "contact \(id) passes \(line.first ?? 0)")
            queues[entry.queue].removeAll { $0 == id }
        } else if !entry.calledBack || entry.transfers > 0 {
            require(line.isEmpty, "new contact \(id) passes \(line.first ?? 0)")
            require(
                mayTake(group, entry.queue, since: now, count: 1),
                "group \(group) may not take \(id) now")
        }
        let contactsInHand = inHand(agent) + [id]
        agents[agent]?.duty = .busy(contactsInHand)
        move(ContactID(id), from: [.waiting, .arrived], to: .service(agent))
    }

    /// A contact leaves an agent's hands, who is done if it was the last one.
    private mutating func giveBack(_ id: UInt32, by agent: UInt32, _ queue: Int) {
        let others = inHand(agent).filter { $0 != id }
        guard others.isEmpty else {
            require(others.count < inHand(agent).count, "agent \(agent) had not \(id) in hand")
            agents[agent]?.duty = .busy(others)
            return
        }
        finish(agent, .busy([id]), queue)
    }

    /// An agent is done with a contact of a queue.
    private mutating func finish(_ agent: UInt32, _ before: Duty, _ queue: Int) {
        guard let (group, duty) = agents[agent], duty == before else {
            return complain("agent \(agent) is done with what is not in hand")
        }
        let next: Duty = skill(group, queue)?.afterContact == nil ? .idle : .work
        agents[agent]?.duty = next
    }

    private mutating func shift(_ agent: AgentID, from duties: [Duty], to duty: Duty) {
        let id = agent.rawValue
        guard let before = agents[id]?.duty, duties.contains(before) else {
            return complain("agent \(id) goes from \(String(describing: agents[id])) to \(duty)")
        }
        agents[id]?.duty = duty
    }

    private mutating func judgeAgents(_ event: ContactCenterEvent) {
        switch event {
        case .staffingChanged(let fact):
            targets[Int(fact.group.rawValue)] = Int(fact.count)
        case .agentSignedIn(let fact):
            let id = fact.agent.rawValue
            require(agents[id] == nil || agents[id]?.duty == .away, "agent \(id) signs in twice")
            agents[id] = (Int(fact.group.rawValue), .idle)
        case .agentSignedOut(let fact): shift(fact.agent, from: [.idle, .onBreak], to: .away)
        case .breakStarted(let fact): shift(fact.agent, from: [.idle], to: .onBreak)
        case .breakEnded(let fact): shift(fact.agent, from: [.onBreak], to: .idle)
        case .afterContactWorkEnded(let fact): shift(fact.agent, from: [.work], to: .idle)
        case .holdStarted(let fact):
            guard case .service = contacts[fact.contact.rawValue]?.place else {
                return complain("hold of nobody")
            }
            contacts[fact.contact.rawValue]?.onHold = true
        case .holdEnded(let fact):
            require(contacts[fact.contact.rawValue]?.onHold == true, "no hold to end")
            contacts[fact.contact.rawValue]?.onHold = false
        case .contactTransferred(let fact): transfer(fact)
        case .agentReleased(let fact):
            let id = fact.contact.rawValue
            require(
                contacts[id]?.keeper == fact.agent.rawValue, "no agent to release from \(id)")
            contacts[id]?.keeper = nil
            finish(fact.agent.rawValue, .kept(id), contacts[id]?.formerQueue ?? 0)
        default: break
        }
    }

    private mutating func transfer(_ fact: ContactTransferred) {
        let (id, agent) = (fact.contact.rawValue, fact.agent.rawValue)
        guard let entry = contacts[id] else { return complain("transfer of nobody") }
        require(entry.keeper == nil, "contact \(id) is passed on with two agents")
        require(!entry.onHold, "contact \(id) is passed on while on hold")
        move(fact.contact, from: [.service(agent)], to: .arrived)
        contacts[id]?.formerQueue = entry.queue
        contacts[id]?.queue = Int(fact.contactType.rawValue)
        contacts[id]?.transfers += 1
        if fact.agentStays {
            contacts[id]?.keeper = agent
            shift(fact.agent, from: [.busy([id])], to: .kept(id))
        } else {
            giveBack(id, by: agent, entry.queue)
        }
    }
}
