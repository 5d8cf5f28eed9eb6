public import TwinPrimitives

/// A voice agent's session with a contact ended.
@frozen
public struct SessionEnded: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// How it ended.
    public var outcome: SessionOutcome
    /// Wrong actions taken in the session.
    public var wrongActions: UInt16

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, outcome: SessionOutcome, wrongActions: UInt16) {
        self.contact = contact
        self.outcome = outcome
        self.wrongActions = wrongActions
    }
}

/// How a session with a voice agent ended.
@frozen
public enum SessionOutcome: UInt8, Sendable, CaseIterable {
    /// Ended by the voice agent, with every accepted turn right.
    case resolved = 0
    /// Ended by the voice agent after at least one wrong action: contained in appearance only.
    case falselyContained = 1
    /// Handed to human agents.
    case escalated = 2
    /// The caller hung up inside the session.
    case hungUp = 3
}
