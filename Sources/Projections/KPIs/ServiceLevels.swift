/// Service at the acceptable waiting time (AWT); "within" is `<=`.
enum ServiceLevels {
    static let all: [KeyPerformanceIndicator] = [
        .contactRatio(
            "serviceLevelOffered", "answered within the AWT / sought a human agent",
            per: "contacts that sought a human agent and whose wait ended"
        ) { KPIFraction($0.answeredWithin, over: $0.waitsEnded) },
        .contactRatio(
            "serviceLevelAnswered", "answered within the AWT / served",
            per: "contacts answered by a human agent"
        ) { KPIFraction($0.answeredWithin, over: $0.answered) },
        .contactRatio(
            "serviceLevelExcludingShortAbandons",
            "answered within the AWT / (sought a human agent - gave up within the AWT)",
            per: "contacts that sought a human agent and whose wait ended, without those that"
                + " balked or abandoned within the AWT"
        ) {
            KPIFraction($0.answeredWithin, over: $0.waitsEnded - $0.abandonedWithin - $0.balked)
        },
        .contactRatio(
            "serviceLevelCountingAbandons",
            "(answered within the AWT + gave up within the AWT) / sought a human agent",
            per: "contacts that sought a human agent and whose wait ended; those that balked gave"
                + " up within the AWT"
        ) {
            KPIFraction(
                $0.answeredWithin + $0.abandonedWithin + $0.balked, over: $0.waitsEnded)
        },
    ]
}
