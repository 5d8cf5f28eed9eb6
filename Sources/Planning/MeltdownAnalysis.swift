import ContactCenter
import QueueingTheory
import Scenarios

/// Judges a fluid model: what is safe, what tips it, how it recovers.
public struct MeltdownAnalysis: Sendable {
    let model: MeltdownModel

    /// Prepares an analysis.
    public init(_ model: MeltdownModel) { self.model = model }

    /// Rates of the spikes whose tipping time is searched, over the load judged.
    static let spikeFactors = [1.1, 1.2, 1.3, 1.5, 2, 3]
    /// Longest spike tried, in seconds.
    static let longestSpike = 4 * 3600.0
    /// Precision of a tipping time, in seconds.
    private static let spikePrecision = 15.0
    /// How near to the calm rate of contacts a center has recovered.
    static let recovered = 0.05
    /// Time that the course after a load change is followed, in slowest times of the model.
    static let relaxation = 40.0

    /// Where a center is calm, whatever the load.
    struct Frontier {
        var folds: [FluidCenter.Fold]
        var calmPlace: Double
        var calmContacts: Double
        var safe: Double
        var brink: Double

        /// Whether a place is on the calm side.
        func holds(_ place: Double) -> Bool { place <= calmPlace * (1 + 1e-9) }
    }

    /// The end of the calm side: the first load at which its state of rest vanishes or, without such
    /// a fold, the load at which the human agents or the sessions are all busy.
    static func frontier(_ center: FluidCenter) -> Frontier {
        let folds = center.folds()
        let full = [center.placeOfFullHumans, center.sessions.isFinite ? 1 : nil]
            .compactMap { $0 }.min()
        let fold = folds.first(where: \.isUpper)
        let place = fold?.place ?? full ?? FluidCenter.farthestPlace
        let end = center.flows(at: place)
        let brink = end.first
        let busy = full.map { center.flows(at: min($0, place)).first } ?? brink
        let lower = folds.filter { !$0.isUpper }.map(\.first).min() ?? .infinity
        return Frontier(
            folds: folds, calmPlace: place, calmContacts: end.contacts,
            safe: min(busy, brink, lower), brink: max(brink, 0))
    }

    /// What becomes of the busiest load.
    ///
    /// - Parameter spike: The spike whose end is watched; 1.5 times the load for 20 minutes when
    ///   left out.
    /// - Returns: The verdict.
    public func verdict(spike: Spike? = nil) -> MeltdownVerdict {
        let load = model.busiest
        let center = model.center(agents: load.agents)
        let frontier = Self.frontier(center)
        let rests = center.rests(first: load.first)
        let share = rests.first?.flows.share ?? 1
        let watched = spike ?? Spike(first: 1.5 * load.first, seconds: 1200)
        var verdict = MeltdownVerdict(
            load: load, session: center.session(share), regimes: center.regimes(share: share),
            rests: rests, folds: frontier.folds, safe: frontier.safe, brink: frontier.brink,
            calmContacts: frontier.calmContacts,
            firstAtFullHumans: center.placeOfFullHumans.flatMap {
                frontier.holds($0) ? center.flows(at: $0).first : nil
            },
            firstAtFullSessions: frontier.holds(1) ? center.firstAtFullSessions : nil,
            criticalDefects: defects { $0.safe < load.first },
            brinkDefects: defects { $0.brink < load.first }, defects: model.defects,
            tipping: [], spike: watched, recoverySeconds: nil)
        if let calm = verdict.calm {
            let start = center.state(at: calm.place)
            verdict.tipping = Self.spikeFactors.map { factor in
                TippingSpike(
                    first: factor * load.first,
                    seconds: tippingSeconds(
                        center, start, load.first, spike: factor * load.first, frontier))
            }
            verdict.recoverySeconds = recovery(center, start, load.first, watched, calm)
        }
        return verdict
    }

