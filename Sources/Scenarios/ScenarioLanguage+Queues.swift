import ContactCenter
import ModelReading

extension ScenarioLanguage {
    static let redial = FieldTable(
        "redial",
        [
            Field("afterAbandon", .mapping(again), "after leaving the queue unserved"),
            Field("afterBlocked", .mapping(again), "after being refused"),
            Field("afterService", .mapping(again), "after a conversation with a human agent"),
            Field(
                "afterUnresolved", .mapping(again),
                "after a voice agent did not resolve the request"),
            Field(
                "afterHangup", .mapping(again),
                "after hanging up on a voice agent; as afterUnresolved when left out"),
            Field(
                "afterCutOff", .mapping(again),
                "after a fault cut the caller off from a voice agent; as afterHangup when left out"),
            Field(
                "keepsDraws", .flag, default: "false",
                "whether a caller keeps the first attempt's patience and conversation time"),
            Field(
                "patiencePerAttempt", .quantity(Quantity(.share, to: 2, excludesLeast: true)),
                default: "100%",
                "factor on the patience in the queue for each attempt before this one"),
        ])

    private static let again = FieldTable(
        "another attempt",
        [
            Field(required: "probability", share, "probability of another attempt"),
            Field(required: "delay", .tagged(timeLaw), "time until it"),
            Field(
                "limit", .integer(1...1000),
                "most further attempts of one caller; unlimited when left out"),
            Field(
                "becomes", .text(form: "the name of a contact type"),
                "contact type of the next attempt; the same when left out"),
        ])

    private static let predictors = FieldKind.choice(WaitPredictor.allCases.map(\.rawValue))

    static let announcement = FieldTable(
        "announcement",
        [
            Field(required: "predictor", predictors, "how the wait is predicted"),
            Field(
                "tolerance", .tagged(endlessTimeLaw),
                "longest announced wait that a caller accepts; without end when left out"),
            Field(
                "patienceFactor",
                .quantity(Quantity(.number, to: 1000, excludesLeast: true)), default: "1",
                "factor on the patience of those who stay"),
        ])

    static let callback = FieldTable(
        "callback",
        [
            Field(
                "whenWaiting", .integer(0...linesLimit), default: "0",
                "offered while at least so many of the contact type wait"),
            Field(
                "whenPredicted", time, default: "0s",
                "offered while the predicted wait is at least this long"),
            Field("predictor", predictors, default: "lastWait", "how the wait is predicted"),
            Field(required: "accept", share, "share of callers who accept"),
            Field(
                "reserve", .integer(0...linesLimit), default: "0",
                "callers are called back while more agents of the group than this are idle"),
            Field(
                "patience", .tagged(endlessTimeLaw),
                "time for which a caller wants to be called back; without end when left out"),
            Field(
                "talkFactor", .quantity(Quantity(.number, to: 100, excludesLeast: true)),
                default: "1", "factor on the conversation time of a contact that was called back"),
        ])

    static let priorityAfter = FieldTable(
        "priorities after a wait",
        [
            Field(required: "waits", .list(positiveTime), "waits, ascending"),
            Field(
                required: "priorities", .list(.quantity(Quantity(.number, from: -128, to: 127))),
                "the priority from each wait on"),
        ])

    static let outbound = FieldTable(
        "outbound",
        [
            Field(
                required: "from", .list(.text(form: "a time such as \"11:00\"")),
                "when the dialer is switched on, every day"),
            Field(
                required: "to", .list(.text(form: "a time such as \"13:55\"")),
                "when it is switched off"),
            Field(
                required: "reached",
                .quantity(Quantity(.share, to: 1, excludesLeast: true)),
                "share of numbers at which a customer answers"),
            Field(
                "rule", .choice(["one", "fixed", "perIdleAgent", "predictive"]),
                default: "perIdleAgent", "how many numbers are called at once"),
            Field(
                "numbers", .quantity(Quantity(.number, to: 1000, excludesLeast: true)),
                default: "1", "the count of rule fixed, or numbers per idle agent"),
            Field(
                "lost", share, default: "3%",
                "share of customers reached who may find no agent, of rule predictive"),
            Field(
                "leastIdle", .integer(0...linesLimit), default: "1",
                "the dialer acts while at least so many agents of all groups are idle"),
            Field(
                "leastIdleAble", .integer(1...linesLimit), default: "1",
                "and at least so many who can serve the type"),
            Field(
                "retry", positiveTime, default: "30s",
                "time after which the dialer calls again while agents are idle"),
            Field(
                "rightParty", .quantity(Quantity(.share, to: 1, excludesLeast: true)),
                default: "100%",
                "share of customers reached who are the right party"),
            Field("wrongPartyTalk", .tagged(timeLaw), "conversation time with a wrong party"),
        ])
}
