import ContactCenter
import Distributions
import Experiments
import Projections
import RandomVariates
import Statistics
import TestSupport
import Testing
import TwinSimulation

@Suite("Control variates")
struct ControlVariateTests {
    @Test("what the controls explain is taken out exactly, and costs degrees of freedom")
    func exact() throws {
        let controls = (0..<40).map { [Double($0 % 7), Double(($0 * $0) % 11)] }
        let values = controls.map { 3 + 2 * ($0[0] - 2.5) - 0.5 * ($0[1] - 4) }
        let estimate = ReplicatedEstimate(meanOf: values)
            .controlled(by: controls, expectations: [2.5, 4])
        #expect(abs(estimate.value - 3) < 1e-12)
        #expect(try #require(estimate.standardError) < 1e-12)
        #expect(estimate.degreesOfFreedom == 37)
    }

    @Test("dependent controls, and too few replications, change nothing")
    func refused() {
        let plain = ReplicatedEstimate(meanOf: (0..<30).map { Double(($0 * 7) % 5) })
        let twice = (0..<30).map { [Double($0), 2 * Double($0)] }
        #expect(plain.controlled(by: twice, expectations: [14, 29]) == plain)
        let three = (0..<30).map { [Double($0), Double($0 * $0), Double($0 % 4), 1] }
        #expect(plain.controlled(by: three, expectations: [14, 280, 1, 1]) == plain)
    }

    /// Without redials every contact is a first arrival, a linear function of the controls, so the
    /// controlled mean is the integral of the rate to rounding; any wrong expectation would show.
    @Test("the mean number of contacts of a busy center is the integral of its rate, exactly")
    func contacts() async throws {
        func type(_ name: String, _ perHour: Double, shared: Bool) -> ContactTypeConfiguration {
            ContactTypeConfiguration(
                name: name,
                arrivals: .piecewisePoisson(
                    PiecewiseConstantRate(
                        breaks: [0, 36_000, 90_000],
                        rates: [perHour / 3600, 2 * perHour / 3600, perHour / 7200], end: 172_800),
                    busyness: Busyness(dayCV: 0.3, shared: shared)),
                patience: .exponential(mean: 120))
        }
        let skill = Skill(talk: .exponential(mean: 180))
        let center = SmallCenter.twin(
            types: [type("one", 30, shared: true), type("two", 20, shared: false)],
            groups: [SmallCenter.group("agents", size: 4, skills: [skill, skill])],
            horizonSeconds: 172_800)
        let controls = ArrivalControls(center)
        let runner = try ReplicationRunner(center, seed: 9, jobs: 2)
        var plain = KPISeries()
        var series = KPISeries(expectations: controls.expectations)
        let results = await runner.run(0..<60) { replication, tally in
            (
                tally.kpiRows(.all, names: center.description),
                controls.values(
                    seed: 9, replication: replication,
                    firstArrivals: tally.allContacts.arrived - tally.allContacts.repeated)
            )
        }
        for (rows, values) in results {
            plain.append(rows)
            series.append(rows, controls: values)
        }
        let expected = (10.0 + 2 * 15 + 0.5 * 23) * 50
        let offered = try #require(series.estimate("offered"))
        #expect(abs(offered.value - expected) < 1e-6)
        #expect(try #require(offered.halfWidth()) < 1e-6)
        let before = try #require(plain.estimate("abandonmentRate")?.halfWidth())
        let after = try #require(series.estimate("abandonmentRate")?.halfWidth())
        #expect(after < 0.7 * before)
    }

    /// Recorded arrivals are certain, and what comes before the warm-up counts for nothing.
    @Test("with a recorded type and a warm-up the controlled count is exact too")
    func recordedAndWarmUp() async throws {
        let skill = Skill(talk: .exponential(mean: 60))
        let recorded = (0..<300).map { 40 * Double($0) + 7 }
        let center = SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "busy",
                    arrivals: .piecewisePoisson(
                        PiecewiseConstantRate(breaks: [0], rates: [0.02], end: 14_400),
                        busyness: Busyness(dayCV: 0.4)), patience: .exponential(mean: 100)),
                ContactTypeConfiguration(
                    name: "recorded", arrivals: .trace(recorded),
                    patience: .exponential(mean: 100)),
            ],
            groups: [SmallCenter.group("agents", size: 3, skills: [skill, skill])],
            horizonSeconds: 14_400, warmUpSeconds: 3_600)
        let controls = ArrivalControls(center)
        let runner = try ReplicationRunner(center, seed: 4, jobs: 2)
        var series = KPISeries(expectations: controls.expectations)
        let results = await runner.run(0..<40) { replication, tally in
            (
                tally.kpiRows(.all, names: center.description),
                controls.values(
                    seed: 4, replication: replication,
                    firstArrivals: tally.allContacts.arrived - tally.allContacts.repeated)
            )
        }
        for (rows, values) in results { series.append(rows, controls: values) }
        let expected = 0.02 * 10_800 + Double(recorded.count { $0 >= 3_600 })
        let offered = try #require(series.estimate("offered"))
        #expect(abs(offered.value - expected) < 1e-6)
        #expect(try #require(offered.halfWidth()) < 1e-6)
    }

    /// Nine replications in ten lose nobody, so the straight line of the control reaches below 0.
    @Test("a share that the controls would move below 0 keeps its plain estimate")
    func sharesStayShares() {
        var controlled = KPISeries(expectations: [2])
        var plain = KPISeries()
        for replication in 0..<40 {
            let lost: Double = replication % 10 == 0 ? 1 : 0
            let row = KPIRow(
                kpi: "abandonmentRate", unit: "share", scope: .all, contactType: "all",
                agentGroup: nil, fraction: KPIFraction(lost, over: 100))
            controlled.append([row], controls: [2.5 + lost])
            plain.append([row])
        }
        #expect(controlled.estimate("abandonmentRate") == plain.estimate("abandonmentRate"))
        #expect(controlled.estimate("abandonmentRate")?.value == 0.001)
    }
}
