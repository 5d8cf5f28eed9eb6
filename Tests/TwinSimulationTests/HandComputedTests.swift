import ContactCenter
import ContactCenterEvents
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import VoiceAgents

/// `(seconds, event)` pairs of one replication, without the start, the end and the signing in.
private func story(_ events: [TimedEvent]) -> [String] {
    events.compactMap { timed in
        let at = timed.time.seconds
        switch timed.event {
        case .contactArrived(let fact):
            return "\(at) arrived \(fact.contact.rawValue) attempt \(fact.attempt)"
        case .menuLeft(let fact):
            return "\(at) left menu \(fact.contact.rawValue) hungUp \(fact.hungUp)"
        case .contactBlocked(let fact): return "\(at) blocked \(fact.contact.rawValue)"
        case .contactBalked(let fact): return "\(at) balked \(fact.contact.rawValue)"
        case .contactQueued(let fact): return "\(at) queued \(fact.contact.rawValue)"
        case .contactAnswered(let fact):
            return "\(at) answered \(fact.contact.rawValue) by \(fact.agent.rawValue)"
        case .contactAbandoned(let fact): return "\(at) abandoned \(fact.contact.rawValue)"
        case .contactEnded(let fact): return "\(at) ended \(fact.contact.rawValue)"
        case .afterContactWorkEnded(let fact): return "\(at) free \(fact.agent.rawValue)"
        case .agentSignedOut(let fact): return "\(at) out \(fact.agent.rawValue)"
        case .sessionStarted(let fact): return "\(at) session \(fact.contact.rawValue)"
        case .sessionRefused(let fact): return "\(at) refused \(fact.contact.rawValue)"
        case .utteranceUnderstood(let fact):
            return "\(at) turn \(fact.turn) right \(fact.right) accepted \(fact.accepted)"
        case .fallbackTriggered(let fact): return "\(at) fallback \(fact.trigger)"
        case .sessionEnded(let fact):
            return "\(at) session ended \(fact.outcome) wrong \(fact.wrongActions)"
        case .redialScheduled(let fact): return "\(at) redial in \(fact.delay.seconds)"
        default: return nil
        }
    }
}

