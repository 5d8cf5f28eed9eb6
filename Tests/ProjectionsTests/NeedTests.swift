import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

@Suite("Needs over all their contacts")
struct NeedTests {
    private func contextGiven(_ contact: UInt32, known: UInt8, missing: UInt8)
        -> ContactCenterEvent
    {
        .handoffContextGiven(
            HandoffContextGiven(
                contact: ContactID(contact), known: known, missing: missing, verified: false,
                misunderstood: 0))
    }

    private func redial(_ contact: UInt32, after seconds: Double) -> ContactCenterEvent {
        .redialScheduled(
            RedialScheduled(
                contact: ContactID(contact), cause: .afterAbandonment,
                delay: SimulationDuration(seconds: seconds)))
    }

    private func arrival(_ contact: UInt32, caller: UInt32, attempt: UInt16) -> ContactCenterEvent {
        .contactArrived(
            ContactArrived(
                contact: ContactID(contact), contactType: ContactTypeID(0),
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: caller), attempt: attempt,
                cause: attempt == 0 ? .first : .afterAbandonment, priority: 0))
    }

    /// Four callers.
    ///
    /// Caller 0: resolved at once, 50 s. Caller 1: states 2 values to the voice agent and gives up in the queue,
    /// calls again, states 2 and, to the person, the third: resolved 700 s after the first arrival; 2 of them
    /// again. Caller 2: contained wrongly, and never calls again. Caller 3: will call again when the log ends.
    private func script() -> EventScript {
        var script = EventScript()
        for caller in UInt32(0)..<4 {
            script.add(0, arrival(caller, caller: caller, attempt: 0))
            script.startSession(0, caller)
        }
        script.endSession(50, 0, .resolved)
        script.endSession(60, 2, .falselyContained)
        script.add(60, contextGiven(1, known: 2, missing: 1))
        script.endSession(60, 1, .escalated)
        script.queue(60, 1)
        script.endSession(70, 3, .hungUp)
        script.add(70, redial(3, after: 5000))
        script.add(100, .contactAbandoned(ContactAbandoned(contact: ContactID(1))))
        script.add(100, redial(1, after: 400))
        script.add(500, arrival(4, caller: 1, attempt: 1))
        script.startSession(500, 4)
        script.add(560, contextGiven(4, known: 2, missing: 1))
        script.endSession(560, 4, .escalated)
        script.answer(600, 4, AgentID(0))
        script.end(700, 4, AgentID(0))
        return script
    }

    private func result(_ script: EventScript, follows: Bool = true) -> JourneyResult {
        var request = JourneyFold.Request(pools: 1, window: .zero..<SimulationTime.distantFuture)
        request.followsNeeds = follows
        var fold = JourneyFold(request)
        for (event, time) in script.events { fold.record(event, at: time) }
        return fold.result
    }

    @Test("contacts, times to resolution and values stated again of four needs, by hand")
    func byHand() throws {
        let found = try #require(result(script()).needs)
        #expect(found.needs == 3 && found.resolved == 2 && found.contacts == 4)
        #expect(found.byContacts == [0, 2, 1] && found.repeated == 1)
        #expect(found.resolutionTimes == [50, 700].map { $0 * 1_000_000_000 })
        #expect(found.valuesStatedAgain == 2)
        #expect(found.resolutionSeconds(permille: 500) == 50)
        #expect(found.resolutionSeconds(permille: 501) == 700)
        #expect(found.contactsQuantile(permille: 666) == 1)
        #expect(found.contactsQuantile(permille: 900) == 2)
        var twice = found
        twice += found
        #expect(twice.needs == 6 && twice.byContacts == [0, 4, 2])
        #expect(twice.resolutionSeconds(permille: 500) == 50)
    }

    @Test("indicators of needs are those numbers, for the center alone, and only where named")
    func indicators() throws {
        let script = script()
        var tally = script.tally(
            CenterFoldConfiguration(contactTypes: 1, agentGroups: 1, voicePools: 1))
        let description = RunDescription(
            name: "day", start: nil, intervalSeconds: 1800, warmUpSeconds: 0, horizonSeconds: nil,
            contactTypes: ["call"], agentGroups: ["desk"], voicePools: ["voice"],
            serviceLevelSeconds: 20)
        let expected: [(String, Double)] = [
            ("needResolutionRate", 2.0 / 3), ("repeatedNeedRate", 1.0 / 3),
            ("contactsPerNeedP90", 2), ("contactsPerNeedP99", 2), ("timeToResolution", 375),
            ("timeToResolutionP50", 50), ("timeToResolutionP90", 700),
            ("timeToResolutionP95", 700), ("valuesStatedAgainPerNeed", 2.0 / 3),
        ]
        let selection = try KPISelection(expected.map(\.0))
        #expect(selection.namesNeeds && selection.hasJourneys && !KPISelection.all.namesNeeds)
        tally.journeys = result(script)
        let rows = tally.kpiRows(names: description, selection)
        #expect(rows.map(\.kpi) == expected.map(\.0))
        #expect(rows.allSatisfy { $0.scope == .all && $0.contactType == "all" })
        for (row, (kpi, value)) in zip(rows, expected) {
            #expect(abs((row.value ?? .nan) - value) < 1e-12, "\(kpi): \(row.value ?? .nan)")
        }
        #expect(!tally.kpiRows(names: description).contains { $0.kpi == "timeToResolution" })
        // A fold that does not follow callers counts nothing.
        #expect(result(script, follows: false).needs == nil)
    }

    @Test("a caller whose first contact lies outside the window has no need that counts")
    func window() throws {
        var request = JourneyFold.Request(
            pools: 1, window: SimulationTime(seconds: 10)..<SimulationTime(seconds: 1000))
        request.followsNeeds = true
        var fold = JourneyFold(request)
        for (event, time) in script().events { fold.record(event, at: time) }
        #expect(fold.result.needs == NeedTally())
    }
}
