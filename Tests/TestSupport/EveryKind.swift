public import ContactCenterEvents
public import EventLog
import RunLogs
public import TwinPrimitives

/// One event of every kind, and events with random fields.
public enum EveryKind {
    /// A fixed list with every kind, in order of time; the golden log of schema 5 holds it.
    public static let events: [(ContactCenterEvent, SimulationTime)] = timed(
        firstKinds.dropLast().map(\.0) + laterKinds + dialogueKinds + stationKinds + leverKinds
            + flowKinds + [.runEnded(RunEnded(contacts: 1))])

    /// The kinds of schema 4, in order of time; its golden log holds them.
    public static let fourthKinds: [(ContactCenterEvent, SimulationTime)] = timed(
        firstKinds.dropLast().map(\.0) + laterKinds + dialogueKinds + stationKinds + leverKinds
            + [.runEnded(RunEnded(contacts: 1))])

    /// The kinds of schema 3, in order of time; its golden log holds them.
    public static let thirdKinds: [(ContactCenterEvent, SimulationTime)] = timed(
        firstKinds.dropLast().map(\.0) + laterKinds + dialogueKinds
            + [.runEnded(RunEnded(contacts: 1))])

    /// The kinds of schema 2, in order of time; its golden log holds them.
    public static let secondKinds: [(ContactCenterEvent, SimulationTime)] = timed(
        firstKinds.dropLast().map(\.0) + laterKinds + [.runEnded(RunEnded(contacts: 1))])

    /// The kinds of schema 1, in order of time; its golden log holds them.
    public static let firstKinds: [(ContactCenterEvent, SimulationTime)] = {
        let contact = ContactID(0)
        let agent = AgentID(3)
        let list: [ContactCenterEvent] = [
            .runStarted(RunStarted(seed: 42, replication: 1, behaviourVersion: 2)),
            .staffingChanged(StaffingChanged(group: AgentGroupID(1), count: 12)),
            .agentSignedIn(AgentSignedIn(agent: agent, group: AgentGroupID(1))),
            .contactArrived(
                ContactArrived(
                    contact: contact, contactType: ContactTypeID(1),
                    caller: CallerKey(contactType: ContactTypeID(1), ordinal: 5), attempt: 1,
                    cause: .afterUnresolved, priority: -2)),
            .menuEntered(MenuEntered(contact: contact)),
            .menuLeft(MenuLeft(contact: contact, hungUp: false)),
            .contactBlocked(ContactBlocked(contact: contact)),
            .sessionRefused(SessionRefused(contact: contact, pool: VoicePoolID(1))),
            .sessionStarted(SessionStarted(contact: contact, pool: VoicePoolID(0))),
            .utteranceUnderstood(
                UtteranceUnderstood(
                    contact: contact, turn: 2, right: true, accepted: false, score: 700)),
            .promptStarted(
                PromptStarted(
                    contact: contact, turn: 2,
                    latency: SimulationDuration(nanoseconds: 812_345_678))),
            .fallbackTriggered(FallbackTriggered(contact: contact, trigger: .totalFailures)),
            .handoffPackaged(HandoffPackaged(contact: contact, turns: 3)),
            .sessionEnded(SessionEnded(contact: contact, outcome: .escalated, wrongActions: 1)),
            .contactBalked(ContactBalked(contact: contact)),
            .contactQueued(ContactQueued(contact: contact)),
            .contactAbandoned(ContactAbandoned(contact: contact)),
            .contactAnswered(ContactAnswered(contact: contact, agent: agent)),
            .contactEnded(
                ContactEnded(contact: contact, agent: .unknown, durationRecorded: false)),
            .afterContactWorkEnded(AfterContactWorkEnded(agent: agent)),
            .redialScheduled(
                RedialScheduled(
                    contact: contact, cause: .afterAbandonment,
                    delay: SimulationDuration(nanoseconds: 2_400_000_000_000))),
            .agentSignedOut(AgentSignedOut(agent: agent)),
            .runEnded(RunEnded(contacts: 1)),
        ]
        return timed(list)
    }()

