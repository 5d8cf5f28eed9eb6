/// What became of needs over all their contacts; given when asked for by name.
enum Needs {
    private static let ended =
        "needs that ended: first attempts, with all calls again, after which nobody calls again"
    private static let resolved = ended + "; those whose last contact was resolved or served"

    static let all: [KeyPerformanceIndicator] = [
        ratio(
            "needResolutionRate", unit: "share",
            "needs whose last contact a voice agent resolved or a person served / needs", per: ended
        ) { KPIFraction($0.resolved, over: $0.needs) },
        ratio(
            "repeatedNeedRate", unit: "share", "needs of more than one contact / needs", per: ended
        ) { KPIFraction($0.repeated, over: $0.needs) },
        contacts("contactsPerNeedP90", permille: 900, "90 %"),
        contacts("contactsPerNeedP99", permille: 990, "99 %"),
        ratio(
            "timeToResolution", unit: "seconds",
            "time from the first arrival to the end of the contact that resolved the need / resolved"
                + " needs", per: resolved
        ) { KPIFraction(nanoseconds: $0.resolutionTime, over: $0.resolved) },
        time("timeToResolutionP50", permille: 500, "median"),
        time("timeToResolutionP90", permille: 900, "90 % quantile of the"),
        time("timeToResolutionP95", permille: 950, "95 % quantile of the"),
        ratio(
            "valuesStatedAgainPerNeed", unit: "values",
            "values that a handed-over contact states, as far as an earlier contact of the need had"
                + " stated as many / needs: those that the voice agent knew at the handoff, and those that"
                + " it lacked where a person answered and asked. What is said again within a contact, and"
                + " in one without a handoff, no event tells", per: ended
        ) { KPIFraction($0.valuesStatedAgain, over: $0.needs) },
    ]

    private static func ratio(
        _ name: String, unit: String, _ formula: String, per denominator: String,
        _ fraction: @escaping @Sendable (NeedTally) -> KPIFraction
    ) -> KeyPerformanceIndicator {
        KeyPerformanceIndicator(
            name: name, unit: unit, kind: .ratio, attribution: .need, formula: formula,
            denominator: denominator, needs: []
        ) { $0.callersNeeds.map(fraction) }
    }

    private static func contacts(
        _ name: String, permille: Int, _ share: String
    ) -> KeyPerformanceIndicator {
        KeyPerformanceIndicator(
            name: name, unit: "contacts", kind: .quantile, attribution: .need,
            formula: share + " quantile of the contacts of a need", denominator: ended, needs: []
        ) { context in
            context.callersNeeds?.contactsQuantile(permille: permille).map {
                KPIFraction(Double($0), over: 1)
            }
        }
    }

    private static func time(
        _ name: String, permille: Int, _ quantile: String
    ) -> KeyPerformanceIndicator {
        KeyPerformanceIndicator(
            name: name, unit: "seconds", kind: .quantile, attribution: .need,
            formula: quantile
                + " time from the first arrival to the end of the contact that resolved the need",
            denominator: resolved, needs: []
        ) { context in
            context.callersNeeds?.resolutionSeconds(permille: permille).map {
                KPIFraction($0, over: 1)
            }
        }
    }
}
