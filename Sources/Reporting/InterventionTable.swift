import ContactCenterEvents
public import Projections
public import Scenarios
import Statistics

/// What levers and faults did, as text and JSON; the figures are those of `docs/kpis.md`.
public struct InterventionTable: Sendable {
    private let series: InterventionSeries
    let names: RunDescription

    /// Prepares the table of a scenario.
    ///
    /// - Parameters:
    ///   - series: What came in its replications.
    ///   - scenario: Names the levers and faults.
    public init(_ series: InterventionSeries, scenario: Scenario) {
        self.series = series
        names = scenario.description
    }

    /// Whether nothing came.
    public var isEmpty: Bool { series.kinds.isEmpty }

    /// The name of a lever or fault, and why a lever moved unless it was planned.
    func name(_ kind: Intervention.Kind) -> String {
        switch kind {
        case .lever(let number, let cause):
            let name = names.levers?[Int(number)] ?? ""
            return switch cause {
            case .planned: name
            case .ruleMet: name + " (rule met)"
            case .ruleOver: name + " (rule over)"
            }
        case .fault(let number): return names.faults?[Int(number)] ?? ""
        }
    }

    /// Two tables: what happened to contacts, and to the queue; empty when nothing came.
    public var text: String {
        isEmpty ? "" : "levers and faults\n" + contacts.text + "\n" + queue.text
    }

    /// What happened to contacts.
    var contacts: ReportTable {
        var table = ReportTable(
            [
                "lever or fault", "times", "abandoned before", "during", "after",
                "lost in voice before",
                "during", "after",
            ])
        for kind in series.kinds {
            table.rows.append([
                name(kind), cell(.occurrences, kind), cell(.abandonedBefore, kind, "share"),
                cell(.abandonedDuring, kind, "share"), cell(.abandonedAfter, kind, "share"),
                cell(.lostInVoiceBefore, kind, "share"), cell(.lostInVoiceDuring, kind, "share"),
                cell(.lostInVoiceAfter, kind, "share"),
            ])
        }
        return table
    }

    /// What happened to the queue.
    var queue: ReportTable {
        var table = ReportTable(
            [
                "lever or fault", "queue before", "peak", "overshoot ± 95 %", "back after min",
                "± 95 %", "came back", "effect after s",
            ])
        for kind in series.kinds {
            let back = series.estimate(.recoverySeconds, of: kind)?.value
            table.rows.append([
                name(kind), cell(.queueBefore, kind), cell(.queuePeak, kind),
                cell(.overshoot, kind) + " ± " + half(.overshoot, kind),
                NumberText.value(back.map { $0 / 60 }, unit: ""),
                half(.recoverySeconds, kind, over: 60), cell(.recovered, kind, "share"),
                cell(.effectSeconds, kind),
            ])
        }
        return table
    }

    private func cell(
        _ figure: InterventionSeries.Figure, _ kind: Intervention.Kind, _ unit: String = ""
    ) -> String {
        NumberText.value(series.estimate(figure, of: kind)?.value, unit: unit)
    }

    private func half(
        _ figure: InterventionSeries.Figure, _ kind: Intervention.Kind, over divisor: Double = 1
    ) -> String {
        NumberText.value(
            series.estimate(figure, of: kind)?.halfWidth().map { $0 / divisor }, unit: "")
    }

    /// One object by lever or fault with each figure's mean and half-width.
    public var json: JSONValue {
        .array(
            series.kinds.map { kind in
                var members: [(name: String, value: JSONValue)] = [("name", .string(name(kind)))]
                for figure in InterventionSeries.Figure.allCases {
                    let estimate = series.estimate(figure, of: kind)
                    members.append(
                        (
                            figure.rawValue,
                            .object([
                                ("mean", .optional(estimate?.value)),
                                ("halfWidth95", .optional(estimate?.halfWidth())),
                            ])
                        ))
                }
                return .object(members)
            })
    }
}
