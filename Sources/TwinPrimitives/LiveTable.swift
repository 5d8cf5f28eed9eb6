/// An entry of a `LiveTable`: it knows the dense id that it stands for.
public protocol LiveEntry {
    /// Dense id; `UInt32.max` marks a free place.
    var id: UInt32 { get set }
    /// An entry for a free place.
    static var free: Self { get }
}

/// A table of live things with dense, increasing ids: an entry lies at `id & mask`.
///
/// When a live entry is in the way the table doubles, or, where most of it is empty, the entry is set
/// aside among the *stragglers*, a hash table: so the size follows the number of live entries, and a
/// few that live long do not spread the others over the memory. No two live ids may share their lowest
/// 24 bits. Lookup, insertion and removal cost O(1). Entries are plain values; pointers into the table
/// are valid until the next insertion or removal.
public struct LiveTable<Entry: LiveEntry>: ~Copyable {
    @usableFromInline var entries: UnsafeMutablePointer<Entry>
    @usableFromInline var mask: UInt32
    @usableFromInline var live: Int
    @usableFromInline var stragglers: Stragglers<Entry>
    /// Live entries.
    @inlinable public var count: Int { live }

    /// Places of the table, stragglers left out.
    @inlinable public var places: Int { Int(mask) &+ 1 }

    /// Creates an empty table with room for 1 024 neighbouring ids.
    @inlinable
    public init() {
        let places = 1024
        entries = .allocate(capacity: places)
        entries.initialize(repeating: .free, count: places)
        mask = UInt32(places - 1)
        live = 0
        stragglers = Stragglers()
    }

    @inlinable
    deinit {
        entries.deallocate()
        stragglers.deallocate()
    }

    /// Whether an id is live.
    @inlinable
    @inline(__always)
    public func contains(_ id: UInt32) -> Bool {
        entries[Int(id & mask)].id == id || stragglers.holds(id)
    }

    /// The entry of a live id.
    ///
    /// Ids are numbers that this table handed out; a dead one is a programmer error.
    @inlinable
    public subscript(_ id: UInt32) -> Entry {
        @inline(__always) unsafeAddress { UnsafePointer(place(of: id)) }
        @inline(__always) unsafeMutableAddress { place(of: id) }
    }

    /// Where the entry of a live id lies, valid until the next insertion or removal: one check for many
    /// accesses.
    ///
    /// Ids are numbers that this table handed out; a dead one is a programmer error.
    @inlinable
    @inline(__always)
    public func place(of id: UInt32) -> UnsafeMutablePointer<Entry> {
        let place = entries + Int(id & mask)
        return place.pointee.id == id ? place : stragglers.place(of: id)
    }

    /// The live id whose low 24 bits are those of `index`, or nil; for notices, which carry 24 bits.
    ///
    /// There is at most one. It need not be the id that the index was taken of: where that one may be
    /// dead, the caller must be able to tell it from a live one 2^24 or more numbers later.
    @inlinable
    @inline(__always)
    public func liveID(index: UInt32) -> UInt32? {
        let id = entries[Int(index & mask)].id
        if id != .max && id & 0xFF_FFFF == index { return id }
        return stragglers.count == 0 ? nil : stragglers.find(index: index)?.pointee.id
    }

    /// Most numbers that a live entry is older than an id.
    ///
    /// Holds for a table that every id in turn is added to. Cost: one look at each straggler.
    ///
    /// - Parameter id: The next id.
    /// - Returns: An upper bound.
    public func span(to id: UInt32) -> Int { max(places, stragglers.span(to: id)) }

    /// Whether an entry with an id can be added and no live one is so many numbers older.
    ///
    /// Holds for the next id of a table that every id in turn is added to.
    ///
    /// - Parameters:
    ///   - id: An id that is not live.
    ///   - span: A power of two up to 2^24, not less than `places`.
    /// - Returns: Whether there is room.
    public func hasRoom(for id: UInt32, within span: Int) -> Bool {
        (places < span || entries[Int(id & mask)].id == .max) && stragglers.span(to: id) < span
    }

    /// Adds a live entry; its id must not be live yet, and `hasRoom` must hold for it.
    @inlinable
    @inline(__always)
    public mutating func insert(_ entry: Entry) {
        while entries[Int(entry.id & mask)].id != .max { makeRoom(for: entry.id) }
        entries[Int(entry.id & mask)] = entry
        live &+= 1
    }

    /// Ends the life of an id.
    @inlinable
    @inline(__always)
    public mutating func remove(_ id: UInt32) {
        if entries[Int(id & mask)].id == id {
            entries[Int(id & mask)].id = .max
        } else {
            stragglers.remove(id)
        }
        live &-= 1
    }

    /// Calls `body` for each live entry in order of place (not of id).
    @inlinable
    public func forEach(_ body: (Entry) -> Void) {
        for place in 0...Int(mask) where entries[place].id != .max { body(entries[place]) }
        stragglers.forEach(body)
    }

    /// A look at the table for a closure, which cannot borrow the table itself.
    ///
    /// Valid until the next insertion or removal.
    @inlinable public var view: LiveTableView<Entry> {
        LiveTableView(entries: entries, mask: mask, stragglers: stragglers)
    }

    /// Makes the place of an id free: doubles the table, or sets aside who is there.
    @inlinable
    @inline(never)
    mutating func makeRoom(for id: UInt32) {
        let isSparse = places >= 4096 && live &- stragglers.count < places &>> 1
        if !isSparse && places < 1 &<< 24 { return grow() }
        let place = entries + Int(id & mask)
        stragglers.insert(place.pointee)
        place.pointee.id = .max
    }

    @usableFromInline
    @inline(never)
    mutating func grow() {
        let places = self.places * 2
        let larger = UnsafeMutablePointer<Entry>.allocate(capacity: places)
        larger.initialize(repeating: .free, count: places)
        let wide = UInt32(places - 1)
        for place in 0...Int(mask) where entries[place].id != .max {
            larger[Int(entries[place].id & wide)] = entries[place]
        }
        entries.deallocate()
        entries = larger
        mask = wide
    }
}

/// A read-only look at a `LiveTable`, valid until the table's next insertion or removal.
public struct LiveTableView<Entry: LiveEntry> {
    @usableFromInline let entries: UnsafeMutablePointer<Entry>
    @usableFromInline let mask: UInt32
    @usableFromInline let stragglers: Stragglers<Entry>

    @inlinable
    init(entries: UnsafeMutablePointer<Entry>, mask: UInt32, stragglers: Stragglers<Entry>) {
        self.entries = entries
        self.mask = mask
        self.stragglers = stragglers
    }

    /// The live entry whose low 24 bits of id are those of `index`, or nil.
    @inlinable
    public func entry(index: UInt32) -> Entry? {
        let entry = entries[Int(index & mask)]
        if entry.id != .max && entry.id & 0xFF_FFFF == index { return entry }
        return stragglers.count == 0 ? nil : stragglers.find(index: index)?.pointee
    }
}
