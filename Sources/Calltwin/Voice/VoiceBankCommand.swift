import ArgumentParser
import DecodeBank
import DialogueEngine
import Foundation
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

/// Looks after banks of decodes.
struct VoiceBankCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bank",
        abstract: "Build and look at banks of decodes, and fit error channels to them.",
        discussion: """
            Examples:
              calltwin voice bank build models/callers/bank.yaml --out out/bank.sqlite --calls 20
              calltwin voice bank coverage out/bank.sqlite
              calltwin voice bank fit out/bank.sqlite --callers models/callers/bank.yaml --out out/channels.jsonl
            """,
        subcommands: [
            VoiceBankBuildCommand.self, VoiceBankCoverageCommand.self, VoiceBankFitCommand.self,
        ])
}

/// Builds or extends a bank.
struct VoiceBankBuildCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "build",
        abstract: "Decode what simulated callers say, and store what was heard.",
        discussion: """
            Calls are held over each line, heard by the bank as it grows, until they say nothing that it lacks: \
            those calls are then in it without a miss. With --anchors the same callers are held at the \
            anchors of a projection too, with --scenario the callers that a scenario's pools draw from \
            (population), with its stages, tools and later attempts. \
            What is stored already is not decoded again: a build that was stopped is started again with \
            the same options, and more calls or conditions extend it.

            Exit code: 0 done, 65 bad data, 69 no voices or recogniser on this machine.
            """)

    @Argument(help: "Callers file (YAML).")
    var callers: String

    @Option(help: "The bank (SQLite); made where it is not there.")
    var out: String

    @Option(parsing: .unconditional, help: "Calls whose utterances are decoded.")
    var calls = 100

    @Option(help: "Lines, parted by commas: conditions such as clean, or files (YAML).")
    var conditions = "clean,noise20,babble10"

    @Option(
        help: """
            Scenario (YAML) whose projection is anchored by the bank (project --anchors): its first, \
            middle and last point.
            """)
    var anchors: String?

    @Option(
        help: """
            Scenario (YAML) with pools that draw their callers from a population: all calls of its members \
            are held too, over each of the lines.
            """)
    var scenario: String?

    @Option(help: "File of the recordings that conditions name.")
    var recordings = LineChoice.presetRecordings

    @Option(parsing: .unconditional, help: "Channel draws that utterances are spread over.")
    var draws: UInt32 = 1

    @Option(parsing: .unconditional, help: "Seed of callers, voices and lines.")
    var seed: UInt64 = 1

    @Option(parsing: .unconditional, help: "Decodes at once.")
    var workers = max(ProcessInfo.processInfo.activeProcessorCount, 1)

    @OptionGroup var hearing: HearingOptions

    func validate() throws {
        guard calls >= 1 else { throw ValidationError("--calls \(calls): at least 1 is needed") }
        guard draws >= 1 else { throw ValidationError("--draws 0: at least 1 is needed") }
        guard workers >= 1 else {
            throw ValidationError("--workers \(workers): at least 1 is needed")
        }
    }

    func run() throws {
        let choices = try LineChoice.list(conditions, option: "--conditions")
        let folders = VoiceFolders(environment: ProcessInfo.processInfo.environment)
        do {
            let synthesizer = BankDay.synthesizer(folders)
            let lines = try choices.map { choice in
                let sounds = try choice.sounds(presets: recordings, synthesizer: synthesizer)
                try choice.check(sounds)
                return (condition: choice.condition, sounds: sounds)
            }
            let inputs = try BankInputs(callers: callers, today: BankDay.today, seed: seed)
            let source = try hearing.source(of: inputs.model, today: inputs.today)
            let (recognizers, setup) = try source.bankPool(hearing.recognizer)
            let bank =
                FileManager.default.fileExists(atPath: out)
                ? try UtteranceBank.open(path: out, for: .writing)
                : try UtteranceBank.create(path: out)
            let contents = lines.map {
                (name: $0.condition.name, content: $0.condition.content(with: $0.sounds))
            }
            try Self.checkSame(contents, in: bank, path: out)
            let building = BankBuilding(
                bank: bank, synthesizer: synthesizer, recognizers: recognizers,
                calibration: { source.calibrations.calibration(of: hearing.recognizer, on: $0) },
                acknowledgements: source.acknowledged(in: inputs.model),
                lines: lines, workers: workers)
            let addresses = lines.map {
                inputs.address(condition: $0.condition.name, draws: draws, setup: setup)
            }
            // Said first, so that a build that is stopped has said what it was for.
            let description = BankDescription(
                callers: callers, calls: calls, seed: seed, day: inputs.today.description,
                draws: draws)
            try bank.note(
                contents.map { .init("line " + $0.name, $0.content) } + description.facts + [
                    .init(SpeakerPanel.fact, SpeakerPanel(inputs.panel).text),
                    .init("conditions", conditions),
                    .init(
                        "recogniser",
                        "\(setup.acousticModel) \(setup.languageModelHash) \(setup.options)"),
                ])
            let anchored = try anchors.map { try AnchorCalls(scenario: $0, inputs: inputs) }
            let drawn = try scenario.map { try PopulationCalls(scenario: $0) }
            let added = try building.close {
                var keys = Set(try inputs.keys(calls: calls, over: addresses, of: bank))
                try anchored?.insertKeys(into: &keys, calls: calls, over: addresses, of: bank)
                try drawn?.insertKeys(into: &keys, over: addresses, of: bank)
                return BankInputs.sorted(keys)
            } progress: {
                StandardError.line("round \($0): \($1) of \($2) decoded")
            }
            try StandardOutput.line(
                "\(out): \(try bank.count()) decodes, \(added) of them new")
        } catch {
            throw CommandFailure(sound: error)
        }
    }
}

