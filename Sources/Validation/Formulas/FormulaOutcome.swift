/// One number of an exact case beside what the library computes for it.
public struct FormulaOutcome: Equatable, Sendable {
    /// The case.
    public let caseID: String
    /// Name of the output; elements of lists carry their place, such as `beta[2]`.
    public let output: String
    /// The exact value; nil where the case says that there is none, or gives no number.
    public let exact: Double?
    /// What the library computes; nil where it gives no finite number.
    public let computed: Double?
    /// Greatest distance that counts as agreement, in the unit of the value.
    public let tolerance: Double
    /// Why there is nothing to compare; nil where two numbers are compared.
    public let problem: String?

    /// Distance over the exact value; nil without two numbers, or beside an exact 0.
    public var relativeError: Double? {
        guard let exact, let computed else { return nil }
        return computed == exact ? 0 : exact == 0 ? nil : abs(computed - exact) / abs(exact)
    }

    /// Whether the values agree to the case's trusted digits.
    public var isPassed: Bool {
        guard problem == nil else { return false }
        guard let exact, let computed else { return exact == nil && computed == nil }
        return abs(computed - exact) <= tolerance
    }
}

/// What of a case's parameters the library has no formula for.
public struct UnsupportedParameters: Error, Equatable, CustomStringConvertible {
    /// The fact, such as `the service law 'pareto' is not known`.
    public let description: String

    init(_ description: String) { self.description = description }
}

/// What the library computes for one case: each output, or why it has none.
struct FormulaSheet {
    enum Entry {
        case value(CaseValue)
        case problem(String)
    }

    let exact: ExactCase
    private(set) var entries: [String: Entry] = [:]

    init(_ exact: ExactCase) { self.exact = exact }

    /// Computes an output, if the case lists it.
    mutating func add(_ name: String, _ body: () throws -> CaseValue) {
        guard exact.outputs.members[name] != nil else { return }
        do {
            entries[name] = .value(try body())
        } catch {
            entries[name] = .problem("\(error)")
        }
    }

    /// Computes a number, if the case lists it.
    mutating func number(_ name: String, _ body: () throws -> Double) {
        add(name) { .number(try body()) }
    }

    /// Computes a list of numbers, if the case lists it.
    mutating func numbers(_ name: String, _ body: () throws -> [Double]) {
        add(name) { .list(try body().map { .number($0) }) }
    }

    /// All outputs of the case, compared.
    func outcomes() -> [FormulaOutcome] {
        exact.outputNames.flatMap { name -> [FormulaOutcome] in
            guard let value = exact.outputs.members[name] else { return [] }
            switch entries[name] {
            case .value(let computed): return compare(name, value, computed)
            case .problem(let problem): return [outcome(name, value.number, nil, problem)]
            case nil:
                return [outcome(name, value.number, nil, "the library computes no such output")]
            }
        }
    }

    private func compare(
        _ name: String, _ exact: CaseValue, _ computed: CaseValue
    ) -> [FormulaOutcome] {
        switch (exact, computed) {
        case (.number(let left), .number(let right)):
            return [outcome(name, left, right, right.isFinite ? nil : "not a finite number")]
        case (.nothing, .number(let right)):
            // A value that does not exist: infinite or undefined.
            return [outcome(name, nil, right, right.isFinite ? "the case has no value" : nil)]
        case (.nothing, .nothing): return [outcome(name, nil, nil, nil)]
        case (.list(let left), .list(let right)):
            guard left.count == right.count else {
                return [
                    outcome(name, nil, nil, "\(left.count) elements, \(right.count) computed")
                ]
            }
            return left.indices.flatMap { compare("\(name)[\($0)]", left[$0], right[$0]) }
        case (.object(let left), .object(let right)):
            return left.keys.sorted().flatMap { key -> [FormulaOutcome] in
                guard let value = left[key], let other = right[key] else {
                    return [
                        outcome("\(name).\(key)", nil, nil, "the library computes no such output")
                    ]
                }
                return compare("\(name).\(key)", value, other)
            }
        default: return [outcome(name, exact.number, computed.number, "not of the kind computed")]
        }
    }

    private func outcome(
        _ name: String, _ value: Double?, _ computed: Double?, _ problem: String?
    ) -> FormulaOutcome {
        var relative = 10.0
        for _ in 0..<max(exact.trustedDigits, 0) { relative /= 10 }
        return FormulaOutcome(
            caseID: exact.id, output: name, exact: value,
            computed: computed.flatMap { $0.isFinite ? $0 : nil },
            tolerance: relative * abs(value ?? 0) + 1e-15, problem: problem)
    }
}
