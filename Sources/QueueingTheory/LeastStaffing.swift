/// What a planner wants to hold.
public enum StaffingTarget: Hashable, Sendable {
    /// Which contacts a service level counts, and over which.
    public enum ServiceLevelKind: Hashable, Sendable, CaseIterable {
        /// Served within the time, over all offered.
        case offered
        /// Served within the time, over those served.
        case answered
        /// Served within the time, over offered minus those who gave up within it.
        case excludingShortAbandons
    }

    /// At least this share is served within a number of seconds.
    case serviceLevel(kind: ServiceLevelKind, seconds: Double, atLeast: Double)
    /// At most this share gives up.
    case abandonment(atMost: Double)
    /// At most this share finds all agents busy and waits.
    case delayProbability(atMost: Double)
    /// The mean wait of all is at most this many seconds.
    case meanWait(atMost: Double)
    /// At most this share is refused.
    case blocking(atMost: Double)

    /// The bound on the value.
    public var bound: Double {
        switch self {
        case .serviceLevel(_, _, let bound), .abandonment(let bound), .delayProbability(let bound),
            .meanWait(let bound), .blocking(let bound):
            bound
        }
    }

    /// Whether a value meets the target.
    public func isMet(by value: Double) -> Bool {
        if case .serviceLevel = self { return value >= bound }
        return value <= bound
    }

    var quantity: String {
        switch self {
        case .serviceLevel: "service level"
        case .abandonment: "abandonment"
        case .delayProbability: "probability of waiting"
        case .meanWait: "mean wait"
        case .blocking: "blocking"
        }
    }

    var label: String {
        switch self {
        case .serviceLevel(_, let seconds, let bound): "a service level of \(bound) in \(seconds) s"
        case .abandonment(let bound): "abandonment of at most \(bound)"
        case .delayProbability(let bound): "a probability of waiting of at most \(bound)"
        case .meanWait(let bound): "a mean wait of at most \(bound) s"
        case .blocking(let bound): "blocking of at most \(bound)"
        }
    }
}

/// The model in which a target is judged.
public enum StaffingModel: Sendable {
    /// Refuses a contact that finds all agents busy.
    case erlangB
    /// Everybody waits.
    case erlangC
    /// Customers give up by this law; Erlang A when it is exponential.
    case impatient(PatienceLaw)
}

/// The least number of agents that meets a target.
public struct LeastStaffing: Hashable, Sendable {
    /// The least number of agents.
    public let agents: Int
    /// What the target measures, with that many.
    public let value: Double
    /// The same with one agent fewer; nil when that is none, or too few for the load.
    public let valueWithOneFewer: Double?

    /// The largest staffing that the search tries.
    public static let limit = 100_000

    /// Finds the least staffing by doubling and halving.
    ///
    /// The value improves with every agent in all models here, so the first staffing that meets the
    /// target is the least; both it and its neighbour are evaluated.
    ///
    /// - Parameters:
    ///   - target: What to hold.
    ///   - traffic: Arrivals and mean handling time.
    ///   - model: Model in which the target is judged.
    /// - Throws: `TheoryError.targetOutOfReach`, `TheoryError.foreignTarget` when the model does not
    ///   know the target's quantity, `TheoryError.outOfRange`.
    public init(
        target: StaffingTarget, traffic: Traffic, model: StaffingModel
    ) throws(TheoryError) {
        try Self.check(target)
        func value(_ agents: Int) throws(TheoryError) -> Double? {
            guard agents >= 1 else { return nil }
            do throws(TheoryError) {
                return try Self.value(of: target, traffic: traffic, agents: agents, model: model)
            } catch {
                if case .unstable = error { return nil }
                throw error
            }
        }
        func meets(_ agents: Int) throws(TheoryError) -> Bool {
            guard let value = try value(agents) else { return false }
            return target.isMet(by: value)
        }
        let guess = SquareRootStaffing.agents(offeredLoad: traffic.offeredLoad, safetyFactor: 1)
        guard guess <= Self.limit else {
            throw .targetOutOfReach(target: target.label, limit: Self.limit)
        }
        var step = max(1, Int(traffic.offeredLoad.squareRoot() / 2))
        var low = guess
        var high = guess
        if try meets(guess) {
            while low > 0, try meets(low) {
                high = low
                low = max(0, low - step)
                step *= 2
            }
        } else {
            while try !meets(high) {
                guard high < Self.limit else {
                    throw .targetOutOfReach(target: target.label, limit: Self.limit)
                }
                low = high
                high = min(Self.limit, high + step)
                step *= 2
            }
        }
        while high - low > 1 {
            let middle = (low + high) / 2
            if try meets(middle) { high = middle } else { low = middle }
        }
        guard let reached = try value(high) else {
            throw .notComputed("the staffing found cannot be evaluated")
        }
        agents = high
        self.value = reached
        valueWithOneFewer = try value(high - 1)
    }

