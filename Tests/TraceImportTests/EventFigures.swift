import ContactCenterEvents
import TwinPrimitives

/// A small independent fold of events into figures by day of arrival.
struct EventFigures: EventSink {
    private struct Contact {
        var day: Int
        var queuedAt: SimulationTime?
        var answeredAt: SimulationTime?
    }

    /// Figures by day, 1 for the first day of the log.
    var byDay: [Int: Figures] = [:]
    /// Events that came before the one recorded last.
    var disorder = 0
    private var contacts: [ContactID: Contact] = [:]
    private var latest = SimulationTime.zero

    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        if time < latest { disorder += 1 }
        latest = time
        switch event {
        case .contactArrived(let arrival):
            let day = Int(time.nanoseconds / 86_400_000_000_000) + 1
            contacts[arrival.contact] = Contact(day: day)
            change(arrival.contact) { figures, _ in figures.calls += 1 }
        case .menuLeft(let left) where left.hungUp:
            change(left.contact) { figures, _ in figures.menuHangups += 1 }
        case .contactQueued(let queued):
            contacts[queued.contact]?.queuedAt = time
            change(queued.contact) { figures, _ in
                figures.queued += 1
                figures.sought += 1
            }
        case .contactAbandoned(let abandoned):
            change(abandoned.contact) { figures, contact in
                figures.abandoned += 1
                figures.waiting += Self.seconds(from: contact.queuedAt, to: time)
            }
        case .contactAnswered(let answered):
            contacts[answered.contact]?.answeredAt = time
            change(answered.contact) { figures, contact in
                let wait = Self.seconds(from: contact.queuedAt, to: time)
                figures.sought += contact.queuedAt == nil ? 1 : 0
                figures.served += 1
                figures.waiting += wait
                figures.answeredWithin20 += wait <= 20 ? 1 : 0
            }
        case .contactEnded(let ended) where ended.durationRecorded:
            change(ended.contact) { figures, contact in
                figures.services.append(Self.seconds(from: contact.answeredAt, to: time))
            }
        default:
            break
        }
    }

    /// The figures of several days together.
    func figures(_ days: ClosedRange<Int>) -> Figures {
        var sum = Figures()
        for day in days {
            guard let part = byDay[day] else { continue }
            sum.calls += part.calls
            sum.menuHangups += part.menuHangups
            sum.sought += part.sought
            sum.queued += part.queued
            sum.abandoned += part.abandoned
            sum.served += part.served
            sum.waiting += part.waiting
            sum.answeredWithin20 += part.answeredWithin20
            sum.services += part.services
        }
        sum.services.sort()
        return sum
    }

    private mutating func change(
        _ contact: ContactID, _ body: (inout Figures, Contact) -> Void
    ) {
        guard let known = contacts[contact] else { return }
        body(&byDay[known.day, default: Figures()], known)
    }

    private static func seconds(from start: SimulationTime?, to end: SimulationTime) -> Int {
        start.map { Int((end - $0).nanoseconds / 1_000_000_000) } ?? 0
    }
}
