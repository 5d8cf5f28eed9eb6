import ArgumentParser
import DialogueEngine
import DialogueModels
import Foundation
import Reporting
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceStudies

/// Makes what the networks of hearing are fitted to.
struct VoiceExamplesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "examples",
        abstract: "Make the examples that the networks of hearing are fitted to.",
        discussion: """
            notebooks/hearing has the programs that fit them, and says how these commands are used there. \
            Lists have columns apart by tabs; of a line is told what it does, such as 'clean', \
            'noise20+echo' or 'pink:12.5+loss:0.03'.
            """,
        subcommands: [
            ExampleTextsCommand.self, FeatureExamplesCommand.self, OpeningExamplesCommand.self,
        ])
}

/// Prints sentences of the language that callers are expected to speak.
struct ExampleTextsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "texts",
        abstract: "Print sentences that callers of a model may say, evenly from each state.")

    @Option(help: "Dialogue model whose language is expected.")
    var model = ShippedFiles.path("models/dialogue/bank.yaml")

    @Option(help: "Sentences of each state, about.")
    var perState = 1000

    @OptionGroup var calls: CallDayOption

    @Flag(help: "Print the sentences by state as JSON (schema calltwin.example-texts/1).")
    var json = false

    @OptionGroup var hearing: HearingOptions

    func validate() throws {
        guard perState >= 1 else { throw ValidationError("--per-state \(perState): at least 1") }
    }

    func run() throws {
        let day = try calls.day()
        let trained = try DialogueModelFile(path: model).trained()
        let states = try hearing.machine().source(of: trained, today: day).language.states
        let chosen = states.map { state in
            let step = max(1, state.sentences.count / perState)
            return stride(from: 0, to: state.sentences.count, by: step).map {
                state.sentences[$0].text
            }
        }
        guard json else {
            return try StandardOutput.line(chosen.joined().joined(separator: "\n"))
        }
        try StandardOutput.line(
            JSONValue.object([
                ("schema", .string("calltwin.example-texts/1")),
                (
                    "states",
                    .array(
                        zip(states, chosen).map {
                            .object([
                                ("state", .string($0.name)),
                                ("texts", .array($1.map(JSONValue.string))),
                            ])
                        })
                ),
            ]).text(lines: 3))
    }
}

/// A list of examples, read line by line.
private struct ExampleList {
    let rows: [(cells: [String], place: String)]

    init(_ path: String, columns: [String]) throws {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.noInput, "there is no such file", at: path)
        }
        let lines = String(decoding: content, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        rows = try lines.enumerated().filter { !$0.element.isEmpty }.map { number, line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            let place = "\(path):\(number + 1)"
            guard cells.count == columns.count else {
                throw CommandFailure(
                    .badData, "\(cells.count) columns; known: " + columns.joined(separator: ", "),
                    at: place)
            }
            return (cells.map(String.init), place)
        }
    }

    static func clip(_ path: String) throws -> AudioClip {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.noInput, "there is no such file", at: path)
        }
        return try WaveFile.read(Array(content), path: path)
    }

    static func key(_ text: String, at place: String) throws -> UInt64 {
        guard let key = UInt64(text) else {
            throw CommandFailure(.badData, "'\(text)' is no key, a whole number", at: place)
        }
        return key
    }

    /// A file to write into.
    static func output(_ path: String) throws -> FileHandle {
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let handle = FileHandle(forWritingAtPath: path)
        else { throw CommandFailure(.cannotCreate, "cannot be written", at: path) }
        return handle
    }

    static func bytes(_ values: [Float]) -> Data {
        Data(
            values.flatMap { value in withUnsafeBytes(of: value.bitPattern.littleEndian, Array.init)
            })
    }
}

