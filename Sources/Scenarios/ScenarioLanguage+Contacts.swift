import ContactCenter
import ModelReading

extension ScenarioLanguage {
    private static let shareBelowOne = FieldKind.quantity(
        Quantity(.share, to: 1, excludesGreatest: true))

    static let contactType = FieldTable(
        "contact type",
        [
            Field(required: "name", .text(form: "a name"), "name of the contact type"),
            Field(
                "arrivals", .tagged(arrivals),
                "how first contacts arrive; left out for contacts that a dialer calls or that are "
                    + "transferred"),
            Field("outbound", .mapping(outbound), "how a dialer calls customers"),
            Field(
                "channel", .choice(Channel.allCases.map { $0.rawValue }), default: "call",
                "only calls take a line (trunks); the patience of e-mails never ends"),
            Field(
                "initial", .integer(0...linesLimit), default: "0",
                "contacts that are there when the run begins"),
            Field("menu", .mapping(menu), "the menu before service; none when left out"),
            Field(
                "patience", .tagged(patienceLaw),
                "time a caller would wait in the queue; without end when left out"),
            Field(
                "balkPerWaiting", .quantity(Quantity(.share, to: 100)), default: "0%",
                "a caller behind q others joins with probability exp(-balkPerWaiting x (q + 1))"),
            Field("announcement", .mapping(announcement), "what callers who must wait are told"),
            Field(
                "queueCapacity", .integer(0...linesLimit),
                "most contacts of the type in the queue; unlimited when left out"),
            Field("callback", .mapping(callback), "the offer to be called back"),
            Field(
                "atOnce", .integer(1...100), default: "1",
                "contacts of the type that one agent serves at once, as in chats"),
            Field(
                "slowdown", .quantity(Quantity(.share, to: 100)), default: "0%",
                "by how much a conversation is longer for each other contact in hand at its start"),
            Field("redial", .mapping(redial), "whether callers come back"),
            Field(
                "firstServedBy", .text(form: "the name of a voice-agent pool"),
                "the pool that serves it first; the human queue when left out"),
            Field(
                "priority", .integer(-128...127), default: "0",
                "the highest number is served first"),
            Field(
                "priorityAfter", .mapping(priorityAfter), "priorities that rise with the wait"),
            Field(
                "weight", .quantity(Quantity(.number, to: 1e6, excludesLeast: true)),
                default: "1",
                "factor on waiting time, for contactFor: longestWeightedWait and "
                    + "preference"),
            Field(
                "queueShare", share, default: "0%",
                "share of all queues that it should have, for contactFor: queueRatio"),
            Field(
                "region", .text(form: "a name"),
                "where it belongs, for agentFor: localSpecialist; everywhere when left out"),
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
                "whenFull", .choice(["human", "lost"]), default: "human",
                "where a contact goes that finds no session free"),
            Field(
                "hangupUnderLoad", .mapping(hangupUnderLoad),
                "how full sessions make callers hang up"),
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

    private static let hangupUnderLoad = FieldTable(
        "hang-ups under load",
        [
            Field(
                required: "full", share,
                "probability of hanging up in a turn far beyond the midpoint"),
            Field(
                required: "steepness",
                .quantity(Quantity(.number, to: 10_000, excludesLeast: true)),
                "steepness of the logistic curve in the share of sessions in use"),
            Field(required: "midpoint", share, "share of sessions in use at its middle"),
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
