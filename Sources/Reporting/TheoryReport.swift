public import Validation

/// Simulated and computed beside exact values.
public struct TheoryReport: Sendable {
    private let verdict: TheoryVerdict

    /// Stores what is reported.
    public init(_ verdict: TheoryVerdict) { self.verdict = verdict }

    /// The report as lines of text, without a newline at the end.
    public var text: String {
        var text = verdict.outcomes.isEmpty ? "" : simulated + "\n"
        if !verdict.formulas.isEmpty { text += computed + "\n" }
        for exact in verdict.unsupported {
            let reason =
                verdict.reasons[exact.id] ?? "the family or rule '\(exact.family)' cannot be built"
            text += "\(exact.id): \(reason)\n"
        }
        if !verdict.notMeasured.isEmpty {
            text += "not measured: " + verdict.notMeasured.joined(separator: ", ") + "\n"
        }
        text +=
            "\(verdict.passed) outputs passed, \(verdict.failed) failed,"
            + " \(verdict.unsupported.count) cases unsupported (joint error rate "
            + NumberText.percent(TheoryVerdict.level, 0) + ", Holm)"
        return text
    }

    /// The table of what was simulated.
    private var simulated: String {
        var table = TextTable(
            ["case", "output", "exact", "simulated", "± 95 %", "z", "verdict"], leftColumns: 2)
        for (index, outcome) in verdict.outcomes.enumerated() {
            table.add([
                outcome.caseID, outcome.output, Self.number(outcome.exact),
                Self.number(outcome.simulated), Self.number(outcome.halfWidth),
                NumberText.fixed(outcome.z, 2), word(index),
            ])
        }
        return table.text()
    }

    /// The table of what the library of formulas computes.
    private var computed: String {
        var table = TextTable(
            ["case", "output", "exact", "computed", "relative error", "verdict"], leftColumns: 2)
        for formula in verdict.formulas {
            table.add([
                formula.caseID, formula.output, formula.exact.map(NumberText.plain) ?? "-",
                formula.computed.map(NumberText.plain) ?? "-",
                formula.relativeError.map(NumberText.scientific) ?? "-", Self.word(formula),
            ])
        }
        return table.text()
    }

    private static func word(_ formula: FormulaOutcome) -> String {
        if let problem = formula.problem { return "FAILED: \(problem)" }
        return formula.isPassed ? "ok" : "DIFFERS"
    }

    private func word(_ index: Int) -> String {
        let outcome = verdict.outcomes[index]
        if verdict.isRejected[index] { return "DIFFERS" }
        if !outcome.isResolved { return "TOO WIDE" }
        guard outcome.isUpperBound else { return "ok" }
        return "ok, < " + NumberText.fixed(outcome.upperBound, 3)
    }

    /// Six significant digits.
    private static func number(_ value: Double) -> String {
        guard value.isFinite else { return "-" }
        var digits = 5
        var size = abs(value)
        while size >= 10, digits > 0 {
            size /= 10
            digits -= 1
        }
        while size > 0, size < 1, digits < 9 {
            size *= 10
            digits += 1
        }
        return NumberText.fixed(value, digits)
    }

    /// The report in the layout of `calltwin.theory/1`.
    public var json: JSONValue {
        .object([
            ("schema", .string("calltwin.theory/1")),
            ("outcomes", .array(verdict.outcomes.indices.map(outcome))),
            ("formulas", .array(verdict.formulas.map(Self.formula))),
            (
                "unsupported",
                .array(
                    verdict.unsupported.map {
                        .object([
                            ("case", .string($0.id)), ("family", .string($0.family)),
                            ("reason", .optional(verdict.reasons[$0.id])),
                        ])
                    })
            ),
            ("notMeasured", .array(verdict.notMeasured.map { .string($0) })),
            ("passed", .integer(verdict.passed)), ("failed", .integer(verdict.failed)),
            ("unsupportedCases", .integer(verdict.unsupported.count)),
        ])
    }

    private func outcome(_ index: Int) -> JSONValue {
        let outcome = verdict.outcomes[index]
        return .object([
            ("case", .string(outcome.caseID)), ("output", .string(outcome.output)),
            ("exact", .number(outcome.exact)), ("simulated", .number(outcome.simulated)),
            ("halfWidth", .number(outcome.halfWidth)),
            ("tolerated", .number(outcome.tolerated)), ("z", .number(outcome.z)),
            ("upperBound", .bool(outcome.isUpperBound)), ("verdict", .string(word(index))),
        ])
    }

    private static func formula(_ formula: FormulaOutcome) -> JSONValue {
        .object([
            ("case", .string(formula.caseID)), ("output", .string(formula.output)),
            ("exact", .optional(formula.exact)), ("computed", .optional(formula.computed)),
            ("relativeError", .optional(formula.relativeError)),
            ("tolerance", .number(formula.tolerance)), ("passed", .bool(formula.isPassed)),
            ("verdict", .string(word(formula))),
        ])
    }
}
