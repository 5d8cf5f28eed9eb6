import Conversations
import TwinPrimitives

/// How alike a caller's attempts at one thing are heard.
///
/// A voice that says a number so that it is misheard says it so again: attempts at one question fail
/// together, more often than turns that are drawn anew each time would. Each attempt is right when
/// a standard normal number is below the quantile of its probability, and those of one caller in one
/// dialogue state have a correlation in common (a Gaussian copula, so each attempt by itself is right
/// as often as before). There is a second attempt mostly because the first one failed, so the
/// correlation is the one that makes what became of each attempt likeliest given the one before it:
/// maximum conditional likelihood, which does not mind how the first ones came about. Source of the
/// model: Pearson's tetrachoric correlation (Philosophical Transactions A 195 (1900) 1-47).
enum AttemptCorrelation {
    /// An attempt and the one before it.
    private struct Pair: Hashable {
        /// Chance of being right of the one before.
        var before: Double
        /// Chance of being right of the other.
        var chance: Double
        var wasRight: Bool
        var isRight: Bool
    }

    private struct Place: Hashable {
        var caller: UInt32
        var condition: String
        var state: String
        var kind: LabelledTurn.Kind
    }

    /// Steps of the correlations that are tried: 0.01, far below the error of any estimate.
    private static let stepsInOne = 100.0
    /// Steps of the greatest one, 0.95: beyond it attempts differ by chance only.
    private static let tried = 95
    /// Fewest pairs that tell anything.
    private static let fewestPairs = 20

    /// Estimates the correlation.
    ///
    /// - Parameters:
    ///   - turns: Turns of calls in their order; those without a caller are left out.
    ///   - channel: What gives each turn its chance of being right.
    /// - Returns: From 0 to 0.95, in steps of 0.01; 0 when fewer than 20 pairs, or less alike than by
    ///   chance.
    static func estimate(_ turns: [LabelledTurn], _ channel: MeaningChannel) -> Double {
        var attempts: [Place: [LabelledTurn]] = [:]
        for turn in turns where turn.kind != .volunteered {
            guard let caller = turn.caller else { continue }
            let place = Place(
                caller: caller, condition: turn.condition, state: turn.state, kind: turn.kind)
            attempts[place, default: []].append(turn)
        }
        var counts: [Pair: Int] = [:]
        for turns in attempts.values where turns.count > 1 {
            for (first, second) in zip(turns, turns.dropFirst()) {
                guard let before = chance(of: first, channel),
                    let chance = chance(of: second, channel)
                else { continue }
                let pair = Pair(
                    before: before, chance: chance, wasRight: first.outcome == .right,
                    isRight: second.outcome == .right)
                counts[pair, default: 0] += 1
            }
        }
        guard counts.values.reduce(0, +) >= fewestPairs else { return 0 }
        // In a fixed order, so that sums are the same in every process.
        let pairs = counts.sorted {
            ($0.key.before, $0.key.chance, $0.key.wasRight ? 1 : 0, $0.key.isRight ? 1 : 0)
                < ($1.key.before, $1.key.chance, $1.key.wasRight ? 1 : 0, $1.key.isRight ? 1 : 0)
        }
        var best = (correlation: 0.0, likelihood: -Double.infinity)
        for step in 0...tried {
            let correlation = Double(step) / stepsInOne
            let likelihood = pairs.reduce(0) {
                $0 + Double($1.value) * logLikelihood(of: $1.key, correlation)
            }
            if likelihood > best.likelihood { best = (correlation, likelihood) }
        }
        return best.correlation
    }

    /// Chance that a turn is right; nil where it is certain either way.
    private static func chance(of turn: LabelledTurn, _ channel: MeaningChannel) -> Double? {
        let cell = channel.cell(
            condition: turn.condition, voiceClass: turn.voiceClass, kind: turn.kind)
        guard let right = cell?.of(channel.matter(turn.kind, turn.said)).right, right > 0, right < 1
        else { return nil }
        return right
    }

    /// Logarithm of the chance of what became of an attempt, given the one before it.
    private static func logLikelihood(of pair: Pair, _ correlation: Double) -> Double {
        let both = bothBelow(pair.before, pair.chance, correlation)
        let right =
            pair.wasRight ? both / pair.before : (pair.chance - both) / (1 - pair.before)
        return PortableMath.log(max(pair.isRight ? right : 1 - right, .leastNormalMagnitude))
    }

    /// Steps of the integral over what two attempts have in common, from -6 to 6: the integrand is
    /// smooth, so that sums at equal steps are exact to 1e-9 for correlations up to 0.95.
    private static let steps = 160
    private static let reach = 6.0

    /// P(both of two normal numbers are below the quantiles of chances).
    ///
    /// - Parameters:
    ///   - first: Chance of the one, from 0 to 1.
    ///   - second: Chance of the other.
    ///   - correlation: From 0 to 0.95.
    /// - Returns: From 0 to 1.
    static func bothBelow(_ first: Double, _ second: Double, _ correlation: Double) -> Double {
        guard first > 0, second > 0 else { return 0 }
        guard first < 1 else { return second }
        guard second < 1 else { return first }
        let (common, own) = (correlation.squareRoot(), (1 - correlation).squareRoot())
        let (a, b) = (PortableMath.inverseNormal(first), PortableMath.inverseNormal(second))
        let width = 2 * reach / Double(steps)
        var sum = 0.0
        for step in 0...steps {
            let shared = -reach + Double(step) * width
            sum +=
                PortableMath.normalDensity(shared)
                * PortableMath.normalCDF((a - common * shared) / own)
                * PortableMath.normalCDF((b - common * shared) / own)
        }
        return sum * width
    }

    /// A uniform number that shares a part with others.
    ///
    /// - Parameters:
    ///   - own: Uniform, of this attempt alone.
    ///   - shared: Uniform, of all attempts.
    ///   - correlation: From 0 to 0.95.
    /// - Returns: Uniform; those with one `shared` have the correlation as normal numbers.
    static func uniform(own: Double, shared: Double, correlation: Double) -> Double {
        guard correlation > 0, own > 0, own < 1, shared > 0, shared < 1 else { return own }
        return PortableMath.normalCDF(
            correlation.squareRoot() * PortableMath.inverseNormal(shared)
                + (1 - correlation).squareRoot() * PortableMath.inverseNormal(own))
    }
}
