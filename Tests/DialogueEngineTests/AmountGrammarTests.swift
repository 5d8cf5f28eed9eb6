import DialogueEngine
import Testing

@Suite("Amounts as people say them")
struct AmountGrammarTests {
    static let pounds = SlotGrammar.amount(range: 1...10_000_000, currency: .pounds)

    @Test(
        "amounts are read in pence",
        arguments: [
            Phrase("forty five pounds twenty", "4520"),
            Phrase("forty five pounds and twenty pence", "4520"),
            Phrase("four pounds and five pence", "405"),
            Phrase("four fifty", "450"),
            Phrase("four pounds fifty", "450"),
            Phrase("a hundred and fifty", "15000"),
            Phrase("one hundred fifty pounds", "15000"),
            Phrase("two grand", "200000"),
            Phrase("a grand", "100000"),
            Phrase("£45.20", "4520"),
            Phrase("£45", "4500"),
            Phrase("£1,500", "150000"),
            Phrase("45.5", "4550"),
            Phrase("45 pounds 20", "4520"),
            Phrase("1.5k", "150000"),
            Phrase("2 thousand pounds", "200000"),
            Phrase("fifteen hundred", "150000"),
            Phrase("fifteen hundred quid", "150000"),
            Phrase("one point five thousand", "150000"),
            Phrase("twelve point five pounds", "1250"),
            Phrase("two and a half thousand pounds", "250000"),
            Phrase("half a grand", "50000"),
            Phrase("fifty p", "50"),
            Phrase("fifty pence", "50"),
            Phrase("a pound", "100"),
            Phrase("a pound fifty", "150"),
            Phrase("a quid", "100"),
            Phrase("nineteen ninety nine", "1999"),
            Phrase("one oh five pounds", "10500"),
            Phrase("one twenty six pounds", "12600"),
            Phrase("a couple of hundred pounds", "20000"),
            Phrase("three thousand four hundred and twelve pounds six", "341200"),
            Phrase("uh the amount is one hundred and thirty five pounds", "13500"),
            Phrase("i'd like to send eighty six pounds to my mother", "8600"),
            Phrase("forty no fifty pounds", "5000"),
            Phrase("not forty pounds fifty pounds", "5000"),
            Phrase("fifty pounds sorry sixty", "6000"),
            Phrase("seventy five", "7500"),
            Phrase("two million pounds", "!200000000"),
            Phrase("i do not know", "-"),
        ])
    func readsPounds(_ phrase: Phrase) {
        #expect(GrammarTable.reading(phrase.text, Self.pounds) == phrase.meaning)
    }

    @Test(
        "dollars and cents",
        arguments: [
            Phrase("one hundred and twenty six dollars", "12600"),
            Phrase("one hundred twenty two dollars", "12200"),
            Phrase("twenty dollars and five cents", "2005"),
            Phrase("ninety nine cents", "99"), Phrase("five bucks", "500"),
            Phrase("$19.99", "1999"), Phrase("four fifty dollars", "45000"),
            Phrase("three dollars ninety", "390"),
        ])
    func readsDollars(_ phrase: Phrase) {
        let grammar = SlotGrammar.amount(range: 1...10_000_000, currency: .dollars)
        #expect(GrammarTable.reading(phrase.text, grammar) == phrase.meaning)
    }

    @Test("the range decides what \"four fifty\" is, and the other reading is kept behind")
    func rangeDecides() {
        let large = SlotGrammar.amount(range: 10_000...100_000, currency: .pounds)
        #expect(GrammarTable.reading("four fifty", large) == "45000")
        let context = GrammarContext(today: GrammarTable.today)
        let both = Self.pounds.matches(["four", "fifty"], context).map(\.value)
        #expect(both == [.amount(minorUnits: 450), .amount(minorUnits: 45_000)])
    }

    @Test("a word for money makes a number surer, and money of another kind less so")
    func strengths() {
        let context = GrammarContext(today: GrammarTable.today)
        func strength(_ text: String) -> Score? {
            Self.pounds.match(Words(text).list, context)?.strength
        }
        #expect(strength("fifty pounds") == .one)
        #expect(strength("fifty") ?? .one < .one)
        #expect(strength("fifty dollars") ?? .one < strength("fifty") ?? .zero)
    }

    @Test(
        "whole numbers",
        arguments: [
            Phrase("three", "3"), Phrase("i need three of them", "3"), Phrase("a dozen", "12"),
            Phrase("a couple", "2"), Phrase("twenty one", "21"), Phrase("two hundred", "!200"),
            Phrase("no four", "4"), Phrase("three no five", "5"), Phrase("12", "12"),
            Phrase("one moment", "-"), Phrase("none", "!0"),
        ])
    func readsNumbers(_ phrase: Phrase) {
        #expect(GrammarTable.reading(phrase.text, .number(1...100)) == phrase.meaning)
    }
}
