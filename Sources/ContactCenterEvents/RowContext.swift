public import BinaryCoding
public import TwinPrimitives

/// What a reader of rows knows from the rows before in the same block; writer and reader keep it
/// alike, and both start a block with an empty one.
///
/// Three tables of fixed size predict fields; a wrong prediction costs some bytes, never the truth:
/// the next caller ordinal and the priority per contact type (number modulo 32), and the contact
/// that an agent answered last (number modulo 1024).
@frozen
public struct RowContext: ~Copyable {
    @usableFromInline static var typeSlots: Int { 32 }
    @usableFromInline static var agentSlots: Int { 1024 }

    /// Instant of the row before, in nanoseconds.
    public var time: Int64
    /// Number of the contact that arrived last; the largest number before the first.
    public var newestContact: UInt32
    /// Place of the description that a `RunStarted` row refers to.
    public var attachment: ArenaReference
    @usableFromInline let nextOrdinals: UnsafeMutablePointer<UInt32>
    @usableFromInline let priorities: UnsafeMutablePointer<Int8>
    @usableFromInline let answeredContacts: UnsafeMutablePointer<UInt32>

    /// Starts an empty context.
    public init() {
        time = 0
        newestContact = .max
        attachment = ArenaReference(offset: 0, length: 0)
        nextOrdinals = .allocate(capacity: Self.typeSlots)
        priorities = .allocate(capacity: Self.typeSlots)
        answeredContacts = .allocate(capacity: Self.agentSlots)
        forgetPredictions()
    }

    deinit {
        nextOrdinals.deallocate()
        priorities.deallocate()
        answeredContacts.deallocate()
    }

    /// Empties the tables, as at the start of a block; keeps the time and the newest contact.
    public mutating func forgetPredictions() {
        nextOrdinals.initialize(repeating: 0, count: Self.typeSlots)
        priorities.initialize(repeating: 0, count: Self.typeSlots)
        answeredContacts.initialize(repeating: 0, count: Self.agentSlots)
    }

    /// How far a contact lies behind the newest one (modulo 2^32).
    @inlinable @inline(__always)
    public func code(_ contact: ContactID) -> UInt64 { UInt64(newestContact &- contact.rawValue) }

    /// The contact of a code.
    @inlinable @inline(__always)
    public func contact(_ code: UInt64, _ reader: inout RowReader) -> ContactID {
        ContactID(newestContact &- reader.narrow(code, to: UInt32.self))
    }

    /// An agent's number plus one; 0 is `AgentID.unknown`.
    @inlinable @inline(__always)
    public func code(_ agent: AgentID) -> UInt64 { UInt64(agent.rawValue &+ 1) }

    /// The agent of a code.
    @inlinable @inline(__always)
    public func agent(_ code: UInt64, _ reader: inout RowReader) -> AgentID {
        AgentID(reader.narrow(code, to: UInt32.self) &- 1)
    }

    /// Remembers whom an agent talks to.
    @inlinable @inline(__always)
    public mutating func answered(_ contact: ContactID, by agent: AgentID) {
        answeredContacts[Int(agent.rawValue) & (Self.agentSlots - 1)] = contact.rawValue
    }

    /// The contact that an agent of the same slot answered last in this block, else contact 0.
    @inlinable @inline(__always)
    public func contactLastAnswered(by agent: AgentID) -> ContactID {
        ContactID(answeredContacts[Int(agent.rawValue) & (Self.agentSlots - 1)])
    }
}

/// A place in the byte arena of a block.
@frozen
public struct ArenaReference: Hashable, Sendable {
    /// First byte, from the start of the arena.
    public var offset: UInt32
    /// Number of bytes.
    public var length: UInt32

    /// Names a place.
    @inlinable
    public init(offset: UInt32, length: UInt32) {
        self.offset = offset
        self.length = length
    }
}
