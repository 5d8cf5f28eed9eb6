/// The work of one turn between the end of the caller's speech and the answer: a graph of stages.
///
/// A request to one tool of a dialogue is a graph of one stage.
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
    /// Number of its first stage in the keys of draws: two graphs of one call share none.
    public var firstKey: Int

    /// Stores a graph; its keys end below `mostKeys`.
    public init(
        stages: [Stage], speculation: Speculation? = nil, filler: Filler? = nil, firstKey: Int = 0
    ) {
        self.stages = stages
        self.speculation = speculation
        self.filler = filler
        self.firstKey = firstKey
    }

    /// Most stages of a graph.
    public static let mostStages = 32
    /// Stages that the keys of draws tell apart: they have 8 bits for it.
    public static let mostKeys = 256
}

/// Who does the work of a stage.
public enum StagePlace: Equatable, Sendable {
    /// Nobody that others wait for: it only takes its time.
    case delay(ServiceTime)
    /// A station, by its number.
    case station(Int)
}