extension VoiceBankBuildCommand {
    /// Refuses to extend a bank over a line that was another one when its decodes were made.
    private static func checkSame(
        _ lines: [(name: String, content: String)], in bank: UtteranceBank, path: String
    ) throws {
        let known = try bank.provenance()
        for line in lines {
            let before = known.last { $0.what == "line " + line.name }?.value
            if let before, before != line.content {
                throw CommandFailure(
                    .badData,
                    "line '\(line.name)' was another when its decodes were made (settings, recordings or "
                        + "voices of babble); give it another name, or build the bank anew",
                    at: path)
            }
        }
    }
}

/// Shows what a bank holds.
struct VoiceBankCoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "Show texts and decodes by condition, voice and state.")

    @Argument(help: "The bank (SQLite).")
    var bank: String

    func run() throws {
        do {
            let bank = try UtteranceBank.open(path: bank)
            for cell in try bank.coverage() {
                try StandardOutput.line(
                    [
                        cell.condition, cell.voice, cell.voiceClass, cell.state, "\(cell.texts)",
                        "\(cell.decodes)",
                    ].joined(separator: "\t"))
            }
            for item in try bank.provenance() {
                try StandardOutput.line("\(item.what): \(item.value)")
            }
        } catch let error as DecodeBankError {
            throw CommandFailure(error)
        }
    }
}

extension CommandFailure {
    /// What is wrong with a bank or a file of channels.
    init(_ error: DecodeBankError) {
        let status: ExitStatus =
            switch error {
            case .missing, .missingChannels: .noInput
            case .exists: .cannotCreate
            case .busy: .tryAgain
            case .laterSchema: .newerVersion
            case .refused, .readOnly: .inputOutput
            default: .badData
            }
        let parts = error.description.components(separatedBy: ": error: ")
        if parts.count > 1 {
            self.init(status, parts.dropFirst().joined(separator: ": error: "), at: parts[0])
        } else {
            self.init(status, String(error.description.dropFirst("error: ".count)))
        }
    }
}
