/// Whether a list of callbacks that nobody leaves stays finite.
///
/// With callbacks always in the list, the contacts with agents and in the queue are a birth-death
/// process: a completion that leaves fewer than `agents - reserve` busy begins a callback, so the
/// process never falls below that. The list stays finite when callbacks are then begun faster than
/// they are accepted (Foster's criterion); times are in mean conversations.
/// Error: exact but for the tail of the process, below 1e-15 of its mass.
struct CallbackDrift {
    /// Agents, n.
    let agents: Double
    /// Offered load, in erlangs.
    let load: Double
    /// Mean conversation over mean patience; 0 where nobody abandons.
    let impatience: Double
    /// Share of offers that are accepted, in [0, 1].
    let accept: Double
    /// Waiting contacts from which on a callback is offered.
    let from: Double
    /// Agents who are left idle.
    let reserve: Double

    /// Beyond this many states the process is taken not to settle.
    private static let mostStates = 10_000_000

    /// Refuses a list that grows without end.
    func requireStable() throws(UnsupportedParameters) {
        guard let rates = saturated() else {
            throw UnsupportedParameters(
                "unstable: \(load) erlangs are offered to \(agents) agents, nobody abandons, and too"
                    + " few accept a callback")
        }
        guard rates.accepted < rates.begun || accept == 0 else {
            throw UnsupportedParameters(
                "unstable: with callbacks always waiting \(rates.accepted) are accepted and"
                    + " \(rates.begun) begun per mean conversation; the list grows without end")
        }
    }

    /// Callbacks accepted and begun per mean conversation while there are always some; nil where the
    /// queue itself grows without end.
    private func saturated() -> (accepted: Double, begun: Double)? {
        if impatience == 0, load * (1 - accept) >= agents { return nil }
        let lowest = max(agents - reserve, 0)
        var (state, weight, sum, offered) = (lowest, 1.0, 1.0, 0.0)
        var first = 1.0
        for _ in 0..<Self.mostStates {
            let waiting = state - agents
            let isOffered = waiting >= from && waiting >= 0
            if isOffered { offered += weight }
            let birth = isOffered ? load * (1 - accept) : load
            state += 1
            let death = min(state, agents) + max(state - agents, 0) * impatience
            weight *= birth / death
            sum += weight
            if state > agents + from, birth < death, weight < 1e-15 * sum {
                return (load * accept * offered / sum, lowest * first / sum)
            }
            if sum > 1e200 {
                (weight, sum, offered, first) = (
                    weight / sum, 1, offered / sum, first / sum
                )
            }
        }
        return nil
    }
}