    /// The kinds that came with schema 2.
    private static let laterKinds: [ContactCenterEvent] = {
        let contact = ContactID(0)
        let agent = AgentID(3)
        return [
            .contactDisconnected(ContactDisconnected(contact: contact)),
            .callbackOffered(CallbackOffered(contact: contact)),
            .callbackAccepted(CallbackAccepted(contact: contact)),
            .callbackDialled(CallbackDialled(contact: contact, agent: agent)),
            .contactTransferred(
                ContactTransferred(
                    contact: contact, agent: agent, contactType: ContactTypeID(1),
                    agentStays: true)),
            .agentReleased(AgentReleased(contact: contact, agent: agent)),
            .holdStarted(HoldStarted(contact: contact)),
            .holdEnded(HoldEnded(contact: contact)),
            .breakStarted(BreakStarted(agent: agent)),
            .breakEnded(BreakEnded(agent: agent)),
            .numberDialled(NumberDialled(contactType: ContactTypeID(1), reached: true)),
        ]
    }()

    /// The kinds that came with schema 3.
    private static let dialogueKinds: [ContactCenterEvent] = {
        let contact = ContactID(0)
        return [
            .repairEntered(RepairEntered(contact: contact, pattern: 4)),
            .callerVerified(CallerVerified(contact: contact, level: 2, passed: true)),
            .toolCalled(ToolCalled(contact: contact, tool: 3, wrong: false)),
            .handoffContextGiven(
                HandoffContextGiven(
                    contact: contact, known: 2, missing: 1, verified: true, misunderstood: 1)),
        ]
    }()

    /// The kind of the stations of voice agents, of schema 4.
    private static let stationKinds: [ContactCenterEvent] = [
        .stageServed(
            StageServed(
                contact: ContactID(0), stage: 2, attempt: 1, outcome: .answered, isCritical: true,
                queued: SimulationDuration(nanoseconds: 120_000_000),
                served: SimulationDuration(nanoseconds: 812_345_678),
                elapsed: SimulationDuration(nanoseconds: 1_932_345_678)))
    ]

    /// The other kinds that came with schema 4.
    private static let leverKinds: [ContactCenterEvent] = [
        .leverMoved(
            LeverMoved(
                pool: VoicePoolID(1), setting: .share, value: 300_000, lever: 2, cause: .ruleMet)),
        .faultStarted(FaultStarted(fault: 1, occurrence: 3, pool: VoicePoolID(0))),
        .faultEnded(FaultEnded(fault: 1, occurrence: 3, pool: VoicePoolID(0))),
    ]

    /// The kind that came with schema 5.
    private static let flowKinds: [ContactCenterEvent] = [
        .flowEntered(FlowEntered(contact: ContactID(0), flow: 300))
    ]

    private static func timed(
        _ list: [ContactCenterEvent]
    ) -> [(ContactCenterEvent, SimulationTime)] {
        list.enumerated().map {
            ($1, SimulationTime(nanoseconds: Int64($0 * $0) * 1_234_567_891))
        }
    }

    /// Writes the fixed list as a log on the real file system.
    ///
    /// - Parameter directory: Directory of the log.
    /// - Throws: `EventLogError`.
    public static func write(to directory: String) throws(EventLogError) {
        var sink = try LogSink(
            directory: directory, description: SyntheticRun.description,
            run: RunStarted(seed: 42, replication: 1, behaviourVersion: 2))
        for (event, time) in events { sink.record(event, at: time) }
        _ = try sink.finish()
    }

    /// An event of a kind whose fields take any value that their types allow, small ones often.
    public static func random<Generator: RandomNumberGenerator>(
        _ kind: EventKind, using generator: inout Generator
    ) -> ContactCenterEvent {
        var fields = RandomFields(generator: generator)
        defer { generator = fields.generator }
        return fields.centerEvent(kind)
    }
}

