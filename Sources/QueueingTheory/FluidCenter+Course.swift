/// The course of a fluid center in time.
extension FluidCenter {
    /// Contacts inside the center and in its orbits.
    public struct State: Equatable, Sendable {
        /// Sessions in use.
        public var sessions: Double
        /// Contacts with human agents or waiting for one.
        public var withHumans: Double
        /// Callers who will come back, by the raw value of `Failure`.
        public var orbits: [Double]

        /// Nobody anywhere.
        public static var empty: State {
            State(
                sessions: 0, withHumans: 0,
                orbits: Array(repeating: 0, count: Failure.allCases.count))
        }

        func scaled(by factor: Double) -> State {
            State(
                sessions: sessions * factor, withHumans: withHumans * factor,
                orbits: orbits.map { $0 * factor })
        }

        /// Root of the summed squares of all differences.
        func distance(from other: State) -> Double {
            zip(orbits, other.orbits).reduce(
                (sessions - other.sessions) * (sessions - other.sessions)
                    + (withHumans - other.withHumans) * (withHumans - other.withHumans)
            ) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        }

        func moved(_ seconds: Double, along change: State) -> State {
            State(
                sessions: sessions + seconds * change.sessions,
                withHumans: withHumans + seconds * change.withHumans,
                orbits: zip(orbits, change.orbits).map { $0 + seconds * $1 })
        }
    }

    /// The contents of the center in a state of rest.
    public func state(at place: Double) -> State {
        let flows = flows(at: place)
        let inUse =
            sessions.isFinite
            ? sessions * flows.share : flows.contacts * session(0).seconds / 3600
        let busy = min(flows.toHumans / agentCapacity, 1) * agents
        let share = flows.toHumans > 0 ? flows.abandoned / flows.toHumans : 0
        let queue = flows.toHumans / 3600 * patience.queueOverInflow(share: share)
        return State(
            sessions: inUse, withHumans: busy + (share > 0 ? queue : 0),
            orbits: zip(flows.returning, returns).map { $0 * $1.seconds / 3600 })
    }

    /// Contacts per hour in a state, returns included.
    public func contacts(_ state: State, first: Double) -> Double {
        first
            + zip(state.orbits, returns).reduce(0) {
                $0 + ($1.1.seconds > 0 ? $1.0 / $1.1.seconds * 3600 : 0)
            }
    }

    /// The longest of the times that rule how fast the center forgets, in seconds.
    public var slowestSeconds: Double {
        (returns.filter { $0.share > 0 }.map(\.seconds) + [session(0).seconds, handlingSeconds])
            .max() ?? handlingSeconds
    }

    /// Length of a step: an eighth of the shortest time that rules the center, in seconds.
    private var step: Double {
        let waits = patience.rate(queueOverInflow: .infinity)
        let times =
            returns.filter { $0.share > 0 && $0.seconds > 0 }.map(\.seconds)
            + [session(0).seconds, session(1).seconds, handlingSeconds]
            + (waits > 0 ? [1 / waits] : [])
        return max((times.min() ?? handlingSeconds) / 8, 0.5)
    }

    /// Lets time pass at a constant rate of first contacts.
    ///
    /// Fourth-order Runge-Kutta with steps of an eighth of the shortest time in the model; against
    /// steps of a quarter of those the contacts of the exact cases differ by less than 1e-4.
    ///
    /// - Parameters:
    ///   - state: The state, changed.
    ///   - first: First contacts per hour.
    ///   - seconds: How long.
    public func run(_ state: inout State, first: Double, seconds: Double) {
        let steps = max(Int((seconds / step).rounded(.up)), 1)
        let length = seconds / Double(steps)
        for _ in 0..<steps {
            let one = change(state, first)
            let two = change(state.moved(length / 2, along: one), first)
            let three = change(state.moved(length / 2, along: two), first)
            let four = change(state.moved(length, along: three), first)
            state = state.moved(length / 6, along: one).moved(length / 3, along: two)
                .moved(length / 3, along: three).moved(length / 6, along: four)
            state.sessions = min(state.sessions, sessions)
        }
    }

    /// The change of a state per second.
    private func change(_ state: State, _ first: Double) -> State {
        let share = sessions.isFinite ? min(max(state.sessions / sessions, 0), 1) : 0
        let one = session(share)
        let arriving = contacts(state, first: first) / 3600
        let ended = state.sessions / one.seconds
        let admitted = state.sessions < sessions ? arriving : min(arriving, ended)
        let refused = arriving - admitted
        let toHumans = (losesWhenFull ? 0 : refused) + one.escalated * ended
        let served = min(state.withHumans, agents) / handlingSeconds
        let waiting = max(state.withHumans - agents, 0)
        let abandoned =
            waiting > 0
            ? waiting
                * patience.rate(
                    queueOverInflow: toHumans > 0 ? waiting / toHumans : .infinity) : 0
        let failures = [
            one.hungUp * ended, one.wrong * ended, abandoned, served, losesWhenFull ? refused : 0,
        ]
        return State(
            sessions: admitted - ended, withHumans: toHumans - served - abandoned,
            orbits: failures.indices.map { index in
                guard returns[index].seconds > 0 else { return 0 }
                return failures[index] * returns[index].share
                    - state.orbits[index] / returns[index].seconds
            })
    }
}
