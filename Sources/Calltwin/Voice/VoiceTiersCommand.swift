import ArgumentParser
import Foundation
import Reporting
import VoiceStudies

/// Holds the same calls at several fidelities, and says how far these agree.
struct VoiceTiersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tiers",
        abstract: "Hold the same calls at several fidelities, and compare them with sound.",
        discussion: """
            Callers, their words and their random numbers are the same at every fidelity; only the ear differs. \
            The bank of decodes that 'bank' hears by is made for these very calls: nothing is missing in it. \
            One that --bank names is extended where it is of these callers, this day and this seed, and of \
            the same recogniser and line; any other is refused. Channels are those of the callers file: judge \
            them on another seed than they were fitted on.

            Differences are of pairs, with 95 % intervals; the p-values are of two one-sided tests, that the \
            share contained is within 3 points of the last fidelity's and the turns are within 5 %.

            Exit code: 0 done, 65 bad data or a bank of other calls, 69 no voices or recogniser on this machine.

            Examples:
              calltwin voice tiers models/callers/bank.yaml
              calltwin voice tiers models/callers/bank.yaml --calls 400 --fidelities bank,audio --line noise20
              calltwin voice tiers models/callers/bank.yaml --turns
            """)

    @Argument(help: "Callers file (YAML).")
    var callers: String

    @Option(help: "Fidelities, parted by commas; the last is the one that others are held against.")
    var fidelities = "text,channel,channel-words,bank,audio"

    @Option(parsing: .unconditional, help: "How many calls.")
    var calls = 60

    @Option(help: "Line of the calls: a condition, or a file (YAML) where only sound hears.")
    var line = "clean"

    @Option(parsing: .unconditional, help: "Seed of callers, voices and lines.")
    var seed: UInt64 = 2

    @Flag(
        help: ArgumentHelp(
            "Also say what became of turns, and hold the calls with sound whose words are all heard.",
            discussion:
                "The latter, 'endpointing', has what detecting speech does without a recogniser."))
    var turns = false

    @Option(help: "Bank of decodes to make or extend; one that is thrown away when left out.")
    var bank: String?

    @Option(help: "File of fitted channels, instead of the one that the callers file names.")
    var channels: String?

    @Option(help: "File of the recordings that conditions name.")
    var recordings = LineChoice.presetRecordings

    @Flag(help: "Print all of it as JSON (schema calltwin.tiers/1).")
    var json = false

    @OptionGroup var processors: WorkerOptions

    @OptionGroup var hearing: HearingOptions

    func validate() throws {
        guard calls >= TierAgreement.fewestCalls else {
            throw ValidationError(
                "--calls \(calls): at least \(TierAgreement.fewestCalls) are needed")
        }
        let chosen = try chosen()
        if chosen.count < 2 { throw ValidationError("--fidelities: at least two are compared") }
        if Set(chosen).count < chosen.count {
            throw ValidationError("--fidelities: one is named twice")
        }
        if bank != nil, !chosen.contains(.bank) {
            throw ValidationError("--bank has no effect without the fidelity bank")
        }
        if channels != nil, !chosen.contains(where: { $0 == .channel || $0 == .channelWords }) {
            throw ValidationError(
                "--channels has no effect without the fidelities channel and channel-words")
        }
    }

    private func chosen() throws -> [Fidelity] {
        try fidelities.split(separator: ",").map { name in
            guard let fidelity = Fidelity(rawValue: String(name)) else {
                throw ValidationError(
                    "--fidelities \(name): there is none; known: "
                        + Fidelity.allCases.map(\.rawValue).joined(separator: ", "))
            }
            return fidelity
        }
    }

    func run() throws {
        var build = BankBuild(
            callers: callers, lines: [try LineChoice(line, option: "--line")],
            machine: hearing.machine(recordings: recordings), recognizer: hearing.recognizer,
            processorSeconds: { ProcessClock.threadSeconds })
        (build.calls, build.seed, build.workers) = (calls, seed, processors.workers)
        var hearings = try chosen().map(TierStudy.Hearing.fidelity)
        if turns { hearings.insert(.endpointing, at: hearings.count - 1) }
        do {
            let study = try TierStudy(build)
            try withBank { path in
                let held = try hearings.map { hearing in
                    StandardError.line("\(hearing.name): \(calls) calls")
                    let bank =
                        hearing == .fidelity(.bank)
                        ? try study.closedBank(at: path) {
                            StandardError.line("round \($0): \($1) of \($2) decoded")
                        } : nil
                    return try study.hold(hearing, channels: channels, bank: bank)
                }
                let agreement = try TierAgreement(held)
                try StandardOutput.line(
                    json
                        ? agreement.json(line: line, seed: seed).text(lines: 3)
                        : agreement.lines(line: line, seed: seed, turns: turns)
                            .joined(separator: "\n"))
            }
        } catch {
            throw CommandFailure(sound: error)
        }
    }

    /// Runs a body with the path of the bank; of one that is thrown away after it where none is named.
    private func withBank(_ body: (String) throws -> Void) throws {
        if let bank { return try body(bank) }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "calltwin-tiers-\(ProcessInfo.processInfo.globallyUniqueString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appendingPathComponent("bank.sqlite").path)
    }
}
