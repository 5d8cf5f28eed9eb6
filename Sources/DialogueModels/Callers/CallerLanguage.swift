import CallerModel
package import ModelReading

/// The language of simulated callers.
package enum CallerLanguage {
    /// Version of the language that this program knows.
    static let version = 1
    private static let name = Field(required: "name", .text(form: "a name"), "its name")
    private static let share = FieldKind.quantity(Quantity(.share, to: 1))
    private static let time = FieldKind.quantity(Quantity(.duration))
    private static let text = FieldKind.text(form: "text")
    private static let weight = Field(
        "weight", .quantity(Quantity(.number, excludesLeast: true)), default: "1",
        "weight among the others")

    package static let root = FieldTable(
        "callers",
        [
            Field(required: "callers", .integer(1...version), "version of this language"),
            name,
            Field(
                required: "model", .text(form: "a path"), "the dialogue model, beside this file"),
            Field(
                "currency", .choice(["pounds", "dollars", "euros"]), default: "pounds",
                "words of their currency"),
            Field(
                "wishes", .text(form: "a path"),
                "file of wishes: intent, tab, utterance; beside this file"),
            Field("wordings", .mapping(wordings), "how they word what they mean"),
            Field(
                "records", .list(.map(of: "slot", .anyScalar)),
                "facts of single customers; each goal is had by each of them"),
            Field(
                "identity", .list(.text(form: "the name of a slot")),
                "slots that prove who they are; an impostor has them wrong"),
            Field(
                "lookedUp", .list(.text(form: "the name of a slot")),
                "slots that they must look up first"),
            Field(
                "hearing", .mapping(hearing),
                "what voice agents hear them by where no sound is made; beside this file"),
            Field(required: "goals", .named(goal), "what they want"),
            Field(required: "personas", .named(persona), "how they behave"),
        ])

    private static let hearing = FieldTable(
        "hearing",
        [
            Field(
                required: "channels", .text(form: "a path"), "fitted error channels (JSON lines)"),
            Field("bank", .text(form: "a path"), "bank of real decodes (SQLite)"),
        ])

    private static let wordings = FieldTable(
        "wordings",
        [Field("values", .map(of: "slot", .list(text)), "answers for a slot, with {value}")]
            + CallerFile.wordingLists().map { Field($0.key, .list(text), $0.meaning) })

    static let goal = FieldTable(
        "goal",
        [
            name, weight,
            Field(
                required: "intents", .list(.text(form: "the name of an intent")),
                "wishes, in order"),
            Field(
                "facts", .map(of: "slot", .oneOrMany(.anyScalar)),
                "what they know; of several values each customer has one"),
            Field("person", .flag, default: "false", "whether only a person will do"),
        ])

    static let persona = FieldTable(
        "persona",
        [
            name, weight,
            Field(
                "preset", .choice(CallerFile.presets.map(\.name)), default: "everyday",
                "persona that it begins from"),
            Field(
                "behaviour", .choice(Persona.Behaviour.allCases.map(\.name)),
                "kind of caller; that of the preset when left out"),
            Field("overInforms", share, "gives further facts unasked"),
            Field("underInforms", share, "answers with less than was asked"),
            Field("corrects", share, "says the right value at once when misheard"),
            Field("misses", share, "lets a wrong value pass"),
            Field("hedges", share, "hedges a yes or a no"),
            Field("hesitates", share, "is disfluent"),
            Field("wantsPerson", share, "asks for a person at the first question"),
            Field(
                "mentionsEarlierCall", share,
                "says first, in a further call, that it is one"),
            Field("groupsDigits", share, "says digits in groups"),
            Field("pausesInside", share, "pauses between groups"),
            Field("knowledgeGap", share, "does not know a fact"),
            Field("turnHangup", share, "leaves at a silence after an own turn"),
            Field(
                "wordsPerSecond", .quantity(Quantity(.number, excludesLeast: true)),
                "speaking rate"),
            Field(
                "reaction", time,
                "median time before an answer; its spread keeps the preset's form"),
        ])
}
