import Foundation
import Statistics

/// Analysis of the output of simulations.
enum OutputFormulas {
    /// `warmup_mser5`: where the warm-up of one long run ends.
    static func warmUp(_ exact: ExactCase) throws(UnsupportedParameters) -> FormulaSheet {
        try exact.allow("series", "rule")
        let series = try exact.neededList("series")
        let rule = try exact.neededText("rule")
        guard let size = number(after: "batches of ", in: rule), size >= 1, size == size.rounded(),
            rule.contains("0..half"), rule.contains("sum((z-mean)^2)/(m-d)^2")
        else { throw UnsupportedParameters("the rule '\(rule)' is not known") }
        let truncation: WarmUpTruncation
        do throws(StatisticsError) {
            truncation = try MarginalStandardErrorRule(batchSize: Int(size)).truncation(of: series)
        } catch {
            throw UnsupportedParameters(error.description)
        }
        var sheet = FormulaSheet(exact)
        sheet.number("best_truncation_batches") { Double(truncation.batches) }
        sheet.number("truncated_observations") { Double(truncation.observations) }
        sheet.number("truncated_mean") { truncation.mean }
        sheet.numbers("statistic") { truncation.statistics }
        return sheet
    }

    /// `replication_ci`: Student's interval, plain and with one control variate.
    static func replications(_ exact: ExactCase) throws(UnsupportedParameters) -> FormulaSheet {
        let controlNames = exact.parameters.members.keys.filter {
            $0.hasPrefix("control_") && $0 != "control_mean"
        }.sorted()
        guard controlNames.count <= 1 else {
            throw UnsupportedParameters("only one control is known: \(controlNames)")
        }
        try exact.allow("values", "control_mean", controlNames.first ?? "values")
        let values = try exact.neededList("values")
        guard !values.isEmpty else { throw UnsupportedParameters("'values' is empty") }
        let estimate = ReplicatedEstimate(meanOf: values)
        var sheet = FormulaSheet(exact)
        sheet.number("mean") { estimate.value }
        for (level, percent) in levels(exact, "half_width_") {
            sheet.number("half_width_\(percent)") { estimate.halfWidth(level: level) ?? .nan }
        }
        guard let name = controlNames.first else { return sheet }
        let controls = try exact.neededList(name)
        let expectation = try exact.needed("control_mean")
        func controlled() throws(StatisticsError) -> ControlledMean {
            try ControlVariate.mean(of: values, controls: controls, expectation: expectation)
        }
        sheet.number("cv_coefficient") { try controlled().coefficient }
        sheet.number("cv_mean") { try controlled().mean }
        for (level, percent) in levels(exact, "cv_half_width_") {
            sheet.number("cv_half_width_\(percent)") { try controlled().halfWidth(level: level) }
        }
        return sheet
    }

    /// The levels of coverage that outputs name in per cent.
    private static func levels(
        _ exact: ExactCase, _ start: String
    ) -> [(level: Double, text: Substring)] {
        exact.outputNames.compactMap { name in
            guard name.hasPrefix(start), let percent = Double(name.dropFirst(start.count)),
                percent > 0, percent < 100
            else { return nil }
            return (percent / 100, name.dropFirst(start.count))
        }
    }

    /// `quantile_ci_order_stats`: ranks and exact coverage of intervals for quantiles.
    ///
    /// Sizes and quantiles stand in the rows of the output.
    static func orderStatistics(_ exact: ExactCase) throws(UnsupportedParameters) -> FormulaSheet {
        try exact.allow("rule")
        let rule = try exact.neededText("rule")
        guard let lower = number(after: "l=binomPPF(", in: rule),
            let upper = number(after: "u=binomPPF(", in: rule), rule.contains(")+1"),
            abs(lower + upper - 1) < 1e-12, lower > 0, lower < 0.5
        else { throw UnsupportedParameters("the rule '\(rule)' is not known") }
        var rows: [CaseValue] = []
        for row in exact.outputs.at(["rows"])?.items ?? [] {
            guard let count = row.at(["n"])?.number, count >= 1, count == count.rounded(),
                count < 1e12, let quantile = row.at(["q"])?.number
            else { throw UnsupportedParameters("a row needs a whole n and a q") }
            let interval: OrderStatisticInterval
            do throws(StatisticsError) {
                interval = try OrderStatisticInterval.ranks(
                    count: Int(count), probability: quantile, level: 1 - 2 * lower)
            } catch {
                throw UnsupportedParameters(error.description)
            }
            rows.append(
                .object([
                    "n": .number(count), "q": .number(quantile),
                    "lower_order_stat": .number(Double(interval.lower)),
                    "upper_order_stat": .number(Double(interval.upper)),
                    "coverage": .number(interval.coverage),
                ]))
        }
        var sheet = FormulaSheet(exact)
        sheet.add("rows") { .list(rows) }
        return sheet
    }

    /// The number that directly follows some words.
    private static func number(after words: String, in text: String) -> Double? {
        guard let range = text.range(of: words) else { return nil }
        return Double(text[range.upperBound...].prefix { $0.isNumber || $0 == "." })
    }
}
