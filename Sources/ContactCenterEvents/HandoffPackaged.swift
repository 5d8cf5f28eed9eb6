public import TwinPrimitives

/// A voice agent handed a contact to human agents.
@frozen
public struct HandoffPackaged: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Turns taken in the session.
    public var turns: UInt16

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, turns: UInt16) {
        self.contact = contact
        self.turns = turns
    }
}
