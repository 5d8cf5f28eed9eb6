public import ContactCenterEvents
public import TwinPrimitives

/// How much of an agent contacts take: whole numbers, so that sums are exact.
public enum AgentLoad {
    /// A whole agent; shares are rounded down, and of up to 100 contacts at once no more fit.
    public static let whole: UInt16 = 55_440

    /// What one contact takes of an agent who serves so many of its type at once, rounded down.
    ///
    /// - Parameter atOnce: From 1 to `whole`.
    /// - Returns: Parts of `whole`.
    public static func share(atOnce: Int) -> UInt16 {
        UInt16(Int(whole) / max(atOnce, 1))
    }
}

/// Agents who serve several contacts at once.
extension CenterState {
    /// How much of an agent a contact of a type takes.
    @inlinable
    public func share(_ type: ContactTypeID) -> UInt16 { shares[Int(type.rawValue)] }

    /// An agent takes a contact beside those in hand.
    @usableFromInline
    @inline(never)
    mutating func takeInHand(_ fact: ContactAnswered, at time: SimulationTime) {
        let entry = queues.contacts.place(of: fact.contact.rawValue)
        entry.pointee.server = fact.agent.rawValue
        let share = shares[Int(entry.pointee.queue.rawValue)]
        agents.take(fact.agent, fact.contact, share, at: time)
    }
}

extension AgentTable {
    /// How much of an agent the contacts in hand take.
    @inlinable
    public func load(of agent: AgentID) -> UInt16 { agents[Int(agent.rawValue)].load }

    /// Contacts that an agent has in hand; kept only where agents may serve several at once.
    @inlinable
    public func inHand(_ agent: AgentID) -> UInt16 { agents[Int(agent.rawValue)].inHand }

    /// The agent of a group with the fewest contacts in hand who has room for another one.
    ///
    /// At equal counts it is who has waited longest for one. Agents with nothing in hand are idle, and
    /// not asked here.
    ///
    /// - Parameters:
    ///   - group: The group.
    ///   - share: What the contact takes.
    ///   - isPresent: Whether an agent is to take contacts.
    /// - Returns: The agent, or nil when nobody has room.
    public func leastLoaded(
        _ group: AgentGroupID, share: UInt16, where isPresent: (AgentID) -> Bool
    ) -> AgentID? {
        var chosen: UInt32?
        var next = withRoom[Int(group.rawValue)].first
        while next != .max {
            let entry = agents[Int(next)]
            let fits = UInt32(entry.load) + UInt32(share) <= UInt32(AgentLoad.whole)
            let isBetter = chosen.map { entry.inHand < agents[Int($0)].inHand } ?? true
            if fits, isBetter, isPresent(AgentID(next)) { chosen = next }
            next = entry.next
        }
        return chosen.map { AgentID($0) }
    }

    /// The agents of a group, present or not, by number.
    public func numbers(of group: AgentGroupID) -> Range<UInt32> {
        let index = Int(group.rawValue)
        return (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }

    /// The agents of a group who are above its plan while all are busy: the ones with the highest
    /// numbers, as many as are signed in beyond the plan.
    ///
    /// Complexity: O(1) when the group keeps its plan, O(agents of the group) otherwise.
    ///
    /// - Parameter group: The group.
    /// - Returns: The number from which on its agents are above the plan; `UInt32.max` when none is.
    public func firstAbovePlan(_ group: AgentGroupID) -> UInt32 {
        var surplus = Int(signedIn(group)) - Int(target(group))
        guard surplus > 0 else { return .max }
        var first = ends[Int(group.rawValue)]
        while surplus > 0 {
            first -= 1
            if agents[Int(first)].phase != .away { surplus -= 1 }
        }
        return first
    }

    mutating func take(
        _ agent: AgentID, _ contact: ContactID, _ share: UInt16, at time: SimulationTime
    ) {
        let index = Int(agent.rawValue)
        let group = Int(agents[index].group)
        if agents[index].inHand == 0 {
            becomeBusy(agent, with: contact, at: time)
        } else {
            remove(agent.rawValue, from: withRoom + group)
        }
        agents[index].load &+= share
        agents[index].inHand &+= 1
        if agents[index].load < AgentLoad.whole { append(agent.rawValue, to: withRoom + group) }
    }

    /// A contact leaves an agent's hands.
    ///
    /// - Returns: Whether others are left; if not, the agent is to become idle or work on.
    @usableFromInline
    mutating func giveBack(_ agent: AgentID, _ share: UInt16) -> Bool {
        let index = Int(agent.rawValue)
        let group = Int(agents[index].group)
        let hadRoom = agents[index].load < AgentLoad.whole
        agents[index].load &-= share
        agents[index].inHand &-= 1
        if hadRoom { remove(agent.rawValue, from: withRoom + group) }
        if agents[index].inHand > 0 { append(agent.rawValue, to: withRoom + group) }
        return agents[index].inHand > 0
    }
}
