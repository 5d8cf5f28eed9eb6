import ContactCenter
import Distributions
import Foundation
import Testing
import TwinSimulation
import Validation

/// Exact queueing and dialogue results, met by simulation of ordinary configurations.
///
/// Each case runs at least 20 replications, and more until every half-width is small enough
/// (`Measure.largestHalfWidth`). The verdict is Holm-corrected at 1 % over all outputs of the suite.
/// A systematic error of about 2 % of any output, or of 0.1 s of a wait, would be detected.
///
/// In a debug build, where the simulator is some thirty times slower, the half-widths may be ten
/// times as wide; the test of the values is the same.
@Suite("Exact cases by simulation", .serialized)
struct ExactCaseTests {
    #if DEBUG
        static let slack = 10.0
        static let contacts = 4e6
    #else
        static let slack = 1.0
        static let contacts = 4e8
    #endif
    /// Families that take seconds, not minutes, at full precision; all others are for
    /// `make validation`.
    static let families = [
        "erlangB", "erlangA", "mmn_plus_G", "n_design", "w_design", "v_design",
        "priority_abandon_same_mu", "abandon_redial", "ai_infinite_then_erlangA",
        "dialogue_fallback", "ai_gate_to_erlangA", "mmnK_balking", "ai_tier_overflow",
        "callback_option",
    ]
    static let file = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("models/theory/exact_cases.json").path

    private var seed: UInt64 {
        ProcessInfo.processInfo.environment["CALLTWIN_SOAK_SEED"].flatMap { UInt64($0) } ?? 1999
    }

    private func cases(_ families: [String]) throws -> [ExactCase] {
        let all = try CaseFile.read(Self.file)
        for family in families { #expect(all.contains { $0.family == family }, "\(family)") }
        return all.filter { families.contains($0.family) }
    }

    @Test("the simulator meets every exact case of its quick families")
    func allCases() async throws {
        let run = TheoryRun(seed: seed, jobs: 2, contacts: Self.contacts, slack: Self.slack)
        var outcomes: [TheoryOutcome] = []
        for exact in try cases(Self.families) {
            let theory = try TheoryCase.make(exact)
            #expect(!theory.measures.isEmpty, "\(exact.id) has no output to compare")
            outcomes += try await run.outcomes(of: theory)
        }
        #expect(outcomes.count > 250)
        let verdict = TheoryVerdict(outcomes)
        for (outcome, rejected) in zip(outcomes, verdict.isRejected) {
            #expect(
                outcome.isResolved,
                "\(outcome.caseID) \(outcome.output): \(outcome.halfWidth) > \(outcome.tolerated)")
            #expect(
                !rejected,
                """
                \(outcome.caseID) \(outcome.output): exact \(outcome.exact), simulated \
                \(outcome.simulated), z \(outcome.z)
                """)
        }
    }

    /// A check that cannot fail proves nothing: small faults must be found by the same verdict.
    @Test(
        "patience 3 % off, wrong order, a lost redial in fifty, agents who pause or miss: each is found",
        arguments: ["patience", "order", "redial", "pause", "agents"])
    func mutants(fault: String) async throws {
        let id = fault == "redial" ? "abandon_redial-01" : "erlangA-04"
        let exact = try #require(
            try cases(["abandon_redial", "erlangA"]).first { $0.id == id })
        var theory = try TheoryCase.make(exact)
        switch fault {
        case "patience":
            guard case .exponential(let mean) = theory.configuration.center.contactTypes[0].patience
            else { throw MutantError.unexpectedCase }
            theory.configuration.center.contactTypes[0].patience = .exponential(mean: 1.03 * mean)
        case "redial":
            let again = try #require(
                theory.configuration.center.contactTypes[0].returns.afterAbandon)
            theory.configuration.center.contactTypes[0].returns.afterAbandon = Redial(
                probability: 0.98 * again.probability, delay: again.delay)
        case "order":
            theory.configuration.center.routing.contactFor = LastComeFirstServed.keyword
        case "pause":
            // Not counted as occupancy here: an agent who idles while calls wait.
            let talk = try #require(theory.configuration.center.agentGroups[0].skills[0]?.talk)
            theory.configuration.center.agentGroups[0].skills[0]?.afterContact =
                .exponential(mean: 0.01 * talk.mean)
        default:
            theory.configuration.center.agentGroups[0].staffing.counts[0] *= 0.99
        }
        let run = TheoryRun(seed: seed, jobs: 2, contacts: Self.contacts)
        let verdict = TheoryVerdict(try await run.outcomes(of: theory))
        #expect(verdict.isRejected.contains(true))
        #expect(!verdict.isPassed)
    }

    private enum MutantError: Error { case unexpectedCase }

    @Test("a family or a rule that the simulator does not know is no case, and never passes")
    func unsupported() throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("calltwin-cases-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        let text = """
            {"cases": [
              {"id": "tandem-01", "family": "tandem", "params": {"n": 2}, "outputs": {"x": 1}},
              {"id": "mmnK_balking-99", "family": "mmnK_balking", "outputs": {"P_balk": 0.1},
               "params": {"n": 2, "system_capacity_K": 5, "lambda_per_h": 10, "aht_s": 60,
                          "balk": {"rule": "joins when it rains", "alpha": 1}}}]}
            """
        try Data(text.utf8).write(to: file)
        let unknown = try CaseFile.read(file.path).filter { exact in
            do throws(UnsupportedParameters) {
                _ = try TheoryCase.make(exact)
                return false
            } catch { return true }
        }
        #expect(unknown.map(\.id) == ["tandem-01", "mmnK_balking-99"])
        #expect(!TheoryVerdict([], unsupported: unknown).isPassed)
        #expect(!TheoryVerdict([]).isPassed)
    }

    @Test("Holm's verdict rejects the clear outlier only, and asks for resolved half-widths")
    func holm() {
        func outcome(_ z: Double, halfWidth: Double = 0.1) -> TheoryOutcome {
            TheoryOutcome(
                caseID: "c", output: "o", exact: 1, simulated: 1, halfWidth: halfWidth,
                tolerated: 0.2, z: z, isUpperBound: false)
        }
        let verdict = TheoryVerdict([outcome(0.5), outcome(-5), outcome(2), outcome(2.9)])
        #expect(verdict.isRejected == [false, true, false, false])
        #expect(verdict.passed == 3 && verdict.failed == 1 && !verdict.isPassed)
        #expect(TheoryVerdict([outcome(1)]).isPassed)
        #expect(!TheoryVerdict([outcome(1, halfWidth: 0.3)]).isPassed)
    }
}
