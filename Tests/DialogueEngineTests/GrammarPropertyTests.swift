import DialogueEngine
import Testing
import TwinPrimitives

/// Random numbers for tests: a counter through a mixer, the same on every machine.
struct TestDraws {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    /// A number from 0 to `bound - 1`.
    mutating func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
}

/// Ways to say digits, written for the tests alone.
enum SayingDigits: CaseIterable {
    case singly, ohs, doubled, pairs, hesitating, typed

    private static let names = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    ]
    private static let teens = [
        "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
        "eighteen", "nineteen",
    ]
    private static let tens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]

    func say(_ digits: [Int]) -> String {
        switch self {
        case .singly: return digits.map { Self.names[$0] }.joined(separator: " ")
        case .ohs:
            return digits.map { $0 == 0 ? "oh" : Self.names[$0] }.joined(separator: " ")
        case .doubled:
            var words: [String] = []
            var place = 0
            while place < digits.count {
                let run = digits[place...].prefix { $0 == digits[place] }.count
                let length = min(run, 3)
                let prefix = length == 3 ? "triple " : length == 2 ? "double " : ""
                words.append(prefix + Self.names[digits[place]])
                place += length
            }
            return words.joined(separator: " ")
        case .pairs:
            var words: [String] = []
            for place in stride(from: 0, to: digits.count, by: 2) {
                guard place + 1 < digits.count, digits[place] > 0 else {
                    words += digits[place...].prefix(2).map { Self.names[$0] }
                    continue
                }
                let (ten, unit) = (digits[place], digits[place + 1])
                // After "twenty" a unit would be taken for part of it; callers say both singly.
                let isOpen = unit == 0 && ten > 1 && place + 2 < digits.count
                if isOpen {
                    words += [Self.names[ten], Self.names[0]]
                } else {
                    words.append(
                        ten == 1
                            ? Self.teens[unit]
                            : Self.tens[ten] + (unit > 0 ? " " + Self.names[unit] : ""))
                }
            }
            return words.joined(separator: " ")
        case .hesitating:
            return "it's uh " + digits.map { Self.names[$0] }.joined(separator: " um ") + " please"
        case .typed: return digits.map(String.init).joined()
        }
    }
}

@Suite("Properties of the grammars")
struct GrammarPropertyTests {
    static let context = GrammarContext(today: GrammarTable.today)

    @Test("any digit string, said in any way, is read back exactly")
    func digitsRoundTrip() {
        var draws = TestDraws(1)
        for length in 1...16 {
            let grammar = SlotGrammar.digits(lengths: length...length, check: .none)
            for _ in 0..<60 {
                // Few different digits, so that doubles and zeros are frequent.
                let spread = 2 + draws.next(9)
                let digits = (0..<length).map { _ in draws.next(spread) }
                let text = digits.map(String.init).joined()
                for way in SayingDigits.allCases {
                    let said = way.say(digits)
                    #expect(GrammarTable.reading(said, grammar) == text, "\(said)")
                }
            }
        }
    }

