import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Values of slots")
struct SlotValueTests {
    @Test("a value that cannot be reckoned with is not read, and no slot holds it")
    func unreasonable() {
        for text in [
            "date:9223372036854775807", "date:-9223372036854775808", "date:2932897",
            "number:-9223372036854775808", "amount:1000000000000001", "time:1440", "choice:-1",
            "name:-1", "yesNo:maybe", "digits",
        ] {
            #expect(SlotValue(written: text) == nil, "\(text)")
        }
        for text in ["date:2932896", "date:-719162", "number:-1000000000000000", "time:1439"] {
            #expect(SlotValue(written: text)?.written == text)
        }
        #expect(CivilDate(dayNumber: 2_932_896).parts == (9999, 12, 31))
        #expect(CivilDate(dayNumber: -719_162).parts == (1, 1, 1))
        let dates = SlotGrammar.date(days: 0...60)
        #expect(!dates.holds(.date(CivilDate(dayNumber: .max))))
        #expect(dates.holds(.date(CivilDate(dayNumber: 2_932_896))))
        #expect(!SlotGrammar.number(0...9).holds(.number(.min)))
    }

    @Test("an empty beginning joins with anything")
    func emptyBeginning() {
        let context = GrammarContext(today: CivilDate(dayNumber: 20_000))
        let four = SlotGrammar.digits(lengths: 4...4, check: .none)
        let next = SlotMatch(.digits("123456"), 0..<6)
        #expect(four.joined(.digits(""), with: next, context: context).value == .digits("123456"))
        let empty = SlotMatch(.digits(""), 0..<0)
        #expect(
            four.joined(.digits("123456"), with: empty, context: context).value
                == .digits("123456"))
    }

    @Test("every number can be said")
    func spokenNumbers() {
        let numbers = SlotGrammar.number(0...9)
        let today = CivilDate(dayNumber: 20_000)
        #expect(numbers.spoken(.number(-5), today: today) == "minus five")
        #expect(numbers.spoken(.number(.min), today: today).hasPrefix("minus "))
    }
}
