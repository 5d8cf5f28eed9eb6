import ArgumentParser
import DecodeBank
import Foundation
import Reporting
import TelephoneAudio
import VoiceStudies

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
            the same options, and more calls or conditions extend it. A bank of other callers, voices, days, \
            seeds or draws is refused.

            Exit code: 0 done, 1 calls still say what the bank lacks after the last round, 65 bad data, \
            69 no voices or recogniser on this machine.
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

    @Option(parsing: .unconditional, help: "Rounds of holding the calls after which it stops.")
    var rounds = BankBuilding.mostRounds

    @Option(parsing: .unconditional, help: "Decodes at once.")
    var workers = max(ProcessInfo.processInfo.activeProcessorCount, 1)

    @Flag(help: "Print what was built as JSON (schema calltwin.bank-build/1).")
    var json = false

    @OptionGroup var hearing: HearingOptions

    func validate() throws {
        guard calls >= 1 else { throw ValidationError("--calls \(calls): at least 1 is needed") }
        guard draws >= 1 else { throw ValidationError("--draws 0: at least 1 is needed") }
        guard rounds >= 1 else { throw ValidationError("--rounds \(rounds): at least 1 is needed") }
        guard workers >= 1 else {
            throw ValidationError("--workers \(workers): at least 1 is needed")
        }
    }

    func run() throws {
        var build = BankBuild(
            callers: callers, lines: try LineChoice.list(conditions, option: "--conditions"),
            machine: hearing.machine(recordings: recordings), recognizer: hearing.recognizer,
            processorSeconds: { ProcessClock.threadSeconds })
        (build.calls, build.draws, build.seed) = (calls, draws, seed)
        (build.anchors, build.scenario) = (anchors, scenario)
        (build.rounds, build.workers) = (rounds, workers)
        build.classifiers = UserCache.classifiers
        do {
            let built = try build.run(at: out) {
                StandardError.line("round \($0): \($1) of \($2) decoded")
            }
            let count = try built.bank.count()
            guard json else {
                return try StandardOutput.line(
                    "\(out): \(count) decodes, \(built.added) of them new")
            }
            try StandardOutput.line(
                JSONValue.object([
                    ("schema", .string("calltwin.bank-build/1")), ("bank", .string(out)),
                    ("calls", .integer(built.calls)), ("seed", .unsigned(seed)),
                    (
                        "conditions",
                        .array(build.lines.map { .string($0.condition.name) })
                    ),
                    ("decodes", .integer(count)), ("added", .integer(built.added)),
                ]).text(lines: 1))
        } catch {
            throw CommandFailure(sound: error)
        }
    }
}

/// Shows what a bank holds.
struct VoiceBankCoverageCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "coverage", abstract: "Show texts and decodes by condition, voice and state.")

    @Argument(help: "The bank (SQLite).")
    var bank: String

    @Flag(help: "Print it as JSON (schema calltwin.bank-coverage/1).")
    var json = false

    func run() throws {
        do {
            let bank = try UtteranceBank.open(path: bank)
            let (cells, facts) = (try bank.coverage(), try bank.provenance())
            let lines =
                json
                ? [Self.json(bank.path, cells, facts).text(lines: 3)]
                : ["line\tvoice\tclass\tstate\ttexts\tdecodes"]
                    + cells.map {
                        [
                            $0.condition, $0.voice, $0.voiceClass, $0.state, "\($0.texts)",
                            "\($0.decodes)",
                        ].joined(separator: "\t")
                    } + facts.map { "\($0.what): \($0.value)" }
            try StandardOutput.line(lines.joined(separator: "\n"))
        } catch {
            throw CommandFailure(sound: error)
        }
    }

    private static func json(
        _ path: String, _ cells: [CoverageCell], _ facts: [UtteranceBank.ProvenanceItem]
    ) -> JSONValue {
        .object([
            ("schema", .string("calltwin.bank-coverage/1")), ("bank", .string(path)),
            (
                "cells",
                .array(
                    cells.map {
                        .object([
                            ("condition", .string($0.condition)), ("voice", .string($0.voice)),
                            ("voiceClass", .string($0.voiceClass)), ("state", .string($0.state)),
                            ("texts", .integer($0.texts)), ("decodes", .integer($0.decodes)),
                        ])
                    })
            ),
            (
                "provenance",
                .array(
                    facts.map {
                        .object([("what", .string($0.what)), ("value", .string($0.value))])
                    })
            ),
        ])
    }
}
