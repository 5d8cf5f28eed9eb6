import DialogueEngine
import DialogueModels
import Testing
import TwinPrimitives

/// A model of one flow, to be spoiled.
enum SmallModel {
    static let sound = """
        dialogue: 1
        name: Small
        owner: test
        intents:
          - {name: pay, owner: a, flow: pay, examples: [pay it, i want to pay, pay my bill, make a payment, settle the bill]}
        slots:
          - {name: amount, grammar: {kind: amount}, ask: How much?}
          - {name: code, grammar: {kind: digits, length: 4}, ask: Your code?}
        verification:
          - {name: code, owner: a, level: 1, slots: [code]}
        tools:
          - {name: send, owner: a, needs: [amount], level: 1, changes: true}
        flows:
          - name: pay
            owner: a
            steps:
              - {verify: 1}
              - {collect: amount}
              - {tool: send}
              - {say: "Sent {amount}."}
        handoff: {say: One moment.}
        patterns:
        \(patterns)
        """

    static let patterns = [
        "greeting", "noMatch", "rephrase", "silence", "outOfScope", "confirmWish", "clarify",
        "change", "severalValues",
        "completed",
        "goodbye",
        "cancel", "resume", "toolError", "invalidValue", "verificationFailure", "noPersonAvailable",
        "correct", "help", "holdOn", "doNotKnow", "skip", "multiIntent",
    ].map { "  \($0): {say: Words for \($0).}" }.joined(separator: "\n")

    static func read(_ text: String) throws -> DialogueModelFile {
        try DialogueModelFile(text: text, path: "small.yaml")
    }
}

@Suite("Static checks of dialogue models")
struct ModelCheckTests {
    private func rules(_ old: String, _ new: String) throws -> [ModelFinding.Rule] {
        let text = SmallModel.sound.replacing(old, with: new)
        #expect(text != SmallModel.sound, "the model must be spoiled")
        return try SmallModel.read(text).findings.map(\.rule)
    }

    @Test("a sound model has no findings")
    func sound() throws {
        #expect(try SmallModel.read(SmallModel.sound).findings == [])
    }

    @Test("a step behind an end is never reached, with its line")
    func unreachable() throws {
        let text = SmallModel.sound.replacing(
            "      - {tool: send}", with: "      - {end: completed}\n      - {tool: send}")
        let findings = try SmallModel.read(text).findings
        #expect(findings.map(\.rule) == [.unreachable, .unreachable])
        #expect(findings.map(\.location.line) == [20, 21])
    }

