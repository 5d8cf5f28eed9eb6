/// The verdict over all outputs of a suite, at a joint error rate.
public struct TheoryVerdict: Sendable {
    /// Probability of at least one false alarm if the simulator is right.
    public static let level = 0.01

    /// All outcomes, in order.
    public let outcomes: [TheoryOutcome]
    /// Whether each outcome disagrees with its exact value, after Holm's correction.
    public let isRejected: [Bool]
    /// Cases that cannot be built, with their family.
    public let unsupported: [ExactCase]
    /// Outputs of built cases that are not measured, as `case output`.
    public let notMeasured: [String]
    /// Numbers that the library of formulas was asked for, in order.
    public let formulas: [FormulaOutcome]
    /// Why cases have no formula, by id.
    public let reasons: [String: String]

    /// Judges outcomes.
    ///
    /// Holm (1979): the smallest p-value is compared with level / outputs, the next with level /
    /// (outputs - 1), and so on until one is larger. Formulas are judged one by one: nothing about
    /// them is random.
    public init(
        _ outcomes: [TheoryOutcome], unsupported: [ExactCase] = [], notMeasured: [String] = [],
        formulas: [FormulaOutcome] = [], reasons: [String: String] = [:]
    ) {
        self.formulas = formulas
        self.reasons = reasons
        self.outcomes = outcomes
        self.unsupported = unsupported
        self.notMeasured = notMeasured
        var rejected = Array(repeating: false, count: outcomes.count)
        let order = outcomes.indices.sorted { outcomes[$0].pValue < outcomes[$1].pValue }
        for (rank, index) in order.enumerated() {
            guard outcomes[index].pValue <= Self.level / Double(outcomes.count - rank) else {
                break
            }
            rejected[index] = true
        }
        isRejected = rejected
    }

    /// Outputs that agree and are known well enough.
    public var passed: Int {
        outcomes.indices.count { !isRejected[$0] && outcomes[$0].isResolved }
            + formulas.count(where: \.isPassed)
    }
    /// Outputs that disagree, or are not known well enough.
    public var failed: Int { outcomes.count + formulas.count - passed }
    /// Whether every case was built and every output agrees.
    public var isPassed: Bool {
        failed == 0 && unsupported.isEmpty && !(outcomes.isEmpty && formulas.isEmpty)
    }
}
