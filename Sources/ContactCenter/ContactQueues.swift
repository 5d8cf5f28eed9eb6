public import TwinPrimitives

/// The live contacts and the queues that some of them stand in, one queue per contact type.
///
/// A queue is in order of `waitingSince`, since the head start is the same for all of a type.
public struct ContactQueues: ~Copyable {
    /// The live contacts.
    public var contacts: LiveTable<ContactEntry>
    @usableFromInline let queues: UnsafeMutablePointer<LinkedEnds>
    /// Contact types.
    public let types: Int

    /// Creates empty queues.
    public init(types: Int) {
        contacts = LiveTable()
        self.types = types
        queues = .allocate(capacity: max(types, 1))
        queues.initialize(repeating: LinkedEnds(), count: types)
    }

    deinit { queues.deallocate() }

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
    public func first(_ type: ContactTypeID) -> (contact: ContactID, since: Int64)? {
        let first = queues[Int(type.rawValue)].first
        return first == .max ? nil : (ContactID(first), contacts[first].waitingSince)
    }

    @inlinable
    @inline(__always)
    mutating func join(_ entry: UnsafeMutablePointer<ContactEntry>, since: Int64) {
        let contact = entry.pointee.id
        let queue = queues + Int(entry.pointee.contactType.rawValue)
        let last = queue.pointee.last
        entry.pointee.previous = last
        entry.pointee.next = .max
        entry.pointee.waitingSince = since
        if last == .max { queue.pointee.first = contact } else { contacts[last].next = contact }
        queue.pointee.last = contact
        queue.pointee.count &+= 1
    }

    @inlinable
    @inline(__always)
    mutating func leave(_ entry: UnsafeMutablePointer<ContactEntry>) {
        let queue = queues + Int(entry.pointee.contactType.rawValue)
        let previous = entry.pointee.previous
        let next = entry.pointee.next
        if previous == .max { queue.pointee.first = next } else { contacts[previous].next = next }
        if next == .max {
            queue.pointee.last = previous
        } else {
            contacts[next].previous = previous
        }
        queue.pointee.count &-= 1
    }
}
