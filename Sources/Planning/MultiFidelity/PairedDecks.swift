import Experiments
import Projections
import Scenarios
import Statistics
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// A center that plays the same sessions as two fidelities had them, with the same replications.
///
/// Each caller of the center takes the same session in both decks, by one keyed uniform number, so their
/// difference is that of the fidelities. It has two parts of error: replications are few, told by their
/// spread; and the sessions are few, told by decks of a bootstrap of whole clusters, drawn alike in both.
struct PairedDecks: Sendable {
    /// A session at both fidelities.
    struct Pair: Sendable {
        var first: RecordedSession
        var second: RecordedSession
        /// Whether it is of a later attempt.
        var isLater = false
        /// Number of the cluster that is drawn as a whole, such as a caller who calls often.
        var cluster: Int
    }

    let scenario: Scenario
    /// Number of the pool whose sessions they are.
    let pool: Int
    let pairs: [Pair]
    let seed: UInt64
    let jobs: Int

    /// Compares indicators of the whole center.
    ///
    /// - Parameters:
    ///   - kpis: Names of the indicators.
    ///   - replications: Replications of the center with the sessions as they are, at least 2.
    ///   - decks: Decks of the bootstrap, at least 2.
    ///   - deckReplications: Replications of the center with each of them, at least 2.
    /// - Returns: One difference for each indicator that has a value at both.
    /// - Throws: What of the scenario makes no sense.
    func differences(
        of kpis: [String], replications: Int, decks: Int, deckReplications: Int
    ) async throws -> [CenterDifference] {
        let plain = try await both(pairs.map { _ in 1 }, "all", replications)
        let clusters = (pairs.map(\.cluster).max() ?? 0) + 1
        var drawn: [(KPISeries, KPISeries)] = []
        for number in 0..<decks {
            let factors = weights(clusters, number)
            drawn.append(
                try await both(
                    pairs.map { factors[$0.cluster] }, "\(number)", deckReplications))
        }
        return kpis.compactMap { kpi in
            guard let first = plain.0.estimate(kpi), let second = plain.1.estimate(kpi),
                let own = first.difference(from: second).standardError
            else { return nil }
            let rows = drawn.compactMap { pair -> [Double]? in
                guard let one = pair.0.estimate(kpi), let other = pair.1.estimate(kpi) else {
                    return nil
                }
                let difference = one.difference(from: other)
                return difference.residuals.map { difference.value + $0 }
            }
            guard rows.count == decks, let table = try? TwoWayTable(rows) else { return nil }
            return CenterDifference(
                kpi: kpi, unit: KeyPerformanceIndicators.named(kpi)?.unit ?? "", first: first.value,
                second: second.value, simulationVariance: own * own,
                sessionVariance: table.treatmentVariance,
                degreesOfFreedom: Self.freedom(
                    [
                        (own * own, Double(first.degreesOfFreedom)),
                        (table.treatmentVariance, max(table.treatmentDegreesOfFreedom, 1)),
                    ]))
        }
    }

    /// Degrees of freedom of a sum of variances (Satterthwaite); at least 1.
    private static func freedom(_ parts: [(variance: Double, freedom: Double)]) -> Double {
        let all = parts.reduce(0) { $0 + $1.variance }
        let spent = parts.reduce(0) { $0 + $1.variance * $1.variance / $1.freedom }
        return spent > 0 ? max(all * all / spent, 1) : 1
    }

    /// Weights of a bootstrap sample of clusters.
    private func weights(_ count: Int, _ number: Int) -> [Double] {
        let streams = RandomStreams(seed: seed, replication: UInt32(number))
        return RescaledBootstrap.weights(count) { draw in
            let key = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(draw))
            return min(Int(streams.uniform(.bootstrap, key) * Double(count)), count - 1)
        }
    }

    private func both(
        _ weights: [Double], _ name: String, _ replications: Int
    ) async throws -> (KPISeries, KPISeries) {
        (
            try await series(pairs.map(\.first), weights, "first \(name)", replications),
            try await series(pairs.map(\.second), weights, "second \(name)", replications)
        )
    }

    /// The center that plays sessions.
    private func series(
        _ sessions: [RecordedSession], _ weights: [Double], _ name: String, _ replications: Int
    ) async throws -> KPISeries {
        let cards = zip(sessions, weights).map { SessionDeck.Card($0, weight: $1) }
        let isLater = pairs.map(\.isLater)
        var twin = scenario.twin
        twin.voicePools[pool].tier = .deck(
            SessionDeck(
                first: zip(cards, isLater).compactMap { $1 ? nil : $0 },
                later: zip(cards, isLater).compactMap { $1 ? $0 : nil },
                fingerprint: "paired \(name)"))
        let runner = try ReplicationRunner(twin, seed: seed, jobs: jobs)
        let (names, prices) = (scenario.description, scenario.prices)
        let rows = await runner.run(0..<replications) { _, tally in
            tally.kpiRows(names: names, prices: prices, by: [])
        }
        var series = KPISeries()
        for row in rows { series.append(row) }
        return series
    }
}

/// An indicator of a center that plays sessions of two fidelities, and how far they differ.
public struct CenterDifference: Sendable {
    /// Name of the indicator.
    public var kpi: String
    /// Unit of the values.
    public var unit: String
    /// With the sessions of the first fidelity.
    public var first: Double
    /// With those of the second.
    public var second: Double
    /// Part of the variance of the difference that more replications would lessen.
    public var simulationVariance: Double
    /// Part of it that more sessions would lessen.
    public var sessionVariance: Double
    /// Degrees of freedom of the standard error (Satterthwaite).
    public var degreesOfFreedom: Double

    /// First less second.
    public var difference: Double { first - second }
    /// Standard error of the difference, of both parts.
    public var standardError: Double { (simulationVariance + sessionVariance).squareRoot() }
    /// Half-width of the 95 % interval of the difference, by Student's t.
    public var halfWidth95: Double {
        StudentQuantile.twoSided95(degreesOfFreedom) * standardError
    }
    /// Share of the variance that the sessions account for; nil without any variance.
    public var shareOfSessions: Double? {
        let all = simulationVariance + sessionVariance
        return all > 0 ? sessionVariance / all : nil
    }

    /// The p-value of two one-sided tests that the difference is inside a margin.
    ///
    /// - Parameter margin: Greatest difference that counts as none, > 0.
    /// - Returns: In [0, 1].
    public func equivalencePValue(margin: Double) -> Double {
        PValue.equivalence(
            difference, standardError: standardError, margin: margin,
            degreesOfFreedom: degreesOfFreedom)
    }
}
