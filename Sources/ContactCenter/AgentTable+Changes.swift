public import TwinPrimitives

extension AgentTable {
    @inlinable
    @inline(__always)
    mutating func becomeBusy(
        _ agent: AgentID, with contact: ContactID, at time: SimulationTime
    ) {
        let index = Int(agent.rawValue)
        remove(agent.rawValue, from: idle + Int(agents[index].group))
        agents[index].since = time.nanoseconds
        agents[index].phase = .talking
        agents[index].contact = contact.rawValue
    }

    @inlinable
    @inline(__always)
    mutating func beginAfterContactWork(_ agent: AgentID) {
        agents[Int(agent.rawValue)].phase = .afterContactWork
    }

    @inlinable
    @inline(__always)
    mutating func becomeIdle(_ agent: AgentID, at time: SimulationTime) {
        let index = Int(agent.rawValue)
        agents[index].phase = .idle
        agents[index].busy &+= time.nanoseconds &- agents[index].since
        agents[index].since = time.nanoseconds
        append(agent.rawValue, to: idle + Int(agents[index].group))
    }

    @inlinable
    mutating func signIn(_ agent: AgentID, at time: SimulationTime) {
        let group = Int(agents[Int(agent.rawValue)].group)
        remove(agent.rawValue, from: away + group)
        signedInCount[group] &+= 1
        agents[Int(agent.rawValue)].signedInAt = time.nanoseconds
        comeBack(agent, at: time)
        agents[Int(agent.rawValue)].busy = 0
    }

    /// An agent becomes idle who was not busy before.
    @inlinable
    mutating func comeBack(_ agent: AgentID, at time: SimulationTime) {
        agents[Int(agent.rawValue)].since = time.nanoseconds
        becomeIdle(agent, at: time)
    }

    @inlinable
    mutating func beginBreak(_ agent: AgentID) {
        let index = Int(agent.rawValue)
        remove(agent.rawValue, from: idle + Int(agents[index].group))
        agents[index].phase = .onBreak
    }

    /// An agent who was talking stays with the caller, who waits for the next one.
    @inlinable
    mutating func stayWithCaller(_ agent: AgentID) {
        agents[Int(agent.rawValue)].phase = .withNextAgent
    }

    @inlinable
    mutating func signOut(_ agent: AgentID) {
        let index = Int(agent.rawValue)
        let group = Int(agents[index].group)
        if agents[index].phase == .idle { remove(agent.rawValue, from: idle + group) }
        agents[index].phase = .away
        append(agent.rawValue, to: away + group)
        signedInCount[group] &-= 1
    }

    @inlinable
    mutating func setTarget(_ group: AgentGroupID, _ count: UInt32) {
        target[Int(group.rawValue)] = count
    }
}
