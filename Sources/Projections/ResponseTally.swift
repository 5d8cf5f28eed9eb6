public import ContactCenterEvents
public import TwinPrimitives

/// How fast voice agents answered and why, over one replication or several.
public struct ResponseTally: Equatable, Sendable {
    /// Response latencies by pool of voice agents.
    public internal(set) var pools: [DurationHistogram]
    /// Response latencies by contact type.
    public internal(set) var types: [DurationHistogram]
    /// Response latencies by reporting interval.
    public internal(set) var intervals: [DurationHistogram]
    /// Response latencies by flow of the dialogues: of the answers since the dialogue turned to it, until
    /// it turned to another.
    public internal(set) var flows: [DurationHistogram]
    /// When each interval begins.
    public let intervalStarts: [SimulationTime]
    /// What happened at each stage.
    public internal(set) var stages: [StageTally]
    /// Time in service by station and interval of its end, in nanoseconds.
    public internal(set) var busy: [[Int128]]
    /// Observed time, in nanoseconds.
    public internal(set) var observed: Int128

    /// Response latencies of all pools.
    public var all: DurationHistogram { pools.reduce(into: DurationHistogram()) { $0 += $1 } }

    /// Adds what was seen of the same center in another replication; exact, in any order.
    public static func += (left: inout ResponseTally, right: ResponseTally) {
        for place in left.pools.indices { left.pools[place] += right.pools[place] }
        for place in left.types.indices { left.types[place] += right.types[place] }
        for place in left.intervals.indices { left.intervals[place] += right.intervals[place] }
        for place in left.flows.indices { left.flows[place] += right.flows[place] }
        for place in left.stages.indices { left.stages[place] += right.stages[place] }
        for station in left.busy.indices {
            for place in left.busy[station].indices {
                left.busy[station][place] += right.busy[station][place]
            }
        }
        left.observed += right.observed
    }
}

/// What happened at one stage.
public struct StageTally: Equatable, Sendable {
    /// Time of the stage in turns that were answered, retries included.
    public internal(set) var elapsed = DurationHistogram()
    /// Waiting times of the requests.
    public internal(set) var queued = DurationHistogram()
    /// The stage's part of the response latencies, in nanoseconds.
    public internal(set) var critical: Int128 = 0
    /// Turns in which it lay on the critical path.
    public internal(set) var criticalTurns: Int64 = 0
    /// Time in service of all its requests, in nanoseconds.
    public internal(set) var served: Int128 = 0
    /// Of that, of requests whose answer was not used.
    public internal(set) var wasted: Int128 = 0
    /// Requests by outcome, in the order of `StageOutcome.allCases`.
    public internal(set) var outcomes = [Int64](repeating: 0, count: StageOutcome.allCases.count)
    /// Requests that were a second one beside a slow one.
    public internal(set) var hedges: Int64 = 0
    /// Requests that were begun early.
    public internal(set) var speculative: Int64 = 0

    /// Requests.
    public var requests: Int64 { outcomes.reduce(0, +) }

    /// Requests that came to nothing: ended with an error, took too long, or left the queue.
    public var unanswered: Int64 { count(.failed) + count(.timedOut) + count(.leftQueue) }

    /// Requests with an outcome.
    public func count(_ outcome: StageOutcome) -> Int64 { outcomes[Int(outcome.rawValue)] }

    mutating func add(_ fact: StageServed) {
        outcomes[Int(fact.outcome.rawValue)] += 1
        served += Int128(fact.served.nanoseconds)
        if fact.outcome != .answered { wasted += Int128(fact.served.nanoseconds) }
        if fact.isHedge { hedges += 1 }
        if fact.isSpeculative { speculative += 1 }
        if fact.isCritical {
            critical += Int128(fact.elapsed.nanoseconds)
            criticalTurns += 1
        }
    }

    static func += (left: inout StageTally, right: StageTally) {
        left.elapsed += right.elapsed
        left.queued += right.queued
        left.critical += right.critical
        left.criticalTurns += right.criticalTurns
        left.served += right.served
        left.wasted += right.wasted
        for place in left.outcomes.indices { left.outcomes[place] += right.outcomes[place] }
        left.hedges += right.hedges
        left.speculative += right.speculative
    }
}
