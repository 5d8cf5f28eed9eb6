public import TwinPrimitives

/// A caller decided to call again later.
@frozen
public struct RedialScheduled: Hashable, Sendable {
    /// The contact that did not help.
    public var contact: ContactID
    /// Why the caller will call again.
    public var cause: ArrivalCause
    /// Time until the next attempt arrives.
    public var delay: SimulationDuration

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, cause: ArrivalCause, delay: SimulationDuration) {
        self.contact = contact
        self.cause = cause
        self.delay = delay
    }
}
