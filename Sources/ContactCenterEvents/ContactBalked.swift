public import TwinPrimitives

/// A caller met a queue and hung up at once, without waiting.
@frozen
public struct ContactBalked: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID

    /// Records the fact.
    @inlinable
    public init(contact: ContactID) {
        self.contact = contact
    }
}
