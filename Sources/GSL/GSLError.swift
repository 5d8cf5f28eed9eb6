import CGSL

/// A failure that the GNU Scientific Library reported.
///
/// GSL never aborts the process here: its error handler is switched off once, before the first
/// call, and every status becomes a value of this type.
public struct GSLError: Error, Hashable, Sendable, CustomStringConvertible {
    /// GSL's error number, for instance 1 (`GSL_EDOM`) or 11 (`GSL_EMAXITER`).
    public let code: Int
    /// GSL's own words for the number.
    public let text: String
    /// What was being computed.
    public let operation: String

    init(status: Int32, operation: String) {
        code = Int(status)
        text = String(cString: gsl_strerror(status))
        self.operation = operation
    }

    /// The failure in one line: the operation, GSL's text and its number.
    public var description: String { "\(operation): \(text) (GSL error \(code))" }

    static func check(_ status: Int32, _ operation: String) throws(GSLError) {
        guard status != success else { return }
        throw GSLError(status: status, operation: operation)
    }

    static func domain(_ operation: String) -> GSLError {
        GSLError(status: Int32(GSL_EDOM), operation: operation)
    }

    static func outOfMemory(_ operation: String) -> GSLError {
        GSLError(status: Int32(GSL_ENOMEM), operation: operation)
    }

    static let success = Int32(GSL_SUCCESS)
    static let proceed = Int32(GSL_CONTINUE)
    static let underflow = Int32(GSL_EUNDRFLW)
    static let iterationLimit = Int32(GSL_EMAXITER)
}

/// Switches GSL's aborting error handler off, once in a process.
///
/// Swift runs the initialiser of a static constant exactly once, whatever the number of threads.
enum Library {
    static let isQuiet: Bool = {
        gsl_set_error_handler_off()
        return true
    }()

    static func prepare() { _ = isQuiet }
}
