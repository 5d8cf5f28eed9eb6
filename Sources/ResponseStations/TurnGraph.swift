public import Distributions

/// The work of one turn between the end of the caller's speech and the answer: a graph of stages.
///
/// A stage begins when all stages that it comes after have passed on; the answer is ready when every
/// stage has passed on. So a saved millisecond acts on the critical path only.
public struct TurnGraph: Equatable, Sendable {
    /// One stage.
    public struct Stage: Equatable, Sendable {
        /// Name, such as `languageModel`.
        public var name: String
        /// Who does the work.
        public var place: StagePlace
        /// Positions of the stages that it comes after, each below its own.
        public var after: [Int]
        /// Share of its service after which the next stages may begin, in (0, 1]; at a language
        /// model its first chunk decides instead.
        public var passesOn: Double
        /// Share of the turns that need it, 0 to 1.
        public var probability: Double

        /// Stores a stage.
        public init(
            name: String, place: StagePlace, after: [Int], passesOn: Double = 1,
            probability: Double = 1
        ) {
            self.name = name
            self.place = place
            self.after = after
            self.passesOn = passesOn
            self.probability = probability
        }
    }

    /// Work that is begun with the turn, before all that it depends on is known.
    public struct Speculation: Equatable, Sendable {
        /// Position of the stage.
        public var stage: Int
        /// Probability that what it began with turns out otherwise and it must begin anew, 0 to 1.
        public var wasted: Double

        /// Stores a rule.
        public init(stage: Int, wasted: Double) {
            self.stage = stage
            self.wasted = wasted
        }
    }

    /// The stages; every one comes after those that it depends on.
    public var stages: [Stage]
    /// What is begun early; nil: nothing.
    public var speculation: Speculation?
    /// What the caller hears while the answer is late; nil: nothing.
    public var filler: Filler?

    /// Stores a graph.
    public init(
        stages: [Stage], speculation: Speculation? = nil, filler: Filler? = nil
    ) {
        self.stages = stages
        self.speculation = speculation
        self.filler = filler
    }

    /// Most stages of a graph.
    public static let mostStages = 32
}

/// Who does the work of a stage.
public enum StagePlace: Equatable, Sendable {
    /// Nobody that others wait for: it only takes its time.
    case delay(ServiceTime)
    /// A station, by its number.
    case station(Int)
}

/// A short prompt while the answer is late, such as "one moment".
///
/// Silence before and after it is silence of its own: the caller's hazard of hanging up begins anew
/// after each filler, and no hazard is spent while it sounds. An answer that gets ready meanwhile waits
/// for its end.
public struct Filler: Equatable, Sendable {
    /// Silence before each filler, seconds, > 0.
    public var after: Double
    /// Its length, seconds, > 0.
    public var lasts: Double
    /// Most fillers in a turn, >= 1.
    public var most: Int

    /// Stores a filler.
    public init(after: Double, lasts: Double, most: Int = 1) {
        self.after = after
        self.lasts = lasts
        self.most = most
    }

    /// Whether a filler sounds at a time after the end of the caller's speech, and until when.
    ///
    /// - Parameter seconds: Time since the end of the caller's speech, >= 0.
    /// - Returns: When the filler that sounds then ends, in the same seconds; nil when none sounds.
    public func end(at seconds: Double) -> Double? {
        let period = after + lasts
        let number = (seconds / period).rounded(.down)
        guard number < Double(most), seconds - number * period >= after else { return nil }
        return (number + 1) * period
    }

    /// When a caller hangs up who hears nothing but fillers.
    ///
    /// - Parameters:
    ///   - patience: The law of the silence that the caller bears.
    ///   - silence: The silence that the caller would bear without fillers, seconds.
    /// - Returns: Seconds since the end of the caller's speech; infinity for never.
    public func hangup(_ patience: Law, silence: Double) -> Double {
        if silence <= after || silence == .infinity { return silence }
        let whole = patience.cumulativeHazard(silence)
        let each = patience.cumulativeHazard(after)
        let period = after + lasts
        guard whole.isFinite else { return Double(most) * period + silence }
        // Fillers that the caller sits out: each silence before one spends the hazard of its length.
        let passed = each > 0 ? min((whole / each).rounded(.down), Double(most)) : Double(most)
        return passed * period + patience.inverseCumulativeHazard(whole - passed * each)
    }
}
