import ContactCenter
import ContactCenterEvents
import Distributions
import RandomVariates
import Statistics
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation

@Suite("arrivals inside a center")
struct ArrivalSourceTests {
    /// Contacts with nobody to wait for: a line of agents longer than the run needs.
    private func center(
        _ arrivals: Arrivals, talk: Law, horizonSeconds: Double, daySeconds: Double = 86_400
    ) -> TwinConfiguration {
        var twin = SmallCenter.twin(
            types: [ContactTypeConfiguration(name: "call", arrivals: arrivals)],
            groups: [SmallCenter.group("agents", size: 400, skills: [Skill(talk: talk)])],
            horizonSeconds: horizonSeconds)
        twin.center.daySeconds = daySeconds
        return twin
    }

    @Test("the simulator meets the callers that the processes describe, to the nanosecond")
    func sameCallers() {
        for process in ArrivalProcesses.all {
            for example in process.examples {
                let twin = center(
                    Arrivals(example.process), talk: .deterministic(1),
                    horizonSeconds: example.horizonSeconds, daySeconds: example.daySeconds)
                for replication in UInt32(0)..<3 {
                    let arrived = SmallCenter.events(twin, seed: 6, replication: replication)
                        .compactMap { event -> SimulationTime? in
                            guard case .contactArrived = event.event else { return nil }
                            return event.time
                        }
                    let expected = ArrivalDraws.instants(
                        example, seed: 6, replication: replication)
                    #expect(arrived == expected, "\(process.words[0]): \(example.name)")
                }
            }
        }
    }

    /// Sinusoidal arrivals at ample agents: the number busy is Poisson with mean
    /// m(t) = mean + amplitude sin(2 pi (t - lag) / period) (Eick, Massey and Whitt 1993; cases
    /// `offered_load_MtGinf`), the lag of the busy agents behind the arrivals included.
    ///
    /// 60 independent runs, looked at 40 times in the second period of two: per instant a
    /// tolerance of 4.9 sqrt(m / 60), some 7 %; the fitted amplitude and lag use all instants. With
    /// instants 12 min apart and conversations of 5 min their errors are all but independent, so the
    /// lag has a standard error of some 12 s of 300, the amplitude of 1.0 of 41.6: a rate without
    /// phase, or a lag off by 60 s, is found.
    @Test("busy agents lag behind a swinging rate as the theory of ample agents says")
    func sinusoidalLoad() throws {
        for item in try ExactCases.load(families: ["offered_load_MtGinf"]) {
            let period = 8 * 3600.0
            let mean = try #require(item.numbers["lambda_bar_per_h"]) / 3600
            let swing = try #require(item.numbers["alpha"])
            let talk: Law =
                item.id == "offered_load_MtGinf-01" ? .exponential(mean: 300) : .deterministic(300)
            let twin = center(
                Arrivals(
                    SinusoidalPoisson(
                        sinusoid: RateSinusoid(mean: mean, amplitude: swing, period: period),
                        openings: [0..<2 * period])),
                talk: talk, horizonSeconds: 2 * period)
            let instants = (0..<40).map { period + (Double($0) + 0.5) * period / 40 }
            let runs = 60
            var sums = [Double](repeating: 0, count: instants.count)
            for run in 0..<runs {
                for (index, count) in busy(twin, at: instants, run: run).enumerated() {
                    sums[index] += count / Double(runs)
                }
            }
            let busy = try #require(item.outputs["mean_busy"])
            let amplitude = try #require(item.outputs["amplitude"])
            let lag = try #require(item.outputs["lag_behind_arrival_rate_s"])
            var (sine, cosine) = (0.0, 0.0)
            for (instant, found) in zip(instants, sums) {
                let expected =
                    busy + amplitude
                    * PortableMath.sineAndCosine(turns: (instant - lag) / period).sine
                #expect(abs(found - expected) < 4.9 * (expected / Double(runs)).squareRoot())
                // Fourier coefficients relative to the expected phase.
                let angle = PortableMath.sineAndCosine(turns: (instant - lag) / period)
                sine += found * angle.sine * 2 / Double(instants.count)
                cosine += found * angle.cosine * 2 / Double(instants.count)
            }
            let error = (2 * busy / Double(runs * instants.count)).squareRoot()
            #expect(abs(sine - amplitude) < 4.9 * error * 1.3)
            #expect(abs(cosine) < 4.9 * error * 1.3)
        }
    }

    /// Exact cases of M(t)/M/n + M by Kolmogorov's equations (`time_varying_sin`, empty at 0).
    ///
    /// 60 independent days of 1 920 and 3 040 calls, one standard error of each share from the days
    /// themselves: some 0.003, so a share that is off by 0.015 of 0.10 to 0.43 is found; a rate
    /// without its swing gives 0.01 and 0.13 instead.
    @Test("a swinging rate meets the exact delays and losses of a center with too few agents")
    func timeVaryingQueue() throws {
        let cases = try ExactCases.load(families: ["time_varying_sin"])
        for item in cases where ["time_varying_sin-05", "time_varying_sin-08"].contains(item.id) {
            func number(_ name: String) throws -> Double { try #require(item.numbers[name]) }
            let rate = RateSinusoid(
                mean: try number("lambda_bar_per_h") / 3600, amplitude: try number("alpha"),
                period: try number("period_h") * 3600)
            let horizon = try number("horizon_h") * 3600
            let skill = Skill(talk: .exponential(mean: try number("aht_s")))
            let twin = SmallCenter.twin(
                types: [
                    ContactTypeConfiguration(
                        name: "call",
                        arrivals: Arrivals(
                            SinusoidalPoisson(sinusoid: rate, openings: [0..<horizon])),
                        patience: .exponential(mean: try number("patience_mean_s")))
                ],
                groups: [SmallCenter.group("agents", size: try number("n"), skills: [skill])],
                horizonSeconds: horizon)
            let arrivals = try #require(item.outputs["expected_arrivals"])
            var arrived = RunningMoments()
            var delayed = RunningMoments()
            var lost = RunningMoments()
            for run in UInt32(0)..<60 {
                var counts = (arrived: 0.0, queued: 0.0, abandoned: 0.0)
                for event in SmallCenter.events(twin, seed: 23, replication: run) {
                    switch event.event {
                    case .contactArrived: counts.arrived += 1
                    case .contactQueued: counts.queued += 1
                    case .contactAbandoned: counts.abandoned += 1
                    default: break
                    }
                }
                // Over the exact mean number: no ratio of random numbers, so no bias.
                arrived.add(counts.arrived / arrivals)
                delayed.add(counts.queued / arrivals)
                lost.add(counts.abandoned / arrivals)
            }
            for (found, expected) in [
                (arrived, 1), (delayed, item.outputs["P_wait"]),
                (lost, item.outputs["P_ab_cohort"]),
            ] {
                let error = try #require(found.standardError)
                #expect(abs(found.mean - (try #require(expected))) < 4.9 * error)
                #expect(error < 0.01)
            }
        }
    }

    /// Contacts in service at given instants.
    private func busy(_ twin: TwinConfiguration, at instants: [Double], run: Int) -> [Double] {
        var counts: [Double] = []
        var inside = 0.0
        for event in SmallCenter.events(twin, seed: 15, replication: UInt32(run)) {
            while counts.count < instants.count, event.time.seconds > instants[counts.count] {
                counts.append(inside)
            }
            switch event.event {
            case .contactAnswered: inside += 1
            case .contactEnded: inside -= 1
            default: break
            }
        }
        return counts + [Double](repeating: 0, count: instants.count - counts.count)
    }
}