/// Pairs of carried and clean speech.
struct FeatureExamplesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "features",
        abstract:
            "Carry recordings over lines: mel energies of what comes out and of what went in.",
        discussion: """
            For each row of the list, a recording (WAV), a line and a key, a record is written: frames (32 \
            bits), 20 energies of each frame heard, 25 of each frame said (32-bit floats, little-endian).
            """)

    @Argument(help: "List: recording, line, key.")
    var list: String

    @Option(help: "File of records.")
    var out: String

    @Option(help: "Recordings of the talkers of babble, one path a line.")
    var talkers: String?

    func run() throws {
        let rows = try ExampleList(list, columns: ["recording", "line", "key"]).rows
        var sounds = LineSounds()
        if let talkers {
            for row in try ExampleList(talkers, columns: ["recording"]).rows {
                guard let talker = NoiseClip(try ExampleList.clip(row.cells[0]).prepared()) else {
                    throw CommandFailure(.badData, "the recording is empty", at: row.place)
                }
                sounds.add(talker: talker)
            }
        }
        let output = try ExampleList.output(out)
        for row in rows {
            let key = try ExampleList.key(row.cells[2], at: row.place)
            var line = try TelephoneLine(
                ExampleLine(row.cells[1], at: row.place).condition, key: key, sounds: sounds)
            let example = FeatureExample(
                try ExampleList.clip(row.cells[0]), over: &line, key: key)
            output.write(
                withUnsafeBytes(of: Int32(example.frames).littleEndian) { Data($0) }
                    + ExampleList.bytes(example.heard) + ExampleList.bytes(example.clean))
        }
    }
}

/// Beginnings of speech into prompts.
struct OpeningExamplesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acknowledgements",
        abstract:
            "Have recordings or voices speak into prompts: mel energies of their first sounds.",
        discussion: """
            For each row of the list a record is written into OUT.bin (700 energies, 32-bit floats, \
            little-endian) and a line into OUT.tsv: label, line, onset as the detector has it, steps heard, \
            seconds of speech, text. A recording is a path that ends in .wav; a voice is one of flite's, \
            with rate and pitch, such as 'slt 1.1 0.95'.
            """)

    @Argument(help: "List: label, recording or voice, line, gain, prompt, start, key, text.")
    var list: String

    @Option(help: "Path of what is written, without ending.")
    var out: String

    private static let columns = [
        "label", "recording or voice", "line", "gain", "prompt", "start", "key", "text",
    ]

    /// Seconds into a prompt: longer ones are no prompts.
    private static let latestStart = 600.0

    func run() throws {
        let rows = try ExampleList(list, columns: Self.columns).rows
        let synthesizer = MachineSound().synthesizer
        let records = try ExampleList.output(out + ".bin")
        let table = try ExampleList.output(out + ".tsv")
        for row in rows {
            let cells = row.cells
            guard let gain = Float(cells[3]), gain.isFinite, let start = Double(cells[5]),
                (0...Self.latestStart).contains(start)
            else {
                throw CommandFailure(
                    .badData,
                    "gain is a number, and start one of seconds from 0 to \(Int(Self.latestStart))",
                    at: row.place)
            }
            let key = try ExampleList.key(cells[6], at: row.place)
            let speech = try speech(cells[1], cells[7], synthesizer, at: row.place)
            let prompt = try synthesizer.speak(cells[4], voice: VoicePanel.agent).clip.prepared()
            var line = try TelephoneLine(
                ExampleLine(cells[2], at: row.place).condition, key: key)
            let example = OpeningExample(
                speech.samples.map { $0 * gain },
                from: Int(start * Double(TelephoneFrame.sampleRate)), into: prompt.samples,
                over: &line)
            records.write(ExampleList.bytes(example.energies))
            let onset = example.onsetSeconds.map { String(format: "%.4f", $0) } ?? "-"
            let seconds = String(format: "%.4f", speech.durationSeconds)
            table.write(
                Data(
                    "\(cells[0])\t\(cells[2])\t\(onset)\t\(example.steps)\t\(seconds)\t\(cells[7])\n"
                        .utf8))
        }
    }

    private func speech(
        _ speaker: String, _ text: String, _ synthesizer: any SpeechSynthesizer, at place: String
    ) throws -> AudioClip {
        if speaker.hasSuffix(".wav") { return try ExampleList.clip(speaker).prepared() }
        let parts = speaker.split(separator: " ").map(String.init)
        guard parts.count == 3, let rate = Double(parts[1]), let pitch = Double(parts[2]),
            rate > 0, pitch > 0
        else {
            throw CommandFailure(
                .badData, "'\(speaker)' is neither a .wav nor a voice, its rate and its pitch",
                at: place)
        }
        let voice = Voice(engine: .flite, name: parts[0], rate: rate, pitch: pitch)
        return try synthesizer.speak(text, voice: voice).clip.prepared()
    }
}
