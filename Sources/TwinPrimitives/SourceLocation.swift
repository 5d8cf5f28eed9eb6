/// A place in an input file, for messages of the form `path:line: error: …`.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
    /// Path as the user gave it.
    public var path: String
    /// Line, from 1; 0 when the whole file is meant.
    public var line: Int
    /// Column, from 1; 0 when the whole line is meant.
    public var column: Int

    /// Names a place in a file.
    public init(path: String, line: Int = 0, column: Int = 0) {
        self.path = path
        self.line = line
        self.column = column
    }

    /// `path`, or `path:line`.
    public var description: String { line == 0 ? path : "\(path):\(line)" }
}
