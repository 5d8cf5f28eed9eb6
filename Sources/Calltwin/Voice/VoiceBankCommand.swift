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

    @Option(help: "Conditions of the line, such as clean,noise20,babble10.")
    var conditions = "clean,noise20,babble10"

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

    private func lines() throws(CommandFailure) -> [LineCondition] {
        var lines: [LineCondition] = []
        for name in conditions.split(separator: ",").map(String.init) {
            guard let line = LineCondition.preset(name) else {
                let known = LineCondition.presets.map(\.name).joined(separator: ", ")
                throw .usage("--conditions: no condition '\(name)'; known: \(known)")
            }
            lines.append(line)
        }
        return lines
    }

    func run() throws {
        let lines = try lines()
        let folders = VoiceFolders(environment: ProcessInfo.processInfo.environment)
        do {
            let inputs = try BankInputs(callers: callers, today: BankDay.today, seed: seed)
            let source = try hearing.source(of: inputs.model, today: inputs.today)
            let (recognizers, setup) = try source.bankPool(hearing.recognizer)
            let bank =
                FileManager.default.fileExists(atPath: out)
                ? try UtteranceBank.open(path: out, for: .writing)
                : try UtteranceBank.create(path: out)
            let keys = inputs.keys(
                of: inputs.utterances(calls: calls), conditions: lines.map(\.name), draws: draws,
                setup: setup, bank: bank)
            let building = BankBuilding(
                bank: bank, synthesizer: BankDay.synthesizer(folders),
                recognizers: recognizers,
                calibration: { source.calibrations.calibration(of: hearing.recognizer, on: $0) },
                conditions: lines, sounds: LineSounds(), workers: workers)
            let added = try building.decode(keys) { done, all in
                StandardError.line("\(done) of \(all) decoded")
            }
            try bank.note([
                .init(
                    "build",
                    "callers \(callers), calls \(calls), conditions \(conditions), draws \(draws), "
                        + "seed \(seed), recogniser \(setup.acousticModel) "
                        + "\(setup.languageModelHash) \(setup.options)")
            ])
            try StandardOutput.line(
                "\(out): \(try bank.count()) decodes, \(added) of them new")
        } catch let error as DecodeBankError {
            throw CommandFailure(error)
        } catch let error as VoiceLibraryError {
            throw CommandFailure(.unavailable, error.description)
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

/// Fits error channels to a bank.
struct VoiceBankFitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Fit the channels of words and meanings, and check them on what is left out.")

    @Argument(help: "The bank (SQLite).")
    var bank: String

    @Option(help: "Callers file (YAML) that the bank was built of.")
    var callers: String

    @Option(
        parsing: .unconditional, help: "Calls that the bank was built of, for what callers meant.")
    var calls = 100

    @Option(parsing: .unconditional, help: "Seed that the bank was built with.")
    var seed: UInt64 = 1

    @Option(help: "Where the channels are written (JSON lines).")
    var out: String

    func run() throws {
        do {
            let inputs = try BankInputs(callers: callers, today: BankDay.today, seed: seed)
            let records = try UtteranceBank.open(path: bank).records()
            let states = BankStates(model: inputs.model)
            let context = CallContext(
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0),
                today: inputs.today, minuteOfDay: 600)
            let labeller = MeaningLabeller(model: inputs.model, context: context) {
                states.situation($0)
            }
            let meant = SpokenMeanings(
                inputs.utterances(calls: calls), model: inputs.model, state: inputs.state)
            let turns = labeller.label(records, meant: meant)
            let file = FittedChannels(
                words: try WordChannelFitter.fit(records),
                meanings: try MeaningChannelFitter.fit(turns),
                provenance: ["bank": bank, "decodes": "\(records.count)"])
            try file.write(to: out)
            try StandardOutput.line(
                try MeaningChannelCheck.leavingOneVoiceOut(turns).text)
            if Set(turns.map(\.condition)).count > 1 {
                try StandardOutput.line(
                    try MeaningChannelCheck.leavingOneConditionOut(turns).text)
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
            case .missing: .noInput
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
