import Distributions
import Testing

/// A law with impossible parameters and a phrase that its reason must hold.
struct WrongLaw: Sendable, CustomTestStringConvertible {
    var law: Law
    var reason: String
    var testDescription: String { reason }
}

@Suite("impossible parameters are named")
struct LawInvariantTests {
    static let wrong: [WrongLaw] = [
        WrongLaw(law: .exponential(mean: -3), reason: "the mean is -3.0; it must be above 0"),
        WrongLaw(law: .exponential(mean: 0), reason: "the mean is 0.0"),
        WrongLaw(law: .exponential(mean: .nan), reason: "the mean is nan"),
        WrongLaw(law: .exponential(mean: .infinity), reason: "finite"),
        WrongLaw(law: .weibull(shape: 0, scale: 1), reason: "the shape is 0.0"),
        WrongLaw(law: .weibull(shape: 1, scale: -1), reason: "the scale is -1.0"),
        WrongLaw(law: .lognormal(mu: 1, sigma: 0), reason: "sigma is 0.0"),
        WrongLaw(law: .lognormal(mu: .nan, sigma: 1), reason: "mu is nan"),
        WrongLaw(law: .gamma(shape: -1, scale: 1), reason: "the shape"),
        WrongLaw(law: .gamma(shape: 1e9, scale: 1), reason: "use a deterministic law"),
        WrongLaw(law: .deterministic(-1), reason: "must not be negative"),
        WrongLaw(law: .uniform(lower: 3, upper: 3), reason: "must be above the lower end 3.0"),
        WrongLaw(law: .uniform(lower: -1, upper: 3), reason: "the lower end is -1.0"),
        WrongLaw(
            law: .hyperexponential(probabilities: [0.5, 0.4], means: [1, 2]),
            reason: "add up to 0.9, not to 1"),
        WrongLaw(
            law: .hyperexponential(probabilities: [1.5, -0.5], means: [1, 2]), reason: "hold -0.5"),
        WrongLaw(
            law: .hyperexponential(probabilities: [1], means: [1, 2]),
            reason: "there are 1 probabilities but 2 means"),
        WrongLaw(
            law: .hyperexponential(probabilities: [0.5, 0.5], means: [1, 0]), reason: "mean 2 is"),
        WrongLaw(law: .hyperexponential(probabilities: [], means: []), reason: "is empty"),
        WrongLaw(
            law: .piecewiseHazard(PiecewiseHazard(breaks: [1, 2], hazards: [1, 1])),
            reason: "the first break is 1.0"),
        WrongLaw(
            law: .piecewiseHazard(PiecewiseHazard(breaks: [0, 2, 2], hazards: [1, 1, 1])),
            reason: "break 3 is 2.0, not above"),
        WrongLaw(
            law: .piecewiseHazard(PiecewiseHazard(breaks: [0, 2], hazards: [1, -1])),
            reason: "hazard 2 is -1.0"),
        WrongLaw(
            law: .piecewiseHazard(PiecewiseHazard(breaks: [0], hazards: [1], balk: 1)),
            reason: "balk is 1.0"),
        WrongLaw(
            law: .piecewiseHazard(PiecewiseHazard(breaks: [0], hazards: [])),
            reason: "1 breaks but 0 hazards"),
        WrongLaw(
            law: .empirical(EmpiricalLaw(values: [1], probabilities: [0])), reason: "2 points"),
        WrongLaw(
            law: .empirical(EmpiricalLaw(values: [2, 1], probabilities: [0, 1])),
            reason: "value 2 is 1.0, below"),
        WrongLaw(
            law: .empirical(EmpiricalLaw(values: [1, 2, 3], probabilities: [0, 0, 1])),
            reason: "probability 2 is 0.0, not above"),
        WrongLaw(
            law: .empirical(EmpiricalLaw(values: [1, 2], probabilities: [0.1, 1])),
            reason: "the first probability is 0.1"),
        WrongLaw(
            law: .empirical(EmpiricalLaw(values: [1, 2], probabilities: [0, 0.9])),
            reason: "the last probability is 0.9"),
        WrongLaw(law: .pareto(shape: 1, scale: 0), reason: "the scale is 0.0"),
        WrongLaw(
            law: .truncatedNormal(mean: 0, standardDeviation: 0, lower: 0, upper: 1),
            reason: "the standard deviation is 0.0"),
        WrongLaw(
            law: .truncatedNormal(mean: 0, standardDeviation: 1, lower: 2, upper: 1),
            reason: "must be above the lower end"),
        WrongLaw(
            law: .truncatedNormal(mean: 0, standardDeviation: 1, lower: 50, upper: 51),
            reason: "has no probability"),
        WrongLaw(
            law: .mixture(weights: [0.5, 0.5], components: [.never, .exponential(mean: -1)]),
            reason: "component 2: the mean is -1.0"),
        WrongLaw(law: .mixture(weights: [0.5], components: [.never]), reason: "add up to 0.5"),
    ]

    @Test("each impossible law has its reason", arguments: wrong)
    func reasons(_ wrong: WrongLaw) throws {
        let reason = try #require(wrong.law.validate())
        #expect(reason.contains(wrong.reason), "\(reason)")
    }

    @Test("possible laws have none", arguments: knownLaws)
    func possible(_ known: KnownLaw) {
        #expect(known.law.validate() == nil)
        #expect(Law.never.validate() == nil && Law.deterministic(0).validate() == nil)
    }

    @Test("probabilities may miss 1 by 1e-9 and no more")
    func tolerance() {
        func law(_ gap: Double) -> Law {
            .hyperexponential(probabilities: [0.5, 0.5 + gap], means: [1, 2])
        }
        #expect(law(0.9e-9).validate() == nil && law(-0.9e-9).validate() == nil)
        #expect(law(1.1e-9).validate() != nil && law(-1.1e-9).validate() != nil)
    }
}
