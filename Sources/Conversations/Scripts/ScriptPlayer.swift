public import DialogueEngine
public import TwinPrimitives

/// Plays scripts against the engine in simulated time.
///
/// Prompts take as long as their words, tools answer as the script says, timers run out when nothing
/// comes before them; the caller acts when everything is said. What the engine did between two acts
/// is held against the expectations of the first.
public struct ScriptPlayer: Sendable {
    /// The engine.
    public let reducer: DialogueReducer

    /// Words a second that prompts are spoken with.
    ///
    /// Assumed: agents of the Harper Valley calls speak 3.8, less pauses.
    static let wordsPerSecond = 3.2
    /// Most inputs of one conversation: more mean that it does not end.
    static let inputLimit = 5000

    /// Makes a player.
    public init(reducer: DialogueReducer) { self.reducer = reducer }

    /// What a script led to.
    public struct Result: Hashable, Sendable {
        /// The script's name.
        public var name: String
        /// What did not hold: line of the file, and what happened instead.
        public var failures: [Failure]
        /// What happened, in order.
        public var records: [DialogueRecord]
        /// What was taken in, in order.
        public var inputs: [TimedInput]
        /// The state at the end.
        public var state: DialogueState

        /// An expectation that did not hold.
        public struct Failure: Hashable, Sendable {
            /// Line of the turn.
            public var line: Int
            /// What was expected, and what there was.
            public var text: String
        }
    }

    /// Plays a script.
    public func play(_ script: Script) -> Result {
        var stage = Stage(reducer: reducer, script: script)
        stage.feed(.callStarted(script.context))
        stage.untilQuestion()
        var failures: [Result.Failure] = []
        for turn in script.turns {
            if let outcome = stage.state.outcome {
                failures.append(
                    Result.Failure(
                        line: turn.line, text: "the call ended before this turn: \(outcome.name)"))
                break
            }
            stage.beginTurn()
            stage.perform(turn.act)
            for expectation in turn.expectations {
                if let problem = stage.problem(with: expectation) {
                    failures.append(Result.Failure(line: turn.line, text: problem))
                }
            }
        }
        stage.markFrom = 0
        for expectation in script.ending {
            if let problem = stage.problem(with: expectation) {
                failures.append(Result.Failure(line: script.line, text: problem))
            }
        }
        return Result(
            name: script.name, failures: failures, records: stage.records, inputs: stage.inputs,
            state: stage.state)
    }
}

/// An input with its instant.
public struct TimedInput: Hashable, Sendable {
    /// When it arrives.
    public var time: SimulationTime
    /// What arrives.
    public var input: DialogueInput

    /// Stores an input.
    public init(time: SimulationTime, input: DialogueInput) {
        self.time = time
        self.input = input
    }
}
