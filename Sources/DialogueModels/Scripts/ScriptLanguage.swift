import DialogueEngine
package import ModelReading

/// The language of scripted conversations.
package enum ScriptLanguage {
    /// Version of the language that this program knows.
    static let version = 1
    private static let text = FieldKind.text(form: "text")
    private static let slotValues = FieldKind.map(of: "slot", .anyScalar)

    package static let root = FieldTable(
        "scripted conversations",
        [
            Field(required: "scripts", .integer(1...version), "version of this language"),
            Field(required: "model", .text(form: "a path"), "the dialogue model, beside this file"),
            Field(
                "today", .text(form: "a date such as 2026-11-25"), default: "2026-11-25",
                "day of the calls"),
            Field(
                "time", .text(form: "a time such as \"10:00\""), default: "10:00",
                "time of the calls"),
            Field(required: "conversations", .named(script), "the conversations"),
        ])

    static let script = FieldTable(
        "conversation",
        [
            Field(required: "name", .text(form: "a claim"), "what the conversation shows"),
            Field("level", .integer(0...9), default: "0", "verification that comes with the line"),
            Field(
                "personAvailable", .flag, default: "true", "whether a person can take over"),
            Field("tools", .map(of: "tool", .mapping(tool)), "how tools behave"),
            Field(
                "verifications", .list(.flag), "answers of verifications; all pass when left out"),
            Field(required: "turns", .list(.mapping(turn)), "what the caller does"),
            Field("ends", .mapping(expectation), "what holds at the end, over all turns"),
        ])

    static let tool = FieldTable(
        "tool behaviour",
        [
            Field("answers", .list(.anyScalar), "its answer; the model's sample when left out"),
            Field("fails", .integer(0...100), default: "0", "how many of its first calls fail"),
            Field(
                "takes", .quantity(Quantity(.duration)), default: "200ms", "time until it answers"),
        ])

    static let reading = FieldTable(
        "reading",
        [
            Field(required: "text", text, "the words"),
            Field(
                "confidence", .quantity(Quantity(.share, to: 1)), default: "100%",
                "the recogniser's confidence"),
        ])

    /// The keys of which each turn has exactly one.
    static let acts = ["say", "nbest", "noise", "keys", "silence", "hangUp", "lever"]

    /// Acts that are there or not: their flag is true.
    static let marks = ["noise", "silence", "hangUp"]
    /// Keys that go with some acts.
    static let companions = [(key: "afterWords", of: ["say", "nbest", "noise"])]

    static let turn = FieldTable(
        "turn",
        [
            Field("say", text, "the caller says something, understood word for word"),
            Field("nbest", .list(.mapping(reading)), "the recogniser's readings, best first"),
            Field(
                "afterWords", .integer(0...200),
                "with say, nbest or noise: words of the prompt after which it comes into it"),
            Field("noise", .flag, "true: noise without words"),
            Field("keys", text, "keys pressed"),
            Field("silence", .flag, "true: the caller says nothing"),
            Field("hangUp", .flag, "true: the caller hangs up"),
            Field(
                "lever", .choice(["handoffNow", "endNow", "personAway", "personBack"]),
                "a supervisor's order"),
            Field("expect", .mapping(expectation), "what follows before the next turn"),
        ])

    static let expectation = FieldTable(
        "expectation",
        [
            Field("says", .oneOrMany(text), "words that the voice agent says"),
            Field("saysNot", .oneOrMany(text), "words that it does not say"),
            Field("asks", .text(form: "the name of a slot"), "slot that it waits for"),
            Field(
                "question",
                .choice([
                    "wish", "anythingElse", "slot", "confirmValue", "confirmAction",
                    "confirmIntent", "clarify", "change", "offerHelp", "none",
                ]), "kind of question that it waits for"),
            Field("starts", .oneOrMany(.text(form: "the name of a flow")), "flow that begins"),
            Field("resumes", .text(form: "the name of a flow"), "flow that goes on"),
            Field("cancels", .text(form: "the name of a flow"), "flow that is given up"),
            Field("completes", .oneOrMany(.text(form: "the name of a flow")), "flow that is done"),
            Field(
                "leaves", .text(form: "the name of a flow"), "flow that ends without being done"),
            Field(
                "pattern", .oneOrMany(.choice(DialogueLanguage.patternWords)),
                "repair pattern that is entered"),
            Field("believes", slotValues, "values of slots"),
            Field(
                "forgets", .oneOrMany(.text(form: "the name of a slot")),
                "slots of which nothing is known"),
            Field(
                "decides", .choice(DecidedAction.allCases.map(\.name)), "decision that is made"),
            Field(
                "trigger", .choice(FallbackTrigger.allCases.map(\.name)),
                "fallback trigger that fires"),
            Field("calls", .oneOrMany(.text(form: "the name of a tool")), "tool that is asked"),
            Field(
                "callsNot", .oneOrMany(.text(form: "the name of a tool")),
                "tool that is not asked"),
            Field("level", .integer(0...9), "verification of the caller"),
            Field(
                "outcome", .choice(DialogueOutcome.allCases.map(\.name)), "how the call ended"),
            Field(
                "within", .quantity(Quantity(.duration)),
                "time from the caller's last word to the voice agent's first"),
            Field("summary", text, "words of the summary that a person is given"),
            Field("pending", .integer(0...20), "wishes that wait"),
        ])
}
