import ContactCenterEvents
import Experiments
import Foundation
import TestSupport
import Testing
import TwinPrimitives

/// Sums over replications, and the ratio of expectations with its delta-method standard error.
private struct RatioSample {
    var numerators: [Double] = []
    var denominators: [Double] = []

    var ratio: Double { numerators.reduce(0, +) / denominators.reduce(0, +) }

    var standardError: Double {
        let count = Double(numerators.count)
        let mean = denominators.reduce(0, +) / count
        let center = ratio
        let squares = zip(numerators, denominators).reduce(0.0) {
            let residual = $1.0 - center * $1.1
            return $0 + residual * residual
        }
        return (squares / (count - 1) / count).squareRoot() / mean
    }
}

/// Exact queueing and dialogue results, met by simulation of ordinary configurations.
///
/// Each case runs at least 20 replications, and more until every half-width is small enough
/// (`Measure.largestHalfWidth`). The verdict is Holm-corrected at 1 % over all outputs of the suite:
/// its smallest p-value is compared with 1 % / outputs, the next with 1 % / (outputs - 1), and so on.
/// A systematic error of about 2 % of any output, or of 0.1 s of a wait, would be detected.
///
/// In a debug build, where the simulator is some thirty times slower, the half-widths may be ten
/// times as wide; the test of the values is the same.
@Suite("Exact cases by simulation", .serialized)
struct ExactCaseTests {
    #if DEBUG
        static let precision = 10.0
        static let contacts = 4_000_000.0
    #else
        static let precision = 1.0
        static let contacts = 400_000_000.0
    #endif
    static let families = [
        "erlangA", "mmn_plus_G", "n_design", "dialogue_fallback", "ai_gate_to_erlangA",
    ]

    struct Outcome {
        let name: String
        let exact: Double
        let simulated: Double
        let halfWidth: Double
        let z: Double
        let tolerated: Double
        var pValue: Double { erfc(abs(z) / 2.0.squareRoot()) }
    }

    static var seed: UInt64 {
        ProcessInfo.processInfo.environment["CALLTWIN_SOAK_SEED"].flatMap { UInt64($0) } ?? 1999
    }

    /// Replicates until every half-width is small enough, or the contacts are used up.
    private func outcomes(of theory: TheoryCase) async throws -> [Outcome] {
        let runner = try ReplicationRunner(theory.configuration, seed: Self.seed, jobs: 2)
        var samples = Array(repeating: RatioSample(), count: theory.measures.count)
        var replications = 0
        while true {
            let next = replications == 0 ? 20 : replications * 2
            let values = await runner.run(replications..<next) { _, tally in
                theory.measures.map { ($0.numerator(tally), $0.denominator(tally)) }
            }
            for value in values {
                for index in value.indices {
                    samples[index].numerators.append(value[index].0)
                    samples[index].denominators.append(value[index].1)
                }
            }
            replications = next
            let wide = zip(theory.measures, samples).contains { measure, sample in
                2.1 * sample.standardError > measure.largestHalfWidth * Self.precision
            }
            let used = Double(replications) * TheoryCase.contactsPerReplication
            if !wide || 2 * used > Self.contacts { break }
        }
        return zip(theory.measures, samples).map { measure, sample in
            // A rare event may not have happened at all: its standard error is then at least that
            // of a Poisson count with the exact probability.
            let trials = sample.denominators.reduce(0, +)
            let floor =
                measure.kind == .probability && measure.name != "occupancy"
                ? (max(measure.exact * (1 - measure.exact), 0) / trials).squareRoot() : 0
            var error = max(sample.standardError, floor)
            if measure.kind == .seconds, measure.exact < 0.05 { error = max(error, 0.05 / 4) }
            return Outcome(
                name: "\(theory.id) \(measure.name)", exact: measure.exact,
                simulated: sample.ratio, halfWidth: 2.1 * sample.standardError,
                z: error > 0 ? (sample.ratio - measure.exact) / error : 0,
                tolerated: measure.largestHalfWidth * Self.precision)
        }
    }

    @Test("the simulator meets every exact case of its families")
    func allCases() async throws {
        let cases = try ExactCases.load(families: Self.families)
        var all: [Outcome] = []
        for exact in cases {
            let theory = try #require(TheoryCase.make(exact), "\(exact.id) cannot be stated")
            #expect(!theory.measures.isEmpty, "\(exact.id) has no output to compare")
            let outcomes = try await outcomes(of: theory)
            for outcome in outcomes {
                #expect(
                    outcome.halfWidth <= outcome.tolerated,
                    "\(outcome.name): half-width \(outcome.halfWidth) > \(outcome.tolerated)")
            }
            all += outcomes
        }
        #expect(all.count > 120)
        let sorted = all.sorted { $0.pValue < $1.pValue }
        for (rank, outcome) in sorted.enumerated() {
            let level = 0.01 / Double(all.count - rank)
            #expect(
                outcome.pValue > level,
                """
                \(outcome.name): exact \(outcome.exact), simulated \(outcome.simulated), \
                z \(outcome.z)
                """)
            if outcome.pValue > level { break }
        }
        if ProcessInfo.processInfo.environment["CALLTWIN_PRINT_THEORY"] != nil {
            for outcome in all {
                print(
                    outcome.name, outcome.exact, outcome.simulated, outcome.halfWidth, outcome.z,
                    separator: "\t")
            }
        }
    }
}
