public import ContactCenterEvents
public import TwinPrimitives

/// What is done to pools of voice agents, and what befalls them, while a run goes on.
public struct OperatingPlan: Equatable, Sendable {
    /// Levers by number.
    public var levers: [LeverPlan]
    /// Faults by number.
    public var faults: [FaultPlan]

    /// Stores a plan; nothing happens by an empty one.
    public init(levers: [LeverPlan] = [], faults: [FaultPlan] = []) {
        self.levers = levers
        self.faults = faults
    }

    /// Whether nothing happens.
    public var isEmpty: Bool { levers.isEmpty && faults.isEmpty }

    /// Whether a lever or a fault may reach sessions of a pool that have begun.
    public func reachesSessions(of pool: VoicePoolID) -> Bool {
        levers.contains { lever in
            lever.pool == pool && lever.changes.contains { $0.setting.reachesSessions }
        } || faults.contains { fault in fault.effects.contains { $0.pool == pool } }
    }
}

/// A change of how a pool works, at an instant or by a rule.
public struct LeverPlan: Equatable, Sendable {
    /// When a lever moves.
    public enum Moment: Equatable, Sendable {
        /// At an instant, in seconds from the start.
        case at(Double)
        /// When the state of the center meets a rule, as often as it does.
        case rule(LeverRule)
    }

    /// The pool.
    public var pool: VoicePoolID
    /// When it moves.
    public var moment: Moment
    /// What changes, in this order; at most one change of a setting.
    public var changes: [LeverChange]

    /// Stores a lever.
    public init(pool: VoicePoolID, moment: Moment, changes: [LeverChange]) {
        self.pool = pool
        self.moment = moment
        self.changes = changes
    }
}

/// One setting and its new value.
public struct LeverChange: Equatable, Sendable {
    /// What changes.
    public var setting: LeverSetting
    /// Its value, as `LeverMoved` tells it.
    public var value: UInt32

    /// Stores a change.
    public init(_ setting: LeverSetting, _ value: UInt32) {
        self.setting = setting
        self.value = value
    }
}

extension LeverSetting {
    /// Whether a change of it reaches sessions that have begun.
    var reachesSessions: Bool {
        switch self {
        case .operation, .accept, .confirm: true
        case .sessions, .share, .consecutiveFailures, .totalFailures, .turnLimit: false
        }
    }
}

/// A rule on the number of people who wait for a human agent, looked at in stated intervals.
///
/// It is met at the first look at which more than `waitingAbove` people wait, and did at every look
/// for `holdsSeconds` before. Once met it is over at the first look at which fewer than
/// `waitingBelow` wait.
public struct LeverRule: Equatable, Sendable {
    /// People waiting above which it is met.
    public var waitingAbove: Int
    /// How long they must have been so many, in seconds.
    public var holdsSeconds: Double
    /// People waiting below which it is over; nil: it stays met for good.
    public var waitingBelow: Int?
    /// Time between looks, in seconds; the first is this long after the start.
    public var everySeconds: Double

    /// Stores a rule.
    public init(
        waitingAbove: Int, holdsSeconds: Double = 0, waitingBelow: Int? = nil, everySeconds: Double
    ) {
        self.waitingAbove = waitingAbove
        self.holdsSeconds = holdsSeconds
        self.waitingBelow = waitingBelow
        self.everySeconds = everySeconds
    }
}

/// Where a contact goes that a pool does not take.
public enum VoiceOverflow: Equatable, Sendable {
    /// To the human agents of its contact type.
    case human
    /// Nowhere: it is refused, as by a busy signal or a message and the end of the call.
    case lost
    /// To another pool, which may pass it on in turn.
    case pool(VoicePoolID)
}

/// When a pool is open: stretches of simulated time.
public struct OpenHours: Equatable, Sendable {
    /// Openings in nanoseconds from the start, ascending.
    private let openings: [Int64]
    /// The closing of each, later than its opening and not later than the next one.
    private let closings: [Int64]

    /// Stores the hours.
    ///
    /// - Parameter stretches: Seconds from the start, ascending and apart.
    public init(_ stretches: [Range<Double>]) {
        openings = stretches.map { SimulationTime(seconds: $0.lowerBound).nanoseconds }
        closings = stretches.map { SimulationTime(seconds: $0.upperBound).nanoseconds }
    }

    /// Whether the pool is open at an instant; an opening belongs to its stretch, a closing does not.
    ///
    /// Cost: the logarithm of the stretches.
    public func contains(_ time: SimulationTime) -> Bool {
        var low = 0
        var high = openings.count
        while low < high {
            let middle = (low + high) / 2
            if openings[middle] <= time.nanoseconds { low = middle + 1 } else { high = middle }
        }
        return low > 0 && time.nanoseconds < closings[low - 1]
    }
}
