import Projections
import Statistics

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

    /// Judges a rate.
    ///
    /// - Parameters:
    ///   - rate: Estimate, in [0, 1].
    ///   - halfWidth: Half of its 95 % interval. Where nobody of all abandoned, or everybody, the
    ///     replications show no spread; then the exact interval of a proportion counts instead.
    ///   - contacts: Contacts of which it is the rate, over all replications.
    ///   - target: Largest rate allowed.
    init(rate: Double, halfWidth: Double, contacts: Double, target: Double) {
        let isOneSided = rate <= 0 || rate >= 1
        let half = max(
            halfWidth, isOneSided ? BinomialInference.upperOfNone(trials: contacts) : 0)
        self = rate + half <= target ? .holds : rate - half > target ? .misses : .open
    }
}

/// One way to set what the operator of the center chooses.
public struct ChoiceOption: Equatable, Sendable {
    /// Index of the point.
    public var point: Int
    /// Whether no other option dominates this one.
    ///
    /// One dominates that is at least as good in containment, wrong actions, agent hours needed and cost
    /// per resolved contact, and better in one of them (by estimates, not by intervals). What no option
    /// has is left out; an option of which one of the others is unknown dominates none, and
    /// none dominates it.
    public var isEfficient: Bool
    /// Whether the option may be the one of least expected cost.
    ///
    /// By `ComparisonWithBest` among the options that do not miss the target: the truly best is among
    /// those marked with 95 %. False for all where cost does not decide.
    public var mayBeBest = false
    /// Cost per resolved contact above that of the best option, paired; nil without prices.
    public var costAboveBest: Double?
    /// Half the width of its 95 % interval, for this pair alone; nil for the best itself.
    public var costAboveBestHalfWidth: Double?
}

/// What the best option was chosen by.
public enum ChoiceCriterion: String, Sendable {
    /// Least cost per resolved contact with the staffing as planned, among the options that do not miss
    /// the target.
    case cost
    /// Fewest agent hours needed to hold the target: there are no prices, or every option misses it with the
    /// staffing as planned.
    case agentHours
}

/// The options under one setting of everything that is not chosen.
public struct ChoiceReport: Equatable, Sendable {
    /// Settings of the axes that are not chosen.
    public var given: [Setting]
    /// The options in order of the axes.
    public var options: [ChoiceOption]
    /// Position of the best option by estimates; nil when neither criterion is known of every candidate.
    public var best: Int?
    /// What it was chosen by; nil without a best.
    public var criterion: ChoiceCriterion?

    /// Positions of options beside the best one that may be the best.
    public var notToldApart: [Int] {
        options.indices.filter { $0 != best && options[$0].mayBeBest }
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
        return TargetVerdict(
            rate: mean, halfWidth: half, contacts: point.contactsWaited,
            target: largestAbandonment)
    }

    /// Axes whose neighbouring values do not all have an amplification: they are no numbers of one unit,
    /// or have a mean of 0.
    public var axesWithoutAmplification: [ProjectionAxis] {
        axes.filter { axis in
            amplifications.count { $0.path == axis.path } < axis.values.count - 1
        }
    }

    /// Agent hours that hold the target over all intervals, of the group that is planned first.
    ///
    /// Other groups are searched each with the others as planned, so their hours are alternatives.
    ///
    /// - Parameter point: One of the points.
    /// - Returns: Hours; nil when no group is planned, and where the search gave up in an interval.
    public func agentHoursNeeded(_ point: ProjectionPoint) -> Double? {
        guard let group = point.staffing.first?.agentGroup else { return nil }
        let hours = agentHours(point, group)
        return hours.isReached ? hours.hours : nil
    }

    /// Agent hours over all intervals at which the search for a group stopped.
    ///
    /// - Parameters:
    ///   - point: One of the points.
    ///   - group: Name of the agent group.
    /// - Returns: Hours, and whether the target is met in every interval: if not, more are needed.
    public func agentHours(
        _ point: ProjectionPoint, _ group: String
    ) -> (hours: Double, isReached: Bool) {
        let rows = point.staffing.filter { $0.agentGroup == group }
        let agents = rows.reduce(0) { $0 + $1.needed }
        return (
            Double(agents) * Double(intervalSeconds) / Self.hour, rows.allSatisfy(\.holdsTarget)
        )
    }

    /// Seconds of an hour.
    private static let hour = 3600.0
}
