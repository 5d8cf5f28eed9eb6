import QueueingTheory

/// Offered load that varies over time.
enum LoadFormulas {
    /// `offered_load_MtGinf`: a sinusoidal rate that has run since long ago.
    static func sinusoid(_ exact: ExactCase) throws(UnsupportedParameters) -> FormulaSheet {
        try exact.allow("lambda_bar_per_h", "alpha", "period_h", "period_s", "service", "rate")
        if let rate = exact.text("rate") {
            let plain = rate.filter { $0 != " " }
            guard plain.hasPrefix("lambda_bar*(1+alpha*sin(2*pi*t/period))"),
                plain.hasSuffix("sincelongago") || !plain.contains(",")
            else { throw UnsupportedParameters("the rate '\(rate)' is not known") }
        }
        let period: Double
        if let seconds = exact.number("period_s") {
            period = seconds
        } else {
            period = 3600 * (try exact.needed("period_h"))
        }
        let (mean, alpha) = (try exact.needed("lambda_bar_per_h"), try exact.needed("alpha"))
        let handling = try CaseLaws.handling(exact, "service")
        let load: SinusoidalLoad
        do {
            load = try SinusoidalLoad(
                arrivalsPerHour: mean, relativeAmplitude: alpha, periodSeconds: period,
                handling: handling)
        } catch {
            throw UnsupportedParameters(error.description)
        }
        var sheet = FormulaSheet(exact)
        sheet.number("mean_busy") { load.mean }
        sheet.number("amplitude") { load.amplitude }
        sheet.number("lag_behind_arrival_rate_s") { load.lagSeconds }
        sheet.number("max_busy") { load.greatest }
        sheet.number("min_busy") { load.least }
        return sheet
    }
}
