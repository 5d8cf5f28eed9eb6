import ContactCenter
import Distributions
import RandomVariates
import Statistics
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation

@Suite("known expectations of arrivals")
struct ArrivalControlTests {
    /// A center whose types all arrive as the example says.
    private func center(
        _ example: ArrivalExample, _ types: [any ArrivalProcess], warmUp: Double = 0
    ) -> TwinConfiguration {
        var twin = SmallCenter.twin(
            types: types.enumerated().map {
                ContactTypeConfiguration(name: "type \($0)", arrivals: Arrivals($1))
            },
            groups: [], horizonSeconds: example.horizonSeconds, warmUpSeconds: warmUp)
        twin.center.daySeconds = example.daySeconds
        return twin
    }

    /// Over 2 000 replications each control is within 4.9 standard errors of its expectation.
    ///
    /// A load
    /// with standard deviation 0.2 whose variance is 11 % off is found.
    private func check(_ twin: TwinConfiguration, _ example: ArrivalExample, warmUp: Double) throws
    {
        let controls = ArrivalControls(twin)
        let expectations = controls.expectations
        var found = expectations.map { _ in RunningMoments() }
        for replication in 0..<2000 {
            var count: Int64 = 0
            for (number, type) in twin.center.contactTypes.enumerated() {
                var one = example
                one.process = type.arrivals.process
                count += Int64(
                    ArrivalDraws.instants(
                        one, seed: 31, replication: UInt32(replication), type: UInt16(number)
                    ).count { $0.seconds >= warmUp })
            }
            let values = controls.values(
                seed: 31, replication: replication, firstArrivals: count)
            #expect(values.count == expectations.count)
            for (index, value) in values.enumerated() { found[index].add(value) }
        }
        for (moments, expectation) in zip(found, expectations) {
            let error = try #require(moments.standardError)
            #expect(
                abs(moments.mean - expectation) <= 4.9 * error + 1e-12,
                "\(moments.mean), not \(expectation), ± \(error)")
        }
    }

    @Test("controls of every arrival process have their stated expectations, warm-up cut off")
    func everyProcess() throws {
        for process in ArrivalProcesses.all {
            for example in process.examples {
                try check(center(example, [example.process], warmUp: 45), example, warmUp: 45)
            }
        }
    }

    @Test("two types with busy days in common, more or less, and one without")
    func types() throws {
        let rate = PiecewiseConstantRate(breaks: [0], rates: [0.1], end: 400)
        func type(_ cv: Double, _ correlation: Double) -> PiecewiseConstantPoisson {
            PiecewiseConstantPoisson(
                rate: rate, busyness: Busyness(dayCV: cv, typeCorrelation: correlation))
        }
        let example = try #require(PiecewiseConstantPoisson.examples.first)
        for types in [
            [type(0.4, 1), type(0.4, 1), PiecewiseConstantPoisson(rate: rate)],
            [type(0.4, 1), type(0.2, 1)], [type(0.5, 0.8), type(0.3, 0.4), type(0.2, 1)],
        ] {
            let twin = center(example, types)
            #expect(ArrivalControls(twin).expectations.count == 3)
            try check(twin, example, warmUp: 0)
        }
        // By hand: shared 0.4 on two thirds of the arrivals, two days alike.
        let shared = ArrivalControls(
            center(example, [type(0.4, 1), type(0.4, 1), PiecewiseConstantPoisson(rate: rate)]))
        let byHand = 2 * (0.4 * (2.0 / 3) / 2) * (0.4 * (2.0 / 3) / 2)
        #expect(abs(shared.expectations[2] - byHand) < 1e-12)
    }

    @Test("where the variance of the load is not known, its controls are left out")
    func unknown() throws {
        let rate = PiecewiseConstantRate(breaks: [0], rates: [0.1], end: 400)
        let example = try #require(PiecewiseConstantPoisson.examples.first)
        let wild = [100.0, 90].map {
            PiecewiseConstantPoisson(rate: rate, busyness: Busyness(dayCV: $0, shared: true))
        }
        #expect(ArrivalControls(center(example, wild)).expectations == [0])
    }

    @Test("exact counts leave nothing to control but the noise, which is 0")
    func exactCounts() throws {
        let example = try #require(FixedCounts.examples.first)
        let controls = ArrivalControls(center(example, [example.process]))
        #expect(controls.expectations == [0])
        #expect(controls.values(seed: 1, replication: 3, firstArrivals: 43) == [0])
    }
}
