public import ContactCenterEvents
public import Projections
import TwinPrimitives

/// What a replayed log says: figures of the center, its contact types, its days or intervals.
///
/// Every value is one of the registry of indicators or a counter of the tally.
public struct ReplayReport: Sendable {
    private let description: RunDescription
    private let tally: CenterTally
    private let segmentRows: [KPIRow]
    private let voice: VoiceReport
    private let selection: KPISelection
    private let clock: CivilClock

    /// Prepares a report.
    ///
    /// - Parameters:
    ///   - description: Names and calendar of the log.
    ///   - tally: What the fold counted; with intervals kept apart, they get a table.
    ///   - segments: The values of the log's segments, which may need other intervals.
    ///   - voice: What is to be told of voice agents.
    ///   - selection: The indicators that are told; all give the usual tables.
    public init(
        _ description: RunDescription, _ tally: CenterTally, segments: [KPIRow] = [],
        voice: VoiceReport = VoiceReport(), _ selection: KPISelection = .all
    ) {
        self.selection = selection
        self.voice = voice
        self.description = description
        self.tally = tally
        segmentRows = segments
        clock = CivilClock(description)
    }

    /// The report for a terminal.
    public var text: String {
        guard selection.isAll else { return chosen }
        var text = summary + "\n" + types + segments
        text += voice.text(tally.journeyRows(names: description).map { KPIEstimate($0) })
        if !tally.intervals.isEmpty { text += "\n" + intervals }
        if let responses = tally.responses {
            text +=
                "\n" + ResponseReport(responses, names: description, replications: 1).text + "\n"
        }
        return text
    }

    /// The figures of the whole center, a line each.
    public var summary: String {
        let all = tally.allContacts
        let value = values(.all)
        var lines = FigureLines()
        func line(_ name: String, _ number: String, _ note: String = "") {
            lines.add(name, number, note)
        }
        line("calls", whole(all.arrived))
        if all.menuHangups > 0 { line("hung up in the menu", whole(all.menuHangups)) }
        if all.blocked > 0 { line("blocked", whole(all.blocked)) }
        line("sought service", whole(all.soughtHuman), "from a human agent")
        line("queued", whole(all.queued), percent("delayProbability", value, ofSought))
        line(
            "abandoned", whole(all.abandoned),
            percent("abandonmentRate", value, ofSought)
                + percent("abandonmentRateOfQueued", value, ", ", " of those who queued"))
        if all.balked > 0 { line("balked", whole(all.balked)) }
        line("served", whole(all.answered))
        line(
            "mean wait", seconds("meanWait", value),
            "queued \(seconds("meanWaitQueued", value))")
        let threshold = NumberText.fixed(description.serviceLevelSeconds, 0)
        line(
            "answered within \(threshold) s",
            NumberText.value(value["serviceLevelOffered"], unit: "share"),
            String(ofSought.dropFirst()))
        line(
            "service", seconds("handlingTime", value),
            "mean over the \(whole(all.ended)) calls that have one, median "
                + number(value["handlingTimeMedian"], 0) + " s")
        if let occupancy = value["occupancy"] {
            line("occupancy", NumberText.percent(occupancy))
        }
        for (name, words) in Self.voiceAgentLines where all.sessionsStarted > 0 {
            line(words, NumberText.value(value[name], unit: "share"))
        }
        if tally.stillInside > 0 { line("still inside at the end", whole(tally.stillInside)) }
        if tally.ignoredEvents > 0 {
            line("events ignored", whole(tally.ignoredEvents), "do not fit the rest")
        }
        return lines.text
    }

    private static let voiceAgentLines = [
        ("containmentRate", "contained by voice agents"),
        ("falseContainmentRate", "of these wrongly"),
        ("escalationRate", "escalated"),
        ("abandonedInVoiceAgent", "hung up in a session"),
    ]

    /// Every indicator as `calltwin.kpis/1`, the intervals too if they were kept apart.
    ///
    /// - Parameters:
    ///   - runID: Identity of the log.
    ///   - seed: Seed of the run; 0 for a recorded log.
    /// - Returns: The object.
    public func json(runID: String, seed: UInt64) -> JSONValue {
        let estimates =
            (rows(by: [.type, .group, .interval])
            + segmentRows).map { KPIEstimate($0) }
        return .object(
            ResultJSON.kpis(
                estimates, scenario: description.name, runID: runID, seed: seed, replications: 1,
                stillInside: tally.stillInside) + voice.members(estimates))
    }

