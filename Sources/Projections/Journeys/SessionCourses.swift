public import ContactCenterEvents
public import TwinPrimitives

/// A session of a voice agent, turn by turn, and what became of its contact afterwards.
public struct SessionCourse: Equatable, Sendable {
    /// One utterance that was interpreted.
    public struct Turn: Equatable, Sendable {
        /// Seconds from the start of the session.
        public var seconds: Double
        /// Whether it was acted on.
        public var isAccepted: Bool
        /// Whether it was understood as it was meant.
        public var isRight: Bool

        /// Stores a turn.
        public init(seconds: Double, isAccepted: Bool, isRight: Bool) {
            self.seconds = seconds
            self.isAccepted = isAccepted
            self.isRight = isRight
        }

        /// Whether it brought the caller forward: rightly understood and acted on.
        public var isUseful: Bool { isAccepted && isRight }
        /// Whether it was not understood as it was meant, acted on or not: what handoffs count.
        public var isMisunderstood: Bool { !isRight }
    }

    /// The pool.
    public var pool: VoicePoolID
    /// Who called.
    public var caller: CallerKey
    /// The caller's attempt, 0 for the first contact.
    public var attempt: UInt16
    /// The turns in order.
    public var turns: [Turn] = []
    /// The rule by which the voice agent gave up; nil where it did not.
    public var trigger: FallbackTrigger?
    /// Seconds from the start until that rule said so; nil where none did.
    public var triggerSeconds: Double?
    /// How the session ended.
    public var outcome = SessionOutcome.stopped
    /// Length of the session in seconds.
    public var seconds = 0.0
    /// Seconds that the contact waited for a person after it.
    public var waitSeconds = 0.0
    /// Seconds of conversation with people after it; nil where nobody answered, or where it was not recorded.
    public var talkSeconds: Double?
    /// Whether the contact was handed over and nobody answered it.
    public var isLostAfterHandoff = false

    /// Starts a session.
    ///
    /// - Parameters:
    ///   - pool: The pool.
    ///   - caller: Who called.
    ///   - attempt: The caller's attempt, from 0.
    public init(pool: VoicePoolID, caller: CallerKey, attempt: UInt16) {
        self.pool = pool
        self.caller = caller
        self.attempt = attempt
    }

    /// Turns after the last useful one; all of them where none was.
    public var turnsAfterLastUseful: Int {
        turns.count - ((turns.lastIndex(where: \.isUseful) ?? -1) + 1)
    }

    /// Turns that were not understood as they were meant.
    public var misunderstoodTurns: Int { turns.count(where: \.isMisunderstood) }

    /// Seconds of the session after the last useful turn; all of them where none was.
    public var secondsAfterLastUseful: Double {
        seconds - (turns.last(where: \.isUseful)?.seconds ?? 0)
    }
}

/// The sessions of voice agents as a fold over events, in the order in which their contacts left the center.
///
/// A session counts when its contact arrived in the window and has left; odd input changes nothing.
public struct SessionCourses: EventSink, Sendable {
    fileprivate struct Open {
        var course: SessionCourse
        let start: SimulationTime
        var isOver = false
        var waitsSince: SimulationTime?
        var talksSince: SimulationTime?
    }

    private var arrivals: ArrivalsInWindow
    private var open: [UInt32: Open] = [:]
    /// Sessions whose contacts have left.
    public private(set) var courses: [SessionCourse] = []

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
            let course = SessionCourse(
                pool: fact.pool, caller: arrival.caller, attempt: arrival.attempt)
            open[fact.contact.rawValue] = Open(course: course, start: time)
        case .utteranceUnderstood(let fact):
            change(fact.contact) {
                $0.course.turns.append(
                    SessionCourse.Turn(
                        seconds: (time - $0.start).seconds, isAccepted: fact.accepted,
                        isRight: fact.right))
            }
        case .fallbackTriggered(let fact):
            change(fact.contact) {
                $0.course.trigger = fact.trigger
                $0.course.triggerSeconds = (time - $0.start).seconds
            }
        case .sessionEnded(let fact):
            change(fact.contact) {
                $0.isOver = true
                $0.course.outcome = fact.outcome
                $0.course.seconds = (time - $0.start).seconds
            }
            if fact.outcome != .escalated { leave(fact.contact) }
        default: recordPerson(event, time)
        }
    }

    /// What happens to a contact that was handed over.
    private mutating func recordPerson(_ event: ContactCenterEvent, _ time: SimulationTime) {
        switch event {
        case .contactQueued(let fact): change(fact.contact) { $0.waitsSince = time }
        case .contactAnswered(let fact):
            change(fact.contact) {
                $0.stopWaiting(time)
                $0.talksSince = time
            }
        case .contactTransferred(let fact): change(fact.contact) { $0.stopTalking(time) }
        case .contactEnded(let fact):
            change(fact.contact) {
                $0.stopTalking(time)
                if !fact.durationRecorded { $0.course.talkSeconds = nil }
            }
            leave(fact.contact)
        case .contactAbandoned(let fact): lose(fact.contact, time)
        case .contactDisconnected(let fact): lose(fact.contact, time)
        case .contactBlocked(let fact): lose(fact.contact, time)
        case .contactBalked(let fact): lose(fact.contact, time)
        default: break
        }
    }

    private mutating func change(_ contact: ContactID, _ body: (inout Open) -> Void) {
        guard let place = open.index(forKey: contact.rawValue) else { return }
        body(&open.values[place])
    }

    private mutating func lose(_ contact: ContactID, _ time: SimulationTime) {
        change(contact) {
            $0.stopWaiting(time)
            $0.course.isLostAfterHandoff = $0.course.talkSeconds == nil
        }
        leave(contact)
    }

    private mutating func leave(_ contact: ContactID) {
        guard open[contact.rawValue]?.isOver == true,
            let left = open.removeValue(forKey: contact.rawValue)
        else { return }
        courses.append(left.course)
    }
}

extension SessionCourses.Open {
    fileprivate mutating func stopWaiting(_ time: SimulationTime) {
        guard let since = waitsSince else { return }
        course.waitSeconds += (time - since).seconds
        waitsSince = nil
    }

    fileprivate mutating func stopTalking(_ time: SimulationTime) {
        guard let since = talksSince else { return }
        course.talkSeconds = (course.talkSeconds ?? 0) + (time - since).seconds
        talksSince = nil
    }
}
