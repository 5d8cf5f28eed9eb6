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
        let merits = points.map { Self.merits(result.points[$0], result) }
        func least(_ value: (Int) -> Double?) -> Int? {
            let known = points.indices.compactMap { place in
                value(points[place]).map { (place, $0) }
            }
            return known.count == points.count ? known.min { $0.1 < $1.1 }?.0 : nil
        }
        let best =
            least { result.points[$0].estimate("costPerResolvedContact")?.mean }
            ?? least { result.agentHoursNeeded(result.points[$0]) }
        let cheapest = best.flatMap { series[points[$0]].estimate("costPerResolvedContact") }
        let options = points.indices.map { place in
            let above = cheapest.flatMap { cheapest in
                series[points[place]].estimate("costPerResolvedContact")?
                    .difference(from: cheapest)
            }
            return ChoiceOption(
                point: points[place],
                isEfficient: !merits.contains { Self.dominates($0, merits[place]) },
                costAboveBest: above?.value,
                costAboveBestHalfWidth: place == best ? nil : above?.halfWidth())
        }
        return ChoiceReport(given: given, options: options, best: best)
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

    private static func dominates(_ left: [Double?], _ right: [Double?]) -> Bool {
        let pairs = zip(left, right).compactMap { one, other -> (Double, Double)? in
            guard let one, let other else { return nil }
            return (one, other)
        }
        return pairs.allSatisfy { $0 >= $1 } && pairs.contains { $0 > $1 }
    }
}
