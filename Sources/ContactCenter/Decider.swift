public import TwinPrimitives

/// What becomes of a contact at the human stage.
@frozen
public enum HumanStageDecision: Equatable, Sendable {
    /// An idle agent takes it at once.
    case answer(AgentID)
    /// The queue is full: it is refused.
    case refuse
    /// It meets a queue.
    case meetQueue
}

/// What an agent does who has just become idle.
@frozen
public enum FreedAgentDecision: Equatable, Sendable {
    /// Leaves: the shift is over, or more agents are signed in than planned.
    case signOut
    /// Goes on a break.
    case takeBreak
    /// Takes a waiting contact.
    case take(ContactID)
    /// Calls back a caller who asked for it.
    case callBack(ContactID)
    /// Stays idle.
    case stayIdle
}

/// What becomes of a contact on arrival.
@frozen
public enum ArrivalDecision: Equatable, Sendable {
    /// All trunks are in use.
    case block
    /// It enters the menu.
    case enterMenu
    /// It goes on to service.
    case proceed
}

/// The rules of the center: pure functions of the state; they change nothing and draw nothing.
public struct Decider: ~Copyable {
    /// Who can serve whom.
    public let skills: SkillTable
    @usableFromInline let trunks: Int
    @usableFromInline let hasMenu: UnsafeMutablePointer<Bool>
    /// Room in each type's queue, and in all together.
    @usableFromInline let capacities: UnsafeMutablePointer<UInt32>
    @usableFromInline let totalCapacity: UInt32
    @usableFromInline let hasCapacities: Bool
    /// Nil for the built-in choice, `LongestIdleAgent`.
    @usableFromInline let agentSelection: (any AgentSelection)?
    /// Nil for the built-in choice, `PriorityThenLongestWait`.
    @usableFromInline let contactSelection: (any ContactSelection)?
    /// Whether the choice of an agent needs a uniform number.
    public let drawsAgents: Bool
    /// The callbacks' reserve of each type; `UInt32.max` for a type without callbacks.
    @usableFromInline let callbackReserves: UnsafeMutablePointer<UInt32>
    /// Where the agents of groups with shifts should be.
    @usableFromInline let timetable: Timetable?
    /// Whether agents, or contacts, are chosen by the built-in policy and by nothing but its rule: no
    /// conditions, no priorities that change, one contact at a time.
    @usableFromInline let choosesAgentsPlainly: Bool
    @usableFromInline let choosesContactsPlainly: Bool
    // Asked first: a look at the option copies and destroys it, a tenth of an event.
    @usableFromInline let hasTimetable: Bool

    /// Compiles the rules of a configuration.
    ///
    /// - Parameters:
    ///   - configuration: The center; its routing words are of `RoutingPolicies`.
    ///   - timetable: Shifts of this replication; nil when no group has shifts.
    public init(_ configuration: CenterConfiguration, timetable: Timetable? = nil) {
        skills = SkillTable(configuration)
        trunks = configuration.trunks ?? .max
        self.timetable = timetable
        hasTimetable = timetable != nil
        let types = configuration.contactTypes
        let places = max(types.count, 1)
        hasMenu = .allocate(capacity: places)
        capacities = .allocate(capacity: places)
        callbackReserves = .allocate(capacity: places)
        for (type, contactType) in types.enumerated() {
            hasMenu[type] = contactType.menu != nil
            capacities[type] = contactType.queueCapacity.map { UInt32(clamping: $0) } ?? .max
            callbackReserves[type] =
                contactType.callback.map { UInt32(clamping: $0.reserve) } ?? .max
        }
        totalCapacity = configuration.queueCapacity.map { UInt32(clamping: $0) } ?? .max
        hasCapacities =
            configuration.queueCapacity != nil || types.contains { $0.queueCapacity != nil }
        let agents = RoutingPolicies.agentSelection(configuration.routing.agentFor)
        let contacts = RoutingPolicies.contactSelection(configuration.routing.contactFor)
        guard let agents, let contacts else {
            preconditionFailure("routing words are checked when a scenario is read")
        }
        drawsAgents = agents.draws
        agentSelection = agents == LongestIdleAgent.self ? nil : agents.init(configuration)
        contactSelection =
            contacts == PriorityThenLongestWait.self ? nil : contacts.init(configuration)
        let isPlain = !skills.hasConditions && !types.contains { $0.atOnce > 1 }
        choosesAgentsPlainly = isPlain && agents == LongestIdleAgent.self
        choosesContactsPlainly =
            isPlain && contacts == PriorityThenLongestWait.self && !skills.hasPrioritySteps
    }