@Suite("Hand-computed runs")
struct HandComputedTests {
    @Test("one agent, three calls: served at once, after a wait, and lost")
    func threeCalls() {
        let events = SmallCenter.events(
            SmallCenter.scripted(
                arrivals: [0, 10, 20], agents: 1, talk: .deterministic(15),
                patience: .deterministic(8)))
        #expect(
            story(events) == [
                "0.0 arrived 0 attempt 0", "0.0 answered 0 by 0", "10.0 arrived 1 attempt 0",
                "10.0 queued 1", "15.0 ended 0", "15.0 answered 1 by 0",
                "20.0 arrived 2 attempt 0", "20.0 queued 2", "28.0 abandoned 2", "30.0 ended 1",
            ])
    }

    @Test("an agent freed at the very instant at which patience ends saves the caller")
    func tie() {
        let events = SmallCenter.events(
            SmallCenter.scripted(
                arrivals: [0, 7], agents: 1, talk: .deterministic(15),
                patience: .deterministic(8)))
        #expect(story(events).contains("15.0 answered 1 by 0"))
    }

    @Test("the agent idle longest takes the next call")
    func longestIdle() {
        let events = SmallCenter.events(
            SmallCenter.scripted(arrivals: [1, 2, 6, 8], agents: 2, talk: .deterministic(3)))
        let answers = story(events).filter { $0.contains("answered") }
        #expect(
            answers == [
                "1.0 answered 0 by 0", "2.0 answered 1 by 1", "6.0 answered 2 by 0",
                "8.0 answered 3 by 1",
            ])
    }

    @Test("after-contact work keeps the agent from the queue")
    func afterContactWork() {
        let skill = Skill(talk: .deterministic(10), afterContact: .deterministic(5))
        let twin = SmallCenter.twin(
            types: [ContactTypeConfiguration(name: "call", arrivals: .trace([0, 1]))],
            groups: [SmallCenter.group("agents", size: 1, skills: [skill])],
            horizonSeconds: 100)
        #expect(
            story(SmallCenter.events(twin)).suffix(5) == [
                "10.0 ended 0", "15.0 free 0", "15.0 answered 1 by 0", "25.0 ended 1",
                "30.0 free 0",
            ])
    }

    @Test("when the plan falls, idle agents leave at once and busy ones after the call in hand")
    func planFalls() {
        let group = AgentGroupConfiguration(
            name: "agents", staffing: Staffing(breaks: [0, 10], counts: [3, 1]),
            skills: [Skill(talk: .deterministic(20))])
        let twin = SmallCenter.twin(
            types: [ContactTypeConfiguration(name: "call", arrivals: .trace([1, 2, 12]))],
            groups: [group], horizonSeconds: 100)
        #expect(
            story(SmallCenter.events(twin)) == [
                "1.0 arrived 0 attempt 0", "1.0 answered 0 by 0", "2.0 arrived 1 attempt 0",
                "2.0 answered 1 by 1", "10.0 out 2", "12.0 arrived 2 attempt 0",
                "12.0 queued 2", "21.0 ended 0", "21.0 out 0", "22.0 ended 1",
                "22.0 answered 2 by 1", "42.0 ended 2",
            ])
    }

    @Test("a head start passes the earlier caller; a higher priority passes both")
    func headStartAndPriority() {
        func type(_ name: String, _ at: Double, priority: Int8 = 0, headStart: Double = 0)
            -> ContactTypeConfiguration
        {
            ContactTypeConfiguration(
                name: name, arrivals: .trace([at]), priority: priority,
                headStartSeconds: headStart)
        }
        let skill = Skill(talk: .deterministic(100))
        let twin = SmallCenter.twin(
            types: [
                type("first", 0), type("plain", 10), type("ahead", 50, headStart: 90),
                type("urgent", 60, priority: 1),
            ],
            groups: [
                SmallCenter.group("agents", size: 1, skills: Array(repeating: skill, count: 4))
            ],
            horizonSeconds: 1000)
        let answers = story(SmallCenter.events(twin)).filter { $0.contains("answered") }
        #expect(
            answers == [
                "0.0 answered 0 by 0", "100.0 answered 3 by 0", "200.0 answered 2 by 0",
                "300.0 answered 1 by 0",
            ])
    }

    @Test("levels: the first level with an idle agent serves, however short its idle time")
    func levels() {
        func skill(_ level: Int) -> Skill { Skill(talk: .deterministic(30), level: level) }
        let twin = SmallCenter.twin(
            types: [ContactTypeConfiguration(name: "call", arrivals: .trace([5, 6]))],
            groups: [
                SmallCenter.group("second", size: 1, skills: [skill(2)]),
                SmallCenter.group("first", size: 1, skills: [skill(1)]),
            ],
            horizonSeconds: 100)
        let answers = story(SmallCenter.events(twin)).filter { $0.contains("answered") }
        #expect(answers == ["5.0 answered 0 by 1", "6.0 answered 1 by 0"])
    }

    @Test("trunks block the caller who would be one too many; menus count")
    func trunks() {
        let twin = SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: .trace([0, 1, 2, 40]),
                    menu: Menu(duration: .deterministic(10), hangup: 0))
            ],
            groups: [
                SmallCenter.group("agents", size: 1, skills: [Skill(talk: .deterministic(20))])
            ],
            horizonSeconds: 100, trunks: 2)
        let told = story(SmallCenter.events(twin))
        #expect(told.filter { $0.contains("blocked") } == ["2.0 blocked 2"])
        #expect(told.contains("30.0 answered 1 by 0"))
        #expect(told.contains("50.0 answered 3 by 0"))
    }

    @Test("an abandoning caller redials after the delay, at most as often as the limit says")
    func redial() {
        let twin = SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: .trace([0, 1]), patience: .deterministic(5),
                    returns: Returns(
                        afterAbandon: Redial(
                            probability: 1, delay: .deterministic(10), limit: 2)))
            ],
            groups: [
                SmallCenter.group("agents", size: 1, skills: [Skill(talk: .deterministic(500))])
            ],
            horizonSeconds: 1000)
        #expect(
            story(SmallCenter.events(twin)).dropFirst(2) == [
                "1.0 arrived 1 attempt 0", "1.0 queued 1", "6.0 abandoned 1", "6.0 redial in 10.0",
                "16.0 arrived 2 attempt 1", "16.0 queued 2", "21.0 abandoned 2",
                "21.0 redial in 10.0", "31.0 arrived 3 attempt 2", "31.0 queued 3",
                "36.0 abandoned 3", "500.0 ended 0",
            ])
    }
}

