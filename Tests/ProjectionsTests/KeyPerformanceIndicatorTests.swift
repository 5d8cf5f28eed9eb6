import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

@Suite("key performance indicators on a list of events counted by hand")
struct KeyPerformanceIndicatorTests {
    static let names = RunDescription(
        name: "by hand", start: nil, contactTypes: ["regular"], agentGroups: ["tellers"],
        voicePools: ["voice"])

    /// Fourteen contacts in one hour, one for each way through the center.
    static var script: EventScript {
        var script = EventScript()
        let first = AgentID(0)
        let second = AgentID(1)
        script.signIn(0, 0)
        script.signIn(0, 1)
        script.arrive(0, 0)
        script.add(0, .menuEntered(MenuEntered(contact: ContactID(0))))
        script.add(5, .menuLeft(MenuLeft(contact: ContactID(0), hungUp: true)))
        script.arrive(10, 1)
        script.add(10, .contactBlocked(ContactBlocked(contact: ContactID(1))))
        script.arrive(20, 2)
        script.answer(20, 2, first)
        script.arrive(30, 3)
        script.answer(30, 3, second)
        script.arrive(40, 4)
        script.queue(40, 4)
        script.arrive(50, 5)
        script.queue(50, 5)
        script.abandon(55, 4)
        script.redial(55, 4, .afterAbandonment)
        script.arrive(60, 6)
        script.add(60, .contactBalked(ContactBalked(contact: ContactID(6))))
        script.arrive(65, 7)
        script.queue(65, 7)
        script.end(70, 2, first)
        script.answer(70, 5, first)
        script.arrive(80, 8, attempt: 1)
        script.queue(80, 8)
        script.end(100, 5, first)
        script.end(110, 3, second)
        script.finishWork(120, 1)
        script.answer(120, 8, second)
        script.abandon(165, 7)
        script.end(180, 8, second)
        addSessions(&script, first, second)
        script.signOut(3600, 0)
        script.signOut(3600, 1)
        script.add(3600, .runEnded(RunEnded(contacts: 14)))
        return script
    }

    private static func addSessions(
        _ script: inout EventScript, _ first: AgentID, _ second: AgentID
    ) {
        script.arrive(200, 9)
        script.startSession(200, 9)
        script.turn(201, 9, right: true, accepted: true, latency: 1)
        script.arrive(210, 10)
        script.startSession(210, 10)
        script.turn(212, 10, right: false, accepted: true, latency: 2)
        script.arrive(220, 11)
        script.startSession(220, 11)
        script.turn(223, 11, right: false, accepted: false, latency: 3)
        script.arrive(230, 12)
        script.startSession(230, 12)
        script.arrive(240, 13)
        script.add(
            240,
            .sessionRefused(SessionRefused(contact: ContactID(13), pool: VoicePoolID(0))))
        script.answer(240, 13, second)
        script.turn(244, 11, right: false, accepted: false, latency: 4)
        script.endSession(250, 12, .hungUp)
        script.endSession(260, 9, .resolved)
        script.endSession(270, 10, .falselyContained, wrongActions: 1)
        script.redial(270, 10, .afterUnresolved)
        script.add(
            300,
            .fallbackTriggered(
                FallbackTriggered(contact: ContactID(11), trigger: .consecutiveFailures)))
        script.endSession(300, 11, .escalated)
        script.add(300, .handoffPackaged(HandoffPackaged(contact: ContactID(11), turns: 2)))
        script.answer(300, 11, first)
        script.end(340, 13, second)
        script.finishWork(360, 1)
        script.end(400, 11, first)
    }

    static let expected: [(String, Double)] = [
        ("offered", 14), ("menuHangups", 1), ("blocked", 1), ("balked", 1), ("served", 6),
        ("abandoned", 2),
        // 9 sought a human: 4 queued, 4 answered at once, 1 balked.
        ("abandonmentRate", 2 / 9.0), ("abandonmentRateOfQueued", 2 / 4.0),
        ("delayProbability", 4 / 9.0),
        // Waits 15 and 100 (abandoned), 20 and 40 (answered), and five of 0.
        ("meanWait", 175 / 9.0), ("meanWaitQueued", 175 / 4.0), ("speedOfAnswer", 60 / 6.0),
        ("waitP50", 0), ("waitP90", 100), ("waitP95", 100), ("waitP99", 100),
        // Answered within 20 s: four at once and the one that waited exactly 20 s.
        ("serviceLevelOffered", 5 / 9.0), ("serviceLevelAnswered", 5 / 6.0),
        ("serviceLevelExcludingShortAbandons", 5 / 7.0),
        ("serviceLevelCountingAbandons", 7 / 9.0),
        ("meanQueueLength", 175 / 3600.0),
        // Talk 50 + 80 + 30 + 60 + 100 + 100, after-contact work 10 + 20; two agents, one hour.
        ("occupancy", 450 / 7200.0), ("handlingTime", 450 / 6.0),
        // Handling 30 50 60 90 100 120: rank 3 of 6.
        ("handlingTimeMedian", 60),
        ("containmentRate", 2 / 4.0), ("resolutionRate", 1 / 4.0),
        ("falseContainmentRate", 1 / 4.0), ("escalationRate", 1 / 4.0),
        ("repeatContactRate", 1 / 14.0), ("abandonedInVoiceAgent", 1 / 4.0),
        ("voiceAgentBlocked", 1 / 5.0), ("wrongActionRate", 1 / 4.0),
        ("sessionsWithWrongActionRate", 1 / 4.0), ("turnDefectRate", 3 / 4.0),
        ("responseLatencyMean", 2.5), ("responseLatencyP50", 2), ("responseLatencyP95", 4),
        ("responseLatencyP99", 4),
        // 2 h x 36, 220 s of session x 0.06/min, 4 sessions x 0.5; 6 served + 1 resolved.
        ("costPerResolvedContact", (72 + 0.22 + 2) / 7),
    ]