    deinit {
        hasMenu.deallocate()
        capacities.deallocate()
        callbackReserves.deallocate()
    }

    /// What becomes of a contact that has arrived (and counts as inside already).
    @inlinable
    @inline(__always)
    public func onArrival(
        _ type: ContactTypeID, state: borrowing CenterState
    ) -> ArrivalDecision {
        if state.linesInUse > trunks, state.usesLine(type) { return .block }
        return hasMenu[Int(type.rawValue)] ? .enterMenu : .proceed
    }

    /// What becomes of a contact that asks for a human agent.
    ///
    /// - Parameters:
    ///   - request: The contact, not in a queue.
    ///   - state: The center.
    /// - Returns: The decision.
    @inlinable
    @inline(__always)
    public func onHumanStage(
        _ request: AgentRequest, state: borrowing CenterState
    ) -> HumanStageDecision {
        if let agent = agent(for: request, state: state) { return .answer(agent) }
        if hasCapacities, isFull(request.contactType, state: state) { return .refuse }
        return .meetQueue
    }

    @inlinable
    func isFull(_ type: ContactTypeID, state: borrowing CenterState) -> Bool {
        state.queues.totalLength >= totalCapacity
            || state.queues.length(type) >= capacities[Int(type.rawValue)]
    }

    /// The agent for a contact, or nil when none can take it now.
    ///
    /// A new contact never passes those of its queue who wait: it may open a route to an idle agent by
    /// joining them (`whenWaiting`), but the first in the queue then gets the agent.
    @inlinable
    @inline(__always)
    public func agent(for request: AgentRequest, state: borrowing CenterState) -> AgentID? {
        if choosesAgentsPlainly {
            return LongestIdleAgent.plainly(request.contactType, skills: skills, center: state)
        }
        return selectedAgent(
            request.contact, request.contactType, request.waited, request.isInQueue, request.now,
            request.uniform, state: state)
    }

    /// Takes a request apart: a whole one would be written to memory before anyone knows whether it
    /// is needed.
    @usableFromInline
    @inline(never)
    func selectedAgent(
        _ contact: ContactID, _ type: ContactTypeID, _ waited: Int64, _ isInQueue: Bool,
        _ now: Int64, _ uniform: Double, state: borrowing CenterState
    ) -> AgentID? {
        let request = AgentRequest(
            contact: contact, contactType: type, waited: waited, isInQueue: isInQueue, now: now,
            uniform: uniform)
        if skills.hasConditions, !request.isInQueue,
            state.queues.length(request.contactType) > 0
        {
            return nil
        }
        if state.servesSeveralAtOnce { return agentAmongAll(for: request, state: state) }
        return idleAgent(for: request, state: state)
    }

    private func idleAgent(
        for request: AgentRequest, state: borrowing CenterState
    ) -> AgentID? {
        guard let agentSelection else {
            return LongestIdleAgent().agent(for: request, skills: skills, center: state)
        }
        return agentSelection.agent(for: request, skills: skills, center: state)
    }

