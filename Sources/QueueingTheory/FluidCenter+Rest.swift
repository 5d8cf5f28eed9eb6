/// States of rest of a fluid center.
extension FluidCenter {
    /// A state of rest.
    public struct Rest: Equatable, Sendable {
        /// Place on the curve of all states of rest.
        public var place: Double
        /// Its flows.
        public var flows: Flows
        /// The marginal reproduction number.
        public var reproduction: Double
        /// Whether a state off by 1 % in every orbit and queue comes back to it.
        public var isStable: Bool
    }

    /// A load beyond which a state of rest vanishes.
    public struct Fold: Equatable, Sendable {
        /// Place on the curve.
        public var place: Double
        /// First contacts per hour.
        public var first: Double
        /// Contacts per hour.
        public var contacts: Double
        /// Whether the calm side ends here: more first contacts have no state of rest beside it.
        public var isUpper: Bool
    }

    /// Points of the grid on which the curve is looked at.
    static let gridPoints = 4000
    /// Place up to which the curve is looked at: four times what all sessions can end, or all agents
    /// can serve.
    public static let farthestPlace = 4.0

    /// The states of rest at a rate of first contacts, in ascending order of contacts.
    ///
    /// Looks for changes of sign on a grid of 4000 places up to four times the capacity and halves
    /// each bracket to 1e-12.
    ///
    /// - Parameter first: First contacts per hour.
    /// - Returns: The states; empty when the flow grows without bound.
    public func rests(first: Double) -> [Rest] {
        var found: [Double] = []
        var before = (place: 0.0, gap: flows(at: 0).first - first)
        for point in 1...Self.gridPoints {
            let place = Self.farthestPlace * Double(point) / Double(Self.gridPoints)
            let gap = flows(at: place).first - first
            if gap == 0 {
                found.append(place)
            } else if before.gap * gap < 0 {
                found.append(root(before.place, place, first))
            }
            before = (place, gap)
        }
        return found.map { place in
            Rest(
                place: place, flows: flows(at: place), reproduction: reproduction(at: place),
                isStable: isStable(place, first: first))
        }
    }

    private func root(_ from: Double, _ to: Double, _ first: Double) -> Double {
        var (low, high) = (from, to)
        let rises = flows(at: high).first > first
        for _ in 0..<60 where high - low > 1e-12 * high {
            let middle = (low + high) / 2
            if (flows(at: middle).first > first) == rises { high = middle } else { low = middle }
        }
        return (low + high) / 2
    }

    private func isStable(_ place: Double, first: Double) -> Bool {
        let rest = state(at: place)
        return [1.01, 0.99].allSatisfy { factor in
            var state = rest.scaled(by: factor)
            let before = state.distance(from: rest)
            run(&state, first: first, seconds: 20 * slowestSeconds)
            return state.distance(from: rest) < before
        }
    }

    /// The loads at which states of rest vanish, ascending in contacts.
    ///
    /// - Returns: Extremes of first contacts along the curve, by golden sections to 1e-10.
    public func folds() -> [Fold] {
        let step = Self.farthestPlace / Double(Self.gridPoints)
        let values = (0...Self.gridPoints).map { flows(at: step * Double($0)).first }
        var found: [Fold] = []
        for point in 1..<Self.gridPoints {
            let (before, here, after) = (values[point - 1], values[point], values[point + 1])
            guard (here - before) * (after - here) < 0 else { continue }
            let isUpper = here > before
            let place = extreme(
                step * Double(point - 1), step * Double(point + 1), sign: isUpper ? -1 : 1)
            let flows = flows(at: place)
            found.append(
                Fold(place: place, first: flows.first, contacts: flows.contacts, isUpper: isUpper))
        }
        return found
    }

    private func extreme(_ from: Double, _ to: Double, sign: Double) -> Double {
        let golden = (5.0.squareRoot() - 1) / 2
        var (low, high) = (from, to)
        for _ in 0..<100 where high - low > 1e-10 * high {
            let (left, right) = (high - golden * (high - low), low + golden * (high - low))
            if sign * flows(at: left).first < sign * flows(at: right).first {
                high = right
            } else {
                low = left
            }
        }
        return (low + high) / 2
    }

    /// The least first contacts per hour at which the human agents are all busy; nil if never.
    public var firstAtFullHumans: Double? { placeOfFullHumans.map { flows(at: $0).first } }

    /// The place at which the human agents are all busy; nil if never.
    public var placeOfFullHumans: Double? { firstPlace { $0.toHumans >= agentCapacity } }

    /// The first contacts per hour at which the last session is taken; nil if sessions are unlimited.
    public var firstAtFullSessions: Double? {
        sessions.isFinite ? flows(at: 1).first : nil
    }

    /// The least place at which something holds that then goes on to hold, to 1e-12; nil if nowhere.
    private func firstPlace(where holds: (Flows) -> Bool) -> Double? {
        let step = Self.farthestPlace / Double(Self.gridPoints)
        guard
            let point = (1...Self.gridPoints).first(where: { holds(flows(at: step * Double($0))) })
        else { return nil }
        var (low, high) = (step * Double(point - 1), step * Double(point))
        for _ in 0..<60 where high - low > 1e-12 * high {
            let middle = (low + high) / 2
            if holds(flows(at: middle)) { high = middle } else { low = middle }
        }
        return high
    }
}
