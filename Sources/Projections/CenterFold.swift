public import ContactCenterEvents
import TwinPrimitives

/// The counters of a pool of voice agents, over the contacts that count.
@frozen
public struct PoolTally: Equatable, Sendable {
    /// Sessions started.
    public var sessionsStarted: Int64 = 0
    /// Sessions refused because the pool was full.
    public var sessionsRefused: Int64 = 0
    /// Sessions ended.
    public var sessionsEnded: Int64 = 0
    /// Length of the sessions that ended, in nanoseconds.
    public var sessionTime: Int128 = 0

    /// Starts from nothing.
    @inlinable
    public init() {}
}

/// How many are somewhere, and the integral of that over time since the fold's segment began.
@frozen
@usableFromInline
struct Level {
    /// Sum of the instants of leaving minus sum of the instants of joining, each since the start of
    /// the segment: with `count` x length of the segment it is the integral.
    @usableFromInline var balance: Int128 = 0
    /// How many are there now.
    @usableFromInline var count: Int64 = 0

    @inlinable
    init() {}
}

/// All statistics of a center as one fold over its events: the same code reads a live simulation, a
/// simulated log and a recorded log.
///
/// What concerns a contact counts in the interval in which the contact arrived, if it arrived
/// inside the window; integrals over time count when the time passed, cut at the window. Everything
/// is whole numbers, so a replayed log gives the same tally to the last bit. A fold never traps on
/// odd input: an event that does not fit the state of its contact changes nothing and is counted
/// (`CenterTally.ignoredEvents`). No allocation in the steady state.
@frozen
public struct CenterFold: ~Copyable, EventSink {
    /// What the fold was told beforehand.
    public let configuration: CenterFoldConfiguration
    @usableFromInline let parts: FoldParts

    // Where contacts and agents are.
    @usableFromInline var contacts = ContactTable()
    @usableFromInline var agents: AgentTable
    @usableFromInline var histograms: HistogramBank
    @usableFromInline var later = LaterLegs()
    /// Why voice agents answer as fast as they do; nil where no stages are known.
    @usableFromInline let responses: ResponseFold?
    /// Whether a contact may take a share of an agent only.
    @usableFromInline let sharesAgents: Bool

    // Clock and window.
    @usableFromInline var lastTime: Int64 = 0
    @usableFromInline var nextBoundary: Int64
    @usableFromInline var segmentStart: Int64 = 0
    /// A stretch of time that began no earlier lies in the current row; `Int64.max` when none does.
    @usableFromInline var bookableFrom = Int64.max
    @usableFromInline var interval = 0
    @usableFromInline var counting = false
    @usableFromInline let windowStart: Int64
    @usableFromInline let windowEnd: Int64

    // Rows: 0 takes what does not count; 1 + interval x types + type counts.
    @usableFromInline var rows: UnsafeMutablePointer<ContactTally>
    @usableFromInline var firstRow: Int32 = 0
    @usableFromInline var intervalCapacity: Int
    // Integrals over time: row 0 takes what does not count; 1 + interval counts.
    @usableFromInline var times: UnsafeMutablePointer<Int128>
    @usableFromInline var timeRow = 0
    @usableFromInline var currentTimes: UnsafeMutablePointer<Int128>
    @usableFromInline let levels: UnsafeMutablePointer<Level>
    @usableFromInline let layout: TimeLayout
    // Pool 0 takes what does not count.
    @usableFromInline let pools: UnsafeMutablePointer<PoolTally>
    // Per type: waiting time inside the window, summed wait by wait (the other side of Little's law).
    @usableFromInline let waitInsideWindow: UnsafeMutablePointer<Int128>

    // Service levels.
    @usableFromInline let acceptableWait: Int64
    @usableFromInline let furtherCount: Int
    @usableFromInline let furtherWaits: UnsafeMutablePointer<Int64>
    @usableFromInline let furtherWithin: UnsafeMutablePointer<Int64>

    @usableFromInline var ignoredEvents: Int64 = 0
    @usableFromInline var contactsSeen: Int64 = 0
    @usableFromInline var eventsSeen: Int64 = 0
    @usableFromInline var contactsReported: Int64 = -1

    /// Starts a fold at the beginning of a log.
    ///
    /// - Parameter configuration: Sizes, calendar and window.
    public init(_ configuration: CenterFoldConfiguration) {
        self.configuration = configuration
        parts = configuration.parts
        let layout = TimeLayout(configuration)
        self.layout = layout
        let types = configuration.contactTypes
        agents = AgentTable(unassigned: UInt16(configuration.agentGroups))
        histograms = HistogramBank(histograms: 3 * types)
        responses = ResponseFold(configuration)
        sharesAgents = configuration.contactsAtOnce.contains { $0 > 1 }
        windowStart = configuration.warmUp.nanoseconds
        windowEnd = configuration.horizon.nanoseconds
        nextBoundary = configuration.warmUp.nanoseconds
        intervalCapacity = 1
        rows = Self.zeros(1 + types, ContactTally())
        times = Self.zeros(2 * layout.stride, 0)
        currentTimes = times
        levels = Self.zeros(layout.levelCount, Level())
        pools = Self.zeros(1 + configuration.voicePools, PoolTally())
        waitInsideWindow = Self.zeros(types, 0)
        acceptableWait = configuration.acceptableWait.nanoseconds
        furtherCount = configuration.furtherAcceptableWaits.count
        furtherWaits = Self.zeros(furtherCount, 0)
        for (index, wait) in configuration.furtherAcceptableWaits.enumerated() {
            furtherWaits[index] = wait.nanoseconds
        }
        furtherWithin = Self.zeros(2 * furtherCount * types, 0)
    }

    @inlinable
    deinit {
        rows.deallocate()
        times.deallocate()
        levels.deallocate()
        pools.deallocate()
        waitInsideWindow.deallocate()
        furtherWaits.deallocate()
        furtherWithin.deallocate()
    }

    private static func zeros<Value>(
        _ count: Int, _ zero: Value
    ) -> UnsafeMutablePointer<Value> {
        let memory = UnsafeMutablePointer<Value>.allocate(capacity: max(1, count))
        memory.initialize(repeating: zero, count: max(1, count))
        return memory
    }
}

// The fold owns its memory alone and is not copyable, so moving it to another task is safe.
extension CenterFold: @unchecked Sendable {}

/// Where each integral lies in a row of integrals.
@frozen
@usableFromInline
struct TimeLayout: Equatable, Sendable {
    @usableFromInline let types: Int
    /// Groups, and one more for agents whose group is not known.
    @usableFromInline let groupSlots: Int
    @usableFromInline let pools: Int

    /// Levels: queue per type, signed in per group, sessions per pool.
    @usableFromInline let levelCount: Int
    @usableFromInline let signedIn: Int
    @usableFromInline let sessions: Int

    // In a row: observed time, the integrals of the levels, and the stretches of time that are
    // booked when they end.
    @usableFromInline let talking: Int
    @usableFromInline let afterContact: Int
    @usableFromInline let stride: Int

    init(_ configuration: CenterFoldConfiguration) {
        types = configuration.contactTypes
        groupSlots = configuration.agentGroups + 1
        pools = configuration.voicePools
        levelCount = types + groupSlots + pools
        signedIn = types
        sessions = types + groupSlots
        talking = 1 + levelCount
        afterContact = talking + groupSlots
        stride = afterContact + groupSlots
    }
}
