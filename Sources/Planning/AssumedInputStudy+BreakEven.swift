import Experiments
import Projections
import Scenarios
import Statistics

/// How wrong an assumed input would have to be to turn the answer round.
///
/// The ends of the reach are simulated first: the rate is bent, and a straight line from the input's own
/// value overshoots. Where an end has the other answer, halvings bring the bracket down to a width at
/// which a line serves, one more value is simulated where that line meets the target, and the answer
/// is read off the broken line through all that was simulated.
extension AssumedInputStudy {
    /// Values that are tried: from a quarter of the input to four times it.
    private static let reach = 4.0
    /// Ratio of the ends of a bracket across which the rate is taken as a straight line.
    private static let straight = 1.2
    /// Halvings that look for the last value that a scenario takes.
    private static let edgeHalvings = 12

    /// The value at which the first point just meets the target.
    ///
    /// - Parameters:
    ///   - path: Path of the input.
    ///   - number: Its value.
    ///   - elasticities: What is known of its effect nearby: a slope that is told from 0 says at which
    ///     end to look.
    /// - Returns: The value with its interval, or why there is none.
    /// - Throws: What is wrong with a run.
    mutating func breakEven(
        _ path: String, _ number: Quantified, _ elasticities: [Elasticity]
    ) async throws -> BreakEven {
        guard let base = baseRate, number.number != 0 else { return .unknown }
        let isHeld = base.value <= request.largestAbandonment
        var shares = [1 / Self.reach, Self.reach]
        if let effect = elasticities.first(where: { $0.kpi == "abandonmentRate" }),
            abs(effect.value) > effect.halfWidth95
        {
            shares = [(effect.value > 0) == isHeld ? Self.reach : 1 / Self.reach]
        }
        var moves: Bool?
        var isOpen = baseVerdict == .open
        for share in shares {
            guard let end = edge(path, number, share) else { continue }
            let tried = try await decided(path, number.written(end))
            let verdict = verdict(tried)
            if verdict == (isHeld ? .misses : .holds) {
                return try await search(path, number, to: Place(value: end, tried: tried))
            }
            isOpen = isOpen || verdict == .open
            // Where nobody abandoned at either value, nothing was seen of the input.
            let still = tried.difference.map { $0.value == 0 && $0.standardError == 0 } == true
            moves = moves == true || !(tried.moved.isPriceOnly || (still && base.value > 0))
        }
        // A slope of which no end may be tried stops at the input's own value.
        guard let moves = moves ?? (shares.count == 1 ? true : nil) else { return .unknown }
        return !moves ? .noEffect : isOpen ? .unknown : .beyond
    }

    /// A value with what was simulated there; nothing at the input's own.
    private struct Place {
        var value: Double
        var tried: Tried?
    }

    /// Narrows a bracket from the input's own value to one with the other answer.
    private mutating func search(
        _ path: String, _ number: Quantified, to end: Place
    ) async throws -> BreakEven {
        guard let base = baseRate, let count = end.tried?.moved.series.count else {
            return .unknown
        }
        let target = request.largestAbandonment
        var (near, far) = (Place(value: number.number), end)
        var places = [near, far]
        func rate(_ place: Place) -> Double { base.value + (place.tried?.difference?.value ?? 0) }
        func ratio() -> Double {
            let ratio = abs(far.value / near.value)
            return max(ratio, 1 / ratio)
        }
        while ratio() > Self.straight {
            let middle = (near.value * far.value).squareRoot() * (number.number < 0 ? -1 : 1)
            guard let value = allowed(path, middle, number),
                !places.contains(where: { $0.value == value })
            else { break }
            let tried = try await tried(path, number.written(value), count)
            let place = Place(value: value, tried: tried)
            places.append(place)
            if (rate(place) <= target) == (base.value <= target) {
                near = place
            } else {
                far = place
            }
        }
        let step = (far.value - near.value) / (rate(far) - rate(near))
        let guess = near.value + (target - rate(near)) * step
        if let value = allowed(path, guess, number),
            !places.contains(where: { $0.value == value })
        {
            let tried = try await tried(path, number.written(value), count)
            places.append(Place(value: value, tried: tried))
        }
        return crossing(path, number, places.sorted { $0.value < $1.value })
    }

    /// Reads the answer off the line through simulated values.
    private func crossing(
        _ path: String, _ number: Quantified, _ places: [Place]
    ) -> BreakEven {
        let tried = places.compactMap(\.tried)
        let differences = tried.compactMap(\.difference)
        guard let base = baseRate, differences.count == tried.count else { return .unknown }
        // The input's own value has no difference, hence no weight.
        let knots = places.map { place in
            MovedEstimate.Knot(
                place: place.value,
                weights: tried.map { place.tried?.value == $0.value ? 1 : 0 })
        }
        let found = MovedEstimate(base: base, differences: differences).crossing(
            of: request.largestAbandonment, through: knots)
        guard let found else { return .unknown }
        return .at(
            value: allowed(path, found.place, number) ?? found.place, low: found.low,
            high: found.high, unit: String(number.unit))
    }

    /// The farthest value towards a multiple of the input that the scenario takes; nil if it takes none.
    private func edge(_ path: String, _ number: Quantified, _ share: Double) -> Double? {
        let whole = number.unit == "%" ? 100.0 : 1
        let wanted = number.number * share
        for value in [wanted, whole] where (value - number.number) * (wanted - value) >= 0 {
            if let value = allowed(path, value, number), value != number.number { return value }
        }
        var (taken, refused) = (1.0, share)
        var found: Double?
        for _ in 0..<Self.edgeHalvings {
            let middle = (taken * refused).squareRoot()
            if let value = allowed(path, number.number * middle, number) {
                (taken, found) = (middle, value)
            } else {
                refused = middle
            }
        }
        return found == number.number ? nil : found
    }

    /// A value that the scenario takes; a whole number where it must be one.
    private func allowed(_ path: String, _ value: Double, _ number: Quantified) -> Double? {
        [value, value.rounded()].first { isAllowed(path, number.written($0)) }
    }
}
