/// Where a contact is.
@frozen
@usableFromInline
package enum ContactStage: UInt8, Comparable {
    /// Arrived; nothing else has happened yet.
    case arrived = 0
    /// Inside the menu.
    case menu = 1
    /// Left the menu for service.
    case chosen = 2
    /// In a session with a voice agent.
    case voice = 3
    /// Refused or handed on by a voice agent.
    case towardsHuman = 4
    /// In the queue for a human agent.
    case waiting = 5
    /// In conversation with a human agent.
    case service = 6
    /// After its first leg: see `LaterLegs`.
    case passedOn = 7
    /// Gone.
    case left = 8

    @inlinable
    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What the fold remembers of one contact.
@frozen
@usableFromInline
package struct ContactSlot {
    /// Number of the contact.
    @usableFromInline package var id: UInt32
    /// Row of the tally it counts in; 0 is the row of contacts that do not count.
    @usableFromInline package var row: Int32
    /// Contact type.
    @usableFromInline package var type: UInt16
    /// Pool of the session, or agent group of the conversation.
    @usableFromInline package var place: UInt16
    /// Where it is.
    @usableFromInline package var stage: ContactStage
    /// Nanoseconds at which it came there.
    @usableFromInline package var since: Int64

    @inlinable
    package init(
        id: UInt32, row: Int32, type: UInt16, place: UInt16, stage: ContactStage, since: Int64
    ) {
        self.id = id
        self.row = row
        self.type = type
        self.place = place
        self.stage = stage
        self.since = since
    }

    @inlinable
    package static var empty: ContactSlot {
        ContactSlot(id: .max, row: 0, type: 0, place: 0, stage: .left, since: 0)
    }
}

/// The contacts inside the center, by number.
///
/// Contact numbers are dense and increase, so a slot is `id & mask`. A slot whose contact has left
/// is free but readable until it is taken again (a redial is decided after the contact left). When
/// a live contact is in the way the table doubles; if the table is large and nearly empty the live
/// contact is a straggler instead (a recorded contact that never ends) and moves to a side list, so
/// that one straggler does not make the table as long as the log.
@frozen
@usableFromInline
package struct ContactTable: ~Copyable {
    @usableFromInline package var slots: UnsafeMutablePointer<ContactSlot>
    @usableFromInline package var mask: UInt32
    @usableFromInline package var live: Int
    @usableFromInline package var stragglers: UnsafeMutablePointer<ContactSlot>
    @usableFromInline package var stragglerCount: Int
    @usableFromInline package var stragglerCapacity: Int

    /// Slots at the start.
    package static var initialCapacity: Int { 64 }
    /// Below this size a table always doubles: it is small beside everything else.
    package static var smallCapacity: Int { 4096 }
    /// A table of which less than this share is live has a straggler in the way.
    package static var sparseness: Int { 4 }
    /// Largest table: 1.6 GB of slots, reached only with millions of contacts inside at once.
    package static var largestCapacity: Int { 1 << 26 }

    @usableFromInline
    package init() {
        slots = .allocate(capacity: Self.initialCapacity)
        slots.initialize(repeating: .empty, count: Self.initialCapacity)
        mask = UInt32(Self.initialCapacity - 1)
        live = 0
        stragglerCapacity = 4
        stragglers = .allocate(capacity: stragglerCapacity)
        stragglers.initialize(repeating: .empty, count: stragglerCapacity)
        stragglerCount = 0
    }

    @inlinable
    deinit {
        slots.deallocate()
        stragglers.deallocate()
    }

    /// The slot of a contact that is inside, or that left and whose slot is not taken again.
    @inlinable
    @inline(__always)
    package func find(_ id: UInt32) -> UnsafeMutablePointer<ContactSlot>? {
        let slot = slots + Int(id & mask)
        if slot.pointee.id == id { return slot }
        return stragglerCount == 0 ? nil : Self.find(id, among: stragglers, stragglerCount)
    }

    @usableFromInline
    @inline(never)
    package static func find(
        _ id: UInt32, among stragglers: UnsafeMutablePointer<ContactSlot>, _ count: Int
    ) -> UnsafeMutablePointer<ContactSlot>? {
        // Static, so that the caller need not gather the whole table to pass it.
        for index in 0..<count where stragglers[index].id == id { return stragglers + index }
        return nil
    }

    /// Puts a new contact in.
    ///
    /// - Returns: Its slot; nil if it is inside already.
    @inlinable
    @inline(__always)
    package mutating func insert(_ new: ContactSlot) -> UnsafeMutablePointer<ContactSlot>? {
        if (slots + Int(new.id & mask)).pointee.stage != .left {
            guard makeRoom(for: new.id) else { return nil }
        }
        let slot = slots + Int(new.id & mask)
        slot.pointee = new
        live &+= 1
        return slot
    }

    /// Marks a contact as gone.
    @inlinable
    @inline(__always)
    package mutating func release(_ slot: UnsafeMutablePointer<ContactSlot>) {
        slot.pointee.stage = .left
        live &-= 1
    }

    @usableFromInline
    @inline(never)
    package mutating func makeRoom(for id: UInt32) -> Bool {
        if let known = find(id), known.pointee.stage != .left { return false }
        dropStragglersThatLeft()
        while true {
            let inTheWay = slots + Int(id & mask)
            if inTheWay.pointee.stage == .left { return true }
            let capacity = Int(mask) + 1
            let sparse = capacity >= Self.smallCapacity && live < capacity / Self.sparseness
            if sparse || capacity >= Self.largestCapacity {
                setAside(inTheWay.pointee)
                inTheWay.pointee = .empty
                return true
            }
            double()
        }
    }

    private mutating func double() {
        let old = Int(mask) + 1
        let bigger = UnsafeMutablePointer<ContactSlot>.allocate(capacity: old * 2)
        bigger.initialize(repeating: .empty, count: old * 2)
        mask = UInt32(old * 2 - 1)
        for index in 0..<old where slots[index].id != .max || slots[index].stage != .left {
            bigger[Int(slots[index].id & mask)] = slots[index]
        }
        slots.deallocate()
        slots = bigger
    }

    private mutating func setAside(_ slot: ContactSlot) {
        if stragglerCount == stragglerCapacity {
            let bigger = UnsafeMutablePointer<ContactSlot>.allocate(
                capacity: stragglerCapacity * 2)
            bigger.initialize(repeating: .empty, count: stragglerCapacity * 2)
            bigger.update(from: stragglers, count: stragglerCount)
            stragglers.deallocate()
            stragglers = bigger
            stragglerCapacity *= 2
        }
        stragglers[stragglerCount] = slot
        stragglerCount += 1
    }

    private mutating func dropStragglersThatLeft() {
        var kept = 0
        for index in 0..<stragglerCount where stragglers[index].stage != .left {
            stragglers[kept] = stragglers[index]
            kept += 1
        }
        stragglerCount = kept
    }

    /// Calls `body` for every contact inside, in no order that may reach a result.
    package func forEachLive(_ body: (ContactSlot) -> Void) {
        for index in 0...Int(mask) where slots[index].stage != .left { body(slots[index]) }
        for index in 0..<stragglerCount where stragglers[index].stage != .left {
            body(stragglers[index])
        }
    }
}
