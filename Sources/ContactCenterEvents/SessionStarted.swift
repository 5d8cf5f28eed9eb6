public import TwinPrimitives

/// A voice agent took a contact.
@frozen
public struct SessionStarted: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// The pool of voice agents.
    public var pool: VoicePoolID

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, pool: VoicePoolID) {
        self.contact = contact
        self.pool = pool
    }
}
