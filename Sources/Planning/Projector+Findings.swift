import Experiments
import Projections
import Statistics

/// What is read off the points of a projection.
///
/// Data flow: the replications of all points, which met the same callers, are compared pair by pair;
/// neighbours along an axis give amplifications, options of what is chosen give the best and those
/// that others dominate.
extension Projector {
    /// Amplification along each axis of numbers, the other axes at their first values.
    func amplifications(_ series: [KPISeries]) -> [Amplification] {
        let points = request.points
        var rows: [Amplification] = []
        for (place, axis) in request.axes.enumerated() {
            let line = points.indices.filter { index in
                points[index].indices.allSatisfy { other in
                    other == place || points[index][other].value == points[0][other].value
                }
            }
            for (first, second) in zip(line, line.dropFirst()) {
                let (from, to) = (points[first][place].value, points[second][place].value)
                guard let width = Quantified.relativeWidth(from: from, to: to) else { continue }
                rows.append(
                    Amplification(
                        path: axis.path, from: from, to: to,
                        factors: Self.elasticities(
                            higher: series[second], lower: series[first], relativeWidth: width)))
            }
        }
        return rows
    }

    /// Relative changes of all answers between two series, over the relative change of the input.
    static func elasticities(
        higher: KPISeries, lower: KPISeries, relativeWidth: Double
    ) -> [Elasticity] {
        answers.compactMap { kpi in
            guard let above = higher.estimate(kpi), let below = lower.estimate(kpi),
                above.residuals.count == below.residuals.count
            else { return nil }
            let middle = above.combined(0.5, with: below, 0.5)
            guard let change = above.difference(from: below).quotient(by: middle),
                let halfWidth = change.halfWidth()
            else { return nil }
            return Elasticity(
                kpi: kpi, value: change.value / relativeWidth,
                halfWidth95: halfWidth / abs(relativeWidth))
        }
    }

    /// The options of the chosen axes, for each setting of the others.
    ///
    /// - Parameters:
    ///   - result: The projection without them.
    ///   - series: The points' replications.
    /// - Returns: One report per setting of the other axes; empty when no axis is chosen.
    func choices(_ result: ProjectionResult, _ series: [KPISeries]) -> [ChoiceReport] {
        guard !request.chosen.isEmpty else { return [] }
        var order: [[Setting]] = []
        var members: [[Int]] = []
        for (index, point) in result.points.enumerated() {
            let given = point.at.filter { !request.chosen.contains($0.path) }
            if let place = order.firstIndex(of: given) {
                members[place].append(index)
            } else {
                order.append(given)
                members.append([index])
            }
        }
        return zip(order, members).map { given, points in
            choice(given, points, result, series)
        }
    }

    private func choice(
        _ given: [Setting], _ points: [Int], _ result: ProjectionResult, _ series: [KPISeries]
    ) -> ChoiceReport {
        let costs = points.map { series[$0].estimate("costPerResolvedContact") }
        let hours = points.map { result.agentHoursNeeded(result.points[$0]) }
        // Saved agents are no saving where the target is missed without them.
        let candidates = points.indices.filter {
            result.verdict(result.points[points[$0]]) != .misses
        }
        let cheapest = Self.least(candidates) { costs[$0]?.value }
        let known = candidates.compactMap { costs[$0] }
        let open = cheapest == nil ? [] : ComparisonWithBest.mayBeLeast(known)
        let maybe = zip(candidates, open).filter(\.1).map(\.0)
        let best = cheapest ?? Self.least(Array(points.indices)) { hours[$0] }
        let dominated = Self.dominated(points.map { Self.merits(result.points[$0], result) })
        let options = points.indices.map { place in
            let above = best.flatMap { costs[$0] }.flatMap { costs[place]?.difference(from: $0) }
            return ChoiceOption(
                point: points[place], isEfficient: !dominated[place],
                mayBeBest: maybe.contains(place), costAboveBest: above?.value,
                costAboveBestHalfWidth: place == best ? nil : above?.halfWidth())
        }
        return ChoiceReport(
            given: given, options: options, best: best,
            criterion: best.map { _ in cheapest == nil ? .agentHours : .cost })
    }

    /// The place of the least value; nil for no places, and where one of them has none.
    private static func least(_ places: [Int], _ value: (Int) -> Double?) -> Int? {
        let known = places.compactMap { place in value(place).map { (place, $0) } }
        return known.count == places.count ? known.min { $0.1 < $1.1 }?.0 : nil
    }

    /// What speaks for a point, each the larger the better; nil where it is unknown.
    private static func merits(
        _ point: ProjectionPoint, _ result: ProjectionResult
    ) -> [Double?] {
        [
            point.estimate("containmentRate")?.mean,
            point.estimate("wrongActionRate")?.mean.map { -$0 },
            result.agentHoursNeeded(point).map { -$0 },
            point.estimate("costPerResolvedContact")?.mean.map { -$0 },
        ]
    }

    /// Which of some options another one dominates.
    private static func dominated(_ merits: [[Double?]]) -> [Bool] {
        let kinds = merits.first?.indices ?? 0..<0
        let kept = kinds.filter { kind in merits.contains { $0[kind] != nil } }
        let known = merits.map { row -> [Double]? in
            let values = kept.compactMap { row[$0] }
            return values.count == kept.count ? values : nil
        }
        return known.map { own in
            known.contains { other in
                guard let own, let other else { return false }
                let pairs = zip(other, own)
                return pairs.allSatisfy { $0 >= $1 } && pairs.contains { $0 > $1 }
            }
        }
    }
}
