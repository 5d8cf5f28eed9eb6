import ContactCenter
import Testing
import TwinPrimitives

/// What every listed strategy must do, on random small centers with conditions of every kind.
///
/// Who is idle and who waits is kept in books that share no code with the state or the skill table.
@Suite("Conformance of routing strategies")
struct RoutingConformanceTests {
    private static let seeds: Range<UInt64> = 0..<300

    @Test(
        "an agent is chosen if and only if one is idle on an open route, and is one of those",
        arguments: RoutingPolicies.agentSelections.map { $0.keyword })
    func agents(keyword: String) throws {
        let strategy = try #require(RoutingPolicies.agentSelection(keyword))
        var answered = 0
        for seed in Self.seeds {
            var random = RandomCenter(seed: seed)
            let (policy, twin) = (
                strategy.init(random.configuration), strategy.init(random.configuration)
            )
            let skills = SkillTable(random.configuration)
            let state = random.state()
            for type in random.queues.indices {
                for inQueue in [false, true] {
                    let waited = inQueue ? Int64(random.below(100)) * 1_000_000_000 : 0
                    let request = AgentRequest(
                        contact: ContactID(99), contactType: ContactTypeID(UInt16(type)),
                        waited: waited, isInQueue: inQueue, now: random.now,
                        uniform: random.uniform())
                    let able = random.agents.indices.filter {
                        random.agents[$0].idleSince != nil
                            && random.isOpen(
                                random.agents[$0].group, type, waited: waited, isInQueue: inQueue)
                    }
                    let chosen = policy.agent(for: request, skills: skills, center: state)
                    let again = policy.agent(for: request, skills: skills, center: state)
                    let other = twin.agent(for: request, skills: skills, center: state)
                    #expect(chosen == again && chosen == other, "seed \(seed), type \(type)")
                    #expect((chosen == nil) == able.isEmpty, "seed \(seed), type \(type)")
                    guard let chosen else { continue }
                    answered += 1
                    #expect(able.contains(Int(chosen.rawValue)), "seed \(seed), type \(type)")
                }
            }
        }
        #expect(answered > 300)
    }

    @Test(
        "a contact is chosen if and only if one waits for an open service, and is one of those",
        arguments: RoutingPolicies.contactSelections.map { $0.keyword })
    func contacts(keyword: String) throws {
        let strategy = try #require(RoutingPolicies.contactSelection(keyword))
        var answered = 0
        for seed in Self.seeds {
            let random = RandomCenter(seed: seed)
            let (policy, twin) = (
                strategy.init(random.configuration), strategy.init(random.configuration)
            )
            let skills = SkillTable(random.configuration)
            let state = random.state()
            for agent in random.agents.indices where random.agents[agent].idleSince != nil {
                let group = random.agents[agent].group
                let request = ContactRequest(
                    agent: AgentID(UInt32(agent)), group: AgentGroupID(UInt16(group)),
                    now: random.now)
                let able = random.queues.indices.flatMap { type in
                    random.queues[type].filter {
                        random.isOpen(
                            group, type, waited: random.now - $0.since, isInQueue: true)
                    }
                }
                let chosen = policy.contact(for: request, skills: skills, center: state)
                let again = policy.contact(for: request, skills: skills, center: state)
                let other = twin.contact(for: request, skills: skills, center: state)
                #expect(chosen == again && chosen == other, "seed \(seed), agent \(agent)")
                #expect((chosen == nil) == able.isEmpty, "seed \(seed), agent \(agent)")
                guard let chosen else { continue }
                answered += 1
                #expect(
                    able.contains { $0.contact == chosen.rawValue }, "seed \(seed), agent \(agent)")
                // First come, first served within a type, except where the strategy is the opposite.
                guard keyword != LastComeFirstServed.keyword else { continue }
                #expect(
                    random.queues.contains { $0.first?.contact == chosen.rawValue },
                    "seed \(seed), agent \(agent)")
            }
        }
        #expect(answered > 150)
    }

    @Test("the words differ, and each strategy has one line for the documents")
    func words() {
        let agents = RoutingPolicies.agentSelections
        let contacts = RoutingPolicies.contactSelections
        #expect(Set(agents.map { $0.keyword }).count == agents.count)
        #expect(Set(contacts.map { $0.keyword }).count == contacts.count)
        for summary in agents.map({ $0.summary }) + contacts.map({ $0.summary }) {
            #expect(!summary.isEmpty && !summary.contains("\n") && !summary.contains("|"))
        }
        #expect(RoutingPolicies.agentSelection("longestidle") == nil)
        #expect(RoutingPolicies.contactSelection("") == nil)
    }
}