    @Test("every indicator of the registry has its hand-computed value, in the registry's order")
    func handComputedValues() throws {
        let tally = Self.script.tally(try CenterFoldConfiguration(Self.names, perInterval: false))
        let prices = PriceTable(
            groupPerHour: [36], poolPerMinute: [0.06], poolPerSession: [0.5])
        let rows = tally.kpiRows(.all, names: Self.names, prices: prices)
        #expect(rows.map(\.kpi) == Self.expected.map(\.0))
        for (row, expected) in zip(rows, Self.expected) {
            let value = try #require(row.value, "\(row.kpi)")
            #expect(abs(value - expected.1) <= 1e-12 * max(1, expected.1), "\(row.kpi)")
        }
        #expect(tally.violation() == nil)
        #expect(tally.ignoredEvents == 0)
    }

    @Test("the names are those that outputs promise, each once")
    func promisedNames() {
        let promised = """
            offered menuHangups blocked balked served abandoned abandonmentRate \
            abandonmentRateOfQueued delayProbability meanWait meanWaitQueued speedOfAnswer waitP50 \
            waitP90 waitP95 waitP99 serviceLevelOffered serviceLevelAnswered \
            serviceLevelExcludingShortAbandons serviceLevelCountingAbandons meanQueueLength \
            occupancy handlingTime handlingTimeMedian containmentRate resolutionRate \
            falseContainmentRate escalationRate repeatContactRate abandonedInVoiceAgent \
            voiceAgentBlocked wrongActionRate turnDefectRate responseLatencyMean \
            responseLatencyP50 responseLatencyP95 responseLatencyP99 costPerResolvedContact
            """.split(separator: " ").map(String.init)
        let names = KeyPerformanceIndicators.all.map(\.name)
        #expect(names.filter { $0 != "sessionsWithWrongActionRate" } == promised)
        for name in names { #expect(KeyPerformanceIndicators.named(name)?.name == name) }
    }

    @Test("redials are counted by cause and fallbacks by trigger")
    func causes() throws {
        let tally = Self.script.tally(try CenterFoldConfiguration(Self.names, perInterval: false))
        let contacts = tally.allContacts
        #expect(contacts.redialsAfterAbandonment == 1)
        #expect(contacts.redialsAfterUnresolved == 1)
        #expect(contacts.fallbacksConsecutiveFailures == 1)
        #expect(contacts.fallbacksTurnLimit == 0)
        #expect(contacts.handoffs == 1)
    }

    @Test("who asked for a person and who was taken over are shares of the sessions that ended")
    func askedAndTaken() throws {
        var script = EventScript()
        let triggers: [FallbackTrigger?] = [
            .askedForPerson, .lever, nil, .askedForPerson, .noProgress,
        ]
        for (number, trigger) in triggers.enumerated() {
            let (contact, time) = (UInt32(number), Double(number) * 10)
            script.arrive(time, contact)
            script.startSession(time, contact)
            guard let trigger else {
                script.endSession(time + 5, contact, .resolved)
                continue
            }
            script.add(
                time + 5,
                .fallbackTriggered(
                    FallbackTriggered(contact: ContactID(contact), trigger: trigger)))
            script.endSession(time + 5, contact, .escalated)
        }
        let tally = script.tally(try CenterFoldConfiguration(Self.names, perInterval: false))
        for (name, share) in [("personRequestRate", 2 / 5.0), ("takeoverRate", 1 / 5.0)] {
            let rows = tally.kpiRows(.all, names: Self.names, try KPISelection([name]))
            #expect(rows.map(\.value) == [share])
        }
    }

    @Test("an empty log has counts of zero and no rates")
    func emptyLog() throws {
        let tally = EventScript().tally(
            try CenterFoldConfiguration(Self.names, perInterval: true))
        for row in tally.kpiRows(names: Self.names) {
            let isCount = KeyPerformanceIndicators.named(row.kpi)?.kind == .count
            #expect(row.value == (isCount ? 0 : nil), "\(row.kpi)")
        }
        #expect(tally.violation() == nil)
    }

    @Test("rows name their scope, and only scopes that an indicator admits have rows")
    func scopes() throws {
        let tally = Self.script.tally(try CenterFoldConfiguration(Self.names, perInterval: true))
        let rows = tally.kpiRows(names: Self.names)
        let group = rows.filter { $0.agentGroup == "tellers" && $0.interval == nil }
        #expect(group.map(\.kpi) == ["occupancy"])
        #expect(group.first?.value == 450 / 7200.0)
        let firstHalfHour = rows.filter {
            $0.contactType == "regular" && $0.interval == 0
        }
        #expect(firstHalfHour.first { $0.kpi == "offered" }?.value == 14)
        #expect(firstHalfHour.first { $0.kpi == "meanQueueLength" }?.value == 175 / 1800.0)
        #expect(!firstHalfHour.contains { $0.kpi == "waitP50" })
        #expect(!rows.contains { $0.kpi == "costPerResolvedContact" })
        #expect(tally.kpiRows(KPIScope(contactType: 1), names: Self.names).isEmpty)
        #expect(tally.kpiRows(KPIScope(interval: 99), names: Self.names).isEmpty)
        #expect(KPIEstimate(rows[0]).mean == 14)
        #expect(KPIEstimate(rows[0]).halfWidth95 == nil)
    }
}
