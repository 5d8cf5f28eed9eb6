public import ContactCenterEvents
public import TwinPrimitives

/// Contacts of one type that wait for a human agent.
public struct WaitingState: Equatable, Sendable {
    /// How many wait.
    public var count: Int
    /// How long the one that joined first has waited; nil if none waits.
    public var longestWait: SimulationDuration?
}

/// Human agents of one group.
public struct AgentState: Equatable, Sendable {
    /// Agents signed in.
    public var signedIn: Int
    /// Agents in conversation, those counted who have passed a caller on and stay until the next
    /// agent takes over.
    public var talking: Int
    /// Agents in after-contact work, as far as the rest of the log tells when it ended.
    public var afterContact: Int

    /// Signed-in agents with nothing to do; 0 in a log that does not record signing in.
    public var idle: Int { max(0, signedIn - talking - afterContact) }
}

/// Who and what is where in a center at one instant; all contacts, inside the window or not.
public struct CenterState: Equatable, Sendable {
    /// The instant.
    public var time: SimulationTime
    /// Contacts in the menu.
    public var inMenu: Int
    /// Contacts between two stages: just arrived, chosen, or on the way to a human agent.
    public var betweenStages: Int
    /// Contacts in a session, by pool of voice agents.
    public var inSession: [Int]
    /// Contacts that wait for a human agent, by contact type.
    public var waiting: [WaitingState]
    /// Contacts in conversation with a human agent, by contact type.
    public var inService: [Int]
    /// Human agents by group.
    public var agents: [AgentState]
    /// Conversations with agents whose group the log does not tell.
    public var talkingUnassigned: Int
    /// Callers outside the center who wait to be called back.
    public var awaitingCallback = 0

    /// Contacts inside the center.
    public var contactsInside: Int {
        inMenu + betweenStages + inSession.reduce(0, +) + inService.reduce(0, +)
            + waiting.reduce(0) { $0 + $1.count }
    }
}

extension CenterFold {
    /// The state of the center after the events so far.
    ///
    /// After-contact work that goes on is not visible yet (an event tells only its end): its agents
    /// count as idle here; `StateProjection` reads on and tells them apart. An agent with several
    /// contacts in hand counts once for each; `StateProjection` counts the agent once.
    ///
    /// - Parameter time: The instant, not before the last event.
    /// - Returns: The state.
    public borrowing func state(at time: SimulationTime) -> CenterState {
        let groups = layout.groupSlots - 1
        var state = CenterState(
            time: time, inMenu: 0, betweenStages: 0,
            inSession: Array(repeating: 0, count: layout.pools),
            waiting: Array(repeating: WaitingState(count: 0), count: layout.types),
            inService: Array(repeating: 0, count: layout.types),
            agents: (0..<groups).map { group in
                AgentState(
                    signedIn: Int(levels[layout.signedIn + group].count),
                    talking: 0, afterContact: 0)
            },
            talkingUnassigned: 0)
        contacts.forEachLive { slot in
            let type = Int(slot.type)
            switch slot.stage {
            case .menu: state.inMenu += 1
            case .arrived, .chosen, .towardsHuman: state.betweenStages += 1
            case .voice: state.inSession[Int(slot.place)] += 1
            case .waiting:
                let wait = time - SimulationTime(nanoseconds: slot.since)
                state.waiting[type].count += 1
                state.waiting[type].longestWait = max(
                    state.waiting[type].longestWait ?? wait, wait)
            case .service:
                state.inService[type] += 1
                if Int(slot.place) < groups {
                    state.agents[Int(slot.place)].talking += 1
                } else {
                    state.talkingUnassigned += 1
                }
            case .passedOn:
                if let entry = later.contacts[slot.id] { state.add(entry, groups: groups) }
            case .left: break
            }
        }
        for leg in later.keepers.values {
            if Int(leg.group) < groups {
                state.agents[Int(leg.group)].talking += 1
            } else {
                state.talkingUnassigned += 1
            }
        }
        return state
    }
}

