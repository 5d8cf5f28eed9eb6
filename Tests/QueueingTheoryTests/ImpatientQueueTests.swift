import Foundation
import QueueingTheory
import Testing

private typealias Performance = ImpatientQueue.Performance

private func solve(
    agents: Int, load: Double, handling: Double = 300, _ patience: PatienceLaw,
    thresholds: [Double] = [0, 10, 40, 200]
) throws -> Performance {
    let traffic = try Traffic(
        arrivalsPerHour: load * 3600 / handling, meanHandlingSeconds: handling)
    return try ImpatientQueue(traffic: traffic, agents: agents, patience: patience)
        .performance(thresholds: thresholds)
}

private func expectSame(
    _ got: Performance, _ wanted: Performance, within tolerance: Double,
    location: SourceLocation = #_sourceLocation
) {
    func compare(_ a: Double, _ b: Double, _ name: String) {
        #expect(
            abs(a - b) <= tolerance * abs(b) + 1e-18, "\(name): \(a), \(b)",
            sourceLocation: location)
    }
    compare(got.allBusyProbability, wanted.allBusyProbability, "all busy")
    compare(got.delayProbability, wanted.delayProbability, "delay")
    compare(got.abandonment, wanted.abandonment, "abandonment")
    compare(got.meanVirtualWait, wanted.meanVirtualWait, "virtual wait")
    compare(got.meanWait, wanted.meanWait, "wait")
    compare(got.meanWaitOfServed, wanted.meanWaitOfServed, "wait of served")
    compare(got.occupancy, wanted.occupancy, "occupancy")
    for (a, b) in zip(got.thresholds, wanted.thresholds) {
        compare(a.virtualWaitExceeds, b.virtualWaitExceeds, "virtual wait > \(a.seconds)")
        compare(a.servedWithin, b.servedWithin, "served within \(a.seconds)")
        compare(a.abandonedWithin, b.abandonedWithin, "gave up within \(a.seconds)")
    }
}

/// Erlang A as a birth-death chain: the number in system, summed from its mode with logarithms.
private func birthDeath(
    agents: Int, load: Double, handling: Double, patience: Double
) -> (delay: Double, abandonment: Double, queue: Double) {
    let ratio = handling / patience
    var logs = [0.0]
    var best = 0.0
    while true {
        let k = logs.count
        let exit = Double(min(k, agents)) + Double(max(0, k - agents)) * ratio
        logs.append(logs[k - 1] + log(load / exit))
        best = max(best, logs[k])
        if k > agents, logs[k] < min(best, logs[agents]) - 60, exit > load { break }
    }
    var total = 0.0
    var busy = 0.0
    var queue = 0.0
    for (k, value) in logs.enumerated() {
        let weight = exp(value - best)
        total += weight
        guard k >= agents else { continue }
        busy += weight
        queue += Double(k - agents) * weight
    }
    return (busy / total, queue / total * ratio / load, queue / total)
}

@Suite("M/M/n+G: identities and limits") struct ImpatientQueueTests {
    static let grid: [(agents: Int, load: Double, patience: Double)] = [
        (1, 0.2, 60), (1, 5, 60), (3, 3, 1e5), (20, 12, 30), (50, 47.5, 180), (50, 100, 180),
        (200, 195, 600), (200, 400, 5), (1000, 1010, 90), (5000, 4950, 120), (5000, 7000, 120),
        (5000, 4000, 1e4),
    ]

    @Test("Erlang A equals its birth-death chain, from one agent to 5000", arguments: grid)
    func chain(item: (agents: Int, load: Double, patience: Double)) throws {
        let got = try solve(
            agents: item.agents, load: item.load, .exponential(mean: item.patience))
        let wanted = birthDeath(
            agents: item.agents, load: item.load, handling: 300, patience: item.patience)
        // The logarithms of the chain lose about 1e-16 times their size, up to 1e4 here.
        #expect(gap(got.delayProbability, wanted.delay) < 1e-10)
        #expect(gap(got.abandonment, wanted.abandonment) < 1e-10)
        #expect(gap(got.meanQueueLength, wanted.queue) < 1e-10)
    }

