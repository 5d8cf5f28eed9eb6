/// What becomes of contacts in the end, where voice agents take some of them first.
enum Journeys {
    private static let sessions = "voice-agent sessions that ended"
    private static let handoffs =
        "handoffs whose context is known (voice agents that run a dialogue)"

    static let all: [KeyPerformanceIndicator] = containment + understanding + handoff + effort

    private static let containment: [KeyPerformanceIndicator] = [
        .journeyRatio(
            "containedWithoutReturnRate",
            "sessions ended by the voice agent whose caller did not come back / sessions: what a"
                + " center sees of containment that does not know whether the action was right",
            per: sessions
        ) { KPIFraction($0.contained - $0.returnsAfterContained, over: $0.sessions) },
        .journeyRatio(
            "trueContainmentRate",
            "sessions ended by the voice agent, every wish served and every action right, whose"
                + " caller did not come back / sessions (containmentRate less this is contained in"
                + " appearance only)",
            per: sessions
        ) { KPIFraction($0.resolved - $0.returnsAfterResolved, over: $0.sessions) },
        .journeyRatio(
            "returnAfterContainedRate",
            "callers who came back / sessions ended by the voice agent",
            per: "sessions ended by the voice agent, rightly or not"
        ) { KPIFraction($0.returnsAfterContained, over: $0.contained) },
        .journeyRatio(
            "stoppedSessionRate",
            "sessions stopped by a guard of the dialogue / sessions: neither contained nor escalated",
            per: sessions
        ) { KPIFraction($0.stopped, over: $0.sessions) },
        .journeyRatio(
            "cutOffSessionRate", "sessions that a fault cut off / sessions", per: sessions
        ) { KPIFraction($0.cutOff, over: $0.sessions) },
        .journeyRatio(
            "firstContactResolutionRate",
            "first attempts that a voice agent resolved or a human agent served, and whose caller did"
                + " not come back / first attempts",
            per: "contacts that were their caller's first attempt and ended"
        ) { KPIFraction($0.firstResolved - $0.firstReturned, over: $0.firstContacts) },
        .journeyRatio(
            "contactsPerNeed", unit: "contacts", "contacts / first attempts",
            per: "contacts that were their caller's first attempt and ended"
        ) { KPIFraction($0.contacts, over: $0.firstContacts) },
    ]

    private static let understanding: [KeyPerformanceIndicator] = [
        .journeyRatio(
            "wrongActionsPer10000", unit: "actions",
            "10 000 x wrong actions / sessions (a tool called for a wish that the caller does not"
                + " have or with a wrong value; at fidelity surrogate a wrong turn that was accepted)",
            per: sessions
        ) { KPIFraction(Self.tenThousand * Double($0.wrongActions), over: Double($0.sessions)) },
        .journeyRatio(
            "recoveryRate",
            "sessions that ended resolved after a turn that was rejected or wrongly understood /"
                + " sessions with such a turn",
            per: "sessions with a turn that was rejected or wrongly understood"
        ) { KPIFraction($0.recoveredSessions, over: $0.troubledSessions) },
        .journeyRatio(
            "repairsPerSession", unit: "repairs",
            "repair patterns entered / sessions (without those of every sound call: greeting,"
                + " completed, goodbye, follow-up, noted)",
            per: sessions
        ) { KPIFraction($0.repairs, over: $0.sessions) },
        .journeyRatio(
            "toolFailureRate",
            "failures of tools that the dialogue had to deal with / calls of tools",
            per: "calls of tools"
        ) { KPIFraction($0.toolFailures, over: $0.toolCalls) },
        .journeyRatio(
            "wrongToolCallRate",
            "tools called for a wish that the caller does not have or with a wrong value / calls",
            per: "calls of tools"
        ) { KPIFraction($0.wrongToolCalls, over: $0.toolCalls) },
        .journeyRatio(
            "verifiedSessionRate", "sessions in which the caller passed a check / sessions",
            per: sessions
        ) { KPIFraction($0.verifiedSessions, over: $0.sessions) },
        .journeyRatio(
            "verificationFailureRate", "checks of who the caller is that were not passed / checks",
            per: "checks of who the caller is"
        ) { KPIFraction($0.failedVerifications, over: $0.verifications) },
    ]

