import Experiments
public import Projections
public import Scenarios
import TwinPrimitives

/// The load at which the 95 % point of response latency leaves a limit behind: its knee.
///
/// All loads meet the same callers, earlier or later: the scenario's `load` is moved, and the answers of
/// all replications are put together. First a grid of loads is simulated, then the crossing is halved
/// down; between two loads with the same side of the limit nothing is looked for.
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
    }

    /// What was found.
    public struct Result: Sendable {
        /// Loads in ascending order.
        public var points: [Point]
        /// The limit, seconds.
        public var limit: Double
        /// Between which loads it is passed; nil: at none, or already at the least.
        public var knee: ClosedRange<Double>?
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

    /// Times that the crossing is halved: it is then known to 1/16 of a step of the grid.
    private static let halvings = 4

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
    /// - Throws: Whatever is wrong with the scenario under one of the loads; `invalid` without stages.
    public func result(
        progress: @Sendable (Double) -> Void
    ) async throws -> Result {
        var points: [Point] = []
        let work = Double(loads.count + Self.halvings)
        for load in loads {
            points.append(try await point(load))
            progress(Double(points.count) / work)
        }
        let bound = limit ?? 2 * (points.first?.p95 ?? .infinity)
        func isBeyond(_ point: Point) -> Bool { (point.p95 ?? 0) > bound }
        let place = points.indices.dropFirst().first {
            isBeyond(points[$0]) && !isBeyond(points[$0 - 1])
        }
        guard let place else {
            progress(1)
            return Result(points: points, limit: bound, knee: nil)
        }
        var (low, high) = (points[place - 1].load, points[place].load)
        for halving in 0..<Self.halvings {
            let middle = try await point((low + high) / 2)
            if isBeyond(middle) { high = middle.load } else { low = middle.load }
            points.append(middle)
            progress((Double(loads.count + halving + 1)) / work)
        }
        points.sort { $0.load < $1.load }
        return Result(points: points, limit: bound, knee: low...high)
    }

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
        return Point(
            load: load, responses: whole,
            lostShare: offered > 0 ? Double(lost) / Double(offered) : 0,
            p95: whole.all.quantileSeconds(permille: 950))
    }
}

/// Why there is no knee to look for.
public enum LatencyKneeError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No pool's turns pass through stages.
    case noStages(path: String)

    /// The fact in one line with its place.
    public var description: String {
        switch self {
        case .noStages(let path): "\(path):1: error: \(problem)"
        }
    }

    /// What is wrong, with a remedy and without the place.
    public var problem: String {
        switch self {
        case .noStages:
            "no voice agent's latency depends on load; give a pool a turn, and the"
                + " scenario stations"
        }
    }
}
