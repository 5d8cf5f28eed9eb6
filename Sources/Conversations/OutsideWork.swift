public import DialogueEngine

/// What of a conversation is worked on outside: it goes on when its owner delivers
/// (`ConversationCourse.deliver`), in place of after a time drawn here.
public struct OutsideWork: Hashable, Sendable {
    /// Whether utterances are.
    public var utterances: Bool
    /// The tools whose requests are.
    public var tools: Set<ToolID>
    /// Whether verifications are.
    public var verifications: Bool

    /// Stores what is worked on outside; without arguments nothing.
    public init(
        utterances: Bool = false, tools: Set<ToolID> = [], verifications: Bool = false
    ) {
        self.utterances = utterances
        self.tools = tools
        self.verifications = verifications
    }

    /// Whether requests of a matter are.
    func answers(_ matter: WorldRequest.Matter) -> Bool {
        switch matter {
        case .tool(let tool): tools.contains(tool)
        case .verification: verifications
        }
    }
}
