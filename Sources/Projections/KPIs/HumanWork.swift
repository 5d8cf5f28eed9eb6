/// The work of human agents.
enum HumanWork {
    private static let handled = "conversations with a human agent that ended, of recorded duration"

    static let all: [KeyPerformanceIndicator] = [
        KeyPerformanceIndicator(
            name: "occupancy", unit: "share", kind: .ratio, attribution: .agentTime,
            formula: "(conversation + after-contact work) / signed-in time",
            denominator: "signed-in time of agents inside the window; no value for a log without"
                + " signing in", needs: .agentTime
        ) {
            KPIFraction(Double($0.busy) / 1e9, over: Double($0.signedIn) / 1e9)
        },
        .contactRatio(
            "handlingTime", unit: "seconds",
            "sum of conversations and after-contact work / conversations", per: handled,
            needs: .service
        ) { KPIFraction(nanoseconds: $0.talkTime + $0.afterContactTime, over: $0.ended) },
        .quantile(
            "handlingTimeMedian", permille: 500,
            "median of conversation plus after-contact work", of: handled,
            needs: .handlingDistribution, \.handlingTimes),
    ]
}
