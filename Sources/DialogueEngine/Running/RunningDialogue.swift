public import TwinPrimitives

/// A dialogue in progress, moved on in place.
///
/// The same as `DialogueReducer.step` again and again, but that no state is copied between inputs:
/// in a center of many calls the copies cost more than the dialogue.
public struct RunningDialogue: ~Copyable, Sendable {
    private var reduction: Reduction

    /// Begins before the first input.
    ///
    /// - Parameters:
    ///   - reducer: The engine.
    ///   - context: What is known of the call.
    ///   - notesDigests: Whether the digest of the state is noted at the end of each turn. It
    ///     decides nothing; whoever keeps no record can do without it.
    public init(_ reducer: DialogueReducer, _ context: CallContext, notesDigests: Bool = true) {
        reduction = Reduction(
            basis: reducer.basis, streams: reducer.streams, state: reducer.begin(context),
            notesDigests: notesDigests)
    }

    /// Takes in one input; `records` and `effects` are then those of this one.
    ///
    /// - Parameters:
    ///   - input: What arrived; an input that does not fit the state changes nothing but the count.
    ///   - time: When it arrived, not before earlier ones.
    public mutating func take(_ input: DialogueInput, at time: SimulationTime) {
        reduction.take(input, at: time)
    }

    /// What happened on the last input, in order.
    public var records: [DialogueRecord] { reduction.records }
    /// What is to be done about it, in order.
    public var effects: [DialogueEffect] { reduction.effects }

    /// What is waited for.
    public var question: Question? { reduction.state.question }
    /// Flows in progress, the current one last.
    public var stack: [Frame] { reduction.state.stack }
    /// Beliefs by slot.
    public var beliefs: [Belief] { reduction.state.beliefs }
    /// Verification reached.
    public var level: UInt8 { reduction.state.level }
    /// Turns of the caller so far.
    public var turn: UInt16 { reduction.state.turn }
    /// Whether a prompt was cut and may have to go on.
    public var isPromptCut: Bool { !reduction.state.cut.isEmpty }
}
