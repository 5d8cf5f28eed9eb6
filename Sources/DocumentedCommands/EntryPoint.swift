import Foundation

/// Runs the commands that the documents show and compares their output.
///
/// Usage: `DocumentedCommands [--update] FILE…`, from the package's folder; `calltwin` is taken from
/// the folder of this program. `--update` writes what was printed into the documents.
@main
enum EntryPoint {
    /// What the commands may see of the package.
    static let linked = ["models", "traces"]

    static func main() {
        do {
            exit(try run(Array(CommandLine.arguments.dropFirst())))
        } catch {
            complain("\(error)")
            exit(1)
        }
    }

    private static func run(_ arguments: [String]) throws -> Int32 {
        let update = arguments.first == "--update"
        let paths = update ? Array(arguments.dropFirst()) : arguments
        guard !paths.isEmpty, !paths.contains(where: { $0.hasPrefix("-") }) else {
            complain("usage: DocumentedCommands [--update] FILE…")
            return 64
        }
        let program = Bundle.main.executableURL ?? URL(fileURLWithPath: CommandLine.arguments[0])
        let files = FileManager.default
        let links = linked.map { URL(fileURLWithPath: $0) }.filter {
            files.fileExists(atPath: $0.path)
        }
        var run = 0
        var notRun = 0
        var failed = 0
        for path in paths {
            let text = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let document = try DocumentRun(
                path: path, lines: lines.map(String.init), links: links,
                binaries: program.deletingLastPathComponent()
            ) { say($0) }
            run += document.run
            notRun += document.notRun
            failed += document.failures.count
            for failure in document.failures { complain(failure) }
            if update, document.updatedLines != lines.map(String.init) {
                let updated = document.updatedLines.joined(separator: "\n")
                try Data(updated.utf8).write(to: URL(fileURLWithPath: path))
                say("updated  \(path)")
            }
        }
        say("documented commands: \(run) run, \(notRun) not run, \(failed) failed")
        return failed == 0 ? 0 : 1
    }

    /// Straight to the descriptor, so that a log keeps both streams in order.
    private static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    private static func complain(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
