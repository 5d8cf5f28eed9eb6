public import GSL

/// What makes an estimate impossible.
public enum StatisticsError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Fewer observations than the estimator needs.
    case tooFew(what: String, needed: Int, got: Int)
    /// A number outside its range.
    case outOfRange(what: String, got: Double, allowed: String)
    /// Lists that must be parallel have different lengths.
    case unequalLengths(what: String, first: Int, second: Int)
    /// A sample without spread, or otherwise without a unique estimate.
    case noEstimate(what: String, reason: String)
    /// The numerical method failed.
    case numerical(GSLError)

    /// The fact in one line.
    public var description: String {
        switch self {
        case .tooFew(let what, let needed, let got):
            "\(what): needs at least \(needed), got \(got)"
        case .outOfRange(let what, let got, let allowed):
            "\(what): \(got) is outside \(allowed)"
        case .unequalLengths(let what, let first, let second):
            "\(what): lists of \(first) and \(second) must have one length"
        case .noEstimate(let what, let reason):
            "\(what): no estimate, \(reason)"
        case .numerical(let error):
            error.description
        }
    }

    /// Runs a numerical method and turns its failure into an error of this module.
    ///
    /// - Parameter body: The method.
    /// - Returns: Its result.
    /// - Throws: `StatisticsError.numerical`.
    static func numerically<Result>(
        _ body: () throws(GSLError) -> Result
    ) throws(StatisticsError) -> Result {
        do { return try body() } catch { throw .numerical(error) }
    }
}