    /// The figures of each contact type, a row each.
    public var types: String {
        rows(
            head: "type",
            description.contactTypes.indices.map { number in
                (description.contactTypes[number], KPIScope(contactType: number))
            })
    }

    /// The figures of each segment in the layout of a simulated run, a row each; empty without any.
    public var segments: String {
        RunReport.bySegment(
            (tally.kpiRows(.all, names: description) + segmentRows).map { KPIEstimate($0) })
    }

    /// The figures of each interval in which a contact arrived, a row each.
    public var intervals: String {
        rows(head: intervalHead, filledIntervals)
    }

    private var hasWholeDays: Bool {
        tally.configuration.interval.nanoseconds == 86_400_000_000_000
    }

    private var intervalHead: String { hasWholeDays ? "day" : "from" }

    /// Names and scopes of the intervals in which a contact arrived.
    private var filledIntervals: [(String, KPIScope)] {
        tally.intervals.indices.compactMap { number in
            guard tally.intervals[number].contacts.contains(where: { $0.arrived > 0 }) else {
                return nil
            }
            let start = max(tally.configuration.intervalStart(number), .zero)
            return (
                hasWholeDays ? clock.day(start) : clock.text(start), KPIScope(interval: number)
            )
        }
    }

    private func rows(by breakdown: KPIBreakdown) -> [KPIRow] {
        tally.kpiRows(names: description, selection, by: breakdown)
    }

    /// Names of chosen indicators that the log has no row for.
    public var absent: [String] {
        guard !selection.isAll else { return [] }
        let found = Set(rows(by: .all).map(\.kpi))
        return selection.indicators.map(\.name).filter { !found.contains($0) }
    }

    /// The chosen indicators of the center, of its segments and of its voice agents, a line each;
    /// then a row for each day or interval.
    private var chosen: String {
        var table = TextTable(["indicator", "of", "unit", "value"], leftColumns: 3)
        for row in rows(by: []) + segmentRows {
            table.add([
                row.kpi, row.voicePool ?? row.segment ?? "all", row.unit,
                NumberText.value(row.value, unit: row.unit),
            ])
        }
        guard !tally.intervals.isEmpty else { return table.text() }
        // Some indicators belong to no interval; those that do have a row in each.
        let spans = filledIntervals.map { name, scope in
            (name: name, rows: tally.kpiRows(scope, names: description, selection))
        }
        var intervals = TextTable([intervalHead] + (spans.first?.rows.map(\.kpi) ?? []))
        for span in spans {
            intervals.add(
                [span.name] + span.rows.map { NumberText.value($0.value, unit: $0.unit) })
        }
        return table.text() + "\n" + intervals.text()
    }

    private func rows(head: String, _ scopes: [(String, KPIScope)]) -> String {
        let threshold = NumberText.fixed(description.serviceLevelSeconds, 0)
        var table = TextTable([
            head, "calls", "menu hang-ups", "served", "abandoned", "P(abandon)", "mean wait s",
            "within \(threshold) s", "mean service s",
        ])
        for (name, scope) in scopes {
            let value = values(scope)
            table.add(
                [name]
                    + ["offered", "menuHangups", "served", "abandoned"].map {
                        whole(Int64(value[$0] ?? 0))
                    } + [
                        number(value["abandonmentRate"], 3),
                        number(value["meanWait"], 1),
                        number(value["serviceLevelOffered"], 3),
                        number(value["handlingTime"], 1),
                    ])
        }
        return table.text()
    }

    private func whole(_ count: Int64) -> String { NumberText.grouped(Int(count)) }

    private func number(_ value: Double?, _ digits: Int) -> String {
        value.map { NumberText.fixed($0, digits) } ?? "-"
    }

    private func values(_ scope: KPIScope) -> [String: Double] {
        var values: [String: Double] = [:]
        for row in tally.kpiRows(scope, names: description, selection) {
            values[row.kpi] = row.value
        }
        return values
    }

    private func seconds(_ name: String, _ value: [String: Double]) -> String {
        number(value[name], 2) + " s"
    }

    private var ofSought: String { " of those who sought service" }

    private func percent(
        _ name: String, _ value: [String: Double], _ before: String, _ after: String
    ) -> String {
        before + NumberText.value(value[name], unit: "share") + after
    }

    private func percent(_ name: String, _ value: [String: Double], _ after: String) -> String {
        percent(name, value, "", after)
    }
}
