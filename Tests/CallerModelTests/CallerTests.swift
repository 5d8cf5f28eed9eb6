import CallerModel
import Distributions
import Testing
import TwinPrimitives

@Suite("Callers")
struct CallerTests {
    static let today = CivilDate(dayNumber: 20_000)
    static let goal = CallerGoal(
        name: "pay", intents: ["pay", "balance"],
        facts: [
            CallerFact(slot: "amount", value: .amount(minorUnits: 4520)),
            CallerFact(slot: "account", value: .digits("44050718")),
            CallerFact(slot: "code", value: .digits("7105"), isIdentity: true, isLookedUp: true),
        ])

    static func caller(
        _ persona: Persona = .ideal, goal: CallerGoal = goal, ordinal: Int = 0, attempt: UInt16 = 0
    ) -> Caller {
        Caller(
            profile: CallerProfile(name: "p", goals: [goal], personas: [persona]),
            streams: RandomStreams(seed: 11, replication: 0),
            key: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(ordinal)),
            attempt: attempt, today: today, at: .zero)
    }

    /// What a caller answers to acts heard one after another, ending with a question.
    static func answer(_ caller: inout Caller, to acts: HeardAct...) -> [CallerSegment] {
        for act in acts {
            caller.agentStarts(act, at: .zero)
            caller.agentEnds(share: 1, at: .zero)
        }
        return caller.answer()
    }

    static func acts(_ segments: [CallerSegment]) -> [SaidAct] { segments.flatMap(\.acts) }

    @Test("an ideal caller answers each question with what it means")
    func answers() {
        var caller = Self.caller()
        func meant(_ acts: HeardAct...) -> [SaidAct] {
            for act in acts {
                caller.agentStarts(act, at: .zero)
                caller.agentEnds(share: 1, at: .zero)
            }
            return Self.acts(caller.answer())
        }
        let amount = CallerValue.amount(minorUnits: 4520)
        let wrong = CallerValue.amount(minorUnits: 4500)
        #expect(meant(.greet) == [.wish("pay")])
        #expect(meant(.inform) == [])
        #expect(meant(.ask(slot: "amount", attempt: 1)) == [.give(slot: "amount", value: amount)])
        #expect(meant(.ask(slot: "colour", attempt: 1)) == [.doNotKnow])
        #expect(meant(.confirmValue(slot: "amount", value: amount)) == [.yes])
        #expect(
            meant(.confirmValue(slot: "amount", value: wrong))
                == [.no, .correct(slot: "amount", value: amount)])
        #expect(
            meant(.mentionValue(slot: "amount", value: wrong), .ask(slot: "account", attempt: 1))
                == [.no, .correct(slot: "amount", value: amount)])
        #expect(
            meant(.confirmAction([HeardAct.SlotValuePair(slot: "amount", value: amount)])) == [.yes]
        )
        #expect(
            meant(.confirmAction([HeardAct.SlotValuePair(slot: "amount", value: wrong)]))
                == [.no, .correct(slot: "amount", value: amount)])
        #expect(meant(.askChange) == [.correct(slot: "amount", value: amount)])
        #expect(meant(.confirmIntent("pay")) == [.yes])
        #expect(meant(.confirmIntent("balance")) == [.no, .wish("pay")])
        #expect(meant(.clarify(["balance", "pay"])) == [.choose(1, intent: "pay")])
        #expect(meant(.offerHelp) == [.yes])
        #expect(meant(.anythingElse) == [.yes, .wish("balance")])
        #expect(meant(.anythingElse) == [.no])
        #expect(meant(.goodbye) == [])
    }

    @Test("what has to be looked up comes after a moment, once")
    func looksUp() {
        var caller = Self.caller()
        let first = Self.answer(&caller, to: .ask(slot: "code", attempt: 1))
        #expect(Self.acts(first) == [.holdOn, .give(slot: "code", value: .digits("7105"))])
        #expect(first.map(\.gapSeconds).last == 3)
        let second = Self.answer(&caller, to: .ask(slot: "code", attempt: 2))
        #expect(Self.acts(second) == [.give(slot: "code", value: .digits("7105"))])
        #expect(caller.turns == 2)
    }

    @Test("a caller who does not know asks for a person in the end")
    func doesNotKnow() {
        var caller = Self.caller()
        let question = HeardAct.ask(slot: "colour", attempt: 1)
        let said = (0..<3).map { _ in Self.acts(Self.answer(&caller, to: question)) }
        #expect(said == [[.doNotKnow], [.doNotKnow], [.askForPerson]])
    }

    @Test("a caller for whom only a person will do refuses help")
    func person() {
        var goal = Self.goal
        goal.mustReachPerson = true
        var caller = Self.caller(goal: goal)
        #expect(Self.acts(Self.answer(&caller, to: .greet)) == [.askForPerson])
        #expect(Self.acts(Self.answer(&caller, to: .offerHelp)) == [.no, .askForPerson])
    }

    @Test("an impostor has the identity facts wrong, and nothing else")
    func impostor() {
        var caller = Self.caller(.strange(.impostor))
        func given(_ slot: String) -> CallerValue? {
            for act in Self.acts(Self.answer(&caller, to: .ask(slot: slot, attempt: 1))) {
                if case .give(slot, let value) = act { return value }
            }
            return nil
        }
        #expect(given("code") == .digits("0438"))
        #expect(given("account") == .digits("44050718"))
    }

    @Test("the silent never speak, the parrot repeats, the key masher presses")
    func strange() {
        var silent = Self.caller(.strange(.silent))
        #expect(Self.answer(&silent, to: .greet).isEmpty)
        var parrot = Self.caller(.strange(.parrot))
        let first = Self.answer(&parrot, to: .greet).map(\.text).joined(separator: " ")
        let second = Self.answer(&parrot, to: .ask(slot: "amount", attempt: 1)).last?.text ?? ""
        #expect(!first.isEmpty)
        #expect(!second.isEmpty && (first.hasSuffix(second) || second.hasSuffix(first)))
        var masher = Self.caller(.strange(.keyMasher))
        let keys = Self.answer(&masher, to: .greet).map(\.keys).joined()
        #expect(!keys.isEmpty && keys.allSatisfy { "0123456789*#".contains($0) })
    }

    @Test("a prompt of which less than half was heard is not objected to")
    func halfHeard() {
        var caller = Self.caller()
        let mention = HeardAct.mentionValue(slot: "amount", value: .amount(minorUnits: 1))
        caller.agentStarts(mention, at: .zero)
        caller.agentEnds(share: 0.4, at: .zero)
        #expect(!caller.hasQuestion)
        caller.agentStarts(mention, at: .zero)
        caller.agentEnds(share: 0.6, at: .zero)
        #expect(caller.hasQuestion)
    }

    @Test("a value outside the goal is found; an own one is not")
    func validity() {
        let caller = Self.caller()
        func segment(_ act: SaidAct) -> CallerSegment {
            CallerSegment(text: "x", acts: [act], kind: .answer, gapSeconds: 0, durationSeconds: 1)
        }
        #expect(
            caller.validate([segment(.give(slot: "amount", value: .amount(minorUnits: 4520)))])
                .isEmpty)
        #expect(
            caller.validate([segment(.give(slot: "amount", value: .amount(minorUnits: 1)))])
                == [.factOutsideGoal(slot: "amount")])
        #expect(
            caller.validate([segment(.wish("loan"))]) == [.wishOutsideGoal(intent: "loan")])
    }

    @Test("a copy of a caller goes on like the original")
    func forks() {
        var caller = Self.caller(.everyday, ordinal: 5)
        _ = Self.answer(&caller, to: .greet)
        var copy = caller
        #expect(
            Self.answer(&caller, to: .ask(slot: "account", attempt: 1))
                == Self.answer(&copy, to: .ask(slot: "account", attempt: 1)))
    }
}

