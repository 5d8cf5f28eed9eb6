import ContactCenterEvents
public import Projections
public import Scenarios
import Statistics

/// What levers and faults did, as text and JSON; the figures are those of `docs/kpis.md`.
public struct InterventionTable: Sendable {
    private let series: InterventionSeries
    private let levers: [String]
    private let faults: [String]

    /// Prepares the table of a scenario.
    ///
    /// - Parameters:
    ///   - series: What came in its replications.
    ///   - scenario: Names the levers and faults.
    public init(_ series: InterventionSeries, scenario: Scenario) {
        self.series = series
        levers = scenario.description.levers ?? []
        faults = scenario.description.faults ?? []
    }

    /// Whether nothing came.
    public var isEmpty: Bool { series.kinds.isEmpty }

    /// The name of a lever or fault, and why a lever moved unless it was planned.
    private func name(_ kind: Intervention.Kind) -> String {
        switch kind {
        case .lever(let number, let cause):
            let name = levers[Int(number)]
            return switch cause {
            case .planned: name
            case .ruleMet: name + " (rule met)"
            case .ruleOver: name + " (rule over)"
            }
        case .fault(let number): return faults[Int(number)]
        }
    }

    /// Two tables: what happened to contacts, and to the queue; empty when nothing came.
    public var text: String {
        guard !isEmpty else { return "" }
        var contacts = TextTable(
            [
                "lever or fault", "times", "abandoned before", "during", "after",
                "lost in voice before",
                "during", "after",
            ])
        var queue = TextTable(
            [
                "lever or fault", "queue before", "peak", "overshoot ± 95 %", "back after min",
                "± 95 %", "came back", "effect after s",
            ])
        for kind in series.kinds {
            func cell(_ figure: InterventionSeries.Figure, _ unit: String = "") -> String {
                NumberText.value(series.estimate(figure, of: kind)?.value, unit: unit)
            }
            func half(_ figure: InterventionSeries.Figure, over divisor: Double = 1) -> String {
                NumberText.value(
                    series.estimate(figure, of: kind)?.halfWidth().map { $0 / divisor }, unit: "")
            }
            contacts.add([
                name(kind), cell(.occurrences), cell(.abandonedBefore, "share"),
                cell(.abandonedDuring, "share"), cell(.abandonedAfter, "share"),
                cell(.lostInVoiceBefore, "share"), cell(.lostInVoiceDuring, "share"),
                cell(.lostInVoiceAfter, "share"),
            ])
            let back = series.estimate(.recoverySeconds, of: kind)?.value
            queue.add([
                name(kind), cell(.queueBefore), cell(.queuePeak),
                cell(.overshoot) + " ± " + half(.overshoot),
                NumberText.value(back.map { $0 / 60 }, unit: ""), half(.recoverySeconds, over: 60),
                cell(.recovered, "share"), cell(.effectSeconds),
            ])
        }
        return "levers and faults\n" + contacts.text() + "\n" + queue.text()
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
