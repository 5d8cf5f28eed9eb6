import ContactCenter
import ContactCenterEvents
import Distributions
import TestSupport
import Testing
import TwinPrimitives

/// One situation each, in which the strategies answer by their own rules.
@Suite("Routing strategies by hand")
struct RoutingHandCaseTests {
    private func at(_ seconds: Double) -> SimulationTime { SimulationTime(seconds: seconds) }

    private func arrived(_ contact: UInt32, _ type: UInt16) -> ContactCenterEvent {
        .contactArrived(
            ContactArrived(
                contact: ContactID(contact), contactType: ContactTypeID(type),
                caller: CallerKey(contactType: ContactTypeID(type), ordinal: contact), attempt: 0,
                cause: .first, priority: 0))
    }

    private func group(
        _ name: String, _ size: Double, talk: Double, level: Int, weight: Double, share: Double,
        region: String, isSpecialist: Bool = false
    ) -> AgentGroupConfiguration {
        let skill = Skill(talk: .deterministic(talk), level: level)
        return AgentGroupConfiguration(
            name: name, staffing: Staffing(breaks: [0], counts: [size]),
            skills: [skill, isSpecialist ? nil : skill], weight: weight, idleShare: share,
            region: region)
    }

    /// Seven idle agents at 100 s, in groups a (agent 0), b (1, 2), c (3, 4, 5) and d (6).
    ///
    /// Idle since: 0: 10 s, 1: 20 s, 2: 30 s, 3 to 5: 1, 2 and 3 s, 6: 5 s. Agents 0 and 1 were busy
    /// before that, agent 2 signed in at 30 s.
    private let forContact = CenterConfiguration(
        contactTypes: [
            ContactTypeConfiguration(name: "call", arrivals: .trace([]), region: "north"),
            ContactTypeConfiguration(name: "other", arrivals: .trace([])),
        ],
        agentGroups: [], horizonSeconds: 1000)

    @Test(
        "the same request gets the agent that each strategy's rule says",
        arguments: [
            // Level 1 is a and b; agent 0 is idle longest there.
            ("longestIdle", 0.5, 0),
            // Agent 2 has not been busy since signing in.
            ("lowestOccupancy", 0.5, 2),
            // Level 1: 90 s x 1 against 80 s x 5.
            ("preference", 0.5, 1),
            // The north is c and d; d can serve one type only.
            ("localSpecialist", 0.5, 6),
            // Place 3 of 0 to 6, by level and group; then the last and the first place.
            ("random", 0.5, 3), ("random", 0.999, 6), ("random", 0.001, 0),
            // Excess over the share of 7: 1 - 1.4, 2 - 3.5, 3 - 0.7, 1 - 1.4.
            ("queueRatio", 0.5, 3),
            // Others idle times rate: 0, 1/60, 2/600, 0.
            ("expectedDelay", 0.5, 1),
        ])
    func agent(keyword: String, uniform: Double, expected: UInt32) throws {
        var configuration = forContact
        configuration.agentGroups = [
            group("a", 1, talk: 60, level: 1, weight: 1, share: 0.2, region: "south"),
            group("b", 2, talk: 60, level: 1, weight: 5, share: 0.5, region: "south"),
            group("c", 3, talk: 600, level: 2, weight: 1, share: 0.1, region: "north"),
            group(
                "d", 1, talk: 60, level: 2, weight: 1, share: 0.2, region: "north",
                isSpecialist: true),
        ]
        var state = CenterState(configuration, largestStaffing: [1, 2, 3, 1])
        let signedIn: [(agent: UInt32, group: UInt16, at: Double)] = [
            (0, 0, 0), (1, 1, 0), (3, 2, 1), (4, 2, 2), (5, 2, 3), (6, 3, 5), (2, 1, 30),
        ]
        for (agent, group, instant) in signedIn {
            state.evolve(
                .agentSignedIn(AgentSignedIn(agent: AgentID(agent), group: AgentGroupID(group))),
                at: at(instant))
            guard agent < 2 else { continue }
            state.evolve(arrived(agent, 0), at: at(0))
            state.evolve(
                .contactAnswered(
                    ContactAnswered(contact: ContactID(agent), agent: AgentID(agent))), at: at(0))
            // Ends at 10 and 20 s; the events of the others do not depend on them.
            state.evolve(
                .contactEnded(
                    ContactEnded(
                        contact: ContactID(agent), agent: AgentID(agent), durationRecorded: true)),
                at: at(10 * Double(agent + 1)))
        }
        let strategy = try #require(RoutingPolicies.agentSelection(keyword))
        let chosen = strategy.init(configuration).agent(
            for: AgentRequest(
                contact: ContactID(9), contactType: ContactTypeID(0), waited: 0, isInQueue: false,
                now: 100_000_000_000, uniform: uniform),
            skills: SkillTable(configuration), center: state)
        #expect(chosen?.rawValue == expected)
    }

