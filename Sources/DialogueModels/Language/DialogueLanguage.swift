import DialogueEngine
package import ModelReading

/// The language of dialogue models as tables: decoding, messages, documents and schema use them.
package enum DialogueLanguage {
    /// Version of the language that this program knows.
    static let version = 1

    static let name = Field(required: "name", .text(form: "a name"), "its name")
    static let text = FieldKind.text(form: "text")
    static let owner = Field(
        "owner", .text(form: "a team"), "who answers for it; a missing owner is a finding of check")
    static let share = FieldKind.quantity(Quantity(.share, to: 1))
    static let time = FieldKind.quantity(Quantity(.duration))
    static let positiveTime = FieldKind.quantity(Quantity(.duration, excludesLeast: true))
    static let number = FieldKind.quantity(Quantity(.number))
    static let level = FieldKind.integer(0...9)
    /// A prompt: one wording, or several of one meaning.
    static let prompt = FieldKind.oneOrMany(.text(form: "a text to say"))
    /// Prompts by attempt, each with one wording or several.
    static let prompts = FieldKind.oneOrMany(prompt)

    static let riskWords = RiskClass.allCases.map { String(describing: $0) }
    static let confirmWords = ConfirmationPolicy.allCases.map { String(describing: $0) }
    static let dataWords = DataClass.allCases.map { String(describing: $0) }
    static let patternWords = RepairPattern.allCases.map(\.name)

    package static let root = FieldTable(
        "dialogue model",
        [
            Field(required: "dialogue", .integer(1...version), "version of this language"),
            Field(required: "name", .text(form: "a name"), "name of the model"),
            owner,
            Field(
                "include", .list(.text(form: "a path")),
                "files with intents and patterns of their own, beside this one"),
            Field(required: "intents", .named(intent), "what can be understood"),
            Field("slots", .named(slot), "what can be asked for"),
            Field("verification", .named(factor), "how callers prove who they are"),
            Field("tools", .named(tool), "what the world outside does"),
            Field(required: "flows", .named(flow), "what is done"),
            Field(
                "patterns", .map(of: "repair pattern", .mapping(pattern)),
                "what is said when a conversation leaves its flow"),
            Field("mentionIntent", prompt, "a wish said in passing; {topic} is its label"),
            Field("decisions", .mapping(decisions), "how readings become actions"),
            Field("fallback", .mapping(fallback), "when the voice agent gives up"),
            Field("handoff", .mapping(handoff), "what a person is told, and where"),
            Field("timing", .mapping(timing), "when to listen, speak and stop"),
            Field("memory", .mapping(memory), "what is remembered within a call"),
        ])

    /// A file that others include.
    static let library = FieldTable(
        "dialogue library",
        [
            Field(required: "dialogueLibrary", .integer(1...version), "version of this language"),
            Field("intents", .named(intent), "what can be understood"),
            Field(
                "patterns", .map(of: "repair pattern", .mapping(pattern)),
                "what is said when a conversation leaves its flow"),
        ])

    static let intent = FieldTable(
        "intent",
        [
            name, owner,
            Field("label", text, "how questions name it, such as 'check a balance'"),
            Field("flow", .text(form: "the name of a flow"), "flow that it starts"),
            Field("pattern", .choice(patternWords), "repair pattern that it enters"),
            Field("answers", .text(form: "the name of a slot"), "slot that it gives a value to"),
            Field("value", .anyScalar, "with answers: that value"),
            Field(
                "boundary", .flag,
                "true: understood, and beyond what the voice agent may do: a person does it"),
            Field(
                "examples", .list(.text(form: "an utterance")), "ways to say it, for training"),
            Field(
                "examplesFrom", .list(.mapping(examples)),
                "labelled utterances of a file, for training"),
        ])

    /// The keys of which each intent has exactly one: what it does.
    static let effects = ["flow", "pattern", "answers", "boundary"]
    /// Keys that go with some of them.
    static let effectCompanions = [(key: "value", of: ["answers"])]

    static let examples = FieldTable(
        "examples from a file",
        [
            Field(required: "file", .text(form: "a path"), "file of labelled utterances"),
            Field(required: "label", .text(form: "a label"), "label in that file"),
            Field(
                "leaveOut", .integer(2...100),
                "every so manieth row is left out, for callers to speak; none when left out"),
        ])

    static let slot = FieldTable(
        "slot",
        [
            name,
            Field("label", text, "how it is named in speech, such as 'the amount'"),
            Field(required: "grammar", .tagged(grammar), "what its values look like in speech"),
            Field(
                "known", .oneOrMany(.anyScalar),
                "values that exist; they re-rank what was heard"),
            Field("risk", .choice(riskWords), default: "information", "what a wrong value costs"),
            Field(
                "confirm", .choice(confirmWords), default: "byCost",
                "how a value is checked with the caller"),
            Field("data", .choice(dataWords), default: "open", "what data it is, for redaction"),
            Field(
                "volunteered", .flag, default: "true",
                "whether it is taken from utterances that did not answer it"),
            Field("kept", .flag, default: "false", "whether it outlives its flow"),
            Field("optional", .flag, default: "false", "whether the caller may leave it out"),
            Field(
                "ask", prompts,
                "questions by attempt; the last repeats. A slot that only tools "
                    + "give needs none"),
            Field("confirmPrompt", prompt, "question whether the value is right"),
            Field("mention", prompt, "the value said in passing"),
            Field("invalid", prompt, "what is said when the value is impossible"),
            Field("noInput", positiveTime, "longest wait for an answer; the model's when left out"),
        ])

    static let factor = FieldTable(
        "verification factor",
        [
            name, owner,
            Field(required: "level", .integer(1...9), "level that it proves"),
            Field(
                required: "slots", .list(.text(form: "the name of a slot")),
                "what the caller is asked for"),
        ])

    static let tool = FieldTable(
        "tool",
        [
            name, owner,
            Field("needs", .list(.text(form: "the name of a slot")), "what it is told"),
            Field("gives", .list(.text(form: "the name of a slot")), "what it answers"),
            Field("level", level, default: "0", "verification without which it is never called"),
            Field("changes", .flag, default: "false", "whether it changes the world"),
            Field("risk", .choice(riskWords), default: "information", "what a wrong call costs"),
            Field("timeout", positiveTime, default: "8s", "when its answer counts as lost"),
            Field(
                "retries", .integer(0...9), default: "0",
                "times it is called again after it failed; only where it changes nothing"),
            Field(
                "sample", .list(.anyScalar),
                "what it answers when no world is connected, in the order of gives"),
        ])
}
