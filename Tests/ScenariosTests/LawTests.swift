import ContactCenter
import Distributions
import Foundation
import Scenarios
import Testing
import VoiceAgents

@Suite("Laws in scenarios")
struct LawTests {
    private func patience(_ text: String) throws -> ContactTypeConfiguration {
        let replaced = smallScenario.replacing("distribution: exponential, mean: 3min", with: text)
        let scenario = try Scenario(text: replaced, path: "small.yaml")
        return try #require(scenario.center.contactTypes.first)
    }

    @Test(
        "each law is read with its keys, times in seconds",
        arguments: [
            ("distribution: exponential, mean: 3min", Law.exponential(mean: 180)),
            ("distribution: weibull, shape: 2, scale: 6s", .weibull(shape: 2, scale: 6)),
            ("distribution: lognormal, mu: 3, sigma: 0.5", .lognormal(mu: 3, sigma: 0.5)),
            ("distribution: lognormal, mean: 40s, cv: 1.5", .lognormal(mean: 40, cv: 1.5)),
            ("distribution: lognormal, median: 1min, sigma: 1", .lognormal(median: 60, sigma: 1)),
            ("distribution: gamma, shape: 2, scale: 30s", .gamma(shape: 2, scale: 30)),
            ("distribution: gamma, mean: 1min, cv: 50%", .gamma(shape: 4, scale: 15)),
            ("distribution: deterministic, value: 800ms", .deterministic(0.8)),
            ("distribution: uniform, lower: 1s, upper: 2s", .uniform(lower: 1, upper: 2)),
            (
                "distribution: hyperexponential, probabilities: [25%, 75%], means: [1s, 1min]",
                .hyperexponential(probabilities: [0.25, 0.75], means: [1, 60])
            ),
            (
                "distribution: piecewiseHazard, breaks: [0s, 1min], perMinute: [60, 6]",
                .piecewiseHazard(PiecewiseHazard(breaks: [0, 60], hazards: [1, 0.1]))
            ),
            (
                "distribution: empirical, values: [1s, 2s, 2s], probabilities: [0, 50%, 1]",
                .empirical(EmpiricalLaw(values: [1, 2, 2], probabilities: [0, 0.5, 1]))
            ),
            ("distribution: pareto, shape: 2.5, scale: 2s", .pareto(shape: 2.5, scale: 2)),
            (
                "distribution: truncatedNormal, mean: 5s, standardDeviation: 2s, "
                    + "lower: 0s, upper: 9s",
                .truncatedNormal(mean: 5, standardDeviation: 2, lower: 0, upper: 9)
            ),
            (
                "distribution: mixture, weights: [0.5, 0.5], components: "
                    + "[{distribution: deterministic, value: 1s}, {distribution: never}]",
                .mixture(weights: [0.5, 0.5], components: [.deterministic(1), .never])
            ),
            ("distribution: never", .never),
        ])
    func laws(text: String, law: Law) throws { #expect(try patience(text).patience == law) }

    @Test("a lognormal by mean and cv has that mean and cv")
    func moments() throws {
        let law = try patience("distribution: lognormal, mean: 40s, cv: 1.5").patience
        #expect(abs(law.mean - 40) < 1e-9 * 40)
        #expect(abs(law.variance.squareRoot() - 60) < 1e-9 * 60)
    }

    @Test("balking goes to the contact type, beside any law")
    func balk() throws {
        let type = try patience("distribution: exponential, mean: 1000s, balk: 10%")
        #expect(type.balk == 0.1 && type.patience == .exponential(mean: 1000))
    }

    @Test("a law's file gives quantiles, or a sample in any order")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("law-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func law(_ content: String) throws -> Law? {
            try content.write(
                to: folder.appendingPathComponent("law.csv"), atomically: true, encoding: .utf8)
            let text = smallScenario.replacing(
                "exponential, mean: 3min", with: "empirical, file: law.csv")
            let path = folder.appendingPathComponent("s.yaml").path
            return try Scenario(text: text, path: path).center.contactTypes.first?.patience
        }
        #expect(
            try law("value,probability\n1,0\n9,0.9\n10,1\n")
                == .empirical(EmpiricalLaw(values: [1, 9, 10], probabilities: [0, 0.9, 1])))
        #expect(
            try law("value\r\n7\r\n1\r\n4\r\n")
                == .empirical(EmpiricalLaw(values: [1, 4, 7], probabilities: [0, 0.5, 1])))
        let error = #expect(throws: ScenarioError.self) { _ = try law("value\n7\n") }
        #expect(error?.problem == "an empirical law needs at least 2 points")
    }
}
