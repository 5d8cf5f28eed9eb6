public import Distributions

/// A language model that decodes many requests together (continuous batching).
///
/// A replica works in steps. While prompts wait it reads them one after the other and decodes nothing;
/// reading a prompt gives its request the first token. Otherwise each step gives every request of the
/// batch one token and takes `stepBase` + `stepPerRequest` x requests. Requests join and leave between
/// steps only. A request is admitted when the batch has a place and its prompt and all tokens to be
/// generated fit into the memory that is free; one that never fits is admitted alone.
public struct TokensConfiguration: Equatable, Sendable {
    /// Servers with a batch of their own; a request goes to the one with the fewest, >= 1.
    public var replicas: Int
    /// Most requests of a batch, >= 1.
    public var maximumBatch: Int
    /// Tokens that a replica can hold; nil: no limit.
    public var memoryTokens: Int?
    /// Tokens of prompts read per second, > 0.
    public var promptTokensPerSecond: Double
    /// Time of a step whatever the batch, seconds, >= 0.
    public var stepBase: Double
    /// Time that each request adds to a step, seconds, >= 0.
    public var stepPerRequest: Double
    /// Tokens of a prompt, rounded, at least 1.
    public var promptTokens: Law
    /// Tokens generated, rounded, at least 1.
    public var generatedTokens: Law
    /// Tokens after which the next stage may begin, >= 1.
    public var firstChunkTokens: Int

    /// Stores a model.
    public init(
        replicas: Int = 1, maximumBatch: Int, memoryTokens: Int? = nil,
        promptTokensPerSecond: Double, stepBase: Double, stepPerRequest: Double,
        promptTokens: Law, generatedTokens: Law, firstChunkTokens: Int = 1
    ) {
        self.replicas = replicas
        self.maximumBatch = maximumBatch
        self.memoryTokens = memoryTokens
        self.promptTokensPerSecond = promptTokensPerSecond
        self.stepBase = stepBase
        self.stepPerRequest = stepPerRequest
        self.promptTokens = promptTokens
        self.generatedTokens = generatedTokens
        self.firstChunkTokens = firstChunkTokens
    }
}
