import CallerModel
import Conversations
import DialogueEngine
import Distributions
import TwinPrimitives

/// Understands wishes by key words: enough for tests, and its scores are plain.
struct KeyWords: IntentUnderstanding {
    let keys: [(words: [String], intent: IntentID)]

    func rank(_ text: String) -> RankedIntents {
        let words = Words(text).list
        var hits: [(count: Int, intent: IntentID)] = []
        for (place, key) in keys.enumerated() {
            let count = key.words.count { words.contains($0) }
            if count > 0 { hits.append((count * 100 - place, key.intent)) }
        }
        hits.sort { $0.count > $1.count }
        let total = max(hits.count, 1)
        return RankedIntents(
            candidates: hits.enumerated().map { place, hit in
                IntentCandidate(
                    intent: hit.intent, probability: Score(place == 0 ? 0.98 / Double(total) : 0.1))
            }, outOfScope: hits.isEmpty ? Score(0.9) : Score(0.02))
    }
}

/// A bank of two wishes behind a security check, whose code one of them tells a tool; the other
/// asks for the day in a flow that it calls.
struct SmallModel {
    var prompts: [Prompt] = []

    mutating func prompt(_ name: String, _ parts: PromptPart..., bargeIn: Bool = true) -> PromptID {
        prompts.append(
            Prompt(name: name, variants: [PromptText(parts: parts)], allowsBargeIn: bargeIn))
        return PromptID(UInt16(prompts.count - 1))
    }

    mutating func slot(
        _ id: SlotID, _ name: String, _ grammar: SlotGrammar, risk: RiskClass,
        confirmation: ConfirmationPolicy, isOptional: Bool = false
    ) -> Slot {
        let ask = prompt("\(name).ask", .text("Please tell me the \(name)."))
        let again = prompt("\(name).again", .text("What is the \(name), digit by digit?"))
        return Slot(
            name: name, label: "the \(name)", grammar: grammar, known: [], risk: risk,
            confirmation: confirmation, dataClass: .open, isVolunteered: true, isKept: false,
            isOptional: isOptional, ask: [ask, again],
            confirm: prompt("\(name).confirm", .text("Is it "), .slot(id), .text("?")),
            mention: prompt("\(name).mention", .slot(id), .text(".")))
    }

    static let amount = SlotID(0)
    static let account = SlotID(1)
    static let day = SlotID(2)
    static let pin = SlotID(3)
    static let balance = SlotID(4)

    private mutating func slots() -> [Slot] {
        [
            slot(
                Self.amount, "amount", .amount(range: 1...1_000_000, currency: .pounds),
                risk: .change, confirmation: .byCost),
            slot(
                Self.account, "account", .digits(lengths: 8...8, check: .none), risk: .change,
                confirmation: .explicit),
            slot(
                Self.day, "day", .date(days: 0...60), risk: .information, confirmation: .implicit),
            slot(
                Self.pin, "code", .digits(lengths: 4...4, check: .none), risk: .information,
                confirmation: .never),
            slot(
                Self.balance, "balance", .amount(range: 0...10_000_000, currency: .pounds),
                risk: .information, confirmation: .never),
        ]
    }

    private mutating func steps() -> [Step] {
        let done = prompt("transfer.done", .text("That is done."), bargeIn: false)
        let sum = prompt(
            "transfer.confirm", .text("I send "), .slot(Self.amount), .text(" to "),
            .slot(Self.account), .text(". Shall I?"))
        let tell = prompt("balance.tell", .text("You have "), .slot(Self.balance), .text("."))
        let actions: [StepAction] = [
            .collect(Self.amount), .collect(Self.account), .call(FlowID(3)),
            .verify(level: 1), .confirm(sum, otherwise: nil), .tool(ToolID(0), onFailure: nil),
            .say(done), .end(.completed),
            .verify(level: 1), .tool(ToolID(1), onFailure: nil), .say(tell), .end(.completed),
            .collect(Self.pin), .check(factor: 0),
            .collect(Self.day),
        ]
        return actions.enumerated().map { Step(name: "step \($0)", line: $0, action: $1) }
    }

    private static func tool(
        _ name: String, needs: [SlotID], gives: [SlotID], changes: Bool, sample: [SlotValue]
    ) -> Tool {
        Tool(
            name: name, owner: "bank", needs: needs, gives: gives, level: 1, changesWorld: changes,
            risk: changes ? .money : .disclosure, timeoutSeconds: 8, sample: sample)
    }

    private mutating func patterns() -> PatternRules {
        var rules = PatternRules()
        for pattern in RepairPattern.allCases {
            let text: String? =
                switch pattern {
                case .greeting: "Welcome to the bank. How can I help you?"
                case .completed: "Is there anything else?"
                case .person: "I can connect you, but perhaps I can help at once?"
                case .bargeIn: nil
                default: "This is about \(pattern.name)."
                }
            guard let text else { continue }
            rules[pattern] = [prompt("patterns.\(pattern.name)", .text(text))]
        }
        let again = prompt("patterns.greeting.again", .text("What can I do for you?"))
        rules[.greeting].append(again)
        let which = prompt(
            "patterns.clarify", .text("Do you want to "), .topic, .text(" or "), .otherTopic,
            .text("?"))
        rules[.clarify] = [which]
        return rules
    }

