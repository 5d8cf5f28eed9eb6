import Foundation
import Planning
import Projections
import Scenarios
import Statistics
import Testing

@Suite("Knee of latency")
struct LatencyKneeTests {
    /// Answers of a lognormal law, whatever the load, to callers who bear an exponential silence of
    /// 4 s on average.
    private static func scenario(
        filler: String, servers: String = "servers: 100000"
    ) throws -> Scenario {
        try Scenario(
            text: """
                calltwin: 1
                name: Waits
                seed: 5
                horizon: {duration: 2h}
                contactTypes:
                  - name: call
                    arrivals: {process: poisson, rate: 3000/h}
                    patience: {distribution: exponential, mean: 2min}
                    firstServedBy: voice
                agentGroups:
                  - name: agents
                    size: 3
                    skills: {call: {talk: {distribution: exponential, mean: 10s}}}
                stations:
                  - name: answers
                    kind: servers
                    \(servers)
                    body: {distribution: lognormal, median: 2s, sigma: 0.6}
                voiceAgents:
                  - name: voice
                    fidelity: surrogate
                    turnsNeeded: {distribution: deterministic, value: 3}
                    defects: 2%
                    scores:
                      right: {distribution: uniform, lower: 0.6, upper: 1}
                      wrong: {distribution: uniform, lower: 0, upper: 0.5}
                    fallback: {accept: 50%, turnLimit: 20}
                    silencePatience: {distribution: exponential, mean: 4s}
                    callerSpeech: {distribution: deterministic, value: 2s}
                    prompt: {distribution: deterministic, value: 4s}
                    turn:
                      stages:
                        - {name: answer, station: answers}
                      \(filler)
                    escalateTo: agents
                """, path: "waits.yaml")
    }

    /// The 95 % point of the law itself, 2 s x exp(0.6 x 1.645).
    ///
    /// It lies between fillers, so an answer that
    /// is ready then sounds then.
    private static let exact = 2 * exp(0.6 * 1.6448536269514722)

    @Test(
        "callers who hang up on slow answers do not hold the 95 % point down",
        arguments: ["", "filler: {after: 1500ms, lasts: 1s, most: 2}"])
    func corrected(filler: String) async throws {
        let knee = LatencyKnee(
            try Self.scenario(filler: filler), loads: [0.5, 1], limit: 20, replications: 12,
            seed: 4, jobs: 2)
        let result = try await knee.result { _ in }
        #expect(result.answer == .never)
        #expect(result.isCorrected)
        for point in result.points {
            let found = try #require(point.p95)
            // 4.9 standard errors, and a bucket of the histogram.
            let error = point.halfWidth / StudentQuantile.twoSided95(11)
            #expect(abs(found - Self.exact) < 4.9 * error + 0.004 * found, "\(found) \(Self.exact)")
            #expect(error < 0.1)
            // The answers that were heard are faster: the difference is more than four such errors.
            let heard = try #require(point.responses.all.quantileSeconds(permille: 950))
            #expect(heard < Self.exact - 0.3, "\(heard) \(found)")
        }
    }

    @Test(
        "a limit that is passed at the least load already is told, and one that is passed at none")
    func sides() async throws {
        let knee = LatencyKnee(
            try Self.scenario(filler: ""), loads: [0.5, 1], limit: 3, replications: 4, seed: 4,
            jobs: 2)
        #expect(try await knee.result { _ in }.answer == .alreadyAtLeast)
        let cases: [([Bool?], LatencyKnee.Answer)] = [
            ([false, false, true], .between(2...3)), ([false, nil, true], .between(1...3)),
            ([false, true, false], .between(1...2)), ([true, true, true], .alreadyAtLeast),
            ([nil, true, true], .open), ([false, false, nil], .open),
            ([false, nil, false], .open), ([false, false, false], .never),
        ]
        for (sides, answer) in cases {
            let loads = sides.enumerated().map { (load: Double($0 + 1), isBeyond: $1) }
            #expect(LatencyKnee.answer(loads) == answer, "\(sides)")
        }
    }

    @Test("one replication does not tell on which side of the limit a load lies")
    func one() async throws {
        let knee = LatencyKnee(
            try Self.scenario(filler: ""), loads: [0.5, 1], limit: 3, replications: 1, seed: 4,
            jobs: 1)
        #expect(try await knee.result { _ in }.answer == .open)
    }

    @Test("a center whose stations serve any number at one time has no knee")
    func independent() async throws {
        let knee = LatencyKnee(
            try Self.scenario(filler: "", servers: ""), loads: [0.5, 1], limit: 3,
            replications: 1, seed: 4, jobs: 1)
        await #expect(throws: LatencyKneeError.independentOfLoad(path: "waits.yaml")) {
            try await knee.result { _ in }
        }
    }
}