    @Test("steps that lead only to each other")
    func loopWithoutExit() throws {
        #expect(
            try rules(
                "      - {say: \"Sent {amount}.\"}",
                "      - {id: a, collect: code}\n      - {goTo: a}") == [.loopWithoutExit])
    }

    @Test("steps that turn without waiting for anybody")
    func loopWithoutWait() throws {
        let found = try rules(
            "      - {say: \"Sent {amount}.\"}",
            "      - {id: a, say: Again.}\n      - branch: [{slot: amount, above: 5, goTo: a}]")
        #expect(found == [.loopWithoutWait])
    }

    @Test("an action that a path reaches without its verification")
    func actionBelowLevel() throws {
        #expect(try rules("      - {verify: 1}\n", "") == [.actionBelowLevel])
        #expect(
            try rules(
                "      - {verify: 1}",
                "      - branch: [{level: 1, goTo: on}]\n      - {goTo: on}\n      - {id: on, say: Hm.}"
            )
                == [.actionBelowLevel])
        #expect(try rules("      - {verify: 1}", "      - {verify: 2}") == [.actionBelowLevel])
    }

    @Test("a level that no factor proves, of a flow and of a tool")
    func unprovableLevel() throws {
        let flow = SmallModel.sound.replacing(
            "    owner: a\n    steps:", with: "    owner: a\n    level: 9\n    steps:")
        let findings = try SmallModel.read(flow).findings
        #expect(findings.map(\.rule) == [.actionBelowLevel])
        #expect(findings.map(\.location.line) == [14])
        #expect(findings.first?.text.contains("flow 'pay' begins with level 9") == true)
        let tool = SmallModel.sound.replacing("level: 1, changes", with: "level: 2, changes")
        #expect(
            try SmallModel.read(tool).findings.contains {
                $0.location.line == 12 && $0.text.contains("no factor proves")
            })
        #expect(
            try SmallModel.read(
                SmallModel.sound.replacing("level: 1, slots", with: "level: 9, slots")
                    .replacing(
                        "    owner: a\n    steps:", with: "    owner: a\n    level: 9\n    steps:")
            ).findings == [])
    }

    @Test("phrases of timing are kept as they are heard")
    func phrases() throws {
        let text = SmallModel.sound.replacing(
            "handoff:",
            with: "timing: {stopWords: [Hang on!], acknowledgements: [mm-hmm, I see]}\nhandoff:")
        let timing = try SmallModel.read(text).model.timing
        #expect(timing.stopWords == ["hang on"])
        #expect(timing.acknowledgements == ["mm hmm", "i see"])
        for rules in [TimingRules.standard] + DialoguePreset.allCases.map(\.timing) {
            for phrase in rules.stopWords + rules.acknowledgements {
                #expect(Words(phrase).list.joined(separator: " ") == phrase)
            }
        }
    }

    @Test("a slot that nothing fills, and one that nothing uses")
    func slots() throws {
        #expect(try rules("      - {collect: amount}\n", "").contains(.slotNeverFilled))
        #expect(
            try rules("verification:", "  - {name: spare, grammar: {kind: text}}\nverification:")
                == [.slotUnused])
    }

    @Test("a question and a pattern without words")
    func prompts() throws {
        #expect(try rules(", ask: How much?", "") == [.missingPrompt])
        #expect(try rules("  silence: {say: Words for silence.}\n", "") == [.missingPrompt])
        #expect(try rules("handoff: {say: One moment.}", "handoff: {}") == [.missingPrompt])
    }

    @Test("parts that nobody answers for")
    func owners() throws {
        #expect(try rules("owner: test", "mentionIntent: Well.") == [.missingOwner])
        #expect(try rules("{name: send, owner: a,", "{name: send,") == [.missingOwner])
        #expect(try rules("{name: pay, owner: a,", "{name: pay,") == [.missingOwner])
    }

    @Test("an intent with too few examples")
    func examples() throws {
        #expect(try rules(", settle the bill", "") == [.intent])
    }

    @Test("an utterance that two intents claim")
    func sharedExample() throws {
        let other =
            "  - {name: owe, owner: a, flow: pay, examples: "
            + "[what do i owe, my balance, how much is open, is there a bill, Pay it!]}\nslots:"
        let text = SmallModel.sound.replacing("\nslots:", with: "\n" + other)
        let findings = try SmallModel.read(text).findings
        #expect(findings.map(\.rule) == [.intent])
        #expect(
            findings.first?.text
                == "'pay it' is an example of intent 'owe' and of 'pay'; leave it to one of them")
    }

    @Test("a flow that calls itself")
    func recursion() throws {
        #expect(
            try rules("      - {say: \"Sent {amount}.\"}", "      - {call: pay}") == [.recursion])
    }

    @Test("a flow that no intent starts, and a tool that nothing calls")
    func unusedParts() throws {
        #expect(
            try rules(
                "handoff:",
                "  - {name: spare, owner: a, steps: [{say: Hello.}]}\nhandoff:") == [.unreachable])
        #expect(
            try rules("flows:", "  - {name: idle, owner: a}\nflows:") == [.unreachable])
    }
}

