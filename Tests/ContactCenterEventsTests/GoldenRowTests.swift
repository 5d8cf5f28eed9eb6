import ContactCenterEvents
import Testing
import TwinPrimitives

/// Bytes computed by hand from `docs/event-log-format.md`, not by the encoder.
@Suite("Golden rows")
struct GoldenRowTests {
    private static let contact = ContactID(7)
    private static let agent = AgentID(100)

    /// Every row follows an arrival of contact 9 at 1,000 ns by 5 ns, so contact 7 is coded 2.
    static let rows: [(ContactCenterEvent, [UInt8])] = [
        (
            .runStarted(RunStarted(seed: 300, replication: 1, behaviourVersion: 2)),
            [0x41, 5, 0, 0, 0xAC, 0x02, 1, 2, 0, 2]
        ),
        (.runEnded(RunEnded(contacts: 10)), [0x42, 5, 0, 0, 10]),
        (
            .contactArrived(
                ContactArrived(
                    contact: ContactID(10), contactType: ContactTypeID(3),
                    caller: CallerKey(contactType: ContactTypeID(3), ordinal: 0), attempt: 0,
                    cause: .first, priority: 0)), [0x43, 5, 0, 0, 0x18]
        ),
        (
            .contactArrived(
                ContactArrived(
                    contact: ContactID(12), contactType: ContactTypeID(40),
                    caller: CallerKey(contactType: ContactTypeID(1), ordinal: 5), attempt: 2,
                    cause: .afterUnresolved, priority: -1)),
            [0x43, 5, 0, 0, 0xFF, 0x1B, 40, 2, 10, 1, 2, 0xFF]
        ),
        (.menuEntered(MenuEntered(contact: contact)), [0x44, 5, 0, 0, 2]),
        (.menuLeft(MenuLeft(contact: contact, hungUp: true)), [0x45, 5, 0, 0, 5]),
        (.contactBlocked(ContactBlocked(contact: contact)), [0x46, 5, 0, 0, 2]),
        (.contactBalked(ContactBalked(contact: contact)), [0x47, 5, 0, 0, 2]),
        (.contactQueued(ContactQueued(contact: contact)), [0x48, 5, 0, 0, 2]),
        (
            .contactAnswered(ContactAnswered(contact: contact, agent: agent)),
            [0x49, 5, 0, 0, 2, 101]
        ),
        (.contactAbandoned(ContactAbandoned(contact: contact)), [0x4A, 5, 0, 0, 2]),
        (
            // (101 << 2) + 2 = 406: agent, contact follows, duration recorded.
            .contactEnded(
                ContactEnded(contact: contact, agent: agent, durationRecorded: true)),
            [0x4B, 5, 0, 0, 0x96, 0x03, 2]
        ),
        (.afterContactWorkEnded(AfterContactWorkEnded(agent: .unknown)), [0x4C, 5, 0, 0, 0]),
        (
            .redialScheduled(
                RedialScheduled(
                    contact: contact, cause: .afterAbandonment,
                    delay: SimulationDuration(nanoseconds: 1_000))),
            [0x4D, 5, 0, 0, 2, 1, 0xD0, 0x0F]
        ),
        (
            .agentSignedIn(AgentSignedIn(agent: agent, group: AgentGroupID(2))),
            [0x4E, 5, 0, 0, 101, 2]
        ),
        (.agentSignedOut(AgentSignedOut(agent: agent)), [0x4F, 5, 0, 0, 101]),
        (
            .staffingChanged(StaffingChanged(group: AgentGroupID(2), count: 200)),
            [0x50, 5, 0, 0, 2, 0xC8, 0x01]
        ),
        (
            // Cause 4 has its high bit in bit 5 of the extras: 0x12 is attempt and priority.
            .contactArrived(
                ContactArrived(
                    contact: ContactID(10), contactType: ContactTypeID(3),
                    caller: CallerKey(contactType: ContactTypeID(3), ordinal: 0), attempt: 1,
                    cause: .afterService, priority: 0)), [0x43, 5, 0, 0, 0x1A, 0x22, 1]
        ),
        (.contactDisconnected(ContactDisconnected(contact: contact)), [0x58, 5, 0, 0, 2]),
        (.callbackOffered(CallbackOffered(contact: contact)), [0x59, 5, 0, 0, 2]),
        (.callbackAccepted(CallbackAccepted(contact: contact)), [0x5A, 5, 0, 0, 2]),
        (
            .callbackDialled(CallbackDialled(contact: contact, agent: agent)),
            [0x5B, 5, 0, 0, 2, 101]
        ),
        (
            // Type 3, the agent stays: 3 << 1 | 1.
            .contactTransferred(
                ContactTransferred(
                    contact: contact, agent: agent, contactType: ContactTypeID(3),
                    agentStays: true)), [0x5C, 5, 0, 0, 2, 101, 7]
        ),
        (
            .agentReleased(AgentReleased(contact: contact, agent: agent)),
            [0x5D, 5, 0, 0, 2, 101]
        ),
        (.holdStarted(HoldStarted(contact: contact)), [0x5E, 5, 0, 0, 2]),
        (.holdEnded(HoldEnded(contact: contact)), [0x5F, 5, 0, 0, 2]),
        (.breakStarted(BreakStarted(agent: agent)), [0x60, 5, 0, 0, 101]),
        (.breakEnded(BreakEnded(agent: agent)), [0x61, 5, 0, 0, 101]),
        (
            .numberDialled(NumberDialled(contactType: ContactTypeID(3), reached: false)),
            [0x62, 5, 0, 0, 6]
        ),
        (
            .sessionStarted(SessionStarted(contact: contact, pool: VoicePoolID(1))),
            [0x51, 5, 0, 0, 2, 1]
        ),
        (
            .sessionRefused(SessionRefused(contact: contact, pool: VoicePoolID(1))),
            [0x52, 5, 0, 0, 2, 1]
        ),
        (
            // (512 << 2) + 2 = 2050: score, right, not accepted.
            .utteranceUnderstood(
                UtteranceUnderstood(
                    contact: contact, turn: 3, right: true, accepted: false, score: 512)),
            [0x53, 5, 0, 0, 2, 3, 0x82, 0x10]
        ),
        (
            .promptStarted(
                PromptStarted(
                    contact: contact, turn: 3, latency: SimulationDuration(nanoseconds: 1_000))),
            [0x54, 5, 0, 0, 2, 3, 0xD0, 0x0F]
        ),
        (
            .fallbackTriggered(FallbackTriggered(contact: contact, trigger: .askedForPerson)),
            [0x55, 5, 0, 0, 2, 2]
        ),
        (.handoffPackaged(HandoffPackaged(contact: contact, turns: 4)), [0x56, 5, 0, 0, 2, 4]),
        (
            .sessionEnded(SessionEnded(contact: contact, outcome: .escalated, wrongActions: 1)),
            [0x57, 5, 0, 0, 2, 2, 1]
        ),
        (.repairEntered(RepairEntered(contact: contact, pattern: 4)), [0x63, 5, 0, 0, 2, 4]),
        (
            .callerVerified(CallerVerified(contact: contact, level: 2, passed: true)),
            [0x64, 5, 0, 0, 2, 2, 1]
        ),
        (
            .toolCalled(ToolCalled(contact: contact, tool: 300, wrong: true)),
            [0x65, 5, 0, 0, 2, 0xAC, 0x02, 1]
        ),
        (
            .handoffContextGiven(
                HandoffContextGiven(
                    contact: contact, known: 3, missing: 2, verified: false, misunderstood: 5)),
            [0x66, 5, 0, 0, 2, 3, 2, 0, 5]
        ),
        (
            // 0x51: failed, a hedge, on the critical path; 300 ns is AC 02 in groups of seven bits.
            .stageServed(
                StageServed(
                    contact: contact, stage: 4, attempt: 1, outcome: .failed, isHedge: true,
                    isCritical: true, queued: SimulationDuration(nanoseconds: 300),
                    served: SimulationDuration(nanoseconds: 7), elapsed: .zero)),
            [0x67, 5, 0, 0, 2, 4, 1, 0x51, 0xAC, 0x02, 7, 0]
        ),
        (
            .leverMoved(
                LeverMoved(
                    pool: VoicePoolID(1), setting: .share, value: 300, lever: 4, cause: .ruleMet)),
            [0x68, 5, 0, 0, 1, 2, 0xAC, 0x02, 4, 1]
        ),
        (
            .faultStarted(FaultStarted(fault: 2, occurrence: 3, pool: VoicePoolID(1))),
            [0x69, 5, 0, 0, 2, 3, 1]
        ),
        (
            .faultEnded(FaultEnded(fault: 2, occurrence: 3, pool: VoicePoolID(1))),
            [0x6A, 5, 0, 0, 2, 3, 1]
        ),
        (
            .flowEntered(FlowEntered(contact: contact, flow: 300)),
            [0x6B, 5, 0, 0, 2, 0xAC, 0x02]
        ),
    ]

