import ContactCenterEvents
import Projections
import TwinPrimitives

/// An independent count, slow and obvious.
///
/// The history of each contact and agent lies in dictionaries; every activity is a start and an end,
/// cut afterwards at every boundary.
struct SlowRecount {
    typealias Event = (event: ContactCenterEvent, time: SimulationTime)
    /// An activity: what, where (type, group or pool; -1 unknown), from, to.
    struct Span {
        var place: Int
        var from: Int64
        var to: Int64
        /// Of how many such activities at once it is one.
        var atOnce: Int64 = 1
    }

    let configuration: CenterFoldConfiguration
    var lastTime: Int64 = 0
    var histories: [UInt32: [Event]] = [:]
    var agentHistories: [UInt32: [Event]] = [:]
    var unknownTalks: [Span] = []
    var queues: [Span] = []
    var signedIn: [Span] = []
    var talks: [Span] = []
    var works: [Span] = []
    var sessions: [Span] = []
    var waits: [Int: [Int64]] = [:]
    var handling: [Int: [Int64]] = [:]
    var latencies: [Int: [Int64]] = [:]
    var tallies: [[Int]: ContactTally] = [:]

    init(_ script: EventScript, _ configuration: CenterFoldConfiguration) {
        self.configuration = configuration
        lastTime = script.events.last?.time.nanoseconds ?? 0
        for item in script.events { sort(item) }
        let groups = groupsOfAgents()
        for (_, history) in agentHistories.sorted(by: { $0.key < $1.key }) { readAgent(history) }
        for (_, history) in histories.sorted(by: { $0.key < $1.key }) {
            readContact(history, groups)
        }
    }

    private mutating func sort(_ item: Event) {
        switch item.event {
        case .contactArrived(let fact): histories[fact.contact.rawValue] = [item]
        case .menuLeft(let fact): histories[fact.contact.rawValue]?.append(item)
        case .contactBlocked(let fact): histories[fact.contact.rawValue]?.append(item)
        case .contactBalked(let fact): histories[fact.contact.rawValue]?.append(item)
        case .contactQueued(let fact): histories[fact.contact.rawValue]?.append(item)
        case .contactAbandoned(let fact): histories[fact.contact.rawValue]?.append(item)
        case .contactAnswered(let fact):
            histories[fact.contact.rawValue]?.append(item)
            agentHistories[fact.agent.rawValue, default: []].append(item)
        case .contactEnded(let fact):
            histories[fact.contact.rawValue]?.append(item)
            agentHistories[fact.agent.rawValue, default: []].append(item)
        case .redialScheduled(let fact): histories[fact.contact.rawValue]?.append(item)
        case .sessionStarted(let fact): histories[fact.contact.rawValue]?.append(item)
        case .sessionRefused(let fact): histories[fact.contact.rawValue]?.append(item)
        case .utteranceUnderstood(let fact): histories[fact.contact.rawValue]?.append(item)
        case .promptStarted(let fact): histories[fact.contact.rawValue]?.append(item)
        case .fallbackTriggered(let fact): histories[fact.contact.rawValue]?.append(item)
        case .handoffPackaged(let fact): histories[fact.contact.rawValue]?.append(item)
        case .sessionEnded(let fact): histories[fact.contact.rawValue]?.append(item)
        case .afterContactWorkEnded(let fact):
            agentHistories[fact.agent.rawValue, default: []].append(item)
        case .agentSignedIn(let fact):
            agentHistories[fact.agent.rawValue, default: []].append(item)
        case .agentSignedOut(let fact):
            agentHistories[fact.agent.rawValue, default: []].append(item)
        default: break
        }
    }

    /// In the generated streams an agent's group never changes.
    private func groupsOfAgents() -> [UInt32: Int] {
        var groups: [UInt32: Int] = [:]
        for (agent, history) in agentHistories {
            for case (.agentSignedIn(let fact), _) in history {
                groups[agent] = Int(fact.group.rawValue)
            }
        }
        return groups
    }

    private mutating func readAgent(_ history: [Event]) {
        var since: Int64?
        var group = -1
        for (event, time) in history {
            if case .agentSignedIn(let fact) = event {
                since = time.nanoseconds
                group = Int(fact.group.rawValue)
            } else if case .agentSignedOut = event, let from = since {
                signedIn.append(Span(place: group, from: from, to: time.nanoseconds))
                since = nil
            }
        }
        if let from = since { signedIn.append(Span(place: group, from: from, to: lastTime)) }
    }

