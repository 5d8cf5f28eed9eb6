import ArgumentParser
import Foundation
import Reporting
import TelephoneAudio
import VoiceChannel
import VoiceLibraries
import VoiceStudies

/// Judges recognisers by recordings of people.
struct VoiceRecordingsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "recordings",
        abstract: "Judge recognisers by recordings of people.",
        discussion: """
            Word errors by where recordings come from. pocketsphinx expects any English, by the large \
            language model of its package, since these people speak of other things than a dialogue. \
            `make voice-recordings` gets the recordings; missing ones are named and left out.

            Examples:
              calltwin voice recordings --recognizer pocketsphinx,moonshine --conditions clean,babble10
            """)

    @Option(help: "List of recordings: group, file and text.")
    var list = ShippedFiles.path("models/voice/recordings.tsv")

    @Option(help: "Folder of the recordings.")
    var folder = VoiceFolders(environment: ProcessInfo.processInfo.environment).recordings

    @Option(help: "Recognisers, parted by commas: pocketsphinx, moonshine.")
    var recognizer = "pocketsphinx,moonshine"

    @Option(help: "Folder with features of recognisers.")
    var hearing = ShippedFiles.path("models/voice")

    @Option(help: "Lines, parted by commas; names as in docs/channel.md, or files (YAML).")
    var conditions = "clean,noise10,babble10"

    @Option(help: "File of the recordings that lines name.")
    var recordings = LineChoice.presetRecordings

    @Flag(help: "Print what was heard.")
    var words = false

    @Flag(help: "Print the table as JSON (schema calltwin.voice-recordings/1).")
    var json = false

    func run() throws {
        var machine = MachineSound()
        (machine.recordings, machine.hearing) = (recordings, hearing)
        let synthesizer = machine.synthesizer
        let lines = try LineChoice.list(conditions, option: "--conditions").map { line in
            (line.condition, try line.sounds(presets: recordings, synthesizer: synthesizer))
        }
        let bench = try RecordingsBench(RecordingsBench.items(path: list), folder: folder)
        for path in bench.missing {
            StandardError.line("\(path): there is no such file; left out")
        }
        guard !bench.spoken.isEmpty else {
            throw CommandFailure(.unavailable, "no recordings; run: make voice-recordings")
        }
        if !json { try StandardOutput.line("line\trecogniser\tgroup\twords\tword errors %") }
        var rows: [JSONValue] = []
        for (condition, sounds) in lines {
            let heard = try bench.carried(over: condition, sounds)
            for name in recognizer.split(separator: ",").map(String.init) {
                let groups = try bench.judge(
                    EnglishRecognizers.recognizer(name, hearing: hearing, folders: machine.folders),
                    heard
                ) { file, text in
                    if words { StandardError.line("\(name) \(file): \(text)") }
                }
                for group in groups where !json {
                    try StandardOutput.line(
                        "\(condition.name)\t\(name)\t\(group.name)\t\(group.errors.words)\t"
                            + String(format: "%.1f", 100 * group.errors.rate))
                }
                rows += groups.map { Self.row(condition.name, name, $0) }
            }
        }
        guard json else { return }
        try StandardOutput.line(
            JSONValue.object([
                ("schema", .string("calltwin.voice-recordings/1")), ("rows", .array(rows)),
            ]).text(lines: 2))
    }

    private static func row(
        _ condition: String, _ recognizer: String, _ group: RecordingsBench.Group
    ) -> JSONValue {
        .object([
            ("condition", .string(condition)), ("recognizer", .string(recognizer)),
            ("group", .string(group.name)), ("words", .integer(group.errors.words)),
            ("wordErrors", .integer(group.errors.errors)),
        ])
    }
}
