import DialogueEngine
import Testing

@Suite("Spellings, names, choices, yes and no")
struct WordGrammarTests {
    @Test(
        "spelled letters",
        arguments: [
            Phrase("m a i n", "MAIN"), Phrase("main that's m a i n", "MAIN"),
            Phrase("it's spelled f i r s t", "FIRST"), Phrase("b as in bravo o b", "BOB"),
            Phrase("b for boy o b", "BOB"), Phrase("m as in mother a x", "MAX"),
            Phrase("alpha bravo charlie", "ABC"), Phrase("x-ray yankee zulu", "XYZ"),
            Phrase("november oscar", "NO"), Phrase("mike india kilo echo", "MIKE"),
            Phrase("b i double l", "BILL"), Phrase("double o p s", "OOPS"),
            Phrase("capital s u e", "SUE"), Phrase("bee oh bee", "BOB"),
            Phrase("see a tea", "CAT"), Phrase("double you i n", "WIN"),
            Phrase("s m i t h", "SMITH"), Phrase("smith s m i t h", "SMITH"),
            Phrase("d like dog a n", "DAN"), Phrase("z for zebra o e", "ZOE"),
            Phrase("s u e no s a e", "SAE"), Phrase("j o um h n", "JOHN"),
            Phrase("a n n a", "ANNA"), Phrase("p as in peter a t", "PAT"),
            Phrase("n for november o r a", "NORA"), Phrase("tee oh em", "TOM"),
            Phrase("i would like a new card", "-"), Phrase("k", "~K"),
            Phrase("that's with a k", "~K"), Phrase("o apostrophe b r i e n", "OBRIEN"),
        ])
    func readsSpelling(_ phrase: Phrase) {
        let grammar = SlotGrammar.spelled(lengths: 2...8, lettersOnly: true)
        #expect(GrammarTable.reading(phrase.text, grammar) == phrase.meaning)
    }

    @Test(
        "codes of letters and digits",
        arguments: [
            Phrase("a b one two c d", "AB12CD"),
            Phrase("alpha bravo twelve charlie delta", "AB12CD"),
            Phrase("ab12cd", "AB12CD"), Phrase("a b double one c d", "AB11CD"),
            Phrase("a b one oh c d", "AB10CD"), Phrase("a b as in bravo one two", "~AB12"),
        ])
    func readsCodes(_ phrase: Phrase) {
        let grammar = SlotGrammar.spelled(lengths: 6...6, lettersOnly: false)
        #expect(GrammarTable.reading(phrase.text, grammar) == phrase.meaning)
    }

    @Test(
        "postcodes as they are typed and as they are spoken",
        arguments: [
            Phrase("SW1A 1AA", "SW1A1AA"), Phrase("it's SW1A 1AA please", "SW1A1AA"),
            Phrase("SW 1A 1AA", "SW1A1AA"), Phrase("s w one a one a a", "SW1A1AA"),
            Phrase("s w one a one double a", "SW1A1AA"), Phrase("BS1 5TR", "BS15TR"),
            Phrase("b s one five t r", "BS15TR"),
            Phrase("BS8 1TH", "BS81TH"), Phrase("my postcode is m1 1ae", "M11AE"),
            Phrase("SW1A1AA", "SW1A1AA"), Phrase("no BS1 5TR", "BS15TR"),
            Phrase("bravo sierra one five tango romeo", "BS15TR"),
            Phrase("it's on the 2nd floor", "-"),
        ])
    func readsPostcodes(_ phrase: Phrase) {
        let grammar = SlotGrammar.spelled(lengths: 5...7, lettersOnly: false)
        #expect(GrammarTable.reading(phrase.text, grammar) == phrase.meaning)
    }

    static let names = SlotGrammar.name([
        .init("John Miller"), .init("Patricia Brown"), .init("Mary Rodriguez"),
        .init("Michael Smith"), .init("Michelle Smythe"), .init("Fossil Gas"),
        .init("Smart Electric"), .init("David Johnson"), .init("James Williams"),
    ])

    @Test(
        "names as recognisers mis-hear them",
        arguments: [
            Phrase("my name is john miller", "0"), Phrase("patricia brown", "1"),
            Phrase("it's mary rodrigues", "2"), Phrase("michael smith", "3"),
            Phrase("michelle smythe", "4"), Phrase("michel smith", "3"),
            Phrase("the company is fossil gas", "5"),
            Phrase("the company is possible gas", "5"), Phrase("smart electic", "6"),
            Phrase("david jonson", "7"), Phrase("james william", "8"),
            Phrase("rodriguez r o d r i g u e z", "2"), Phrase("jon miler", "0"),
            Phrase("i want to go home", "-"),
        ])
    func readsNames(_ phrase: Phrase) {
        #expect(GrammarTable.reading(phrase.text, Self.names) == phrase.meaning)
    }

