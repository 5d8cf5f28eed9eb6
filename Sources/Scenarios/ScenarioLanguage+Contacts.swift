import ContactCenter
import ModelReading

extension ScenarioLanguage {
    static let shareBelowOne = FieldKind.quantity(
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
}
