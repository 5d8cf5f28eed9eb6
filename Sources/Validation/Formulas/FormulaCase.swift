/// Exact cases that are checked by the library of formulas and estimators, without simulation.
public enum FormulaCase {
    private typealias Family =
        @Sendable (ExactCase) throws(UnsupportedParameters) -> FormulaSheet

    private static let families: [String: Family] = [
        "offered_load_MtGinf": LoadFormulas.sinusoid,
        "sqrt_staffing_functions": StaffingFormulas.squareRoot,
        "staffing_min_n": StaffingFormulas.least,
        "patience_censored": SampleFormulas.patience,
        "two_sample_distances": SampleFormulas.distances,
        "gamma_poisson_fit": SampleFormulas.busyness,
        "forecast_scores": ForecastFormulas.scores,
        "warmup_mser5": OutputFormulas.warmUp,
        "replication_ci": OutputFormulas.replications,
        "quantile_ci_order_stats": OutputFormulas.orderStatistics,
    ]

    /// Whether cases of a family are checked here.
    ///
    /// - Parameter family: Name of the family.
    /// - Returns: True for the families of formulas and estimators.
    public static func knows(family: String) -> Bool { families[family] != nil }

    /// Computes a case and compares every output.
    ///
    /// Values agree within 10^(1 - trusted digits) of the exact value, plus 1e-15. An output that
    /// the library does not compute is an outcome that fails and says so.
    ///
    /// - Parameter exact: A case of a family that `knows` knows.
    /// - Returns: One outcome per number, outputs in alphabetical order.
    /// - Throws: What of the parameters has no formula.
    public static func outcomes(
        of exact: ExactCase
    ) throws(UnsupportedParameters) -> [FormulaOutcome] {
        guard let family = families[exact.family] else {
            throw UnsupportedParameters("the family '\(exact.family)' is no formula")
        }
        return try family(exact).outcomes()
    }
}

extension ExactCase {
    /// Refuses parameters that a family would otherwise pass over in silence.
    func allow(_ names: String...) throws(UnsupportedParameters) {
        for name in parameters.members.keys.sorted()
        where !names.contains(name) && !Self.prose.contains(name) {
            throw UnsupportedParameters(
                "the parameter '\(name)' is not known; known: "
                    + names.joined(separator: ", "))
        }
    }

    /// A number that the family needs.
    func needed(_ path: String...) throws(UnsupportedParameters) -> Double {
        guard let number = parameters.at(path)?.number else {
            throw UnsupportedParameters("no number '\(path.joined(separator: "."))'")
        }
        return number
    }

    /// A text that the family needs.
    func neededText(_ path: String...) throws(UnsupportedParameters) -> String {
        guard let text = parameters.at(path)?.text else {
            throw UnsupportedParameters("no text '\(path.joined(separator: "."))'")
        }
        return text
    }

    /// A list of numbers that the family needs.
    func neededList(_ name: String) throws(UnsupportedParameters) -> [Double] {
        guard let numbers = parameters.at([name])?.numbers else {
            throw UnsupportedParameters("no list of numbers '\(name)'")
        }
        return numbers
    }
}
