/// An entry of a `LiveTable`: it knows the dense id that it stands for.
public protocol LiveEntry {
    /// Dense id; `UInt32.max` marks a free place.
    var id: UInt32 { get set }
    /// An entry for a free place.
    static var free: Self { get }
}

/// A table of live things with dense, increasing ids: an entry lies at `id & mask`.
///
/// The table doubles when a live entry is in the way, so its size follows the span of live ids, not
/// the number of ids ever used. It ends at 2^24 places: no two live ids share their lowest 24 bits.
/// Lookup, insertion and removal cost O(1). Entries are plain values; pointers into the table are
/// valid until the next insertion.
public struct LiveTable<Entry: LiveEntry>: ~Copyable {
    @usableFromInline var entries: UnsafeMutablePointer<Entry>
    @usableFromInline var mask: UInt32
    @usableFromInline var live: Int
    /// Live entries.
    @inlinable public var count: Int { live }

    /// Places of the table: when every id in turn is added, no live one is more numbers old.
    public var places: Int { Int(mask) + 1 }

    /// Creates an empty table with room for 1 024 neighbouring ids.
    @inlinable
    public init() {
        let places = 1024
        entries = .allocate(capacity: places)
        entries.initialize(repeating: .free, count: places)
        mask = UInt32(places - 1)
        live = 0
    }

    deinit { entries.deallocate() }

    /// Whether an id is live.
    @inlinable
    @inline(__always)
    public func contains(_ id: UInt32) -> Bool { entries[Int(id & mask)].id == id }

    /// The entry of a live id.
    ///
    /// Ids are numbers that this table handed out; a dead one is a programmer error.
    @inlinable
    public subscript(_ id: UInt32) -> Entry {
        @inline(__always) unsafeAddress {
            precondition(contains(id), "the id is not live")
            return UnsafePointer(entries + Int(id & mask))
        }
        @inline(__always) unsafeMutableAddress {
            precondition(contains(id), "the id is not live")
            return entries + Int(id & mask)
        }
    }

    /// Where the entry of a live id lies, valid until the next insertion: one check for many accesses.
    ///
    /// Ids are numbers that this table handed out; a dead one is a programmer error.
    @inlinable
    @inline(__always)
    public func place(of id: UInt32) -> UnsafeMutablePointer<Entry> {
        precondition(contains(id), "the id is not live")
        return entries + Int(id & mask)
    }

    /// The live id whose low 24 bits are those of `index`, or nil; for notices, which carry 24 bits.
    ///
    /// There is at most one. It need not be the id that the index was taken of: where that one may be
    /// dead, the caller must be able to tell it from a live one 2^24 or more numbers later.
    @inlinable
    @inline(__always)
    public func liveID(index: UInt32) -> UInt32? {
        let id = entries[Int(index & mask)].id
        return id != .max && id & 0xFF_FFFF == index ? id : nil
    }

    /// Whether an entry with an id can be added without growing beyond a number of places.
    ///
    /// Holds for the next id of a table that every id in turn is added to: one doubling then makes
    /// room whenever a live entry is in the way.
    ///
    /// - Parameters:
    ///   - id: An id that is not live.
    ///   - places: Most places of the table, a power of two up to 2^24.
    /// - Returns: Whether there is room.
    public func hasRoom(for id: UInt32, within places: Int) -> Bool {
        self.places < places || entries[Int(id & mask)].id == .max
    }

    /// Adds a live entry; its id must not be live yet, and `hasRoom` must hold for it.
    @inlinable
    @inline(__always)
    public mutating func insert(_ entry: Entry) {
        while entries[Int(entry.id & mask)].id != .max { grow() }
        entries[Int(entry.id & mask)] = entry
        live &+= 1
    }

    /// Ends the life of an id.
    @inlinable
    @inline(__always)
    public mutating func remove(_ id: UInt32) {
        precondition(contains(id), "the id is not live")
        entries[Int(id & mask)].id = .max
        live &-= 1
    }

    /// Calls `body` for each live entry in order of place (not of id).
    @inlinable
    public func forEach(_ body: (Entry) -> Void) {
        for place in 0...Int(mask) where entries[place].id != .max { body(entries[place]) }
    }

    /// A look at the table for a closure, which cannot borrow the table itself.
    ///
    /// Valid until the next insertion.
    @inlinable public var view: LiveTableView<Entry> {
        LiveTableView(entries: entries, mask: mask)
    }

    @usableFromInline
    @inline(never)
    mutating func grow() {
        let places = self.places * 2
        precondition(places <= 1 << 24, "an id was added that the table has no room for")
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

/// A read-only look at a `LiveTable`, valid until the table's next insertion.
public struct LiveTableView<Entry: LiveEntry> {
    @usableFromInline let entries: UnsafeMutablePointer<Entry>
    @usableFromInline let mask: UInt32

    @inlinable
    init(entries: UnsafeMutablePointer<Entry>, mask: UInt32) {
        self.entries = entries
        self.mask = mask
    }

    /// The live entry whose low 24 bits of id are those of `index`, or nil.
    @inlinable
    public func entry(index: UInt32) -> Entry? {
        let entry = entries[Int(index & mask)]
        return entry.id != .max && entry.id & 0xFF_FFFF == index ? entry : nil
    }
}
