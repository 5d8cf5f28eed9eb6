import Foundation
import QueueingTheory

/// The laws of a case file, as the library of formulas names them.
enum CaseLaws {
    /// A law of handling time: the text `exponential` with `aht_s`, or an object with its `law`.
    static func handling(
        _ exact: ExactCase, _ name: String
    ) throws(UnsupportedParameters) -> HandlingLaw {
        if exact.text(name) == "exponential" {
            return .exponential(mean: try exact.needed("aht_s"))
        }
        let law = try exact.neededText(name, "law")
        switch law {
        case "exponential": return .exponential(mean: try exact.needed(name, "mean_s"))
        case "det", "deterministic":
            if let value = exact.number(name, "value_s") { return .deterministic(value) }
            return .deterministic(try exact.needed(name, "mean_s"))
        case "lognormal":
            if let mu = exact.number(name, "mu_log"), let sigma = exact.number(name, "sigma_log") {
                return .lognormal(
                    mean: exp(mu + sigma * sigma / 2), variation: expm1(sigma * sigma).squareRoot())
            }
            return .lognormal(
                mean: try exact.needed(name, "mean_s"), variation: try exact.needed(name, "cv"))
        case "erlang-k":
            let phases = try exact.needed(name, "k")
            return .gamma(shape: phases, scale: try exact.needed(name, "mean_s") / phases)
        case "gamma":
            let (mean, variation) = (
                try exact.needed(name, "mean_s"), try exact.needed(name, "cv")
            )
            return .gamma(
                shape: 1 / (variation * variation), scale: mean * variation * variation)
        case "hyperexp", "hyperexponential-2":
            return .hyperexponential(
                probability: try exact.needed(name, "p1"),
                firstMean: try exact.needed(name, "mean1_s"),
                secondMean: try exact.needed(name, "mean2_s"))
        default: throw UnsupportedParameters("the law '\(law)' of '\(name)' is not known")
        }
    }

    /// A law of patience: `patience_mean_s` (null for infinite), or `patience` as text or object.
    static func patience(_ exact: ExactCase) throws(UnsupportedParameters) -> PatienceLaw {
        if let mean = exact.number("patience_mean_s") { return .exponential(mean: mean) }
        if exact.parameters.members["patience_mean_s"] != nil { return .never }
        let name = "patience"
        if exact.text(name) == "infinite" { return .never }
        let law = try exact.neededText(name, "law")
        switch law {
        case "exponential": return .exponential(mean: try exact.needed(name, "mean_s"))
        case "weibull":
            return .weibull(
                shape: try exact.needed(name, "shape"), scale: try exact.needed(name, "scale_s"))
        case "lognormal":
            return .lognormal(
                logMean: try exact.needed(name, "mu_log"),
                logDeviation: try exact.needed(name, "sigma_log"))
        case "det", "deterministic":
            return .deterministic(try exact.needed(name, "value_s"))
        case "uniform": return .uniform(upTo: try exact.needed(name, "max_s"))
        case "hyperexp", "hyperexponential-2":
            return .hyperexponential(
                probability: try exact.needed(name, "p1"),
                firstMean: try exact.needed(name, "mean1_s"),
                secondMean: try exact.needed(name, "mean2_s"))
        case "balk_exp":
            return .balkingExponential(
                balk: try exact.needed(name, "p_balk"), mean: try exact.needed(name, "mean_s"))
        default: throw UnsupportedParameters("the law '\(law)' of '\(name)' is not known")
        }
    }
}
