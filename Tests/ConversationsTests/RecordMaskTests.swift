import CallerModel
import Conversations
import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Masks of events")
struct RecordMaskTests {
    private static func model() -> DialogueModel {
        var model = SmallModel.make()
        model.slots[Int(SmallModel.pin.rawValue)].dataClass = .secret
        model.slots[Int(SmallModel.account.rawValue)].dataClass = .personal
        return model
    }

    private static func text(_ records: [DialogueRecord]) -> String {
        records.compactMap { record in
            // A digest may hold any digits.
            if case .stateDigest = record.event { nil } else { String(describing: record.event) }
        }.joined(separator: "\n")
    }

    /// The callers' passcodes as values and as they are said.
    private static let secrets = [
        "9001", "nine zero zero one", "nine double oh one", "nine double zero one", "7105",
        "seven one zero five", "seven one oh five",
    ]

    /// The callers' accounts, and half of them, as the voice agent says them.
    private static let accounts = ["44050718", "12345678"].flatMap { digits in
        let words = SlotGrammar.digits(lengths: 8...8, check: .none)
            .spoken(.digits(digits), today: SmallCallers.today)
        let half = words.split(separator: " ").suffix(4).joined(separator: " ")
        return [digits, words, half]
    }

    @Test("no masked event holds the caller's passcode, nor in an anonymous call a word")
    func hides() {
        // Callers who garble their passcode beyond reading it are not looked for.
        let conversation = RandomConversationTests.conversation(
            model: Self.model(), personas: [.ideal, .everyday, .strange(.impostor)])
        var said = 0
        var spoken = 0
        var summed = 0
        for ordinal in 0..<300 {
            let record = conversation.run(SmallCallers.context(ordinal))
            let plain = Self.text(record.records)
            said += Self.secrets.contains { plain.contains($0) } ? 1 : 0
            var mask = RecordMask(
                model: conversation.reducer.model, context: record.context, hiding: .secrets)
            let masked = mask.masked(record.records)
            #expect(masked.count == record.records.count)
            for secret in Self.secrets {
                #expect(!Self.text(masked).contains(secret), "caller \(ordinal)")
            }
            var all = RecordMask(
                model: conversation.reducer.model, context: record.context, hiding: .personal)
            for event in all.masked(record.records).map(\.event) {
                if case .heard(let hypotheses) = event {
                    #expect(hypotheses.allSatisfy { $0.text == RecordMask.hiddenWords })
                }
                if case .beliefChanged(SmallModel.account, let value?, _, _) = event {
                    #expect(value == .text("given"))
                }
                let words: String? =
                    switch event {
                    case .prompted(let utterance): utterance.text
                    case .promptCut(_, let heard): heard
                    case .handoffPackaged(let package): package.summary
                    default: nil
                    }
                for account in Self.accounts {
                    #expect(words?.contains(account) != true, "caller \(ordinal)")
                }
            }
            summed += record.records.count { record in
                guard case .handoffPackaged(let package) = record.event else { return false }
                return Self.accounts.contains { package.summary.contains($0) }
            }
            spoken += Self.accounts.contains { plain.contains($0) } ? 1 : 0
        }
        #expect(said > 20)
        #expect(spoken > 20)
        #expect(summed > 5)
    }

