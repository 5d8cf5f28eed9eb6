public import TwinPrimitives

/// A contact left the menu.
@frozen
public struct MenuLeft: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// True if the caller hung up inside the menu; false if the contact goes on to service.
    public var hungUp: Bool

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, hungUp: Bool) {
        self.contact = contact
        self.hungUp = hungUp
    }
}
