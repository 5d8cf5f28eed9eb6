import ContactCenterEvents
import TwinPrimitives

/// Contacts that arrived in a window, until their first session with a voice agent begins.
struct ArrivalsInWindow: Sendable {
    private let window: Range<SimulationTime>
    private var waiting: [UInt32: ContactArrived] = [:]

    init(_ window: Range<SimulationTime>) { self.window = window }

    /// Keeps a contact that arrives in the window.
    mutating func add(_ fact: ContactArrived, at time: SimulationTime) {
        if window.contains(time) { waiting[fact.contact.rawValue] = fact }
    }

    /// Gives a contact away whose session begins; nil for one that counts not, or had one before.
    mutating func take(_ contact: ContactID) -> ContactArrived? {
        waiting.removeValue(forKey: contact.rawValue)
    }
}