    /// What a target measures, at a given staffing.
    ///
    /// - Parameters:
    ///   - target: Names the quantity.
    ///   - traffic: Arrivals and mean handling time.
    ///   - agents: Agents.
    ///   - model: Model.
    /// - Returns: A fraction, or seconds for the mean wait.
    /// - Throws: `TheoryError`; `foreignTarget` when the model does not know the quantity.
    public static func value(
        of target: StaffingTarget, traffic: Traffic, agents: Int, model: StaffingModel
    ) throws(TheoryError) -> Double {
        switch model {
        case .erlangB:
            guard case .blocking = target else { throw foreign(target, "Erlang B", "blocking") }
            return try ErlangB(offeredLoad: traffic.offeredLoad, agents: agents).blocking
        case .erlangC:
            let queue = try ErlangC(traffic: traffic, agents: agents)
            switch target {
            case .serviceLevel(_, let seconds, _): return queue.serviceLevel(within: seconds)
            case .delayProbability: return queue.delayProbability
            case .meanWait: return queue.meanWait
            case .abandonment, .blocking:
                throw foreign(
                    target, "Erlang C", "service level, probability of waiting, mean wait")
            }
        case .impatient(let patience):
            let queue = try ImpatientQueue(traffic: traffic, agents: agents, patience: patience)
            switch target {
            case .serviceLevel(let kind, let seconds, _):
                let result = try queue.performance(thresholds: [seconds]).thresholds[0]
                return switch kind {
                case .offered: result.servedWithin
                case .answered: result.servedWithinOfServed
                case .excludingShortAbandons: result.servedWithinExcludingShortAbandons
                }
            case .delayProbability: return try queue.performance().delayProbability
            case .meanWait: return try queue.performance().meanWait
            case .abandonment: return try queue.performance().abandonment
            case .blocking:
                throw foreign(
                    target, "a queue with patience",
                    "service level, abandonment, probability of waiting, mean wait")
            }
        }
    }

    private static func foreign(
        _ target: StaffingTarget, _ model: String, _ known: String
    ) -> TheoryError {
        .foreignTarget(target: target.quantity, model: model, known: known)
    }

    private static func check(_ target: StaffingTarget) throws(TheoryError) {
        switch target {
        case .serviceLevel(_, let seconds, let bound):
            try require(
                seconds >= 0 && seconds.isFinite, "threshold in seconds", seconds,
                allowed: "0 or more")
            try require(
                bound > 0 && bound < 1, "service level wanted", bound,
                allowed: "above 0 and below 1")
        case .abandonment(let bound), .delayProbability(let bound), .blocking(let bound):
            try require(
                bound > 0 && bound < 1, "share allowed", bound, allowed: "above 0 and below 1")
        case .meanWait(let bound):
            try require(
                bound > 0 && bound.isFinite, "mean wait allowed in seconds", bound,
                allowed: "above 0")
        }
    }
}
