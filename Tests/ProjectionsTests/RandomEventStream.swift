import ContactCenterEvents
import TwinPrimitives

/// SplitMix64: a small generator for test data.
struct TestGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
    mutating func take<Element>(_ list: inout [Element]) -> Element? {
        list.isEmpty ? nil : list.remove(at: below(list.count))
    }
}

/// Makes lists of events that could happen, by choosing at random among what may happen next.
///
/// It has no queueing discipline and no laws: any order of the facts that the events allow.
struct RandomEventStream {
    var generator: TestGenerator
    var script = EventScript()
    var now: Int64
    var next: UInt32 = 0
    var inMenu: [UInt32] = []
    var ready: [UInt32] = []
    var fresh: [UInt32] = []
    var inSession: [UInt32: UInt16] = [:]
    var waiting: [UInt32] = []
    var inService: [(contact: UInt32, agent: AgentID)] = []
    var signedOut: [UInt32] = Array(0..<8)
    var idle: [UInt32] = []
    var working: [UInt32] = []
    let recorded: Bool

    /// Starts; in a recorded stream nobody signs in, agents may be unknown, durations missing.
    init(seed: UInt64, recorded: Bool, start: Int64 = 0) {
        generator = TestGenerator(state: seed)
        self.recorded = recorded
        now = start
        if recorded {
            idle = signedOut
            signedOut = []
        }
    }

    mutating func make(steps: Int, drain: Bool) -> EventScript {
        for _ in 0..<steps { step(arrivals: true) }
        while drain, !isEmpty { step(arrivals: false) }
        put(.runEnded(RunEnded(contacts: next)))
        return script
    }

    private var isEmpty: Bool {
        fresh.isEmpty && inMenu.isEmpty && ready.isEmpty && inSession.isEmpty && waiting.isEmpty
            && inService.isEmpty && working.isEmpty
    }

    private mutating func put(_ event: ContactCenterEvent) {
        script.events.append((event, SimulationTime(nanoseconds: now)))
    }

    private mutating func step(arrivals: Bool) {
        // Often the same instant, often whole seconds, sometimes a long pause.
        switch generator.below(10) {
        case 0...2: break
        case 3...5: now += Int64(generator.below(40)) * 1_000_000_000
        case 6: now += Int64(generator.below(2_000)) * 1_000_000_000
        default: now += Int64(generator.below(30_000_000)) * 1000 + 7
        }
        switch generator.below(10) {
        case 0, 1: if arrivals { arrive() }
        case 2, 3: moveFresh()
        case 4: leaveMenu()
        case 5, 6: moveSession()
        case 7: leaveQueue()
        case 8: endService()
        default: moveAgent(arrivals)
        }
    }

    private mutating func arrive() {
        let type = UInt16(generator.below(3))
        let attempt = UInt16(max(0, generator.below(6) - 3))
        put(
            .contactArrived(
                ContactArrived(
                    contact: ContactID(next), contactType: ContactTypeID(type),
                    caller: CallerKey(contactType: ContactTypeID(type), ordinal: next),
                    attempt: attempt, cause: attempt == 0 ? .first : .afterAbandonment,
                    priority: 0)))
        fresh.append(next)
        next += 1
    }

    private mutating func moveFresh() {
        guard let contact = generator.take(&fresh) else { return }
        if generator.chance(40) {
            put(.menuEntered(MenuEntered(contact: ContactID(contact))))
            inMenu.append(contact)
        } else if generator.chance(5) {
            put(.contactBlocked(ContactBlocked(contact: ContactID(contact))))
        } else {
            beginService(contact)
        }
    }

    private mutating func leaveMenu() {
        guard let contact = generator.take(&inMenu) else { return }
        let hungUp = generator.chance(20)
        put(.menuLeft(MenuLeft(contact: ContactID(contact), hungUp: hungUp)))
        if !hungUp { beginService(contact) }
    }

    private mutating func beginService(_ contact: UInt32) {
        let pool = UInt16(generator.below(2))
        if generator.chance(40) {
            put(
                .sessionStarted(
                    SessionStarted(contact: ContactID(contact), pool: VoicePoolID(pool))))
            inSession[contact] = 0
        } else {
            if generator.chance(10) {
                put(
                    .sessionRefused(
                        SessionRefused(contact: ContactID(contact), pool: VoicePoolID(pool))))
            }
            seekHuman(contact)
        }
    }

