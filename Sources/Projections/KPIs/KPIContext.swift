/// What a key performance indicator is restricted to; nil means all.
public struct KPIScope: Hashable, Sendable {
    /// Number of the contact type.
    public var contactType: Int?
    /// Number of the agent group.
    public var agentGroup: Int?
    /// Number of the reporting interval.
    public var interval: Int?
    /// Number of the segment of the log's description; such a scope names no contact type and no
    /// agent group beside it.
    public var segment: Int?
    /// Number of the pool of voice agents; such a scope names nothing beside it.
    public var voicePool: Int?

    /// Names a scope.
    public init(
        contactType: Int? = nil, agentGroup: Int? = nil, interval: Int? = nil,
        segment: Int? = nil, voicePool: Int? = nil
    ) {
        self.contactType = contactType
        self.agentGroup = agentGroup
        self.interval = interval
        self.segment = segment
        self.voicePool = voicePool
    }

    /// The whole center over the whole window.
    public static var all: KPIScope { KPIScope() }
}

/// What a tally holds inside a scope, ready for the formulas.
struct KPIContext {
    /// Contacts of the scope.
    var contacts = ContactTally()
    /// Observed time of the scope, in nanoseconds.
    var observed: Int128 = 0
    /// Integral of the number of waiting contacts of the scope.
    var waiting: Int128 = 0
    /// Integral of the signed-in agents of the scope's groups.
    var signedIn: Int128 = 0
    /// Integral of the agents of the scope's groups in conversation or after-contact work.
    var busy: Int128 = 0
    /// Waits, if the scope is the whole window.
    var waits = DurationHistogram()
    /// Handling times, if the scope is the whole window.
    var handlingTimes = DurationHistogram()
    /// Latencies, if the scope is the whole window.
    var latencies = DurationHistogram()
    /// Cost of the whole center, if prices are known.
    var cost: Double?
    /// Journeys of the scope.
    var journeys = JourneyTally()
    /// Seconds in which values and verifications are asked for again after handoffs, if known.
    var reaskedSeconds: Double?
    /// Needs of the whole center, if callers were followed.
    var callersNeeds: NeedTally?

    /// What journeys of a scope hold.
    init(_ journeys: JourneyTally, reaskedSeconds: Double?) {
        self.journeys = journeys
        self.reaskedSeconds = reaskedSeconds
    }

    init(_ tally: CenterTally, _ extent: KPIExtent, prices: PriceTable?) {
        cost = prices.flatMap { $0.hasCosts ? $0.cost(of: tally) : nil }
        guard let intervals = extent.intervals else {
            add(tally.contacts, tally.time, extent)
            for type in extent.types {
                waits += tally.waits[type]
                handlingTimes += tally.handlingTimes[type]
                latencies += tally.latencies[type]
            }
            return
        }
        for interval in intervals {
            add(tally.intervals[interval].contacts, tally.intervals[interval].time, extent)
        }
    }

    private mutating func add(_ rows: [ContactTally], _ time: TimeTally, _ extent: KPIExtent) {
        observed += time.observed
        for type in extent.types {
            contacts += rows[type]
            waiting += time.waiting[type]
        }
        for group in extent.groups {
            signedIn += time.signedIn[group]
            busy += time.talking[group] + time.afterContact[group]
        }
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
    /// Seconds of a human agent that each value takes that a handoff lacks, by pool.
    public var secondsPerMissingValue: [Double]
    /// Seconds that a caller takes who is not verified, by pool.
    public var secondsUnverified: [Double]

    /// Stores prices; missing entries cost nothing.
    public init(
        groupPerHour: [Double], poolPerMinute: [Double], poolPerSession: [Double],
        secondsPerMissingValue: [Double] = [], secondsUnverified: [Double] = []
    ) {
        self.groupPerHour = groupPerHour
        self.poolPerMinute = poolPerMinute
        self.poolPerSession = poolPerSession
        self.secondsPerMissingValue = secondsPerMissingValue
        self.secondsUnverified = secondsUnverified
    }

    /// Whether anything costs something.
    public var hasCosts: Bool {
        (groupPerHour + poolPerMinute + poolPerSession).contains { $0 > 0 }
    }

    /// Seconds of human agents in which what a voice agent had asked is asked again.
    ///
    /// - Parameters:
    ///   - journeys: What became of contacts.
    ///   - pool: Number of the pool.
    /// - Returns: Seconds; 0 for a pool without such prices.
    public func reaskedSeconds(of journeys: JourneyTally, pool: Int) -> Double {
        func price(_ list: [Double]) -> Double { list.indices.contains(pool) ? list[pool] : 0 }
        return Double(journeys.valuesMissing) * price(secondsPerMissingValue)
            + Double(journeys.handoffs - journeys.verifiedHandoffs) * price(secondsUnverified)
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
