import CGSL
import Distributions
import Glibc
import Testing

/// A law with an independent distribution function and survival function.
struct KnownLaw: Sendable, CustomTestStringConvertible {
    var law: Law
    var cdf: @Sendable (Double) -> Double
    var survival: @Sendable (Double) -> Double
    var testDescription: String { "\(law)" }
}

private func known(
    _ law: Law, _ cdf: @escaping @Sendable (Double) -> Double,
    _ survival: @escaping @Sendable (Double) -> Double
) -> KnownLaw { KnownLaw(law: law, cdf: cdf, survival: survival) }

private func weibull(_ shape: Double, _ scale: Double) -> KnownLaw {
    known(
        .weibull(shape: shape, scale: scale), { gsl_cdf_weibull_P($0, scale, shape) },
        { gsl_cdf_weibull_Q($0, scale, shape) })
}

private func lognormal(_ mu: Double, _ sigma: Double) -> KnownLaw {
    known(
        .lognormal(mu: mu, sigma: sigma), { gsl_cdf_lognormal_P($0, mu, sigma) },
        { gsl_cdf_lognormal_Q($0, mu, sigma) })
}

private func gamma(_ shape: Double, _ scale: Double) -> KnownLaw {
    known(
        .gamma(shape: shape, scale: scale), { gsl_cdf_gamma_P($0, shape, scale) },
        { gsl_cdf_gamma_Q($0, shape, scale) })
}

private func pareto(_ shape: Double, _ scale: Double) -> KnownLaw {
    known(
        .pareto(shape: shape, scale: scale), { -expm1(-shape * log1p($0 / scale)) },
        { Glibc.pow(1 + $0 / scale, -shape) })
}

private func cutNormal(_ mean: Double, _ deviation: Double, _ low: Double, _ high: Double)
    -> KnownLaw
{
    let below: @Sendable (Double) -> Double = { gsl_cdf_gaussian_P($0 - mean, deviation) }
    return known(
        .truncatedNormal(mean: mean, standardDeviation: deviation, lower: low, upper: high),
        { (below(min(max($0, low), high)) - below(low)) / (below(high) - below(low)) },
        { (below(high) - below(min(max($0, low), high))) / (below(high) - below(low)) })
}

let knownLaws: [KnownLaw] = [
    known(
        .exponential(mean: 3.5), { gsl_cdf_exponential_P($0, 3.5) },
        { gsl_cdf_exponential_Q($0, 3.5) }),
    weibull(0.6, 90), weibull(1, 2), weibull(3.5, 10),
    lognormal(4.5, 1.2), lognormal(-2, 0.25),
    gamma(0.25, 8), gamma(1, 3), gamma(2.5, 40), gamma(120, 0.5),
    pareto(0.8, 2), pareto(2.5, 30),
    known(
        .uniform(lower: 2, upper: 7), { gsl_cdf_flat_P($0, 2, 7) }, { gsl_cdf_flat_Q($0, 2, 7) }),
    cutNormal(0.8, 0.2, 0, 1), cutNormal(0.1, 0.3, 0, 1), cutNormal(5, 2, 0, 40),
    known(
        .hyperexponential(probabilities: [0.3, 0.7], means: [10, 200]),
        { 0.3 * gsl_cdf_exponential_P($0, 10) + 0.7 * gsl_cdf_exponential_P($0, 200) },
        { 0.3 * gsl_cdf_exponential_Q($0, 10) + 0.7 * gsl_cdf_exponential_Q($0, 200) }),
    known(
        .mixture(
            weights: [0.2, 0.5, 0.3],
            components: [
                .exponential(mean: 5), .lognormal(mu: 4, sigma: 0.5), .gamma(shape: 3, scale: 90),
            ]),
        {
            0.2 * gsl_cdf_exponential_P($0, 5) + 0.5 * gsl_cdf_lognormal_P($0, 4, 0.5)
                + 0.3 * gsl_cdf_gamma_P($0, 3, 90)
        },
        {
            0.2 * gsl_cdf_exponential_Q($0, 5) + 0.5 * gsl_cdf_lognormal_Q($0, 4, 0.5)
                + 0.3 * gsl_cdf_gamma_Q($0, 3, 90)
        }),
]

/// Probabilities from 1e-9 to 1 - 1e-9, dense in the middle: 401 points of the logistic curve.
let probabilityGrid: [Double] = (-200...200).map { step in
    1 / (1 + gsl_sf_exp(-Double(step) / 9.65))
}

@Suite("laws agree with GSL")
struct LawsAgainstGSLTests {
    init() { gsl_set_error_handler_off() }

