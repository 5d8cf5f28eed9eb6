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

    @Test(
        "the quick choice of agents and contacts is that of the policies it stands for",
        arguments: [0, 1])
    func quickChoices(levels: Int) {
        // Rows of few groups of one level and priority are searched flat, others level by level.
        let skill = { (level: Int) in Skill(talk: .deterministic(60), level: 1 + level * levels) }
        let setup = CenterConfiguration(
            contactTypes: (0..<3).map {
                ContactTypeConfiguration(
                    name: "type \($0)", arrivals: .trace([]), priority: Int8($0 * levels))
            },
            agentGroups: [
                SmallCenter.group("a", size: 4, skills: [skill(0), skill(1), nil]),
                SmallCenter.group("b", size: 4, skills: [skill(1), nil, skill(0)]),
                SmallCenter.group("c", size: 4, skills: [skill(1), skill(0), skill(1)]),
            ],
            horizonSeconds: 1000)
        let decider = Decider(setup)
        let skills = SkillTable(setup)
        let (agents, contacts) = (LongestIdleAgent(setup), PriorityThenLongestWait(setup))
        let streams = RandomStreams(seed: 3, replication: 0)
        func word(_ step: UInt32, _ draw: UInt32) -> Int {
            let caller = CallerKey(contactType: ContactTypeID(0), ordinal: step)
            return Int(streams.word(.testing, caller, draw: draw) >> 33)
        }
        var (asked, answered) = (0, 0)
        for round in 0..<400 as Range<UInt32> {
            var state = CenterState(setup, largestStaffing: [4, 4, 4])
            for number in 0..<UInt32(12) where word(round, number) % 3 == 0 {
                let agent = AgentSignedIn(
                    agent: AgentID(number), group: AgentGroupID(UInt16(number / 4)))
                state.evolve(.agentSignedIn(agent), at: at(Double(word(round, 20 + number) % 5)))
            }
            for number in 0..<UInt32(word(round, 40) % 5) {
                let type = UInt16(word(round, 50 + number) % 3)
                state.evolve(arrived(number, type), at: at(5 + Double(number / 2)))
                state.evolve(
                    .contactQueued(ContactQueued(contact: ContactID(number))),
                    at: at(5 + Double(number / 2)))
            }
            for type in 0..<UInt16(3) {
                let quick = decider.agent(for: asks(type), state: state)
                let slow = agents.agent(for: asks(type), skills: skills, center: state)
                #expect(quick == slow)
                asked += quick == nil ? 0 : 1
            }
            for group in 0..<UInt16(3) {
                let request = ContactRequest(
                    agent: AgentID(UInt32(group) * 4), group: AgentGroupID(group),
                    now: 20_000_000_000)
                let slow = contacts.contact(for: request, skills: skills, center: state)
                state.evolve(
                    .staffingChanged(StaffingChanged(group: request.group, count: 4)), at: at(20))
                let quick = decider.onFreedAgent(request.agent, at: at(20), state: state)
                #expect(quick == (slow.map { .take($0) } ?? .stayIdle))
                answered += slow == nil ? 0 : 1
            }
        }
        #expect(asked > 500 && answered > 400, "\(asked), \(answered)")
    }
}
