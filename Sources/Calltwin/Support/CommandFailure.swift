import ArgumentParser
import Foundation
import VoiceStudies

/// A failure that ends the command with one line on the standard error and an exit code of its own.
struct CommandFailure: Error, CustomStringConvertible {
    let status: ExitStatus
    /// What is wrong, what is known instead; no `error:` in front, no line break.
    let message: String
    /// `path` or `path:line` when a file is meant.
    let place: String?

    init(_ status: ExitStatus, _ message: String, at place: String? = nil) {
        self.status = status
        self.message = message
        self.place = place
    }

    /// A wrong command line.
    static func usage(_ message: String) -> CommandFailure { CommandFailure(.usage, message) }

    /// `path:line: error: …`, or `error: …` when no file is meant.
    var description: String { place.map { "\($0): error: \(message)" } ?? "error: \(message)" }
}

/// Ends the process.
enum CommandExit {
    /// Prints what the error says, in one line unless it is help, and exits.
    static func now(after error: any Error) -> Never {
        if let failure = error as? CommandFailure {
            StandardError.line(failure.description)
            exit(failure.status.rawValue)
        }
        if SoundProblem.isOfSound(error) { now(after: CommandFailure(sound: error)) }
        // An exit code alone says that all has been said.
        if let code = error as? ExitCode { exit(code.rawValue) }
        let code = RootCommand.exitCode(for: error)
        if code == .success {
            let help = RootCommand.fullMessage(for: error)
            print(help, terminator: help.hasSuffix("\n") ? "" : "\n")
            exit(ExitStatus.success.rawValue)
        }
        let message = RootCommand.message(for: error)
            .split(whereSeparator: \.isNewline)
            .map { $0.trimmingCharacters(in: .whitespaces) }
            .joined(separator: " ")
        // An error that carries no exit code of its own comes from a run that failed.
        StandardError.line("error: \(message)")
        exit(code == .validationFailure ? ExitStatus.usage.rawValue : code.rawValue)
    }
}

/// Data; never talk.
enum StandardOutput {
    /// Writes a text and a line break; a full disk is a failure of its own, not silence.
    static func line(_ text: String) throws(CommandFailure) {
        do {
            try FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
        } catch {
            throw CommandFailure(.inputOutput, "the standard output cannot be written")
        }
    }
}

/// Talk, warnings and errors; never data.
enum StandardError {
    /// Writes one line.
    static func line(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }
}