    private static let tenThousand = 10_000.0

    private static let handoff: [KeyPerformanceIndicator] = [
        .journeyRatio(
            "completeHandoffRate", "handoffs that lack no value / handoffs", per: handoffs
        ) { KPIFraction($0.completeHandoffs, over: $0.handoffs) },
        .journeyRatio(
            "handoffValuesKnownRate", "values handed over rightly / values that the wishes need",
            per: "values that the callers' wishes need, of " + handoffs
        ) { KPIFraction($0.valuesKnown, over: $0.valuesKnown + $0.valuesMissing) },
        .journeyRatio(
            "verifiedHandoffRate",
            "handoffs of callers who are verified as far as the wish needs / handoffs",
            per: handoffs
        ) { KPIFraction($0.verifiedHandoffs, over: $0.handoffs) },
        .journeyRatio(
            "misroutedHandoffRate",
            "contacts that the human agent who took them over passed on / contacts taken over",
            per: "contacts answered by a human agent after a handoff"
        ) { KPIFraction($0.passedOnAfterHandoff, over: $0.answeredAfterHandoff) },
        KeyPerformanceIndicator(
            name: "reaskedSecondsPerHandoff", unit: "seconds", kind: .ratio, attribution: .journey,
            formula:
                "(missing values x perMissingValue + unverified callers x unverified) / handoffs,"
                + " the times being the scenario's",
            denominator: handoffs + "; no value without the scenario's times", needs: []
        ) { context in
            context.reaskedSeconds.map { KPIFraction($0, over: Double(context.journeys.handoffs)) }
        },
        .journeyRatio(
            "talkTimeAfterHandoff", unit: "seconds",
            "conversations with human agents after a handoff / contacts served so",
            per: "contacts served by human agents after a handoff, of recorded duration"
        ) { KPIFraction(nanoseconds: $0.talkAfterHandoff, over: $0.servedAfterHandoff) },
        .journeyRatio(
            "talkTimeDirect", unit: "seconds",
            "conversations with human agents without a handoff / contacts served so",
            per: "contacts served by human agents without a handoff, of recorded duration"
        ) { KPIFraction(nanoseconds: $0.talkDirect, over: $0.servedDirect) },
    ]

    private static let effort: [KeyPerformanceIndicator] = [
        .journeyRatio(
            "effortScore", unit: "points",
            "(minutes in queues + turns / 5 + turns rejected or wrongly understood + 2 x contacts that"
                + " are not the first + 3 x contacts that ended unserved) / contacts; the weights are"
                + " a choice, the score a stand-in for a satisfaction that no event tells",
            per: "contacts that ended"
        ) { KPIFraction($0.effort, over: Double($0.contacts)) }
    ]

    /// What a pool has beside: indicators of contacts, formed from its own journeys.
    ///
    /// Name, unit, formula and denominator are those of the registry; both scopes count a session when
    /// it ends.
    static let ofPools: [KeyPerformanceIndicator] = poolFractions.compactMap { name, fraction in
        KeyPerformanceIndicators.named(name)?.ofJourneys(fraction)
    }

    private static let poolFractions: [(String, @Sendable (JourneyTally) -> KPIFraction)] = [
        ("containmentRate", { KPIFraction($0.contained, over: $0.sessions) }),
        ("resolutionRate", { KPIFraction($0.resolved, over: $0.sessions) }),
        ("falseContainmentRate", { KPIFraction($0.falselyContained, over: $0.sessions) }),
        ("escalationRate", { KPIFraction($0.escalated, over: $0.sessions) }),
        ("abandonedInVoiceAgent", { KPIFraction($0.hungUp, over: $0.sessions) }),
        ("turnDefectRate", { KPIFraction($0.wrongTurns, over: $0.turns) }),
        ("wrongActionRate", { KPIFraction($0.wrongAcceptedTurns, over: $0.turns) }),
    ]
}