@Suite("Hand-computed dialogues")
struct HandComputedDialogueTests {
    private func twin(
        _ pool: VoicePoolConfiguration, arrivals: [Double] = [0], agents: Double = 1,
        afterUnresolved: Redial? = nil
    ) -> [String] {
        story(
            SmallCenter.events(
                SmallCenter.twin(
                    types: [
                        ContactTypeConfiguration(
                            name: "call", arrivals: .trace(arrivals),
                            returns: Returns(afterUnresolved: afterUnresolved),
                            firstServedBy: VoicePoolID(0))
                    ],
                    groups: [
                        SmallCenter.group(
                            "agents", size: agents, skills: [Skill(talk: .deterministic(20))])
                    ],
                    pools: [pool], horizonSeconds: 1000)))
    }

    /// A turn is 4 s of prompt, 2 s of caller, 1 s of latency.
    @Test("three right turns resolve the contact after 21 s")
    func resolved() {
        #expect(
            twin(SmallCenter.pool()) == [
                "0.0 arrived 0 attempt 0", "0.0 session 0", "7.0 turn 0 right true accepted true",
                "14.0 turn 1 right true accepted true", "21.0 turn 2 right true accepted true",
                "21.0 session ended resolved wrong 0",
            ])
    }

    @Test("wrong turns with low scores are counted failures and lead to a human")
    func fallback() {
        #expect(
            twin(
                SmallCenter.pool(
                    defects: 1, fallback: Fallback(accept: 0.5, consecutiveFailures: 2),
                    handoffTalkFactor: 1.5))
                == [
                    "0.0 arrived 0 attempt 0", "0.0 session 0",
                    "7.0 turn 0 right false accepted false",
                    "14.0 turn 1 right false accepted false",
                    "14.0 fallback consecutiveFailures", "14.0 session ended escalated wrong 0",
                    "14.0 answered 0 by 0", "44.0 ended 0",
                ])
    }

    @Test("wrong turns with high scores are wrong actions and bring the caller back")
    func wrongActions() {
        let told = twin(
            SmallCenter.pool(turns: 1, defects: 1, wrong: .deterministic(1)),
            afterUnresolved: Redial(probability: 1, delay: .deterministic(100), limit: 1))
        #expect(
            told == [
                "0.0 arrived 0 attempt 0", "0.0 session 0",
                "7.0 turn 0 right false accepted true",
                "7.0 session ended falselyContained wrong 1", "7.0 redial in 100.0",
                "107.0 arrived 1 attempt 1", "107.0 session 1",
                "114.0 turn 0 right false accepted true",
                "114.0 session ended falselyContained wrong 1",
            ])
    }

    @Test("a silence longer than the caller's patience ends the call inside the session")
    func silence() {
        let told = twin(
            SmallCenter.pool(
                latency: Latency(
                    body: .deterministic(1), tailProbability: 1, tail: .deterministic(3),
                    tailScale: 2),
                silencePatience: .deterministic(5)))
        #expect(told.suffix(1) == ["11.0 session ended hungUp wrong 0"])
    }

    @Test("a full pool refuses; the contact goes to the human agents at once")
    func cap() {
        let told = twin(SmallCenter.pool(sessions: 1), arrivals: [0, 1])
        #expect(told.contains("1.0 refused 1"))
        #expect(told.contains("1.0 answered 1 by 0"))
    }

    @Test("askers for a person and requests out of scope are escalated after their first turn")
    func askersAndScope() {
        #expect(
            twin(SmallCenter.pool(asksForPerson: 1)).contains("7.0 fallback askedForPerson"))
        #expect(twin(SmallCenter.pool(inScope: 0)).contains("7.0 fallback outOfScope"))
    }

    @Test("a session that neither advances nor fails by rule ends at the turn limit")
    func turnLimit() {
        let told = twin(
            SmallCenter.pool(defects: 1, fallback: Fallback(accept: 0.5, turnLimit: 4)))
        #expect(told.contains("28.0 fallback turnLimit"))
    }
}