    /// An idle agent as the policy says; else, level by level, the agent with the fewest contacts in
    /// hand who has room for one more.
    private func agentAmongAll(for request: AgentRequest, state: borrowing CenterState) -> AgentID?
    {
        if let idle = idleAgent(for: request, state: state) { return idle }
        let share = state.share(request.contactType)
        guard share < AgentLoad.whole else { return nil }
        let now = SimulationTime(nanoseconds: request.now)
        let waiting = state.queues.length(request.contactType) &+ (request.isInQueue ? 0 : 1)
        for route in skills.routes(of: request.contactType) {
            guard
                route.condition.holds(
                    waited: request.waited, waiting: waiting,
                    idle: state.agents.idleCount(route.group)),
                let agent = leastLoaded(route.group, share: share, now: now, state: state)
            else { continue }
            return agent
        }
        return nil
    }

    private func leastLoaded(
        _ group: AgentGroupID, share: UInt16, now: SimulationTime, state: borrowing CenterState
    ) -> AgentID? {
        guard hasTimetable, let timetable, timetable.hasShifts(group) else {
            // Who is above the plan takes no more, and leaves in the end.
            let abovePlan = state.agents.firstAbovePlan(group)
            return state.agents.leastLoaded(group, share: share) { $0.rawValue < abovePlan }
        }
        return state.agents.leastLoaded(group, share: share) {
            timetable.duty(of: $0, at: now) == .atWork
        }
    }

    /// What an agent does who has handed a contact back and has others in hand.
    ///
    /// - Returns: The contact to take as well, or nil.
    public func onRoom(
        _ agent: AgentID, at now: SimulationTime, state: borrowing CenterState
    ) -> ContactID? {
        let group = state.agents.group(of: agent)
        if hasTimetable, let timetable, timetable.hasShifts(group) {
            guard timetable.duty(of: agent, at: now) == .atWork else { return nil }
        } else if agent.rawValue >= state.agents.firstAbovePlan(group) {
            return nil
        }
        let room = AgentLoad.whole - state.agents.load(of: agent)
        return contact(
            for: ContactRequest(agent: agent, group: group, now: now.nanoseconds, room: room),
            state: state)
    }

    /// What an agent does who has become idle.
    @inlinable
    @inline(__always)
    public func onFreedAgent(
        _ agent: AgentID, at now: SimulationTime, state: borrowing CenterState
    ) -> FreedAgentDecision {
        let group = state.agents.group(of: agent)
        if hasTimetable, let timetable, timetable.hasShifts(group) {
            switch timetable.duty(of: agent, at: now) {
            case .away: return .signOut
            case .onBreak: return .takeBreak
            case .atWork: break
            }
        } else if state.agents.signedIn(group) > state.agents.target(group) {
            return .signOut
        }
        let request = ContactRequest(agent: agent, group: group, now: now.nanoseconds)
        if let contact = contact(for: request, state: state) { return .take(contact) }
        if state.queues.totalCallbacks > 0,
            let contact = callback(for: group, at: now, state: state)
        {
            return .callBack(contact)
        }
        return .stayIdle
    }

    @inlinable
    @inline(__always)
    func contact(for request: ContactRequest, state: borrowing CenterState) -> ContactID? {
        guard state.queues.totalLength > 0 else { return nil }
        if choosesContactsPlainly {
            return PriorityThenLongestWait.plainly(request.group, skills: skills, center: state)
        }
        return selectedContact(for: request, state: state)
    }

    @usableFromInline
    @inline(never)
    func selectedContact(
        for request: ContactRequest, state: borrowing CenterState
    ) -> ContactID? {
        guard let contactSelection else {
            return PriorityThenLongestWait().contact(
                for: request, skills: skills, center: state)
        }
        return contactSelection.contact(for: request, skills: skills, center: state)
    }

    /// What a group without shifts does about its plan: the agent who signs in or out next, or nil
    /// when it is met.
    ///
    /// Busy agents are never sent away; they leave when they become idle.
    @inlinable
    public func onStaffing(
        _ group: AgentGroupID, state: borrowing CenterState
    ) -> (agent: AgentID, signsIn: Bool)? {
        let present = state.agents.signedIn(group)
        let target = state.agents.target(group)
        if present < target {
            return state.agents.nextAway(group).map { ($0, true) }
        }
        if present > target {
            return state.agents.longestIdle(group).map { ($0.agent, false) }
        }
        return nil
    }
}
