public import Projections

/// The figures of a run as one self-contained page: no script, no request to anywhere.
public enum RunPage {
    /// The page.
    ///
    /// - Parameters:
    ///   - estimates: The estimates of all scopes.
    ///   - scenario: Name of the scenario.
    ///   - replications: Replications.
    ///   - seed: Seed of the random streams.
    ///   - voice: What is to be told of voice agents.
    ///   - causes: What failed sessions failed by first: cause, sessions, share, interval, goals and
    ///     contacts.
    ///   - responses: How fast voice agents answered; nil where no turn passes through stages.
    ///   - interventions: What levers and faults did; nil without any.
    ///   - timeline: The first replication over time; nil leaves it out.
    /// - Returns: HTML with its style inside.
    public static func html(
        _ estimates: [KPIEstimate], scenario: String, replications: Int, seed: UInt64,
        voice: VoiceReport, causes: [[String]] = [], responses: ResponseReport? = nil,
        interventions: InterventionTable? = nil, timeline: CenterTimeline? = nil
    ) -> String {
        var body =
            "<p class=\"lead\">\(NumberText.counted(replications, "replication")), seed \(seed); intervals are 95 %"
            + " Student-t intervals.</p>\n"
        let whole = estimates.filter {
            $0.contactType == "all" && $0.agentGroup == nil && $0.segment == nil
                && $0.interval == nil && $0.voicePool == nil && $0.mean != nil
        }
        body += section(
            "The center", "", ["indicator", "unit", "estimate", "± 95 %"], left: 2,
            whole.map { [$0.kpi, $0.unit, value($0.mean, $0), value($0.halfWidth95, $0)] })
        for pool in voice.pools {
            let rows = estimates.filter { $0.voicePool == pool && $0.mean != nil }
            body += section(
                "Voice agents: " + pool, "", ["indicator", "unit", "estimate", "± 95 %"], left: 2,
                rows.map { [$0.kpi, $0.unit, value($0.mean, $0), value($0.halfWidth95, $0)] })
        }
        body += section(
            "Turns wrongly understood", "As set in the scenario, and as measured in the run.",
            ["pool", "set", "measured", "± 95 %", "met by"], left: 1,
            voice.setRates.map { rate in
                let measured = VoiceReport.measured(rate, estimates)
                return [
                    rate.pool, NumberText.percent(rate.rate, 2),
                    NumberText.value(measured?.mean, unit: "share"),
                    NumberText.value(measured?.halfWidth95, unit: "share"), rate.means,
                ]
            })
        body += voice.populationSentences(estimates).map { HTMLPage.section("Callers", $0, "") }
            .joined()
        body += interventions?.sections(timeline) ?? ""
        body += responses?.sections ?? ""
        body += section(
            "What failed sessions failed by first",
            "A sample of the first replication, each held again with one thing after another put"
                + " right; the first that cures it names the cause.",
            ["cause", "sessions", "share", "95 % interval", "goals", "such as"], left: 1, causes)
        return HTMLPage.html(title: "Run: " + scenario, body: body + frictions(voice))
    }

    private static func frictions(_ voice: VoiceReport) -> String {
        guard let journeys = voice.journeys else { return "" }
        let note =
            "Of the first replication; numbers of contacts are those of its log, so that each can be"
            + " followed with calltwin log show."
        func rows(_ isWanted: (FrictionKind) -> Bool) -> [[String]] {
            journeys.frictions.filter { isWanted($0.kind) }.map { friction in
                [
                    voice.name(of: friction.kind), NumberText.grouped(Int(friction.count)),
                    friction.contacts.map { String($0) }.joined(separator: " "),
                ]
            }
        }
        let header = ["what", "contacts", "such as"]
        return section("Why contacts went to a person", note, header, left: 1, rows(isTransfer))
            + section("Friction", note, header, left: 1, rows { !isTransfer($0) && !isReturn($0) })
            + section("Callers who came back", note, header, left: 1, rows(isReturn))
    }

    private static func isTransfer(_ kind: FrictionKind) -> Bool {
        if case .fallback = kind { true } else { false }
    }

    private static func isReturn(_ kind: FrictionKind) -> Bool { kind == .cameBack }

    private static func value(_ number: Double?, _ estimate: KPIEstimate) -> String {
        NumberText.value(number, unit: estimate.unit)
    }

    private static func section(
        _ title: String, _ note: String, _ header: [String], left: Int, _ rows: [[String]]
    ) -> String {
        HTMLPage.section(title, note, HTMLTable(header, leftColumns: left, rows: rows))
    }
}
