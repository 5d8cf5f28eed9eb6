import ArgumentParser
import DialogueEngine
import Foundation
import TelephoneAudio
import VoiceChannel
import VoiceLibraries

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

    /// Seconds of the longest recording: the time that recognisers take grows faster than its length.
    private static let longestSeconds = 60.0

    private struct Item {
        let group: String
        let file: String
        let text: String
    }

    func run() throws {
        let folders = VoiceFolders(environment: ProcessInfo.processInfo.environment)
        let synthesizer = CachedSynthesizer.ofThisMachine(folders: folders)
        let lines = try LineChoice.list(conditions, option: "--conditions").map { line in
            (line.condition, try line.sounds(presets: recordings, synthesizer: synthesizer))
        }
        var spoken: [(item: Item, clip: AudioClip)] = []
        for item in try items() {
            let path = folder + "/" + item.file
            guard let content = FileManager.default.contents(atPath: path) else {
                StandardError.line("\(path): there is no such file; left out")
                continue
            }
            let bytes = [UInt8](content)
            let clip =
                path.hasSuffix(".raw") ? Self.raw(bytes) : try WaveFile.read(bytes, path: path)
            guard clip.durationSeconds <= Self.longestSeconds else {
                throw AudioFileError.tooLong(
                    path: path, seconds: Int(clip.durationSeconds.rounded(.up)),
                    limitSeconds: Int(Self.longestSeconds))
            }
            spoken.append((item, RecognizerBench.utterance(of: clip)))
        }
        guard !spoken.isEmpty else {
            throw CommandFailure(.unavailable, "no recordings; run: make voice-recordings")
        }
        try StandardOutput.line("line\trecogniser\tgroup\twords\tword errors %")
        for (condition, sounds) in lines {
            let heard = try spoken.enumerated().map { place, entry in
                try carried(entry.clip, condition, key: UInt64(place), sounds)
            }
            for recognizer in self.recognizer.split(separator: ",").map(String.init) {
                try judge(spoken.map(\.item), heard, condition, recognizer, folders)
            }
        }
    }

    private func judge(
        _ items: [Item], _ heard: [[Float]], _ condition: LineCondition, _ name: String,
        _ folders: VoiceFolders
    ) throws {
        let recognizer = try make(name, folders)
        var groups: [(name: String, errors: WordErrors)] = []
        for (item, sound) in zip(items, heard) {
            let recognition = try recognizer.hear(
                whole: sound, state: PocketSphinxRecognizer.allStates, wantsPartials: false)
            let text = recognition.hypotheses.first?.text ?? ""
            if words { StandardError.line("\(name) \(item.file): \(text)") }
            if groups.last?.name != item.group { groups.append((item.group, WordErrors())) }
            groups[groups.count - 1].errors += WordErrors(said: item.text, heard: text)
        }
        for group in groups {
            try StandardOutput.line(
                "\(condition.name)\t\(name)\t\(group.name)\t\(group.errors.words)\t"
                    + String(format: "%.1f", 100 * group.errors.rate))
        }
    }

    private func make(_ name: String, _ folders: VoiceFolders) throws -> any Recognizer {
        switch name {
        case "pocketsphinx":
            var options = PocketSphinxOptions(
                features: try FeatureEnhancer(path: hearing + "/telephone.features"))
            options.hearsPartials = false
            return try PocketSphinxRecognizer(files: .english(), options: options)
        case "moonshine":
            return MoonshineRecognizer(moonshine: try Moonshine(folder: folders.moonshine))
        default:
            throw CommandFailure.usage(
                "--recognizer \(name): there is none; known: pocketsphinx, moonshine")
        }
    }

    private func carried(
        _ clip: AudioClip, _ condition: LineCondition, key: UInt64, _ sounds: LineSounds
    ) throws -> [Float] {
        let codec = condition.codecs.contains(.gsmFullRate) ? try GSMLineCodec() : nil
        var line = try TelephoneLine(condition, key: key, sounds: sounds, gsmFullRate: codec)
        return line.carry(clip: clip).samples
    }

    /// 16 bits at 16 kHz without a heading, low byte first.
    private static func raw(_ bytes: [UInt8]) -> AudioClip {
        let pcm = stride(from: 0, to: bytes.count - 1, by: 2).map {
            Int16(bitPattern: UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8)
        }
        return AudioClip(pcm: pcm, sampleRate: PocketSphinx.sampleRate)
    }

    private func items() throws -> [Item] {
        guard let content = FileManager.default.contents(atPath: list) else {
            throw CommandFailure(.noInput, "there is no such file", at: list)
        }
        let lines = String(decoding: content, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        let rows = lines.enumerated().filter { !$0.element.isEmpty && $0.element.first != "#" }
        return try rows.dropFirst().map { number, line in
            let cells = line.split(separator: "\t").map(String.init)
            guard cells.count == 3 else {
                throw CommandFailure(
                    .badData, "\(cells.count) columns; known: group, file, text",
                    at: "\(list):\(number + 1)")
            }
            return Item(group: cells[0], file: cells[1], text: cells[2])
        }
    }
}
