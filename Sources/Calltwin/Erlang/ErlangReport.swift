import Foundation
import QueueingTheory
import Reporting

/// One measure of the answer, the same for the table and for JSON.
struct ErlangMeasure {
    enum Unit { case share, seconds, contacts, erlangs }

    /// Name in JSON.
    let key: String
    /// Name in the table.
    let label: String
    let unit: Unit
    let value: Double?

    var cell: String {
        guard let value else { return "-" }
        return switch unit {
        case .share: NumberText.visiblePercent(value)
        case .seconds: NumberText.visibleSeconds(value)
        case .contacts: NumberText.printed(value)
        case .erlangs: NumberText.printed(value)
        }
    }
}

/// What a model says for one number of agents.
struct ErlangColumn {
    let agents: Int
    let measures: [ErlangMeasure]

    init(
        agents: Int, traffic: Traffic, model: StaffingModel, threshold: Double
    ) throws(TheoryError) {
        self.agents = agents
        switch model {
        case .erlangB:
            let answer = try ErlangB(offeredLoad: traffic.offeredLoad, agents: agents)
            measures = [
                ErlangMeasure(
                    key: "blockingProbability", label: "blocked", unit: .share,
                    value: answer.blocking),
                ErlangMeasure(
                    key: "carriedLoadErlangs", label: "carried load (erlangs)", unit: .erlangs,
                    value: answer.carriedLoad),
                ErlangMeasure(
                    key: "occupancy", label: "occupancy", unit: .share, value: answer.occupancy),
            ]
        case .erlangC:
            measures = Self.patient(
                try ErlangC(traffic: traffic, agents: agents), threshold: threshold)
        case .impatient(let law):
            let queue = try ImpatientQueue(traffic: traffic, agents: agents, patience: law)
            measures = Self.impatient(try queue.performance(thresholds: [threshold]))
        }
    }

    private static func patient(_ answer: ErlangC, threshold: Double) -> [ErlangMeasure] {
        let time = NumberText.plain(threshold)
        return [
            ErlangMeasure(
                key: "occupancy", label: "occupancy", unit: .share, value: answer.occupancy),
            ErlangMeasure(
                key: "delayProbability", label: "have to wait", unit: .share,
                value: answer.delayProbability),
            ErlangMeasure(
                key: "serviceLevelOffered", label: "served within \(time) s", unit: .share,
                value: answer.serviceLevel(within: threshold)),
            ErlangMeasure(
                key: "meanWait", label: "mean wait of all", unit: .seconds,
                value: answer.meanWait),
            ErlangMeasure(
                key: "meanWaitQueued", label: "mean wait of those who wait", unit: .seconds,
                value: answer.meanWaitOfDelayed),
            ErlangMeasure(
                key: "waitP50", label: "half wait at most", unit: .seconds,
                value: answer.waitQuantile(0.5)),
            ErlangMeasure(
                key: "waitP90", label: "90 % wait at most", unit: .seconds,
                value: answer.waitQuantile(0.9)),
            ErlangMeasure(
                key: "waitP95", label: "95 % wait at most", unit: .seconds,
                value: answer.waitQuantile(0.95)),
            ErlangMeasure(
                key: "waitP99", label: "99 % wait at most", unit: .seconds,
                value: answer.waitQuantile(0.99)),
            ErlangMeasure(
                key: "meanQueueLength", label: "mean number waiting", unit: .contacts,
                value: answer.meanQueueLength),
        ]
    }