    private static let wishes: [(name: String, effect: IntentEffect, words: [String])] = [
        ("transfer", .flow(FlowID(0)), ["transfer", "send"]),
        ("balance", .flow(FlowID(1)), ["balance"]),
        ("person", .pattern(.person), ["person", "agent", "human", "operator"]),
        ("cancel", .pattern(.cancel), ["cancel"]),
        ("goodbye", .pattern(.goodbye), ["bye", "goodbye"]),
        ("chat", .pattern(.chitChat), ["hello"]),
    ]

    /// Builds the model.
    ///
    /// - Parameter unused: How many prompts that nothing says stand before the others.
    /// - Returns: The model.
    static func make(unused: Int = 0) -> DialogueModel {
        var small = SmallModel()
        for place in 0..<unused { _ = small.prompt("unused.\(place)", .text("Never said.")) }
        let slots = small.slots()
        let steps = small.steps()
        let patterns = small.patterns()
        let mention = small.prompt("mention", .text("Okay: "), .topic, .text("."))
        let handoff = small.prompt("handoff", .text("I connect you."), bargeIn: false)
        func flow(_ name: String, _ steps: Range<Int>, _ collects: [SlotID], _ risk: RiskClass)
            -> Flow
        {
            Flow(
                name: name, label: name, owner: "bank", steps: steps, collects: collects, level: 0,
                risk: risk, isInterruptible: true, overrides: [])
        }
        return DialogueModel(
            name: "small bank", owner: "bank",
            intents: wishes.map {
                Intent(
                    name: $0.name, owner: "bank", label: $0.name, effect: $0.effect, examples: [])
            }, slots: slots,
            flows: [
                flow("transfer", 0..<8, [amount, account, day], .change),
                flow("balance", 8..<12, [], .information),
                flow("verification", 12..<14, [pin], .information),
                flow("when", 14..<15, [day], .information),
            ], steps: steps, prompts: small.prompts,
            tools: [
                tool(
                    "transfer", needs: [amount, account, day], gives: [], changes: true, sample: []
                ),
                tool(
                    "balance", needs: [pin], gives: [balance], changes: false,
                    sample: [.amount(minorUnits: 12_345)]),
            ], factors: [VerificationFactor(name: "code", level: 1, slots: [pin], flow: FlowID(2))],
            patterns: patterns, mentionIntent: mention, decisions: .standard,
            fallback: .standard,
            handoff: HandoffRules(content: .verified, queue: "people", prompt: handoff),
            timing: .standard, memory: .standard,
            classifier: KeyWords(
                keys: wishes.enumerated().map { ($1.words, IntentID(UInt16($0))) }), digest: 0x5A11)
    }
}

/// Callers of the small bank.
enum SmallCallers {
    static let today = CivilDate(dayNumber: 20_000)

    static let goals = [
        CallerGoal(
            name: "transfer", weight: 2, intents: ["transfer"],
            facts: [
                CallerFact(slot: "amount", value: .amount(minorUnits: 4520)),
                CallerFact(slot: "account", value: .digits("44050718")),
                CallerFact(slot: "day", value: .date(today.adding(days: 9))),
                CallerFact(
                    slot: "code", value: .digits("7105"), isIdentity: true, isLookedUp: true),
            ]),
        CallerGoal(
            name: "both", intents: ["balance", "transfer"],
            facts: [
                CallerFact(slot: "amount", value: .amount(minorUnits: 30_000)),
                CallerFact(slot: "account", value: .digits("12345678")),
                CallerFact(slot: "day", value: .date(today.adding(days: 1))),
                CallerFact(slot: "code", value: .digits("9001"), isIdentity: true),
            ]),
        CallerGoal(
            name: "person", weight: 0.2, intents: ["balance"], mustReachPerson: true),
    ]

    static let wordings = CallerWordings(
        wishes: [
            CallerWordings.Phrases(
                name: "transfer", phrases: ["i want to send money", "a transfer please"]),
            CallerWordings.Phrases(
                name: "balance", phrases: ["what's my balance", "balance please"]),
        ],
        values: [
            CallerWordings.Phrases(name: "account", phrases: ["{value}", "it's {value}"])
        ])

    static func profile(_ personas: [Persona], goals: [CallerGoal] = goals) -> CallerProfile {
        CallerProfile(name: "small", goals: goals, personas: personas, wordings: wordings)
    }

    static func context(_ ordinal: Int, attempt: UInt16 = 0) -> CallContext {
        CallContext(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(ordinal)),
            attempt: attempt, today: today, minuteOfDay: 600)
    }
}
