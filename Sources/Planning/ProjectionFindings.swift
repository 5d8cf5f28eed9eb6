import Projections

/// How strongly an indicator answers to one axis, between two neighbouring values of it.
public struct Amplification: Equatable, Sendable {
    /// Path of the axis; the other axes are at their first values.
    public var path: String
    /// The first of the two values, as written.
    public var from: String
    /// The second.
    public var to: String
    /// Relative change of each indicator over the relative change of the input, both against the
    /// middle of their two ends (arc elasticity); indicators without a value are left out.
    public var factors: [Elasticity]
}

/// Whether a point holds its target.
public enum TargetVerdict: String, Sendable {
    /// The whole 95 % interval of abandonment is at or below the target.
    case holds
    /// The whole interval is above it.
    case misses
    /// The target is inside the interval: more replications are needed to tell.
    case open
}

/// One way to set what the operator of the center chooses.
public struct ChoiceOption: Equatable, Sendable {
    /// Index of the point.
    public var point: Int
    /// Whether no other option is at least as good in containment, wrong actions, agent hours needed
    /// and cost per resolved contact, and better in one of them (by estimates, not by intervals).
    public var isEfficient: Bool
    /// Cost per resolved contact above that of the best option, paired; nil without prices.
    public var costAboveBest: Double?
    /// Half the width of its 95 % interval; nil for the best itself.
    public var costAboveBestHalfWidth: Double?
}

/// The options under one setting of everything that is not chosen.
public struct ChoiceReport: Equatable, Sendable {
    /// Settings of the axes that are not chosen.
    public var given: [Setting]
    /// The options in order of the axes.
    public var options: [ChoiceOption]
    /// Position of the best option: least cost per resolved contact with the staffing as planned, or
    /// least agent hours needed where the scenario has no prices; nil when neither is known.
    public var best: Int?

    /// Positions of options whose cost cannot be told from the best one's: their interval holds 0.
    public var notToldApart: [Int] {
        options.indices.filter { place in
            guard place != best, let above = options[place].costAboveBest,
                let half = options[place].costAboveBestHalfWidth
            else { return false }
            return above <= half
        }
    }
}

extension ProjectionResult {
    /// Whether a point holds the target with the staffing as planned.
    ///
    /// - Parameter point: One of the points.
    /// - Returns: The verdict; nil where nobody seeks a person or the interval is unknown.
    public func verdict(_ point: ProjectionPoint) -> TargetVerdict? {
        guard let rate = point.estimate("abandonmentRate"), let mean = rate.mean,
            let half = rate.halfWidth95
        else { return nil }
        if mean + half <= largestAbandonment { return .holds }
        return mean - half > largestAbandonment ? .misses : .open
    }

    /// Agent hours that hold the target over all intervals, of the group that is planned first.
    ///
    /// - Parameter point: One of the points.
    /// - Returns: Hours; nil when no group is planned.
    public func agentHoursNeeded(_ point: ProjectionPoint) -> Double? {
        guard let group = point.staffing.first?.agentGroup else { return nil }
        let agents = point.staffing.reduce(0) { $0 + ($1.agentGroup == group ? $1.needed : 0) }
        return Double(agents) * Double(intervalSeconds) / 3600
    }
}
