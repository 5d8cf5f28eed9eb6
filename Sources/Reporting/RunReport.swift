public import Projections
public import Scenarios

/// The figures of a simulated scenario as lines of text.
public enum RunReport {
    /// Indicators of the whole center, then those of each contact type, agent group, segment and
    /// interval.
    ///
    /// - Parameters:
    ///   - estimates: The estimates of all scopes.
    ///   - scenario: Name of the scenario.
    ///   - replications: Replications.
    ///   - antithetic: Whether they come in antithetic pairs.
    ///   - seed: Seed of the random streams.
    ///   - assumed: Inputs that nobody measured.
    ///   - intervals: Names of the reporting intervals by number; one without a name has no row, and
    ///     neither has one in which nothing happened.
    ///   - voice: What was set for voice agents, and the contacts to look at.
    ///   - interventions: The table of levers and faults; empty without any.
    /// - Returns: Lines of text without a newline at the end.
    public static func text(
        _ estimates: [KPIEstimate], scenario: String, replications: Int, antithetic: Bool = false,
        seed: UInt64, assumed: [AssumedInput], intervals: [String] = [],
        voice: VoiceReport = VoiceReport(), interventions: String = ""
    ) -> String {
        let pairs = antithetic ? " in \(replications / 2) antithetic pairs" : ""
        let counted = NumberText.counted(replications, "replication")
        var text = "\(scenario): \(counted)\(pairs), seed \(seed)\n\n"
        var whole = TextTable(["indicator", "unit", "estimate", "± 95 %"], leftColumns: 2)
        for estimate in estimates
        where estimate.contactType == "all" && estimate.agentGroup == nil
            && estimate.segment == nil && estimate.interval == nil && estimate.voicePool == nil
            && !VoiceReport.isOfJourneys(estimate.kpi)
        {
            guard estimate.mean != nil else { continue }
            whole.add([
                estimate.kpi, estimate.unit,
                NumberText.value(estimate.mean, unit: estimate.unit),
                NumberText.value(estimate.halfWidth95, unit: estimate.unit),
            ])
        }
        text += whole.text()
        text += voice.text(estimates)
        text += interventions.isEmpty ? "" : "\n" + interventions
        text += byType(estimates) + bySegment(estimates) + byInterval(estimates, intervals)
        return ended(text, assumed)
    }

    /// A report with its last line about assumed inputs, without a newline at the end.
    static func ended(_ report: String, _ assumed: [AssumedInput]) -> String {
        var text = report
        if !assumed.isEmpty {
            let more = assumed.count - assumedShown
            text +=
                "\n\(assumed.count) inputs are assumed"
                + (assumed.contains { $0.comment.contains("estimated") }
                    ? " or estimated: " : ", not measured: ")
                + mostGeneral(assumed).joined(separator: ", ")
                + (more > 0 ? ", and \(more) more; --json lists all" : "") + "\n"
        }
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    /// The paths of the assumed inputs that reach furthest: fewest keys first, then as in the file.
    private static func mostGeneral(_ assumed: [AssumedInput]) -> [String] {
        let depths = assumed.map { input in input.path.count { $0 == "." } }
        return assumed.indices.sorted { (depths[$0], $0) < (depths[$1], $1) }
            .prefix(assumedShown).map { assumed[$0].path }
    }

    /// Most assumed inputs that a line of text names: it still fits a screen.
    private static let assumedShown = 8

    private static let shown = [
        "offered", "abandonmentRate", "meanWait", "serviceLevelOffered", "handlingTime",
        "occupancy",
    ]

    /// The usual columns, or those that there are when only some indicators were kept.
    private static func columns(_ estimates: [KPIEstimate]) -> [String] {
        var present: [String] = []
        for estimate in estimates where !present.contains(estimate.kpi) {
            present.append(estimate.kpi)
        }
        return shown.allSatisfy(present.contains) ? shown : present
    }

    /// A table of contact types and agent groups, where there are several of either.
    static func byType(_ estimates: [KPIEstimate]) -> String {
        let parts = estimates.filter {
            $0.interval == nil && $0.segment == nil && $0.voicePool == nil
                && ($0.agentGroup ?? $0.contactType) != "all"
        }
        var names: [String] = []
        for estimate in parts {
            let name = estimate.agentGroup ?? estimate.contactType
            if !names.contains(name) { names.append(name) }
        }
        guard names.count > 2 else { return "" }
        let columns = columns(parts)
        var table = TextTable(["type or group"] + columns)
        for name in names {
            table.add(
                [name] + cells(parts, columns) { ($0.agentGroup ?? $0.contactType) == name })
        }
        return "\n" + table.text()
    }

    /// A table of segments; empty without any.
    ///
    /// Its columns are those of the whole center that some segment has.
    static func bySegment(_ estimates: [KPIEstimate]) -> String {
        let parts = estimates.filter { $0.interval == nil && $0.segment != nil }
        var names: [String] = []
        for case let name? in parts.map(\.segment) where !names.contains(name) {
            names.append(name)
        }
        guard !names.isEmpty else { return "" }
        let columns = columns(estimates).filter { kpi in parts.contains { $0.kpi == kpi } }
        var table = TextTable(["segment"] + columns)
        for name in names {
            table.add([name] + cells(parts, columns) { $0.segment == name })
        }
        return "\n" + table.text()
    }

    /// What an estimate is restricted to beside an interval.
    private static func scopeName(_ estimate: KPIEstimate) -> String {
        estimate.segment ?? estimate.agentGroup ?? estimate.contactType
    }

    private static func byInterval(_ estimates: [KPIEstimate], _ intervals: [String]) -> String {
        let parts = estimates.filter { $0.interval != nil }
        guard !parts.isEmpty, !intervals.isEmpty else { return "" }
        let columns = columns(parts)
        let hasSegments = parts.contains { $0.segment != nil }
        let scope = hasSegments ? "type, group or segment" : "type or group"
        var table = TextTable(["interval", scope] + columns, leftColumns: 2)
        for (number, name) in intervals.enumerated() {
            let row = parts.filter { $0.interval == number }
            var scopes: [String] = []
            for estimate in row {
                let scope = scopeName(estimate)
                if !scopes.contains(scope) { scopes.append(scope) }
            }
            for scope in scopes {
                let figures = row.filter { scopeName($0) == scope }
                guard figures.contains(where: { ($0.mean ?? 0) != 0 }) else { continue }
                table.add([name, scope] + cells(figures, columns) { _ in true })
            }
        }
        return "\n" + table.text()
    }

    private static func cells(
        _ estimates: [KPIEstimate], _ columns: [String], of isWanted: (KPIEstimate) -> Bool
    ) -> [String] {
        columns.map { kpi in
            let found = estimates.first { $0.kpi == kpi && isWanted($0) }
            return NumberText.value(found?.mean, unit: found?.unit ?? "")
        }
    }
}
