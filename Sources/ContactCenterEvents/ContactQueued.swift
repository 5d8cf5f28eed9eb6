public import TwinPrimitives

/// A contact joined the queue for a human agent.
@frozen
public struct ContactQueued: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID

    /// Records the fact.
    @inlinable
    public init(contact: ContactID) {
        self.contact = contact
    }
}