    @Test("the rest of a prompt that noise has cut within a hidden value is hidden")
    func cutValue() {
        let model = Self.model()
        let context = SmallCallers.context(0)
        let reducer = DialogueReducer(
            model: model, streams: RandomStreams(seed: 1, replication: 0))
        var state = reducer.begin(context)
        var mask = RecordMask(model: model, context: context, hiding: .personal)
        var plain: [String] = []
        var masked: [String] = []
        func feed(_ input: DialogueInput) {
            let reaction = reducer.step(state, input, at: .zero)
            state = reaction.state
            plain.append(Self.text(reaction.records))
            masked.append(Self.text(mask.masked(reaction.records)))
        }
        feed(.callStarted(context))
        for text in ["send money", "fifty pounds", "one two three four five six seven eight"] {
            while let handle = state.playing.first?.handle { feed(.promptFinished(handle)) }
            feed(.finalTranscript([Hypothesis(text: text)]))
        }
        #expect(state.question == .confirmValue(SmallModel.account))
        for words in [5, 2] {
            // Noise stops the question, which goes on; then once more.
            guard let handle = state.playing.last?.handle else {
                Issue.record("no prompt")
                return
            }
            for before in state.playing.dropLast() { feed(.promptFinished(before.handle)) }
            feed(.promptCut(handle, wordsHeard: words))
            feed(.finalTranscript([]))
        }
        #expect(plain.last?.contains("eight?") == true)
        #expect(plain.suffix(4).contains { $0.contains("five six") || $0.contains("seven eight") })
        for text in masked {
            for half in ["one two", "three four", "five six", "seven eight", "eight?"] {
                #expect(!text.contains(half), "\(text)")
            }
        }
    }

    @Test("a passcode that nobody asked for is hidden, the answer to another question not")
    func unasked() {
        let model = Self.model()
        let context = SmallCallers.context(0)
        let reducer = DialogueReducer(
            model: model, streams: RandomStreams(seed: 1, replication: 0))
        func heard(_ texts: [String]) -> [String] {
            var mask = RecordMask(model: model, context: context, hiding: .secrets)
            var state = reducer.begin(context)
            var words: [String] = []
            let inputs =
                [.callStarted(context)]
                + texts.map { DialogueInput.finalTranscript([Hypothesis(text: $0)]) }
            for input in inputs {
                let reaction = reducer.step(state, input, at: .zero)
                state = reaction.state
                for record in mask.masked(reaction.records) {
                    if case .heard(let hypotheses) = record.event {
                        words += hypotheses.map(\.text)
                    }
                }
            }
            return words
        }
        #expect(heard(["that's nine zero zero one"]) == [RecordMask.hiddenWords])
        #expect(heard(["my code is wrong"]) == [RecordMask.hiddenWords])
        #expect(heard(["send money", "fifty pounds"]) == ["send money", "fifty pounds"])
    }

    @Test("masking input by input gives what masking the whole call gives")
    func pieces() {
        let conversation = RandomConversationTests.conversation(model: Self.model())
        for ordinal in 0..<50 {
            let record = conversation.run(SmallCallers.context(ordinal))
            var whole = RecordMask(
                model: conversation.reducer.model, context: record.context, hiding: .secrets)
            var pieces = whole
            var split: [DialogueRecord] = []
            var rest = record.records[...]
            while let cause = rest.first?.cause {
                let input = rest.prefix { $0.cause == cause }
                split += pieces.masked(Array(input))
                rest = rest.dropFirst(input.count)
            }
            #expect(split == whole.masked(record.records))
        }
    }

    @Test("a log keeps what was said in one marked place, replays, and redacted refuses to")
    func logs() throws {
        let conversation = RandomConversationTests.conversation(
            model: Self.model(), personas: [.ideal])
        let model = conversation.reducer.model
        for ordinal in 0..<20 {
            let log = ConversationLog(
                conversation.run(SmallCallers.context(ordinal)), model: model, seed: 7,
                replication: 0)
            // A time may hold any digits: a number counts as a value, or as keys.
            let secrets = Self.secrets.flatMap { secret in
                secret.contains(" ") ? [secret] : ["digits:\(secret)", "\"\(secret)\""]
            }
            for line in log.lines where secrets.contains(where: { line.contains($0) }) {
                #expect(line.contains("\"personal\"") || line.contains("stateDigest"))
            }
            let read = try ConversationLog(log.text, path: "call.jsonl")
            #expect(Replay.verify(read, model: model) == .identical(lines: log.lines.count))
            let redacted = log.redactedText(model: model)
            #expect(!redacted.contains("\"personal\":"))
            #expect(redacted.split(separator: "\n").count == log.lines.count + 1)
            #expect(
                throws: ConversationLogError.redacted(
                    location: SourceLocation(path: "call.jsonl", line: 1))
            ) { try ConversationLog(redacted, path: "call.jsonl") }
        }
    }
}
