import ContactCenterEvents
import Experiments
import Projections
import Scenarios
import Statistics
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Holds the first calls of some points of a projection at a costlier fidelity too.
///
/// Data flow: the same callers (same keys, same streams) talk to the voice agent at both fidelities; their
/// sessions, each weighing one, become two decks that the center plays with the same replications. The
/// interval of a difference has both parts: the calls are few (a bootstrap of decks, drawn alike at both
/// fidelities), and so are the replications. The calls are those that a bank of decodes was built of,
/// as a bank knows no others.
public struct AnchorStudy: Sendable {
    /// Decks of the bootstrap.
    private static let decks = 40
    /// Replications of the center with each of them.
    private static let deckReplications = 6
    /// Replications of the center with the calls as they are.
    private static let replications = 40
    /// When all calls begin: at 10 h, as those of a bank of decodes do.
    private static let start = SimulationTime(seconds: 36_000)
    /// Indicators of the center that are compared.
    static let indicators = [
        "abandonmentRate", "meanWait", "containmentRate", "resolutionRate", "wrongActionRate",
        "turnDefectRate",
    ]

    let request: ProjectionRequest
    /// Name of the costly fidelity.
    let fidelity: String

    /// Prepares a study.
    ///
    /// - Parameters:
    ///   - request: The projection.
    ///   - fidelity: Name of the costly fidelity, such as `bank`.
    public init(_ request: ProjectionRequest, fidelity: String) {
        self.request = request
        self.fidelity = fidelity
    }

    /// The points that are anchors: the first, the middle and the last one, each once.
    ///
    /// - Parameter points: All points of a projection.
    /// - Returns: At most three, in order.
    public static func anchors(among points: [[Setting]]) -> [[Setting]] {
        var places: [Int] = []
        for place in [0, points.count / 2, points.count - 1]
        where points.indices.contains(place) && !places.contains(place) {
            places.append(place)
        }
        return places.map { points[$0] }
    }

    /// Works the anchors out.
    ///
    /// - Returns: One for each anchor.
    /// - Throws: `MultiFidelityError`, or what is wrong with the scenario.
    public func result() async throws -> [AnchorPoint] {
        var found: [AnchorPoint] = []
        for settings in Self.anchors(among: request.points) {
            found.append(try await point(settings))
        }
        return found
    }

    private func point(_ settings: [Setting]) async throws -> AnchorPoint {
        let cheap = try request.variant(settings)
        let pool = try Self.conversationPool(of: cheap)
        let name = cheap.voicePools[pool].name
        let path = "voiceAgents.\(name).fidelity"
        let own = cheap.writtenValues.first { $0.path == path }?.value ?? ""
        let costly = try cheap.varying(path: path, to: fidelity)
        guard let calls = try costly.callsOfBank() else {
            throw MultiFidelityError.noBank(pool: name, fidelity: fidelity)
        }
        let sessions = (
            cheap: try await hold(cheap, pool, calls), costly: try await hold(costly, pool, calls)
        )
        try costly.checkCoverage()
        let ofCenter = try await centerFigures(cheap, pool, sessions.cheap, sessions.costly)
        return AnchorPoint(
            at: settings, fidelities: (own, fidelity), calls: calls.count,
            replications: Self.replications,
            figures: try Self.sessionFigures(sessions.cheap, sessions.costly) + ofCenter)
    }

    private static func conversationPool(of scenario: Scenario) throws -> Int {
        for (number, pool) in scenario.voicePools.enumerated() {
            guard case .conversation = pool.tier else { continue }
            try scenario.checkAlone(pool: number)
            return number
        }
        throw MultiFidelityError.noConversations(
            pool: scenario.voicePools.first?.name ?? "", fidelity: "surrogate")
    }