extension CenterState {
    /// Adds a contact after its first leg.
    mutating func add(_ entry: LaterContact, groups: Int) {
        switch entry.stage {
        case .between: betweenStages += 1
        case .callback: awaitingCallback += 1
        case .waiting:
            let wait = time - SimulationTime(nanoseconds: entry.since)
            waiting[entry.queue].count += 1
            waiting[entry.queue].longestWait = max(waiting[entry.queue].longestWait ?? wait, wait)
        case .service:
            inService[entry.queue] += 1
            if Int(entry.group) < groups {
                agents[Int(entry.group)].talking += 1
            } else {
                talkingUnassigned += 1
            }
        }
    }
}

/// Reads a log and keeps the state of the center at one instant.
///
/// Events at the instant itself have happened. Later events only settle which agents were in
/// after-contact work.
public struct StateProjection: ~Copyable, EventSink {
    private let instant: SimulationTime
    private var fold: CenterFold
    private let sharesAgents: Bool
    /// Contacts in hand by agent, those counted that an agent has passed on and stays with.
    private var inHand: [AgentID: Int] = [:]
    private var passed = false
    private var afterContact: [Int]
    private var open: [Bool] = []
    private var openCount = 0

    /// Prepares to read a log.
    ///
    /// - Parameters:
    ///   - configuration: Sizes of the center.
    ///   - instant: The instant of the state.
    public init(_ configuration: CenterFoldConfiguration, at instant: SimulationTime) {
        self.instant = instant
        fold = CenterFold(
            CenterFoldConfiguration(
                contactTypes: configuration.contactTypes, agentGroups: configuration.agentGroups,
                voicePools: configuration.voicePools, parts: .service))
        sharesAgents = configuration.contactsAtOnce.contains { $0 > 1 }
        afterContact = Array(repeating: 0, count: configuration.agentGroups + 1)
    }

    /// Whether no later event can change the state, so that reading may stop.
    public var isSettled: Bool { passed && openCount == 0 }

    /// Takes one event.
    public mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
        if time <= instant {
            fold.record(event, at: time)
            if sharesAgents { count(event) }
            return
        }
        if !passed {
            passed = true
            open = fold.agentsThatMayWork()
            openCount = open.count { $0 }
        }
        switch event {
        case .afterContactWorkEnded(let fact): settle(fact.agent, worked: true)
        case .contactAnswered(let fact): settle(fact.agent, worked: false)
        case .agentSignedOut(let fact): settle(fact.agent, worked: false)
        case .agentSignedIn(let fact): settle(fact.agent, worked: false)
        default: break
        }
    }

    private mutating func count(_ event: ContactCenterEvent) {
        switch event {
        case .contactAnswered(let fact): inHand[fact.agent, default: 0] += 1
        case .contactEnded(let fact): inHand[fact.agent, default: 0] -= 1
        case .agentReleased(let fact): inHand[fact.agent, default: 0] -= 1
        case .contactTransferred(let fact) where !fact.agentStays:
            inHand[fact.agent, default: 0] -= 1
        default: break
        }
    }

    private mutating func settle(_ agent: AgentID, worked: Bool) {
        let index = Int(agent.rawValue)
        guard index < open.count, open[index] else { return }
        open[index] = false
        openCount -= 1
        if worked { afterContact[fold.group(of: index)] += 1 }
    }

    /// The state at the instant.
    public var state: CenterState {
        var state = fold.state(at: instant)
        for group in state.agents.indices { state.agents[group].afterContact = afterContact[group] }
        // Whole numbers are summed: in which order does not matter.
        for (agent, contacts) in inHand where contacts > 1 {
            let group = fold.group(of: Int(agent.rawValue))
            guard group < state.agents.count else { continue }
            state.agents[group].talking = max(0, state.agents[group].talking - (contacts - 1))
        }
        return state
    }
}

extension CenterFold {
    borrowing func agentsThatMayWork() -> [Bool] {
        (0..<agents.capacity).map { agents.slots[$0].mayWork }
    }

    borrowing func group(of agent: Int) -> Int {
        agent < agents.capacity ? Int(agents.slots[agent].group) : Int(agents.unassigned)
    }
}
