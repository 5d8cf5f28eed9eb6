public import TwinPrimitives

/// A dialogue in progress, moved on in place.
///
/// The same as `DialogueReducer.step` again and again, but that no state is copied between inputs:
/// in a center of many calls the copies cost more than the dialogue.
public struct RunningDialogue: ~Copyable, Sendable {
    private var reduction: Reduction

    /// What came of an input.
    public struct Reaction: Sendable {
        /// What happened, in order.
        public fileprivate(set) var records: [DialogueRecord] = []
        /// What is to be done about it, in order.
        public fileprivate(set) var effects: [DialogueEffect] = []
    }

    /// Begins before the first input.
    ///
    /// - Parameters:
    ///   - reducer: The engine.
    ///   - context: What is known of the call.
    ///   - keepsRecord: Whether all that happens is noted. Without, records lack the digests of states and
    ///     what was said and heard: that decides nothing, and whoever keeps no record can do without it.
    public init(_ reducer: DialogueReducer, _ context: CallContext, keepsRecord: Bool = true) {
        reduction = Reduction(
            basis: reducer.basis, streams: reducer.streams, state: reducer.begin(context),
            keepsRecord: keepsRecord)
    }

    /// Takes in one input.
    ///
    /// - Parameters:
    ///   - input: What arrived; an input that does not fit the state changes nothing but the count.
    ///   - time: When it arrived, not before earlier ones.
    /// - Returns: What came of it.
    public mutating func take(_ input: DialogueInput, at time: SimulationTime) -> Reaction {
        reduction.take(input, at: time)
        var reaction = Reaction()
        swap(&reaction.records, &reduction.records)
        swap(&reaction.effects, &reduction.effects)
        return reaction
    }

    /// Takes back what came of the last input, so that its lists serve the next one; whoever keeps it can
    /// do without.
    public mutating func giveBack(_ reaction: consuming Reaction) {
        swap(&reaction.records, &reduction.records)
        swap(&reaction.effects, &reduction.effects)
    }

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
