import Calibration
import Distributions
import Statistics
import Testing
import VoiceAgents

@Suite("Comparison of a pilot with its fit")
struct PilotComparisonTests {
    private static func comparison(_ sessions: [PilotSession]) async throws -> PilotComparison {
        let file = PilotFile(
            path: "made.csv", sessions: sessions, problems: [], columns: PilotColumn.allCases)
        return try await PilotComparer(file, seed: 3, jobs: 2).compare()
    }

    @Test("a pilot of the pool itself is explained, and the corrected p-values are Holm's")
    func sound() async throws {
        let sessions = try PilotSimulator(
            PilotRecoveryTests.truth, sessions: 200, seed: 41
        ).sessions()
        let comparison = try await Self.comparison(sessions)
        #expect(comparison.rows.count == 13)
        for row in comparison.rows {
            #expect(row.isExplained, "\(row)")
            #expect(row.range.lowerBound <= row.range.upperBound)
        }
        #expect(
            comparison.rows.map(\.correctedPValue) == PValue.holm(comparison.rows.map(\.pValue)))
        // A fit follows the mean length of its own sessions: what is left is a part of their noise,
        // which without fitting anew would be +- 1.96 standard errors of the mean.
        let row = try #require(comparison.rows.first { $0.name == "duration, mean" })
        let mean = sessions.reduce(0) { $0 + $1.seconds } / 200
        let square = sessions.reduce(0) { $0 + ($1.seconds - mean) * ($1.seconds - mean) }
        let error = (square / 199 / 200).squareRoot()
        #expect(row.range.upperBound - row.range.lowerBound < 2 * 1.96 * error * 0.8)
    }

    @Test("requests of two kinds, which no lognormal law has, are told")
    func shape() async throws {
        func made(_ turns: Double, _ seed: UInt64) throws -> [PilotSession] {
            var truth = PilotRecoveryTests.truth
            truth.turnsNeeded = .deterministic(turns)
            return try PilotSimulator(truth, sessions: 150, seed: seed).sessions()
        }
        let comparison = try await Self.comparison(try made(1, 51) + made(9, 52))
        #expect(comparison.rows.contains { $0.name.hasPrefix("turns") && !$0.isExplained })
    }
}