    /// Holds the first calls alone.
    private func hold(
        _ scenario: Scenario, _ pool: Int, _ calls: CallsOfBank
    ) async throws -> [RecordedSession] {
        guard case .conversation(let tier) = scenario.voicePools[pool].tier else {
            throw MultiFidelityError.noConversations(
                pool: scenario.voicePools[pool].name, fidelity: fidelity)
        }
        let drawing = tier.drawing(from: RandomStreams(seed: calls.seed, replication: 0))
        let runner = try ReplicationRunner(scenario.twin, seed: calls.seed, jobs: request.jobs)
        return await runner.map(0..<calls.count) { ordinal in
            let caller = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(ordinal))
            return RecordedSession(
                drawing, of: DialogueKey(caller: caller, attempt: 0), at: Self.start)
        }
    }

    // MARK: Figures

    private static func sessionFigures(
        _ cheap: [RecordedSession], _ costly: [RecordedSession]
    ) throws -> [AnchorFigure] {
        try SessionOutput.all.map { output in
            let pairs = try PairedComparison(
                costly.map { output.value(of: $0.summary) },
                cheap.map { output.value(of: $0.summary) })
            return AnchorFigure(
                name: output.name, unit: output.unit, isOfSession: true, cheap: pairs.secondMean,
                costly: pairs.firstMean,
                difference: pairs.interval.lower...pairs.interval.upper)
        }
    }

    private func centerFigures(
        _ scenario: Scenario, _ pool: Int, _ cheap: [RecordedSession], _ costly: [RecordedSession]
    ) async throws -> [AnchorFigure] {
        let ones = cheap.map { _ in 1.0 }
        let plain = (
            try await series(scenario, pool, cheap, ones, "cheap", Self.replications),
            try await series(scenario, pool, costly, ones, "costly", Self.replications)
        )
        var drawn: [(KPISeries, KPISeries)] = []
        for number in 0..<Self.decks {
            let weights = weights(cheap.count, number)
            drawn.append(
                (
                    try await series(
                        scenario, pool, cheap, weights, "cheap \(number)", Self.deckReplications),
                    try await series(
                        scenario, pool, costly, weights, "costly \(number)", Self.deckReplications)
                ))
        }
        return Self.indicators.compactMap { kpi in
            guard let (low, high) = Self.estimates(plain, kpi) else { return nil }
            let rows = drawn.compactMap { pair -> [Double]? in
                Self.estimates(pair, kpi).map { low, high in
                    zip(low.residuals, high.residuals).map {
                        high.value + $1 - low.value - $0
                    }
                }
            }
            guard let own = high.difference(from: low).standardError,
                let table = try? TwoWayTable(rows)
            else { return nil }
            let difference = high.value - low.value
            let half =
                StudentQuantile.twoSided95(Double(Self.decks - 1))
                * (own * own + table.treatmentVariance).squareRoot()
            return AnchorFigure(
                name: kpi, unit: KeyPerformanceIndicators.named(kpi)?.unit ?? "",
                isOfSession: false, cheap: low.value, costly: high.value,
                difference: (difference - half)...(difference + half))
        }
    }

    private static func estimates(
        _ pair: (KPISeries, KPISeries), _ kpi: String
    ) -> (ReplicatedEstimate, ReplicatedEstimate)? {
        guard let low = pair.0.estimate(kpi), let high = pair.1.estimate(kpi) else { return nil }
        return (low, high)
    }

    /// Weights of a bootstrap sample of the calls.
    private func weights(_ count: Int, _ number: Int) -> [Double] {
        let streams = RandomStreams(seed: request.seed, replication: UInt32(number))
        return RescaledBootstrap.weights(count) { draw in
            let key = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(draw))
            return min(Int(streams.uniform(.bootstrap, key) * Double(count)), count - 1)
        }
    }

    /// The center that plays sessions.
    private func series(
        _ scenario: Scenario, _ pool: Int, _ sessions: [RecordedSession], _ weights: [Double],
        _ name: String, _ replications: Int
    ) async throws -> KPISeries {
        var twin = scenario.twin
        twin.voicePools[pool].tier = .deck(
            SessionDeck(
                first: zip(sessions, weights).map { SessionDeck.Card($0, weight: $1) }, later: [],
                fingerprint: "anchor \(name)"))
        let runner = try ReplicationRunner(twin, seed: request.seed, jobs: request.jobs)
        let (names, prices) = (scenario.description, scenario.prices)
        let rows = await runner.run(0..<replications) { _, tally in
            tally.kpiRows(names: names, prices: prices, by: [])
        }
        var series = KPISeries()
        for row in rows { series.append(row) }
        return series
    }
}
