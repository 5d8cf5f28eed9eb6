/// One command line of a document.
public struct DocumentedCommand: Equatable, Sendable {
    /// Line of the document, from 1.
    public var line: Int
    /// What the shell gets: continuation lines joined, the remark about the exit code removed.
    public var text: String
    /// The exit code that the document promises.
    public var exitCode: Int32
}

/// One `sh` block of a document, with the output that follows it.
public struct DocumentedBlock: Equatable, Sendable {
    /// Line of the opening fence, from 1.
    public var line: Int
    /// The commands in order.
    public var commands: [DocumentedCommand]
    /// Why the block is not run; nil: it is run.
    public var notRun: String?
    /// Lines of the `text` block directly after it; nil: the document shows no output.
    public var expected: [String]?
    /// Where those lines stand in the document: 0-based line numbers.
    public var expectedRange: Range<Int>
}

/// A document that breaks the rules for commands.
public struct DocumentError: Error, Equatable, CustomStringConvertible {
    /// Path of the document.
    public var path: String
    /// Line, from 1.
    public var line: Int
    /// What is wrong and what to write instead.
    public var message: String

    /// `path:line: error: message`.
    public var description: String { "\(path):\(line): error: \(message)" }
}
