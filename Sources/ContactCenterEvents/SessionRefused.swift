public import TwinPrimitives

/// All sessions of a voice-agent pool were in use; the contact goes on to human agents.
@frozen
public struct SessionRefused: Hashable, Sendable {
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
