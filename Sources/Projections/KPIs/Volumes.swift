/// How many contacts there were and how they left.
enum Volumes {
    static let all: [KeyPerformanceIndicator] = [
        .count("offered", "contacts that arrived, before any menu", \.arrived),
        .count("menuHangups", "contacts that ended inside the menu", \.menuHangups),
        .count(
            "blocked",
            "contacts refused: no trunk was free, a queue was full, or all voice agents were busy",
            \.blocked),
        .count(
            "balked", "contacts that met a queue and hung up at once, without waiting", \.balked),
        .count("served", "contacts answered by a human agent", \.answered),
        .count("abandoned", "contacts that joined the queue and hung up in it", \.abandoned),
    ]
}

/// What only some centers do; printed when it is asked for by name.
enum Further {
    static let all: [KeyPerformanceIndicator] = [
        .count("disconnected", "contacts that waited at closing and were cut off", \.disconnected),
        .count("callbacks", "callers who accepted to be called back", \.callbacksAccepted),
        .count("dialled", "numbers that the dialer called", \.dialled),
        .contactRatio(
            "callbackDelay", unit: "seconds",
            "time from accepting a callback to the call / callers called back",
            per: "callers who were called back"
        ) { KPIFraction(nanoseconds: $0.callbackTime, over: $0.calledBack) },
        .contactRatio(
            "transferRate", "conversations passed on / conversations",
            per: "contacts answered by a human agent, and callers called back", needs: .service
        ) { KPIFraction($0.transferred, over: $0.answered + $0.calledBack) },
        .contactRatio(
            "lostAfterTransferRate", "lost in a later queue / conversations passed on",
            per: "conversations passed on", needs: .service
        ) { KPIFraction($0.lostAfterTransfer, over: $0.transferred) },
        .contactRatio(
            "holdTime", unit: "seconds", "time on hold / holds", per: "holds that ended",
            needs: .service
        ) { KPIFraction(nanoseconds: $0.holdTime, over: $0.holds) },
        .contactRatio(
            "personRequestRate",
            "sessions given up because the caller asked for a person / sessions",
            per: "voice-agent sessions that ended"
        ) { KPIFraction($0.fallbacksAskedForPerson, over: $0.sessionsEnded) },
        .contactRatio(
            "takeoverRate",
            "sessions that a supervisor's lever or a person who listens in handed over / sessions",
            per: "voice-agent sessions that ended"
        ) { KPIFraction($0.fallbacksLever, over: $0.sessionsEnded) },
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
