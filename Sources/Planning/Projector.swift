import ContactCenterEvents
import Experiments
import Projections
import Scenarios
import Statistics
import TwinSimulation

/// Works out a projection: the main job of the product.
///
/// Data flow: every point of the axes is the scenario under other settings and meets the same
/// callers (common random numbers); replications are added to all points until each abandonment rate
/// is known well enough; then the staffing of each point is searched, and the assumed inputs are
/// moved one by one at the first point.
public struct Projector: Sendable {
    /// Indicators whose elasticities are reported.
    public static let answers = [
        "abandonmentRate", "meanWait", "containmentRate", "resolutionRate", "wrongActionRate",
        "repeatContactRate", "costPerResolvedContact",
    ]
    /// Most replications of each moved input: differences are paired, so few tell.
    static let elasticityReplications = 40
    /// Relative step of an assumed input, each way.
    static let step = 0.1

    let request: ProjectionRequest
    /// Called with the share of the work that is done, in [0, 1].
    let progress: @Sendable (Double) -> Void

    /// Prepares a projection.
    ///
    /// - Parameters:
    ///   - request: What is asked.
    ///   - progress: Called with the share of the work that is done.
    public init(_ request: ProjectionRequest, progress: @escaping @Sendable (Double) -> Void) {
        self.request = request
        self.progress = progress
    }

    /// Works the projection out.
    ///
    /// - Returns: The answer.
    /// - Throws: Whatever is wrong with the scenario under one of the settings.
    public func result() async throws -> ProjectionResult {
        let points = request.points
        let cases = try points.map { try request.variant($0) }
        try checkRanges()
        let series = try await seriesOfPoints(cases)
        var answers: [ProjectionPoint] = []
        var plans: [[Int: [Int]]] = []
        for (index, point) in points.enumerated() {
            var staffing: [StaffingRequirement] = []
            // The answer of the point that differs least is the best guess.
            let guess = Self.nearest(to: index, in: points).map { plans[$0] } ?? [:]
            plans.append([:])
            for group in request.groups {
                let search = StaffingSearch(
                    cases[index].twin, group: group, target: request.largestAbandonment,
                    replications: request.staffingReplications, seed: request.seed,
                    jobs: request.jobs)
                let found = try await search.requirements(startingFrom: guess[group])
                plans[index][group] = found.map(\.needed)
                staffing += found
            }
            answers.append(
                ProjectionPoint(
                    at: point, replications: series[index].count,
                    estimates: series[index].estimates(),
                    differences: series[index].differences(from: series[0]),
                    staffing: staffing))
            progress(0.3 + 0.6 * Double(index + 1) / Double(points.count))
        }
        let assumed = try await assumedReports(
            base: series[0], replications: min(series[0].count, Self.elasticityReplications))
        progress(1)
        let description = cases[0].description
        var result = ProjectionResult(
            scenario: request.scenario.name, axes: request.axes,
            largestAbandonment: request.largestAbandonment,
            intervalSeconds: description.intervalSeconds, start: description.start,
            seed: request.seed, halfWidth: request.halfWidth, points: answers, assumed: assumed)
        result.amplifications = amplifications(series)
        result.choices = choices(result, series)
        return result
    }

    /// The first earlier point that differs from a point in the fewest settings; nil for the first.
    static func nearest(to index: Int, in points: [[Setting]]) -> Int? {
        (0..<index).min { left, right in
            distance(points[left], points[index]) < distance(points[right], points[index])
        }
    }

    private static func distance(_ left: [Setting], _ right: [Setting]) -> Int {
        zip(left, right).count { $0 != $1 }
    }

    /// All points with equally many replications, enough for the widest of them.
    private func seriesOfPoints(_ cases: [Scenario]) async throws -> [KPISeries] {
        var series = Array(repeating: KPISeries(), count: cases.count)
        var done = 0
        var next = request.replications.lowerBound
        while true {
            for (index, projected) in cases.enumerated() {
                try await extend(&series[index], projected, to: next)
                let share = Double(index + 1) / Double(cases.count)
                progress(0.3 * (Double(done) + share * Double(next - done)) / Double(next))
            }
            done = next
            // A point at which nobody seeks a person has no rate, and asks for nothing.
            let wanted = series.compactMap {
                $0.estimate("abandonmentRate")?.nextReplications(halfWidth: request.halfWidth)
            }
            guard let most = wanted.max(), done < request.replications.upperBound else {
                return series
            }
            next = min(most, request.replications.upperBound)
        }
    }