    /// Queues at 100 s: p since 60; q since 70 and 95; r since 80, 85 and 90; s since 10.
    @Test(
        "the same agent gets the contact that each strategy's rule says",
        arguments: [
            // Priority 1 is p and q.
            ("priorityThenLongestWait", 60.0), ("longestWait", 10),
            // 40 x 1, 30 x 20, 20 x 10, 90 x 3.
            ("longestWeightedWait", 70), ("longestQueue", 80),
            // Rank 1 is r and s; r has the lower number.
            ("queuePriority", 80),
            // Rank 1: 20 x 10 against 90 x 3.
            ("preference", 10),
            // Excess over the share of 7: 1 - 0.7, 2 - 0, 3 - 5.6, 1 - 0.7.
            ("queueRatio", 70),
            // Length times conversation time: 700, 120, 180, 60.
            ("expectedDelay", 60),
            // Priority 1: q's second contact joined last.
            ("lastComeFirstServed", 95),
        ])
    func contact(keyword: String, expected: Double) throws {
        func type(_ name: String, _ priority: Int8, _ weight: Double, _ share: Double)
            -> ContactTypeConfiguration
        {
            ContactTypeConfiguration(
                name: name, arrivals: .trace([]), priority: priority, weight: weight,
                queueShare: share)
        }
        let ranks = [3, 2, 1, 1]
        let configuration = CenterConfiguration(
            contactTypes: [
                type("p", 1, 1, 0.1), type("q", 1, 20, 0), type("r", 0, 10, 0.8),
                type("s", 0, 3, 0.1),
            ],
            agentGroups: [
                SmallCenter.group(
                    "agents", size: 1,
                    skills: ranks.map {
                        Skill(talk: .deterministic($0 == 3 ? 700 : 60), rank: $0)
                    })
            ], horizonSeconds: 1000)
        var state = CenterState(configuration, largestStaffing: [1])
        state.evolve(
            .agentSignedIn(AgentSignedIn(agent: AgentID(0), group: AgentGroupID(0))), at: at(0))
        let queued: [(type: UInt16, at: Double)] = [
            (3, 10), (0, 60), (1, 70), (2, 80), (2, 85), (2, 90), (1, 95),
        ]
        for (number, contact) in queued.enumerated() {
            state.evolve(arrived(UInt32(number), contact.type), at: at(contact.at))
            state.evolve(
                .contactQueued(ContactQueued(contact: ContactID(UInt32(number)))),
                at: at(contact.at))
        }
        let strategy = try #require(RoutingPolicies.contactSelection(keyword))
        let chosen = strategy.init(configuration).contact(
            for: ContactRequest(
                agent: AgentID(0), group: AgentGroupID(0), now: 100_000_000_000),
            skills: SkillTable(configuration), center: state)
        let number = try #require(chosen.map { Int($0.rawValue) })
        #expect(queued[number].at == expected)
    }

    @Test("last come, first served takes nobody who has not waited as long as the group asks")
    func lastComeAfter() {
        let configuration = CenterConfiguration(
            contactTypes: [ContactTypeConfiguration(name: "call", arrivals: .trace([]))],
            agentGroups: [
                SmallCenter.group(
                    "agents", size: 1, skills: [Skill(talk: .deterministic(60), afterSeconds: 30)])
            ], horizonSeconds: 1000)
        var state = CenterState(configuration, largestStaffing: [1])
        state.evolve(
            .agentSignedIn(AgentSignedIn(agent: AgentID(0), group: AgentGroupID(0))), at: at(0))
        for (number, instant) in [40.0, 70, 71].enumerated() {
            state.evolve(arrived(UInt32(number), 0), at: at(instant))
            state.evolve(
                .contactQueued(ContactQueued(contact: ContactID(UInt32(number)))), at: at(instant))
        }
        let skills = SkillTable(configuration)
        var taken: [UInt32?] = []
        for seconds in [69, 70, 99.5, 100, 101] {
            let request = ContactRequest(
                agent: AgentID(0), group: AgentGroupID(0), now: at(seconds).nanoseconds)
            taken.append(
                LastComeFirstServed(configuration).contact(
                    for: request, skills: skills, center: state)?.rawValue)
        }
        #expect(taken == [nil, 0, 0, 1, 2])
    }
}
