import ModelReading

extension ScenarioLanguage {
    static let skill = FieldTable(
        "skill",
        [
            Field(required: "talk", .tagged(timeLaw), "conversation time"),
            Field("afterContact", .tagged(timeLaw), "after-contact work; none when left out"),
            Field(
                "level", .integer(1...100), default: "1",
                "for the contact's choice of agent: 1 is asked first; the next level only when nobody "
                    + "is idle at the one before"),
            Field(
                "rank", .integer(1...1000), default: "1",
                "for the agent's choice of contact: 1 is looked at first, with contactFor: "
                    + "queuePriority or preference"),
            Field(
                "after", time, default: "0s",
                "wait from which on the group helps with the contact type"),
            Field(
                "whenWaiting", .integer(0...linesLimit), default: "0",
                "the group helps while at least so many of the contact type wait"),
            Field(
                "reserve", .integer(0...linesLimit), default: "0",
                "the group helps while more of its agents than this are idle"),
            Field(
                "weight", .quantity(Quantity(.number, to: 1e6, excludesLeast: true)),
                default: "1",
                "factor on the waiting and the idle time of this pair, for policies that weigh"),
            Field("hold", .mapping(hold), "putting the caller on hold"),
            Field("transfer", .mapping(transfer), "passing the contact on to another queue"),
        ])

    private static let hold = FieldTable(
        "hold of a caller",
        [
            Field(required: "probability", share, "share of conversations with a hold"),
            Field(required: "duration", .tagged(timeLaw), "its length, on top of the conversation"),
        ])

    private static let transfer = FieldTable(
        "transfer",
        [
            Field(required: "probability", share, "share of conversations that are passed on"),
            Field(
                required: "to", .text(form: "the name of a contact type"),
                "the contact type in whose queue the contact goes on"),
            Field(
                "served", share, default: "100%",
                "share of the conversation time that the first agent serves"),
            Field("delay", .tagged(timeLaw), "time that the transfer takes the first agent"),
            Field(
                "stays", share, default: "0%",
                "share of transfers in which the first agent stays until the next one answers"),
            Field(
                "conference", .tagged(timeLaw),
                "time that both agents then talk with the caller; adds to the next agent's"),
            Field(
                "briefing", .tagged(timeLaw),
                "time that the next agent loses when the first one did not stay"),
        ])

    static let shift = FieldTable(
        "shift",
        [
            Field(required: "name", .text(form: "a name"), "name of the shift"),
            Field(required: "start", .text(form: "a time such as \"08:00\""), "its beginning"),
            Field(required: "length", positiveTime, "time from its beginning to its end"),
            Field(required: "agents", .integer(1...100_000), "agents who work it"),
            Field(
                "weekdays", .list(.choice(Self.weekdayWords)),
                "days on which it is worked; all when left out"),
            Field("breaks", .mapping(breaks), "its breaks"),
            Field(
                "showUp", share, default: "100%",
                "probability that an agent shows up on a day"),
            Field(
                "late", .tagged(timeLaw),
                "how late an agent signs in and comes back from each break; in time when left out"),
        ])

    private static let breaks = FieldTable(
        "breaks",
        [
            Field(
                required: "after", .list(time), "when each begins, from the start of the shift"),
            Field(required: "lengths", .list(positiveTime), "how long each takes"),
        ])
}
