import ModelReading

extension ScenarioLanguage {
    private static let share = FieldKind.quantity(Quantity(.share, to: 1))
    private static let shareBelowOne = FieldKind.quantity(
        Quantity(.share, to: 1, excludesGreatest: true))

    static let contactType = FieldTable(
        "contact type",
        [
            Field(required: "name", .text(form: "a name"), "name of the contact type"),
            Field(required: "arrivals", .tagged(arrivals), "how first contacts arrive"),
            Field("menu", .mapping(menu), "the menu before service; none when left out"),
            Field(
                "patience", .tagged(patienceLaw),
                "time a caller would wait in the queue; without end when left out"),
            Field("redial", .mapping(redial), "whether callers try again"),
            Field(
                "firstServedBy", .text(form: "the name of a voice-agent pool"),
                "the pool that serves it first; the human queue when left out"),
            Field(
                "priority", .integer(-128...127), default: "0",
                "the highest number is served first"),
            Field(
                "headStart", .quantity(Quantity(.duration)), default: "0s",
                "time that a contact counts as having waited when it joins the queue"),
        ])

    private static let menu = FieldTable(
        "menu",
        [
            Field(required: "duration", .tagged(timeLaw), "time in the menu"),
            Field("hangup", share, default: "0%", "share of contacts that end inside the menu"),
        ])

    private static let redial = FieldTable(
        "redial",
        [
            Field("afterAbandon", .mapping(again), "after leaving the queue unserved"),
            Field(
                "afterUnresolved", .mapping(again),
                "after a voice agent did not resolve the request"),
        ])

    private static let again = FieldTable(
        "another attempt",
        [
            Field(required: "probability", share, "probability of another attempt"),
            Field(required: "delay", .tagged(timeLaw), "time until it"),
            Field(
                "limit", .integer(1...1000),
                "most further attempts of one caller; unlimited when left out"),
        ])

    static let voicePool = FieldTable(
        "voice-agent pool",
        [
            Field(required: "name", .text(form: "a name"), "name of the pool"),
            Field(
                required: "fidelity", .choice(["surrogate"]),
                "how the dialogue is simulated: turn by turn, without text"),
            Field(
                "sessions", .integer(1...linesLimit),
                "concurrent contacts; unlimited when left out"),
            Field(
                required: "turnsNeeded", .tagged(numberLaw),
                "right turns that a request needs, rounded, at least 1"),
            Field(required: "defects", share, "share of turns wrongly understood"),
            Field(required: "scores", .mapping(scores), "confidence of turns"),
            Field(required: "fallback", .mapping(fallback), "when the voice agent gives up"),
            Field(
                required: "latency", .mapping(latency),
                "from the end of the caller's speech to the first audio of the answer"),
            Field(
                "silencePatience", .tagged(endlessTimeLaw),
                "silence that a caller bears in a turn; without end when left out"),
            Field(
                "hangupPerTurn", shareBelowOne, default: "0%",
                "probability of hanging up in a turn for any other reason"),
            Field(required: "callerSpeech", .tagged(timeLaw), "length of an utterance"),
            Field(required: "prompt", .tagged(timeLaw), "length of a prompt"),
            Field(
                "inScope", share, default: "100%",
                "share of contacts whose request the voice agent may serve at all"),
            Field(
                "asksForPerson", share, default: "0%",
                "share of callers who ask for a person in their first turn"),
            Field("handoff", .mapping(handoff), "what a person gains from the handoff"),
            Field("cost", .mapping(cost), "what a session costs"),
            Field(
                "escalateTo", .text(form: "the name of an agent group"),
                "a group that can serve every contact type of the pool (checked)"),
        ])

    private static let scores = FieldTable(
        "scores",
        [
            Field(required: "right", .tagged(scoreLaw), "of turns rightly understood"),
            Field(required: "wrong", .tagged(scoreLaw), "of turns wrongly understood"),
        ])

    private static let fallback = FieldTable(
        "fallback",
        [
            Field(required: "accept", share, "least score at which a turn is acted on"),
            Field(
                "consecutiveFailures", .integer(1...1000),
                "rejected turns in a row that end the session; no such rule when left out"),
            Field(
                "totalFailures", .integer(1...1000),
                "rejected turns in all that end the session; no such rule when left out"),
            Field(
                "turnLimit", .integer(1...10_000),
                "longest session in turns; no such rule when left out"),
        ])

    private static let latency = FieldTable(
        "latency",
        [
            Field(required: "body", .tagged(timeLaw), "the usual part"),
            Field("tail", .mapping(tail), "stalls; none when left out"),
            Field(
                "tailScale", .quantity(Quantity(.number, to: 1000)), default: "1",
                "factor on every stall"),
        ])

    private static let tail = FieldTable(
        "latency tail",
        [
            Field(required: "probability", share, "probability of a stall in a turn"),
            Field(required: "extra", .tagged(timeLaw), "length of a stall"),
        ])

    private static let handoff = FieldTable(
        "handoff",
        [
            Field(
                "talkFactor",
                .quantity(Quantity(.number, to: 100, excludesLeast: true)), default: "1",
                "factor on the human conversation time of an escalated contact")
        ])

    private static let cost = FieldTable(
        "voice cost",
        [
            Field(
                "perMinute", .quantity(Quantity(.number)), default: "0",
                "money per minute of session"),
            Field("perSession", .quantity(Quantity(.number)), default: "0", "money per session"),
        ])
}