    /// The after-contact work that follows the end of a contact, if the agent's next event is its
    /// end.
    private func work(after contact: UInt32, of agent: UInt32) -> Int64? {
        guard agent != .max, let history = agentHistories[agent] else { return nil }
        for (index, item) in history.enumerated() {
            if case .contactEnded(let fact) = item.event, fact.contact.rawValue == contact {
                guard index + 1 < history.count,
                    case .afterContactWorkEnded = history[index + 1].event
                else { return nil }
                return history[index + 1].time.nanoseconds
            }
        }
        return nil
    }

    private mutating func readContact(_ history: [Event], _ groups: [UInt32: Int]) {
        guard case .contactArrived(let arrival) = history[0].event else { return }
        let type = Int(arrival.contactType.rawValue)
        let at = history[0].time
        let counted = at >= configuration.warmUp && at < configuration.horizon
        var tally = ContactTally()
        tally.arrived = 1
        tally.repeated = arrival.attempt > 0 ? 1 : 0
        var reader = ContactReader(type: type, counted: counted, tally: tally)
        for (event, time) in history.dropFirst() {
            reader.read(event, time.nanoseconds, configuration)
        }
        if let from = reader.queuedAt { queues.append(Span(place: type, from: from, to: lastTime)) }
        queues += reader.queueSpans
        if let (pool, from) = reader.session {
            sessions.append(Span(place: pool, from: from, to: lastTime))
        }
        sessions += reader.sessionSpans
        if let answer = reader.answer {
            let group = groups[answer.agent] ?? -1
            let atOnce = Int64(
                configuration.contactsAtOnce.isEmpty ? 1 : configuration.contactsAtOnce[type])
            if let end = reader.end {
                if end.recorded {
                    talks.append(
                        Span(place: group, from: answer.time, to: end.time, atOnce: atOnce))
                    var total = end.time - answer.time
                    reader.tally.ended = 1
                    reader.tally.talkTime = Int128(total)
                    if let until = work(after: arrival.contact.rawValue, of: answer.agent) {
                        works.append(Span(place: group, from: end.time, to: until))
                        total += until - end.time
                        reader.tally.afterContactWorks = 1
                        reader.tally.afterContactTime = Int128(until - end.time)
                    }
                    if counted { handling[type, default: []].append(total) }
                } else {
                    reader.tally.endedUnrecorded = 1
                }
            } else {
                talks.append(
                    Span(place: group, from: answer.time, to: lastTime, atOnce: atOnce))
            }
        }
        if counted {
            waits[type, default: []] += reader.waits
            latencies[type, default: []] += reader.latencies
            let key = [configuration.intervalIndex(of: at), type]
            tallies[key, default: ContactTally()] += reader.tally
        }
    }

    /// The overlap of activities with a stretch of time, cut at the window.
    func time(_ spans: [Span], place: Int, from: Int64, to: Int64) -> Int128 {
        let start = max(from, configuration.warmUp.nanoseconds)
        let end = min(to, configuration.horizon.nanoseconds)
        // Whole parts of a nanosecond are counted from the start of the activity.
        return spans.filter { $0.place == place }.reduce(0) {
            let last = max(min($1.to, end), $1.from) - $1.from
            let first = max($1.from, start) - $1.from
            return $0 + Int128(max(0, last / $1.atOnce - first / $1.atOnce))
        }
    }
}

/// What happened to one contact.
struct ContactReader {
    let type: Int
    let counted: Bool
    var tally: ContactTally
    var queuedAt: Int64?
    var queueSpans: [SlowRecount.Span] = []
    var session: (pool: Int, from: Int64)?
    var sessionSpans: [SlowRecount.Span] = []
    var answer: (agent: UInt32, time: Int64)?
    var end: (time: Int64, recorded: Bool)?
    var waits: [Int64] = []
    var latencies: [Int64] = []

    init(type: Int, counted: Bool, tally: ContactTally) {
        self.type = type
        self.counted = counted
        self.tally = tally
    }