    /// Adds replications to a series.
    private func extend(
        _ series: inout KPISeries, _ projected: Scenario, to count: Int
    ) async throws {
        let runner = try ReplicationRunner(
            projected.twin, seed: request.seed, jobs: request.jobs)
        let names = projected.description
        let prices = projected.prices
        let controls = ArrivalControls(projected.twin)
        let seed = request.seed
        if series.count == 0 { series = KPISeries(expectations: controls.expectations) }
        let results = await runner.run(series.count..<count) { replication, tally in
            let all = tally.allContacts
            return (
                tally.kpiRows(names: names, prices: prices, by: [.type, .group]),
                controls.values(
                    seed: seed, replication: replication,
                    firstArrivals: all.arrived - all.repeated)
            )
        }
        for (rows, values) in results { series.append(rows, controls: values) }
        try projected.checkCoverage()
    }

    /// Whether the first point holds the target with an input moved.
    ///
    /// The first point's rate, known from many replications, plus the paired difference that the
    /// input makes; a difference that may be chance changes no answer.
    private func holdsTarget(_ moved: KPISeries, base: KPISeries, pilot: KPISeries) -> Bool {
        let rate = base.estimate("abandonmentRate")?.value ?? 0
        var difference = 0.0
        if let after = moved.estimate("abandonmentRate"),
            let before = pilot.estimate("abandonmentRate")
        {
            let paired = after.difference(from: before)
            difference = abs(paired.value) > paired.halfWidth() ?? .infinity ? paired.value : 0
        }
        return rate + difference <= request.largestAbandonment
    }

    /// The first point's series, under one more setting if there is one.
    private func variant(_ setting: Setting?, replications: Int) async throws -> KPISeries {
        var series = KPISeries()
        let projected = try request.variant(
            (request.points.first ?? []) + (setting.map { [$0] } ?? []))
        try await extend(&series, projected, to: replications)
        return series
    }

    /// Reads every stated range before anything is simulated.
    private func checkRanges() throws(ScenarioError) {
        for input in request.scenario.assumed {
            for end in Self.range(in: input.comment) ?? [] {
                _ = try request.variant(
                    (request.points.first ?? []) + [Setting(path: input.path, value: end)])
            }
        }
    }

    private func assumedReports(
        base: KPISeries, replications: Int
    ) async throws -> [AssumedInputReport] {
        var reports: [AssumedInputReport] = []
        let pilot = try await variant(nil, replications: replications)
        for (index, input) in request.scenario.assumed.enumerated() {
            var elasticities: [Elasticity] = []
            // At the first point an axis may have moved the input away from its written value.
            let value =
                request.points.first?.last { $0.path == input.path }?.value ?? input.value
            let steps = Quantified(value)?.steps(of: Self.step) ?? []
            if let step = steps.first(where: {
                isAllowed(input.path, $0.up) && isAllowed(input.path, $0.down)
            }) {
                elasticities = try await self.elasticities(
                    input.path, step, replications: replications)
            }
            let range = Self.range(in: input.comment)
            var verdicts: [Bool]?
            for end in range ?? [] {
                let moved = try await variant(
                    Setting(path: input.path, value: end), replications: replications)
                verdicts = (verdicts ?? []) + [holdsTarget(moved, base: base, pilot: pilot)]
            }
            reports.append(
                AssumedInputReport(
                    input: input, range: range, elasticities: elasticities,
                    meetsTargetInRange: verdicts))
            progress(0.9 + 0.1 * Double(index + 1) / Double(request.scenario.assumed.count))
        }
        return reports
    }

    /// The range `low..high` in a comment.
    static func range(in comment: String) -> [String]? {
        for word in comment.split(whereSeparator: { " ,;:()".contains($0) }) {
            guard let dots = word.firstRange(of: "..") else { continue }
            let ends = [word[..<dots.lowerBound], word[dots.upperBound...]].map(String.init)
            if ends.allSatisfy({ $0.first?.isNumber == true }) { return ends }
        }
        return nil
    }

    /// Whether the scenario can take a value; a step that it cannot take gives no elasticity.
    private func isAllowed(_ path: String, _ value: String) -> Bool {
        let settings = (request.points.first ?? []) + [Setting(path: path, value: value)]
        return (try? request.variant(settings)) != nil
    }

    private func elasticities(
        _ path: String, _ step: InputStep, replications: Int
    ) async throws -> [Elasticity] {
        let higher = try await variant(
            Setting(path: path, value: step.up), replications: replications)
        let lower = try await variant(
            Setting(path: path, value: step.down), replications: replications)
        return Self.elasticities(
            higher: higher, lower: lower, relativeWidth: step.relativeWidth)
    }
}
