import Statistics

/// Scores of forecasts.
enum ForecastFormulas {
    /// `forecast_scores`: point and quantile forecasts, or an ensemble with its outcome.
    static func scores(_ exact: ExactCase) throws(UnsupportedParameters) -> FormulaSheet {
        exact.parameters.at(["ensemble"]) == nil ? try points(exact) : try ensemble(exact)
    }

    private static func ensemble(_ exact: ExactCase) throws(UnsupportedParameters) -> FormulaSheet {
        try exact.allow("ensemble", "observed")
        let (members, observed) = (
            try exact.neededList("ensemble"), try exact.needed("observed")
        )
        var sheet = FormulaSheet(exact)
        sheet.number("CRPS_ensemble") {
            try ForecastScores.rankedProbability(ensemble: members, actual: observed)
        }
        sheet.number("CRPS_fair") {
            try ForecastScores.rankedProbability(
                ensemble: members, actual: observed, isFair: true)
        }
        return sheet
    }

    /// A quantile forecast `q05`: the digits are those behind the point.
    private struct Quantile {
        let digits: Substring
        let probability: Double
        let values: [Double]
    }

    private static func points(_ exact: ExactCase) throws(UnsupportedParameters) -> FormulaSheet {
        let actual = try exact.neededList("actual")
        var quantiles: [Quantile] = []
        for name in exact.parameters.members.keys.sorted() where name != "actual" && name != "point"
        {
            let digits = name.dropFirst()
            guard name.hasPrefix("q"), digits.count >= 2, digits.allSatisfy(\.isNumber),
                let probability = Double("0." + digits), probability > 0
            else {
                if ["note", "notes", "what"].contains(name) { continue }
                throw UnsupportedParameters("the parameter '\(name)' is not known")
            }
            quantiles.append(
                Quantile(
                    digits: digits, probability: probability, values: try exact.neededList(name)))
        }
        var sheet = FormulaSheet(exact)
        if exact.parameters.at(["point"]) != nil {
            let point = try exact.neededList("point")
            sheet.number("WAPE") {
                try ForecastScores.weightedAbsolutePercentageError(
                    actual: actual, forecast: point)
            }
            sheet.number("MAPE") {
                try ForecastScores.meanAbsolutePercentageError(actual: actual, forecast: point)
            }
            sheet.number("bias") { try ForecastScores.bias(actual: actual, forecast: point) }
        }
        for quantile in quantiles {
            sheet.number("pinball_\(quantile.digits)") {
                try ForecastScores.pinball(
                    actual: actual, quantile: quantile.values, probability: quantile.probability)
            }
        }
        addIntervals(to: &sheet, actual, quantiles)
        return sheet
    }

    /// Central intervals: pairs of quantiles with equal tails.
    private static func addIntervals(
        to sheet: inout FormulaSheet, _ actual: [Double], _ quantiles: [Quantile]
    ) {
        for lower in quantiles where lower.probability < 0.5 {
            for upper in quantiles
            where abs(lower.probability + upper.probability - 1) < 1e-9 {
                let percent = 100 * (1 - 2 * lower.probability)
                let rounded = percent.rounded()
                let level =
                    abs(percent - rounded) < 1e-9
                    ? String(Int(rounded)) : String((percent * 1e6).rounded() / 1e6)
                sheet.number("coverage\(level)") {
                    try ForecastScores.coverage(
                        actual: actual, lower: lower.values, upper: upper.values)
                }
                sheet.number("interval_score_\(level)") {
                    try ForecastScores.intervalScore(
                        actual: actual, lower: lower.values, upper: upper.values,
                        level: percent / 100)
                }
            }
        }
    }
}
