package import ContactCenter
import ContactCenterEvents
import Distributions
import Experiments
public import Projections
import RandomVariates
import TwinPrimitives
import TwinSimulation
package import VoiceAgents

/// The sessions of a fitted pool beside those of the pilot.
public struct PilotComparison: Sendable {
    /// One measure.
    public struct Row: Equatable, Sendable {
        /// Its name.
        public var name: String
        /// Whether it is a share, seconds or a plain number.
        public var unit: PilotParameter.Unit
        /// The pilot's value.
        public var pilot: Double
        /// The mean over simulated pilots.
        public var simulated: Double
        /// Where 95 % of simulated pilots of the same size lie.
        public var range: ClosedRange<Double>

        /// Whether the pilot lies there.
        public var isInside: Bool { range.contains(pilot) }
    }

    /// The measures.
    public let rows: [Row]
    /// Simulated pilots.
    public let pilots: Int

    /// Pilots simulated.
    private static let pilots = 200

    /// Compares by the ordinary pool, without a cap on sessions.
    ///
    /// - Parameters:
    ///   - fit: The fitted pool.
    ///   - file: The pilot.
    ///   - seed: Seed of the callers.
    /// - Throws: What of the simulated center's description makes no sense.
    public init(_ fit: PilotFit, _ file: PilotFile, seed: UInt64) async throws(ProjectionError) {
        pilots = Self.pilots
        let count = file.sessions.count
        let sessions = try await Self.simulated(
            fit.dialogue, sessions: count * Self.pilots, seed: seed)
        let batches = (0..<Self.pilots).map { pilot in
            Array(sessions[pilot * count..<(pilot + 1) * count])
        }
        rows = Self.measures(file).compactMap { measure in
            guard let own = measure.value(file.sessions) else { return nil }
            let values = batches.compactMap(measure.value).sorted()
            guard !values.isEmpty else { return nil }
            func end(_ share: Double) -> Double {
                values[Int((share * Double(values.count - 1)).rounded())]
            }
            return Row(
                name: measure.name, unit: measure.unit, pilot: own,
                simulated: values.reduce(0, +) / Double(values.count),
                range: end(0.025)...end(0.975))
        }
    }

    /// Sessions of a surrogate pool without a cap.
    ///
    /// - Parameters:
    ///   - dialogue: The pool.
    ///   - sessions: How many.
    ///   - seed: Seed of the callers.
    ///   - returns: Who comes back; nobody when left out.
    /// - Returns: The first sessions by their beginning.
    /// - Throws: What of the center's description makes no sense.
    package static func simulated(
        _ dialogue: SurrogateConfiguration, sessions: Int, seed: UInt64,
        returns: Returns = Returns()
    ) async throws(ProjectionError) -> [PilotSession] {
        // A tenth more than needed: fewer come less than once in 10^9 from 400 sessions on, and a
        // smaller request has at least 40 to spare.
        let wanted = Double(sessions) * 1.1 + 200
        let days = 10.0
        let horizon = days * 86_400
        let rate = PiecewiseConstantRate(breaks: [0], rates: [wanted / horizon], end: horizon)
        let center = CenterConfiguration(
            contactTypes: [
                ContactTypeConfiguration(
                    name: "call", arrivals: .piecewisePoisson(rate, busyness: nil),
                    returns: returns, firstServedBy: VoicePoolID(0))
            ],
            agentGroups: [
                AgentGroupConfiguration(
                    name: "people", staffing: Staffing(breaks: [0], counts: [50]),
                    skills: [Skill(talk: .deterministic(1))])
            ], horizonSeconds: horizon)
        let twin = TwinConfiguration(
            center: center,
            voicePools: [VoicePoolConfiguration(name: "voice", tier: .surrogate(dialogue))],
            description: RunDescription(
                name: "pilot", start: nil, intervalSeconds: Int(horizon),
                horizonSeconds: horizon, contactTypes: ["call"], agentGroups: ["people"],
                voicePools: ["voice"]))
        let runner = try ReplicationRunner(twin, seed: seed, jobs: 1)
        let recorder = SinkReceiver(SessionRecorder())
        _ = runner.tally(0, alsoTo: [recorder])
        return Array(recorder.sink.sessions.prefix(sessions))
    }

    private struct Measure {
        var name: String
        var unit: PilotParameter.Unit
        var value: @Sendable ([PilotSession]) -> Double?
    }

    private static func measures(_ file: PilotFile) -> [Measure] {
        func share(
            _ name: String, _ holds: @escaping @Sendable (PilotSession) -> Bool
        ) -> Measure {
            Measure(name: name, unit: .share) { Double($0.count(where: holds)) / Double($0.count) }
        }
        func mean(
            _ name: String, _ unit: PilotParameter.Unit,
            _ value: @escaping @Sendable (PilotSession) -> Double
        ) -> Measure {
            Measure(name: name, unit: unit) { $0.reduce(0) { $0 + value($1) } / Double($0.count) }
        }
        func quantile(
            _ name: String, _ unit: PilotParameter.Unit, _ place: Double,
            _ values: @escaping @Sendable ([PilotSession]) -> [Double]
        ) -> Measure {
            Measure(name: name, unit: unit) { sessions in
                let ordered = values(sessions).sorted()
                return ordered.isEmpty ? nil : ordered[Int(place * Double(ordered.count - 1))]
            }
        }
        let columns = Set(file.columns)
        var list = [
            share("contained") { $0.outcome == .contained },
            share("escalated") { $0.outcome == .escalated },
            share("abandoned or error", \.isBroken),
            mean("turns, mean", .number) { Double($0.turns) },
            quantile("turns, P90", .number, 0.9) { $0.map { Double($0.turns) } },
            mean("duration, mean", .seconds, \.seconds),
            quantile("duration, P50", .seconds, 0.5) { $0.map(\.seconds) },
            quantile("duration, P90", .seconds, 0.9) { $0.map(\.seconds) },
            quantile("duration, P95", .seconds, 0.95) { $0.map(\.seconds) },
        ]
        if columns.contains(.misunderstood) {
            list.append(
                mean("misunderstood turns a session", .number) { Double($0.misunderstood ?? 0) })
        }
        if columns.contains(.wrongAction) {
            list.append(share("with a wrong action") { $0.wrongAction == true })
        }
        if columns.contains(.latencies) {
            for (name, place) in [("latency, P50", 0.5), ("latency, P95", 0.95)] {
                list.append(
                    quantile(name, .seconds, place) { $0.flatMap { $0.latencies ?? [] } })
            }
        }
        return list
    }
}
