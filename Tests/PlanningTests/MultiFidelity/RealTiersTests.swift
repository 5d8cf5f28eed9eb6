import Experiments
import Foundation
import Planning
import Projections
import Scenarios
import Statistics
import Testing
import TwinPrimitives
import VoiceAgents

/// Two fidelities of the bank whose dialogue is run: text is cheap, channel-words over a noisy line is
/// costly, and cheap enough that all its sessions tell the truth.
@Suite("Two fidelities of a bank", .serialized)
struct RealTiersTests {
    static let pool = "voiceAgents.voice"
    static let budget = 100
    static let repetitions = 300

    static func scenarios() throws -> (cheap: Scenario, costly: Scenario) {
        let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("models").path
        let text = try String(contentsOfFile: "\(models)/bank-dialogue.yaml", encoding: .utf8)
            .replacing("duration: 4h, warmUp: 30min", with: "duration: 40min")
            .replacing("    line: clean\n", with: "")
            .replacing("fidelity: channel\n", with: "fidelity: text\n")
            .replacing(
                "voiceAgents.voice.line: [clean, noise20, babble10]", with: "\(pool).sessions: [40]"
            )
        let cheap = try Scenario(text: text, path: "\(models)/small.yaml")
        let costly = try Scenario(
            text: text.replacing(
                "fidelity: text\n", with: "fidelity: channel-words\n    line: noise20\n"),
            path: "\(models)/small.yaml")
        return (cheap, costly)
    }

    /// Every session of four replications at both fidelities.
    struct Census {
        var sessions: [CenterSession] = []
        var costly: [RecordedSession] = []

        init(_ scenarios: (cheap: Scenario, costly: Scenario), seed: UInt64) async throws {
            guard case .conversation(let tier)? = scenarios.costly.voicePools.first?.tier else {
                return
            }
            let runner = try ReplicationRunner(scenarios.cheap.twin, seed: seed, jobs: 2)
            let found = await runner.map(0..<4) { replication in
                let watch = SessionWatch(pool: VoicePoolID(0), replication: replication)
                _ = runner.tally(replication, alsoTo: [watch])
                let streams = RandomStreams(seed: seed, replication: UInt32(replication))
                let drawing = tier.drawing(from: streams)
                return watch.sessions.map {
                    ($0, RecordedSession(drawing, of: $0.key, at: $0.start))
                }
            }
            for (session, other) in found.flatMap({ $0 }) {
                sessions.append(session)
                costly.append(other)
            }
        }
    }

