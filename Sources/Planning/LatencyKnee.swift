import Experiments
public import Projections
import ResponseStations
public import Scenarios
import Statistics
import TwinPrimitives

/// The load at which the 95 % point of response latency leaves a limit behind: its knee.
///
/// All loads meet the same callers, earlier or later: the scenario's `load` is moved. First a grid
/// of loads is simulated, then the crossing is halved down, as long as the replications tell on
/// which side of the limit a load lies; between two loads with the same side of the limit nothing
/// is looked for. The 95 % point is that of each replication, averaged, with callers who hang up on
/// slow answers allowed for where the law of their patience is known.
public struct LatencyKnee: Sendable {
    /// What was found at one load.
    public struct Point: Sendable {
        /// Factor on all arrivals of the scenario.
        public var load: Double
        /// Figures of all replications together.
        public var responses: ResponseTally
        /// Share of offered contacts that were lost: with the voice agent, or waiting for a person.
        public var lostShare: Double
        /// 95 % point of response latency, seconds; nil: nobody was answered.
        public var p95: Double?
        /// Half the width of its 95 % interval, seconds; infinite for one replication.
        public var halfWidth: Double

        /// On which side of a limit in seconds it lies; nil: its interval holds the limit.
        public func isBeyond(_ limit: Double) -> Bool? {
            guard let p95 else { return false }
            if p95 - halfWidth > limit { return true }
            return p95 + halfWidth <= limit ? false : nil
        }
    }

    /// Whether and where the limit is passed.
    public enum Answer: Equatable, Sendable {
        /// Between two loads, of which the lower one keeps it and the upper one does not.
        case between(ClosedRange<Double>)
        /// At none of the loads.
        case never
        /// At the least of the loads already.
        case alreadyAtLeast
        /// The replications do not tell.
        case open
    }

    /// What was found.
    public struct Result: Sendable {
        /// Loads in ascending order.
        public var points: [Point]
        /// The limit, seconds.
        public var limit: Double
        /// Where it is passed.
        public var answer: Answer
        /// Whether callers who hung up on slow answers are allowed for.
        public var isCorrected: Bool

        /// Between which loads it is passed; nil where the answer is another one.
        public var knee: ClosedRange<Double>? {
            guard case .between(let loads) = answer else { return nil }
            return loads
        }
    }

    /// The scenario.
    public let scenario: Scenario
    /// Factors to begin with, ascending.
    public let loads: [Double]
    /// The limit in seconds; nil: twice the 95 % point at the least load.
    public let limit: Double?
    /// Replications at each load.
    public let replications: Int
    /// Seed of the random streams.
    public let seed: UInt64
    /// Most replications at one time.
    public let jobs: Int

    /// Most times that the crossing is halved: it is then known to 1/16 of a step of the grid.
    private static let halvings = 4
    /// Limit when none is named, over the 95 % point at the least load.
    private static let usualFactor = 2.0

    /// Stores a question.
    public init(
        _ scenario: Scenario, loads: [Double], limit: Double?, replications: Int, seed: UInt64,
        jobs: Int
    ) {
        self.scenario = scenario
        self.loads = loads
        self.limit = limit
        self.replications = replications
        self.seed = seed
        self.jobs = jobs
    }

    /// Simulates and searches.
    ///
    /// - Parameter progress: Called with the share of the work that is done.
    /// - Returns: The answer.
    /// - Throws: Whatever is wrong with the scenario under one of the loads; `LatencyKneeError` without
    ///   stages, and without a station that depends on load.
    public func result(
        progress: @Sendable (Double) -> Void
    ) async throws -> Result {
        guard scenario.stations.contains(where: \.dependsOnLoad) else {
            throw scenario.stations.isEmpty
                ? LatencyKneeError.noStages(path: scenario.path)
                : LatencyKneeError.independentOfLoad(path: scenario.path)
        }
        var points: [Point] = []
        let work = Double(loads.count + Self.halvings)
        for load in loads {
            points.append(try await point(load))
            progress(Double(points.count) / work)
        }
        let bound = limit ?? Self.usualFactor * (points.first?.p95 ?? .infinity)
        var answer = Self.answer(points, limit: bound)
        for halving in 0..<Self.halvings {
            guard case .between(let range) = answer else { break }
            let middle = try await point((range.lowerBound + range.upperBound) / 2)
            points.append(middle)
            points.sort { $0.load < $1.load }
            progress(Double(loads.count + halving + 1) / work)
            answer = Self.answer(points, limit: bound)
            if middle.isBeyond(bound) == nil { break }
        }
        progress(1)
        return Result(
            points: points, limit: bound, answer: answer, isCorrected: quantile.isCorrected)
    }

    private static func answer(_ points: [Point], limit: Double) -> Answer {
        answer(points.map { ($0.load, $0.isBeyond(limit)) })
    }

    /// Where a limit is passed.
    ///
    /// - Parameter sides: Loads in ascending order, at least one, with the side of the limit on
    ///   which each lies; nil where that is not known.
    /// - Returns: The range from the last load that keeps the limit to the first one that does not.
    package static func answer(_ sides: [(load: Double, isBeyond: Bool?)]) -> Answer {
        guard let beyond = sides.firstIndex(where: { $0.isBeyond == true }) else {
            return sides.allSatisfy { $0.isBeyond == false } ? .never : .open
        }
        guard beyond > 0 else { return .alreadyAtLeast }
        guard let within = sides[..<beyond].last(where: { $0.isBeyond == false }) else {
            return .open
        }
        return .between(within.load...sides[beyond].load)
    }

    private var quantile: AnswerQuantile { AnswerQuantile(scenario) }

    private func point(_ load: Double) async throws -> Point {
        let varied = try scenario.varying(path: "load", to: "\(load)")
        let runner = try ReplicationRunner(varied.twin, seed: seed, jobs: jobs)
        let tallies = await runner.run(0..<replications) { $1 }
        guard var whole = tallies.first?.responses else {
            throw LatencyKneeError.noStages(path: scenario.path)
        }
        for tally in tallies.dropFirst() {
            if let more = tally.responses { whole += more }
        }
        let contacts = tallies.map(\.allContacts)
        let offered = contacts.reduce(0) { $0 + $1.arrived }
        let lost = contacts.reduce(0) { $0 + $1.hungUpInSession + $1.abandoned }
        let quantile = quantile
        let each = tallies.compactMap { $0.responses.flatMap { quantile.value(0.95, $0) } }
        let mean = each.isEmpty ? nil : ReplicatedEstimate(meanOf: each)
        return Point(
            load: load, responses: whole,
            lostShare: offered > 0 ? Double(lost) / Double(offered) : 0, p95: mean?.value,
            halfWidth: mean?.halfWidth() ?? .infinity)
    }
}

/// Why there is no knee to look for.
public enum LatencyKneeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No pool's turns pass through stages.
    case noStages(path: String)
    /// Every station serves any number of requests at one time.
    case independentOfLoad(path: String)

    /// The fact in one line with its place.
    public var description: String {
        switch self {
        case .noStages(let path), .independentOfLoad(let path): "\(path):1: error: \(problem)"
        }
    }

    /// What is wrong, with a remedy and without the place.
    public var problem: String {
        switch self {
        case .noStages:
            "no voice agent's latency depends on load; give a pool a turn, and the"
                + " scenario stations"
        case .independentOfLoad:
            "each station serves any number of requests at one time, so latency is the same at any"
                + " load; give one 'servers' (a number), a 'rate' or 'coldStart'"
        }
    }
}
