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
            guard case .conversation(let tier) = pool.tier else { continue }
            try scenario.checkAlone(pool: number)
            // The calls of a bank are callers of their own, not draws of members.
            if tier.population != nil {
                throw MultiFidelityError.actedOn(pool: pool.name, by: "population")
            }
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
        let decks = PairedDecks(
            scenario: scenario, pool: pool,
            pairs: cheap.indices.map {
                PairedDecks.Pair(first: costly[$0], second: cheap[$0], cluster: $0)
            }, seed: request.seed, jobs: request.jobs)
        let differences = try await decks.differences(
            of: Self.indicators, replications: Self.replications, decks: Self.decks,
            deckReplications: Self.deckReplications)
        return differences.map { row in
            let half =
                StudentQuantile.twoSided95(Double(Self.decks - 1)) * row.standardError
            return AnchorFigure(
                name: row.kpi, unit: row.unit, isOfSession: false, cheap: row.second,
                costly: row.first,
                difference: (row.difference - half)...(row.difference + half))
        }
    }
}