    /// Coverage of 300 repetitions has an error of 1.3 points, so 95 % within four of them.
    ///
    /// All callers are the population, so the gain is that of sampling alone. Text tells little of what a
    /// noisy line does, and nothing of how long a call takes: containment has to gain, and seconds may lose what 300
    /// repetitions cannot tell from nothing, 4.9 times the 8 % to which they know a variance.
    @Test("sampled sessions tell of all without bias, and of containment better than plain ones")
    func finitePopulation() async throws {
        let census = try await Census(Self.scenarios(), seed: 3)
        let count = census.sessions.count
        #expect(count > 500)
        for name in ["contained", "seconds"] {
            let output = try #require(SessionOutput.all.first { $0.name == name })
            let values = census.costly.map { output.value(of: $0.summary) }
            let moments = RunningMoments(values)
            var errors = RunningMoments()
            var covered = 0
            for repetition in 0..<Self.repetitions {
                var pairs = SessionPairs(
                    census.sessions, budget: Self.budget, seed: UInt64(1000 + repetition))
                for wanted in [pairs.pilot(of: Self.budget), nil] {
                    let missing = pairs.missing(wanted ?? pairs.allocation(of: Self.budget))
                    pairs.take(missing.map { $0.map { census.costly[$0] } })
                }
                let estimate = try TwoPhaseEstimate(
                    pairs.strata(of: output), range: output.range)
                errors.add(estimate.value - moments.mean)
                covered += estimate.intervalOfDrawn().contains(moments.mean) ? 1 : 0
            }
            let share = Double(covered) / Double(Self.repetitions)
            #expect((0.90...0.99).contains(share), "\(name): covered \(share)")
            let deviation = try #require(errors.standardDeviation)
            let all = Double(Self.repetitions).squareRoot()
            #expect(abs(errors.mean) <= 4.9 * deviation / all, "\(name): \(errors.mean)")
            let open = 1 - Double(Self.budget) / Double(count)
            let plain = try #require(moments.variance) * open / Double(Self.budget)
            let error = errors.mean * errors.mean + deviation * deviation
            // 300 repetitions know a variance to 8 %: 4.9 times that for what words tell nothing of.
            let known = 4.9 * (2 / Double(Self.repetitions)).squareRoot()
            #expect(
                error < plain * (name == "contained" ? 1 : 1 + known),
                "\(name): gain \(plain / error)")
        }
    }

    /// The tolerance is 4.9 of the told standard errors; cheap figures alone are farther off.
    @Test("the center played with sampled sessions is that of the costly fidelity")
    func center() async throws {
        let (cheap, costly) = try Self.scenarios()
        let result = try await MultiFidelity(
            MultiFidelityRequest(
                scenario: cheap, costly: costly, pool: 0, fidelities: ("text", "channel-words"),
                budget: 150, cheapReplications: 4, replications: 40...40, decks: 20,
                deckReplications: 10, seed: 8, jobs: 2)
        ).result()
        #expect(result.costlySessions == 150 && result.replications == 40)
        let runner = try ReplicationRunner(costly.twin, seed: 99, jobs: 2)
        let rows = await runner.run(0..<20) { _, tally in
            tally.kpiRows(names: costly.description, prices: costly.prices, by: [])
        }
        var truth = KPISeries()
        for row in rows { truth.append(row) }
        for name in ["abandonmentRate", "containmentRate", "handlingTime", "turnDefectRate"] {
            let found = try #require(result.kpi(name))
            let exact = try #require(truth.estimate(name))
            let error = try #require(exact.standardError)
            let all = (error * error + found.standardError * found.standardError).squareRoot()
            #expect(
                abs(found.mean - exact.value) <= 4.9 * all,
                "\(name): \(found.mean), truth \(exact.value) ± \(error), told \(found.standardError)"
            )
            #expect(found.simulationVariance > 0)
            // No more degrees of freedom than pairs beyond the strata and replications.
            #expect(found.degreesOfFreedom <= Double(150 + 40))
        }
        let contained = try #require(result.kpi("containmentRate"))
        // The center's containment is nearly the mean of its sessions, whose variance two-phase sampling
        // knows by formula; that of 20 decks has a relative error of 32 %.
        let session = try #require(result.outputs.first { $0.output.name == "contained" }).estimate
        let ratio = contained.sessionVariance / (session.varianceOfPairs + session.varianceOfUnits)
        #expect((0.4...2.5).contains(ratio), "bootstrap over formula \(ratio)")
        let before = try #require(contained.cheap.mean)
        #expect(abs(before - contained.mean) > contained.halfWidth(), "the tiers differ")
    }

    /// Four hearings of another ear, of the same words on the same line, tell of the costly one what text does not.
    ///
    /// Strata and pairs are those without it, since only the first fidelity parts sessions. A correlation of 150
    /// pairs is known to (1 - r^2) / sqrt(150), 0.05 to 0.08, and the two of the same pairs differ by less chance than that.
    @Test("a second cheap fidelity foretells sessions better, and changes neither strata nor pairs")
    func beside() async throws {
        let (cheap, costly) = try Self.scenarios()
        func result(
            _ beside: MultiFidelityRequest.Beside?
        ) async throws -> MultiFidelityResult {
            try await MultiFidelity(
                MultiFidelityRequest(
                    scenario: cheap, costly: costly, pool: 0,
                    fidelities: ("text", "channel-words"), budget: 150, cheapReplications: 4,
                    beside: beside, replications: 20...20, decks: 2, deckReplications: 2,
                    seed: 8, jobs: 2)
            ).result()
        }
        let without = try await result(nil)
        let channel = try costly.varying(path: "\(Self.pool).fidelity", to: "channel")
        let with = try await result(
            MultiFidelityRequest.Beside(scenario: channel, fidelity: "channel"))
        #expect(with.beside?.hearings == 4 && without.beside == nil)
        #expect(with.strata.map(\.costly) == without.strata.map(\.costly))
        func correlation(_ result: MultiFidelityResult) throws -> Double {
            let contained = result.outputs.first { $0.output.name == "contained" }
            return try #require(contained?.estimate.correlation)
        }
        let (one, two) = (try correlation(without), try correlation(with))
        #expect(two > one + 0.05, "\(one) without, \(two) with")
    }

    @Test("more costly sessions than can be chosen from are refused")
    func refused() async throws {
        let (cheap, costly) = try Self.scenarios()
        func request(_ scenario: Scenario, budget: Int) -> MultiFidelityRequest {
            MultiFidelityRequest(
                scenario: scenario, costly: costly, pool: 0,
                fidelities: ("text", "channel-words"), budget: budget, cheapReplications: 2,
                seed: 1, jobs: 2)
        }
        await #expect(throws: MultiFidelityError.self) {
            try await MultiFidelity(request(cheap, budget: 5000)).result()
        }
    }
}
