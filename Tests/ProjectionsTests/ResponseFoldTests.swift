import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

@Suite("Latencies by flow")
struct ResponseFoldTests {
    private func description(flows: Int) -> RunDescription {
        RunDescription(
            name: "flows", start: nil, horizonSeconds: 1000, contactTypes: ["call"],
            agentGroups: ["people"], voicePools: ["voice"],
            stations: [StationDescription(name: "core", places: 1)],
            stages: [StageDescription(pool: 0, name: "core", station: 0, isTool: true)],
            flows: (0..<flows).map { FlowDescription(pool: 0, name: "flow \($0)") })
    }

    private func tally(_ events: [(Double, ContactCenterEvent)], flows: Int = 2) throws
        -> ResponseTally
    {
        var fold = CenterFold(
            try CenterFoldConfiguration(description(flows: flows), perInterval: false))
        for (seconds, event) in events { fold.record(event, at: SimulationTime(seconds: seconds)) }
        return try #require(fold.tally().responses)
    }

    private func arrive(_ contact: UInt32, _ seconds: Double) -> [(Double, ContactCenterEvent)] {
        [
            (
                seconds,
                .contactArrived(
                    ContactArrived(
                        contact: ContactID(contact), contactType: ContactTypeID(0),
                        caller: CallerKey(contactType: ContactTypeID(0), ordinal: contact),
                        attempt: 0, cause: .first, priority: 0))
            ),
            (
                seconds,
                .sessionStarted(
                    SessionStarted(contact: ContactID(contact), pool: VoicePoolID(0)))
            ),
        ]
    }

    private func enter(_ contact: UInt32, _ flow: UInt16) -> ContactCenterEvent {
        .flowEntered(FlowEntered(contact: ContactID(contact), flow: flow))
    }

    private func answer(_ contact: UInt32, _ seconds: Double) -> ContactCenterEvent {
        .promptStarted(
            PromptStarted(
                contact: ContactID(contact), turn: 0,
                latency: SimulationDuration(seconds: seconds)))
    }

    private func end(_ contact: UInt32) -> ContactCenterEvent {
        .sessionEnded(
            SessionEnded(contact: ContactID(contact), outcome: .resolved, wrongActions: 0))
    }

    @Test("an answer counts for the flow that its dialogue turned to last; before any, for none")
    func byFlow() throws {
        let found = try tally(
            arrive(0, 0) + [
                (1, answer(0, 9)), (2, enter(0, 1)), (2, answer(0, 1)), (3, answer(0, 2)),
                (4, enter(0, 0)), (4, answer(0, 4)), (5, enter(0, 1)), (5, answer(0, 3)),
                (6, end(0)),
            ])
        #expect(found.all.count == 5)
        #expect(found.flows.map(\.count) == [1, 3])
        #expect(found.flows.map { $0.quantileSeconds(permille: 1000) } == [4, 3])
        // 1, 2 and 3 s.
        #expect(found.flows[1].sum == 6_000_000_000)
    }

    @Test("what a session was about ends with it; flows that the log does not name are left out")
    func ends() throws {
        let found = try tally(
            arrive(0, 0) + [(1, enter(0, 0)), (2, end(0)), (3, enter(1, 7))] + arrive(1, 3)
                + [(4, enter(1, 7)), (5, answer(1, 1)), (6, end(1))])
        #expect(found.flows.map(\.count) == [0, 0])
        #expect(found.all.count == 1)
    }

    @Test("replications add up")
    func sums() throws {
        let events =
            arrive(0, 0) + [(1, enter(0, 1)), (2, answer(0, 1)), (3, end(0))]
        var sum = try tally(events)
        sum += try tally(events)
        #expect(sum.flows.map(\.count) == [0, 2])
    }
}
