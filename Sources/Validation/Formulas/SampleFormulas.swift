import Distributions
import Statistics

/// Estimates from samples.
enum SampleFormulas {
    /// `patience_censored`: laws fitted to waits of which some ended in an answer.
    static func patience(_ exact: ExactCase) throws(UnsupportedParameters) -> FormulaSheet {
        try exact.allow("waits_s", "abandoned")
        let (waits, flags) = (try exact.neededList("waits_s"), try exact.neededList("abandoned"))
        guard waits.count == flags.count, flags.allSatisfy({ $0 == 0 || $0 == 1 }) else {
            throw UnsupportedParameters("'abandoned' needs one 0 or 1 for each wait")
        }
        let sample: CensoredSample
        do throws(StatisticsError) {
            sample = try CensoredSample.sorting(
                zip(waits, flags).map { CensoredTime(seconds: $0, isEvent: $1 == 1) })
        } catch {
            throw UnsupportedParameters(error.description)
        }
        var sheet = FormulaSheet(exact)
        func fitted(_ family: CensoredFamily) throws(StatisticsError) -> Law {
            try CensoredLawFitter().fit(family, to: sample).law
        }
        sheet.number("exp_mle_mean_s") { try fitted(.exponential).mean }
        sheet.number("naive_mean_of_abandoned_s") {
            let abandoned = zip(waits, flags).filter { $0.1 == 1 }.map(\.0)
            return abandoned.reduce(0, +) / Double(abandoned.count)
        }
        sheet.add("kaplan_meier") {
            .list(
                KaplanMeier.curve(of: sample).steps.map {
                    .list([.number($0.seconds), .number($0.survival)])
                })
        }
        for (name, isShape) in [("weibull_mle_shape", true), ("weibull_mle_scale_s", false)] {
            sheet.number(name) {
                guard case .weibull(let shape, let scale) = try fitted(.weibull) else {
                    return .nan
                }
                return isShape ? shape : scale
            }
        }
        for (name, isMean) in [("lognormal_mle_mu", true), ("lognormal_mle_sigma", false)] {
            sheet.number(name) {
                guard case .lognormal(let mu, let sigma) = try fitted(.lognormal) else {
                    return .nan
                }
                return isMean ? mu : sigma
            }
        }
        return sheet
    }

    /// `two_sample_distances`: how far two samples lie apart.
    static func distances(_ exact: ExactCase) throws(UnsupportedParameters) -> FormulaSheet {
        try exact.allow("a", "b")
        let (a, b) = (try exact.neededList("a"), try exact.neededList("b"))
        var sheet = FormulaSheet(exact)
        sheet.number("KS_D") { try KolmogorovSmirnovTest.compare(a, b).distance }
        sheet.number("wasserstein1") { try TwoSampleDistance.wasserstein(a, b) }
        sheet.number("energy_distance") { try TwoSampleDistance.energy(a, b) }
        sheet.number("anderson_darling_k_sample_midrank") {
            try TwoSampleDistance.andersonDarling(a, b)
        }
        sheet.number("cramer_von_mises_T") { try TwoSampleDistance.cramerVonMises(a, b) }
        return sheet
    }

    /// `gamma_poisson_fit`: busyness of days from their counts.
    static func busyness(_ exact: ExactCase) throws(UnsupportedParameters) -> FormulaSheet {
        try exact.allow("counts")
        let counts = try exact.neededList("counts")
        guard counts.allSatisfy({ $0 >= 0 && $0 == $0.rounded() && $0 < 1e15 }) else {
            throw UnsupportedParameters("'counts' needs whole numbers, 0 or more")
        }
        let fit: FittedGammaPoisson
        do throws(StatisticsError) {
            fit = try GammaPoissonFitter().fit(counts.map { Int($0) })
        } catch {
            throw UnsupportedParameters(error.description)
        }
        var sheet = FormulaSheet(exact)
        sheet.number("mean") { fit.mean }
        sheet.number("gamma_shape") { fit.shape }
        sheet.number("busyness_cv") { fit.busynessCV }
        sheet.number("loglik") { fit.logLikelihood }
        sheet.number("moment_shape") { fit.momentShape }
        return sheet
    }
}
