public import DialogueEngine

extension Question {
    /// Name of its kind, as scripts and transcripts have it.
    public var kindName: String {
        switch self {
        case .wish: "wish"
        case .anythingElse: "anythingElse"
        case .slot: "slot"
        case .confirmValue: "confirmValue"
        case .confirmAction: "confirmAction"
        case .confirmIntent: "confirmIntent"
        case .clarify: "clarify"
        case .change: "change"
        case .offerHelp: "offerHelp"
        }
    }

    /// Its kind, with the slot or the intents that it is about, such as `slot amount`.
    ///
    /// - Parameter model: Names slots and intents.
    /// - Returns: Words parted by single blanks.
    public func name(in model: DialogueModel) -> String {
        let about: [String] =
            switch self {
            case .slot(let slot), .confirmValue(let slot): [model[slot].name]
            case .confirmIntent(let intent): [model[intent].name]
            case .clarify(let intents): intents.map { model[$0].name }
            case .wish, .anythingElse, .confirmAction, .change, .offerHelp: []
            }
        return ([kindName] + about).joined(separator: " ")
    }
}
