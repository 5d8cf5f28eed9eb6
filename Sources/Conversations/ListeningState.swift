public import DialogueEngine

/// What is expected where a question is answered: recognisers have a language for each state, and banks of
/// decodes a part of the key.
public enum ListeningState {
    /// Open question.
    public static let wish = "wish"
    /// A yes or a no is expected.
    public static let yesNo = "yesNo"
    /// Anything.
    public static let all = "all"

    /// Name of the state in which a question is answered.
    public static func name(for question: Question?, in model: DialogueModel) -> String {
        switch question {
        case nil, .wish, .clarify, .anythingElse: wish
        case .slot(let slot): "slot." + model[slot].name
        case .confirmValue(let slot): "confirm." + model[slot].name
        case .confirmAction, .confirmIntent, .offerHelp: yesNo
        case .change: all
        }
    }

    /// What ends the names of states in which somebody speaks into a prompt that sounds.
    private static let promptMark = " into prompt"

    /// The state in which speech into a prompt that sounds is heard: by its sound it may pass for a mere
    /// acknowledgement, and is read as in the state otherwise.
    public static func intoPrompt(_ state: String) -> String { state + promptMark }

    /// The state whose language is expected, and whether a prompt sounds.
    public static func parts(of state: String) -> (language: String, isIntoPrompt: Bool) {
        state.hasSuffix(promptMark)
            ? (String(state.dropLast(promptMark.count)), true) : (state, false)
    }

    /// A question that is answered in each state but `all`, by the state's name.
    public static func questions(in model: DialogueModel) -> [String: Question] {
        var questions: [String: Question] = [wish: .wish, yesNo: .offerHelp]
        for place in model.slots.indices {
            let slot = SlotID(UInt16(place))
            for question in [Question.slot(slot), .confirmValue(slot)] {
                questions[name(for: question, in: model)] = question
            }
        }
        return questions
    }
}
