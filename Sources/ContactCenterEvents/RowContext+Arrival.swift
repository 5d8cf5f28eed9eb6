public import BinaryCoding
public import TwinPrimitives

// An arrival begins with a byte of flags: bit 0, the contact is not the newest plus one and its
// difference to that follows; bit 1, a byte of extras follows; bit 2, the caller's ordinal is not
// the predicted one and its difference follows; bits 3-7, the contact type, or 31 and the type
// follows. Extras: bit 0, the caller's type follows; bit 1, the attempt follows; bits 2-3, the
// two low bits of the cause; bit 4, the priority follows as one byte; bits 5-6, the rest of the cause
// (always zero in version 1); bit 7, zero.
extension RowContext {
    @usableFromInline static var longType: UInt8 { 31 }

    /// Writes an arrival and learns from it.
    @inlinable @inline(__always)
    public mutating func putArrival(_ arrival: ContactArrived, to writer: inout RowWriter) {
        let type = arrival.contactType.rawValue
        let slot = Int(type) & (Self.typeSlots - 1)
        let isPredicted =
            arrival.contact.rawValue == newestContact &+ 1
            && arrival.caller
                == CallerKey(
                    contactType: arrival.contactType, ordinal: nextOrdinals[slot])
            && arrival.attempt == 0 && arrival.cause == .first
            && arrival.priority == priorities[slot] && type < UInt16(Self.longType)
        if isPredicted {
            writer.put(UInt8(truncatingIfNeeded: type) << 3)
        } else {
            putUnpredicted(arrival, slot, to: &writer)
        }
        learn(arrival, slot)
    }

    @inlinable @inline(never)
    func putUnpredicted(_ arrival: ContactArrived, _ slot: Int, to writer: inout RowWriter) {
        let type = arrival.contactType.rawValue
        let skipped = arrival.contact.rawValue &- (newestContact &+ 1)
        let ordinalGap = Int64(arrival.caller.ordinal) - Int64(nextOrdinals[slot])
        let sameType = arrival.caller.contactType == arrival.contactType
        let samePriority = arrival.priority == priorities[slot]
        let plain =
            sameType && samePriority && arrival.attempt == 0 && arrival.cause == .first
        let shortType = type < UInt16(Self.longType) ? UInt8(truncatingIfNeeded: type) : 31
        writer.put(
            (skipped != 0 ? 1 : 0) | (plain ? 0 : 2) | (ordinalGap != 0 ? 4 : 0) | shortType << 3)
        if !plain {
            writer.put(
                (sameType ? 0 : 1) | (arrival.attempt != 0 ? 2 : 0) | (arrival.cause.rawValue & 3)
                    << 2
                    | (samePriority ? 0 : 16) | (arrival.cause.rawValue & 12) << 3)
        }
        if shortType == Self.longType { writer.put(varint: UInt64(type)) }
        if skipped != 0 { writer.put(varint: UInt64(skipped)) }
        if ordinalGap != 0 { writer.put(zigzag: ordinalGap) }
        if !plain {
            if !sameType { writer.put(varint: UInt64(arrival.caller.contactType.rawValue)) }
            if arrival.attempt != 0 { writer.put(varint: UInt64(arrival.attempt)) }
            if !samePriority { writer.put(UInt8(bitPattern: arrival.priority)) }
        }
    }

    /// Reads an arrival and learns from it.
    @inlinable @inline(__always)
    public mutating func takeArrival(from reader: inout RowReader) -> ContactArrived {
        let flags = reader.byte()
        guard flags & 7 == 0, flags >> 3 < Self.longType else {
            return takeUnpredicted(flags, from: &reader)
        }
        let type = ContactTypeID(UInt16(flags >> 3))
        let slot = Int(flags >> 3)
        let ordinal = nextOrdinals[slot]
        newestContact &+= 1
        nextOrdinals[slot] = ordinal &+ 1
        return ContactArrived(
            contact: ContactID(newestContact), contactType: type,
            caller: CallerKey(contactType: type, ordinal: ordinal), attempt: 0, cause: .first,
            priority: priorities[slot])
    }

    @inlinable @inline(never)
    mutating func takeUnpredicted(
        _ flags: UInt8, from reader: inout RowReader
    ) -> ContactArrived {
        let extras = flags & 2 != 0 ? reader.byte() : 0
        if extras > 127 { reader.isMalformed = true }
        var type = UInt16(flags >> 3)
        if flags >> 3 == Self.longType { type = reader.varint(as: UInt16.self) }
        let slot = Int(type) & (Self.typeSlots - 1)
        let skipped = flags & 1 != 0 ? reader.varint(as: UInt32.self) : 0
        var ordinal = nextOrdinals[slot]
        if flags & 4 != 0 {
            let (sum, overflow) = Int64(ordinal).addingReportingOverflow(reader.zigzag())
            if overflow || sum < 0 || sum > Int64(UInt32.max) { reader.isMalformed = true }
            ordinal = UInt32(truncatingIfNeeded: sum)
        }
        let callerType = extras & 1 != 0 ? reader.varint(as: UInt16.self) : type
        let attempt = extras & 2 != 0 ? reader.varint(as: UInt16.self) : 0
        let cause = reader.choice(
            (extras >> 2 & 3) | (extras >> 3 & 12), else: ArrivalCause.first)
        let priority = extras & 16 != 0 ? Int8(bitPattern: reader.byte()) : priorities[slot]
        let arrival = ContactArrived(
            contact: ContactID(newestContact &+ 1 &+ skipped), contactType: ContactTypeID(type),
            caller: CallerKey(contactType: ContactTypeID(callerType), ordinal: ordinal),
            attempt: attempt, cause: cause, priority: priority)
        learn(arrival, slot)
        return arrival
    }

    /// Predicts the next first attempt and the priority from this arrival.
    @inlinable @inline(__always)
    mutating func learn(_ arrival: ContactArrived, _ slot: Int) {
        newestContact = arrival.contact.rawValue
        priorities[slot] = arrival.priority
        if arrival.cause == .first { nextOrdinals[slot] = arrival.caller.ordinal &+ 1 }
    }
}
