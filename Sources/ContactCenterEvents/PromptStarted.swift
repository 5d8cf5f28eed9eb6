public import TwinPrimitives

/// A voice agent began to answer: the caller hears the first audio of the response.
@frozen
public struct PromptStarted: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Number of the caller's turn that is answered, from 0.
    public var turn: UInt16
    /// Response latency: end of the caller's speech to first audio.
    public var latency: SimulationDuration

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, turn: UInt16, latency: SimulationDuration) {
        self.contact = contact
        self.turn = turn
        self.latency = latency
    }
}
