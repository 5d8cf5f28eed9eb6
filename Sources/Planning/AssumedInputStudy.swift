import ContactCenter
import Experiments
import Projections
import Scenarios
import Statistics
import TwinSimulation
import VoiceAgents

/// Moves the assumed inputs of a projection one by one at its first point: elasticities, the answer at
/// the ends of stated ranges, and the values at which the answer turns round.
///
/// Moved points meet the callers of the unmoved one (common random numbers) and are held against its
/// own replications one by one, so a few replications tell what an input does; more are added only
/// where the difference is not known well enough. An input that is only a price moves nothing that is
/// simulated, and costs no run.
struct AssumedInputStudy {
    /// Replications of a moved input: some, and more where its differences are not known well enough.
    ///
    /// Two looks only, the first at twenty: a stop at a lucky early moment then costs little coverage.
    static let rounds = [20, 40]
    /// Most replications of a moved input.
    static let mostReplications = rounds.last ?? 0
    /// Relative step of an assumed input, each way.
    static let step = 0.1
    /// An elasticity is known well enough within this, or within the share of it below.
    private static let widest = 0.1
    private static let widestShare = 1.0 / 6
    /// Indicators whose elasticities have to be known well enough.
    private static let deciding = ["abandonmentRate", "containmentRate"]

    let request: ProjectionRequest
    /// The first point's rate, from all its replications.
    let baseRate: ReplicatedEstimate?
    /// Contacts of which it is the rate.
    let baseContacts: Double
    /// Those of `deciding` that the first point has.
    private let deciding: [String]
    private let first: Scenario
    /// Where the sessions of the points are kept.
    private let memory: SessionMemory
    private let limit: Int
    /// The first point's own replications, kept so that prices can be moved without runs.
    private var kept: [Replicate] = []

    private struct Replicate: Sendable {
        var tally: CenterTally
        var controls: [Double]
    }

    /// A moved scenario with its replications so far.
    struct Moved {
        var scenario: Scenario
        var series: KPISeries
        /// Whether nothing of what is simulated was moved.
        var isPriceOnly: Bool
    }

    init(_ request: ProjectionRequest, base: KPISeries, memory: SessionMemory) throws {
        self.request = request
        self.memory = memory
        baseRate = base.estimate("abandonmentRate")
        baseContacts = base.denominators("abandonmentRate")
        deciding = Self.deciding.filter { base.estimate($0) != nil }
        first = try request.variant(request.points.first ?? [])
        limit = max(min(base.count, Self.mostReplications), 2)
    }

    /// The numbers of replications that are tried, ascending.
    var counts: [Int] { Self.rounds.filter { $0 < limit } + [limit] }

    /// Reads every stated range before anything is simulated.
    static func checkRanges(_ request: ProjectionRequest) throws(ScenarioError) {
        for input in request.scenario.assumed {
            for end in range(in: input.comment) ?? [] {
                do throws(ScenarioError) {
                    _ = try request.variant(
                        (request.points.first ?? []) + [Setting(path: input.path, value: end)])
                } catch {
                    throw .invalid(
                        location: input.location,
                        what:
                            "\(input.path): its comment says '\(input.comment)', and \(end) cannot be "
                            + "tried: \(error.problem); change the range in the comment")
                }
            }
        }
    }

    /// One report for each assumed input, in the order of the file.
    mutating func reports(
        progress: @Sendable (Double) -> Void
    ) async throws -> [AssumedInputReport] {
        var reports: [AssumedInputReport] = []
        let all = request.scenario.assumed
        for (index, input) in all.enumerated() {
            reports.append(try await report(input))
            progress(Double(index + 1) / Double(all.count))
        }
        return reports
    }

    private mutating func report(_ input: AssumedInput) async throws -> AssumedInputReport {
        // At the first point an axis may have moved the input away from its written value.
        let value = request.points.first?.last { $0.path == input.path }?.value ?? input.value
        let number = Quantified(value)
        let range = Self.range(in: input.comment)
        var moved = input
        moved.value = value
        var report = AssumedInputReport(
            input: moved, range: range, elasticities: [], verdictsInRange: nil,
            breakEven: .unknown, replications: 0)
        if let number,
            let step = number.steps(of: Self.step).first(where: {
                isAllowed(input.path, $0.up) && isAllowed(input.path, $0.down)
            })
        {
            let pair = try await pair(input.path, step)
            report.elasticities = Self.elasticities(pair, step)
            report.replications = pair.up.series.count
            report.breakEven = try await breakEven(input.path, number, report.elasticities)
        }
        for end in range ?? [] {
            let tried = try await decided(input.path, end)
            report.verdictsInRange = (report.verdictsInRange ?? []) + [verdict(tried)]
        }
        return report
    }

