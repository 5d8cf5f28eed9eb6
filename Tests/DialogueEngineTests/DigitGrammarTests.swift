import DialogueEngine
import Testing

@Suite("Digits as people say them")
struct DigitGrammarTests {
    static let four = SlotGrammar.digits(lengths: 4...4, check: .none)

    @Test(
        "four digits are read from every way of saying them",
        arguments: [
            Phrase("four five oh three", "4503"),
            Phrase("it's uh four five double oh", "4500"),
            Phrase("my number is four five zero three please", "4503"),
            Phrase("forty five oh three", "4503"),
            Phrase("forty five sixty seven", "4567"),
            Phrase("forty-five sixty-seven", "4567"),
            Phrase("nought nought one two", "0012"),
            Phrase("triple eight nine", "8889"),
            Phrase("nine treble two", "9222"),
            Phrase("two fives and two nines", "5599"),
            Phrase("twelve hundred", "1200"),
            Phrase("four thousand", "4000"),
            Phrase("two thousand and five", "2005"),
            Phrase("one hundred and twelve six", "1126"),
            Phrase("4521", "4521"),
            Phrase("45 21", "4521"),
            Phrase("45-21", "4521"),
            Phrase("4521#", "4521"),
            Phrase("four five um oh uh three", "4503"),
            Phrase("four five and then oh three", "4503"),
            Phrase("it's four five and the rest is oh three", "4503"),
            Phrase("the last four digits are four five oh three", "4503"),
            Phrase("one moment it's four five oh three", "4503"),
            Phrase("oh it's four five oh three", "4503"),
            Phrase("o four five three", "0453"),
            Phrase("to four five three", "2453"),
            Phrase("four five for six", "4546"),
            Phrase("four five ate six", "4586"),
            Phrase("for four five oh three", "4503"),
            Phrase("four five oh three four five oh three", "4503"),
            Phrase("four five four five oh three", "4503"),
            Phrase("twenty three fifty", "2350"),
            Phrase("niner seven double six", "9766"),
            Phrase("one oh oh one", "1001"), Phrase("won too three for", "1234"),
            Phrase("nineteen eighty four", "1984"), Phrase("um i think it was 4 5 0 3", "4503"),
        ])
    func readsFour(_ phrase: Phrase) {
        #expect(GrammarTable.reading(phrase.text, Self.four) == phrase.meaning)
    }

    @Test(
        "a repair takes the place of all, of the tail it repeats, or of as many last digits",
        arguments: [
            Phrase("four five oh three no four six oh three", "4603"),
            Phrase("four five six seven no eight", "4568"),
            Phrase("four five six sorry five seven eight", "4578"),
            Phrase("four five no six oh three", "4603"),
            Phrase("four five oh three i mean four five oh two", "4502"),
            Phrase("four five scratch that one two three four", "1234"),
            Phrase("one two three four actually make that one two three five", "1235"),
            Phrase("one two let me start again one two three four", "1234"),
            Phrase("four five no four six", "~46"),
        ])
    func repairs(_ phrase: Phrase) {
        let match = Self.four.match(
            Words(phrase.text).list, GrammarContext(today: GrammarTable.today))
        #expect(GrammarTable.reading(phrase.text, Self.four) == phrase.meaning)
        #expect(match?.isCorrection == true)
    }

    @Test(
        "too few digits are a beginning, too many are impossible, other words are nothing",
        arguments: [
            Phrase("four five", "~45"), Phrase("uh four", "~4"),
            Phrase("four five oh three two one", "!450321"), Phrase("my name is john", "-"),
            Phrase("one moment please", "-"), Phrase("oh no", "-"),
            Phrase("i want to pay for it", "-"), Phrase("", "-"),
        ])
    func judges(_ phrase: Phrase) {
        #expect(GrammarTable.reading(phrase.text, Self.four) == phrase.meaning)
    }

    @Test("the length that is asked for decides between two ways to read the same words")
    func lengthDecides() {
        for (count, meaning) in [(2, "45"), (3, "405")] {
            let grammar = SlotGrammar.digits(lengths: count...count, check: .none)
            #expect(GrammarTable.reading("forty five", grammar) == meaning)
        }
        for (count, meaning) in [(3, "456"), (4, "4526")] {
            let grammar = SlotGrammar.digits(lengths: count...count, check: .none)
            #expect(GrammarTable.reading("four five to six", grammar) == meaning)
        }
    }

    @Test("published numbers obey their check digits, and with one digit changed they do not")
    func checks() {
        let numbers: [(CheckDigit, String)] = [
            (.luhn, "79927398713"), (.luhn, "4111111111111111"), (.luhn, "US0378331005"),
            (.mod11, "0306406152"), (.mod97, "WEST12345698765432GB82"),
            (.mod97, "5493001KJTIIGC8Y1R12"),
        ]
        for (check, number) in numbers {
            #expect(check.holds(number), "\(number)")
            for place in number.indices where number[place].isNumber {
                let digit = (number[place].wholeNumberValue ?? 0) + 1
                var wrong = number
                wrong.replaceSubrange(place...place, with: "\(digit % 10)")
                #expect(!check.holds(wrong), "\(wrong)")
            }
        }
        #expect(!CheckDigit.none.holds("12a") && !CheckDigit.luhn.holds(""))
    }

    @Test("a beginning and what follows make the whole, anew or corrected where the caller says so")
    func joins() {
        let context = GrammarContext(today: GrammarTable.today)
        let grammar = SlotGrammar.digits(lengths: 6...6, check: .none)
        func joined(_ first: String, _ second: String) -> String? {
            guard let one = grammar.match(Words(first).list, context),
                let two = grammar.match(Words(second).list, context)
            else { return nil }
            let whole = grammar.joined(one.value, with: two, context: context)
            return (whole.isPartial ? "~" : whole.isInvalid ? "!" : "")
                + GrammarTable.written(whole.value)
        }
        #expect(joined("one two three", "four five six") == "123456")
        #expect(joined("one two three", "four") == "~1234")
        #expect(joined("one two three", "one two three four five six") == "123456")
        #expect(joined("one two three four", "three four five six") == "123456")
        #expect(joined("one two three four", "no three five") == "~1235")
        #expect(joined("one two three four five", "nine nine nine") == "!12345999")
    }
}
