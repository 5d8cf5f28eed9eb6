import Experiments
import Projections
import Scenarios
import Statistics

/// How wrong an assumed input would have to be to turn the answer round.
extension AssumedInputStudy {
    /// Values that are tried: from a quarter of the input to four times it.
    private static let reach = 4.0
    /// Secant steps after the one along the elasticity.
    private static let secants = 2
    /// 97.5 % point of the normal law.
    private static let normal95 = 1.959_963_984_540_054

    /// Abandonment at one value of an input.
    private struct Tried {
        var value: Double
        var rate: Double
        var standardError: Double
    }

    /// The value at which the first point just meets the target.
    ///
    /// - Parameters:
    ///   - path: Path of the input.
    ///   - number: Its value.
    ///   - elasticities: What is known of its effect.
    /// - Returns: The value with its interval, or why there is none.
    /// - Throws: What is wrong with a run.
    mutating func breakEven(
        _ path: String, _ number: Quantified, _ elasticities: [Elasticity]
    ) async throws -> BreakEven {
        guard let base = baseRate, let error = base.standardError, base.value > 0,
            let effect = elasticities.first(where: { $0.kpi == "abandonmentRate" }),
            abs(effect.value) > effect.halfWidth95
        else { return .noEffect }
        let target = request.largestAbandonment
        var before = Tried(value: number.number, rate: base.value, standardError: error)
        var slope = effect.value * base.value / number.number
        var guess = before.value + (target - before.rate) / slope
        for round in 0...Self.secants {
            guard let value = allowed(path, guess, number) else { return .beyond }
            let tried = try await trial(path, value, number)
            let moved = tried.rate - before.rate
            // A step that moved nothing beyond chance says nothing of the slope.
            if abs(tried.value - before.value) > 0, moved * slope > 0,
                abs(moved) > Self.normal95 * tried.standardError
            {
                slope = moved / (tried.value - before.value)
            }
            guess = tried.value + (target - tried.rate) / slope
            let isClose = abs(tried.rate - target) <= Self.normal95 * tried.standardError
            if isClose || round == Self.secants {
                guard let end = allowed(path, guess, number) else { return .beyond }
                let half = Self.normal95 * tried.standardError / abs(slope)
                return .at(value: end, low: end - half, high: end + half, unit: String(number.unit))
            }
            before = tried
        }
        return .beyond
    }

    /// A value within reach that the scenario takes; a whole number where it must be one.
    private func allowed(_ path: String, _ value: Double, _ number: Quantified) -> Double? {
        let share = value / number.number
        guard share.isFinite, share >= 1 / Self.reach, share <= Self.reach else { return nil }
        for candidate in [value, value.rounded()] where isAllowed(path, number.written(candidate)) {
            return candidate
        }
        return nil
    }

    /// Abandonment at a value: the first point's rate and the paired difference that the move makes.
    private mutating func trial(
        _ path: String, _ value: Double, _ number: Quantified
    ) async throws -> Tried {
        var point = try moved(path, to: number.written(value))
        let count = Self.rounds[1]
        try await extend(&point, to: count)
        let pilot = try await unmoved(count)
        guard let base = baseRate, let error = base.standardError,
            let after = point.series.estimate("abandonmentRate"),
            let before = pilot.estimate("abandonmentRate")
        else { return Tried(value: value, rate: 0, standardError: .infinity) }
        let paired = after.difference(from: before)
        let difference = paired.standardError ?? 0
        return Tried(
            value: value, rate: base.value + paired.value,
            standardError: (error * error + difference * difference).squareRoot())
    }
}
