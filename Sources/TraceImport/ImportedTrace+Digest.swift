import EventLog
import TwinPrimitives

extension ImportedTrace {
    /// SHA-256 over every contact: equal traces of equal days have equal digests, whatever file
    /// and compression they came in; 32 bytes.
    public var digest: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(contacts.count * 64)
        func add(_ value: some FixedWidthInteger) {
            var value = value.littleEndian
            withUnsafeBytes(of: &value) { bytes.append(contentsOf: $0) }
        }
        add(Int64(report.days.first.dayNumber))
        add(Int64(report.days.last.dayNumber))
        for contact in contacts {
            add(contact.arrival.nanoseconds)
            add(contact.menu?.nanoseconds ?? -1)
            add(contact.queueStart?.nanoseconds ?? -1)
            add(contact.waitEnd.nanoseconds)
            add(contact.service?.nanoseconds ?? -1)
            add(contact.ending.rawValue)
            add(contact.contactType.rawValue)
            add(contact.priority)
            add(contact.customer)
            add(contact.agent.rawValue)
        }
        return bytes.withUnsafeBytes { ChainValue(hashing: $0).bytes }
    }
}