/// Draws the fields of events.
private struct RandomFields<Generator: RandomNumberGenerator> {
    var generator: Generator

    mutating func word<Number: FixedWidthInteger & UnsignedInteger>() -> Number {
        let bits = Int.random(in: 0...Number.bitWidth, using: &generator)
        let value = Number.random(in: 0 ... .max, using: &generator)
        return bits == 0 ? 0 : value >> Number(Number.bitWidth - bits)
    }

    mutating func flag() -> Bool { Bool.random(using: &generator) }

    mutating func pick<Choice: CaseIterable>(_ type: Choice.Type, or fallback: Choice) -> Choice {
        type.allCases.randomElement(using: &generator) ?? fallback
    }

    mutating func duration() -> SimulationDuration {
        let size: UInt64 = word()
        return SimulationDuration(nanoseconds: Int64(bitPattern: size))
    }

    mutating func centerEvent(_ kind: EventKind) -> ContactCenterEvent {
        let contact = ContactID(word())
        let agent = flag() ? AgentID(word()) : .unknown
        switch kind {
        case .runStarted:
            return .runStarted(
                RunStarted(seed: word(), replication: word(), behaviourVersion: word()))
        case .runEnded: return .runEnded(RunEnded(contacts: word()))
        case .contactArrived:
            return .contactArrived(
                ContactArrived(
                    contact: contact, contactType: ContactTypeID(word()),
                    caller: CallerKey(contactType: ContactTypeID(word()), ordinal: word()),
                    attempt: word(), cause: pick(ArrivalCause.self, or: .first),
                    priority: Int8(bitPattern: word())))
        case .menuEntered: return .menuEntered(MenuEntered(contact: contact))
        case .menuLeft:
            return .menuLeft(
                MenuLeft(contact: contact, hungUp: flag()))
        case .contactBlocked: return .contactBlocked(ContactBlocked(contact: contact))
        case .contactBalked: return .contactBalked(ContactBalked(contact: contact))
        case .contactQueued: return .contactQueued(ContactQueued(contact: contact))
        case .contactAnswered:
            return .contactAnswered(ContactAnswered(contact: contact, agent: agent))
        case .contactAbandoned: return .contactAbandoned(ContactAbandoned(contact: contact))
        case .contactEnded:
            return .contactEnded(
                ContactEnded(
                    contact: contact, agent: agent,
                    durationRecorded: flag()))
        case .afterContactWorkEnded:
            return .afterContactWorkEnded(AfterContactWorkEnded(agent: agent))
        case .redialScheduled:
            return .redialScheduled(
                RedialScheduled(
                    contact: contact, cause: pick(ArrivalCause.self, or: .first),
                    delay: duration()))
        case .agentSignedIn:
            return .agentSignedIn(AgentSignedIn(agent: agent, group: AgentGroupID(word())))
        case .agentSignedOut: return .agentSignedOut(AgentSignedOut(agent: agent))
        case .staffingChanged:
            return .staffingChanged(StaffingChanged(group: AgentGroupID(word()), count: word()))
        case .sessionStarted, .sessionRefused, .utteranceUnderstood, .promptStarted,
            .fallbackTriggered, .handoffPackaged, .sessionEnded, .repairEntered,
            .callerVerified, .toolCalled, .handoffContextGiven, .stageServed, .flowEntered:
            return voiceEvent(kind, contact)
        case .leverMoved:
            return .leverMoved(
                LeverMoved(
                    pool: VoicePoolID(word()), setting: pick(LeverSetting.self, or: .operation),
                    value: word(), lever: word(), cause: pick(LeverCause.self, or: .planned)))
        case .faultStarted:
            return .faultStarted(
                FaultStarted(fault: word(), occurrence: word(), pool: VoicePoolID(word())))
        case .faultEnded:
            return .faultEnded(
                FaultEnded(fault: word(), occurrence: word(), pool: VoicePoolID(word())))
        case .contactDisconnected, .callbackOffered, .callbackAccepted, .callbackDialled,
            .contactTransferred, .agentReleased, .holdStarted, .holdEnded, .breakStarted,
            .breakEnded, .numberDialled:
            return rareEvent(kind, contact, agent)
        }
    }

