/// How well voice agents understand.
enum Understanding {
    static let all: [KeyPerformanceIndicator] = [
        .contactRatio(
            "wrongActionRate",
            "turns wrongly understood and accepted / turns (the part of turnDefectRate that the"
                + " acceptance threshold lets through)",
            per: "turns that a voice agent interpreted", needs: .turns
        ) { KPIFraction($0.wrongActions, over: $0.turns) },
        .contactRatio(
            "sessionsWithWrongActionRate", "sessions with at least one wrong action / sessions",
            per: "voice-agent sessions that ended"
        ) { KPIFraction($0.sessionsWithWrongAction, over: $0.sessionsEnded) },
        .contactRatio(
            "turnDefectRate", "turns wrongly understood, accepted or not / turns",
            per: "turns that a voice agent interpreted", needs: .turns
        ) { KPIFraction($0.wrongTurns, over: $0.turns) },
    ]
}

/// How fast voice agents answer.
enum Latency {
    private static let prompts = "answers of a voice agent that the caller heard"

    static let all: [KeyPerformanceIndicator] = [
        .contactRatio(
            "responseLatencyMean", unit: "seconds",
            "sum of times from the end of the caller's speech to first audio / answers",
            per: prompts, needs: .turns
        ) { KPIFraction(nanoseconds: $0.latencyTime, over: $0.prompts) },
        .quantile(
            "responseLatencyP50", permille: 500, "median response latency", of: prompts,
            needs: .latencyDistribution, \.latencies),
        .quantile(
            "responseLatencyP95", permille: 950, "95 % quantile of response latency", of: prompts,
            needs: .latencyDistribution, \.latencies),
        .quantile(
            "responseLatencyP99", permille: 990, "99 % quantile of response latency", of: prompts,
            needs: .latencyDistribution, \.latencies),
    ]
}
