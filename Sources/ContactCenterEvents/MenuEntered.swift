public import TwinPrimitives

/// A contact entered the menu (interactive voice response) in front of the queue.
@frozen
public struct MenuEntered: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID

    /// Records the fact.
    @inlinable
    public init(contact: ContactID) {
        self.contact = contact
    }
}
