public import ContactCenterEvents
import TwinPrimitives

/// What happens to few contacts and agents: kept out of the hot switch.
extension CenterFold {
    @usableFromInline
    @inline(never)
    mutating func recordRarely(_ event: ContactCenterEvent, _ now: Int64) {
        switch event {
        case .contactDisconnected(let fact): disconnected(fact, now)
        default: break
        }
    }

    private mutating func disconnected(_ fact: ContactDisconnected, _ now: Int64) {
        guard let slot = inside(fact.contact) else { return }
        guard slot.pointee.stage == .waiting else { return ignoredEvents &+= 1 }
        let row = rows + Int(slot.pointee.row)
        row.pointee.waitOfDisconnected &+= Int128(leaveQueue(slot, now))
        row.pointee.disconnected &+= 1
        contacts.release(slot)
    }
}
