import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

@Suite("conversations that go on where a log is cut")
struct CutLogTests {
    /// Contact 0: from 0 with agent 0 of group 0, who passes it on at 40 and stays; from 60 with
    /// agent 1 of group 1; agent 0 leaves both at 90; the contact ends at 160.
    private var script: EventScript {
        var script = EventScript()
        script.signIn(0, 0)
        script.signIn(0, 1, group: 1)
        script.arrive(0, 0)
        script.answer(0, 0, AgentID(0))
        script.add(
            40,
            .contactTransferred(
                ContactTransferred(
                    contact: ContactID(0), agent: AgentID(0), contactType: ContactTypeID(1),
                    agentStays: true)))
        script.queue(40, 0)
        script.answer(60, 0, AgentID(1))
        script.add(90, .agentReleased(AgentReleased(contact: ContactID(0), agent: AgentID(0))))
        script.end(160, 0, AgentID(1))
        return script
    }

    /// The events up to an instant, and a change of plan there that shows the time.
    private func cut(at seconds: Double) -> EventScript {
        var cut = EventScript()
        cut.events = script.events.filter { $0.time.seconds <= seconds }
        cut.add(
            seconds, .staffingChanged(StaffingChanged(group: AgentGroupID(0), count: 1)))
        return cut
    }

    private func talking(until seconds: Double) -> [Double] {
        let configuration = CenterFoldConfiguration(
            contactTypes: 2, agentGroups: 2, voicePools: 0)
        return cut(at: seconds).tally(configuration).time.talking.map { Double($0) / 1e9 }
    }

    @Test("the time of every leg and of the agent who stays is booked up to the cut")
    func legs() {
        #expect(talking(until: 30) == [30, 0])
        #expect(talking(until: 50) == [50, 0])
        #expect(talking(until: 80) == [80, 20])
        #expect(talking(until: 100) == [90, 40])
        #expect(talking(until: 170) == [90, 100])
    }

    @Test("an agent who stays with a caller is not idle")
    func keepers() {
        let configuration = CenterFoldConfiguration(
            contactTypes: 2, agentGroups: 2, voicePools: 0)
        func idle(at seconds: Double) -> [Int] {
            var projection = StateProjection(configuration, at: SimulationTime(seconds: seconds))
            for (event, time) in script.events { projection.record(event, at: time) }
            return projection.state.agents.map(\.idle)
        }
        #expect(idle(at: 30) == [0, 1])
        #expect(idle(at: 50) == [0, 1])
        #expect(idle(at: 80) == [0, 0])
        #expect(idle(at: 100) == [1, 0])
        #expect(idle(at: 170) == [1, 1])
    }

    @Test("an agent with two chats is one agent, and the other one is idle")
    func chatters() {
        var configuration = CenterFoldConfiguration(
            contactTypes: 1, agentGroups: 1, voicePools: 0)
        configuration.contactsAtOnce = [2]
        var script = EventScript()
        for agent in 0..<2 as Range<UInt32> { script.signIn(0, agent) }
        for contact in 0..<2 as Range<UInt32> {
            script.arrive(10, contact)
            script.answer(10, contact, AgentID(0))
        }
        script.end(50, 0, AgentID(0))
        script.end(60, 1, AgentID(0))
        for (instant, talking) in [(5.0, 0), (20, 1), (55, 1), (70, 0)] {
            var projection = StateProjection(
                configuration, at: SimulationTime(seconds: instant))
            for (event, time) in script.events { projection.record(event, at: time) }
            #expect(projection.state.agents[0].talking == talking, "\(instant)")
            #expect(projection.state.agents[0].idle == 2 - talking, "\(instant)")
        }
    }

    @Test("a chat takes its part of the agent all along, not the whole agent at its start")
    func chats() {
        var configuration = CenterFoldConfiguration(
            contactTypes: 1, agentGroups: 1, voicePools: 0,
            interval: SimulationDuration(seconds: 100), perInterval: true)
        configuration.contactsAtOnce = [2]
        var script = EventScript()
        script.signIn(0, 0)
        script.arrive(0, 0)
        script.answer(50, 0, AgentID(0))
        script.arrive(60, 1)
        script.answer(80, 1, AgentID(0))
        script.end(210, 0, AgentID(0))
        script.arrive(250, 2)
        // Contact 0 from 50 to 210, contact 1 from 80 to the cut at 250; half an agent each:
        // 25 + 10, 50 + 50 and 5 + 25 in the intervals.
        let tally = script.tally(configuration)
        let talking = tally.intervals.map { Double($0.time.talking[0]) / 1e9 }
        #expect(talking == [35, 100, 30])
        #expect(Double(tally.time.talking[0]) / 1e9 == 165)
    }
}