/// Shares over many callers, within 4.9 standard errors.
@Suite("Rates of callers")
struct CallerRateTests {
    static let callers = 4000

    /// Smallest difference found: 4.9 sqrt(0.25 / 4000) = 0.039 at one half.
    static func expect(_ count: Int, of calls: Int = callers, is p: Double, _ what: String) {
        let tolerance = 4.9 * (p * (1 - p) / Double(calls)).squareRoot()
        #expect(abs(Double(count) / Double(calls) - p) <= tolerance, "\(what): \(count)")
    }

    @Test("wrong values pass, are corrected and are denied as often as the persona says")
    func corrections() {
        var persona = Persona.ideal
        persona.misses = 0.2
        persona.corrects = 0.6
        var passed = 0
        var corrected = 0
        for ordinal in 0..<Self.callers {
            var caller = CallerTests.caller(persona, ordinal: ordinal)
            let acts = CallerTests.acts(
                CallerTests.answer(
                    &caller, to: .confirmValue(slot: "amount", value: .amount(minorUnits: 1))))
            if acts == [.yes] { passed += 1 }
            if acts.count == 2 { corrected += 1 }
        }
        Self.expect(passed, is: 0.2, "let pass")
        Self.expect(corrected, is: 0.8 * 0.6, "corrected")
    }

    @Test(
        "goals and personas are drawn by their weights, and stay those of a caller's first attempt")
    func weights() {
        var rare = CallerTests.goal
        rare.name = "rare"
        rare.weight = 0.25
        let profile = CallerProfile(
            name: "p", goals: [CallerTests.goal, rare], personas: [.ideal, .everyday])
        var rares = 0
        var everydays = 0
        for ordinal in 0..<Self.callers {
            func draw(_ attempt: UInt16) -> Caller {
                Caller(
                    profile: profile, streams: RandomStreams(seed: 2, replication: 1),
                    key: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(ordinal)),
                    attempt: attempt, today: CallerTests.today, at: .zero)
            }
            let caller = draw(0)
            #expect(draw(3).goal.name == caller.goal.name)
            if caller.goal.name == "rare" { rares += 1 }
            if caller.persona.name == "everyday" { everydays += 1 }
        }
        Self.expect(rares, is: 0.2, "rare goals")
        Self.expect(everydays, is: 0.5, "everyday personas")
    }

    @Test("reaction times have the quartiles of the Harper Valley sample")
    func reactions() {
        // Published quartiles 1.07, 1.42 and 1.95 s; the lognormal through the median meets the outer
        // ones within 0.03 s: counts below them are 0.261 and 0.762 instead of a quarter.
        let law = Law.lognormal(mu: PortableMath.log(1.42), sigma: 0.445)
        for quartile in [1.07, 1.42, 1.95] {
            var below = 0
            for ordinal in 0..<Self.callers {
                var caller = CallerTests.caller(ordinal: ordinal)
                let gap = CallerTests.answer(&caller, to: .greet)[0].gapSeconds
                if gap <= quartile { below += 1 }
            }
            Self.expect(below, is: law.cdf(quartile), "below \(quartile)")
        }
        #expect(abs(law.cdf(1.07) - 0.25) < 0.02 && abs(law.cdf(1.95) - 0.75) < 0.02)
    }
}
