public import TwinPrimitives

/// A contact arrived at the center (before any menu).
@frozen
public struct ContactArrived: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// Its type.
    public var contactType: ContactTypeID
    /// Who calls.
    public var caller: CallerKey
    /// The caller's attempt: 0 for the first contact.
    public var attempt: UInt16
    /// Why the caller calls.
    public var cause: ArrivalCause
    /// Priority class of the source (recorded logs) or of the type; higher is served first.
    public var priority: Int8

    /// Records the fact.
    @inlinable
    public init(
        contact: ContactID, contactType: ContactTypeID, caller: CallerKey,
        attempt: UInt16, cause: ArrivalCause, priority: Int8
    ) {
        self.contact = contact
        self.contactType = contactType
        self.caller = caller
        self.attempt = attempt
        self.cause = cause
        self.priority = priority
    }
}

/// Why a contact arrives.
@frozen
public enum ArrivalCause: UInt8, Sendable, CaseIterable {
    /// First attempt of the caller.
    case first = 0
    /// The caller abandoned before and tries again.
    case afterAbandonment = 1
    /// A voice agent did not resolve (or wrongly resolved) the earlier contact.
    case afterUnresolved = 2
}
