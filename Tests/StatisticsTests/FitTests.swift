import Distributions
import Foundation
import GSL
import Statistics
import Testing

@Suite("Fits of services and days") struct FitTests {
    @Test("busyness meets gamma_poisson_fit-01")
    func exactCase() throws {
        let item = try StatisticsCase("gamma_poisson_fit-01")
        let fit = try GammaPoissonFitter().fit(try item.numbers("counts").map { Int($0) })
        #expect(try item.agrees(fit.mean, with: "mean"))
        #expect(try item.agrees(fit.shape, with: "gamma_shape"))
        #expect(try item.agrees(fit.busynessCV, with: "busyness_cv"))
        #expect(try item.agrees(fit.logLikelihood, with: "loglik"))
        #expect(try item.agrees(fit.momentShape, with: "moment_shape"))
    }

    @Test("busyness of weekdays comes back once their means are taken out")
    func weekdays() throws {
        // 350 days in 7 groups of 50, busyness cv .2: the moment estimate has a standard error of
        // about cv / sqrt(2 x 343) (1 + 1 / (m cv^2)) = .0081; 4.9 of them are .04. Detects an
        // estimate that mixes in the spread of the weekdays' means (which is .6 here).
        var uniforms = TestUniforms(seed: 12)
        var counts: [Int] = []
        var groups: [Int] = []
        for day in 0..<350 {
            let mean = 200.0 * Double(day % 7 + 1)
            // Gamma of shape 25 as a sum of exponentials.
            let factor = (0..<25).reduce(0.0) { sum, _ in sum + uniforms.exponential(mean: 0.04) }
            counts.append(poisson(mean * factor, &uniforms))
            groups.append(day % 7)
        }
        let fit = try GammaPoissonFitter(groups: groups).fit(counts)
        #expect(abs(fit.momentCV - 0.2) < 0.04)
        #expect(abs(fit.busynessCV - 0.2) < 0.04)
        #expect(try GammaPoissonFitter().fit(counts).momentCV > 0.4)
    }

    private func poisson(_ mean: Double, _ uniforms: inout TestUniforms) -> Int {
        var (count, time) = (0, uniforms.exponential(mean: 1))
        while time < mean {
            count += 1
            time += uniforms.exponential(mean: 1)
        }
        return count
    }

    @Test("counts steadier than Poisson have no busyness")
    func steady() throws {
        let fit = try GammaPoissonFitter().fit([100, 101, 99, 100])
        #expect(fit.shape == .infinity)
        #expect(fit.busynessCV == 0 && fit.momentCV == 0)
        #expect(throws: StatisticsError.tooFew(what: "counts", needed: 2, got: 1)) {
            try GammaPoissonFitter().fit([3])
        }
        #expect(throws: StatisticsError.self) { try GammaPoissonFitter().fit([3, -1]) }
        #expect(throws: StatisticsError.self) { try GammaPoissonFitter().fit([0, 0, 0]) }
    }

    @Test("a lognormal law comes back from its own quantiles")
    func lognormal() throws {
        let times = (1..<2000).map { index in
            exp(4.8 + 0.9 * NormalDistribution.standard.quantile(Double(index) / 2000))
        }
        let fit = try LognormalFitter(range: 0.001...1e9).fit(times)
        #expect(abs(fit.mu - 4.8) < 1e-9)
        // The quantiles' spread misses what lies beyond the last of them.
        #expect(abs(fit.sigma - 0.9) < 0.005)
        #expect(fit.distance < 0.002)
        #expect(fit.law == .lognormal(mu: fit.mu, sigma: fit.sigma))
        #expect(throws: StatisticsError.self) { try LognormalFitter().fit([60, 60, 60]) }
        #expect(throws: StatisticsError.self) { try LognormalFitter().fit([1, 2, 3]) }
    }

    @Test("the short-call mixture keeps the mean and beats the plain law where there is a spike")
    func spike() throws {
        var uniforms = TestUniforms(seed: 9)
        let times = (0..<5000).map { _ in
            uniforms.next() < 0.08
                ? (10 * uniforms.next()).rounded(.down) : exp(5 + 0.7 * uniforms.normal())
        }
        let fit = try ShortCallMixtureFitter().fit(times)
        let mean = times.reduce(0, +) / 5000
        #expect(abs(fit.mean - mean) < 1e-9)
        guard case .mixture(let weights, let parts) = fit.law,
            case .uniform(let lower, let upper) = parts[0],
            case .lognormal(let mu, let sigma) = parts[1]
        else { throw StatisticsError.noEstimate(what: "mixture", reason: "family") }
        let lawMean =
            weights[0] * (lower + upper) / 2 + weights[1] * exp(mu + sigma * sigma / 2)
        #expect(abs(lawMean - mean) < 1e-9)
        // Share .08 with standard error .0038; 4.9 of them.
        #expect(abs(fit.shortShare - 0.08) < 0.019)
        let plain = try LognormalFitter(range: 0.5...1e6).fit(times)
        #expect(fit.distance < plain.distance)
    }

    @Test("the empirical law keeps the mean and the quantiles of its grid")
    func empirical() throws {
        var uniforms = TestUniforms(seed: 10)
        let sample = (0..<20_000).map { _ in exp(4.8 + 0.9 * uniforms.normal()) }
        let fit = try EmpiricalLawFitter().fit(sample)
        let mean = sample.reduce(0, +) / 20_000
        #expect(abs(fit.mean / mean - 1) < 1e-12)
        let points = fit.empirical
        let area = (1..<points.values.count).reduce(0.0) { sum, index in
            let width = points.probabilities[index] - points.probabilities[index - 1]
            return sum + width * (points.values[index] + points.values[index - 1]) / 2
        }
        #expect(abs(area / mean - 1) < 1e-12)
        #expect(abs(fit.factor - 1) < 0.02)
        #expect(zip(points.values, points.values.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(throws: StatisticsError.self) { try EmpiricalLawFitter(probabilities: [0, 0.5]) }
        #expect(throws: StatisticsError.self) { try EmpiricalLawFitter().fit([-1, 2]) }
    }
}
