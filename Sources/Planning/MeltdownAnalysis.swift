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
    /// How near to calm a center has recovered, as a share of what is there in calm.
    static let recovered = 0.05
    /// Steps of the grid on which defect rates are looked at.
    private static let defectSteps = 50
    /// Precision of a defect rate.
    private static let defectPrecision = 1e-4
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

    /// The end of the calm side: the first load at which its state of rest vanishes or, without
    /// such a fold, the load at which the human agents or the sessions are all busy.
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
        let critical = criticalDefects(load)
        var verdict = MeltdownVerdict(
            load: load, session: center.session(share), regimes: center.regimes(share: share),
            rests: rests, folds: frontier.folds, safe: frontier.safe, brink: frontier.brink,
            calmContacts: frontier.calmContacts,
            firstAtFullHumans: center.placeOfFullHumans.flatMap {
                frontier.holds($0) ? center.flows(at: $0).first : nil
            },
            firstAtFullSessions: frontier.holds(1) ? center.firstAtFullSessions : nil,
            criticalDefects: critical.safe, brinkDefects: critical.brink, defects: model.defects,
            tipping: [], spike: watched, recoverySeconds: nil)
        if let calm = verdict.calm {
            let start = center.state(at: calm.place)
            verdict.tipping = Self.spikeFactors.map { factor in
                TippingSpike(
                    first: factor * load.first,
                    seconds: tippingSeconds(
                        center, start, load.first, spike: factor * load.first, frontier))
            }
            verdict.recoverySeconds = recovery(center, start, load.first, watched)
        }
        return verdict
    }

    /// The least defect rates at which a load is not safe, and has no calm state.
    ///
    /// The first of a grid of 2 % is refined to 1e-4. More defects need not be worse: with a rule
    /// that gives up after failures in a row, sessions grow longer first and shorter then, so a
    /// load may be safe again further on, and the two ends of a bracket would not show it.
    private func criticalDefects(_ load: MeltdownModel.Step) -> (safe: Double?, brink: Double?) {
        var known: [Int: Frontier] = [:]
        func frontier(_ defects: Double) -> Frontier {
            Self.frontier(model.center(agents: load.agents, defects: defects))
        }
        func least(_ isBad: (Frontier) -> Bool) -> Double? {
            for step in 0...Self.defectSteps {
                let here = Double(step) / Double(Self.defectSteps)
                let found = known[step] ?? frontier(here)
                known[step] = found
                guard isBad(found) else { continue }
                var (low, high) = (max(Double(step - 1), 0) / Double(Self.defectSteps), here)
                while high - low > Self.defectPrecision {
                    let middle = (low + high) / 2
                    if isBad(frontier(middle)) { high = middle } else { low = middle }
                }
                return (low + high) / 2
            }
            return nil
        }
        return (least { $0.safe < load.first }, least { $0.brink < load.first })
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

    /// Time from the end of a spike until contacts, sessions and the people's work and queue are
    /// near calm and stay so, to a minute; nil: never.
    private func recovery(
        _ center: FluidCenter, _ calm: FluidCenter.State, _ first: Double, _ spike: Spike
    ) -> Double? {
        let contacts = center.contacts(calm, first: first)
        func isCalm(_ state: FluidCenter.State) -> Bool {
            // What is empty in calm is so to a part of one contact.
            func isNear(_ value: Double, _ goal: Double) -> Bool {
                abs(value - goal) <= Self.recovered * max(goal, 1)
            }
            return isNear(center.contacts(state, first: first), contacts)
                && isNear(state.sessions, calm.sessions)
                && isNear(state.withHumans, calm.withHumans)
        }
        var state = calm
        center.run(&state, first: spike.first, seconds: spike.seconds)
        let minutes = Int((Self.relaxation * center.slowestSeconds / 60).rounded(.up))
        var recovered: Int? = isCalm(state) ? 0 : nil
        for minute in 1...max(minutes, 1) {
            center.run(&state, first: first, seconds: 60)
            if !isCalm(state) { recovered = nil } else if recovered == nil { recovered = minute }
        }
        return recovered.map { Double($0) * 60 }
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
