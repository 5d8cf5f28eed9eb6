/// A line that could not be turned into a contact; it is named, never dropped in silence.
public struct RejectedLine: Error, Equatable, Sendable {
    /// The file.
    public var path: String
    /// Number of the line in the file, from 1.
    public var line: Int
    /// What is wrong with it.
    public var reason: String
    /// The line itself, unprintable bytes as `\xNN`, cut at 400 bytes.
    public var text: String

    /// Names a rejected line.
    public init(path: String, line: Int, reason: String, text: String) {
        self.path = path
        self.line = line
        self.reason = reason
        self.text = text
    }
}

extension RejectedLine: CustomStringConvertible {
    /// `path:line: error: reason`.
    public var description: String { "\(path):\(line): error: \(reason)" }
}

/// The reason why a line is rejected, before its place is known.
struct LineProblem: Error, Equatable {
    var reason: String

    init(_ reason: String) { self.reason = reason }
}
