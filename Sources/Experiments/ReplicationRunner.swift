public import ContactCenterEvents
public import Projections
import TwinPrimitives
public import TwinSimulation

/// Runs independent replications of one configuration on several workers.
///
/// A replication is a pure function of (configuration, seed, number): results are kept by number, so
/// the count of workers and the order in which they finish leave no trace. A replication that needs
/// more than `SimulationLimits` ends the process with a line that says so.
public struct ReplicationRunner: Sendable {
    /// What is simulated.
    public let configuration: TwinConfiguration
    /// Seed of the experiment; equal seeds give equal callers to all configurations.
    public let seed: UInt64
    /// Most replications at one time, at least 1.
    public let jobs: Int
    /// What the statistics are told.
    public let fold: CenterFoldConfiguration
    /// Whether replications come in antithetic pairs.
    ///
    /// Replication 2 i + 1 then has the callers of replication 2 i with every uniform number u
    /// replaced by 1 - u; replications 2 i are those of a run without pairs.
    public let antithetic: Bool
    /// What a fold of the contacts' journeys is told; nil where they are not followed.
    public var journeys: JourneyFold.Request?

    /// Stores an experiment.
    ///
    /// - Parameters:
    ///   - configuration: What is simulated.
    ///   - seed: Seed of the experiment.
    ///   - jobs: Most replications at one time.
    ///   - perInterval: Whether statistics are kept by interval too.
    ///   - parts: Which statistics are kept.
    ///   - antithetic: Whether replications come in antithetic pairs.
    /// - Throws: What of the configuration's description makes no sense.
    public init(
        _ configuration: TwinConfiguration, seed: UInt64, jobs: Int, perInterval: Bool = false,
        parts: FoldParts = .all, antithetic: Bool = false
    ) throws(ProjectionError) {
        self.antithetic = antithetic
        self.configuration = configuration
        self.seed = seed
        self.jobs = max(jobs, 1)
        fold = try CenterFoldConfiguration(
            configuration.description, perInterval: perInterval, parts: parts)
    }

    /// Runs replications and reduces each to a result.
    ///
    /// - Parameters:
    ///   - replications: Numbers of the replications.
    ///   - reduce: Makes the result from a replication's number and statistics.
    /// - Returns: The results in order of number.
    public func run<Result: Sendable>(
        _ replications: Range<Int>,
        reduce: @escaping @Sendable (Int, CenterTally) -> Result
    ) async -> [Result] {
        await map(replications) { reduce($0, tally($0)) }
    }

    /// Works on replications by number, on several workers.
    ///
    /// - Parameters:
    ///   - replications: Numbers of the replications.
    ///   - body: Makes the result of a number; it may simulate with `tally(_:alsoTo:)`.
    /// - Returns: The results in order of number.
    public func map<Result: Sendable>(
        _ replications: Range<Int>, _ body: @escaping @Sendable (Int) -> Result
    ) async -> [Result] {
        let workers = min(jobs, replications.count)
        guard workers > 0 else { return [] }
        var results = [Result?](repeating: nil, count: replications.count)
        await withTaskGroup(of: [(Int, Result)].self) { group in
            for worker in 0..<workers {
                group.addTask {
                    stride(
                        from: replications.lowerBound + worker, to: replications.upperBound,
                        by: workers
                    ).map { ($0, body($0)) }
                }
            }
            for await part in group {
                for (number, result) in part { results[number - replications.lowerBound] = result }
            }
        }
        return results.compactMap { $0 }
    }

    /// The statistics of one replication.
    public func tally(_ replication: Int) -> CenterTally {
        tally(replication, alsoTo: [])
    }

    /// The statistics of one replication, whose events go to others too.
    ///
    /// - Parameters:
    ///   - replication: Its number.
    ///   - receivers: Who else listens, such as a log.
    /// - Returns: The statistics.
    public func tally(
        _ replication: Int, alsoTo receivers: [any EventReceiver]
    ) -> CenterTally {
        let statistics = SinkReceiver(CenterFold(fold))
        let followed = journeys.map { SinkReceiver(JourneyFold($0)) }
        do throws(SimulationError) {
            var simulation = try CenterSimulation(
                configuration, seed: seed,
                replication: UInt32(antithetic ? replication & ~1 : replication),
                antithetic: antithetic && replication & 1 == 1,
                receivers: [statistics] + (followed.map { [$0] } ?? []) + receivers)
            try simulation.runToEnd()
        } catch {
            ReplicationStop.now(error)
        }
        var tally = statistics.sink.tally()
        tally.journeys = followed?.sink.result
        return tally
    }
}
