public import Statistics

/// What makes a log unfit for calibration.
public enum CalibrationError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The log has no calendar, or its start is not `YYYY-MM-DDThh:mm:ss`.
    case noCalendar(start: String?)
    /// Nothing of the kind in the log.
    case nothing(what: String)
    /// A setting outside its range.
    case badSetting(what: String, got: Double, allowed: String)
    /// A fit failed.
    case statistics(what: String, StatisticsError)

    /// The fact in one line.
    public var description: String {
        switch self {
        case .noCalendar(let start):
            "the log has no calendar: start is \(start ?? "missing"), wanted YYYY-MM-DDThh:mm:ss"
        case .nothing(let what): "the log has no \(what)"
        case .badSetting(let what, let got, let allowed):
            "\(what) is \(got), allowed: \(allowed)"
        case .statistics(let what, let error): "\(what): \(error)"
        }
    }

    /// Runs an estimator and says what it was estimating when it fails.
    static func estimating<Result>(
        _ what: String, _ body: () throws(StatisticsError) -> Result
    ) throws(CalibrationError) -> Result {
        do { return try body() } catch { throw .statistics(what: what, error) }
    }
}
