/// How many contacts there were and how they left.
enum Volumes {
    static let all: [KeyPerformanceIndicator] = [
        .count("offered", "contacts that arrived, before any menu", \.arrived),
        .count("menuHangups", "contacts that ended inside the menu", \.menuHangups),
        .count("blocked", "contacts refused because every trunk was in use", \.blocked),
        .count(
            "balked", "contacts that met a queue and hung up at once, without waiting", \.balked),
        .count("served", "contacts answered by a human agent", \.answered),
        .count("abandoned", "contacts that joined the queue and hung up in it", \.abandoned),
    ]
}

/// Contacts that give up or come back.
enum Losses {
    static let abandonment: [KeyPerformanceIndicator] = [
        .contactRatio(
            "abandonmentRate", "abandoned / sought a human agent",
            per: "contacts that sought a human agent (queued, answered at once or balked) and whose"
                + " wait ended; balked ones count here, not above"
        ) { KPIFraction($0.abandoned, over: $0.waitsEnded) },
        .contactRatio(
            "abandonmentRateOfQueued", "abandoned / queued",
            per: "contacts that joined the queue and left it"
        ) { KPIFraction($0.abandoned, over: $0.queuesEnded) },
    ]

    static let repeats: [KeyPerformanceIndicator] = [
        .contactRatio(
            "repeatContactRate", "contacts that are not the caller's first attempt / offered",
            per: "contacts that arrived (a log that does not follow callers gives 0)"
        ) { KPIFraction($0.repeated, over: $0.arrived) }
    ]
}
