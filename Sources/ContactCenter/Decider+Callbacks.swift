public import TwinPrimitives

/// Who calls whom back.
///
/// The conditions of a skill hold for callbacks too: `after` counts from the acceptance of the offer,
/// `whenWaiting` counts those who wait to be called back, and of the skill's reserve and the offer's
/// the larger one holds.
extension Decider {
    /// The caller whom an idle agent of a group calls back: who has waited longest among those whose
    /// type the group may call back now.
    @usableFromInline
    func callback(
        for group: AgentGroupID, at now: SimulationTime, state: borrowing CenterState
    ) -> ContactID? {
        var chosen: WaitingContact?
        for service in skills.services(of: group) {
            guard let first = state.queues.firstCallback(service.contactType),
                first.since < chosen?.since ?? .max,
                isOpen(
                    service.condition, first, of: service.contactType, group, at: now,
                    state: state)
            else { continue }
            chosen = first
        }
        return chosen?.contact
    }

    /// The idle agent who may call back the first caller of a type's list, or nil.
    ///
    /// By level, and within a level the one idle longest.
    public func agentForCallback(
        _ first: WaitingContact, of type: ContactTypeID, at now: SimulationTime,
        state: borrowing CenterState
    ) -> AgentID? {
        var chosen: IdleAgent?
        var level = Int32.max
        for route in skills.routes(of: type) {
            if route.level > level, chosen != nil { break }
            guard let idle = state.agents.longestIdle(route.group),
                isOpen(route.condition, first, of: type, route.group, at: now, state: state)
            else { continue }
            level = route.level
            if idle.since < chosen?.since ?? .max { chosen = idle }
        }
        return chosen?.agent
    }

    private func isOpen(
        _ condition: RouteCondition, _ first: WaitingContact, of type: ContactTypeID,
        _ group: AgentGroupID, at now: SimulationTime, state: borrowing CenterState
    ) -> Bool {
        let idle = state.agents.idleCount(group)
        return idle > callbackReserves[Int(type.rawValue)]
            && condition.holds(
                waited: now.nanoseconds &- first.since,
                waiting: state.queues.callbackLength(type), idle: idle)
    }
}
