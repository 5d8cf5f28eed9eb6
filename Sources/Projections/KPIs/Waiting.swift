/// Waiting for a human agent: time actually spent, not virtual wait.
enum Waiting {
    private static let waitsEnded =
        "contacts that sought a human agent and whose wait ended; 0 s for those answered at once"
        + " and those that balked"

    static let all: [KeyPerformanceIndicator] = [
        .contactRatio(
            "delayProbability", "queued / sought a human agent",
            per: "contacts that sought a human agent (queued, answered at once or balked)"
        ) { KPIFraction($0.queued, over: $0.soughtHuman) },
        .contactRatio(
            "meanWait", unit: "seconds", "sum of waits / sought a human agent", per: waitsEnded
        ) {
            KPIFraction(nanoseconds: $0.waitOfAll, over: $0.waitsEnded)
        },
        .contactRatio(
            "meanWaitQueued", unit: "seconds", "sum of waits / queued",
            per: "contacts that joined the queue and left it"
        ) {
            KPIFraction(nanoseconds: $0.waitOfAll, over: $0.queuesEnded)
        },
        .contactRatio(
            "speedOfAnswer", unit: "seconds", "sum of waits of answered contacts / served",
            per: "contacts answered by a human agent; 0 s for those answered at once"
        ) { KPIFraction(nanoseconds: $0.waitOfAnswered, over: $0.answered) },
        .quantile(
            "waitP50", permille: 500, "median wait", of: waitsEnded,
            needs: .waitDistribution, \.waits),
        .quantile(
            "waitP90", permille: 900, "90 % quantile of waits", of: waitsEnded,
            needs: .waitDistribution, \.waits),
        .quantile(
            "waitP95", permille: 950, "95 % quantile of waits", of: waitsEnded,
            needs: .waitDistribution, \.waits),
        .quantile(
            "waitP99", permille: 990, "99 % quantile of waits", of: waitsEnded,
            needs: .waitDistribution, \.waits),
    ]

    static let queue: [KeyPerformanceIndicator] = [
        KeyPerformanceIndicator(
            name: "meanQueueLength", unit: "contacts", kind: .ratio, attribution: .queueTime,
            formula: "integral of the number of waiting contacts / observed time",
            denominator: "time inside the window, up to the last event",
            needs: [.queueTime, .service]
        ) {
            KPIFraction(Double($0.waiting) / 1e9, over: Double($0.observed) / 1e9)
        }
    ]
}
