public import TwinPrimitives

/// Where a live contact stands.
@frozen
public enum ContactPhase: UInt8, Sendable {
    /// Arrived, not yet routed (only within one instant).
    case arrived
    /// In the menu.
    case inMenu
    /// With a voice agent.
    case withVoiceAgent
    /// In the queue for a human agent.
    case waiting
    /// In conversation with a human agent.
    case inService
    /// In conversation, on hold.
    case onHold
    /// Not in the center: waits to be called back.
    case awaitsCallback
}

/// What is known of a live contact.
@frozen
public struct ContactEntry: LiveEntry, Sendable {
    /// The contact's number.
    public var id: UInt32
    /// Contact type.
    public var contactType: ContactTypeID
    /// Contact type in whose queue it stands or stood: its own until it is transferred.
    public var queue: ContactTypeID
    /// Attempt of the caller.
    public var attempt: UInt16
    /// Who calls.
    public var caller: CallerKey
    /// Where the contact stands.
    public var phase: ContactPhase
    /// Whether a voice agent handed it over.
    public var handedOff: Bool
    /// The pool of voice agents that took it last.
    public var voicePool: VoicePoolID
    /// Whether it was called back.
    public var calledBack: Bool
    /// Of a contact that a voice agent handed over: whether the caller is verified as far as the wish
    /// needs.
    public var isVerified: Bool
    /// Of such a contact: values that the person must ask for, at most 255.
    public var missing: UInt8
    /// Of such a contact: turns that the voice agent misunderstood, at most 255.
    public var misunderstood: UInt8
    /// Times it was transferred.
    public var transfers: UInt8
    /// The agent who stays with the caller until the next one takes over; `UInt32.max` for none.
    public var keeper: UInt32
    /// The agent who serves it, where agents may serve several contacts at once.
    public var server: UInt32
    /// The queue from which it was transferred last.
    public var formerQueue: ContactTypeID
    /// The group whose agent transferred it last.
    public var formerGroup: UInt16
    /// Neighbours in the queue, `UInt32.max` for none.
    @usableFromInline var previous: UInt32
    @usableFromInline var next: UInt32
    /// Instant from which it counts as waiting (its head start included), in nanoseconds.
    public var waitingSince: Int64

    /// An entry for a contact that has just arrived.
    @inlinable
    public init(
        contact: ContactID, contactType: ContactTypeID, caller: CallerKey, attempt: UInt16
    ) {
        id = contact.rawValue
        self.contactType = contactType
        queue = contactType
        self.caller = caller
        self.attempt = attempt
        phase = .arrived
        handedOff = false
        voicePool = VoicePoolID(0)
        calledBack = false
        isVerified = true
        missing = 0
        misunderstood = 0
        transfers = 0
        keeper = .max
        server = .max
        formerQueue = contactType
        formerGroup = 0
        previous = .max
        next = .max
        waitingSince = 0
    }

    /// An entry for a free place.
    @inlinable
    public static var free: ContactEntry {
        ContactEntry(
            contact: ContactID(.max), contactType: ContactTypeID(0),
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0), attempt: 0)
    }
}

/// Who calls: what a contact's random streams and laws are chosen by.
@frozen
public struct ContactIdentity: Equatable, Sendable {
    /// Contact type.
    public let contactType: ContactTypeID
    /// Who calls.
    public let caller: CallerKey
    /// Attempt of the caller.
    public let attempt: UInt16

    /// Stores an identity.
    @inlinable
    public init(contactType: ContactTypeID, caller: CallerKey, attempt: UInt16) {
        self.contactType = contactType
        self.caller = caller
        self.attempt = attempt
    }
}
