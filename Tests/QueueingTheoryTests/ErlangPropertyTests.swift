import Foundation
import QueueingTheory
import Testing

func gap(_ got: Double, _ wanted: Double) -> Double { abs(got - wanted) / abs(wanted) }

@Suite("Erlang B and C: closed forms and limits") struct ErlangPropertyTests {
    @Test("one line blocks a / (1 + a)", arguments: [1e-9, 0.3, 1, 7, 1e9])
    func oneLine(load: Double) throws {
        #expect(gap(try ErlangB(offeredLoad: load, agents: 1).blocking, load / (1 + load)) < 1e-15)
    }

    @Test("two lines block a^2/2 over 1 + a + a^2/2")
    func twoLines() throws {
        let a = 1.7
        let wanted = a * a / 2 / (1 + a + a * a / 2)
        #expect(gap(try ErlangB(offeredLoad: a, agents: 2).blocking, wanted) < 1e-15)
    }

    @Test("blocking too small for a Double is 0, not NaN, and its neighbours keep order")
    func underflow() throws {
        #expect(try ErlangB(offeredLoad: 1, agents: 1000).blocking == 0)
        // 60 busy of 60 at load 1: exp(-1) / 60! to first order.
        let wanted = exp(-1.0 - lgamma(61))
        #expect(gap(try ErlangB(offeredLoad: 1, agents: 60).blocking, wanted) < 1e-12)
        // Past the rescaling of the recursion: 200 of 200 at load 2.
        let deep = exp(200 * log(2.0) - 2 - lgamma(201))
        #expect(gap(try ErlangB(offeredLoad: 2, agents: 200).blocking, deep) < 1e-11)
    }

    @Test("M/M/1: P(wait) is the load and the wait has its textbook mean")
    func oneAgent() throws {
        let queue = try ErlangC(
            traffic: Traffic(arrivalsPerHour: 9, meanHandlingSeconds: 300), agents: 1)
        #expect(gap(queue.delayProbability, 0.75) < 1e-14)
        #expect(gap(queue.meanWait, 0.75 * 300 / 0.25) < 1e-14)
    }

    @Test("M/M/2: P(wait) is 2 rho^2 / (1 + rho)")
    func twoAgents() throws {
        let queue = try ErlangC(
            traffic: Traffic(arrivalsPerHour: 18, meanHandlingSeconds: 240), agents: 2)
        #expect(gap(queue.delayProbability, 2 * 0.36 / 1.6) < 1e-14)
    }

    @Test("the quantile undoes the law of the wait")
    func quantile() throws {
        let queue = try ErlangC(
            traffic: Traffic(arrivalsPerHour: 900, meanHandlingSeconds: 190), agents: 50)
        for share in [0.4, 0.5, 0.9, 0.999] {
            #expect(gap(queue.serviceLevel(within: queue.waitQuantile(share)), share) < 1e-13)
        }
        #expect(queue.waitQuantile(0.3) == 0)
        #expect(queue.waitQuantile(1) == .infinity)
        #expect(queue.waitQuantile(1.5).isNaN)
    }

    @Test("a load at or above the number of agents is unstable", arguments: [50.0, 51, 1e6])
    func unstable(load: Double) throws {
        let traffic = try Traffic(arrivalsPerHour: load, meanHandlingSeconds: 3600)
        #expect(throws: TheoryError.unstable(offeredLoad: load, agents: 50)) {
            try ErlangC(traffic: traffic, agents: 50)
        }
    }

    @Test("numbers without meaning are refused", arguments: [0, -1, Double.nan, .infinity])
    func badNumbers(value: Double) {
        #expect(throws: TheoryError.self) {
            try Traffic(arrivalsPerHour: value, meanHandlingSeconds: 1)
        }
        #expect(throws: TheoryError.self) {
            try Traffic(arrivalsPerHour: 1, meanHandlingSeconds: value)
        }
        #expect(throws: TheoryError.self) { try ErlangB(offeredLoad: value, agents: 1) }
        #expect(throws: TheoryError.self) {
            try SingleServerQueue(arrivalsPerHour: value, handling: .deterministic(1))
        }
    }

    @Test("staffing of none or beyond the limit is refused", arguments: [0, -3, 1_000_001])
    func badAgents(agents: Int) throws {
        let traffic = try Traffic(arrivalsPerHour: 1, meanHandlingSeconds: 1)
        #expect(throws: TheoryError.self) { try ErlangB(offeredLoad: 1, agents: agents) }
        #expect(throws: TheoryError.self) { try ErlangC(traffic: traffic, agents: agents) }
        #expect(throws: TheoryError.self) {
            try ImpatientQueue(traffic: traffic, agents: agents, patience: .never)
        }
    }

    @Test("exponential handling turns M/G/1 into M/M/1")
    func pollaczekKhinchine() throws {
        let general = try SingleServerQueue(
            arrivalsPerHour: 12, handling: .exponential(mean: 240))
        let markov = try ErlangC(
            traffic: Traffic(arrivalsPerHour: 12, meanHandlingSeconds: 240), agents: 1)
        #expect(gap(general.meanWait, markov.meanWait) < 1e-14)
        // P(W > t) = rho exp(-t / m): variance rho (2 - rho) m^2.
        let deviation = (0.8 * 1.2).squareRoot() * markov.meanWaitOfDelayed
        #expect(gap(general.waitDeviation, deviation) < 1e-14)
    }

    @Test("the regime of Halfin and Whitt is the limit of Erlang C")
    func halfinWhitt() throws {
        // At a million erlangs the limit is off by about 1 / sqrt(n) = 0.1 %.
        let load = 900_000.0
        let beta = try HalfinWhitt.safetyFactor(delayProbability: 0.4)
        let agents = SquareRootStaffing.agents(offeredLoad: load, safetyFactor: beta)
        let queue = try ErlangC(
            traffic: Traffic(arrivalsPerHour: load, meanHandlingSeconds: 3600), agents: agents)
        #expect(abs(queue.delayProbability - 0.4) < 0.001)
        #expect(HalfinWhitt.delayProbability(safetyFactor: 0) == 1)
        #expect(throws: TheoryError.self) { try HalfinWhitt.safetyFactor(delayProbability: 1) }
    }

    @Test("the square-root rule never staffs nobody")
    func rule() {
        #expect(SquareRootStaffing.agents(offeredLoad: 100, safetyFactor: 1) == 110)
        #expect(SquareRootStaffing.agents(offeredLoad: 100, safetyFactor: 0.51) == 106)
        #expect(SquareRootStaffing.agents(offeredLoad: 1, safetyFactor: -9) == 1)
        #expect(SquareRootStaffing.agents(offeredLoad: 1e300, safetyFactor: 0) == 1_000_000)
    }
}