    @Test(
        "the distribution and survival functions agree to 1e-12 of the smaller",
        arguments: knownLaws)
    func distribution(_ known: KnownLaw) {
        let law = known.law
        var largest = 0.0
        for p in probabilityGrid {
            let x = law.quantile(p)
            let (cdf, survival) = (known.cdf(x), known.survival(x))
            // The reference of the cut normal law subtracts, so its error is absolute.
            let relative = if case .truncatedNormal = law { false } else { true }
            largest = max(largest, abs(law.cdf(x) - cdf) / (relative && cdf < 0.5 ? cdf : 1))
            largest = max(
                largest,
                abs(law.survival(x) - survival) / (relative && survival < 0.5 ? survival : 1))
            if survival > 0 {
                let hazard = -gsl_sf_log(survival)
                #expect(
                    abs(law.cumulativeHazard(x) - hazard) <= 1e-11 * max(1, hazard)
                        + (relative ? 0 : 1e-15 / survival))
            }
        }
        #expect(largest < 1e-12)
    }

    @Test("the quantile function inverts the distribution function", arguments: knownLaws)
    func quantile(_ known: KnownLaw) {
        let law = known.law
        var previous = law.quantile(0)
        for p in probabilityGrid {
            let x = law.quantile(p)
            #expect(x >= previous * (1 - 4 * Double.ulpOfOne))
            previous = x
            #expect(abs(law.cdf(x) - p) < 1e-12 * max(p, 0.01), "p = \(p)")
            // Against the independent function: no other x in between has probability p.
            let step = 1e-9 * x
            #expect(
                known.cdf(x - step) <= p + 1e-14 && known.cdf(x + step) >= p - 1e-14, "p = \(p)")
        }
        #expect(law.quantile(-1) == law.quantile(0) && law.quantile(2) == law.quantile(1))
        #expect(law.quantile(.nan).isNaN)
    }

    @Test("the inverse of the cumulative hazard reaches far into the tail", arguments: knownLaws)
    func inverseHazard(_ known: KnownLaw) {
        let law = known.law
        var previous = law.inverseCumulativeHazard(0)
        for step in 1...240 {
            let e = Double(step) / 6
            let x = law.inverseCumulativeHazard(e)
            #expect(x >= previous * (1 - 4 * Double.ulpOfOne))
            previous = x
            let exact = gsl_sf_exp(-e)
            // Close to an upper end x itself has few digits for its distance from that end, and the
            // reference of the cut normal law loses digits by subtraction.
            let spacing = 8 * x.ulp * law.hazard(x) * exact
            let subtraction = if case .truncatedNormal = law { 1e-15 } else { 0.0 }
            let tolerance = 2e-11 * exact + spacing + subtraction
            #expect(abs(known.survival(x) - exact) < tolerance, "e = \(e)")
        }
    }

    @Test(
        "mean and variance are those of the survival function, by quadrature", arguments: knownLaws)
    func moments(_ known: KnownLaw) {
        let law = known.law
        // E[X] = integral of S, E[X^2] = 2 integral of x S; by GSL, piece by piece.
        let first = integral(known) { _, survival in survival }
        if law.mean < .infinity {
            #expect(abs(law.mean - first) < 1e-8 * first)
            let half = law.quantile(0.5)
            let rest = integral(known, from: half) { _, survival in survival }
            let exact = rest / known.survival(half)
            #expect(abs(law.meanResidualLife(half) - exact) < 1e-7 * exact)
            #expect(abs(law.meanResidualLife(0) - first) < 1e-7 * first)
        }
        if law.variance < .infinity {
            let second = 2 * integral(known) { $0 * $1 }
            #expect(abs(law.variance + law.mean * law.mean - second) < 1e-6 * second)
        }
    }

    /// The integral over x of a function of x and the survival function.
    private func integral(
        _ known: KnownLaw, from start: Double = 0,
        _ integrand: @escaping (Double, Double) -> Double
    ) -> Double {
        final class Box {
            let body: (Double) -> Double
            init(_ body: @escaping (Double) -> Double) { self.body = body }
        }
        // In units of the median, so that the rule for the infinite piece meets a scale of 1.
        let unit = known.law.quantile(0.5)
        let box = Box { unit * integrand(unit * $0, known.survival(unit * $0)) }
        var function = gsl_function(
            function: { x, parameters in
                guard let parameters else { return .nan }
                return Unmanaged<Box>.fromOpaque(parameters).takeUnretainedValue().body(x)
            }, params: Unmanaged.passUnretained(box).toOpaque())
        let workspace = gsl_integration_workspace_alloc(2000)
        defer { gsl_integration_workspace_free(workspace) }
        var total = 0.0
        var from = start / unit
        // Up to the 99.9 % quantile in pieces, then to infinity.
        for p in [0.25, 0.5, 0.75, 0.95, 0.999, known.law.quantile(1) < .infinity ? 1 : 0.999] {
            let to = known.law.quantile(p) / unit
            guard to > from else { continue }
            var (part, error) = (0.0, 0.0)
            gsl_integration_qag(&function, from, to, 0, 1e-11, 2000, 6, workspace, &part, &error)
            total += part
            from = to
        }
        if known.law.quantile(1) < .infinity { return total }
        var (part, error) = (0.0, 0.0)
        gsl_integration_qagiu(&function, from, 1e-12 * total, 1e-9, 2000, workspace, &part, &error)
        withExtendedLifetime(box) { total += part }
        return total
    }
}
