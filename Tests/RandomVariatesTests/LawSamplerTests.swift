import Distributions
import RandomVariates
import Testing
import TwinPrimitives

/// One law of every family, with atoms and infinite values among them.
let sampledLaws: [Law] = [
    .exponential(mean: 42), .weibull(shape: 0.7, scale: 30), .lognormal(mean: 186, cv: 2),
    .gamma(mean: 100, cv: 2), .gamma(mean: 1, cv: 0.2), .deterministic(5),
    .uniform(lower: 3, upper: 9),
    .hyperexponential(probabilities: [0.3, 0.7], means: [10, 200]),
    .piecewiseHazard(
        PiecewiseHazard(
            breaks: [0, 10, 30, 60, 120], hazards: [0.02, 0, 0.05, 0.001, 0.01], balk: 0.05)),
    .piecewiseHazard(PiecewiseHazard(breaks: [0, 60], hazards: [0.01, 0])),
    .empirical(EmpiricalLaw(values: [0, 1, 1, 5, 9], probabilities: [0, 0.2, 0.5, 0.8, 1])),
    .pareto(shape: 2.2, scale: 15),
    .truncatedNormal(mean: 0.8, standardDeviation: 0.25, lower: 0, upper: 1),
    .mixture(
        weights: [0.6, 0.3, 0.1],
        components: [.lognormal(mean: 100, cv: 1), .exponential(mean: 5), .deterministic(50)]),
    .mixture(weights: [0.9, 0.1], components: [.weibull(mean: 60, shape: 1.5), .never]),
    .never,
]

@Suite("compiled laws")
struct LawSamplerTests {
    private let streams = RandomStreams(seed: 20_240_607, replication: 3)

    private func uniform(_ ordinal: Int) -> Double {
        streams.uniform(
            .testing, CallerKey(contactType: ContactTypeID(1), ordinal: UInt32(ordinal)))
    }

    @Test("a draw equals the law's quantile and inverse hazard bit for bit", arguments: sampledLaws)
    func bitForBit(_ law: Law) {
        let sampler = LawSampler(law)
        for ordinal in 0..<500 {
            let u = uniform(ordinal)
            let value = sampler.draw(uniform: u)
            #expect(value.bitPattern == law.quantile(u).bitPattern)
            #expect(sampler.unowned.draw(uniform: u).bitPattern == value.bitPattern)
            #expect(sampler.duration(uniform: u) == SimulationDuration(seconds: value))
            let e = -PortableMath.log(u)
            let other = sampler.draw(unitExponential: e)
            #expect(other.bitPattern == law.inverseCumulativeHazard(e).bitPattern)
            #expect(sampler.duration(unitExponential: e) == SimulationDuration(seconds: other))
        }
        withExtendedLifetime(sampler) {}
    }

    /// Up to 4 units of the last place, the rounding of the functions below.
    @Test("a larger input never gives a smaller value", arguments: sampledLaws)
    func monotone(_ law: Law) {
        let sampler = LawSampler(law)
        let inputs =
            (0..<2000).map(uniform) + [0x1p-53, 0x1p-52, 1e-9, 1 - 1e-9, 1 - 0x1p-52, 1 - 0x1p-53]
        var previous = 0.0
        for u in inputs.sorted() {
            let value = sampler.draw(uniform: u)
            #expect(value >= previous * (1 - 4 * Double.ulpOfOne), "u = \(u)")
            previous = value
        }
        previous = 0
        for e in inputs.map({ -PortableMath.log($0) }).sorted() {
            let value = sampler.draw(unitExponential: e)
            #expect(value >= previous * (1 - 4 * Double.ulpOfOne), "e = \(e)")
            previous = value
        }
    }

    /// The distance of Kolmogorov and Smirnov between draws and a law that may have atoms.
    private func distance(_ draws: [Double], _ law: Law) -> Double {
        let sorted = draws.sorted()
        let count = Double(sorted.count)
        var largest = 0.0
        var index = 0
        while index < sorted.count {
            let x = sorted[index]
            var next = index
            while next < sorted.count, sorted[next] == x { next += 1 }
            if x < .infinity {
                largest = max(largest, abs(Double(next) / count - law.cdf(x)))
                let below = x > 0 ? law.cdf(x.nextDown) : 0
                largest = max(largest, abs(Double(index) / count - below))
            } else {
                // What never happens: its share against what the law leaves over.
                largest = max(largest, abs(1 - Double(index) / count - law.survival(1e300)))
            }
            index = next
        }
        return largest
    }

    /// The test of Kolmogorov and Smirnov at a false-alarm rate of 1e-6.
    ///
    /// P(D > d) <= 2 e^(-2 n d^2) (Dvoretzky, Kiefer, Wolfowitz; Massart 1990,
    /// valid for laws with atoms too) gives d = 0.0191 for 20 000 draws. A law whose distribution
    /// function is off by more than twice that anywhere is found.
    @Test("keyed draws follow the law", arguments: sampledLaws)
    func kolmogorovSmirnov(_ law: Law) {
        let sampler = LawSampler(law)
        let count = 20_000
        let limit = (PortableMath.log(2e6) / (2 * Double(count))).squareRoot()
        let first = (0..<count).map { sampler.draw(uniform: uniform($0)) }
        #expect(distance(first, law) < limit)
        let second = (0..<count).map {
            sampler.draw(unitExponential: -PortableMath.log(uniform(count + $0)))
        }
        #expect(distance(second, law) < limit)
    }

    @Test("the shortcuts know the degenerate laws")
    func shortcuts() {
        #expect(LawSampler(.never).isNever && !LawSampler(.never).isAlwaysZero)
        #expect(LawSampler(.deterministic(0)).isAlwaysZero)
        #expect(!LawSampler(.exponential(mean: 1)).isNever)
        #expect(!LawSampler(.deterministic(2)).isAlwaysZero)
        #expect(LawSampler(.never).duration(uniform: 0.5).nanoseconds == .max)
        #expect(LawSampler(.deterministic(2)).duration(uniform: 0.5).nanoseconds == 2_000_000_000)
    }

    @Test("an unowned sampler is four words without references")
    func layout() {
        #expect(MemoryLayout<UnownedLawSampler>.size <= 32)
        #expect(_isPOD(UnownedLawSampler.self))
    }
}
