public import ContactCenterEvents
public import TwinPrimitives

/// Gathers the sessions of voice agents from events, as the rows of a pilot.
///
/// Turns that end in a hang-up or by a fault count as turns and have no latency. Whether callers
/// came back is told by the redials that were scheduled.
public struct SessionRecorder: EventSink {
    private struct Open {
        var start: Int64
        var turns = 0
        var rejected = 0
        var latencies: [Double] = []
        var reason: PilotSession.Reason?
    }

    private var open: [UInt32: Open] = [:]
    private var places: [UInt32: Int] = [:]
    private var found: [(contact: UInt32, session: PilotSession)] = []

    private static let dayNanoseconds: Int64 = 86_400_000_000_000

    /// Starts without sessions.
    public init() {}

    /// The sessions that ended, in the order of their contacts.
    public var sessions: [PilotSession] {
        found.sorted { $0.contact < $1.contact }.map(\.session)
    }

    /// Takes an event.
    public mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        switch event {
        case .sessionStarted(let fact):
            open[fact.contact.rawValue] = Open(start: time.nanoseconds)
        case .utteranceUnderstood(let fact):
            open[fact.contact.rawValue]?.turns += 1
            if !fact.accepted { open[fact.contact.rawValue]?.rejected += 1 }
        case .promptStarted(let fact):
            open[fact.contact.rawValue]?.latencies.append(fact.latency.seconds)
        case .fallbackTriggered(let fact):
            open[fact.contact.rawValue]?.reason = Self.reason(fact.trigger)
        case .sessionEnded(let fact): end(fact, time.nanoseconds)
        case .redialScheduled(let fact):
            if let place = places[fact.contact.rawValue] { found[place].session.cameBack = true }
        default: break
        }
    }

    private static func reason(_ trigger: FallbackTrigger) -> PilotSession.Reason {
        switch trigger {
        case .askedForPerson: .asked
        case .outOfScope: .outOfScope
        case .consecutiveFailures, .totalFailures: .failures
        default: .other
        }
    }

    private mutating func end(_ fact: SessionEnded, _ now: Int64) {
        guard let session = open.removeValue(forKey: fact.contact.rawValue) else { return }
        let outcome: PilotSession.Outcome =
            switch fact.outcome {
            case .hungUp: .abandoned
            case .escalated: .escalated
            case .stopped, .cutOff: .error
            case .resolved, .falselyContained: .contained
            }
        let isBroken = outcome == .abandoned || outcome == .error
        places[fact.contact.rawValue] = found.count
        found.append(
            (
                fact.contact.rawValue,
                PilotSession(
                    outcome: outcome, seconds: Double(now - session.start) / 1e9,
                    turns: session.turns + (isBroken ? 1 : 0),
                    latencies: session.latencies, misunderstood: session.rejected,
                    wrongAction: fact.wrongActions > 0, cameBack: false,
                    reason: outcome == .escalated ? session.reason ?? .other : nil,
                    day: Int(session.start / Self.dayNanoseconds))
            ))
    }
}
