public import ContactCenterEvents
public import TwinPrimitives

/// How a center went over time, in stretches of equal length, with what was done to it and befell it.
public struct CenterTimeline: Equatable, Sendable {
    /// Length of a stretch, seconds.
    public let stretchSeconds: Double
    /// People waiting for a human agent, on average over each stretch.
    public internal(set) var waiting: [Double]
    /// Sessions in progress, on average over each stretch, by pool of voice agents.
    public internal(set) var sessions: [[Double]]
    /// Levers and faults, in order of time.
    public internal(set) var interventions: [Intervention]
}

/// Follows a center over time: a fold over the events of one run, of fixed size beside 5 bytes for
/// each contact and what an `InterventionFold` keeps.
public struct TimelineFold: EventSink {
    private let stretch: Int64
    private let stretches: Int
    private var followed = InterventionFold()
    private var isWaiting: [Bool] = []
    private var poolOf: [UInt32: Int] = [:]
    /// People waiting, then sessions by pool.
    private var levels: [Int64]
    /// Level x nanoseconds, by level and stretch.
    private var areas: [[Double]]
    private var now: Int64 = 0

    /// Starts at the beginning of a log.
    ///
    /// - Parameters:
    ///   - horizon: End of what is followed, later than 0.
    ///   - pools: Pools of voice agents.
    ///   - stretches: Stretches of time, at least 1.
    public init(until horizon: SimulationTime, pools: Int, stretches: Int = Self.usualStretches) {
        self.stretches = stretches
        stretch = max(1, (horizon.nanoseconds - 1) / Int64(stretches) + 1)
        levels = Array(repeating: 0, count: 1 + pools)
        areas = Array(
            repeating: Array(repeating: 0, count: stretches), count: 1 + pools)
    }

    /// As many as a chart of 900 pixels shows apart.
    public static let usualStretches = 300

    /// Takes one event.
    public mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        followed.record(event, at: time)
        switch event {
        case .contactArrived: isWaiting.append(false)
        case .contactQueued(let fact): wait(fact.contact, true, time)
        case .contactAnswered(let fact): wait(fact.contact, false, time)
        case .contactDisconnected(let fact): wait(fact.contact, false, time)
        case .contactAbandoned(let fact): wait(fact.contact, false, time)
        case .sessionStarted(let fact):
            let pool = Int(fact.pool.rawValue)
            guard 1 + pool < levels.count else { return }
            poolOf[fact.contact.rawValue] = pool
            change(1 + pool, by: 1, at: time)
        case .sessionEnded(let fact):
            guard let pool = poolOf.removeValue(forKey: fact.contact.rawValue) else { return }
            change(1 + pool, by: -1, at: time)
        default: break
        }
    }

    private mutating func wait(_ contact: ContactID, _ waits: Bool, _ time: SimulationTime) {
        let place = Int(contact.rawValue)
        guard place < isWaiting.count, isWaiting[place] != waits else { return }
        isWaiting[place] = waits
        change(0, by: waits ? 1 : -1, at: time)
    }

    private mutating func change(_ level: Int, by difference: Int64, at time: SimulationTime) {
        let end = min(max(time.nanoseconds, now), stretch * Int64(stretches))
        add(to: &areas, from: now, until: end)
        now = end
        levels[level] += difference
    }

    /// Adds the present levels over some time.
    private func add(to areas: inout [[Double]], from begin: Int64, until end: Int64) {
        var from = begin
        while from < end {
            let place = Int(from / stretch)
            let until = min(end, (Int64(place) + 1) * stretch)
            for level in levels.indices where levels[level] != 0 {
                areas[level][place] += Double(levels[level]) * Double(until - from)
            }
            from = until
        }
    }

    /// What was seen so far; levels go on as they are until the horizon.
    public var timeline: CenterTimeline {
        var areas = areas
        add(to: &areas, from: now, until: stretch * Int64(stretches))
        let means = areas.map { $0.map { $0 / Double(stretch) } }
        return CenterTimeline(
            stretchSeconds: Double(stretch) / 1e9, waiting: means[0],
            sessions: Array(means.dropFirst()), interventions: followed.interventions)
    }
}