    @Test("have the bytes of the written format", arguments: rows)
    func golden(event: ContactCenterEvent, row: [UInt8]) {
        var encoder = EventRowEncoder(blockBytes: 1024, attachment: Array("{}".utf8))
        encoder.encode(
            .contactArrived(
                ContactArrived(
                    contact: ContactID(9), contactType: ContactTypeID(0),
                    caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0), attempt: 0,
                    cause: .first, priority: 0)), at: SimulationTime(nanoseconds: 1_000))
        encoder.encode(event, at: SimulationTime(nanoseconds: 1_005))
        let context: [UInt8] = [0xFF] + [UInt8](repeating: 0, count: 8) + [255, 255, 255, 255]
        let arrival: [UInt8] = [0x43, 0xE8, 0x03, 0x00, 0x01, 0x09]
        let rows = context + arrival + row
        var arena: [UInt8] = []
        if case .runStarted = event { arena = Array("{}".utf8) }
        #expect(encoder.takeBlock { Array($0) } == [UInt8(rows.count), 0, 0, 0] + rows + arena)
    }

    @Test("exist for every kind")
    func complete() {
        #expect(Set(Self.rows.map { $0.0.kind }).count == EventKind.allCases.count)
    }
}

@Suite("Kinds of events")
struct EventKindTests {
    @Test("keep the numbers that were once given")
    func numbers() {
        let names = [
            "RunStarted", "RunEnded", "ContactArrived", "MenuEntered", "MenuLeft",
            "ContactBlocked", "ContactBalked", "ContactQueued", "ContactAnswered",
            "ContactAbandoned", "ContactEnded", "AfterContactWorkEnded", "RedialScheduled",
            "AgentSignedIn", "AgentSignedOut", "StaffingChanged", "SessionStarted",
            "SessionRefused", "UtteranceUnderstood", "PromptStarted", "FallbackTriggered",
            "HandoffPackaged", "SessionEnded",
        ]
        for (index, name) in names.enumerated() {
            #expect(EventKind(named: name)?.rawValue == UInt8(index + 1))
        }
        #expect(EventKind.allCases.count >= names.count)
        #expect(EventKind.allCases.allSatisfy { $0.rawValue > 0 && $0.rawValue < 62 })
    }

