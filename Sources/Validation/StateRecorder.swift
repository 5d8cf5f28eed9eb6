import ContactCenterEvents
import TwinPrimitives

/// The state of a center at one instant.
struct StateSnapshot: Sendable {
    /// Agents in conversation or after-contact work.
    var busy = 0
    /// Contacts in queues.
    var waiting = 0
    /// Sessions with voice agents.
    var sessions = 0
    /// Callers who will call again.
    var orbit = 0
    /// Callers who wait to be called back.
    var callbacks = 0
    /// Contacts abandoned since the run began.
    var abandoned = 0
    /// What a caller with infinite patience who comes now would wait, in seconds; 0 while an agent
    /// is idle; nil when the run ends before it is known.
    var virtualWait: Double?

    /// Contacts waiting or with an agent.
    var withHumans: Int { busy + waiting }
}

/// What a replication gave beside waits and tallies: states at instants, integrals of states,
/// counts of rare things.
struct StateRecord: Sendable {
    /// The state at each instant asked for.
    var snapshots: [StateSnapshot] = []
    /// Integrals over the window in seconds: orbit, its square about a value, nobody busy and nobody
    /// in orbit, callers who wait to be called back.
    var orbit = 0.0
    var orbitSquares = 0.0
    var allIdle = 0.0
    var callbacks = 0.0
    /// Length of the window in seconds.
    var observed = 0.0
    /// Contacts in the window: arrivals, first attempts, those that met a queue, callback offers,
    /// callbacks accepted, and the seconds until they were made.
    var arrivals = 0
    var firstArrivals = 0
    var metQueue = 0
    var callbackOffers = 0
    var callbacksAccepted = 0
    var callbacksMade = 0
    var callbackSeconds = 0.0
    /// Turns of ended sessions: their number, their sum, and squares about a value.
    var sessionsEnded = 0
    var turns = 0.0
    var turnSquares = 0.0
    /// First attempts in each hour of the window.
    var hourlyCounts: [Int] = []
}

/// What a `StateRecorder` is told beforehand.
struct StateQuestions: Sendable {
    /// Instants at which the state is wanted, in seconds, in any order.
    var instants: [Double] = []
    /// Values about which squares are summed: the exact means, so that a variance is a mean of
    /// squares without bias.
    var orbitMean = 0.0
    var turnsMean = 0.0
    /// Agents, for the virtual wait.
    var agents = Int.max
}

/// Follows the state of a center through its events.
struct StateRecorder: EventSink {
    private let questions: StateQuestions
    private let start: Int64
    private let end: Int64
    /// Instants in ascending order, and the place of each in the order of the questions.
    private let instants: [Int64]
    private let places: [Int]
    private var taken = 0
    private var state = StateSnapshot()
    private var last: Int64 = 0
    private(set) var record = StateRecord()
    /// Snapshots whose virtual wait is open: place, instant, contacts ahead, newest contact then.
    private var open: [(place: Int, instant: Int64, ahead: Int, newest: UInt32)] = []
    private var newest: UInt32 = 0
    private var waitingSince: [UInt32: Int64] = [:]
    private var turnsOf: [UInt32: Int] = [:]
    /// Contacts in queues.
    private var queued: Set<UInt32> = []

    init(_ questions: StateQuestions, window: Range<Double>) {
        self.questions = questions
        start = SimulationTime(seconds: window.lowerBound).nanoseconds
        end = SimulationTime(seconds: window.upperBound).nanoseconds
        let wanted = questions.instants.map { SimulationTime(seconds: $0).nanoseconds }
        places = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        instants = places.map { wanted[$0] }
        record.snapshots = wanted.map { _ in StateSnapshot() }
        record.observed = Double(end - start) / 1e9
        let hours = Int(record.observed / 3600)
        record.hourlyCounts = Array(repeating: 0, count: hours)
    }

    mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        let now = time.nanoseconds
        while taken < instants.count, instants[taken] < now {
            takeSnapshot()
        }
        if now > last { pass(to: now) }
        let counts = now >= start && now < end
        switch event {
        case .contactArrived(let fact): arrived(fact, now, counts)
        case .contactQueued(let fact):
            state.waiting += 1
            queued.insert(fact.contact.rawValue)
            if counts { record.metQueue += 1 }
        case .contactAnswered(let fact): answered(fact, now, counts)
        case .contactAbandoned(let fact):
            state.abandoned += 1
            if waitingSince.removeValue(forKey: fact.contact.rawValue) != nil {
                state.callbacks -= 1
            } else {
                leaveQueue(fact.contact)
            }
        case .contactEnded:
            state.busy -= 1
            agentFreed(now)
        case .redialScheduled: state.orbit += 1
        case .callbackOffered: record.callbackOffers += counts ? 1 : 0
        case .callbackAccepted(let fact):
            state.callbacks += 1
            waitingSince[fact.contact.rawValue] = now
            if counts {
                record.callbacksAccepted += 1
                record.metQueue += 1
            }
        case .sessionStarted(let fact):
            state.sessions += 1
            turnsOf[fact.contact.rawValue] = 0
        case .utteranceUnderstood(let fact): turnsOf[fact.contact.rawValue, default: 0] += 1
        case .sessionEnded(let fact): sessionEnded(fact, counts)
        default: break
        }
    }

    /// Takes what is still wanted after the last event.
    mutating func finish() {
        while taken < instants.count { takeSnapshot() }
    }

    private mutating func arrived(_ fact: ContactArrived, _ now: Int64, _ counts: Bool) {
        newest = fact.contact.rawValue
        if fact.attempt > 0 { state.orbit -= 1 }
        guard counts else { return }
        record.arrivals += 1
        guard fact.attempt == 0 else { return }
        record.firstArrivals += 1
        let hour = Int((now - start) / 3_600_000_000_000)
        if hour < record.hourlyCounts.count { record.hourlyCounts[hour] += 1 }
    }

    private mutating func answered(_ fact: ContactAnswered, _ now: Int64, _ counts: Bool) {
        state.busy += 1
        if let since = waitingSince.removeValue(forKey: fact.contact.rawValue) {
            state.callbacks -= 1
            if counts {
                record.callbacksMade += 1
                record.callbackSeconds += Double(now - since) / 1e9
            }
        } else {
            leaveQueue(fact.contact)
        }
    }

    private mutating func sessionEnded(_ fact: SessionEnded, _ counts: Bool) {
        state.sessions -= 1
        let understood = turnsOf.removeValue(forKey: fact.contact.rawValue) ?? 0
        guard counts else { return }
        // A turn that ends in a hang-up counts as a turn.
        let turns = Double(understood + (fact.outcome == .hungUp ? 1 : 0))
        record.sessionsEnded += 1
        record.turns += turns
        record.turnSquares += (turns - questions.turnsMean) * (turns - questions.turnsMean)
    }

    /// Adds the integrals of the state up to an instant.
    private mutating func pass(to now: Int64) {
        let seconds = Double(min(now, end) - max(last, start)) / 1e9
        last = now
        guard seconds > 0 else { return }
        let orbit = Double(state.orbit)
        record.orbit += orbit * seconds
        record.orbitSquares +=
            (orbit - questions.orbitMean) * (orbit - questions.orbitMean) * seconds
        if state.busy == 0, state.orbit == 0 { record.allIdle += seconds }
        record.callbacks += Double(state.callbacks) * seconds
    }

    // MARK: Queue membership and virtual waits

    private mutating func leaveQueue(_ contact: ContactID) {
        guard queued.remove(contact.rawValue) != nil else { return }
        state.waiting -= 1
        for place in open.indices where contact.rawValue <= open[place].newest {
            open[place].ahead -= 1
        }
    }

    private mutating func takeSnapshot() {
        let place = places[taken]
        record.snapshots[place] = state
        if state.busy < questions.agents {
            record.snapshots[place].virtualWait = 0
        } else {
            open.append((place, instants[taken], state.waiting, newest))
        }
        taken += 1
    }

    private mutating func agentFreed(_ now: Int64) {
        open.removeAll { entry in
            guard entry.ahead <= 0 else { return false }
            record.snapshots[entry.place].virtualWait = Double(now - entry.instant) / 1e9
            return true
        }
    }
}
