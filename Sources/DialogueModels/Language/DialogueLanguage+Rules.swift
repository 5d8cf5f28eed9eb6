import DialogueEngine
import ModelReading

extension DialogueLanguage {
    static let decisions = FieldTable(
        "decisions",
        [
            Field(
                "preset", .choice(DialoguePreset.allCases.map(\.name)),
                "thresholds, triggers and timing of a known product; single values here override"),
            Field(
                "mode", .choice(DecisionRules.Mode.allCases.map { String(describing: $0) }),
                "by expected cost, or by fixed thresholds"),
            Field(
                "accept", share, "threshold from which a reading is acted on; only by thresholds"),
            Field(
                "confirm", share,
                "threshold from which it is confirmed, and in both modes what is said about the "
                    + "conversation itself is taken"),
            Field(
                "ambiguityGap", share,
                "readings closer than this are clarified; only by thresholds"),
            Field("outOfScope", share, "out-of-scope probability from which nothing is acted on"),
            Field(
                "consent", share,
                "a yes or a no below this settles nothing, whatever the other rules say"),
            Field(
                "wrong", .map(of: "risk class", number), "cost of acting wrongly, in questions"),
            Field(
                "confirmImplicitly", number,
                "cost of saying it in passing; this and the costs below only by cost"),
            Field("confirmExplicitly", number, "cost of asking whether it is right"),
            Field("clarify", number, "cost of asking which"),
            Field("rephrase", number, "cost of asking again"),
            Field("person", number, "cost of a handoff"),
            Field("missedCorrection", share, "share of wrong values said in passing that stand"),
        ])

    static let fallback = FieldTable(
        "fallback",
        [
            Field("turnConfidence", share, "one turn below this is enough; off when left out"),
            Field("noMatch", count, "no-matches in a row; 0 is off"),
            Field("noInput", count, "no-inputs in a row; 0 is off"),
            Field("scoreDecay", share, "share of the failure score kept from turn to turn"),
            Field("scoreLimit", number, "limit of the failure score; 0 is off"),
            Field(
                "scoreWeights", .mapping(weights), "what each kind of failure adds to the score"),
            Field("noProgressTurns", count, "turns without progress; 0 is off"),
            Field("maximumTurns", .integer(1...1000), "turns of a call"),
            Field("maximumDuration", time, "length of a call; 0s is off"),
            Field("sameQuestion", count, "times one question is asked; 0 is no limit"),
            Field("affect", count, "limit of the affect score; 0 is off"),
            Field(
                "personRequests", count,
                "which request for a person is granted: 1 the first; 0 none"),
            Field("toolFailures", count, "tool failures in a call; 0 is off"),
            Field("toolTime", time, "time that a tool may take; 0s is the tool's own"),
            Field("verificationFailures", .integer(1...100), "failed verifications in a call"),
            Field("policyBoundary", .flag, "whether wishes beyond policy lead to a person"),
            Field("exit", .choice(["handoff", "end"]), "what happens then"),
        ])

    static let weights = FieldTable(
        "failure weights",
        [
            Field("noMatch", weight, "weight of a no-match"),
            Field("noInput", weight, "weight of a no-input"),
            Field("rejected", weight, "weight of a rejected or impossible value"),
            Field("corrected", weight, "weight of a correction"),
        ])

    private static let count = FieldKind.integer(0...1000)
    private static let weight = FieldKind.quantity(Quantity(.number, to: 1000))

    static let handoff = FieldTable(
        "handoff",
        [
            Field(
                "content", .choice(["nothing", "slots", "summary", "verified"]),
                default: "verified", "what the person is given"),
            Field("queue", .text(form: "the name of a queue"), default: "people", "where to"),
            Field("say", prompt, "what is said before"),
        ])

    static let timing = FieldTable(
        "timing",
        [
            Field("endpoint", positiveTime, "silence that ends a turn"),
            Field(
                "endpointSpelled", positiveTime,
                "the same while digits, letters or names are said in groups"),
            Field("endpointYesNo", positiveTime, "the same for a yes or a no"),
            Field("noInput", positiveTime, "silence after a question that counts as no input"),
            Field("maximumSpeech", positiveTime, "longest utterance"),
            Field("bargeIn", positiveTime, "speech into a prompt that stops it"),
            Field("falseInterruption", positiveTime, "silence after which a cut prompt goes on"),
            Field("filler", time, "wait for a tool before something is said; 0s is off"),
            Field(
                "stopWords", .list(text),
                "words or phrases that stop a prompt at once when speech begins with them"),
            Field("acknowledgements", .list(text), "words or phrases that never stop a prompt"),
            Field(
                "promptPace", .mapping(promptPace),
                "how long prompts take where no voice speaks them; without it 3.2 words a second"),
        ])

    static let promptPace = FieldTable(
        "promptPace",
        [
            Field(required: "perLetter", positiveTime, "time of a letter or digit"),
            Field(
                "perPause", time, default: "0s",
                "pause after a comma or full stop that is not the last character"),
            Field("perPrompt", time, default: "0s", "time before the first word"),
        ])

    static let memory = FieldTable(
        "memory",
        [
            Field(
                "fidelity", share, default: "100%",
                "probability that a confirmed value survives a turn"),
            Field(
                "carriesOver", .flag, default: "true",
                "whether slots that are kept outlive their flow"),
        ])
}