    mutating func rareEvent(
        _ kind: EventKind, _ contact: ContactID, _ agent: AgentID
    ) -> ContactCenterEvent {
        switch kind {
        case .contactDisconnected:
            return .contactDisconnected(ContactDisconnected(contact: contact))
        case .callbackOffered: return .callbackOffered(CallbackOffered(contact: contact))
        case .callbackAccepted: return .callbackAccepted(CallbackAccepted(contact: contact))
        case .callbackDialled:
            return .callbackDialled(CallbackDialled(contact: contact, agent: agent))
        case .contactTransferred:
            return .contactTransferred(
                ContactTransferred(
                    contact: contact, agent: agent, contactType: ContactTypeID(word()),
                    agentStays: flag()))
        case .agentReleased:
            return .agentReleased(AgentReleased(contact: contact, agent: agent))
        case .holdStarted: return .holdStarted(HoldStarted(contact: contact))
        case .holdEnded: return .holdEnded(HoldEnded(contact: contact))
        case .breakStarted: return .breakStarted(BreakStarted(agent: agent))
        case .breakEnded: return .breakEnded(BreakEnded(agent: agent))
        case .numberDialled:
            return .numberDialled(
                NumberDialled(contactType: ContactTypeID(word()), reached: flag()))
        default: preconditionFailure("not a rare event")
        }
    }

    mutating func voiceEvent(_ kind: EventKind, _ contact: ContactID) -> ContactCenterEvent {
        switch kind {
        case .sessionStarted:
            return .sessionStarted(SessionStarted(contact: contact, pool: VoicePoolID(word())))
        case .sessionRefused:
            return .sessionRefused(SessionRefused(contact: contact, pool: VoicePoolID(word())))
        case .utteranceUnderstood:
            return .utteranceUnderstood(
                UtteranceUnderstood(
                    contact: contact, turn: word(), right: flag(),
                    accepted: flag(), score: word()))
        case .promptStarted:
            return .promptStarted(
                PromptStarted(contact: contact, turn: word(), latency: duration()))
        case .fallbackTriggered:
            return .fallbackTriggered(
                FallbackTriggered(
                    contact: contact,
                    trigger: pick(FallbackTrigger.self, or: .consecutiveFailures)))
        case .handoffPackaged:
            return .handoffPackaged(HandoffPackaged(contact: contact, turns: word()))
        case .sessionEnded:
            return .sessionEnded(
                SessionEnded(
                    contact: contact, outcome: pick(SessionOutcome.self, or: .resolved),
                    wrongActions: word()))
        case .repairEntered:
            return .repairEntered(RepairEntered(contact: contact, pattern: word()))
        case .callerVerified:
            return .callerVerified(
                CallerVerified(contact: contact, level: word(), passed: flag()))
        case .toolCalled:
            return .toolCalled(ToolCalled(contact: contact, tool: word(), wrong: flag()))
        case .handoffContextGiven:
            return .handoffContextGiven(
                HandoffContextGiven(
                    contact: contact, known: word(), missing: word(), verified: flag(),
                    misunderstood: word()))
        case .stageServed:
            return .stageServed(
                StageServed(
                    contact: contact, stage: word(), attempt: word(),
                    outcome: pick(StageOutcome.self, or: .answered), isHedge: flag(),
                    isSpeculative: flag(), isCritical: flag(), queued: duration(),
                    served: duration(), elapsed: duration()))
        case .flowEntered: return .flowEntered(FlowEntered(contact: contact, flow: word()))
        default: preconditionFailure("not an event of a voice agent")
        }
    }
}

/// A small generator with a visible state: SplitMix64.
public struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    /// Starts from a seed.
    public init(seed: UInt64) { state = seed }

    /// The next word.
    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
