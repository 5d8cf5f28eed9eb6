import Distributions
import Foundation

extension Law {
    static func lognormal(mean: Double, cv: Double) -> Law {
        let variance = log1p(cv * cv)
        return .lognormal(mu: log(mean) - variance / 2, sigma: variance.squareRoot())
    }
    static func lognormal(median: Double, sigma: Double) -> Law {
        .lognormal(mu: log(median), sigma: sigma)
    }
    static func gamma(mean: Double, cv: Double) -> Law {
        .gamma(shape: 1 / (cv * cv), scale: mean * cv * cv)
    }
    static func weibull(mean: Double, shape: Double) -> Law {
        .weibull(shape: shape, scale: mean / tgamma(1 + 1 / shape))
    }
}
