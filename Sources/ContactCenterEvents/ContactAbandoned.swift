public import TwinPrimitives

/// A waiting caller gave up and hung up.
@frozen
public struct ContactAbandoned: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID

    /// Records the fact.
    @inlinable
    public init(contact: ContactID) {
        self.contact = contact
    }
}
