import Conversations
public import DialogueEngine
public import TwinPrimitives

/// What callers may say in each state of a dialogue, as weighted sentences.
///
/// Made of the dialogue model alone: examples of its intents, and values of its slots as people say
/// them, each with a share of everything else that may come at any time. A background of utterances from
/// elsewhere widens the vocabulary of open questions.
public struct StateLanguage: Sendable {
    /// One state.
    public struct State: Sendable {
        /// Its name: `wish`, `yesNo`, `slot.` or `confirm.` with a slot's name, or `all`.
        public var name: String
        /// What may be said.
        public var sentences: [TrigramModel.Sentence]
    }

    /// The states, in the model's order, `all` last.
    public let states: [State]

    /// Name of the state in which a question is answered.
    public static func state(for question: Question?, in model: DialogueModel) -> String {
        ListeningState.name(for: question, in: model)
    }

    /// Open question.
    public static let wish = ListeningState.wish
    /// A yes or a no is expected.
    public static let yesNo = ListeningState.yesNo
    /// Anything.
    public static let all = ListeningState.all

    /// Shares of a state's own sentences and of the others.
    private struct Mixture {
        var parts: [(sentences: [String], share: Double)] = []

        /// Sentences with weights of which the smallest is one: less would be discounted away.
        func weighted() -> [TrigramModel.Sentence] {
            let parts = parts.filter { !$0.sentences.isEmpty && $0.share > 0 }
            let least = parts.map { $0.share / Double($0.sentences.count) }.min() ?? 1
            return parts.flatMap { part in
                part.sentences.map {
                    TrigramModel.Sentence(
                        $0, weight: part.share / Double(part.sentences.count) / least)
                }
            }
        }
    }

    /// Makes the sentences.
    ///
    /// - Parameters:
    ///   - model: The dialogue.
    ///   - background: Other utterances; words that occur in fewer than three of them, and in no
    ///     example, rule out theirs.
    ///   - today: Day of the call: dates are said as from there.
    public init(model: DialogueModel, background: [String] = [], today: CivilDate) {
        let wishes = model.intents.filter { $0.isWish }.flatMap(Self.openings)
        let remarks = model.intents.filter { !$0.isWish }.flatMap(\.examples).map(Self.plain)
        let sayings = SlotSayings(model: model, forms: SpokenForms(today: today))
        let asked = model.slots.filter { !$0.ask.isEmpty }
        let values = asked.map { sayings.sentences(for: $0) }
        let wide = Self.common(background.map(Self.plain), beside: wishes + remarks)

        var states: [State] = []
        func add(_ name: String, _ parts: [([String], Double)]) {
            states.append(State(name: name, sentences: Mixture(parts: parts).weighted()))
        }
        let volunteered = zip(asked, values).flatMap { $0.isVolunteered ? $1.prefix(300) : [] }
        add(
            Self.wish,
            [
                (wishes, 0.55), (remarks, 0.12), (wide, 0.2), (SlotSayings.yesNo, 0.05),
                (volunteered, 0.08),
            ])
        add(
            Self.yesNo, [(SlotSayings.yesNo, 0.86), (remarks, 0.08), (wishes, 0.06)])
        for (slot, values) in zip(asked, values) {
            let isYesNo = slot.grammar == .yesNo
            let own = isYesNo ? SlotSayings.yesNo : values
            add("slot." + slot.name, [(own, 0.92), (remarks, 0.05), (wishes, 0.03)])
            guard !isYesNo else { continue }
            add(
                "confirm." + slot.name,
                [(SlotSayings.yesNo, 0.72), (values, 0.22), (remarks, 0.04), (wishes, 0.02)])
        }
        add(
            Self.all,
            [
                (wishes, 0.3), (remarks, 0.1), (wide, 0.1), (SlotSayings.yesNo, 0.1),
                (values.flatMap { $0.prefix(1500) }, 0.4),
            ])
        self.states = states
    }

    private static func plain(_ text: String) -> String { Words(text).text }

    private static let greetings = [
        "hi", "hello", "yeah", "hi there", "good morning", "um", "uh", "er", "so", "well", "okay",
        "yes", "hey", "please",
    ]

    /// The examples of a wish as they stand, and with what callers say before and after.
    private static func openings(_ intent: Intent) -> [String] {
        intent.examples.map(plain).enumerated().flatMap { place, example in
            let lead = greetings[place % greetings.count]
            let other = greetings[(place * 5 + 3) % greetings.count]
            return [
                example, example, example, "\(lead) \(example)", "\(other) \(lead) \(example)",
                place % 2 == 0 ? "\(example) please" : "yes \(example)",
            ]
        }
    }

    /// Sentences of words that occur at least three times, or in the examples.
    private static func common(_ sentences: [String], beside examples: [String]) -> [String] {
        var counts: [Substring: Int] = [:]
        for sentence in sentences {
            for word in sentence.split(separator: " ") { counts[word, default: 0] += 1 }
        }
        for word in examples.joined(separator: " ").split(separator: " ") {
            counts[word, default: 0] += 3
        }
        return sentences.filter { sentence in
            sentence.split(separator: " ").allSatisfy { counts[$0, default: 0] >= 3 }
        }
    }
}

extension Intent {
    /// Whether it says what the caller wants, rather than something about the conversation.
    fileprivate var isWish: Bool {
        switch effect {
        case .flow, .boundary: true
        case .pattern(let pattern): pattern == .outOfScope
        case .answer: false
        }
    }
}
