import Distributions
import Foundation
import Statistics
import TwinPrimitives
import VoiceAgents

/// Latency, and the length of turns.
extension PilotFitBuilder {
    /// Latency turn by turn, or from quantiles of sessions.
    mutating func latency() {
        let told = sessions.map { $0.latencies ?? [] }
        if let found = try? fitter.fit(groups: told) {
            let source = "\(told.reduce(0) { $0 + $1.count }) latencies"
            body = .lognormal(mu: found.mu, sigma: found.sigma)
            addBody(found.mu, found.sigma, errors: Array(found.standardErrors.prefix(2)), source)
            guard found.stallProbability > 0, found.standardErrors.count == 4 else { return }
            stalls = (
                found.stallProbability,
                .pareto(shape: fitter.shape, scale: found.stallScale)
            )
            let odds = log(found.stallProbability / (1 - found.stallProbability))
            let share = around(odds, found.standardErrors[2])
            func probability(_ odds: Double) -> Double { 1 / (1 + exp(-odds)) }
            add(
                "latency.tail.probability", found.stallProbability,
                probability(share.lowerBound)...probability(share.upperBound), .share, source)
            let scale = around(log(found.stallScale), found.standardErrors[3])
            add(
                "latency.tail.extra.scale", found.stallScale,
                exp(scale.lowerBound)...exp(scale.upperBound), .seconds, source)
            unidentified.append(
                "the shape of the latency's tail: \(fitter.shape), as few turns are in it")
            return
        }
        let pairs = sessions.compactMap { session in
            session.latencyQuantiles.map { (quantiles: $0, turns: session.turns) }
        }.filter { $0.quantiles.median > 0 && $0.turns > 1 }
        guard pairs.count >= 10 else {
            unidentified.append(
                "latency (columns latencies, or latencyP50 and latencyP95): it is part of the "
                    + "prompt's length, and is no lever here")
            return
        }
        let medians = pairs.map { log($0.quantiles.median) }
        let spreads = pairs.map { pair in
            log(pair.quantiles.high / pair.quantiles.median)
                / Self.standardHigh(turns: pair.turns)
        }
        let (mu, muError) = Self.meanAndError(medians)
        let (sigma, sigmaError) = Self.meanAndError(spreads)
        body = .lognormal(mu: mu, sigma: max(sigma, 0.01))
        addBody(
            mu, max(sigma, 0.01), errors: [muError, sigmaError / max(sigma, 0.01)],
            "P50 and P95 of \(pairs.count) sessions, by order statistics")
        unidentified.append("the latency's tail: quantiles of short sessions do not show it")
    }

    private mutating func addBody(
        _ mu: Double, _ sigma: Double, errors: [Double], _ source: String
    ) {
        let (median, spread) = (around(mu, errors[0]), around(log(sigma), errors[1]))
        add(
            "latency.body.median", exp(mu), exp(median.lowerBound)...exp(median.upperBound),
            .seconds, source)
        add(
            "latency.body.sigma", sigma, exp(spread.lowerBound)...exp(spread.upperBound), .number,
            source)
    }

    /// Mean standard normal value of the 95 % quantile (linear between order statistics) less the
    /// median of a sample: Blom's scores.
    private static func standardHigh(turns: Int) -> Double {
        let place = 0.95 * Double(turns - 1)
        let low = Int(place)
        func score(_ index: Int) -> Double {
            let rank = Double(min(index, turns - 1)) + 1
            return PortableMath.inverseNormal((rank - 0.375) / (Double(turns) + 0.25))
        }
        return score(low) + (place - Double(low)) * (score(low + 1) - score(low))
    }

    private static func meanAndError(_ values: [Double]) -> (Double, Double) {
        let count = Double(values.count)
        let mean = values.reduce(0, +) / count
        let square = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        return (mean, (square / (count - 1) / count).squareRoot())
    }

    /// Speech and prompt of a turn: what is left of the sessions' lengths.
    mutating func lengths() {
        let all = sessions.flatMap { $0.latencies ?? [] }
        let usual =
            all.isEmpty ? (stalls == nil ? body.mean : 0) : all.reduce(0, +) / Double(all.count)
        let spoken = sessions.map { session in
            let known = session.latencies ?? []
            return session.seconds - known.reduce(0, +)
                - Double(session.turns - known.count) * usual
        }
        let turns = sessions.reduce(0.0) { $0 + Double($1.turns) }
        let mean = max(spoken.reduce(0, +) / turns, 0.1)
        let residuals = zip(spoken, sessions).map { $0 - mean * Double($1.turns) }
        let squares = residuals.map { $0 * $0 }
        let error = squares.reduce(0, +).squareRoot() / turns
        let degrees = Double(max(sessions.count - 1, 1)) / Double(sessions.count)
        let variance = squares.reduce(0, +) / turns / degrees
        let excess = zip(squares, sessions).reduce(0) { sum, pair in
            let off = pair.0 - variance * Double(pair.1.turns)
            return sum + off * off
        }
        let cv = variance.squareRoot() / mean
        let relative = variance > 0 ? excess.squareRoot() / turns / variance / 2 : 0
        prompt = .lognormal(mean: mean, cv: cv)
        let source = "lengths of \(sessions.count) sessions over \(Int(turns)) turns"
        let range = around(mean, error)
        add(
            "prompt.mean", mean, max(range.lowerBound, 0.05)...range.upperBound, .seconds, source)
        let spread = around(0, relative)
        add(
            "prompt.cv", cv, cv * exp(spread.lowerBound)...cv * exp(spread.upperBound), .number,
            source)
        unidentified.append(
            "prompt and callerSpeech apart: prompt has both, as only their sum shows")
    }
}
