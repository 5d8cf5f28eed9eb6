/// The entries of a `LiveTable` that were in the way of younger ones: a hash table by the lowest 24
/// bits of the id, which no two live ids share.
///
/// Open addressing with linear probing, at most half full; a removal closes the gap (Knuth, "The art of
/// computer programming" 3, algorithm 6.4R), so there are no traces of the removed.
@frozen
@usableFromInline
struct Stragglers<Entry: LiveEntry> {
    @usableFromInline var entries: UnsafeMutablePointer<Entry>
    @usableFromInline var mask: Int
    @usableFromInline var count: Int

    @inlinable
    init() {
        entries = .allocate(capacity: 16)
        entries.initialize(repeating: .free, count: 16)
        mask = 15
        count = 0
    }

    @inlinable
    func deallocate() { entries.deallocate() }

    /// Where the search for an id, or for an index, begins.
    @inlinable
    @inline(__always)
    func start(_ id: UInt32) -> Int {
        Int(truncatingIfNeeded: ((id & 0xFF_FFFF) &* 0x9E37_79B1) &>> 8) & mask
    }

    /// The entry whose id ends in 24 bits.
    @inlinable
    @inline(never)
    func find(index: UInt32) -> UnsafeMutablePointer<Entry>? {
        var place = start(index)
        while entries[place].id != .max {
            if entries[place].id & 0xFF_FFFF == index & 0xFF_FFFF { return entries + place }
            place = (place &+ 1) & mask
        }
        return nil
    }

    @inlinable
    func holds(_ id: UInt32) -> Bool { count > 0 && find(index: id)?.pointee.id == id }

    /// The entry of an id, which must be here.
    @inlinable
    @inline(never)
    func place(of id: UInt32) -> UnsafeMutablePointer<Entry> {
        guard let found = find(index: id), found.pointee.id == id else {
            preconditionFailure("the id is not live")
        }
        return found
    }

    @inlinable
    mutating func insert(_ entry: Entry) {
        if count &* 2 > mask { grow() }
        var place = start(entry.id)
        while entries[place].id != .max { place = (place &+ 1) & mask }
        entries[place] = entry
        count &+= 1
    }

    /// Removes the entry of an id, which must be here.
    @inlinable
    @inline(never)
    mutating func remove(_ id: UInt32) {
        var gap = place(of: id) - entries
        var place = gap
        while true {
            place = (place &+ 1) & mask
            guard entries[place].id != .max else { break }
            // An entry may fill the gap unless its search begins behind it.
            let first = start(entries[place].id)
            if (place &- first) & mask >= (place &- gap) & mask {
                entries[gap] = entries[place]
                gap = place
            }
        }
        entries[gap].id = .max
        count &-= 1
    }

    @inlinable
    mutating func grow() {
        let old = entries
        let places = mask &+ 1
        entries = .allocate(capacity: places &* 2)
        entries.initialize(repeating: .free, count: places &* 2)
        mask = places &* 2 &- 1
        count = 0
        for place in 0..<places where old[place].id != .max { insert(old[place]) }
        old.deallocate()
    }

    /// Numbers that the oldest entry is older than an id; 0 without entries.
    @usableFromInline
    func span(to id: UInt32) -> Int {
        guard count > 0 else { return 0 }
        var oldest = id
        for place in 0...mask where entries[place].id != .max {
            oldest = min(oldest, entries[place].id)
        }
        return Int(id - oldest)
    }

    @inlinable
    func forEach(_ body: (Entry) -> Void) {
        for place in 0...mask where entries[place].id != .max { body(entries[place]) }
    }
}
