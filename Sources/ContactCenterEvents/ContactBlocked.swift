public import TwinPrimitives

/// A contact was refused because every trunk was in use.
@frozen
public struct ContactBlocked: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID

    /// Records the fact.
    @inlinable
    public init(contact: ContactID) {
        self.contact = contact
    }
}
