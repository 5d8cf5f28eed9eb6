import Conversations
import DialogueEngine
import TwinPrimitives

/// A call that is fed input by input.
struct FedCall {
    let reducer: DialogueReducer
    var state: DialogueState
    var events: [DialogueEvent] = []

    init(_ change: (inout DialogueModel) -> Void = { _ in }, level: UInt8 = 0) {
        var model = SmallModel.make()
        change(&model)
        reducer = DialogueReducer(
            model: model, streams: RandomStreams(seed: 1, replication: 0))
        var context = SmallCallers.context(0)
        context.level = level
        state = reducer.begin(context)
        feed(.callStarted(context))
    }

    /// Takes in an input; prompts are heard to their end before it.
    mutating func feed(_ input: DialogueInput) {
        finishPrompts()
        events = []
        take(input)
    }

    mutating func finishPrompts() {
        while let playing = state.playing.first?.handle {
            take(.promptFinished(playing))
        }
    }

    private mutating func take(_ input: DialogueInput) {
        let reaction = reducer.step(state, input, at: .zero)
        state = reaction.state
        events += reaction.records.map(\.event)
    }

    mutating func say(_ text: String, _ confidence: Score = .one) {
        feed(.finalTranscript([Hypothesis(text: text, confidence: confidence)]))
    }
}
