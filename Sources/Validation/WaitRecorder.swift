import ContactCenterEvents
import TwinPrimitives

/// One contact's wait for a human agent.
struct RecordedWait: Sendable {
    /// Seconds between asking for a person and the answer, the abandonment or the balk.
    var seconds: Double
    var contactType: UInt16
    /// Whether it was the caller's first attempt.
    var isFirst: Bool
    /// Whether it joined the queue.
    var queued: Bool
    /// Whether a person answered it; else it abandoned or balked.
    var served: Bool
    /// Whether a voice agent handed it over.
    var escalated: Bool
}

/// Keeps the wait of every contact that arrives after the warm-up and asks for a person.
///
/// Quantiles, deviations and virtual waits need the waits themselves, not their sums.
struct WaitRecorder: EventSink {
    private struct Contact {
        var wait: RecordedWait
        var asked: Int64
        /// Whether it counts and its wait has ended.
        var isClosed = false
        var counts: Bool
    }

    private let warmUp: Int64
    /// All contacts by their dense number.
    private var contacts: [Contact] = []

    init(warmUp: SimulationTime) { self.warmUp = warmUp.nanoseconds }

    /// Seconds that callers spend between two attempts, of those who left after the warm-up.
    private(set) var orbitSeconds = 0.0

    /// The waits that have ended, in order of arrival.
    var waits: [RecordedWait] { contacts.compactMap { $0.isClosed ? $0.wait : nil } }

    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        switch event {
        case .contactArrived(let fact):
            contacts.append(
                Contact(
                    wait: RecordedWait(
                        seconds: 0, contactType: fact.contactType.rawValue,
                        isFirst: fact.attempt == 0, queued: false, served: false,
                        escalated: false),
                    asked: time.nanoseconds, counts: time.nanoseconds >= warmUp))
        case .sessionEnded(let fact):
            contacts[Int(fact.contact.rawValue)].wait.escalated = fact.outcome == .escalated
        case .contactQueued(let fact):
            contacts[Int(fact.contact.rawValue)].wait.queued = true
            contacts[Int(fact.contact.rawValue)].asked = time.nanoseconds
        case .redialScheduled(let fact):
            if time.nanoseconds >= warmUp { orbitSeconds += fact.delay.seconds }
        case .callbackAccepted(let fact): contacts[Int(fact.contact.rawValue)].counts = false
        case .contactAnswered(let fact): close(fact.contact, at: time, served: true)
        case .contactAbandoned(let fact): close(fact.contact, at: time, served: false)
        case .contactBalked(let fact): close(fact.contact, at: time, served: false)
        default: break
        }
    }

    private mutating func close(_ contact: ContactID, at time: SimulationTime, served: Bool) {
        let place = Int(contact.rawValue)
        contacts[place].wait.served = served
        contacts[place].isClosed = contacts[place].counts
        if contacts[place].wait.queued {
            contacts[place].wait.seconds =
                Double(time.nanoseconds - contacts[place].asked) / 1e9
        }
    }
}