    private mutating func seekHuman(_ contact: UInt32) {
        if generator.chance(40), answer(contact) { return }
        if generator.chance(10) {
            put(.contactBalked(ContactBalked(contact: ContactID(contact))))
        } else {
            put(.contactQueued(ContactQueued(contact: ContactID(contact))))
            waiting.append(contact)
        }
    }

    private mutating func answer(_ contact: UInt32) -> Bool {
        var agent = AgentID.unknown
        if !recorded || generator.chance(80) {
            guard let free = generator.take(&idle) else { return false }
            agent = AgentID(free)
        }
        put(.contactAnswered(ContactAnswered(contact: ContactID(contact), agent: agent)))
        inService.append((contact, agent))
        return true
    }

    private mutating func moveSession() {
        let contacts = inSession.keys.sorted()
        guard !contacts.isEmpty else { return }
        let contact = ContactID(contacts[generator.below(contacts.count)])
        if generator.chance(60) {
            let right = generator.chance(70)
            let accepted = generator.chance(70)
            if accepted, !right { inSession[contact.rawValue, default: 0] += 1 }
            put(
                .utteranceUnderstood(
                    UtteranceUnderstood(
                        contact: contact, turn: 0, right: right, accepted: accepted, score: 9)))
            if generator.chance(90) {
                let latency = Int64(generator.below(5_000_000)) * 1000
                put(
                    .promptStarted(
                        PromptStarted(
                            contact: contact, turn: 0,
                            latency: SimulationDuration(nanoseconds: latency))))
            }
            return
        }
        let wrong = inSession.removeValue(forKey: contact.rawValue) ?? 0
        let outcome = SessionOutcome.allCases[generator.below(SessionOutcome.allCases.count)]
        if outcome == .escalated {
            let trigger = FallbackTrigger.allCases[generator.below(5)]
            put(.fallbackTriggered(FallbackTriggered(contact: contact, trigger: trigger)))
        }
        put(
            .sessionEnded(
                SessionEnded(contact: contact, outcome: outcome, wrongActions: wrong)))
        if outcome == .escalated {
            put(.handoffPackaged(HandoffPackaged(contact: contact, turns: 3)))
            seekHuman(contact.rawValue)
        } else if outcome != .resolved, generator.chance(50) {
            redial(contact, .afterUnresolved)
        }
    }

    private mutating func redial(_ contact: ContactID, _ cause: ArrivalCause) {
        put(
            .redialScheduled(
                RedialScheduled(contact: contact, cause: cause, delay: .zero)))
    }

    private mutating func leaveQueue() {
        guard let contact = generator.take(&waiting) else { return }
        if generator.chance(60), answer(contact) { return }
        put(.contactAbandoned(ContactAbandoned(contact: ContactID(contact))))
        if generator.chance(30) { redial(ContactID(contact), .afterAbandonment) }
    }

    private mutating func endService() {
        guard let (contact, agent) = generator.take(&inService) else { return }
        let known = !recorded || generator.chance(90)
        put(
            .contactEnded(
                ContactEnded(
                    contact: ContactID(contact), agent: agent, durationRecorded: known)))
        guard agent != .unknown else { return }
        if known, generator.chance(50) {
            working.append(agent.rawValue)
        } else {
            idle.append(agent.rawValue)
        }
    }

    private mutating func moveAgent(_ arrivals: Bool) {
        if let agent = generator.take(&working) {
            put(.afterContactWorkEnded(AfterContactWorkEnded(agent: AgentID(agent))))
            idle.append(agent)
        } else if !recorded, generator.chance(arrivals ? 70 : 100),
            let agent = generator.take(&signedOut)
        {
            let group = AgentGroupID(UInt16(agent % 2))
            put(.agentSignedIn(AgentSignedIn(agent: AgentID(agent), group: group)))
            idle.append(agent)
        } else if !recorded, let agent = generator.take(&idle) {
            put(.agentSignedOut(AgentSignedOut(agent: AgentID(agent))))
            signedOut.append(agent)
        }
    }
}
