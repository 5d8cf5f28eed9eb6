import ContactCenterEvents
import EventLog
import Experiments
import RunLogs
import Scenarios
import TwinSimulation

/// Writes the event logs of replications.
struct RunLogWriter {
    private let runner: ReplicationRunner
    private let scenario: Scenario
    private let directory: String
    /// Whether each replication has a numbered directory of its own.
    private let numbered: Bool

    init(
        _ runner: ReplicationRunner, scenario: Scenario, directory: String, numbered: Bool
    ) {
        self.runner = runner
        self.scenario = scenario
        self.directory = directory
        self.numbered = numbered
    }

    /// Simulates replications into logs.
    ///
    /// The figures of a run never depend on whether it is logged.
    ///
    /// - Parameters:
    ///   - replications: Their numbers.
    ///   - simulate: Simulates a replication, of a number, to receivers, and makes a result of it.
    /// - Returns: The results in order.
    /// - Throws: Where a log cannot be created or written.
    func write<Result>(
        _ replications: Range<Int>, simulate: (Int, [any EventReceiver]) -> Result
    ) throws(CommandFailure) -> [Result] {
        var results: [Result] = []
        for replication in replications {
            let place = numbered ? "\(directory)/replication-\(replication)" : directory
            let sink: LogSink
            do throws(EventLogError) {
                sink = try LogSink(
                    directory: place, description: scenario.description,
                    run: RunStarted(
                        seed: runner.seed, replication: UInt32(replication),
                        behaviourVersion: behaviourVersion),
                    source: RunIdentity.content(scenario.twin))
            } catch {
                throw CommandFailure(creating: error)
            }
            do throws(EventLogError) {
                let receiver = SinkReceiver(sink)
                results.append(simulate(replication, [receiver]))
                let summary = try receiver.sink.finish()
                StandardError.line("\(place): log written, chain head \(summary.chainHead)")
            } catch {
                throw CommandFailure(error)
            }
        }
        return results
    }
}
