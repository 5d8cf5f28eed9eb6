import ModelReading

extension ScenarioLanguage {
    /// When a pool is open.
    static let poolHours = FieldTable(
        "hours of a pool",
        [
            Field("open", .text(form: "a time such as \"08:00\""), default: "00:00", "opening"),
            Field("close", .text(form: "a time such as \"20:00\""), default: "24:00", "closing"),
            Field(
                "days", .list(.choice(weekdayWords)),
                "days of the week on which it opens; all when left out"),
        ])

    private static let moment = [
        Field("at", .text(form: "a time such as \"10:30\""), "time of day; needs a calendar"),
        Field(
            "day", .integer(1...3660), default: "1", "day of the calendar of `at`, from 1"),
        Field("after", time, "the same as time from the start of the run; or at"),
    ]

    static let lever = FieldTable(
        "lever",
        [
            Field(required: "name", .text(form: "a name"), "name of the lever"),
            Field(
                required: "pool", .text(form: "the name of a voice-agent pool"),
                "the pool whose work it changes"),
        ] + moment + [
            Field(
                "when", .mapping(leverRule),
                "a rule on the state of the center; or at, or after"),
            Field(
                required: "set", .mapping(leverSettings),
                "how the pool works from then on; the rest stays"),
        ])

    private static let leverRule = FieldTable(
        "rule",
        [
            Field(
                required: "waitingAbove", .integer(0...linesLimit),
                "it is met when more people than this wait for a human agent"),
            Field("for", time, default: "0s", "and did at every look for so long before"),
            Field(
                "waitingBelow", .integer(1...linesLimit),
                "it is over when fewer than this wait (1: nobody), and the pool works as planned and as "
                    + "other rules that are met say; never when left out"),
            Field(
                "every", .quantity(Quantity(.duration, from: 1)), default: "30s",
                "time between looks"),
        ])

    private static let leverSettings = FieldTable(
        "lever's settings",
        [
            Field(
                "operation", .choice(["on", "drain", "handOver"]),
                "whether it takes callers: on; or off, its sessions going on to their end, or being "
                    + "handed over at once"),
            Field("sessions", .integer(0...linesLimit), "most concurrent sessions"),
            Field("share", share, "share of its callers that are offered to it"),
            Field("accept", share, "least score at which a turn is acted on"),
            Field(
                "confirm", share,
                "score from which a turn below accept is confirmed; conversations only"),
            Field(
                "consecutiveFailures", .integer(1...1000),
                "rejected turns in a row that end a session; surrogates only"),
            Field(
                "totalFailures", .integer(1...1000),
                "rejected turns in all that end a session; surrogates only"),
            Field(
                "turnLimit", .integer(1...10_000),
                "longest session in turns; surrogates only"),
        ])

    static let fault = FieldTable(
        "fault",
        [
            Field(required: "name", .text(form: "a name"), "name of the fault"),
            Field(
                required: "pool", .oneOrMany(.text(form: "the name of a voice-agent pool")),
                "the pools that it hits at once"),
        ] + moment + [
            Field("lasts", positiveTime, "how long it is there, with at or after"),
            Field(
                "perDay", .quantity(Quantity(.number, to: 10_000)),
                "times that it comes by chance in 24 h of its absence (Poisson); or at, or after"),
            Field("duration", .tagged(timeLaw), "how long it is there, with perDay"),
            Field("recovery", time, default: "0s", "time over which it fades after its end"),
            Field(required: "effect", .mapping(faultEffect), "what it does"),
        ])

    private static let faultEffect = FieldTable(
        "effect of a fault",
        [
            Field(
                "latencyFactor", .quantity(Quantity(.number, to: 1000, excludesLeast: true)),
                "factor on response latencies, in conversations on tools too"),
            Field(
                "defects", share,
                "share of turns wrongly understood, instead of the pool's; surrogates only"),
            Field(
                "defectsFactor", .quantity(Quantity(.number, to: 1000)),
                "factor on the pool's share; surrogates only"),
            Field(
                "failure", share,
                "share of requests of tools that fail; conversations only"),
            Field(
                "tools", .oneOrMany(.text(form: "the name of a tool")),
                "the tools that fail; all when left out"),
            Field(
                "line", .text(form: "a condition of the files"),
                "condition of the callers' line; fidelity channel, channel-words and bank only"),
            Field(
                "dropsSessions", share,
                "share of the sessions in progress that are cut off when it begins"),
            Field(
                "refusesSessions", share,
                "share of the callers who come that the pool cannot take"),
        ])
}