    @Test(
        "with exponential patience the share that gives up is the mean wait over the mean patience",
        arguments: grid)
    func identity(item: (agents: Int, load: Double, patience: Double)) throws {
        let got = try solve(
            agents: item.agents, load: item.load, .exponential(mean: item.patience))
        #expect(gap(got.abandonment, got.meanWait / item.patience) < 1e-12)
    }

    @Test("the wait is shared between the served and those who give up", arguments: grid)
    func partition(item: (agents: Int, load: Double, patience: Double)) throws {
        let got = try solve(
            agents: item.agents, load: item.load,
            .lognormal(median: item.patience, logDeviation: 1.2))
        let abandoned = try #require(got.meanWaitOfAbandoned)
        let total =
            got.abandonment * abandoned + (1 - got.abandonment) * got.meanWaitOfServed
        #expect(gap(total, got.meanWait) < 1e-11)
        for threshold in got.thresholds {
            // All who are neither served nor gone by then are still waiting.
            let rest = 1 - threshold.servedWithin - threshold.abandonedWithin
            #expect(abs(rest - threshold.waitExceeds) < 1e-12)
        }
    }

    @Test("without impatience it is Erlang C", arguments: [(1, 0.9), (50, 47.5), (5000, 4975)])
    func never(item: (agents: Int, load: Double)) throws {
        let got = try solve(agents: item.agents, load: item.load, .never)
        let wanted = try ErlangC(
            traffic: Traffic(arrivalsPerHour: item.load * 12, meanHandlingSeconds: 300),
            agents: item.agents)
        #expect(gap(got.delayProbability, wanted.delayProbability) < 1e-12)
        #expect(gap(got.meanWait, wanted.meanWait) < 1e-12)
        #expect(gap(got.meanVirtualWait, wanted.meanWait) < 1e-12)
        #expect(got.abandonment == 0)
        #expect(got.meanWaitOfAbandoned == nil)
        for threshold in got.thresholds {
            #expect(gap(threshold.waitExceeds, wanted.waitExceeds(threshold.seconds)) < 1e-11)
        }
    }

    @Test("endless patience tends to Erlang C, none to Erlang B")
    func extremes() throws {
        let traffic = try Traffic(arrivalsPerHour: 900, meanHandlingSeconds: 190)
        let patient = try ImpatientQueue(
            traffic: traffic, agents: 50, patience: .exponential(mean: 1e13)
        ).performance()
        let waiting = try ErlangC(traffic: traffic, agents: 50)
        #expect(gap(patient.meanWait, waiting.meanWait) < 1e-9)
        #expect(patient.abandonment > 0)
        let hasty = try ImpatientQueue(
            traffic: traffic, agents: 50, patience: .exponential(mean: 1e-9)
        ).performance()
        let loss = try ErlangB(offeredLoad: traffic.offeredLoad, agents: 50)
        #expect(gap(hasty.abandonment, loss.blocking) < 1e-9)
    }

    @Test("customers who all leave at once make a loss system")
    func allBalk() throws {
        let got = try solve(agents: 30, load: 29, .balkingExponential(balk: 1, mean: 60))
        let loss = try ErlangB(offeredLoad: 29, agents: 30)
        #expect(gap(got.abandonment, loss.blocking) < 1e-12)
        #expect(got.delayProbability == 0)
        #expect(got.meanWait < 1e-12)
    }

    @Test("deterministic patience has a closed form")
    func deterministic() throws {
        let (agents, load, patience) = (40, 42.0, 50.0)
        let got = try solve(agents: agents, load: load, .deterministic(patience))
        let lambda = load / 300
        let rate = Double(agents) / 300
        let rise = exp((lambda - rate) * patience)
        let integral = (rise - 1) / (lambda - rate) + rise / rate
        let odds = lambda * integral * (try ErlangB(offeredLoad: load, agents: 39).blocking)
        #expect(gap(got.delayProbability, odds / (1 + odds)) < 1e-12)
        let lost = odds / (1 + odds) * (rise / rate) / integral
        #expect(gap(got.abandonment, lost) < 1e-12)
    }

