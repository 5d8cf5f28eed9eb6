public import CallerModel
public import DialogueEngine
public import TwinPrimitives

/// One caller and one dialogue engine in simulated time.
///
/// What it is run by does not change, so the same caller key gives the same conversation whatever runs
/// around it; and all that are run by it share it, for it is large.
public final class Conversation: Sendable {
    /// The engine.
    public let reducer: DialogueReducer
    /// The callers.
    public let profile: CallerProfile
    /// How the engine hears.
    public let ear: any Ear
    /// How its prompts are spoken.
    public let mouth: any Mouth
    /// The sound between both sides; nil where what is said is known without sound.
    public let line: (any SpeechLineProvider)?
    /// Stages between the end of an utterance and its transcript.
    public let latency: LatencyLaw
    /// What answers tools and verifications.
    public let world: any World
    /// What the caller says as long as it answers what is asked; nil for a caller who only speaks anew.
    public let recorded: RecordedTurns?
    /// Limits, and which partial transcripts are sent.
    public let options: Options

    let translation: Translation
    /// Whether an intent starts a flow, by its number.
    private let wished: [Bool]

    /// Limits, and which partial transcripts are sent.
    public struct Options: Hashable, Sendable {
        /// Whether partial transcripts are sent always: while no prompt sounds, where they change nothing,
        /// and where a line tells by sound who speaks into one.
        public var sendsAllPartials = false
        /// Events of a call; more are a defect.
        public var maximumEvents = 20_000
        /// Seconds of a call; more are a defect.
        public var maximumSeconds = 7200.0
        /// What goes on when the owner says so, in place of after a time drawn here.
        public var outside = OutsideWork()
        /// Whether a conversation with a line tells by its sound only when somebody speaks, and hears by
        /// `ear` what was said: so what endpointing does is told from what a recogniser does.
        public var hearsByEar = false

        /// The standard options.
        public init() {}
    }

    /// Stores what a conversation is run by.
    ///
    /// - Parameters:
    ///   - reducer: The engine.
    ///   - profile: The callers.
    ///   - ear: How the engine hears.
    ///   - mouth: How its prompts are spoken; at the model's pace when nil.
    ///   - line: The sound between both sides; with one, `ear` has nothing to hear.
    ///   - latency: Stages between the end of an utterance and its transcript.
    ///   - world: What answers tools; the records of the caller's goal when nil.
    ///   - recorded: What the caller says as long as it answers what is asked.
    ///   - options: Limits.
    public init(
        reducer: DialogueReducer, profile: CallerProfile, ear: any Ear = PerfectEar(),
        mouth: (any Mouth)? = nil, line: (any SpeechLineProvider)? = nil,
        latency: LatencyLaw = .none, world: (any World)? = nil, recorded: RecordedTurns? = nil,
        options: Options = Options()
    ) {
        self.reducer = reducer
        self.profile = profile
        self.ear = ear
        self.mouth =
            mouth ?? reducer.model.timing.promptPace.map(PacedMouth.init) ?? SpokenMouth()
        self.line = line
        self.latency = latency
        self.world = world ?? RecordsWorld(model: reducer.model)
        self.recorded = recorded
        self.options = options
        translation = Translation(model: reducer.model)
        let intents = reducer.model.intents
        wished = reducer.model.flows.indices.map { number in
            intents.contains { $0.effect == .flow(FlowID(UInt16(number))) }
        }
    }

    /// Whether callers wish for a flow: others are parts of flows.
    func isWished(_ flow: FlowID) -> Bool { wished[Int(flow.rawValue)] }

    /// The same conversation with the random numbers of another run.
    public func drawing(from streams: RandomStreams) -> Conversation {
        Conversation(
            reducer: reducer.drawing(from: streams), profile: profile, ear: ear, mouth: mouth,
            line: line, latency: latency, world: world, recorded: recorded, options: options)
    }

    /// The same conversation, heard by another ear.
    public func hearing(by ear: any Ear) -> Conversation {
        Conversation(
            reducer: reducer, profile: profile, ear: ear, mouth: mouth, line: line,
            latency: latency, world: world, recorded: recorded, options: options)
    }

    /// Name of the voice that a caller has in sound, or that the ear takes them to have; nil where it makes no
    /// difference.
    public func voice(of caller: CallerKey, attempt: UInt16 = 0) -> String? {
        line?.voice(of: caller, streams: reducer.streams)
            ?? ear.voice(of: caller, attempt: attempt, streams: reducer.streams)
    }

    /// The same conversation, parts of which go on when its owner says so.
    ///
    /// - Parameter work: The parts.
    /// - Returns: It.
    public func workedOnOutside(_ work: OutsideWork) -> Conversation {
        var options = options
        options.outside = work
        return Conversation(
            reducer: reducer, profile: profile, ear: ear, mouth: mouth, line: line,
            latency: latency, world: world, recorded: recorded, options: options)
    }

    /// Runs a conversation to its end.
    ///
    /// - Parameters:
    ///   - context: What is known when the call begins; names the caller and the attempt.
    ///   - start: When it begins.
    /// - Returns: All that happened. It always ends: by one of its sides, or by a budget, which is a
    ///   defect.
    public func run(
        _ context: CallContext, at start: SimulationTime = .zero
    ) -> ConversationRecord {
        var course = ConversationCourse(self, context: context, start: start)
        course.begin()
        while !course.isOver { course.advance() }
        return course.record
    }
}
