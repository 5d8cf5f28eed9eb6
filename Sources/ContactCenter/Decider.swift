public import TwinPrimitives

/// What becomes of a contact at the human stage.
@frozen
public enum HumanStageDecision: Equatable, Sendable {
    /// An idle agent takes it at once.
    case answer(AgentID)
    /// The caller meets a queue and hangs up.
    case balk
    /// It joins the queue.
    case queue
}

/// What an agent does who has just become idle.
@frozen
public enum FreedAgentDecision: Equatable, Sendable {
    /// Leaves: more agents are signed in than planned.
    case signOut
    /// Takes a waiting contact.
    case take(ContactID)
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

    /// Compiles the rules of a configuration.
    public init(_ configuration: CenterConfiguration) {
        skills = SkillTable(configuration)
        trunks = configuration.trunks ?? .max
        hasMenu = .allocate(capacity: max(configuration.contactTypes.count, 1))
        for (type, contactType) in configuration.contactTypes.enumerated() {
            hasMenu[type] = contactType.menu != nil
        }
    }

    deinit { hasMenu.deallocate() }

    /// What becomes of a contact that has arrived (and counts as inside already).
    @inlinable
    @inline(__always)
    public func onArrival(
        _ type: ContactTypeID, state: borrowing CenterState
    ) -> ArrivalDecision {
        if state.liveContacts > trunks { return .block }
        return hasMenu[Int(type.rawValue)] ? .enterMenu : .proceed
    }

    /// What becomes of a contact that asks for a human agent.
    ///
    /// - Parameters:
    ///   - type: Its type.
    ///   - balks: Whether this caller hangs up at the sight of a queue.
    ///   - state: The center.
    /// - Returns: The decision.
    @inlinable
    @inline(__always)
    public func onHumanStage(
        _ type: ContactTypeID, balks: Bool, state: borrowing CenterState
    ) -> HumanStageDecision {
        if let agent = LongestIdleAgent.agent(for: type, skills: skills, agents: state.agents) {
            return .answer(agent)
        }
        return balks ? .balk : .queue
    }

    /// What an agent does who has become idle.
    @inlinable
    @inline(__always)
    public func onFreedAgent(
        _ agent: AgentID, state: borrowing CenterState
    ) -> FreedAgentDecision {
        let group = state.agents.group(of: agent)
        if state.agents.signedIn(group) > state.agents.target(group) { return .signOut }
        if let contact = PriorityThenLongestWait.contact(
            for: group, skills: skills, queues: state.queues)
        {
            return .take(contact)
        }
        return .stayIdle
    }

    /// What a group does about its plan: the agent who signs in or out next, or nil when it is met.
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
