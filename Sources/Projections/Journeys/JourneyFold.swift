public import ContactCenterEvents
public import TwinPrimitives

/// The journeys of contacts as a fold over the events of a center: what became of them in the end,
/// and whether their callers came back.
///
/// A journey counts when it has ended and its session when that has, with the contact's arrival inside
/// the window, under the pool of the session. A caller has come back when the contact's end is followed
/// by a redial within a set time; the fold reads the decision (`RedialScheduled`), so the end of a log
/// hides no return. It costs a look-up per event, so it is run beside `CenterFold` where there are voice
/// agents. Odd input changes nothing.
public struct JourneyFold: EventSink, Sendable {
    /// What it is told beforehand.
    public struct Request: Equatable, Sendable {
        /// Number of voice-agent pools.
        public var pools: Int
        /// Start and end of the window in which contacts that count arrive.
        public var window: Range<SimulationTime>
        /// Time within which a caller has come back.
        public var returnWithin: SimulationDuration
        /// Contacts that are named for each kind of friction.
        public var namedContacts: Int
        /// Whether callers are followed over all contacts of a need.
        public var followsNeeds = false

        /// Stores a request.
        public init(
            pools: Int, window: Range<SimulationTime>,
            returnWithin: SimulationDuration = Self.day, namedContacts: Int = 0
        ) {
            self.pools = pools
            self.window = window
            self.returnWithin = returnWithin
            self.namedContacts = namedContacts
        }

        /// Takes sizes and window from those of a center's fold.
        public init(
            _ fold: CenterFoldConfiguration, returnWithin: SimulationDuration = Self.day,
            namedContacts: Int = 0
        ) {
            self.init(
                pools: fold.voicePools, window: fold.warmUp..<fold.horizon,
                returnWithin: returnWithin, namedContacts: namedContacts)
        }

        /// The usual time within which a caller has come back.
        public static let day = SimulationDuration(seconds: 86_400)
    }

    private let request: Request
    private var open: [UInt32: Journey] = [:]
    /// Journeys that ended at the last instant: a redial is decided after the end.
    private var ended: [UInt32: Journey] = [:]
    private var endedAt = SimulationTime.zero
    private var tallies: [JourneyTally]
    private var book: FrictionBook
    /// Needs over all their contacts; nil unless they are followed.
    private var needs: NeedFold?

    /// Starts at the beginning of a log.
    public init(_ request: Request) {
        self.request = request
        tallies = Array(repeating: JourneyTally(), count: 1 + request.pools)
        book = FrictionBook(limit: request.namedContacts)
        needs = request.followsNeeds ? NeedFold() : nil
    }

    /// What was counted so far; journeys that go on are left out.
    public var result: JourneyResult {
        JourneyResult(tallies: tallies, frictions: book.list, needs: needs?.result)
    }

