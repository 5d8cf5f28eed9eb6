import ModelReading
import ResponseStations

extension ScenarioLanguage {
    /// Stations that serve the turns of voice agents, by how they serve.
    static let station = TaggedTables("station", tag: "kind") {
        [serversStation, languageModelStation]
    }

    /// Keys of every station.
    private static let stationFields = [
        Field(required: "name", .text(form: "a name"), "name of the station"),
        Field(
            "rate", .mapping(rate),
            "most requests that it takes up in a time; no limit when left out"),
        Field(
            "waitLimit", .tagged(endlessTimeLaw),
            "time after which a request leaves the queue unserved; never when left out"),
        Field(
            "timeout", positiveTime,
            "time from a request to its answer after which it is given up; never when left out"),
        Field("failures", share, default: "0%", "share of the requests that end with an error"),
        Field("retries", .mapping(retries), "further attempts; none when left out"),
        Field(
            "hedgeAfter", positiveTime,
            "time after which a second request is sent beside a slow one, of which the first answer "
                + "counts; never when left out"),
    ]

    private static let serversStation = FieldTable(
        "servers",
        stationFields + [
            Field(
                "servers", .integer(1...linesLimit),
                "requests that are served at one time; unlimited when left out"),
            Field(required: "body", .tagged(timeLaw), "the usual time of service"),
            Field("tail", .mapping(tail), "stalls; none when left out"),
            Field(
                "tailScale", .quantity(Quantity(.number, to: 1000)), default: "1",
                "factor on every stall"),
            Field(
                "withinCall", share, default: "0%",
                "share of the body's log variance that all requests of a call have in common"),
            Field(
                "coldStart", .mapping(coldStart),
                "what a server's first request after idleness pays; nothing when left out"),
        ])

    private static let languageModelStation = FieldTable(
        "languageModel",
        stationFields + [
            Field(
                "replicas", .integer(1...10_000), default: "1",
                "servers with a batch of their own; a request goes to the one with the fewest"),
            Field(
                required: "batch", .integer(1...linesLimit),
                "most requests that a replica decodes together"),
            Field(
                "memoryTokens", .integer(1...1_000_000_000),
                "tokens of prompts and answers that a replica holds; unlimited when left out"),
            Field(
                required: "promptTokensPerSecond",
                .quantity(Quantity(.number, to: 1e12, excludesLeast: true)),
                "tokens of prompts that a replica reads per second, while it decodes nothing"),
            Field(required: "stepBase", time, "time of a decoding step whatever the batch"),
            Field(required: "stepPerRequest", time, "time that each request adds to a step"),
            Field(required: "promptTokens", .tagged(numberLaw), "tokens of a prompt"),
            Field(required: "generatedTokens", .tagged(numberLaw), "tokens of an answer"),
            Field(
                "firstChunkTokens", .integer(1...100_000), default: "1",
                "tokens of an answer that the next stage needs to begin"),
        ])

    private static let rate = FieldTable(
        "rate limit",
        [
            Field(
                required: "limit", .quantity(Quantity(.rate, excludesLeast: true)),
                "requests per time"),
            Field(
                "burst", .integer(1...linesLimit), default: "1",
                "requests that may begin at once after a pause"),
        ])

    private static let retries = FieldTable(
        "retries",
        [
            Field(
                required: "most", .integer(1...ClientRules.mostRetries), "attempts after the first"),
            Field("backOff", time, default: "0s", "pause before the second attempt"),
            Field(
                "factor", .quantity(Quantity(.number, from: 1, to: 100)), default: "2",
                "factor from pause to pause"),
        ])

    private static let coldStart = FieldTable(
        "cold start",
        [
            Field(
                required: "afterIdle", positiveTime, "idle time from which on a server is cold"),
            Field(required: "adds", .tagged(timeLaw), "what it adds to the time of service"),
        ])

    /// The work of a turn, in a pool.
    static let turn = FieldTable(
        "turn",
        [
            Field(
                required: "stages", .named(turnStage),
                "stages between the end of the caller's speech and the answer"),
            Field(
                "speculation", .mapping(speculation),
                "a stage that begins with the turn, before all that it comes after is done"),
            Field("filler", .mapping(filler), "what the caller hears while the answer is late"),
        ])

    private static let turnStage = FieldTable(
        "stage of a turn",
        [
            Field(required: "name", .text(form: "a name"), "name of the stage"),
            Field("station", .text(form: "the name of a station"), "who does the work; or delay"),
            Field("delay", .mapping(delay), "time that it takes; or station"),
            Field(
                "after", .list(.text(form: "the name of a stage")),
                "stages that must have passed on; the one written before it when left out"),
            Field(
                "passesOn", .quantity(Quantity(.share, to: 1, excludesLeast: true)),
                default: "100%", "share of its service after which the next stages may begin"),
            Field("needed", share, default: "100%", "share of the turns that need it"),
        ])

    private static let delay = FieldTable(
        "delay",
        [
            Field(required: "body", .tagged(timeLaw), "the usual time"),
            Field("tail", .mapping(tail), "stalls; none when left out"),
            Field(
                "tailScale", .quantity(Quantity(.number, to: 1000)), default: "1",
                "factor on every stall"),
            Field(
                "withinCall", share, default: "0%",
                "share of the body's log variance that all turns of a call have in common"),
        ])

    private static let speculation = FieldTable(
        "speculation",
        [
            Field(required: "stage", .text(form: "the name of a stage"), "the stage"),
            Field(
                required: "wasted", share,
                "probability that what it began with turns out otherwise and it begins anew"),
        ])

    private static let filler = FieldTable(
        "filler",
        [
            Field(required: "after", positiveTime, "silence before it"),
            Field(required: "lasts", positiveTime, "its length"),
            Field("most", .integer(1...100), default: "1", "most in one turn"),
        ])
}
