extension ArrivalRate {
    /// A rate that runs straight from point to point.
    ///
    /// Before the first point and after the last one their rates hold.
    ///
    /// - Parameters:
    ///   - times: Instants in seconds, ascending, at least one.
    ///   - rates: Arrivals per second at them, >= 0.
    ///   - start: Where the rate begins, in seconds.
    ///   - end: Where it ends, in seconds, > start.
    /// - Returns: A continuous rate on [start, end).
    public static func linear(
        times: [Double], rates: [Double], from start: Double, to end: Double
    ) -> ArrivalRate {
        let slopes = secants(times, rates)
        return curve(times, rates, from: start, to: end) { piece in
            (rates[piece], slopes[piece], 0, 0)
        }
    }

    /// A smooth rate through points: the monotone cubic interpolant.
    ///
    /// Between two points the curve stays between their rates, so it is nowhere negative, and it
    /// turns at given points only. Slopes: the weighted harmonic mean of the neighbouring secants
    /// (Fritsch and Butland, SIAM J. Sci. Stat. Comput. 5, 1984), a choice inside the region that
    /// Fritsch and Carlson (SIAM J. Numer. Anal. 17, 1980) prove monotone; at the ends the
    /// three-point formula, cut to keep the shape ("PCHIP"). The error against a smooth rate falls
    /// with the square of the distance of points at its turns, else with the third power at least.
    /// Before the first point and after the last one their rates hold.
    ///
    /// - Parameters:
    ///   - times: Instants in seconds, ascending, at least one.
    ///   - rates: Arrivals per second at them, >= 0.
    ///   - start: Where the rate begins, in seconds.
    ///   - end: Where it ends, in seconds, > start.
    /// - Returns: A rate on [start, end), with a continuous derivative between the points.
    public static func monotoneCubic(
        times: [Double], rates: [Double], from start: Double, to end: Double
    ) -> ArrivalRate {
        let secants = secants(times, rates)
        let slopes = slopes(times, secants)
        return curve(times, rates, from: start, to: end) { piece in
            let length = times[piece + 1] - times[piece]
            let (left, right, secant) = (slopes[piece], slopes[piece + 1], secants[piece])
            let square = (3 * secant - 2 * left - right) / length
            let cube = (left + right - 2 * secant) / (length * length)
            return (rates[piece], left, square, cube)
        }
    }

    private static func secants(_ times: [Double], _ rates: [Double]) -> [Double] {
        zip(times.indices.dropLast(), times.indices.dropFirst()).map { left, right in
            (rates[right] - rates[left]) / (times[right] - times[left])
        }
    }

    /// The slope at each point.
    private static func slopes(_ times: [Double], _ secants: [Double]) -> [Double] {
        guard secants.count > 1 else {
            return [Double](repeating: secants.first ?? 0, count: times.count)
        }
        let lengths = secants.indices.map { times[$0 + 1] - times[$0] }
        var slopes = [Double](repeating: 0, count: times.count)
        for point in 1..<secants.count where secants[point - 1] * secants[point] > 0 {
            let (before, after) = (lengths[point - 1], lengths[point])
            let (first, second) = (2 * after + before, after + 2 * before)
            slopes[point] =
                (first + second) / (first / secants[point - 1] + second / secants[point])
        }
        let last = secants.count - 1
        slopes[0] = endSlope(lengths[0], lengths[1], secants[0], secants[1])
        slopes[last + 1] = endSlope(
            lengths[last], lengths[last - 1], secants[last], secants[last - 1])
        return slopes
    }

    /// The slope at an end, from the two pieces next to it.
    private static func endSlope(
        _ near: Double, _ far: Double, _ nearSecant: Double, _ farSecant: Double
    ) -> Double {
        let slope = ((2 * near + far) * nearSecant - near * farSecant) / (near + far)
        if slope * nearSecant <= 0 { return 0 }
        let turns = nearSecant * farSecant <= 0
        return turns && abs(slope) > 3 * abs(nearSecant) ? 3 * nearSecant : slope
    }

    /// Pieces between points, cut to [start, end), with the outer rates held beyond the points.
    private static func curve(
        _ times: [Double], _ rates: [Double], from start: Double, to end: Double,
        _ coefficients: (Int) -> (Double, Double, Double, Double)
    ) -> ArrivalRate {
        var segments: [Segment] = []
        func add(_ from: Double, _ to: Double, _ formula: RateFormula) {
            let (left, right) = (max(from, start), min(to, end))
            if left < right { segments.append(Segment(start: left, end: right, formula: formula)) }
        }
        guard let first = times.first, let last = times.last, let lastRate = rates.last else {
            return ArrivalRate([])
        }
        add(start, first, .constant(rates[0]))
        for piece in times.indices.dropLast() {
            add(
                times[piece], times[piece + 1],
                .polynomial(
                    RatePolynomial(origin: times[piece], coefficients: coefficients(piece))))
        }
        add(last, end, .constant(lastRate))
        return ArrivalRate(segments)
    }
}
