import ContactCenter
import ContactCenterEvents
import Distributions
import SimulationKernel
import TwinPrimitives

/// A dialer at work: what it has done so far.
struct DialerState {
    let type: ContactTypeID
    let rules: Outbound
    /// Groups that can serve the type.
    let groups: [AgentGroupID]
    /// Whether a notice to call again waits.
    var isRetrying = false
    /// Numbers called so far, and customers reached: the ordinal of the next one.
    var dialled: UInt32 = 0
    var reached: UInt32 = 0

    init?(_ number: Int, _ center: CenterConfiguration) {
        guard let outbound = center.contactTypes[number].outbound else { return nil }
        type = ContactTypeID(UInt16(number))
        rules = outbound
        groups = center.agentGroups.indices.filter { center.agentGroups[$0].skills[number] != nil }
            .map { AgentGroupID(UInt16($0)) }
    }

    func isOn(_ time: SimulationTime) -> Bool {
        rules.windows.contains { $0.start <= time.seconds && time.seconds < $0.end }
    }
}

/// Outbound contacts.
extension CenterSimulation {
    /// The dialer of a contact type is switched on.
    mutating func startDialer(_ type: UInt32) {
        scheduleDialer(type, after: now.nanoseconds)
        dial()
    }

    /// Schedules the next time after an instant at which a dialer is switched on.
    mutating func scheduleDialer(_ type: UInt32, after instant: Int64) {
        guard let dialer = dialers.first(where: { UInt32($0.type.rawValue) == type }) else {
            return
        }
        let starts = dialer.rules.windows.map { SimulationTime(seconds: $0.start) }
        guard let next = starts.first(where: { $0.nanoseconds > instant }) else { return }
        schedule(.dialerStarts, type, after: next - now)
    }

    /// A dialer calls again while agents are idle.
    mutating func retryDialer(_ type: UInt32) {
        guard let index = dialers.firstIndex(where: { UInt32($0.type.rawValue) == type }) else {
            return
        }
        dialers[index].isRetrying = false
        dial()
    }

    /// Lets every dialer that is on call numbers, if enough agents are idle.
    @inline(never)
    mutating func dial() {
        guard !isDialing else { return }
        isDialing = true
        defer { isDialing = false }
        for index in dialers.indices where dialers[index].isOn(now) { dial(index) }
    }

    private mutating func dial(_ index: Int) {
        let rules = dialers[index].rules
        var idle: UInt32 = 0
        for group in 0..<center.agents.groups {
            idle += center.agents.idleCount(AgentGroupID(UInt16(group)))
        }
        let able = dialers[index].groups.reduce(UInt32(0)) { $0 + center.agents.idleCount($1) }
        guard Int(idle) >= rules.leastIdle, Int(able) >= max(rules.leastIdleAble, 1) else { return }
        let type = dialers[index].type
        let lost = Double(center.abandoned(type))
        let lostShare = dialers[index].reached > 0 ? lost / Double(dialers[index].reached) : 0
        let numbers = rules.rule.numbers(
            idle: able, reached: rules.reached, lostShare: lostShare)
        for _ in 0..<numbers {
            let number = CallerKey(contactType: type, ordinal: dialers[index].dialled)
            let isReached = streams.uniform(.dialling, number) < rules.reached
            dialers[index].dialled &+= 1
            record(.numberDialled(NumberDialled(contactType: type, reached: isReached)))
            guard isReached else { continue }
            dialers[index].reached &+= 1
            admit(type, caller: number, attempt: 0, cause: .dialled)
        }
        // Nobody may have been reached: the agents who are still idle ask for more numbers later.
        let isIdle = dialers[index].groups.contains { center.agents.idleCount($0) > 0 }
        guard isIdle, !dialers[index].isRetrying else { return }
        dialers[index].isRetrying = true
        schedule(
            .dialerRetries, UInt32(type.rawValue),
            after: SimulationDuration(seconds: rules.retrySeconds))
    }
}
