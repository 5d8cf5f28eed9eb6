public import Validation

/// Simulated beside exact values.
public struct TheoryReport: Sendable {
    private let verdict: TheoryVerdict

    /// Stores what is reported.
    public init(_ verdict: TheoryVerdict) { self.verdict = verdict }

    /// The report as lines of text, without a newline at the end.
    public var text: String {
        var table = TextTable(
            ["case", "output", "exact", "simulated", "± 95 %", "z", "verdict"], leftColumns: 2)
        for (index, outcome) in verdict.outcomes.enumerated() {
            table.add([
                outcome.caseID, outcome.output, Self.number(outcome.exact),
                Self.number(outcome.simulated), Self.number(outcome.halfWidth),
                NumberText.fixed(outcome.z, 2), word(index),
            ])
        }
        var text = table.text() + "\n"
        for exact in verdict.unsupported {
            text += "\(exact.id): the family or rule '\(exact.family)' cannot be built\n"
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

    private func word(_ index: Int) -> String {
        let outcome = verdict.outcomes[index]
        if verdict.isRejected[index] { return "DIFFERS" }
        if !outcome.isResolved { return "TOO WIDE" }
        return outcome.isUpperBound ? "ok, upper bound" : "ok"
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
            (
                "unsupported",
                .array(
                    verdict.unsupported.map {
                        .object([("case", .string($0.id)), ("family", .string($0.family))])
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
}
