import ArgumentParser
import ContactCenterEvents
import Experiments
import Projections
import Reporting
import Scenarios

/// How `calltwin run` turns simulated time into intervals.
struct RunMode: ParsableArguments {
    @Flag(
        help: """
            Run replications in pairs, the second with every uniform number u replaced by 1 - u; \
            intervals are those of the pairs' means.
            """)
    var antithetic = false

    @Flag(
        help: """
            Simulate one long run of a scenario with a horizon instead of replications, and cut it \
            into batches of time.
            """)
    var batchMeans = false

    @Option(
        help: """
            With --batch-means: 'auto' finds the warm-up by MSER-5 although the scenario gives one; \
            without one that is what happens.
            """)
    var warmUp: String?

    func validate() throws {
        if antithetic, batchMeans {
            throw ValidationError(
                "--antithetic has no effect with --batch-means: one run, no pairs")
        }
        guard let warmUp else { return }
        guard warmUp == "auto" else {
            throw ValidationError(
                "--warm-up '\(warmUp)'; known: auto; a length is given by --set"
                    + " horizon.warmUp=\(warmUp)")
        }
        if !batchMeans { throw ValidationError("--warm-up has no effect without --batch-means") }
    }

    /// Checks that a number of replications makes pairs.
    func checkPairs(_ replications: Int, option: String) throws {
        if antithetic, !replications.isMultiple(of: 2) {
            throw ValidationError(
                "\(option) \(replications): --antithetic needs an even number")
        }
    }

    /// Simulates the long run of `--batch-means`.
    func longRun(
        _ scenario: Scenario, seed: UInt64, _ selection: KPISelection,
        by breakdown: KPIBreakdown, at place: String
    ) throws(CommandFailure) -> BatchMeansResult {
        guard !breakdown.contains(.interval) else {
            throw CommandFailure.usage(
                "--by interval has no effect with --batch-means: parts of a steady run are alike")
        }
        guard scenario.calendar == nil else {
            throw CommandFailure.usage(
                "--batch-means needs a scenario with a horizon, this one has a calendar: use"
                    + " replications of its days")
        }
        let findsWarmUp = warmUp != nil || scenario.description.warmUpSeconds == 0
        do throws(BatchMeansError) {
            return try BatchMeansRun(scenario.twin, seed: seed, findsWarmUp: findsWarmUp)
                .result(prices: scenario.prices, selection, by: breakdown)
        } catch {
            switch error {
            case .simulation: throw CommandFailure(.runFailed, "\(error)")
            default: throw CommandFailure(.badData, "\(error)", at: place)
            }
        }
    }
}
