import ArgumentParser
import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import Reporting
import TwinPrimitives

/// Looks after dialogue models.
struct DialogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dialogue",
        abstract: "Test dialogue models with scripted conversations.",
        discussion: """
            Examples:
              calltwin dialogue test models/dialogue/scripts/bank-patterns.yaml
              calltwin dialogue coverage models/dialogue/scripts/*.yaml
            """,
        subcommands: [DialogueTestCommand.self, DialogueCoverageCommand.self])
}

/// Scripted conversations of several files, played.
struct PlayedScripts {
    /// What a file led to.
    struct Played {
        let path: String
        let model: DialogueModel
        let results: [ScriptPlayer.Result]
    }

    let files: [Played]

    init(_ paths: [String], seed: UInt64) throws(CommandFailure) {
        var models: [String: DialogueModel] = [:]
        var files: [Played] = []
        for path in paths {
            do throws(DialogueModelError) {
                let file = try ScriptFile(path: path)
                var model = models[file.modelPath]
                if model == nil {
                    model = try file.model().trained(cache: UserCache.classifiers)
                    models[file.modelPath] = model
                }
                guard let model else { continue }
                let player = ScriptPlayer(
                    reducer: DialogueReducer(
                        model: model, streams: RandomStreams(seed: seed, replication: 0)))
                files.append(
                    Played(
                        path: path, model: model,
                        results: try file.scripts(for: model).map { player.play($0) }))
            } catch {
                throw CommandFailure(error)
            }
        }
        self.files = files
    }
}

/// Plays scripted conversations and says what did not hold.
struct DialogueTestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test",
        abstract: "Play scripted conversations and say what did not hold.",
        discussion: """
            Exit code: 0 all hold, 2 some do not, 65 a file cannot be read.

            Example:
              calltwin dialogue test models/dialogue/scripts/bank-patterns.yaml
            """)

    @Argument(help: "Files of scripted conversations.")
    var files: [String]

    @Option(parsing: .unconditional, help: "Seed of the wordings that are drawn.")
    var seed: UInt64 = 1

    @Option(help: "Write each conversation as JSON lines into a numbered file in this new folder.")
    var log: String?

    @Flag(help: "Print JSON (schema calltwin.dialogue.test/1).")
    var json = false

    func run() throws {
        let played = try PlayedScripts(files, seed: seed)
        if let log { try write(played, to: log) }
        var failed = 0
        var count = 0
        var rows: [JSONValue] = []
        for file in played.files {
            for result in file.results {
                count += 1
                failed += result.failures.isEmpty ? 0 : 1
                rows.append(Self.row(file.path, result))
                guard !json else { continue }
                for failure in result.failures {
                    try StandardOutput.line(
                        "\(file.path):\(failure.line): error: \(result.name): \(failure.text)")
                }
            }
        }
        if json {
            try StandardOutput.line(
                JSONValue.object([
                    ("schema", .string("calltwin.dialogue.test/1")),
                    ("conversations", .integer(count)), ("failed", .integer(failed)),
                    ("results", .array(rows)),
                ]).text(lines: 4))
        } else {
            try StandardOutput.line("conversations \(count), failed \(failed)")
        }
        if failed > 0 { throw ExitCode(ExitStatus.targetMissed.rawValue) }
    }

    private func write(_ played: PlayedScripts, to folder: String) throws(CommandFailure) {
        try CallLogs.createFolder(folder)
        var count = 0
        for file in played.files {
            for result in file.results {
                let text = ConversationLog(
                    inputs: result.inputs, records: result.records, context: result.state.context,
                    persona: "script", goal: result.name, model: file.model, seed: seed
                ).text
                try CallLogs.write(text, to: "\(folder)/\(count).jsonl")
                count += 1
            }
        }
    }

    private static func row(_ path: String, _ result: ScriptPlayer.Result) -> JSONValue {
        .object([
            ("file", .string(path)), ("name", .string(result.name)),
            ("turns", .integer(Int(result.state.turn))),
            ("outcome", .string(result.state.outcome?.name ?? "open")),
            (
                "failures",
                .array(
                    result.failures.map {
                        .object([("line", .integer($0.line)), ("text", .string($0.text))])
                    })
            ),
        ])
    }
}

/// What scripted conversations exercise of their models.
struct DialogueCoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage",
        abstract: "Which steps and patterns scripted conversations exercise.",
        discussion: """
            Example:
              calltwin dialogue coverage models/dialogue/scripts/*.yaml
            """)

    @Argument(help: "Files of scripted conversations.")
    var files: [String]

    @Option(parsing: .unconditional, help: "Seed of the wordings that are drawn.")
    var seed: UInt64 = 1

    @Option(help: "Least share of steps; below it the exit code is 2.")
    var atLeast: String?

    @Flag(help: "Print JSON (schema calltwin.dialogue.coverage/1).")
    var json = false

    func run() throws {
        let least = try atLeast.map { text throws(CommandFailure) in
            try TrainingOptions.share(text, option: "--at-least")
        }
        var isEnough = true
        var rows: [JSONValue] = []
        for coverage in DialogueCoverage.of(try PlayedScripts(files, seed: seed)) {
            if let least, coverage.stepShare < least {
                isEnough = false
                StandardError.line(
                    "error: \(coverage.name): steps "
                        + String(
                            format: "%.1f %%, at least %.1f %% are demanded",
                            100 * coverage.stepShare, 100 * least))
            }
            rows.append(coverage.json)
            if !json { try StandardOutput.line(coverage.text) }
        }
        if json {
            try StandardOutput.line(
                JSONValue.object([
                    ("schema", .string("calltwin.dialogue.coverage/1")), ("models", .array(rows)),
                ]).text(lines: 2))
        }
        if !isEnough { throw ExitCode(ExitStatus.targetMissed.rawValue) }
    }
}