    private static func impatient(_ answer: ImpatientQueue.Performance) -> [ErlangMeasure] {
        let level = answer.thresholds[0]
        let time = NumberText.plain(level.seconds)
        return [
            ErlangMeasure(
                key: "occupancy", label: "occupancy", unit: .share, value: answer.occupancy),
            ErlangMeasure(
                key: "delayProbability", label: "have to wait", unit: .share,
                value: answer.delayProbability),
            ErlangMeasure(
                key: "abandonmentRate", label: "give up", unit: .share,
                value: answer.abandonment),
            ErlangMeasure(
                key: "serviceLevelOffered", label: "served within \(time) s, of offered",
                unit: .share, value: level.servedWithin),
            ErlangMeasure(
                key: "serviceLevelAnswered", label: "served within \(time) s, of answered",
                unit: .share, value: level.servedWithinOfServed),
            ErlangMeasure(
                key: "serviceLevelExcludingShortAbandons",
                label: "served within \(time) s, excluding short abandons", unit: .share,
                value: level.servedWithinExcludingShortAbandons),
            ErlangMeasure(
                key: "meanWait", label: "mean wait of all", unit: .seconds,
                value: answer.meanWait),
            ErlangMeasure(
                key: "speedOfAnswer", label: "mean wait of answered (ASA)", unit: .seconds,
                value: answer.meanWaitOfServed),
            ErlangMeasure(
                key: "meanWaitOfAbandoned", label: "mean wait of those who give up",
                unit: .seconds, value: answer.meanWaitOfAbandoned),
            ErlangMeasure(
                key: "meanQueueLength", label: "mean number waiting", unit: .contacts,
                value: answer.meanQueueLength),
        ]
    }
}

/// The whole answer: what was asked, and one column for each number of agents.
struct ErlangReport {
    let modelName: String
    let question: String
    let traffic: Traffic
    let hasHandlingTime: Bool
    let patience: PatienceText?
    let threshold: Double?
    let shrinkage: Double?
    let target: TargetText?
    /// The staffing asked for or found.
    let agents: Int
    /// One fewer, where it has an answer, then the staffing itself.
    let columns: [ErlangColumn]

    /// Heads to pay: present agents over (1 - shrinkage), not rounded.
    private func paid(_ agents: Int) -> Double? { shrinkage.map { Double(agents) / (1 - $0) } }

    /// Rounded up, but 42 / 0.7 is 60 heads, not the 61 that binary rounding would make of it.
    private static func wholeHeads(_ paid: Double) -> String {
        NumberText.plain((paid * (1 - 1e-12)).rounded(.up))
    }

    /// The table for people.
    func lines(on terminal: Terminal) -> [String] {
        var lines = [terminal.bold(question)]
        if let target {
            lines.append(
                "Least staffing for \(target.description): \(agents) agent\(agents == 1 ? "" : "s")"
            )
            if columns.count == 1, agents > 1 {
                lines.append(
                    "With \(agents - 1) agent\(agents == 2 ? "" : "s") the queue grows without end."
                )
            }
        }
        lines.append("")
        var table = TextTable()
        table.add(["agents"] + columns.map { "\($0.agents)" })
        if let shrinkage {
            let label = "paid heads at \(NumberText.plain(shrinkage * 100)) % shrinkage"
            table.add(
                [label]
                    + columns.map { column in
                        paid(column.agents).map(Self.wholeHeads) ?? "-"
                    })
        }
        table.add(
            ["offered load (erlangs)"]
                + columns.map { _ in NumberText.printed(traffic.offeredLoad) })
        for index in columns[0].measures.indices {
            table.add(
                [columns[0].measures[index].label] + columns.map { $0.measures[index].cell })
        }
        return lines + table.lines()
    }

    /// The answer for programs: schema `calltwin.erlang/1`, times in seconds, shares as fractions.
    var json: JSONValue {
        let input: [(name: String, value: JSONValue)] = [
            (
                "arrivalsPerHour",
                hasHandlingTime ? .number(traffic.arrivalsPerHour) : .null
            ),
            ("meanHandlingSeconds", hasHandlingTime ? .number(traffic.meanHandlingSeconds) : .null),
            ("offeredLoadErlangs", .number(traffic.offeredLoad)),
            ("patience", patience.map { .string($0.description) } ?? .null),
            ("thresholdSeconds", .optional(threshold)),
            ("shrinkage", .optional(shrinkage)),
            ("target", target?.json ?? .null),
        ]
        let results = columns.map { column -> JSONValue in
            var members: [(name: String, value: JSONValue)] = [("agents", .integer(column.agents))]
            if shrinkage != nil { members.append(("paidHeads", .optional(paid(column.agents)))) }
            members += column.measures.map { ($0.key, .optional($0.value)) }
            return .object(members)
        }
        return .object([
            ("schema", .string("calltwin.erlang/1")),
            ("model", .string(modelName)),
            ("input", .object(input)),
            ("agents", .integer(agents)),
            ("results", .array(results)),
        ])
    }
}