    @Test("what the voice agent says back is read as the value that it said", arguments: [0, 1])
    func spokenRoundTrip(_ place: Int) {
        let locale = Spoken.Locale.allCases[place]
        var draws = TestDraws(2)
        let digits = SlotGrammar.digits(lengths: 1...20, check: .none)
        let letters = SlotGrammar.spelled(lengths: 6...6, lettersOnly: false)
        let amounts: [SlotGrammar] = [SlotGrammar.Currency.pounds, .dollars, .euros].map {
            .amount(range: 1...99_999_999, currency: $0)
        }
        let dates = SlotGrammar.date(days: -40_000...1000)
        let times = SlotGrammar.time(minutes: 0...1439)
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ123456789")
        for _ in 0..<400 {
            let text = (0...draws.next(16)).map { _ in String(draws.next(10)) }.joined()
            let code = String((0..<6).map { _ in alphabet[draws.next(alphabet.count)] })
            let size = [100, 1000, 10_000, 1_000_000, 99_999_999][draws.next(5)]
            let day = GrammarTable.today.adding(days: 1000 - draws.next(41_000))
            var cases: [(SlotValue, SlotGrammar)] = [
                (.digits(text), digits), (.letters(code), letters), (.date(day), dates),
                (.time(minuteOfDay: draws.next(1440)), times),
                (.number(draws.next(size)), .number(0...size)),
            ]
            cases += amounts.map { (.amount(minorUnits: 1 + draws.next(size)), $0) }
            for (value, grammar) in cases {
                let said = Spoken.text(
                    of: value, grammar: grammar, today: GrammarTable.today, locale: locale)
                #expect(
                    grammar.match(Words(said).list, Self.context)?.value == value, "\(said)")
            }
        }
    }

    static let vocabulary = Words(
        """
        zero oh one two three nine ten fifteen twenty forty hundred thousand million grand k a and \
        double triple point half quarter past to of the third first thirtieth second may march next \
        last this tuesday sunday week weeks month year ago in from on at am pm a m p noon morning \
        pounds pence p dollars cents £ £45.20 1,500 3/5 31/2 99/99/9999 999999999999 2k 10:30 25:99 \
        3rd 0 00 4521 45-21 1.2.3 .5 5. no not sorry i mean actually yes but yeah right okay uh um b \
        as like for bravo x ray smith miller savings spelled number ending end beginning christmas \
        eve day before after tomorrow yesterday minus couple dozen scratch that wait '84 's k's née 東京
        """
    ).list

    static let grammars: [SlotGrammar] = [
        .digits(lengths: 4...4, check: .luhn), .digits(lengths: 1...60, check: .mod97),
        .spelled(lengths: 2...8, lettersOnly: true),
        .spelled(lengths: 6...6, lettersOnly: false, check: .mod11),
        .amount(range: 1...1_000_000, currency: .pounds), .number(1...100),
        .date(days: 0...365), .date(days: -40_000...0), .time(minutes: 510...1020),
        .name([.init("John Miller"), .init("Mary Smith"), .init("X")]),
        .choice([.init(name: "savings"), .init(name: "credit card", synonyms: ["", "visa"])]),
        .yesNo, .text,
    ]

    @Test(
        "ten thousand utterances of random words break no grammar, and matches lie in the words",
        arguments: grammars.indices)
    func wordSalad(_ place: Int) {
        let grammar = Self.grammars[place]
        var draws = TestDraws(UInt64(place) + 7)
        var matches = 0
        for _ in 0..<10_000 {
            let words = (0..<draws.next(25)).map { _ in
                Self.vocabulary[draws.next(Self.vocabulary.count)]
            }
            let found = grammar.matches(words, Self.context)
            matches += found.isEmpty ? 0 : 1
            var seen: [SlotValue] = []
            for match in found {
                #expect(match.words.lowerBound >= 0 && match.words.upperBound <= words.count)
                #expect(!match.words.isEmpty)
                #expect(!seen.contains(match.value))
                seen.append(match.value)
            }
            if let first = found.first {
                _ = grammar.joined(
                    first.value, with: found[found.count - 1], context: Self.context)
            }
        }
        // A grammar that finds nothing in such words would make this test empty.
        #expect(matches > 100)
    }

    @Test(
        "random words break no marker list and no splitter, and parts are words of the whole in order"
    )
    func markersOnWordSalad() {
        var draws = TestDraws(5)
        let joints = ["and", "also", "then", "plus", "i", "want", "to", "check", "order"]
        var splits = 0
        for _ in 0..<10_000 {
            let words = (0..<draws.next(20)).map { _ in
                draws.next(2) == 0
                    ? joints[draws.next(joints.count)]
                    : Self.vocabulary[draws.next(Self.vocabulary.count)]
            }
            let markers = UtteranceMarkers(words)
            #expect(!(markers.isHesitation && markers.isAcknowledgement))
            #expect((0...ChatMarkers.limit).contains(SpeechMarkers.affect(words)))
            let parts = UtteranceSplitter.parts(words)
            splits += parts.isEmpty ? 0 : 1
            #expect(parts.isEmpty || parts.count > 1 && parts.allSatisfy { $0.count > 1 })
            var rest = words[...]
            for word in parts.joined() {
                guard let place = rest.firstIndex(of: word) else {
                    Issue.record("\(word) is not in the rest of \(words)")
                    break
                }
                rest = rest[(place + 1)...]
            }
        }
        #expect(splits > 100)
    }

    @Test("readings are the same each time, and hypotheses in another order rank values alike")
    func isDeterministic() {
        var draws = TestDraws(99)
        for grammar in Self.grammars {
            for _ in 0..<100 {
                let hypotheses = (0..<4).map { _ in
                    Hypothesis(
                        text: (0..<8).map { _ in
                            Self.vocabulary[draws.next(Self.vocabulary.count)]
                        }.joined(separator: " "),
                        confidence: Score(steps: Int16(1 + draws.next(250))))
                }
                let once = SlotReader.read(hypotheses, grammar: grammar, context: Self.context)
                let again = SlotReader.read(hypotheses, grammar: grammar, context: Self.context)
                let turned = SlotReader.read(
                    hypotheses.reversed(), grammar: grammar, context: Self.context)
                #expect(once == again)
                let sum = once.reduce(0) { $0 + Int($1.probability.steps) }
                #expect(sum <= Int(Score.stepsInOne) + once.count)
                let probabilities = Set(once.map { [$0.value: $0.probability] })
                #expect(probabilities == Set(turned.map { [$0.value: $0.probability] }))
            }
        }
    }
}
