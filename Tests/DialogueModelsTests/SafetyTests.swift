import Conversations
import DialogueEngine
import DialogueModels
import Testing
import TwinPrimitives

/// What no conversation may bring about, held by scripts on small models.
@Suite("Safety of dialogues")
struct SafetyTests {
    private static func play(
        _ spoil: (String) -> String, level: UInt8 = 0, verifications: [Bool] = [],
        tools: [Script.ToolBehaviour] = [], _ acts: [Script.Act]
    ) throws -> ScriptPlayer.Result {
        let model = try SmallModel.read(spoil(SmallModel.sound)).trained()
        let context = CallContext(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0),
            today: CivilDate(dayNumber: 20_000), minuteOfDay: 600, level: level)
        let script = Script(
            name: "safety", line: 1, context: context, tools: tools, verifications: verifications,
            turns: acts.map { Script.Turn(line: 1, act: $0) })
        return ScriptPlayer(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: 1, replication: 0))
        ).play(script)
    }

    private static func say(_ text: String) -> Script.Act { .say([Hypothesis(text: text)]) }

    private static func said(_ result: ScriptPlayer.Result) -> String {
        result.records.compactMap { record in
            if case .prompted(let utterance) = record.event { utterance.text } else { nil }
        }.joined(separator: " ")
    }

    @Test("nothing of a flow runs below its level, also after a failed verification")
    func flowLevel() throws {
        let spoil: (String) -> String = {
            $0.replacing(
                "    owner: a\n    steps:\n      - {verify: 1}",
                with: "    owner: a\n    level: 1\n    steps:\n      - {say: The secret is blue.}")
        }
        let failed = try Self.play(
            spoil, verifications: [false, false, false],
            [
                Self.say("i want to pay"), Self.say("one two three four"),
                Self.say("one two three four"),
            ])
        #expect(!Self.said(failed).contains("secret"))
        let passed = try Self.play(
            spoil, verifications: [true],
            [Self.say("i want to pay"), Self.say("one two three four")])
        #expect(Self.said(passed).contains("secret"))
    }

    @Test("a forgotten value is asked again, never sent as nothing")
    func forgottenValue() throws {
        let spoil: (String) -> String = {
            $0.replacing(
                "      - {tool: send}",
                with: "      - {confirm: \"Send {amount}?\"}\n      - {tool: send}"
            )
            .replacing("handoff:", with: "memory: {fidelity: 0%}\nhandoff:")
        }
        let result = try Self.play(
            spoil, level: 1,
            [Self.say("i want to pay"), Self.say("fifty pounds"), Self.say("yes")])
        for record in result.records {
            if case .toolAsked(_, _, let values) = record.event {
                #expect(!values.contains(.text("")))
            }
        }
        #expect(result.records.contains { if case .askedAgain = $0.event { true } else { false } })
    }

    @Test("a forgotten value of a security check is asked and checked again, never sent as nothing")
    func forgottenProof() throws {
        let spoil: (String) -> String = {
            $0.replacing("needs: [amount]", with: "needs: [code, amount]")
                .replacing("handoff:", with: "memory: {fidelity: 0%}\nhandoff:")
        }
        let result = try Self.play(
            spoil,
            [
                Self.say("i want to pay"), Self.say("one two three four"),
                Self.say("fifty pounds"), Self.say("one two three four"),
                Self.say("fifty pounds"), Self.say("one two three four"),
            ])
        var asked = 0
        for record in result.records {
            switch record.event {
            case .toolAsked(_, _, let values):
                #expect(values == [.digits("1234"), .amount(minorUnits: 5000)])
            case .prompted(let utterance):
                if case .ask(SlotID(1), _) = utterance.act { asked += 1 }
            default: break
            }
        }
        #expect(asked > 1)
    }

    @Test("an action that may have been done is not done again for the same wish")
    func neverTwice() throws {
        let spoil: (String) -> String = {
            $0.replacing(
                "      - {tool: send}", with: "      - {id: act, tool: send, onFailure: act}")
        }
        let result = try Self.play(
            spoil, level: 1,
            tools: [Script.ToolBehaviour(tool: ToolID(0), seconds: 60)],
            [Self.say("i want to pay"), Self.say("fifty pounds"), .silence, .silence])
        let asked = result.records.count {
            if case .toolAsked = $0.event { true } else { false }
        }
        #expect(asked == 1)
    }

    @Test("nor by a flow that the wish calls once more")
    func neverTwiceByCalls() throws {
        let spoil: (String) -> String = {
            $0.replacing(
                "      - {tool: send}",
                with: "      - {call: do_it}\n      - {say: Once more.}\n      - {call: do_it}"
            ).replacing(
                "handoff:",
                with: """
                      - name: do_it
                        owner: a
                        level: 1
                        steps:
                          - {tool: send, onFailure: slow}
                          - {end: completed}
                          - {id: slow, say: That took too long.}
                    handoff:
                    """)
        }
        let result = try Self.play(
            spoil, level: 1,
            tools: [Script.ToolBehaviour(tool: ToolID(0), seconds: 60)],
            [Self.say("i want to pay"), Self.say("fifty pounds"), .silence, .silence])
        #expect(Self.said(result).contains("Once more."))
        let asked = result.records.count {
            if case .toolAsked = $0.event { true } else { false }
        }
        #expect(asked == 1)
    }

    @Test("a meaning of another model does no harm")
    func foreignMeaning() throws {
        let model = try SmallModel.read(SmallModel.sound).trained()
        let reducer = DialogueReducer(
            model: model, streams: RandomStreams(seed: 1, replication: 0))
        let context = CallContext(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0),
            today: CivilDate(dayNumber: 20_000), minuteOfDay: 600)
        var state = reducer.step(reducer.begin(context), .callStarted(context), at: .zero).state
        var meaning = Interpretation(text: "x")
        meaning.intents = [IntentCandidate(intent: IntentID(900), probability: .one)]
        meaning.answers = [AnswerCandidate(slot: SlotID(900), value: .number(1), probability: .one)]
        meaning.affect = .max
        for _ in 0..<3 { state = reducer.step(state, .understood(meaning), at: .zero).state }
        #expect(state.turn > 0)
    }

    @Test("a verification that nobody answers fails in time")
    func silentVerification() throws {
        let model = try SmallModel.read(SmallModel.sound).trained()
        let reducer = DialogueReducer(
            model: model, streams: RandomStreams(seed: 1, replication: 0))
        let context = CallContext(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0),
            today: CivilDate(dayNumber: 20_000), minuteOfDay: 600)
        var state = reducer.step(reducer.begin(context), .callStarted(context), at: .zero).state
        var effects: [DialogueEffect] = []
        for text in ["i want to pay", "one two three four"] {
            let reaction = reducer.step(
                state, .finalTranscript([Hypothesis(text: text)]), at: .zero)
            state = reaction.state
            effects = reaction.effects
        }
        let timers = effects.compactMap { effect in
            if case .setTimer(let timer, _) = effect, timer.purpose == .tool { timer } else { nil }
        }
        #expect(timers.count == 1)
        #expect(state.waiting != nil)
        if let timer = timers.first {
            state = reducer.step(state, .timerFired(timer), at: SimulationTime(seconds: 10)).state
        }
        #expect(state.failures.verifications == 1)
        #expect(state.waiting == nil)
    }
}
