import CallerModel
import DialogueEngine
import Testing
import TwinPrimitives

/// What callers say, read by the engine's grammars: two modules that know nothing of each other.
@Suite("What callers say is what the engine reads")
struct SayingsTests {
    static let today = CivilDate(dayNumber: 20_000)
    static let sayings = Sayings(today: today)
    static let count = 1500

    static func draw(_ place: Int, below bound: Int, _ purpose: Int = 0) -> Int {
        let streams = RandomStreams(seed: 5, replication: 0)
        let u = streams.uniform(
            .testing, CallerKey(contactType: ContactTypeID(UInt16(purpose)), ordinal: UInt32(place))
        )
        return Int(u * Double(bound))
    }

    static func read(
        _ value: CallerValue, _ grammar: SlotGrammar, style: Sayings.DigitStyle = .singly,
        choice: Int = 0
    ) -> (text: String, match: SlotMatch?) {
        let text = sayings.groups(value, style: style, choice: choice).joined(separator: " ")
        return (text, grammar.match(Words(text).list, GrammarContext(today: today)))
    }

    @Test("digits in every style", arguments: [Sayings.DigitStyle.singly, .doubled, .paired])
    func digits(style: Sayings.DigitStyle) {
        for place in 0..<Self.count {
            let length = 3 + Self.draw(place, below: 14, 1)
            let digits = (0..<length).map {
                String(Self.draw(place * 20 + $0, below: 10, 2))
            }.joined()
            let (text, match) = Self.read(
                .digits(digits), .digits(lengths: length...length, check: .none), style: style)
            #expect(match?.value == .digits(digits), "\(digits): \(text)")
        }
    }

    @Test("amounts")
    func amounts() {
        for place in 0..<Self.count {
            let units = 1 + Self.draw(place, below: place % 2 == 0 ? 20_000 : 90_000_000, 3)
            let (text, match) = Self.read(
                .amount(minorUnits: units), .amount(range: 1...100_000_000, currency: .pounds),
                choice: place % 12)
            #expect(match?.value == .amount(minorUnits: units), "\(units): \(text)")
        }
    }

    @Test("dates near and far")
    func dates() {
        for place in 0..<Self.count {
            let near = place % 2 == 0
            let ahead = near ? Self.draw(place, below: 290, 4) : -Self.draw(place, below: 30_000, 4)
            let date = Self.today.adding(days: ahead)
            let (text, match) = Self.read(
                .date(date), .date(days: near ? 0...300 : -40_000...0), choice: place % 12)
            if !near, abs(ahead) < 300, abs(ahead) > 1 { continue }
            guard near || ahead != 1 else { continue }
            #expect(match?.value == .date(date), "\(date): \(text)")
        }
    }

    @Test("times of the day")
    func times() {
        for minute in 0..<1440 {
            for choice in 0..<2 {
                let (text, match) = Self.read(
                    .time(minuteOfDay: minute), .time(minutes: 0...1439), choice: choice)
                #expect(match?.value == .time(minuteOfDay: minute), "\(minute): \(text)")
            }
        }
    }

    @Test("spelled letters")
    func letters() {
        for place in 0..<Self.count {
            let length = 3 + Self.draw(place, below: 6, 5)
            let letters = (0..<length).map {
                String(UnicodeScalar(UInt8(65 + Self.draw(place * 20 + $0, below: 26, 6))))
            }.joined()
            let (text, match) = Self.read(
                .letters(letters), .spelled(lengths: length...length, lettersOnly: true),
                choice: place % 3)
            #expect(match?.value == .letters(letters), "\(letters): \(text)")
        }
    }

    @Test("whole numbers")
    func numbers() {
        for place in 0..<Self.count {
            let number = Self.draw(place, below: place % 2 == 0 ? 300 : 2_000_000, 7)
            let (text, match) = Self.read(.number(number), .number(0...9_999_999))
            #expect(match?.value == .number(number), "\(number): \(text)")
        }
    }
}