    @Test("laws that coincide give the same answers")
    func coincidence() throws {
        for load in [20.0, 31, 60] {
            let exponential = try solve(agents: 30, load: load, .exponential(mean: 150))
            let same: [PatienceLaw] = [
                .weibull(shape: 1, scale: 150), .gamma(shape: 1, scale: 150),
                .hyperexponential(probability: 0.4, firstMean: 150, secondMean: 150),
                .balkingExponential(balk: 0, mean: 150),
                .piecewiseHazard(starts: [0, 17, 90], hazards: [1 / 150.0, 1 / 150.0, 1 / 150.0]),
            ]
            for law in same {
                expectSame(
                    try solve(agents: 30, load: load, law), exponential, within: 1e-11)
            }
            let custom = PatienceLaw.custom(.init { exp(-$0 / 150) })
            expectSame(try solve(agents: 30, load: load, custom), exponential, within: 1e-9)
        }
    }

    // The file of exact cases trusts these two laws to 7 and 12 digits. The values here are from
    // 30-digit quadrature on panels that shrink towards 0, with I(x) in closed form.
    @Test(
        "laws that are not smooth at 0 keep 13 digits",
        arguments: [
            (
                PatienceLaw.weibull(shape: 0.7, scale: 150),
                [0.53326884737502987, 0.097576043600835163, 7.9419322708777165, 9.4705832068124191]
            ),
            (
                .lognormal(logMean: 4.5, logDeviation: 1),
                [0.69218023200098869, 0.082273471511558349, 16.777735454146324, 25.432741979498723]
            ),
        ])
    func roughAtZero(law: PatienceLaw, wanted: [Double]) throws {
        let traffic = try Traffic(arrivalsPerHour: 1000, meanHandlingSeconds: 190)
        let got = try ImpatientQueue(traffic: traffic, agents: 50, patience: law).performance()
        let abandoned = try #require(got.meanWaitOfAbandoned)
        let values = [got.delayProbability, got.abandonment, got.meanWait, abandoned]
        for (value, wanted) in zip(values, wanted) { #expect(gap(value, wanted) < 1e-13) }
    }

    @Test("a gamma law of shape two equals its closed form, given as functions")
    func gammaTwo() throws {
        let law = PatienceLaw.custom(
            .init(cumulative: { 1 - exp(-$0 / 80) * (1 + $0 / 80) }) {
                exp(-$0 / 80) * (1 + $0 / 80)
            })
        expectSame(
            try solve(agents: 30, load: 33, .gamma(shape: 2, scale: 80)),
            try solve(agents: 30, load: 33, law), within: 1e-9)
    }

    @Test("under heavy overload the fluid wait solves survival(w) = 1 / rho")
    func fluid() throws {
        // 5000 agents at twice their capacity: fluctuations of the wait are about 1 %.
        let got = try solve(
            agents: 5000, load: 10_000, .weibull(shape: 1.5, scale: 120), thresholds: [])
        #expect(abs(got.abandonment - 0.5) < 1e-10)
        let wait = 120 * pow(log(2.0), 1 / 1.5)
        #expect(gap(got.meanVirtualWait, wait) < 1e-3)
        #expect(got.delayProbability == 1)
    }

    @Test("almost no load gives zeros, not NaN")
    func idle() throws {
        let got = try solve(agents: 5000, load: 1, .exponential(mean: 60))
        #expect(got.delayProbability == 0)
        #expect(got.abandonment == 0)
        #expect(got.meanWait == 0)
        #expect(gap(got.occupancy, 1.0 / 5000) < 1e-14)
        #expect(got.thresholds[0].servedWithin == 1)
    }

    @Test("a longer threshold, and one more agent, never serve fewer")
    func monotone() throws {
        let laws: [PatienceLaw] = [
            .uniform(upTo: 100), .deterministic(30), .gamma(shape: 0.4, scale: 300),
            .piecewiseHazard(starts: [0, 5, 60], hazards: [0.02, 0.001, 0.01]),
            .weibull(shape: 0.3, scale: 400),
        ]
        for law in laws {
            var before = -1.0
            for agents in 25...45 {
                let got = try solve(agents: agents, load: 36, law)
                let levels = got.thresholds.map(\.servedWithin)
                #expect(levels == levels.sorted())
                #expect(levels[1] > before)
                before = levels[1]
            }
        }
    }

    @Test("the order of thresholds and repeats do not matter")
    func thresholdOrder() throws {
        let forward = try solve(
            agents: 30, load: 31, .exponential(mean: 90), thresholds: [5, 20, 60])
        let backward = try solve(
            agents: 30, load: 31, .exponential(mean: 90), thresholds: [60, 20, 5, 20])
        #expect(backward.thresholds.map(\.seconds) == [60, 20, 5, 20])
        for index in 0..<3 {
            #expect(forward.thresholds[index] == backward.thresholds[2 - index])
        }
    }

    @Test("customers who never give up must fit the agents")
    func stubborn() throws {
        let hazard = PatienceLaw.piecewiseHazard(starts: [0, 60], hazards: [0.01, 0])
        #expect(try solve(agents: 30, load: 40, hazard).abandonment > 0.25)
        #expect(throws: TheoryError.self) { try solve(agents: 30, load: 60, hazard) }
        #expect(throws: TheoryError.self) { try solve(agents: 30, load: 30, .never) }
    }

    @Test("a law that dishonestly never ends is found out")
    func endless() {
        let law = PatienceLaw.custom(.init { _ in 1 })
        #expect(throws: TheoryError.self) { try solve(agents: 30, load: 40, law) }
    }

    @Test("laws without meaning are refused")
    func badLaws() {
        let bad: [PatienceLaw] = [
            .exponential(mean: 0), .exponential(mean: .nan), .weibull(shape: -1, scale: 1),
            .weibull(shape: 1, scale: .infinity), .lognormal(median: 0, logDeviation: 1),
            .lognormal(median: 60, logDeviation: 0), .gamma(shape: 0, scale: 1),
            .deterministic(-5), .uniform(upTo: 0),
            .hyperexponential(probability: 1.1, firstMean: 1, secondMean: 1),
            .balkingExponential(balk: -0.1, mean: 10), .piecewiseHazard(starts: [], hazards: []),
            .piecewiseHazard(starts: [1], hazards: [1]),
            .piecewiseHazard(starts: [0, 0], hazards: [1, 1]),
            .piecewiseHazard(starts: [0], hazards: [-1]),
        ]
        for law in bad {
            #expect(throws: TheoryError.self, "\(law)") { try solve(agents: 5, load: 4, law) }
        }
        #expect(throws: TheoryError.self) {
            try solve(agents: 5, load: 4, .exponential(mean: 60), thresholds: [-1])
        }
    }

    @Test("Garnett's regime is the limit of Erlang A: .4192 against .4142 at a thousand agents")
    func garnett() throws {
        let exact = try solve(agents: 1000, load: 1000, .exponential(mean: 150))
        let ratio = 0.5.squareRoot()
        let limit = Garnett.delayProbability(safetyFactor: 0, patienceRatio: ratio)
        #expect(abs(exact.delayProbability - 0.4192) < 5e-5)
        #expect(abs(limit - 0.4142) < 5e-5)
        let scaled = Garnett.scaledAbandonment(safetyFactor: 0, patienceRatio: ratio)
        #expect(gap(exact.abandonment * 1000.0.squareRoot(), scaled) < 0.03)
    }
}
