/// What becomes of the contacts that a voice agent takes.
enum Containment {
    private static let sessions = "voice-agent sessions that ended"

    static let outcomes: [KeyPerformanceIndicator] = [
        .contactRatio(
            "containmentRate",
            "sessions ended by the voice agent without a human, rightly or not / sessions",
            per: sessions
        ) { KPIFraction($0.resolved + $0.falselyContained, over: $0.sessionsEnded) },
        .contactRatio(
            "resolutionRate", "sessions ended by the voice agent, every action right / sessions",
            per: sessions
        ) { KPIFraction($0.resolved, over: $0.sessionsEnded) },
        .contactRatio(
            "falseContainmentRate",
            "sessions ended by the voice agent after a wrong action / sessions"
                + " (= containmentRate - resolutionRate)",
            per: sessions
        ) { KPIFraction($0.falselyContained, over: $0.sessionsEnded) },
        .contactRatio(
            "escalationRate", "sessions handed to human agents / sessions", per: sessions
        ) { KPIFraction($0.escalated, over: $0.sessionsEnded) },
    ]

    static let losses: [KeyPerformanceIndicator] = [
        .contactRatio(
            "abandonedInVoiceAgent", "sessions in which the caller hung up / sessions",
            per: sessions
        ) { KPIFraction($0.hungUpInSession, over: $0.sessionsEnded) },
        .contactRatio(
            "voiceAgentBlocked", "sessions refused because the pool was full / offered to a pool",
            per: "sessions started or refused"
        ) { KPIFraction($0.sessionsRefused, over: $0.sessionsStarted + $0.sessionsRefused) },
    ]
}
