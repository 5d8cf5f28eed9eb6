/// The dense number of a contact in one run, from 0 in order of arrival at the center.
@frozen
public struct ContactID: Hashable, Comparable, Sendable {
    /// Position in the order of arrival.
    public var rawValue: UInt32

    /// Wraps a dense number.
    @inlinable
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// Orders by number.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The dense number of a human agent in one run, over all groups.
@frozen
public struct AgentID: Hashable, Comparable, Sendable {
    /// Position in the list of all agents.
    public var rawValue: UInt32

    /// Wraps a dense number.
    @inlinable
    public init(_ rawValue: UInt32) { self.rawValue = rawValue }

    /// The agent of a recorded contact whose source names none.
    @inlinable
    public static var unknown: AgentID { AgentID(.max) }

    /// Orders by number.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The dense number of a contact type in its scenario.
@frozen
public struct ContactTypeID: Hashable, Comparable, Sendable {
    /// Position in the scenario's list of contact types.
    public var rawValue: UInt16

    /// Wraps a dense number.
    @inlinable
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    /// Orders by number.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The dense number of an agent group in its scenario.
@frozen
public struct AgentGroupID: Hashable, Comparable, Sendable {
    /// Position in the scenario's list of agent groups.
    public var rawValue: UInt16

    /// Wraps a dense number.
    @inlinable
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    /// Orders by number.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// The dense number of a pool of voice agents in its scenario.
@frozen
public struct VoicePoolID: Hashable, Comparable, Sendable {
    /// Position in the scenario's list of voice-agent pools.
    public var rawValue: UInt16

    /// Wraps a dense number.
    @inlinable
    public init(_ rawValue: UInt16) { self.rawValue = rawValue }

    /// Orders by number.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Who calls: the contact type and ordinal of the caller's first arrival.
///
/// Random streams are keyed by the caller, never by the contact, so two policies meet the same
/// callers even when the numbers of redials differ. In a recorded log the ordinal is the source's
/// own customer number and 0 means "not identified".
@frozen
public struct CallerKey: Hashable, Sendable {
    /// Contact type of the first arrival.
    public var contactType: ContactTypeID
    /// Ordinal of the first arrival among those of its type, from 0 (recorded logs: customer).
    public var ordinal: UInt32

    /// Names a caller.
    @inlinable
    public init(contactType: ContactTypeID, ordinal: UInt32) {
        self.contactType = contactType
        self.ordinal = ordinal
    }
}
