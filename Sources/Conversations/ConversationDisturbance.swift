public import DialogueEngine

/// What a fault of the systems around it does to a conversation in progress.
public struct ConversationDisturbance: Sendable {
    /// Tools that fail.
    public struct ToolFailure: Sendable {
        /// The tools; nil: all.
        public var tools: [ToolID]?
        /// Probability that a request fails that would not fail by itself, 0 to 1.
        public var probability: Double

        /// Stores a failure.
        public init(tools: [ToolID]?, probability: Double) {
            self.tools = tools
            self.probability = probability
        }
    }

    /// Factor on the latency of every stage and of tools, > 0.
    public var latencyFactor = 1.0
    /// Tools that fail.
    public var toolFailures: [ToolFailure] = []
    /// Hears instead of the conversation's ear; nil: that one hears.
    public var ear: (any Ear)?

    /// Nothing.
    public init() {}

    /// Probability that a request of a tool fails by one of the failures.
    func failure(of tool: ToolID) -> Double {
        1
            - toolFailures.reduce(1.0) { left, failure in
                failure.tools?.contains(tool) ?? true ? left * (1 - failure.probability) : left
            }
    }
}