    /// Takes one event.
    public mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        let now = time.nanoseconds
        switch event {
        case .contactArrived(let fact):
            needs?.arrive(fact, counts: request.window.contains(time), at: time)
            open[fact.contact.rawValue] = Journey(
                contact: fact.contact.rawValue, isFirst: fact.attempt == 0,
                counts: request.window.contains(time))
        case .menuLeft(let fact): if fact.hungUp { end(fact.contact, .unserved, time) }
        case .contactBlocked(let fact): end(fact.contact, .unserved, time)
        case .contactBalked(let fact): end(fact.contact, .unserved, time)
        case .contactAbandoned(let fact): lose(fact.contact, time)
        case .contactDisconnected(let fact): lose(fact.contact, time)
        case .contactQueued(let fact): open[fact.contact.rawValue]?.waitsSince = now
        case .contactAnswered(let fact):
            change(fact.contact) {
                $0.stopWaiting(now)
                $0.isAnswered = true
                $0.talksSince = now
            }
        case .contactTransferred(let fact):
            change(fact.contact) {
                $0.stopTalking(now)
                $0.isPassedOn = true
            }
        case .contactEnded(let fact):
            guard open[fact.contact.rawValue]?.isAnswered == true else { return }
            change(fact.contact) {
                $0.stopTalking(now)
                if !fact.durationRecorded { $0.hasUnrecordedTalk = true }
            }
            end(fact.contact, .served, time)
        case .redialScheduled(let fact): comesBack(fact, time)
        default: recordSession(event, time)
        }
    }

    private mutating func recordSession(_ event: ContactCenterEvent, _ time: SimulationTime) {
        switch event {
        case .sessionStarted(let fact):
            guard Int(fact.pool.rawValue) < request.pools else { return }
            change(fact.contact) {
                $0.pool = Int(fact.pool.rawValue)
                $0.isInSession = true
            }
        case .utteranceUnderstood(let fact): change(fact.contact) { $0.take(fact) }
        case .repairEntered(let fact): change(fact.contact) { $0.take(fact) }
        case .callerVerified(let fact):
            change(fact.contact) {
                $0.verifications += 1
                $0.failedVerifications += fact.passed ? 0 : 1
            }
        case .toolCalled(let fact):
            change(fact.contact) {
                $0.toolCalls += 1
                $0.wrongToolCalls += fact.wrong ? 1 : 0
            }
        case .fallbackTriggered(let fact): change(fact.contact) { $0.fallback = fact.trigger }
        case .handoffContextGiven(let fact): change(fact.contact) { $0.context = fact }
        case .sessionEnded(let fact): sessionEnded(fact, time)
        default: break
        }
    }

    private mutating func change(_ contact: ContactID, _ body: (inout Journey) -> Void) {
        guard let place = open.index(forKey: contact.rawValue) else { return }
        body(&open.values[place])
    }

    private mutating func sessionEnded(_ fact: SessionEnded, _ time: SimulationTime) {
        guard open[fact.contact.rawValue]?.isInSession == true else { return }
        change(fact.contact) {
            $0.isInSession = false
            $0.outcome = fact.outcome
            $0.wrongActions = Int64(fact.wrongActions)
        }
        if let journey = open[fact.contact.rawValue], journey.counts {
            journey.countSession(in: &tallies[journey.pool + 1])
        }
        switch fact.outcome {
        case .resolved: end(fact.contact, .resolved, time)
        case .falselyContained: end(fact.contact, .falselyContained, time)
        case .hungUp, .stopped, .cutOff: end(fact.contact, .unserved, time)
        case .escalated: break
        }
    }

    /// A contact leaves the queue unserved.
    private mutating func lose(_ contact: ContactID, _ time: SimulationTime) {
        change(contact) { $0.stopWaiting(time.nanoseconds) }
        end(contact, .unserved, time)
    }

    private mutating func end(
        _ contact: ContactID, _ ending: Journey.Ending, _ time: SimulationTime
    ) {
        guard var journey = open.removeValue(forKey: contact.rawValue) else { return }
        journey.ending = ending
        if time != endedAt {
            ended.removeAll(keepingCapacity: true)
            endedAt = time
        }
        ended[contact.rawValue] = journey
        needs?.end(
            contact.rawValue, stated: journey.statedValues,
            isResolved: ending == .resolved || ending == .served, at: time)
        guard journey.counts else { return }
        journey.count(in: &tallies[journey.pool + 1])
        for kind in journey.frictions {
            book.note(kind, pool: journey.pool, contact: journey.contact)
        }
    }

    /// The caller of a contact that has just ended will call again.
    private mutating func comesBack(_ fact: RedialScheduled, _ time: SimulationTime) {
        needs?.goesOn(fact.contact.rawValue)
        guard time == endedAt, fact.delay <= request.returnWithin,
            let journey = ended.removeValue(forKey: fact.contact.rawValue), journey.counts
        else { return }
        let tally = journey.pool + 1
        switch journey.ending {
        case .resolved:
            tallies[tally].returnsAfterContained += 1
            tallies[tally].returnsAfterResolved += 1
        case .falselyContained: tallies[tally].returnsAfterContained += 1
        case .served: tallies[tally].returnsAfterServed += 1
        case .open, .unserved: break
        }
        if journey.isFirst, journey.ending == .resolved || journey.ending == .served {
            tallies[tally].firstReturned += 1
        }
        book.note(.cameBack, pool: journey.pool, contact: journey.contact)
    }
}

extension Journey {
    mutating func stopWaiting(_ now: Int64) {
        guard let since = waitsSince else { return }
        waitTime += max(0, now - since)
        waitsSince = nil
    }

    mutating func stopTalking(_ now: Int64) {
        guard let since = talksSince else { return }
        talkTime += max(0, now - since)
        talksSince = nil
    }

    mutating func take(_ fact: UtteranceUnderstood) {
        turns += 1
        wrongTurns += fact.right ? 0 : 1
        rejectedTurns += fact.accepted ? 0 : 1
        wrongAcceptedTurns += fact.accepted && !fact.right ? 1 : 0
        troubledTurns += fact.accepted && fact.right ? 0 : 1
    }

    mutating func take(_ fact: RepairEntered) {
        let bit: UInt64 = fact.pattern < 64 ? 1 << UInt64(fact.pattern) : 0
        guard RepairEntered.ordinary & bit == 0 else { return }
        repairs += 1
        patterns |= bit
        if fact.pattern == RepairEntered.toolError { toolFailures += 1 }
    }
}
