public import DialogueEngine

/// A conversation turn by turn: somebody at a keyboard is the caller.
///
/// Time is simulated: prompts take as long as their words, and the caller answers a second after
/// they have ended. Tools answer their samples.
public struct TextSession: Sendable {
    private var stage: Stage

    /// Begins a call.
    ///
    /// - Parameters:
    ///   - reducer: The engine.
    ///   - context: What is known when the call begins.
    public init(reducer: DialogueReducer, context: CallContext) {
        stage = Stage(
            reducer: reducer, script: Script(name: "session", line: 0, context: context, turns: []))
        stage.feed(.callStarted(context))
        stage.untilQuestion()
    }

    /// What happened since the last act.
    public var news: [DialogueRecord] { Array(stage.records[stage.markFrom...]) }
    /// Everything that was taken in.
    public var inputs: [TimedInput] { stage.inputs }
    /// Everything that happened.
    public var records: [DialogueRecord] { stage.records }
    /// The state now.
    public var state: DialogueState { stage.state }

    /// The log of the conversation so far.
    ///
    /// - Parameter seed: Seed of the run whose streams the engine was given; its replication is 0.
    /// - Returns: The log; it replays once the call has ended.
    public func log(seed: UInt64) -> ConversationLog {
        ConversationLog(
            inputs: inputs, records: records, context: state.context, persona: "keyboard",
            model: stage.reducer.model, seed: seed)
    }

    /// Lets the caller do something, and the voice agent react.
    public mutating func perform(_ act: Script.Act) {
        stage.beginTurn()
        stage.perform(act)
    }
}
