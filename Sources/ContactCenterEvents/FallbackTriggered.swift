public import TwinPrimitives

/// A voice agent gave up by rule.
@frozen
public struct FallbackTriggered: Hashable, Sendable {
    /// The contact.
    public var contact: ContactID
    /// The rule.
    public var trigger: FallbackTrigger

    /// Records the fact.
    @inlinable
    public init(contact: ContactID, trigger: FallbackTrigger) {
        self.contact = contact
        self.trigger = trigger
    }
}

/// The rule by which a voice agent gives up.
@frozen
public enum FallbackTrigger: UInt8, Sendable, CaseIterable {
    /// Too many rejected turns in a row.
    case consecutiveFailures = 0
    /// Too many rejected turns in the session.
    case totalFailures = 1
    /// The caller asked for a person.
    case askedForPerson = 2
    /// The request lies outside what the voice agent may do.
    case outOfScope = 3
    /// The session reached its longest allowed number of turns.
    case turnLimit = 4
}
