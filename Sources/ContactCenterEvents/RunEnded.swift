/// A run ended; always the last event of a complete log.
@frozen
public struct RunEnded: Hashable, Sendable {
    /// Number of contacts that arrived.
    public var contacts: UInt32

    /// Records the fact.
    @inlinable
    public init(contacts: UInt32) {
        self.contacts = contacts
    }
}