    @Test("a name that several people share is given to each of them with its share")
    func sharedNames() {
        let grammar = SlotGrammar.name([.init("John Miller"), .init("Mary Miller")])
        let found = grammar.matches(["miller"], GrammarContext(today: GrammarTable.today))
        #expect(found.map(\.value) == [.name(0), .name(1)])
        #expect(found.count == 2 && found[0].strength == found[1].strength)
        #expect(found.first?.strength ?? .one <= Score(0.5))
    }

    @Test("a name is found whose words hundreds of others have")
    func commonNames() {
        let names =
            (0..<300).map { SlotGrammar.PersonName("John Q\($0)") }
            + (0..<300).map { SlotGrammar.PersonName("R\($0) Miller") } + [.init("John Miller")]
        let found = SlotGrammar.name(NameList(names))
            .matches(["john", "miller"], GrammarContext(today: GrammarTable.today))
        #expect(found.first?.value == .name(600))
    }

    static let accounts: [SlotGrammar.Choice] = [
        .init(name: "checking", synonyms: ["current"]), .init(name: "savings", synonyms: ["saver"]),
        .init(name: "credit card", synonyms: ["visa"]),
    ]

    @Test(
        "choices by name, by other words and by place",
        arguments: [
            Phrase("my savings account please", "1"), Phrase("current", "0"),
            Phrase("the credit card", "2"),
            Phrase("my checking account i'm sorry no my savings", "1"),
            Phrase("the second one", "1"), Phrase("number three", "2"), Phrase("the last one", "2"),
            Phrase("not savings checking", "0"), Phrase("savingz", "1"), Phrase("the moon", "-"),
            Phrase("no i said visa", "2"),
        ])
    func readsChoices(_ phrase: Phrase) {
        #expect(GrammarTable.reading(phrase.text, .choice(Self.accounts)) == phrase.meaning)
    }

    @Test("a cue word gives each of two slots its own choice")
    func cues() {
        func grammar(_ cues: [String]) -> SlotGrammar {
            .choice(
                Self.accounts.map { .init(name: $0.name, synonyms: $0.synonyms, cues: cues) })
        }
        let text = "from my savings account to my checking account"
        #expect(GrammarTable.reading(text, grammar(["from"])) == "1")
        #expect(GrammarTable.reading(text, grammar(["to", "into"])) == "0")
    }

    @Test(
        "yes and no",
        arguments: [
            Phrase("yes", "yes"), Phrase("yeah i think so", "yes"), Phrase("uh huh", "yes"),
            Phrase("that's right", "yes"), Phrase("i guess", "yes"), Phrase("i guess so", "yes"),
            Phrase("yes but can you hurry", "yes"), Phrase("yep that's correct", "yes"),
            Phrase("sure go ahead", "yes"), Phrase("absolutely", "yes"), Phrase("mm hmm", "yes"),
            Phrase("no that's right", "yes"), Phrase("no problem", "yes"), Phrase("okay", "yes"),
            Phrase("of course please do", "yes"), Phrase("probably", "yes"), Phrase("right", "yes"),
            Phrase("no", "no"), Phrase("nope", "no"), Phrase("not really", "no"),
            Phrase("no thank you", "no"), Phrase("nah i'm good", "no"),
            Phrase("that's wrong", "no"),
            Phrase("i don't think so", "no"), Phrase("i don't think that's right", "no"),
            Phrase("no it's not", "no"), Phrase("mmm mmm", "no"), Phrase("uh uh", "no"),
            Phrase("not yet", "no"), Phrase("definitely not", "no"), Phrase("yeah no", "no"),
            Phrase("no i don't think so i think that's it", "no"), Phrase("that's incorrect", "no"),
            Phrase("no yes", "yes"), Phrase("i would like to pay a bill", "-"),
            Phrase("four five six", "-"), Phrase("i'm not sure", "-"), Phrase("i don't know", "-"),
        ])
    func readsYesNo(_ phrase: Phrase) {
        #expect(GrammarTable.reading(phrase.text, .yesNo) == phrase.meaning)
    }

    @Test("hedges weaken an answer in their order")
    func hedges() {
        func strength(_ text: String) -> Score {
            SlotGrammar.yesNo.match(
                Words(text).list, GrammarContext(today: GrammarTable.today))?.strength ?? .zero
        }
        #expect(strength("yes") > strength("yes but"))
        #expect(strength("yes") > strength("yes i think so"))
        #expect(strength("yes i think so") > strength("i guess so"))
        #expect(strength("yes") > strength("probably"))
        #expect(strength("no") > strength("i don't think that's right"))
        #expect(strength("no") > strength("not really"))
        #expect(strength("yeah no") < strength("no"))
    }
}
