public import TwinPrimitives

/// The dialogue engine: a pure function of state and input.
///
/// A model and a state meet an input at an instant; the reducer reads it, updates beliefs, decides,
/// and runs the flows until it must wait; what it decided comes back as events, what it wants done
/// as effects. It has no clock, does no input or output, and draws only from streams keyed by the
/// caller and the turn, so the same inputs give the same bytes.
public struct DialogueReducer: Sendable {
    /// Random numbers of the run.
    public let streams: RandomStreams
    /// Model and interpreter where the work on an input finds them without a copy.
    @usableFromInline let basis: DialogueBasis

    /// What an input led to.
    public struct Reaction: Hashable, Sendable {
        /// The state after it.
        public var state: DialogueState
        /// What happened, in order.
        public var records: [DialogueRecord]
        /// What is to be done, in order.
        public var effects: [DialogueEffect]
    }

    /// Makes an engine.
    ///
    /// - Parameters:
    ///   - model: What it is run by.
    ///   - streams: Random numbers of the run.
    public init(model: DialogueModel, streams: RandomStreams) {
        self.init(basis: DialogueBasis(model), streams: streams)
    }

    private init(basis: DialogueBasis, streams: RandomStreams) {
        self.basis = basis
        self.streams = streams
    }

    /// What the dialogue is run by.
    @inlinable
    public var model: DialogueModel { basis.model }

    /// What turns hypotheses into meanings.
    public var interpreter: Interpreter { basis.interpreter }

    /// The same engine with the random numbers of another run.
    public func drawing(from streams: RandomStreams) -> DialogueReducer {
        DialogueReducer(basis: basis, streams: streams)
    }

    /// The state before a call.
    public func begin(_ context: CallContext) -> DialogueState {
        DialogueState(model: model, context: context)
    }

    /// Takes in one input.
    ///
    /// - Parameters:
    ///   - state: The state before it.
    ///   - input: What arrived; an input that does not fit the state changes nothing but the count.
    ///   - time: When it arrived, not before earlier ones.
    /// - Returns: The new state, events and effects. After the call has ended there are none.
    public func step(
        _ state: DialogueState, _ input: DialogueInput, at time: SimulationTime
    ) -> Reaction {
        var reduction = Reduction(basis: basis, streams: streams, state: state)
        reduction.take(input, at: time)
        return Reaction(
            state: reduction.state, records: reduction.records, effects: reduction.effects)
    }
}
