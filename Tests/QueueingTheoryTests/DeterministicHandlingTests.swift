import Foundation
import QueueingTheory
import Testing

@Suite("M/D/n: independent checks") struct DeterministicHandlingTests {
    private func queue(_ agents: Int, _ load: Double) throws -> DeterministicHandlingQueue {
        try DeterministicHandlingQueue(
            traffic: Traffic(arrivalsPerHour: load * 12, meanHandlingSeconds: 300), agents: agents)
    }

    /// Mean queue by Spitzer's identity: the sum over i of E(max(0, Poisson(i a) - i n)) / i.
    private func spitzerMean(agents: Int, load: Double) -> Double {
        var mean = 0.0
        for i in 1...200_000 {
            let m = Double(i) * load
            let n = i * agents
            // E(N - n)+ = m P(N >= n) - n P(N >= n + 1), as a sum of positive terms.
            var weight = exp(-m + Double(n + 1) * log(m) - lgamma(Double(n + 2)))
            var term = 0.0
            var k = n + 1
            while true {
                let part = Double(k - n) * weight
                term += part
                k += 1
                weight *= m / Double(k)
                if part < 1e-18 * term || weight == 0 { break }
            }
            mean += term / Double(i)
            if term < 1e-16 { break }
        }
        return mean
    }

    @Test(
        "the mean queue meets Spitzer's identity",
        arguments: [(1, 0.8), (2, 1.5), (5, 4.6), (20, 18.5), (50, 47)])
    func spitzer(item: (agents: Int, load: Double)) throws {
        let got = try queue(item.agents, item.load).meanQueueLength
        #expect(gap(got, spitzerMean(agents: item.agents, load: item.load)) < 1e-9)
    }

    @Test("one agent meets Pollaczek and Khinchine", arguments: [0.1, 0.5, 0.9, 0.99])
    func oneAgent(load: Double) throws {
        let wanted = try SingleServerQueue(
            arrivalsPerHour: load * 12, handling: .deterministic(300))
        let got = try queue(1, load)
        #expect(gap(got.meanWait, wanted.meanWait) < 1e-11)
        #expect(gap(got.delayProbability, load) < 1e-12)
        // Erlang's closed form: (1 - rho) sum of (-lambda (t - j D))^j / j! exp(lambda (t - j D)).
        let lambda = load / 300
        for seconds in [0.0, 100, 299, 301, 750] {
            var sum = 0.0
            for j in 0...Int(seconds / 300) {
                let x = lambda * (seconds - Double(j) * 300)
                sum += pow(-x, Double(j)) / exp(lgamma(Double(j + 1))) * exp(x)
            }
            #expect(gap(got.serviceLevel(within: seconds), (1 - load) * sum) < 1e-11)
        }
    }

    @Test(
        "the law of the wait has the mean that Little's law gives",
        arguments: [(3, 2.5), (10, 9), (50, 48)])
    func meanFromLaw(item: (agents: Int, load: Double)) throws {
        let model = try queue(item.agents, item.load)
        // The law has kinks at multiples of D only; Simpson's rule within each, 100 steps.
        var mean = 0.0
        for period in 0..<400 {
            let start = Double(period) * 300
            if model.serviceLevel(within: start) >= 1 - 1e-13 { break }
            for step in 0..<50 {
                let x = start + Double(step) * 6
                // The end of a period belongs to the next branch; approach it from below.
                let end = min(x + 6, (start + 300).nextDown)
                let ends = 2 - model.serviceLevel(within: x) - model.serviceLevel(within: end)
                mean += ends + 4 * (1 - model.serviceLevel(within: x + 3))
            }
        }
        #expect(gap(mean, model.meanWait) < 1e-7)
    }

    @Test("the law starts at P(no wait), rises, and ends at 1")
    func law() throws {
        let model = try queue(20, 19)
        #expect(gap(model.serviceLevel(within: 0), 1 - model.delayProbability) < 1e-12)
        var before = 0.0
        for t in stride(from: 0.0, through: 3000, by: 25) {
            let now = model.serviceLevel(within: t)
            #expect(now >= before - 1e-14)
            before = now
        }
        #expect(model.serviceLevel(within: 1e9) == 1)
        #expect(model.serviceLevel(within: -1) == 0)
    }

    @Test("a steady handling time roughly halves the wait of Erlang C")
    func half() throws {
        let traffic = try Traffic(arrivalsPerHour: 19 * 12, meanHandlingSeconds: 300)
        let ratio =
            try queue(20, 19).meanWait / ErlangC(traffic: traffic, agents: 20).meanWait
        #expect(ratio > 0.5 && ratio < 0.55)
    }

    @Test("overload and a load too near the limit are refused, each in its own words")
    func refused() throws {
        #expect(throws: TheoryError.unstable(offeredLoad: 20, agents: 20)) { try queue(20, 20) }
        #expect(
            throws: TheoryError.notComputed("the load is too close to the number of agents")
        ) { try queue(20, 20 - 1e-5) }
    }
}