    // MARK: Runs

    /// The first point with an input moved; nothing is simulated yet.
    func moved(_ path: String, to value: String) throws(ScenarioError) -> Moved {
        let settings = (request.points.first ?? []) + [Setting(path: path, value: value)]
        let scenario = try request.variant(settings)
        return Moved(
            scenario: scenario, series: emptySeries(scenario),
            isPriceOnly: scenario.twin.withoutPrices == first.twin.withoutPrices)
    }

    private func emptySeries(_ scenario: Scenario) -> KPISeries {
        KPISeries(expectations: ArrivalControls(scenario.twin).expectations)
    }

    /// Adds replications to a moved point.
    mutating func extend(_ moved: inout Moved, to count: Int) async throws {
        guard moved.series.count < count else { return }
        if moved.isPriceOnly {
            try await keep(count)
            for replicate in kept[moved.series.count..<count] {
                append(replicate, of: moved.scenario, to: &moved.series)
            }
            return
        }
        for replicate in try await run(moved.scenario, moved.series.count..<count) {
            append(replicate, of: moved.scenario, to: &moved.series)
        }
    }

    /// The first point's own series of some length.
    mutating func unmoved(_ count: Int) async throws -> KPISeries {
        try await keep(count)
        var series = emptySeries(first)
        for replicate in kept[..<count] { append(replicate, of: first, to: &series) }
        return series
    }

    private mutating func keep(_ count: Int) async throws {
        guard kept.count < count else { return }
        kept += try await run(first, kept.count..<count)
    }

    private func append(_ replicate: Replicate, of scenario: Scenario, to series: inout KPISeries) {
        series.append(
            replicate.tally.kpiRows(
                names: scenario.description, prices: scenario.prices, by: []),
            controls: replicate.controls)
    }

    private func run(_ scenario: Scenario, _ numbers: Range<Int>) async throws -> [Replicate] {
        let runner = try ReplicationRunner(
            scenario.twin.keepingSessions(in: memory), seed: request.seed, jobs: request.jobs)
        let controls = ArrivalControls(scenario.twin)
        let seed = request.seed
        let replicates = await runner.run(numbers) { replication, tally in
            let all = tally.allContacts
            return Replicate(
                tally: tally,
                controls: controls.values(
                    seed: seed, replication: replication,
                    firstArrivals: all.arrived - all.repeated))
        }
        try scenario.checkCoverage()
        return replicates
    }

    // MARK: Elasticities

    private struct Pair {
        var up: Moved
        var down: Moved
    }

    /// The input moved both ways, with as many replications as its effect asks for.
    private mutating func pair(_ path: String, _ step: InputStep) async throws -> Pair {
        var pair = Pair(
            up: try moved(path, to: step.up), down: try moved(path, to: step.down))
        for count in counts {
            try await extend(&pair.up, to: count)
            try await extend(&pair.down, to: count)
            let found = Self.elasticities(pair, step)
            // An indicator that stayed at 0 so far has no elasticity yet, and is not known.
            let isKnown = deciding.allSatisfy { kpi in
                guard let effect = found.first(where: { $0.kpi == kpi }) else { return false }
                return effect.halfWidth95 <= max(Self.widest, Self.widestShare * abs(effect.value))
            }
            if isKnown { break }
        }
        return pair
    }

    private static func elasticities(_ pair: Pair, _ step: InputStep) -> [Elasticity] {
        Projector.elasticities(
            higher: pair.up.series, lower: pair.down.series, relativeWidth: step.relativeWidth)
    }

    /// Whether the scenario can take a value; a step that it cannot take gives no elasticity.
    func isAllowed(_ path: String, _ value: String) -> Bool {
        let settings = (request.points.first ?? []) + [Setting(path: path, value: value)]
        return (try? request.variant(settings)) != nil
    }

    // MARK: Ranges

    /// The range `low..high` in a comment.
    static func range(in comment: String) -> [String]? {
        for word in comment.split(whereSeparator: { " ,;:()".contains($0) }) {
            guard let dots = word.firstRange(of: "..") else { continue }
            let ends = [word[..<dots.lowerBound], word[dots.upperBound...]].map(String.init)
            if ends.allSatisfy({ $0.first?.isNumber == true }) { return ends }
        }
        return nil
    }
}

extension TwinConfiguration {
    /// The same center in which nothing costs anything: what is simulated does not hang on prices.
    var withoutPrices: TwinConfiguration {
        var copy = self
        for group in copy.center.agentGroups.indices {
            copy.center.agentGroups[group].costPerHour = 0
        }
        for pool in copy.voicePools.indices { copy.voicePools[pool].cost = .init() }
        return copy
    }
}