@Suite("Errors of dialogue models")
struct ModelErrorTests {
    @Test(
        "what is wrong is said with its line and what is known",
        arguments: [
            ("flow: pay,", "flow: pya,", "small.yaml:5:", "did you mean 'pay'?"),
            ("collect: amount", "collect: amuont", "small.yaml:18:", "did you mean 'amount'?"),
            ("{tool: send}", "{tool: sent}", "small.yaml:19:", "known: send"),
            ("{tool: send}", "{tool: send, say: x}", "small.yaml:19:", "exactly one of"),
            ("{tool: send}", "{onFailure: x}", "small.yaml:19:", "it has none"),
            ("kind: amount", "kind: amonut", "small.yaml:7:", "did you mean 'amount'?"),
            ("Sent {amount}.", "Sent {amount.", "small.yaml:20:", "'{' without '}'"),
            ("Sent {amount}.", "Sent {amounts}.", "small.yaml:20:", "did you mean 'amount'?"),
            ("length: 4", "shortest: 4", "small.yaml:8:", "needs length"),
            ("silence: {", "silance: {", "small.yaml:", "did you mean 'silence'?"),
            ("dialogue: 1", "dialogue: 2", "small.yaml:1:", "newer version"),
            (
                "handoff:", "decisions: {accept: 80%}\nhandoff:", "small.yaml:21:",
                "acts only in 'mode: thresholds'"
            ),
            (
                "handoff:", "decisions: {preset: rasa, clarify: 2}\nhandoff:", "small.yaml:21:",
                "acts only in 'mode: cost'"
            ),
            (
                "handoff:", "timing: {stopWords: [stop, \"...\"]}\nhandoff:", "small.yaml:21:",
                "should have words"
            ),
            ("{tool: send}", "{tool: send, bargeIn: false}", "small.yaml:19:", noEffect("bargeIn")),
            ("{tool: send}", "{tool: send, to: 7}", "small.yaml:19:", noEffect("to")),
            ("{tool: send}", "{tool: send, reason: x}", "small.yaml:19:", noEffect("reason")),
            ("{tool: send}", "{tool: send, otherwise: x}", "small.yaml:19:", noEffect("otherwise")),
            ("{verify: 1}", "{verify: 1, onFailure: x}", "small.yaml:17:", "goes with tool"),
            (
                "{tool: send}", "{end: completed, reason: x}", "small.yaml:19:",
                "no effect beside 'end: completed'; it goes with end: handoff"
            ),
            ("flow: pay,", "flow: pay, value: 3,", "small.yaml:5:", "it goes with answers"),
            ("flow: pay,", "boundary: false,", "small.yaml:5:", "is true or left out"),
            ("{name: code, grammar", "{name: code, owner: b, grammar", "small.yaml:8:", "'owner'"),
            (
                "silence: {say: Words for silence.}", "silence: {bargeIn: false}", "small.yaml:",
                "'say'"
            ),
        ])
    func messages(old: String, new: String, place: String, words: String) throws {
        let text = SmallModel.sound.replacing(old, with: new)
        #expect(text != SmallModel.sound)
        do {
            _ = try SmallModel.read(text)
            Issue.record("'\(new)' should be refused")
        } catch let error as DialogueModelError {
            #expect("\(error)".hasPrefix(place), "\(error)")
            #expect("\(error)".contains(words), "\(error)")
        }
    }

    private static func noEffect(_ key: String) -> String {
        "steps.2.\(key) has no effect beside 'tool'"
    }

    @Test("a read-back can be kept from being interrupted")
    func confirmBargeIn() throws {
        for (word, allows) in [("true", true), ("false", false)] {
            let model = try SmallModel.read(
                SmallModel.sound.replacing(
                    "{tool: send}", with: "{confirm: Shall I?, bargeIn: \(word)}")
            ).model
            let step = try #require(model.steps.first { $0.name == "confirm-3" })
            guard case .confirm(let prompt, _) = step.action else {
                Issue.record("the third step asks")
                return
            }
            #expect(model.prompts[Int(prompt.rawValue)].allowsBargeIn == allows)
        }
    }

    @Test("the digest tells models apart, and not their layout")
    func digest() throws {
        let sound = try SmallModel.read(SmallModel.sound).model.digest
        let spaced = try SmallModel.read("# A comment\n\n" + SmallModel.sound).model.digest
        let other = try SmallModel.read(
            SmallModel.sound.replacing("How much?", with: "How many?")
        ).model.digest
        #expect(sound == spaced)
        #expect(sound != other)
    }

    @Test("the schema is JSON and knows the steps")
    func schema() {
        let schema = DialogueSchema.json()
        #expect(schema.contains("\"collect\""))
        #expect(schema.contains("slot-grammar"))
    }
}
