public import ContactCenterEvents
public import TwinPrimitives

/// The sessions of voice agents that did not serve their callers, so that each can be held again.
public struct FailedSessions: EventSink, Sendable {
    /// A session, by what a voice agent knows when it begins.
    public struct Session: Equatable, Sendable {
        /// The contact.
        public var contact: ContactID
        /// The pool.
        public var pool: VoicePoolID
        /// Who called.
        public var caller: CallerKey
        /// The caller's attempt.
        public var attempt: UInt16
        /// When the session began.
        public var start: SimulationTime
        /// How it ended.
        public var outcome: SessionOutcome
    }

    private var open: [UInt32: Session] = [:]
    private var arrivals: ArrivalsInWindow
    /// Sessions that ended, served or not.
    public private(set) var ended = 0
    /// Those that did not serve their caller, in the order in which they ended.
    public private(set) var failed: [Session] = []

    /// Starts at the beginning of a log.
    ///
    /// - Parameter window: When contacts arrive that count.
    public init(window: Range<SimulationTime>) { arrivals = ArrivalsInWindow(window) }

    /// Takes one event.
    public mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        switch event {
        case .contactArrived(let fact): arrivals.add(fact, at: time)
        case .sessionStarted(let fact):
            guard let arrival = arrivals.take(fact.contact) else { return }
            open[fact.contact.rawValue] = Session(
                contact: fact.contact, pool: fact.pool, caller: arrival.caller,
                attempt: arrival.attempt, start: time, outcome: .stopped)
        case .sessionEnded(let fact):
            guard var session = open.removeValue(forKey: fact.contact.rawValue) else { return }
            ended += 1
            session.outcome = fact.outcome
            if fact.outcome != .resolved { failed.append(session) }
        default: break
        }
    }

    /// Some of the failed sessions, evenly spread over all of them.
    ///
    /// - Parameter count: How many at most.
    /// - Returns: Them, in order.
    public func sample(_ count: Int) -> [Session] {
        guard failed.count > count, count > 0 else { return count > 0 ? failed : [] }
        return (0..<count).map { failed[$0 * failed.count / count] }
    }
}
