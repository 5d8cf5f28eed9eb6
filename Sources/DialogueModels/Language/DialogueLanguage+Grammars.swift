import DialogueEngine
import ModelReading

extension DialogueLanguage {
    private static let count = FieldKind.integer(1...40)
    /// Greatest amount in major units that is written or understood: below any overflow of sums.
    static let greatestAmount = 9_000_000
    /// Greatest whole number that is written or understood: nine digits.
    static let greatestNumber = 999_999_999
    private static let amount = FieldKind.quantity(Quantity(.number, to: Double(greatestAmount)))
    private static let wholeNumber = FieldKind.integer(0...greatestNumber)

    private static let check = Field(
        "check", .choice(CheckDigit.allCases.map { String(describing: $0) }), default: "none",
        "how the last digits follow from the others; letters count as 10 to 35")

    static let grammar = TaggedTables("slot grammar", tag: "kind") {
        [
            FieldTable(
                "digits",
                [
                    Field("length", count, "how many digits; or shortest and longest"),
                    Field("shortest", count, "fewest digits"),
                    Field("longest", count, "most digits"),
                    check,
                ]),
            FieldTable(
                "spelled",
                [
                    Field("length", count, "how many letters; or shortest and longest"),
                    Field("shortest", count, "fewest letters"),
                    Field("longest", count, "most letters"),
                    Field("lettersOnly", .flag, default: "false", "whether digits are excluded"),
                    check,
                ]),
            FieldTable(
                "amount",
                [
                    Field(
                        "currency", .choice(["pounds", "dollars", "euros"]), default: "pounds",
                        "words of the currency"),
                    Field("least", amount, default: "0", "least amount"),
                    Field("greatest", amount, default: "1000000", "greatest amount"),
                ]),
            FieldTable(
                "number",
                [
                    Field("least", wholeNumber, default: "0", "least number"),
                    Field(
                        "greatest", wholeNumber, default: "\(greatestNumber)", "greatest number"),
                ]),
            FieldTable(
                "date",
                [
                    Field(
                        "from", .integer(-60_000...60_000), default: "0",
                        "first day that is possible, counted from today"),
                    Field(
                        "to", .integer(-60_000...60_000), default: "365",
                        "last day that is possible, counted from today"),
                    Field(
                        "figures", .choice(["dayFirst", "monthFirst"]), default: "dayFirst",
                        "order of day and month in 3/5 and on the keypad (eight, six or four keys)"),
                ]),
            FieldTable(
                "time",
                [
                    Field(
                        "from", .text(form: "a time such as \"08:00\""), default: "00:00",
                        "first time that is possible"),
                    Field(
                        "to", .text(form: "a time such as \"18:00\""), default: "23:59",
                        "last time that is possible"),
                ]),
            FieldTable(
                "name",
                [Field(required: "names", .list(text), "names that exist, first names first")]),
            FieldTable(
                "choice",
                [
                    Field(
                        required: "of", .map(of: "choice", .list(text)),
                        "what can be chosen, each with other words for it"),
                    Field(
                        "cues", .map(of: "choice", .list(text)),
                        "words before a choice that make it the one meant where several are named"),
                ]),
            FieldTable("yesNo", []),
            FieldTable("text", []),
        ]
    }
}
