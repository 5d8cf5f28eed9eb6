public import Projections
public import Scenarios

/// The figures of a simulated scenario as lines of text.
public enum RunReport {
    /// Indicators of the whole center, then those of each contact type and agent group.
    ///
    /// - Parameters:
    ///   - estimates: The estimates of all scopes.
    ///   - scenario: Name of the scenario.
    ///   - replications: Replications.
    ///   - seed: Seed of the random streams.
    ///   - assumed: Inputs that nobody measured.
    /// - Returns: Lines of text without a newline at the end.
    public static func text(
        _ estimates: [KPIEstimate], scenario: String, replications: Int, seed: UInt64,
        assumed: [AssumedInput]
    ) -> String {
        var text = "\(scenario): \(replications) replications, seed \(seed)\n\n"
        var whole = TextTable(["indicator", "unit", "estimate", "± 95 %"], leftColumns: 2)
        for estimate in estimates
        where estimate.contactType == "all" && estimate.agentGroup == nil
            && estimate.interval == nil
        {
            guard estimate.mean != nil else { continue }
            whole.add([
                estimate.kpi, estimate.unit,
                NumberText.value(estimate.mean, unit: estimate.unit),
                NumberText.value(estimate.halfWidth95, unit: estimate.unit),
            ])
        }
        text += whole.text()
        text += byType(estimates)
        if !assumed.isEmpty {
            text +=
                "\n\(assumed.count) inputs are assumed, not measured: "
                + assumed.map(\.path).joined(separator: ", ") + "\n"
        }
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    private static let shown = [
        "offered", "abandonmentRate", "meanWait", "serviceLevelOffered", "handlingTime",
        "occupancy",
    ]

    private static func byType(_ estimates: [KPIEstimate]) -> String {
        var names: [String] = []
        for estimate in estimates where estimate.interval == nil {
            let name = estimate.agentGroup ?? estimate.contactType
            if name != "all", !names.contains(name) { names.append(name) }
        }
        guard names.count > 2 else { return "" }
        var table = TextTable(["type or group"] + shown)
        for name in names {
            table.add(
                [name]
                    + shown.map { kpi in
                        let found = estimates.first {
                            $0.kpi == kpi && $0.interval == nil
                                && ($0.agentGroup ?? $0.contactType) == name
                        }
                        return NumberText.value(found?.mean, unit: found?.unit ?? "")
                    })
        }
        return "\n" + table.text()
    }
}