    /// The least defect rate at which something holds that then goes on to hold, to 1e-4.
    private func defects(where holds: (Frontier) -> Bool) -> Double? {
        let agents = model.busiest.agents
        func isBad(_ defects: Double) -> Bool {
            holds(Self.frontier(model.center(agents: agents, defects: defects)))
        }
        if isBad(0) { return 0 }
        guard isBad(1) else { return nil }
        var (low, high) = (0.0, 1.0)
        while high - low > 1e-4 {
            let middle = (low + high) / 2
            if isBad(middle) { high = middle } else { low = middle }
        }
        return (low + high) / 2
    }

    /// Whether a center under a constant load ends in calm.
    static func endsInCalm(
        _ center: FluidCenter, _ state: FluidCenter.State, first: Double, _ frontier: Frontier
    ) -> Bool {
        var state = state
        center.run(&state, first: first, seconds: relaxation * center.slowestSeconds)
        return center.contacts(state, first: first) <= frontier.calmContacts * (1 + 1e-6)
    }

    private func tippingSeconds(
        _ center: FluidCenter, _ start: FluidCenter.State, _ first: Double, spike: Double,
        _ frontier: Frontier
    ) -> Double? {
        func tips(_ seconds: Double) -> Bool {
            var state = start
            center.run(&state, first: spike, seconds: seconds)
            return !Self.endsInCalm(center, state, first: first, frontier)
        }
        guard first > frontier.safe, tips(Self.longestSpike) else { return nil }
        var (low, high) = (0.0, Self.longestSpike)
        while high - low > Self.spikePrecision {
            let middle = (low + high) / 2
            if tips(middle) { high = middle } else { low = middle }
        }
        return high
    }

    private func recovery(
        _ center: FluidCenter, _ start: FluidCenter.State, _ first: Double, _ spike: Spike,
        _ calm: FluidCenter.Rest
    ) -> Double? {
        var state = start
        center.run(&state, first: spike.first, seconds: spike.seconds)
        let goal = calm.flows.contacts * (1 + Self.recovered)
        let minutes = Int(Self.relaxation * center.slowestSeconds / 60)
        for minute in 0...minutes {
            if center.contacts(state, first: first) <= goal { return Double(minute) * 60 }
            center.run(&state, first: first, seconds: 60)
        }
        return nil
    }

    /// The curve of all states of rest up to some contacts per hour.
    ///
    /// - Parameter points: Points on it.
    /// - Returns: First contacts and contacts per hour.
    public func curve(points: Int = 200) -> [(first: Double, contacts: Double)] {
        let center = model.center(agents: model.busiest.agents)
        let frontier = Self.frontier(center)
        let last = max(1.5, 1.5 * frontier.calmPlace)
        return (0...points).map { point in
            let flows = center.flows(at: last * Double(point) / Double(points))
            return (flows.first, flows.contacts)
        }
    }

    /// The course of the fluid center over the scenario, from empty.
    public func day() -> MeltdownDay {
        var state = FluidCenter.State.empty
        var rows: [MeltdownDay.Row] = []
        var known: [Double: Frontier] = [:]
        for (index, step) in model.steps.enumerated() {
            let end = index + 1 < model.steps.count ? model.steps[index + 1].start : nil
            let seconds = (end ?? model.scenario.center.horizonSeconds) - step.start
            let center = model.center(agents: max(step.agents, 1e-6))
            center.run(&state, first: step.first, seconds: seconds)
            var row = MeltdownDay.Row(
                step: step, contacts: center.contacts(state, first: step.first), safe: nil,
                brink: nil, isTipped: false)
            if step.agents > 0 {
                let frontier = known[step.agents] ?? Self.frontier(center)
                known[step.agents] = frontier
                row.safe = frontier.safe
                row.brink = frontier.brink
                row.isTipped = !Self.endsInCalm(center, state, first: step.first, frontier)
            }
            rows.append(row)
        }
        return MeltdownDay(rows: rows)
    }
}
