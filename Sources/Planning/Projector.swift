import ContactCenterEvents
import Experiments
import Projections
import Scenarios
import Statistics
import TwinPrimitives
import TwinSimulation
import VoiceAgents

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
        try AssumedInputStudy.checkRanges(request)
        let memory = Self.memory(of: cases)
        let centers = cases.map { $0.twin.keepingSessions(in: memory) }
        let series = try await seriesOfPoints(cases, centers, memory)
        var answers: [ProjectionPoint] = []
        var plans: [[Int: [Int]]] = []
        for (index, point) in points.enumerated() {
            var staffing: [StaffingRequirement] = []
            // The answer of the point that differs least is the best guess.
            let guess = Self.nearest(to: index, in: points).map { plans[$0] } ?? [:]
            plans.append([:])
            for group in request.groups {
                let search = StaffingSearch(
                    centers[index], group: group, target: request.largestAbandonment,
                    replications: request.staffingReplications, seed: request.seed,
                    jobs: request.jobs)
                let found = try await search.requirements(startingFrom: guess[group])
                plans[index][group] = found.map(\.needed)
                staffing += found
            }
            answers.append(
                ProjectionPoint(
                    at: point, replications: series[index].count,
                    contactsWaited: series[index].denominators("abandonmentRate"),
                    estimates: series[index].estimates(),
                    differences: series[index].differences(from: series[0]),
                    staffing: staffing))
            progress(0.3 + 0.6 * Double(index + 1) / Double(points.count))
        }
        var study = try AssumedInputStudy(request, base: series[0], memory: memory)
        let assumed = try await study.reports { progress(0.9 + 0.1 * $0) }
        progress(1)
        let description = cases[0].description
        var result = ProjectionResult(
            scenario: request.scenario.name, axes: request.axes,
            largestAbandonment: request.largestAbandonment,
            intervalSeconds: description.intervalSeconds, start: description.start,
            seed: request.seed, halfWidth: request.halfWidth, points: answers, assumed: assumed)
        result.fidelities = Self.fidelities(request.scenario)
        result.amplifications = amplifications(series)
        result.choices = choices(result, series)
        result.varianceShares = varianceShares(series)
        return result
    }

    /// Replications of each point before the next one has its turn.
    private static let replicationsAtOnce = 16

    /// Bytes of sessions that are kept, some 900 000 of them; those beyond are held again.
    private static let sessionBytes = 512 * 1_048_576

    /// Where sessions are kept that meet the same callers at several points and under several staffings.
    private static func memory(of cases: [Scenario]) -> SessionMemory {
        let kinds = cases.flatMap(\.voicePools).flatMap { pool -> [String] in
            guard case .conversation(let tier) = pool.tier else { return [] }
            return tier.kinds
        }
        return SessionMemory(limitBytes: sessionBytes, kinds: max(Set(kinds).count, 1))
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
    ///
    /// A few replications at a time, at all points: so the sessions that several points share are at hand,
    /// and need not be kept but for the replications that the search of the staffing looks at again.
    private func seriesOfPoints(
        _ cases: [Scenario], _ centers: [TwinConfiguration], _ memory: SessionMemory
    ) async throws -> [KPISeries] {
        var series = Array(repeating: KPISeries(), count: cases.count)
        var done = 0
        var next = request.replications.lowerBound
        let searched = Set(
            (0..<max(request.staffingReplications, AssumedInputStudy.mostReplications)).map {
                RandomStreams(seed: request.seed, replication: UInt32($0))
            })
        while true {
            while done < next {
                done = min(done + Self.replicationsAtOnce, next)
                for (index, projected) in cases.enumerated() {
                    try await extend(&series[index], projected, centers[index], to: done)
                }
                memory.forgetAll(but: searched)
                progress(0.3 * Double(done) / Double(next))
            }
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
        _ series: inout KPISeries, _ projected: Scenario, _ center: TwinConfiguration,
        to count: Int
    ) async throws {
        var runner = try ReplicationRunner(center, seed: request.seed, jobs: request.jobs)
        if !projected.voicePools.isEmpty { runner.journeys = JourneyFold.Request(runner.fold) }
        let names = projected.description
        let prices = projected.prices
        let controls = ArrivalControls(center)
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

    /// The fidelities of the pools of voice agents, each once.
    private static func fidelities(_ scenario: Scenario) -> [String] {
        var found: [String] = []
        for (path, value) in scenario.writtenValues
        where path.hasPrefix("voiceAgents.") && path.hasSuffix(".fidelity")
            && !found.contains(value)
        {
            found.append(value)
        }
        return found
    }
}
