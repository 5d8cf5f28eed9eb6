import Distributions
import Foundation
import GSL

/// Log-likelihoods of censored times above 0, and where they are greatest.
///
/// Times are measured in units of the mean time per event, which keeps all parameters near 1.
struct CensoredLikelihood {
    /// Distinct scaled times with their counts.
    let groups: [(time: Double, events: Double, censored: Double)]
    /// Seconds in a unit of time.
    let unit: Double
    let events: Double

    init(sample: CensoredSample) {
        let unit = sample.exposure / Double(sample.events)
        self.unit = unit
        events = Double(sample.events)
        groups = sample.groups.map { ($0.seconds / unit, Double($0.events), Double($0.censored)) }
    }

    /// Back to densities per second.
    private func perSecond(_ logLikelihood: Double) -> Double {
        logLikelihood - events * log(unit)
    }

    /// Mean = total time / events.
    func exponential() -> (Law, Double) {
        (.exponential(mean: unit), perSecond(-events))
    }

    /// Root of the profile score: sum t^k ln t / sum t^k - 1 / k = mean ln t of the events.
    func weibull() throws(StatisticsError) -> (Law, Double) {
        let longest = groups.last?.time ?? 1
        let meanLog = groups.reduce(0) { $0 + $1.events * log($1.time / longest) } / events
        func sums(_ shape: Double) -> (power: Double, withLog: Double) {
            groups.reduce(into: (0.0, 0.0)) { sum, group in
                let ratio = log(group.time / longest)
                let power = (group.events + group.censored) * exp(shape * ratio)
                sum.0 += power
                sum.1 += power * ratio
            }
        }
        func score(_ shape: Double) -> Double {
            let (power, withLog) = sums(shape)
            return withLog / power - 1 / shape - meanLog
        }
        var high = 2.0
        while score(high) < 0 {
            guard high < 1e4 else {
                throw .noEstimate(what: "Weibull law", reason: "the times have no spread")
            }
            high *= 2
        }
        var low = min(1, high / 2)
        while score(low) > 0 { low /= 2 }
        let bracket = low...high
        let shape = try StatisticsError.numerically { () throws(GSLError) in
            try RootFinding.brent(in: bracket, score)
        }
        let scale = longest * pow(sums(shape).power / events, 1 / shape)
        let value = groups.reduce(0.0) { sum, group in
            let ratio = log(group.time / scale)
            return sum + group.events * (log(shape / scale) + (shape - 1) * ratio)
                - (group.events + group.censored) * exp(shape * ratio)
        }
        return (.weibull(shape: shape, scale: scale * unit), perSecond(value))
    }

    /// Normal law of the logarithms.
    func lognormal() throws(StatisticsError) -> (Law, Double) {
        let logs = groups.map { log($0.time) }
        let constant = 0.5 * log(2 * Double.pi)
        let (point, value) = try maximize(from: [0, 0]) { point in
            let (mu, logSigma) = (point[0], point[1])
            let inverse = exp(-logSigma)
            return zip(groups, logs).reduce(0.0) { sum, item in
                let (group, logTime) = item
                let z = (logTime - mu) * inverse
                var term = -group.events * (0.5 * z * z + logSigma + constant + logTime)
                if group.censored > 0 {
                    let tail = SpecialFunctions.logComplementaryErrorFunction(z * 0.5.squareRoot())
                    term += group.censored * (tail - log(2))
                }
                return sum + term
            }
        }
        return (.lognormal(mu: point[0] + log(unit), sigma: exp(point[1])), perSecond(value))
    }

    /// Gamma law, by logarithms of shape and mean.
    func gamma() throws(StatisticsError) -> (Law, Double) {
        let (point, value) = try maximize(from: [0, 0]) { point in
            let shape = exp(point[0])
            let scale = exp(point[1]) / shape
            guard let logGamma = try? SpecialFunctions.logGamma(shape) else { return -.infinity }
            return groups.reduce(0.0) { sum, group in
                let x = group.time / scale
                var term = 0.0
                if group.events > 0 {
                    term += group.events * ((shape - 1) * log(x) - x - logGamma - log(scale))
                }
                if group.censored > 0 {
                    let tail = (try? SpecialFunctions.upperGammaRatio(shape: shape, x)) ?? 0
                    term += group.censored * log(max(tail, .leastNormalMagnitude))
                }
                return sum + term
            }
        }
        let shape = exp(point[0])
        return (.gamma(shape: shape, scale: exp(point[1]) / shape * unit), perSecond(value))
    }

    /// Mixture of two exponentials, by log-odds and logarithms of the means; the shorter first.
    func hyperexponential() throws(StatisticsError) -> (Law, Double) {
        let (point, value) = try maximize(from: [-1, -2, 0.3]) { point in
            let first = 1 / (1 + exp(-point[0]))
            let (fast, slow) = (exp(-point[1]), exp(-point[2]))
            return groups.reduce(0.0) { sum, group in
                let one = first * exp(-group.time * fast)
                let other = (1 - first) * exp(-group.time * slow)
                var term = 0.0
                if group.events > 0 {
                    let density = one * fast + other * slow
                    term += group.events * log(max(density, .leastNormalMagnitude))
                }
                if group.censored > 0 {
                    term += group.censored * log(max(one + other, .leastNormalMagnitude))
                }
                return sum + term
            }
        }
        var parts = [(1 / (1 + exp(-point[0])), exp(point[1]) * unit)]
        parts.append((1 - parts[0].0, exp(point[2]) * unit))
        parts.sort { $0.1 < $1.1 }
        let law = Law.hyperexponential(probabilities: parts.map(\.0), means: parts.map(\.1))
        return (law, perSecond(value))
    }

    /// Greatest value of a function near a start, by Nelder-Mead with one restart.
    private func maximize(
        from start: [Double], _ function: ([Double]) -> Double
    ) throws(StatisticsError) -> (point: [Double], value: Double) {
        let steps = [Double](repeating: 0.5, count: start.count)
        func search(from start: [Double]) throws(StatisticsError) -> MultivariateMinimum {
            try StatisticsError.numerically { () throws(GSLError) in
                // A smaller simplex would sink in the rounding of the sum.
                try Minimization.nelderMead(from: start, steps: steps, sizeTolerance: 1e-6) {
                    let value = -function($0)
                    return value.isFinite ? value : 1e300
                }
            }
        }
        let first = try search(from: start)
        let second = try search(from: first.point)
        return (second.point, -second.value)
    }
}
