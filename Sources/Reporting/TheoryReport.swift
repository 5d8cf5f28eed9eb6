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
        if outcome.isAtLimit { return "ok, contacts used up" }
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

    /// The report as Markdown: a summary by family, or every output.
    ///
    /// - Parameter isSummary: Whether the outputs are summed up by family.
    /// - Returns: Tables and the verdict, with a newline at the end.
    public func markdown(isSummary: Bool) -> String {
        var text = ""
        if isSummary {
            text += "| family | outputs | agree | do not | largest abs(z) | contacts used up |\n"
            text += "|---|---|---|---|---|---|\n"
            for (family, indices) in families {
                let outcomes = indices.map { verdict.outcomes[$0] }
                let agree = indices.count {
                    !verdict.isRejected[$0] && verdict.outcomes[$0].isResolved
                }
                let largest = outcomes.map { abs($0.z) }.max() ?? 0
                text += "| `\(family)` | \(indices.count) | \(agree) | \(indices.count - agree) |"
                text +=
                    " \(NumberText.fixed(largest, 2)) | \(outcomes.count(where: \.isAtLimit)) |\n"
            }
        } else {
            text += "| case | value | published | simulated | ± 95 % | z | verdict |\n"
            text += "|---|---|---|---|---|---|---|\n"
            for (index, outcome) in verdict.outcomes.enumerated() {
                text += "| \(outcome.caseID) | \(outcome.output) | \(Self.number(outcome.exact)) |"
                text += " \(Self.number(outcome.simulated)) | \(Self.number(outcome.halfWidth)) |"
                text += " \(NumberText.fixed(outcome.z, 2)) | \(word(index)) |\n"
            }
        }
        for index in verdict.outcomes.indices
        where isSummary && !word(index).hasPrefix("ok") {
            let outcome = verdict.outcomes[index]
            text += "\nMissed: \(outcome.caseID) \(outcome.output), exact"
            text += " \(Self.number(outcome.exact)), simulated \(Self.number(outcome.simulated)) ±"
            text += " \(Self.number(outcome.halfWidth)): \(word(index)).\n"
        }
        if !verdict.formulas.isEmpty {
            let passed = verdict.formulas.count(where: \.isPassed)
            text +=
                "\nFormulas: \(passed) of \(verdict.formulas.count) agree to every trusted digit.\n"
        }
        for exact in verdict.unsupported { text += "\nNot built: \(exact.id).\n" }
        text += "\n\(verdict.passed) outputs agree, \(verdict.failed) do not"
        return text + " (joint error rate \(NumberText.percent(TheoryVerdict.level, 0)), Holm).\n"
    }

    /// Families in order of appearance, each with its outcomes.
    private var families: [(String, [Int])] {
        var found: [(String, [Int])] = []
        for (index, outcome) in verdict.outcomes.enumerated() {
            let family = outcome.caseID.split(separator: "-").dropLast().joined(separator: "-")
            if let place = found.firstIndex(where: { $0.0 == family }) {
                found[place].1.append(index)
            } else {
                found.append((family, [index]))
            }
        }
        return found
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
            ("upperBound", .bool(outcome.isUpperBound)),
            ("contactsUsedUp", .bool(outcome.isAtLimit)), ("verdict", .string(word(index))),
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