    @Test("of a later program are refused by name and version")
    func future() throws {
        var schema = EventSchema.current
        schema.entries[7].version = 3
        schema.entries.append(.init(kind: 60, version: 1, name: "CallbackOffered"))
        let read = try #require(EventSchema(text: schema.text))
        #expect(read == schema)
        var encoder = EventRowEncoder(blockBytes: 1024)
        encoder.encode(
            .contactQueued(ContactQueued(contact: ContactID(.max))), at: SimulationTime.zero)
        var payload = encoder.takeBlock { Array($0) }
        let row = payload.count - 2
        func refusal() -> EventRowError? {
            var sink = EventGatherer()
            var decoder = EventRowDecoder(schema: schema)
            do throws(EventRowError) {
                let bytes = UnsafeMutableRawBufferPointer.allocate(
                    byteCount: payload.count, alignment: 8)
                defer { bytes.deallocate() }
                bytes.copyBytes(from: payload)
                try decoder.decode(UnsafeRawBufferPointer(bytes), count: 1, into: &sink)
                return nil
            } catch {
                return error
            }
        }
        #expect(
            refusal()
                == .unknownKind(
                    offset: row - 4, kind: 8, name: "ContactQueued", version: 3, known: 1))
        payload[row] = 60
        #expect(
            refusal()
                == .unknownKind(
                    offset: row - 4, kind: 60, name: "CallbackOffered", version: 1, known: 0))
        payload[row] = 61
        #expect(refusal() == .malformedRow(offset: row - 4, kind: 61))
    }
}
