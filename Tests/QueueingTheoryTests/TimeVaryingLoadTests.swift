import Foundation
import QueueingTheory
import Testing

/// The cases of `offered_load_MtGinf`, with further laws, are held against the closed form through
/// `calltwin theory` too.
@Suite("Offered load over time: Mt/G/infinity") struct TimeVaryingLoadTests {
    static let laws: [HandlingLaw] = [
        .exponential(mean: 300), .deterministic(300), .lognormal(mean: 300, variation: 1.5),
        .gamma(shape: 3, scale: 100), .gamma(shape: 0.4, scale: 900),
        .hyperexponential(probability: 0.3, firstMean: 60, secondMean: 700),
    ]

    @Test("a sinusoidal rate with exponential times meets its textbook amplitude and lag")
    func exponential() throws {
        // w m = 2 pi 300 / 28800: amplitude / sqrt(1 + (w m)^2), lag atan(w m) / w.
        let load = try SinusoidalLoad(
            arrivalsPerHour: 1000, relativeAmplitude: 0.5, periodSeconds: 28_800,
            handling: .exponential(mean: 300))
        let x = 2 * Double.pi * 300 / 28_800
        #expect(gap(load.mean, 250 / 3.0) < 1e-15)
        #expect(gap(load.amplitude, 125 / 3.0 / (1 + x * x).squareRoot()) < 1e-14)
        #expect(gap(load.lagSeconds, atan(x) * 28_800 / (2 * Double.pi)) < 1e-14)
        #expect(gap(load.offeredLoad(at: load.lagSeconds + 7_200), load.greatest) < 1e-14)
    }

    @Test("the integral over ages meets the closed form of a sinusoid", arguments: laws)
    func quadrature(law: HandlingLaw) throws {
        let closed = try SinusoidalLoad(
            arrivalsPerHour: 1200, relativeAmplitude: 0.8, periodSeconds: 3600, handling: law)
        let general = try TimeVaryingLoad(handling: law) {
            1200 * (1 + 0.8 * sin(2 * Double.pi * $0 / 3600))
        }
        for instant in stride(from: 0.0, to: 3600, by: 450) {
            let (got, wanted) = (
                try general.offeredLoad(at: instant), closed.offeredLoad(at: instant)
            )
            #expect(abs(got - wanted) < 1e-8 * closed.mean, "\(law) at \(instant) s")
        }
    }

    @Test("from an empty start a constant rate brings rate x E min(S, t)", arguments: laws)
    func emptyStart(law: HandlingLaw) throws {
        let load = try TimeVaryingLoad(handling: law, from: 1000) { _ in 360 }
        #expect(try load.offeredLoad(at: 1000) == 0)
        for age in [1.0, 100, 299, 301, 2000, 1e5] {
            let got = try load.offeredLoad(at: 1000 + age)
            #expect(gap(got, 0.1 * law.mean(upTo: age)) < 1e-9, "\(law) after \(age) s")
        }
    }

    @Test("E min(S, t) is the integral of the survival, and tends to the mean", arguments: laws)
    func truncatedMean(law: HandlingLaw) {
        // The trapezoidal rule with step 1/8 s; its error is below 1e-4 s for these laws, but for
        // the jump of a deterministic time, where it is 1/16 s.
        for limit in [50.0, 400, 1500] {
            let count = Int(limit * 8)
            let sum = (0..<count).reduce(0.0) {
                let left = Double($1) / 8
                return $0 + (law.survival(at: left) + law.survival(at: left + 0.125)) / 16
            }
            #expect(abs(law.mean(upTo: limit) - sum) < 0.07, "\(law) to \(limit)")
        }
        #expect(gap(law.mean(upTo: 1e9), law.mean) < 1e-9)
        #expect(law.mean(upTo: .infinity) == law.mean)
        #expect(law.survival(at: -1) == 1 && law.mean(upTo: 0) == 0)
    }

    @Test("the load jumps neither where the rate does: a step meets its closed form")
    func step() throws {
        let load = try TimeVaryingLoad(
            handling: .exponential(mean: 200), breaks: [500],
            arrivalsPerHour: { $0 < 500 ? 0 : 720 })
        #expect(try load.offeredLoad(at: 500) == 0)
        #expect(gap(try load.offeredLoad(at: 700), 40 * (1 - exp(-1.0))) < 1e-10)
    }

    @Test("a slow rate is followed by the mean age E S (1 + cv^2) / 2", arguments: laws)
    func slow(law: HandlingLaw) throws {
        let load = try SinusoidalLoad(
            arrivalsPerHour: 100, relativeAmplitude: 0.5, periodSeconds: 1e9, handling: law)
        #expect(gap(load.lagSeconds, law.moment(2) / (2 * law.mean)) < 1e-6)
        #expect(gap(load.amplitude, load.mean / 2) < 1e-6)
    }

    @Test("a deterministic time of a whole period hides the rate; ranges are refused")
    func limits() throws {
        let load = try SinusoidalLoad(
            arrivalsPerHour: 100, relativeAmplitude: 1, periodSeconds: 600,
            handling: .deterministic(600))
        #expect(load.amplitude < 1e-13)
        #expect(throws: TheoryError.self) {
            try SinusoidalLoad(
                arrivalsPerHour: 100, relativeAmplitude: 1.1, periodSeconds: 600,
                handling: .deterministic(600))
        }
        #expect(throws: TheoryError.self) {
            try SinusoidalLoad(
                arrivalsPerHour: 100, relativeAmplitude: 0.5, periodSeconds: 0,
                handling: .exponential(mean: 1))
        }
        let negative = try TimeVaryingLoad(handling: .exponential(mean: 60)) { _ in -1 }
        #expect(throws: TheoryError.self) { try negative.offeredLoad(at: 0) }
    }
}
