import CallerModel
import ContactCenter
import ContactCenterEvents
import Conversations
import DialogueEngine
import Distributions
import TestSupport
import Testing
import TwinPrimitives
import TwinSimulation
import VoiceAgents

/// Sessions that a guard stops, and callers who come back.
@Suite("Stopped sessions and returning callers")
struct StoppedSessionTests {
    /// Sessions of five turns of which only so many events may happen.
    private func tier(events: Int) -> ConversationTier {
        let whole = ConversationCenter.tier(
            turns: 5, fallback: ChainModel.noFallback, errorRate: 0)
        let conversation = whole.conversation
        var options = Conversation.Options()
        options.maximumEvents = events
        return ConversationTier(
            conversation: Conversation(
                reducer: conversation.reducer, profile: conversation.profile,
                ear: conversation.ear, options: options),
            firstDay: whole.firstDay, fingerprint: "stopped \(events)")
    }

    @Test(
        "a session that a guard stops is neither contained nor handed over, and its caller may return"
    )
    func stopped() throws {
        var twin = ConversationCenter.twin(tier(events: 12), perHour: 60, hours: 2)
        twin.center.contactTypes[0].returns = Returns(
            afterUnresolved: Redial(probability: 1, delay: .deterministic(600), limit: 1))
        let events = SmallCenter.events(twin)
        let tally = ConversationCenter.Tally(events)
        let sessions = tally.outcomes.values.reduce(0, +)
        #expect(sessions > 150)
        #expect(tally.outcomes == [.stopped: sessions])
        #expect(tally.answered == 0 && tally.abandoned == 0)
        let first = events.count { timed in
            if case .contactArrived(let fact) = timed.event { fact.attempt == 0 } else { false }
        }
        let returns = events.count { timed in
            if case .redialScheduled(let fact) = timed.event {
                fact.cause == .afterUnresolved
            } else {
                false
            }
        }
        #expect(returns == first)
        // With enough events the same callers are served.
        let whole = ConversationCenter.Tally(
            SmallCenter.events(ConversationCenter.twin(tier(events: 20_000), perHour: 60, hours: 2))
        )
        #expect(Set(whole.outcomes.keys) == [.resolved])
    }

    /// With nobody to answer, callers abandon after their patience.
    ///
    /// It is exponential, times a factor for each attempt before. Means of n waits have a standard
    /// error of mean / sqrt(n).
    @Test("patience in the queue shrinks with every attempt")
    func patience() throws {
        let waits = SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: SmallCenter.poisson(perHour: 400, hours: 5),
                    patience: .exponential(mean: 100),
                    returns: Returns(
                        afterAbandon: Redial(
                            probability: 1, delay: .deterministic(60), limit: 2),
                        patiencePerAttempt: 0.5))
            ],
            groups: [
                SmallCenter.group("agents", size: 0, skills: [Skill(talk: .exponential(mean: 60))])
            ], pools: [], horizonSeconds: 5 * 3600)
        var attempts: [UInt32: Int] = [:]
        var since: [UInt32: SimulationTime] = [:]
        var sums = [0.0, 0.0, 0.0]
        var counts = [0, 0, 0]
        for timed in SmallCenter.events(waits) {
            switch timed.event {
            case .contactArrived(let fact):
                attempts[fact.contact.rawValue] = Int(fact.attempt)
                since[fact.contact.rawValue] = timed.time
            case .contactAbandoned(let fact):
                let attempt = try #require(attempts[fact.contact.rawValue])
                let start = try #require(since[fact.contact.rawValue])
                sums[attempt] += (timed.time - start).seconds
                counts[attempt] += 1
            default: break
            }
        }
        #expect(counts.allSatisfy { $0 > 1500 })
        for (attempt, mean) in [100.0, 50, 25].enumerated() {
            let error = mean / Double(counts[attempt]).squareRoot()
            #expect(abs(sums[attempt] / Double(counts[attempt]) - mean) < 4.9 * error)
        }
    }

    @Test("a caller who calls again may say so first, and only then")
    func opening() {
        func said(attempt: UInt16, probability: Double) -> String {
            var profile = ChainModel.profile(turns: 2) { $0.mentionsEarlierCall = probability }
            profile.wordings.wishes = [
                CallerWordings.Phrases(name: "chain", phrases: ["the chain please"])
            ]
            let base = ConversationCenter.tier(
                turns: 2, fallback: ChainModel.noFallback, errorRate: 0
            ).conversation
            let record = Conversation(reducer: base.reducer, profile: profile, ear: base.ear).run(
                CallContext(
                    caller: CallerKey(contactType: ContactTypeID(0), ordinal: 3),
                    attempt: attempt, today: CivilDate(dayNumber: 20_000), minuteOfDay: 600))
            #expect(record.isServed)
            return record.spoken.first?.segment.text ?? ""
        }
        #expect(said(attempt: 0, probability: 1) == "the chain please")
        #expect(said(attempt: 1, probability: 0) == "the chain please")
        let again = said(attempt: 1, probability: 1)
        #expect(again.hasSuffix("the chain please") && again.count > 20, "\(again)")
    }

    @Test("events know the engine's patterns by their numbers")
    func patterns() {
        #expect(RepairEntered.toolError == RepairPattern.toolError.rawValue)
        let ordinary: [RepairPattern] = [.greeting, .completed, .goodbye, .followUp, .noted]
        for pattern in RepairPattern.allCases {
            let isOrdinary = RepairEntered.ordinary >> UInt64(pattern.rawValue) & 1 == 1
            #expect(isOrdinary == ordinary.contains(pattern), "\(pattern)")
        }
    }
}
