public import TwinPrimitives

/// What the fold remembers of one human agent.
@frozen
@usableFromInline
struct AgentSlot {
    /// Nanoseconds at which the agent's last conversation ended.
    @usableFromInline var lastEnd: Int64
    /// Length of that conversation in nanoseconds.
    @usableFromInline var lastTalk: Int64
    /// Row of the tally that the conversation's contact counts in; 0: does not count.
    @usableFromInline var lastRow: Int32
    /// Type of that contact.
    @usableFromInline var lastType: UInt16
    /// The agent's group; the number of groups if it is not known.
    @usableFromInline var group: UInt16
    /// Whether after-contact work may follow: a conversation ended and nothing happened since.
    @usableFromInline var mayWork: Bool
    /// Whether the agent signed in and not out.
    @usableFromInline var signedIn: Bool

    @inlinable
    init(group: UInt16) {
        lastEnd = 0
        lastTalk = 0
        lastRow = 0
        lastType = 0
        self.group = group
        mayWork = false
        signedIn = false
    }
}

/// The human agents by number; grows as numbers appear.
@frozen
@usableFromInline
struct AgentTable: ~Copyable {
    @usableFromInline var slots: UnsafeMutablePointer<AgentSlot>
    @usableFromInline var capacity: Int
    @usableFromInline let unassigned: UInt16

    /// Agent numbers from here on are treated as unknown: it bounds memory on a damaged log.
    static var largestCapacity: Int { 1 << 22 }

    @usableFromInline
    init(unassigned: UInt16) {
        self.unassigned = unassigned
        capacity = 64
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: AgentSlot(group: unassigned), count: capacity)
    }

    @inlinable
    deinit { slots.deallocate() }

    /// The slot of an agent; nil for `AgentID.unknown`.
    @inlinable
    @inline(__always)
    mutating func find(_ agent: AgentID) -> UnsafeMutablePointer<AgentSlot>? {
        let index = Int(agent.rawValue)
        return index < capacity || grow(to: index) ? slots + index : nil
    }

    @usableFromInline
    @inline(never)
    mutating func grow(to index: Int) -> Bool {
        guard index < Self.largestCapacity else { return false }
        var larger = capacity
        while larger <= index { larger *= 2 }
        let bigger = UnsafeMutablePointer<AgentSlot>.allocate(capacity: larger)
        bigger.initialize(repeating: AgentSlot(group: unassigned), count: larger)
        bigger.update(from: slots, count: capacity)
        slots.deallocate()
        slots = bigger
        capacity = larger
        return true
    }
}
