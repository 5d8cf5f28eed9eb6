import Foundation
import QueueingTheory
import Testing

@Suite("M/M/n+G under random input") struct RobustnessTests {
    /// SplitMix64, so that a failure can be repeated from its seed.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
        /// A number spread evenly over the orders of magnitude between two bounds.
        mutating func logarithmic(_ low: Double, _ high: Double) -> Double {
            exp(Double.random(in: log(low)...log(high), using: &self))
        }
    }

    private func law(_ random: inout Generator) -> PatienceLaw {
        let time = random.logarithmic(0.1, 1e5)
        switch Int.random(in: 0..<8, using: &random) {
        case 0: return .exponential(mean: time)
        case 1: return .weibull(shape: random.logarithmic(0.2, 8), scale: time)
        case 2: return .lognormal(median: time, logDeviation: random.logarithmic(0.05, 3))
        case 3: return .gamma(shape: random.logarithmic(0.1, 50), scale: time)
        case 4: return .deterministic(time)
        case 5: return .uniform(upTo: time)
        case 6:
            return .hyperexponential(
                probability: Double.random(in: 0...1, using: &random), firstMean: time,
                secondMean: random.logarithmic(0.1, 1e5))
        default:
            return .balkingExponential(
                balk: Double.random(in: 0...1, using: &random), mean: time)
        }
    }

    @Test("every answer is a probability or a time, and the parts add up", arguments: 1...150)
    func sane(seed: Int) throws {
        var random = Generator(state: UInt64(seed))
        let agents = Int(random.logarithmic(1, 3000))
        let load = Double(agents) * random.logarithmic(0.05, 20)
        let handling = random.logarithmic(1, 1e4)
        let law = law(&random)
        let traffic = try Traffic(
            arrivalsPerHour: load * 3600 / handling, meanHandlingSeconds: handling)
        let result = try ImpatientQueue(traffic: traffic, agents: agents, patience: law)
            .performance(thresholds: [0, random.logarithmic(0.1, 1e3)])
        let label = "seed \(seed): \(agents) agents, \(load) erlangs, AHT \(handling) s, \(law)"
        func isShare(_ value: Double) -> Bool { value >= 0 && value <= 1 + 1e-12 }
        #expect(isShare(result.delayProbability) && isShare(result.abandonment), "\(label)")
        #expect(isShare(result.occupancy), "\(label)")
        #expect(result.meanWait >= 0 && result.meanWait.isFinite, "\(label)")
        #expect(result.meanWait <= result.meanVirtualWait * (1 + 1e-12) + 1e-300, "\(label)")
        // The flow balance: what enters service leaves it. Found without using it.
        let busyByLoss = traffic.offeredLoad * (1 - result.abandonment) / Double(agents)
        #expect(abs(result.occupancy - busyByLoss) < 1e-11 * (1 + busyByLoss), "\(label)")
        // The closed form of the share that gives up, 1 - (agents kept busy) / load, from the
        // states: below n agents busy the chain is that of Erlang B, at n all are busy.
        let idleBusy =
            try agents == 1
            ? 0 : ErlangB(offeredLoad: load, agents: agents - 1).carriedLoad
        let busy =
            (1 - result.allBusyProbability) * idleBusy
            + result.allBusyProbability * Double(agents)
        #expect(gap(result.occupancy, busy / Double(agents)) < 1e-9, "\(label)")
        for threshold in result.thresholds {
            let sum = threshold.servedWithin + threshold.abandonedWithin + threshold.waitExceeds
            #expect(abs(sum - 1) < 1e-11, "\(label)")
        }
    }
}
