import ContactCenter
import ContactCenterEvents
import RandomVariates
import ResponseStations
import Scenarios
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// The simulated counterpart of a fluid center: the scenario's own pool, queue and callers under
/// loads that are constant in phases, at a scale.
struct MeltdownTwin {
    let model: MeltdownModel
    /// Human agents at scale 1.
    let agents: Double

    /// The scenario under phases of load.
    ///
    /// - Parameters:
    ///   - phases: Loads in order.
    ///   - scale: Factor on arrivals, sessions, agents, stations, trunks and queue capacities.
    /// - Returns: What is simulated.
    func configuration(_ phases: [Spike], scale: Int) -> TwinConfiguration {
        var center = model.scenario.center
        let factor = Double(scale)
        let horizon = phases.reduce(0) { $0 + $1.seconds }
        let served = Dictionary(uniqueKeysWithValues: model.types.map { ($0.number, $0.weight) })
        for number in center.contactTypes.indices {
            let type = center.contactTypes[number]
            let arrivals: PiecewiseConstantRate
            if let weight = served[number] {
                let stays = 1 - (type.menu?.hangup ?? 0)
                arrivals = Self.rate(phases) { factor * weight * $0.first / stays / 3600 }
            } else {
                // The load of others is taken off the agents, as in the fluid model.
                arrivals = PiecewiseConstantRate(breaks: [0], rates: [0], end: horizon)
            }
            center.contactTypes[number].queueCapacity = type.queueCapacity.map { $0 * scale }
            // A queue in proportion makes as many callers turn away.
            center.contactTypes[number].balkPerWaiting = type.balkPerWaiting / factor
            center.contactTypes[number].arrivals = .piecewisePoisson(arrivals, busyness: nil)
            center.contactTypes[number].outbound = nil
            center.contactTypes[number].initialContacts = 0
        }
        // The phases are the load already.
        center.load = 1
        staff(&center, factor: factor)
        center.trunks = center.trunks.map { $0 * scale }
        center.queueCapacity = center.queueCapacity.map { $0 * scale }
        center.horizonSeconds = horizon
        center.daySeconds = horizon
        var pools = model.scenario.voicePools
        for pool in pools.indices {
            pools[pool].sessions = pools[pool].sessions.map { $0 * scale }
            // Phases have no time of day.
            pools[pool].hours = nil
        }
        var description = model.scenario.description
        description.warmUpSeconds = 0
        description.horizonSeconds = horizon
        description.start = nil
        description.segments = nil
        description.intervalSeconds = max(Int(horizon), 1)
        return TwinConfiguration(
            center: center, voicePools: pools,
            stations: model.scenario.stations.map { Self.scaled($0, by: scale) },
            description: description)
    }

    /// A station that serves some times as many requests alike.
    private static func scaled(
        _ station: StationConfiguration, by scale: Int
    ) -> StationConfiguration {
        var scaled = station
        switch station.service {
        case .servers(var servers):
            servers.count = servers.count.map { $0 * scale }
            scaled.service = .servers(servers)
        case .tokens(var tokens):
            tokens.replicas *= scale
            scaled.service = .tokens(tokens)
        }
        if let rate = station.rate {
            scaled.rate = RateLimit(
                perSecond: rate.perSecond * Double(scale), burst: rate.burst * scale)
        }
        return scaled
    }

    /// Groups in the proportions that they have over the scenario, with the agents of the model.
    private func staff(_ center: inout CenterConfiguration, factor: Double) {
        let sizes = model.groups.map { center.agentGroups[$0].staffing.counts.reduce(0, +) }
        let all = max(sizes.reduce(0, +), .leastNormalMagnitude)
        for number in center.agentGroups.indices {
            let place = model.groups.firstIndex(of: number)
            let count = place.map { factor * agents * sizes[$0] / all } ?? 0
            center.agentGroups[number].staffing = Staffing(
                breaks: [0], counts: [place == nil ? 0 : max(count.rounded(), 1)])
            center.agentGroups[number].shifts = nil
            center.agentGroups[number].presence = nil
        }
    }

    private static func rate(
        _ phases: [Spike], _ value: (Spike) -> Double
    ) -> PiecewiseConstantRate {
        var breaks: [Double] = []
        var end = 0.0
        for phase in phases {
            breaks.append(end)
            end += phase.seconds
        }
        return PiecewiseConstantRate(breaks: breaks, rates: phases.map(value), end: end)
    }
}

/// Counts the contacts that arrive in a window of time.
struct ArrivalCount: EventSink {
    private let start: Int64
    private let types: [Bool]
    private(set) var count = 0

    /// Counts from an instant on, in seconds, those of some contact types.
    init(from seconds: Double, types: [Int], of all: Int) {
        start = SimulationTime(seconds: seconds).nanoseconds
        self.types = (0..<all).map { types.contains($0) }
    }

    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        guard case .contactArrived(let fact) = event, time.nanoseconds >= start,
            types[Int(fact.contactType.rawValue)]
        else { return }
        count += 1
    }
}
