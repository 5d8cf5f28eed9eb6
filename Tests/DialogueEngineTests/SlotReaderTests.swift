import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Reading slots from n-best lists")
struct SlotReaderTests {
    static func list(_ items: [(String, Double)]) -> [Hypothesis] {
        items.map { Hypothesis(text: $0.0, confidence: Score($0.1)) }
    }

    static func context(_ known: [SlotValue] = []) -> GrammarContext {
        GrammarContext(
            today: GrammarTable.today, known: known.sorted { $0.written < $1.written })
    }

    static let four = SlotGrammar.digits(lengths: 4...4, check: .none)

    @Test("hypotheses that say the same value add up, and name their evidence")
    func addsUp() {
        let found = SlotReader.read(
            Self.list([
                ("four five oh three", 0.4), ("it's forty five oh three", 0.3),
                ("four five oh three please", 0.1), ("four five four three", 0.2),
            ]), grammar: Self.four, context: Self.context())
        #expect(found.map(\.value) == [.digits("4503"), .digits("4543")])
        // 0.4 + 0.3 + 0.1, and 0.2, each rounded to 1/1024.
        #expect(abs(found[0].probability.value - 0.8) < 0.005)
        #expect(abs(found[1].probability.value - 0.2) < 0.005)
        #expect(found[0].evidence.map(\.hypothesis) == [0, 1, 2])
        #expect(found[0].evidence.map(\.words) == [0..<4, 1..<5, 0..<4])
        #expect(found[0].coverage == .one)
    }

    @Test("confidence that no hypothesis has stays with no value")
    func missingMass() {
        let found = SlotReader.read(
            Self.list([("four five oh three", 0.6)]), grammar: Self.four, context: Self.context())
        #expect(found.count == 1 && abs(found[0].probability.value - 0.6) < 0.002)
    }

    @Test("a check digit picks the reading that fits, whichever of five hypotheses it is")
    func checkDigit() {
        // Of these only 79927398713 obeys Luhn.
        let digits = ["79927398713", "79927398712", "79927398703", "79927398513", "79927398793"]
        let names = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        ]
        let grammar = SlotGrammar.digits(lengths: 11...11, check: .luhn)
        for right in digits.indices {
            var order = Array(digits.dropFirst())
            order.insert(digits[0], at: right)
            let confidences = [0.4, 0.25, 0.15, 0.1, 0.1]
            let hypotheses = zip(order, confidences).map { number, confidence in
                Hypothesis(
                    text: number.map { names[$0.wholeNumberValue ?? 0] }.joined(separator: " "),
                    confidence: Score(confidence))
            }
            let found = SlotReader.read(hypotheses, grammar: grammar, context: Self.context())
            #expect(found.first?.value == .digits("79927398713"))
            #expect(found.first?.isInvalid == false)
            #expect(found.count == 5 && found.dropFirst().allSatisfy(\.isInvalid))
            // The weights by hand: right stays, each wrong one keeps 0.8 / 16 of its own.
            let weight = confidences[right]
            let wrong = (1 - weight) * 0.8
            let whole = weight + wrong / 16 + (1 - weight) * 0.2 + wrong * 15 / 256
            #expect(abs((found.first?.probability.value ?? 0) - weight / whole) < 0.01)
        }
    }

    @Test("a look-up picks the known number, and an unknown one is kept behind")
    func lookUp() {
        let hypotheses = Self.list([("four five oh three", 0.5), ("four five oh tree", 0.3)])
        let others = Self.list([("four five oh three", 0.6), ("four nine oh three", 0.3)])
        let known = Self.context([.digits("1234"), .digits("4903"), .digits("7777")])
        #expect(
            SlotReader.read(hypotheses, grammar: Self.four, context: Self.context())
                .first?.value == .digits("4503"))
        let found = SlotReader.read(others, grammar: Self.four, context: known)
        #expect(found.map(\.value) == [.digits("4903"), .digits("4503")])
        #expect(found.map(\.isInvalid) == [false, true])
        #expect(found.map(\.isInvalid) == [false, true])
        #expect(found[0].probability > found[1].probability)
    }

    @Test("every known value is found by the look-up, and no other")
    func isKnown() {
        let values = (0..<300).map { SlotValue.digits(String(1000 + 7 * $0)) }
        let context = Self.context(values)
        for number in 1000..<3100 {
            #expect(context.isKnown(.digits(String(number))) == ((number - 1000) % 7 == 0))
        }
        #expect(Self.context().isKnown(.digits("5")))
    }

    @Test("the beginning of a value from the turn before is joined before the check")
    func partial() {
        let grammar = SlotGrammar.digits(lengths: 16...16, check: .luhn)
        let found = SlotReader.read(
            Self.list([
                ("one one one one one one one two", 0.5), ("one one one one one one one one", 0.4),
            ]), grammar: grammar, context: Self.context(), partial: .digits("41111111"))
        #expect(found.first?.value == .digits("4111111111111111"))
        #expect(found.first?.isPartial == false && found.first?.isInvalid == false)
        let more = SlotReader.read(
            Self.list([("one one", 1)]), grammar: grammar, context: Self.context(),
            partial: .digits("41111111"))
        #expect(more.first?.value == .digits("4111111111") && more.first?.isPartial == true)
    }

    @Test("written values are read back, and other text is none")
    func writtenValues() {
        let values: [SlotValue] = [
            .digits("0450"), .letters("AB"), .amount(minorUnits: 4520), .number(-3),
            .date(GrammarTable.today), .time(minuteOfDay: 0), .name(3), .choice(0), .yesNo(false),
            .text("a: b"),
        ]
        for value in values { #expect(SlotValue(written: value.written) == value) }
        for text in ["", "digits", "yesNo:maybe", "amount:x", "kind:1"] {
            #expect(SlotValue(written: text) == nil)
        }
    }

    @Test(
        "values are said so that a caller can check them",
        arguments: [
            (SlotValue.digits("45003"), "four five, double oh three"),
            (.digits("4503"), "four five oh three"),
            (.amount(minorUnits: 4520), "forty-five pounds twenty"),
            (.amount(minorUnits: 405), "four pounds and five pence"),
            (.date(GrammarTable.today.adding(days: 18)), "Sunday the third of May"),
            (.time(minuteOfDay: 870), "half past two in the afternoon"),
            (.yesNo(true), "yes"),
        ])
    func says(_ value: SlotValue, _ words: String) {
        let grammar: SlotGrammar =
            value.magnitude == nil ? .text : .amount(range: 1...10_000, currency: .pounds)
        #expect(
            Spoken.text(of: value, grammar: grammar, today: GrammarTable.today) == words)
    }
}
