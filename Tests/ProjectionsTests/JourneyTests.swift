import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

@Suite("Journeys of contacts")
struct JourneyTests {
    /// A random stream with what voice agents that run a dialogue tell beside, and delays of redials.
    private func script(seed: UInt64) -> EventScript {
        var stream = RandomEventStream(seed: seed, recorded: seed % 2 == 1)
        var generator = TestGenerator(state: seed ^ 0x5EED)
        var script = EventScript()
        for (event, time) in stream.make(steps: 4000, drain: true).events {
            switch event {
            case .utteranceUnderstood(let fact):
                script.events.append((event, time))
                let contact = fact.contact
                if generator.chance(20) {
                    let pattern = UInt8(generator.below(40))
                    script.events.append(
                        (.repairEntered(RepairEntered(contact: contact, pattern: pattern)), time))
                }
                if generator.chance(15) {
                    let passed = generator.chance(60)
                    script.events.append(
                        (
                            .callerVerified(
                                CallerVerified(contact: contact, level: 1, passed: passed)), time
                        ))
                }
                if generator.chance(25) {
                    let wrong = generator.chance(10)
                    script.events.append(
                        (.toolCalled(ToolCalled(contact: contact, tool: 2, wrong: wrong)), time))
                }
            case .fallbackTriggered(let fact):
                script.events.append((event, time))
                script.events.append(
                    (
                        .handoffContextGiven(
                            HandoffContextGiven(
                                contact: fact.contact, known: UInt8(generator.below(4)),
                                missing: UInt8(generator.below(3)),
                                verified: generator.chance(50), misunderstood: 1)), time
                    ))
            case .redialScheduled(var fact):
                fact.delay = SimulationDuration(seconds: Double(generator.below(172_800)))
                script.events.append((.redialScheduled(fact), time))
            default: script.events.append((event, time))
            }
        }
        return script
    }

    /// The stream has no transfers, no lines that break, no callbacks and one queue a contact; those are in
    /// the hand-made days.
    @Test(
        "counts of sessions, of waits in one queue, of answers, ends and returns agree with a slow recount",
        arguments: 0..<16)
    func agreement(seed: Int) {
        let script = script(seed: UInt64(seed))
        let window =
            SimulationTime(
                seconds: seed % 3 == 0 ? 0 : 3000)..<(seed % 4 == 0
            ? .distantFuture : SimulationTime(seconds: 50_000))
        let request = JourneyFold.Request(
            pools: 2, window: window,
            returnWithin: SimulationDuration(seconds: seed % 2 == 0 ? 86_400 : 7200),
            namedContacts: 5)
        var fold = JourneyFold(request)
        for (event, time) in script.events { fold.record(event, at: time) }
        let slow = SlowJourneys(script, request)
        #expect(fold.result.tallies == slow.tallies)
        #expect(fold.result.all.contacts > 50)
        let named = [
            "cameBack": FrictionKind.cameBack, "hungUp": .hungUp,
            "lostAfterHandoff": .lostAfterHandoff,
        ]
        for (name, kind) in named.sorted(by: { $0.key < $1.key }) {
            for pool in -1..<2 {
                let contacts = slow.frictions["\(pool) \(name)"] ?? []
                let friction = fold.result.frictions.first {
                    $0.kind == kind && ($0.pool ?? -1) == pool
                }
                #expect(friction?.count ?? 0 == Int64(contacts.count))
                #expect(friction?.contacts ?? [] == Array(contacts.prefix(5)))
            }
        }
    }

