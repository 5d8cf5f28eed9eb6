import ContactCenter
import ContactCenterEvents
import Distributions
import RandomVariates
import TwinPrimitives
import VoiceAgents

/// How a replication begins.
extension CenterSimulation {
    /// Signs the first agents in, schedules what is planned, and lets the first contacts in.
    mutating func open(_ setup: CenterConfiguration) {
        for (number, group) in setup.agentGroups.enumerated() where group.shifts == nil {
            changeStaffing(AgentGroupID(UInt16(number)))
        }
        if let timetable {
            for (agent, course) in timetable.courses.enumerated() where !course.instants.isEmpty {
                let first = SimulationTime(nanoseconds: course.instants[0])
                if first > now {
                    schedule(.dutyChanges, UInt32(agent), after: first - now)
                } else {
                    changeDuty(AgentID(UInt32(agent)))
                }
            }
        }
        scheduleClosing(0)
        // What is due at the start acts before the first contacts come in.
        actOnControls()
        for dialer in dialers { scheduleDialer(UInt32(dialer.type.rawValue), after: -1) }
        for (number, type) in setup.contactTypes.enumerated() {
            for place in 0..<type.initialContacts {
                let type = ContactTypeID(UInt16(number))
                // Ordinals from the upper half: callers who were there before the first arrival.
                let caller = CallerKey(contactType: type, ordinal: 1 << 31 | UInt32(place))
                admit(type, caller: caller, attempt: 0, cause: .first)
            }
        }
    }

    /// The closings at which those who wait are cut off.
    static func closings(_ setup: CenterConfiguration) -> [SimulationTime] {
        guard case .cutOff(let instants) = setup.closing else { return [] }
        return instants.map { SimulationTime(seconds: $0) }
    }

    /// The factor of each agent on its times; empty when no group has a pace.
    static func paces(
        _ setup: CenterConfiguration, sizes: [Int], streams: RandomStreams
    ) -> [Double] {
        guard setup.agentGroups.contains(where: { $0.pace != nil }) else { return [] }
        var paces: [Double] = []
        for (number, group) in setup.agentGroups.enumerated() {
            let sampler = group.pace.map { LawSampler($0) }
            for place in 0..<sizes[number] {
                let key = CallerKey(
                    contactType: ContactTypeID(UInt16(number)), ordinal: UInt32(place))
                paces.append(sampler?.draw(uniform: streams.uniform(.pace, key)) ?? 1)
            }
        }
        return paces
    }

    /// Whether conversations may be other than one draw and its after-contact work.
    static func hasSpecialContacts(_ configuration: TwinConfiguration, hasLegs: Bool) -> Bool {
        let setup = configuration.center
        return hasLegs || configuration.voicePools.contains { $0.handoff != HandoffEffect() }
            || setup.agentGroups.contains { $0.pace != nil }
            || setup.contactTypes.contains { type in
                let returns = type.returns
                return type.atOnce > 1 || returns.keepsDraws || returns.afterService != nil
                    || type.callback != nil
                    || type.outbound != nil
            }
    }
}
