/// What a key performance indicator is restricted to; nil means all.
public struct KPIScope: Hashable, Sendable {
    /// Number of the contact type.
    public var contactType: Int?
    /// Number of the agent group.
    public var agentGroup: Int?
    /// Number of the reporting interval.
    public var interval: Int?

    /// Names a scope.
    public init(contactType: Int? = nil, agentGroup: Int? = nil, interval: Int? = nil) {
        self.contactType = contactType
        self.agentGroup = agentGroup
        self.interval = interval
    }

    /// The whole center over the whole window.
    public static var all: KPIScope { KPIScope() }

    func admits(_ attribution: KPIAttribution) -> Bool {
        switch attribution {
        case .contact, .queueTime: agentGroup == nil
        case .contactDistribution: agentGroup == nil && interval == nil
        case .agentTime: contactType == nil
        case .center: self == .all
        }
    }
}

/// What a tally holds inside a scope, ready for the formulas.
struct KPIContext {
    /// Contacts of the scope.
    var contacts = ContactTally()
    /// Observed time of the scope, in nanoseconds.
    var observed: Int128
    /// Integral of the number of waiting contacts of the scope.
    var waiting: Int128
    /// Integral of the signed-in agents of the scope's groups.
    var signedIn: Int128
    /// Integral of the agents of the scope's groups in conversation or after-contact work.
    var busy: Int128
    /// Waits, if the scope is not an interval.
    var waits = DurationHistogram()
    /// Handling times, if the scope is not an interval.
    var handlingTimes = DurationHistogram()
    /// Latencies, if the scope is not an interval.
    var latencies = DurationHistogram()
    /// Cost of the whole center, if prices are known.
    var cost: Double?

    init(_ tally: CenterTally, _ scope: KPIScope, prices: PriceTable?) {
        let types = scope.contactType.map { $0...$0 } ?? 0...tally.contacts.count - 1
        let groups = scope.agentGroup.map { $0..<$0 + 1 } ?? 0..<tally.time.signedIn.count
        let rows = scope.interval.map { tally.intervals[$0].contacts } ?? tally.contacts
        let time = scope.interval.map { tally.intervals[$0].time } ?? tally.time
        for type in types { contacts += rows[type] }
        observed = time.observed
        waiting = types.reduce(0) { $0 + time.waiting[$1] }
        signedIn = groups.reduce(0) { $0 + time.signedIn[$1] }
        busy = groups.reduce(0) { $0 + time.talking[$1] + time.afterContact[$1] }
        if scope.interval == nil {
            for type in types {
                waits += tally.waits[type]
                handlingTimes += tally.handlingTimes[type]
                latencies += tally.latencies[type]
            }
        }
        cost = prices.map { $0.cost(of: tally) }
    }
}

/// What human and voice agents cost, in the scenario's money.
public struct PriceTable: Equatable, Sendable {
    /// Per signed-in hour of one agent, by group.
    public var groupPerHour: [Double]
    /// Per minute of session, by pool of voice agents.
    public var poolPerMinute: [Double]
    /// Per session, by pool of voice agents.
    public var poolPerSession: [Double]

    /// Stores prices; missing entries cost nothing.
    public init(groupPerHour: [Double], poolPerMinute: [Double], poolPerSession: [Double]) {
        self.groupPerHour = groupPerHour
        self.poolPerMinute = poolPerMinute
        self.poolPerSession = poolPerSession
    }

    /// The cost of a tally's window: signed-in time, and the sessions of the contacts that count.
    ///
    /// - Parameter tally: What was counted.
    /// - Returns: The cost in the scenario's money.
    public func cost(of tally: CenterTally) -> Double {
        var cost = 0.0
        for (group, price) in zip(tally.time.signedIn, groupPerHour) {
            cost += Double(group) / 3.6e12 * price
        }
        for (pool, price) in zip(tally.pools, poolPerMinute) {
            cost += Double(pool.sessionTime) / 60e9 * price
        }
        for (pool, price) in zip(tally.pools, poolPerSession) {
            cost += Double(pool.sessionsStarted) * price
        }
        return cost
    }
}
