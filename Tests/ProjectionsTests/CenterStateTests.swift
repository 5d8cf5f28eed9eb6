import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

@Suite("the state of a center at an instant")
struct CenterStateTests {
    private let configuration = CenterFoldConfiguration(
        contactTypes: 1, agentGroups: 1, voicePools: 1, warmUp: SimulationTime(seconds: 1e6))

    private func state(at seconds: Double) -> CenterState {
        var projection = StateProjection(configuration, at: SimulationTime(seconds: seconds))
        for (event, time) in KeyPerformanceIndicatorTests.script.events {
            projection.record(event, at: time)
        }
        return projection.state
    }

    @Test("menu, sessions, queue, service and agents by hand")
    func byHand() {
        let start = state(at: 4)
        #expect(start.inMenu == 1)
        #expect(start.contactsInside == 1)
        #expect(start.agents[0].idle == 2)

        // Contacts 5 and 7 wait since 50 and 65; contacts 2 and 3 are served.
        let queue = state(at: 69)
        #expect(queue.waiting[0].count == 2)
        #expect(queue.waiting[0].longestWait?.seconds == 19)
        #expect(queue.inService == [2])
        #expect(queue.agents[0] == AgentState.expected(signedIn: 2, talking: 2, afterContact: 0))

        // Events at the instant have happened: contact 2 ended and 5 is answered at 70.
        let answered = state(at: 70)
        #expect(answered.waiting[0].count == 1)
        #expect(answered.inService == [2])

        // Contacts 9 to 12 have sessions; 13 is served.
        let sessions = state(at: 245)
        #expect(sessions.inSession == [4])
        #expect(sessions.contactsInside == 5)
        #expect(state(at: 4000).contactsInside == 0)
        #expect(state(at: 4000).agents[0].signedIn == 0)
    }

    @Test("after-contact work is told apart from idleness by reading on")
    func afterContactWork() {
        // Agent 1 works from 110 to 120, agent 0 is idle from 100 to 300.
        #expect(
            state(at: 115).agents[0]
                == AgentState.expected(signedIn: 2, talking: 0, afterContact: 1))
        #expect(
            state(at: 130).agents[0]
                == AgentState.expected(signedIn: 2, talking: 1, afterContact: 0))
        #expect(
            state(at: 350).agents[0]
                == AgentState.expected(signedIn: 2, talking: 1, afterContact: 1))
        // From 360 nobody works; at 180 agent 1 ended a conversation without work after it.
        #expect(state(at: 190).agents[0].idle == 2)
    }

    @Test("reading may stop once every agent's next step is known")
    func settled() {
        var projection = StateProjection(configuration, at: SimulationTime(seconds: 115))
        var settledAt: Double?
        for (event, time) in KeyPerformanceIndicatorTests.script.events {
            projection.record(event, at: time)
            if settledAt == nil, projection.isSettled { settledAt = time.seconds }
        }
        // Agent 1 is settled at 120, agent 0 only when it answers at 300.
        #expect(settledAt == 300)
    }

    @Test("the state counts as many inside as a recount of arrivals and departures")
    func randomStreams() {
        for seed in 0..<10 as Range<UInt64> {
            var stream = RandomEventStream(seed: seed, recorded: seed % 2 == 0)
            let script = stream.make(steps: 2000, drain: true)
            let whole = CenterFoldConfiguration(contactTypes: 3, agentGroups: 2, voicePools: 2)
            let instants = script.events.map(\.time)
            for step in stride(from: 10, to: instants.count, by: instants.count / 7) {
                var projection = StateProjection(whole, at: instants[step])
                var cut = EventScript()
                for (event, time) in script.events {
                    projection.record(event, at: time)
                    if time <= instants[step] { cut.events.append((event, time)) }
                }
                let inside = cut.tally(whole).inside
                let state = projection.state
                #expect(state.contactsInside == inside.reduce(0) { $0 + Int($1.total) })
                #expect(state.waiting.map(\.count) == inside.map { Int($0.waiting) })
                #expect(state.inService == inside.map { Int($0.inService) })
                for agents in state.agents {
                    #expect(
                        seed % 2 == 0 || agents.talking + agents.afterContact <= agents.signedIn)
                }
            }
        }
    }
}

extension AgentState {
    /// What a test expects of a group.
    struct Expected: Equatable {
        var signedIn: Int
        var talking: Int
        var afterContact: Int
    }

    static func expected(signedIn: Int, talking: Int, afterContact: Int) -> Expected {
        Expected(signedIn: signedIn, talking: talking, afterContact: afterContact)
    }

    static func == (left: AgentState, right: Expected) -> Bool {
        left.signedIn == right.signedIn && left.talking == right.talking
            && left.afterContact == right.afterContact
    }
}
