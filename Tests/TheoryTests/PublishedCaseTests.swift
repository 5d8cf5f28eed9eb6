import Foundation
import Scenarios
import Testing
import Validation

/// Published simulations and exact values, met by scenarios as a user would write them.
///
/// Both sides have errors, which are combined; the verdict is Holm-corrected at 1 % over all values.
@Suite("Published cases by simulation", .serialized)
struct PublishedCaseTests {
    static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("models/published")

    #if DEBUG
        /// A debug build looks at the cases that take seconds there.
        static let chosen = ["S1-patience", "S4-two-groups"]
    #else
        static let chosen: [String] = []
    #endif

    @Test("the simulator agrees with every published value")
    func allCases() async throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
            .filter { $0.hasSuffix(".yaml") }.sorted()
        #expect(files.count >= 21)
        var outcomes: [TheoryOutcome] = []
        for file in files {
            let name = String(file.dropLast(5))
            guard Self.chosen.isEmpty || Self.chosen.contains(name) else { continue }
            let scenario = try Scenario(path: Self.folder.appendingPathComponent(file).path)
            let published = try #require(PublishedCase(scenario, name: name))
            outcomes += try await published.outcomes(seed: 1999, jobs: 2)
        }
        let verdict = TheoryVerdict(outcomes)
        for (outcome, rejected) in zip(outcomes, verdict.isRejected) {
            #expect(outcome.isResolved, "\(outcome.caseID) \(outcome.output): too wide")
            #expect(
                !rejected,
                """
                \(outcome.caseID) \(outcome.output): published \(outcome.exact), simulated \
                \(outcome.simulated), z \(outcome.z)
                """)
        }
    }

    @Test("a wrong order of service, and transfers that do not wait, are found")
    func mutants() async throws {
        for (file, path, value) in [
            ("S4-two-groups", "agentGroups.group0.skills.type0.rank", "1"),
            ("S7-blend", "contactTypes.outbound.outbound.numbers", "1.5"),
        ] {
            let scenario = try Scenario(
                path: Self.folder.appendingPathComponent(file + ".yaml").path)
            let wrong = try scenario.varying(path: path, to: value)
            let published = try #require(PublishedCase(wrong, name: file))
            let verdict = TheoryVerdict(try await published.outcomes(seed: 1999, jobs: 2))
            #expect(verdict.isRejected.contains(true), "\(file) with \(path)=\(value)")
        }
    }
}
