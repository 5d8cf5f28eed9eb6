import ContactCenter
import ContactCenterEvents
import Distributions
import TestSupport
import Testing
import TwinPrimitives

/// Given (events), when (a question to the decider), then (the decision): the rules without a clock.
@Suite("Decider")
struct DeciderTests {
    private static let skill = Skill(talk: .deterministic(60))

    private func configuration(trunks: Int? = nil) -> CenterConfiguration {
        CenterConfiguration(
            contactTypes: [
                ContactTypeConfiguration(name: "plain", arrivals: .trace([])),
                ContactTypeConfiguration(
                    name: "ahead", arrivals: .trace([]), headStartSeconds: 90),
                ContactTypeConfiguration(name: "urgent", arrivals: .trace([]), priority: 1),
            ],
            agentGroups: [
                SmallCenter.group(
                    "first", size: 2, skills: Array(repeating: Self.skill, count: 3)),
                SmallCenter.group("second", size: 1, skills: [nil, nil, Self.skill]),
            ],
            trunks: trunks, horizonSeconds: 1000)
    }

    private func at(_ seconds: Double) -> SimulationTime { SimulationTime(seconds: seconds) }

    private func asks(_ type: UInt16) -> AgentRequest {
        AgentRequest(
            contact: ContactID(90), contactType: ContactTypeID(type), waited: 0, isInQueue: false,
            now: 10_000_000_000)
    }

    private func arrived(_ contact: UInt32, _ type: UInt16) -> ContactCenterEvent {
        .contactArrived(
            ContactArrived(
                contact: ContactID(contact), contactType: ContactTypeID(type),
                caller: CallerKey(contactType: ContactTypeID(type), ordinal: contact), attempt: 0,
                cause: .first, priority: 0))
    }

    /// Two agents of the first group and one of the second sign in; then the contacts queue.
    private func given(_ queued: [(type: UInt16, at: Double)]) -> CenterState {
        var state = CenterState(configuration(), largestStaffing: [2, 1])
        for (agent, group) in [(0, 0), (1, 0), (2, 1)] as [(UInt32, UInt16)] {
            state.evolve(
                .agentSignedIn(AgentSignedIn(agent: AgentID(agent), group: AgentGroupID(group))),
                at: at(Double(agent)))
        }
        for (number, contact) in queued.enumerated() {
            state.evolve(arrived(UInt32(number), contact.type), at: at(contact.at))
            state.evolve(
                .contactQueued(ContactQueued(contact: ContactID(UInt32(number)))),
                at: at(contact.at))
        }
        return state
    }

    @Test("a new contact gets the agent idle longest over all able groups")
    func longestIdle() {
        let decider = Decider(configuration())
        var state = given([])
        var decision = decider.onHumanStage(asks(2), state: state)
        #expect(decision == .answer(AgentID(0)))
        for agent in [0, 1] as [UInt32] {
            state.evolve(arrived(agent, 0), at: at(10))
            state.evolve(
                .contactAnswered(
                    ContactAnswered(contact: ContactID(agent), agent: AgentID(agent))), at: at(10))
        }
        decision = decider.onHumanStage(asks(2), state: state)
        #expect(decision == .answer(AgentID(2)))
        decision = decider.onHumanStage(asks(0), state: state)
        #expect(decision == .meetQueue)
    }

    @Test("a freed agent takes the highest priority, then the longest counted wait")
    func contactForAgent() {
        let decider = Decider(configuration())
        let state = given([(0, 10), (1, 50), (2, 80)])
        var planned = state.agents.target(AgentGroupID(0))
        #expect(planned == 0)
        var mutable = given([(0, 10), (1, 50), (2, 80)])
        for group in [0, 1] as [UInt16] {
            mutable.evolve(
                .staffingChanged(StaffingChanged(group: AgentGroupID(group), count: 2)),
                at: at(90))
        }
        planned = mutable.agents.target(AgentGroupID(0))
        #expect(planned == 2)
        var order: [UInt32] = []
        while case .take(let contact) = decider.onFreedAgent(
            AgentID(0), at: at(100), state: mutable)
        {
            order.append(contact.rawValue)
            mutable.evolve(
                .contactAbandoned(ContactAbandoned(contact: contact)), at: at(100))
        }
        #expect(order == [2, 1, 0])
    }

    @Test("an agent beyond the plan leaves instead of taking a contact")
    func signOut() {
        let decider = Decider(configuration())
        let state = given([(0, 10)])
        let decision = decider.onFreedAgent(AgentID(0), at: at(100), state: state)
        #expect(decision == .signOut)
    }

    @Test("the trunk limit counts the contact that has just arrived")
    func trunks() {
        let decider = Decider(configuration(trunks: 1))
        var state = CenterState(configuration(trunks: 1), largestStaffing: [2, 1])
        state.evolve(arrived(0, 0), at: at(1))
        var decision = decider.onArrival(ContactTypeID(0), state: state)
        #expect(decision == .proceed)
        state.evolve(arrived(1, 0), at: at(2))
        decision = decider.onArrival(ContactTypeID(0), state: state)
        #expect(decision == .block)
    }
}