    mutating func read(
        _ event: ContactCenterEvent, _ now: Int64, _ configuration: CenterFoldConfiguration
    ) {
        let within = configuration.acceptableWait.nanoseconds
        switch event {
        case .menuLeft(let fact): tally.menuHangups += fact.hungUp ? 1 : 0
        case .contactBlocked: tally.blocked += 1
        case .contactBalked:
            tally.balked += 1
            waits.append(0)
        case .contactQueued:
            tally.queued += 1
            queuedAt = now
        case .contactAnswered(let fact):
            answer = (fact.agent.rawValue, now)
            let wait = queuedAt.map { now - $0 } ?? 0
            tally.answered += 1
            tally.answeredAtOnce += queuedAt == nil ? 1 : 0
            tally.answeredWithin += wait <= within ? 1 : 0
            tally.waitOfAnswered += Int128(wait)
            leaveQueue(now, wait)
        case .contactAbandoned:
            let wait = now - (queuedAt ?? now)
            tally.abandoned += 1
            tally.abandonedWithin += wait <= within ? 1 : 0
            tally.waitOfAbandoned += Int128(wait)
            leaveQueue(now, wait)
        case .contactEnded(let fact): end = (now, fact.durationRecorded)
        case .redialScheduled(let fact):
            if fact.cause == .afterAbandonment { tally.redialsAfterAbandonment += 1 }
            if fact.cause == .afterUnresolved { tally.redialsAfterUnresolved += 1 }
        default: readSession(event, now)
        }
    }

    private mutating func leaveQueue(_ now: Int64, _ wait: Int64) {
        waits.append(wait)
        if let from = queuedAt { queueSpans.append(.init(place: type, from: from, to: now)) }
        queuedAt = nil
    }

    private mutating func readSession(_ event: ContactCenterEvent, _ now: Int64) {
        switch event {
        case .sessionStarted(let fact):
            tally.sessionsStarted += 1
            session = (Int(fact.pool.rawValue), now)
        case .sessionRefused: tally.sessionsRefused += 1
        case .utteranceUnderstood(let fact):
            tally.turns += 1
            if !fact.right { tally.wrongTurns += 1 }
            if !fact.accepted { tally.rejectedTurns += 1 }
            if !fact.right, fact.accepted { tally.wrongActions += 1 }
        case .promptStarted(let fact):
            tally.prompts += 1
            tally.latencyTime += Int128(fact.latency.nanoseconds)
            latencies.append(fact.latency.nanoseconds)
        case .fallbackTriggered(let fact):
            if fact.trigger == .consecutiveFailures { tally.fallbacksConsecutiveFailures += 1 }
            if fact.trigger == .totalFailures { tally.fallbacksTotalFailures += 1 }
            if fact.trigger == .askedForPerson { tally.fallbacksAskedForPerson += 1 }
            if fact.trigger == .outOfScope { tally.fallbacksOutOfScope += 1 }
            if fact.trigger == .turnLimit { tally.fallbacksTurnLimit += 1 }
            if fact.trigger == .turnConfidence { tally.fallbacksTurnConfidence += 1 }
            if fact.trigger == .noInput { tally.fallbacksNoInput += 1 }
            if fact.trigger == .failureScore { tally.fallbacksFailureScore += 1 }
            if fact.trigger == .noProgress { tally.fallbacksNoProgress += 1 }
            if fact.trigger == .timeLimit { tally.fallbacksTimeLimit += 1 }
            if fact.trigger == .sameQuestion { tally.fallbacksSameQuestion += 1 }
            if fact.trigger == .affect { tally.fallbacksAffect += 1 }
            if fact.trigger == .tool { tally.fallbacksTool += 1 }
            if fact.trigger == .verification { tally.fallbacksVerification += 1 }
            if fact.trigger == .lever { tally.fallbacksLever += 1 }
            if fact.trigger == .loopGuard { tally.fallbacksLoopGuard += 1 }
        case .handoffPackaged: tally.handoffs += 1
        case .sessionEnded(let fact):
            if let (pool, from) = session {
                sessionSpans.append(.init(place: pool, from: from, to: now))
                tally.sessionTime += Int128(now - from)
                session = nil
            }
            if fact.wrongActions > 0 { tally.sessionsWithWrongAction += 1 }
            if fact.outcome == .resolved { tally.resolved += 1 }
            if fact.outcome == .falselyContained { tally.falselyContained += 1 }
            if fact.outcome == .escalated { tally.escalated += 1 }
            if fact.outcome == .hungUp { tally.hungUpInSession += 1 }
            if fact.outcome == .stopped { tally.stoppedInSession += 1 }
            if fact.outcome == .cutOff { tally.cutOffInSession += 1 }
        default: break
        }
    }
}
