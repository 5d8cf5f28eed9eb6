public import Foundation

/// Runs the commands of one document in a folder of its own, in order, so that later ones may use
/// what earlier ones made.
public struct DocumentRun {
    /// Commands that ran.
    public private(set) var run = 0
    /// Commands that the document says are not run.
    public private(set) var notRun = 0
    /// What went wrong, each `path:line: error: …`, with the output where it helps.
    public private(set) var failures: [String] = []
    /// The document with its outputs replaced by what was printed.
    public private(set) var updatedLines: [String]

    private let path: String
    private let scratch: URL
    private let environment: [String: String]

    /// Runs a document.
    ///
    /// - Parameters:
    ///   - path: For messages.
    ///   - lines: The document.
    ///   - links: What the folder shows of the package: `models`, `traces`.
    ///   - binaries: Folder that comes first on the commands' `PATH`.
    ///   - progress: Gets one line per command.
    /// - Throws: `DocumentError` if the document cannot be read as commands, or an error of the
    ///   file system.
    public init(
        path: String, lines: [String], links: [URL], binaries: URL,
        progress: (String) -> Void = { _ in }
    ) throws {
        self.path = path
        updatedLines = lines
        let blocks = try DocumentParser.blocks(of: lines, path: path)
        var variables = ProcessInfo.processInfo.environment
        variables["PATH"] = binaries.path + ":" + (variables["PATH"] ?? "/usr/bin:/bin")
        variables["NO_COLOR"] = "1"
        variables["COLUMNS"] = "80"
        environment = variables
        let files = FileManager.default
        scratch = files.temporaryDirectory
            .appendingPathComponent("documented-commands-\(UUID().uuidString)")
        try files.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? files.removeItem(at: scratch) }
        for link in links {
            try files.createSymbolicLink(
                at: scratch.appendingPathComponent(link.lastPathComponent),
                withDestinationURL: link.standardizedFileURL)
        }
        var replacements: [(Range<Int>, [String])] = []
        for block in blocks {
            if let reason = block.notRun {
                notRun += block.commands.count
                for command in block.commands {
                    progress("not run  \(path):\(command.line)  \(command.text)  (\(reason))")
                }
            } else if let output = try runBlock(block, progress), block.expected != nil {
                replacements.append((block.expectedRange, output))
            }
        }
        for (range, output) in replacements.reversed() {
            updatedLines.replaceSubrange(range, with: output)
        }
    }

    /// Runs a block; returns the lines printed where they differ from the document.
    private mutating func runBlock(
        _ block: DocumentedBlock, _ progress: (String) -> Void
    ) throws -> [String]? {
        var output = ""
        for command in block.commands {
            let result = try shell(command.text)
            run += 1
            output += result.output
            let good = result.status == command.exitCode
            progress("\(good ? "ok      " : "FAILED  ") \(path):\(command.line)  \(command.text)")
            if !good {
                failures.append(
                    "\(path):\(command.line): error: \(command.text): exits \(result.status), "
                        + "the document says \(command.exitCode)\n\(result.output)")
                return nil
            }
        }
        guard let expected = block.expected else { return nil }
        var lines = output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard let mismatch = OutputPattern.mismatch(lines, expected) else { return nil }
        let line = block.expectedRange.lowerBound + mismatch.expectedLine + 1
        let shown =
            mismatch.expectedLine < expected.count ? expected[mismatch.expectedLine] : "the end"
        failures.append(
            "\(path):\(line): error: the document shows another output\n"
                + "  document: \(shown)\n  printed:  \(mismatch.actual ?? "other lines")")
        return lines
    }

    /// One command line in the scratch folder; both streams in one file, as on a terminal.
    private func shell(_ text: String) throws -> (status: Int32, output: String) {
        let capture = FileManager.default.temporaryDirectory
            .appendingPathComponent("documented-output-\(UUID().uuidString)")
        try Data().write(to: capture)
        defer { try? FileManager.default.removeItem(at: capture) }
        let handle = try FileHandle(forWritingTo: capture)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", text]
        process.currentDirectoryURL = scratch
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        try process.run()
        process.waitUntilExit()
        try handle.close()
        let output = String(decoding: try Data(contentsOf: capture), as: UTF8.self)
        return (process.terminationStatus, output)
    }
}
