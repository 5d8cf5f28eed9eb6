public import Calibration

/// The fit of a pilot as text and as `calltwin.pilot/1`.
public struct PilotReport: Sendable {
    private let file: PilotFile
    private let fit: PilotFit
    private let comparison: PilotComparison
    private let exposures: [PilotExposure]
    private let volume: Double

    /// Takes what is reported.
    ///
    /// - Parameters:
    ///   - file: The pilot.
    ///   - fit: The pool fitted to it.
    ///   - comparison: Simulated pilots beside it.
    ///   - volume: Sessions a day that exposure is told for.
    public init(_ file: PilotFile, _ fit: PilotFit, _ comparison: PilotComparison, volume: Double) {
        self.file = file
        self.fit = fit
        self.comparison = comparison
        exposures = PilotExposure.all(file.sessions)
        self.volume = volume
    }

    /// The report as text.
    public var text: String {
        var text = "\(file.sessions.count) sessions of \(file.path)"
        text += file.problems.isEmpty ? "\n" : ", \(file.problems.count) rows left out\n"
        text += "\nFitted pool\n" + parameters
        text += "\nExposure at \(NumberText.grouped(Int(volume))) sessions\n" + exposure
        text +=
            "\nPilot against \(comparison.pilots) simulated pilots of its size\n" + comparisons
        text += "\nNot told by the columns of this file\n"
        text += fit.unidentified.map { "  - \($0)\n" }.joined()
        return text
    }

    private static func text(_ value: Double, _ unit: PilotParameter.Unit) -> String {
        switch unit {
        case .share: NumberText.percent(value, 2)
        case .seconds: NumberText.fixed(value, 2) + " s"
        case .number: NumberText.fixed(value, 2)
        }
    }

    private var parameters: String {
        var table = TextTable(["  key", "value", "95 % from", "to"], hasRule: false)
        for one in fit.parameters + fit.returns {
            table.add([
                "  " + one.key, Self.text(one.value, one.unit),
                Self.text(one.interval.lowerBound, one.unit),
                Self.text(one.interval.upperBound, one.unit),
            ])
        }
        return table.text()
    }

    private var exposure: String {
        var table = TextTable(
            ["  sessions with", "in the pilot", "as seen", "possible (95 %)"], hasRule: false)
        for one in exposures {
            table.add([
                "  " + one.name, "\(one.count) of \(one.sessions)",
                NumberText.fixed(one.expected(volume: volume), 0),
                "up to " + NumberText.fixed(one.possible(volume: volume), 0),
            ])
        }
        return table.text()
    }

    private var comparisons: String {
        var table = TextTable(
            ["  measure", "pilot", "simulated", "95 % from", "to", "p", ""], hasRule: false)
        for row in comparison.rows {
            table.add([
                "  " + row.name, Self.text(row.pilot, row.unit),
                Self.text(row.simulated, row.unit), Self.text(row.range.lowerBound, row.unit),
                Self.text(row.range.upperBound, row.unit), NumberText.fixed(row.pValue, 3),
                row.isExplained ? "" : "not explained",
            ])
        }
        return table.text()
    }

    /// The report in the layout of `calltwin.pilot/1`.
    public var json: JSONValue {
        .object([
            ("schema", .string("calltwin.pilot/1")), ("file", .string(file.path)),
            ("sessions", .integer(file.sessions.count)),
            ("rowsLeftOut", .array(file.problems.map { .string($0) })),
            ("parameters", .array((fit.parameters + fit.returns).map(Self.parameter))),
            ("volume", .number(volume)),
            (
                "exposure",
                .array(
                    exposures.map {
                        .object([
                            ("name", .string($0.name)), ("count", .integer($0.count)),
                            ("sessions", .integer($0.sessions)), ("upper95", .number($0.upper)),
                            ("expected", .number($0.expected(volume: volume))),
                            ("possible", .number($0.possible(volume: volume))),
                        ])
                    })
            ),
            (
                "comparison",
                .array(
                    comparison.rows.map {
                        .object([
                            ("name", .string($0.name)), ("unit", .string($0.unit.rawValue)),
                            ("pilot", .number($0.pilot)), ("simulated", .number($0.simulated)),
                            (
                                "range95",
                                .array([
                                    .number($0.range.lowerBound), .number($0.range.upperBound),
                                ])
                            ),
                            ("pValue", .number($0.pValue)),
                            ("correctedPValue", .number($0.correctedPValue)),
                            ("isExplained", .bool($0.isExplained)),
                        ])
                    })
            ),
            ("notIdentified", .array(fit.unidentified.map { .string($0) })),
        ])
    }

    private static func parameter(_ one: PilotParameter) -> JSONValue {
        .object([
            ("key", .string(one.key)), ("value", .number(one.value)),
            ("unit", .string(one.unit.rawValue)),
            (
                "interval95",
                .array([.number(one.interval.lowerBound), .number(one.interval.upperBound)])
            ),
            ("source", .string(one.source)),
        ])
    }
}
