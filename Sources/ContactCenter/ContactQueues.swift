public import TwinPrimitives

/// The live contacts and the queues that some of them stand in, one queue per contact type, and the
/// lists of those who wait to be called back.
///
/// A queue is in order of `waitingSince`. The head start is the same for all who join a queue
/// directly, so they join at the end; a transferred contact may join further ahead.
public struct ContactQueues: ~Copyable {
    /// The live contacts.
    public var contacts: LiveTable<ContactEntry>
    @usableFromInline let queues: UnsafeMutablePointer<LinkedEnds>
    @usableFromInline let callbacks: UnsafeMutablePointer<LinkedEnds>
    /// Contact types.
    public let types: Int
    /// Contacts in all queues together.
    @inlinable
    public var totalLength: UInt32 { total }
    @usableFromInline var total: UInt32
    /// Callers in all lists of callbacks together.
    @inlinable
    public var totalCallbacks: UInt32 { callbackTotal }
    @usableFromInline var callbackTotal: UInt32

    /// Creates empty queues.
    public init(types: Int) {
        contacts = LiveTable()
        self.types = types
        queues = .allocate(capacity: max(types, 1))
        queues.initialize(repeating: LinkedEnds(), count: types)
        callbacks = .allocate(capacity: max(types, 1))
        callbacks.initialize(repeating: LinkedEnds(), count: types)
        total = 0
        callbackTotal = 0
    }

    deinit {
        queues.deallocate()
        callbacks.deallocate()
    }

    /// Who calls, field by field.
    ///
    /// Copying a whole entry right after it was written would stall on the pending narrow stores.
    @inlinable
    @inline(__always)
    public func identity(_ contact: ContactID) -> ContactIdentity {
        let entry = contacts.place(of: contact.rawValue)
        return ContactIdentity(
            contactType: entry.pointee.contactType, caller: entry.pointee.caller,
            attempt: entry.pointee.attempt)
    }

    /// Contacts of a type in the queue.
    @inlinable
    @inline(__always)
    public func length(_ type: ContactTypeID) -> UInt32 { queues[Int(type.rawValue)].count }

    /// The first contact in a type's queue and since when it counts as waiting.
    @inlinable
    @inline(__always)
    public func first(_ type: ContactTypeID) -> WaitingContact? {
        waiting(queues[Int(type.rawValue)].first)
    }

    /// The last contact of a type's queue that counts as waiting since an instant or before, or nil.
    ///
    /// Cost: one look at each contact behind it.
    public func last(_ type: ContactTypeID, since instant: Int64) -> WaitingContact? {
        var contact = queues[Int(type.rawValue)].last
        while contact != .max, contacts[contact].waitingSince > instant {
            contact = contacts[contact].previous
        }
        return waiting(contact)
    }

    /// Callers of a type who wait to be called back.
    @inlinable
    @inline(__always)
    public func callbackLength(_ type: ContactTypeID) -> UInt32 {
        callbacks[Int(type.rawValue)].count
    }

    /// The caller of a type who has waited longest to be called back.
    @inlinable
    public func firstCallback(_ type: ContactTypeID) -> WaitingContact? {
        waiting(callbacks[Int(type.rawValue)].first)
    }

    @inlinable
    @inline(__always)
    func waiting(_ contact: UInt32) -> WaitingContact? {
        contact == .max
            ? nil
            : WaitingContact(contact: ContactID(contact), since: contacts[contact].waitingSince)
    }

    @inlinable
    @inline(__always)
    mutating func join(_ entry: UnsafeMutablePointer<ContactEntry>, since: Int64) {
        let queue = queues + Int(entry.pointee.queue.rawValue)
        entry.pointee.waitingSince = since
        total &+= 1
        link(entry, into: queue)
    }

    @inlinable
    @inline(__always)
    mutating func leave(_ entry: UnsafeMutablePointer<ContactEntry>) {
        total &-= 1
        unlink(entry, from: queues + Int(entry.pointee.queue.rawValue))
    }

    @usableFromInline
    mutating func joinCallbacks(_ entry: UnsafeMutablePointer<ContactEntry>, since: Int64) {
        entry.pointee.waitingSince = since
        callbackTotal &+= 1
        link(entry, into: callbacks + Int(entry.pointee.queue.rawValue))
    }

    @usableFromInline
    mutating func leaveCallbacks(_ entry: UnsafeMutablePointer<ContactEntry>) {
        callbackTotal &-= 1
        unlink(entry, from: callbacks + Int(entry.pointee.queue.rawValue))
    }

    /// Puts a contact into a list behind all that have waited at least as long.
    @inlinable
    @inline(__always)
    mutating func link(
        _ entry: UnsafeMutablePointer<ContactEntry>, into list: UnsafeMutablePointer<LinkedEnds>
    ) {
        let contact = entry.pointee.id
        let since = entry.pointee.waitingSince
        var previous = list.pointee.last
        var next = UInt32.max
        while previous != .max, contacts[previous].waitingSince > since {
            next = previous
            previous = contacts[previous].previous
        }
        entry.pointee.previous = previous
        entry.pointee.next = next
        if previous == .max {
            list.pointee.first = contact
        } else {
            contacts[previous].next = contact
        }
        if next == .max { list.pointee.last = contact } else { contacts[next].previous = contact }
        list.pointee.count &+= 1
    }

    @inlinable
    @inline(__always)
    mutating func unlink(
        _ entry: UnsafeMutablePointer<ContactEntry>, from list: UnsafeMutablePointer<LinkedEnds>
    ) {
        let previous = entry.pointee.previous
        let next = entry.pointee.next
        if previous == .max { list.pointee.first = next } else { contacts[previous].next = next }
        if next == .max {
            list.pointee.last = previous
        } else {
            contacts[next].previous = previous
        }
        list.pointee.count &-= 1
    }
}