    /// Four callers of one pool: one resolved for good, one resolved who comes back in an hour, one
    /// wrongly contained who comes back in two days, one handed over, passed on and served.
    @Test("true containment, first-contact resolution and transfer quality of a hand-made day")
    func handMade() throws {
        var script = EventScript()
        for contact in UInt32(0)..<4 {
            script.arrive(10 + Double(contact), contact)
            script.startSession(20, contact)
        }
        func redial(_ contact: UInt32, _ hours: Double) -> ContactCenterEvent {
            .redialScheduled(
                RedialScheduled(
                    contact: ContactID(contact), cause: .afterUnresolved,
                    delay: SimulationDuration(seconds: hours * 3600)))
        }
        script.endSession(60, 0, .resolved)
        script.endSession(60, 1, .resolved)
        script.add(60, redial(1, 1))
        script.endSession(70, 2, .falselyContained, wrongActions: 3)
        script.add(70, redial(2, 48))
        script.add(
            80,
            .handoffContextGiven(
                HandoffContextGiven(
                    contact: ContactID(3), known: 2, missing: 1, verified: false, misunderstood: 0))
        )
        script.endSession(80, 3, .escalated)
        script.queue(80, 3)
        script.answer(140, 3, AgentID(0))
        script.add(
            200,
            .contactTransferred(
                ContactTransferred(
                    contact: ContactID(3), agent: AgentID(0), contactType: ContactTypeID(0),
                    agentStays: false)))
        script.queue(200, 3)
        script.answer(260, 3, AgentID(1))
        script.end(300, 3, AgentID(1))
        var fold = JourneyFold(
            JourneyFold.Request(pools: 1, window: .zero..<SimulationTime.distantFuture))
        for (event, time) in script.events { fold.record(event, at: time) }
        var tally = script.tally(
            CenterFoldConfiguration(contactTypes: 1, agentGroups: 1, voicePools: 1))
        tally.journeys = fold.result
        let description = RunDescription(
            name: "day", start: nil, intervalSeconds: 1800, warmUpSeconds: 0, horizonSeconds: nil,
            contactTypes: ["call"], agentGroups: ["desk"], voicePools: ["voice"],
            serviceLevelSeconds: 20)
        let prices = PriceTable(
            groupPerHour: [], poolPerMinute: [], poolPerSession: [],
            secondsPerMissingValue: [12], secondsUnverified: [25])
        let rows = tally.journeyRows(names: description, prices: prices)
        let expected: [(String, Double)] = [
            ("containmentRate", 3.0 / 4), ("containedWithoutReturnRate", 2.0 / 4),
            ("trueContainmentRate", 1.0 / 4), ("returnAfterContainedRate", 1.0 / 3),
            ("firstContactResolutionRate", 2.0 / 4), ("contactsPerNeed", 1),
            ("wrongActionsPer10000", 7500), ("completeHandoffRate", 0),
            ("handoffValuesKnownRate", 2.0 / 3), ("verifiedHandoffRate", 0),
            ("misroutedHandoffRate", 1), ("reaskedSecondsPerHandoff", 37),
            // 60 s with the first agent and 40 s with the second one.
            ("talkTimeAfterHandoff", 100),
            // Two minutes in queues, one contact that ended unserved.
            ("effortScore", 5.0 / 4),
        ]
        for (kpi, value) in expected {
            let row = try #require(rows.first { $0.kpi == kpi && $0.voicePool == "voice" })
            #expect(abs((row.value ?? .nan) - value) < 1e-12, "\(kpi): \(row.value ?? .nan)")
        }
        #expect(tally.kpiRows(names: description, prices: prices).count > rows.count)
    }

    /// Ten sessions have ended, six of them contained; two of the four handed over are still in the queue and
    /// one was cut off there.
    @Test("on a log that is cut at an instant, a pool's containment is that of the center")
    func cutLog() throws {
        var script = EventScript()
        for contact in UInt32(0)..<10 {
            script.arrive(Double(contact), contact)
            script.startSession(20, contact)
        }
        for contact in UInt32(0)..<6 { script.endSession(60, contact, .resolved) }
        for contact in UInt32(6)..<10 {
            script.endSession(70, contact, .escalated)
            script.queue(70, contact)
        }
        script.answer(80, 6, AgentID(0))
        script.end(90, 6, AgentID(0))
        script.add(100, .contactDisconnected(ContactDisconnected(contact: ContactID(7))))
        var fold = JourneyFold(
            JourneyFold.Request(pools: 1, window: .zero..<SimulationTime.distantFuture))
        for (event, time) in script.events { fold.record(event, at: time) }
        let all = fold.result.all
        #expect(all.sessions == 10 && all.contained == 6 && all.escalated == 4)
        #expect(all.contacts == 8 && all.unserved == 1 && all.waitTime == 40 * 1_000_000_000)
        var tally = script.tally(
            CenterFoldConfiguration(contactTypes: 1, agentGroups: 1, voicePools: 1))
        tally.journeys = fold.result
        let description = RunDescription(
            name: "cut", start: nil, intervalSeconds: 1800, warmUpSeconds: 0, horizonSeconds: nil,
            contactTypes: ["call"], agentGroups: ["desk"], voicePools: ["voice"],
            serviceLevelSeconds: 20)
        let rows = tally.kpiRows(names: description)
        for kpi in ["containmentRate", "resolutionRate", "escalationRate"] {
            let own = try #require(rows.first { $0.kpi == kpi && $0.voicePool == "voice" })
            let center = try #require(rows.first { $0.kpi == kpi && $0.scope == .all })
            #expect(own.value == center.value && own.unit == center.unit, "\(kpi)")
        }
    }

    @Test("the end of a contact that nobody answered changes nothing")
    func oddEnd() {
        var script = EventScript()
        script.arrive(0, 0)
        script.queue(0, 0)
        script.end(50, 0, AgentID(0))
        var fold = JourneyFold(
            JourneyFold.Request(pools: 1, window: .zero..<SimulationTime.distantFuture))
        for (event, time) in script.events { fold.record(event, at: time) }
        #expect(fold.result.all == JourneyTally())
    }

    @Test("friction names the contacts with the least numbers, whichever ended first")
    func named() throws {
        var script = EventScript()
        for contact in UInt32(0)..<6 {
            script.arrive(Double(contact), contact)
            script.startSession(Double(contact), contact)
        }
        for contact in [UInt32(4), 1, 5, 0, 3] { script.endSession(100, contact, .hungUp) }
        var fold = JourneyFold(
            JourneyFold.Request(
                pools: 1, window: .zero..<SimulationTime.distantFuture, namedContacts: 3))
        for (event, time) in script.events { fold.record(event, at: time) }
        let friction = try #require(fold.result.frictions.first { $0.kind == .hungUp })
        #expect(friction.count == 5 && friction.contacts == [0, 1, 3] && friction.pool == 0)
    }
}
