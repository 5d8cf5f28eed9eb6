import ArgumentParser
import CallerModel
import Conversations
import DecodeBank
import DialogueEngine
import DialogueModels
import Foundation
import TwinPrimitives
import VoiceChannel
import VoiceStudies

/// Lets somebody at a keyboard be the caller.
struct TalkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "talk",
        abstract: "Talk to a voice agent of a dialogue model.",
        discussion: """
            Each line is what the caller says; readings of a recogniser are separated by |, best first, \
            each with its confidence in front if it has one, as in "0.6 to|0.3 two". Lines that begin \
            with / are acts; /help lists them. Time is simulated: prompts take as long as their words. \
            A line that is none ends the command, unless somebody at a terminal can type another.

            With --caller a simulated caller talks instead, and with --calls many do, one after another. \
            --log writes a call as JSON lines, whoever talks, in place of an older file. --replay feeds the inputs of a log to the model again and \
            demands the same bytes; with --what-if it says where another model first does something \
            else, and how the call then goes on.

            --fidelity says how truly the voice agent hears. With --audio both sides talk in sound: voices \
            speak, a telephone line carries, a detector and a recogniser hear. The tiers bank, channel-words \
            and channel make no sound and need no voices: they look decodes up, or draw errors by \
            channels fitted to them, which the callers file names. Calls run on --jobs processors; the \
            same seed gives the same calls.

            --trials hears every call several times, with other errors of the ear, and says how many callers are \
            served every time; --by holds groups of callers against all.

            --wav lets a recorded caller talk: what was said is said again, as long as the voice agent asks \
            what it asked then, and a caller of --caller goes on where it does not. What was asked stands in \
            transcripts of --wav-out; of other recordings' labels the meaning counts, and without labels \
            anything said answers anything.

            Exit code: 0 done, 2 a replay differs or a call has a defect, 65 bad data.

            Examples:
              calltwin talk models/dialogue/bank.yaml
              echo "what are your opening hours" | calltwin talk models/dialogue/bank.yaml --explain
              calltwin talk models/dialogue/bank.yaml --caller models/callers/bank.yaml --seed 7
              calltwin talk models/dialogue/bank.yaml --caller models/callers/bank.yaml --calls 1000 --word-errors 15% --json
              calltwin talk models/dialogue/bank.yaml --caller models/callers/bank.yaml --audio --line noise20 --wav-out out/call
              calltwin talk models/dialogue/bank.yaml --caller models/callers/bank.yaml --fidelity channel --line noise20 --calls 10000
              calltwin talk models/dialogue/bank.yaml --caller models/callers/bank.yaml --fidelity channel --calls 1000 --trials 5 --by voice,persona
              calltwin talk models/dialogue/bank.yaml --caller models/callers/bank.yaml --wav out/call/0.wav
            """)

    @Argument(help: "Dialogue model (YAML).")
    var model: String

    @Flag(help: "Show readings, values, decisions and beliefs after each turn.")
    var explain = false

    @Option(
        parsing: .unconditional,
        help: "Seed of the wordings that are drawn, and of the callers. (default: \(Given.seed))")
    var seed: UInt64?

    @Option(help: "Day of the call. (default: \(Given.today))")
    var today: String?

    @Option(help: "Time of the call. (default: \(Given.time))")
    var time: String?

    @Option(
        parsing: .unconditional,
        help: "Verification that comes with the line, 0 to 9. (default: 0)")
    var level: UInt8?

    @Option(help: "Callers file (YAML): a simulated caller talks.")
    var caller: String?

    @Option(parsing: .unconditional, help: "With --caller: how many calls.")
    var calls = 1

    @Option(help: "With --caller: word-error rate of the ear, such as 15%.")
    var wordErrors: String?

    @Option(
        help:
            "Write the call as JSON lines into this file; with --calls, numbered files in this new folder."
    )
    var log: String?

    @Flag(help: "With --log: leave out what is personal; such a log can be read, not replayed.")
    var redact = false

    @Flag(help: "With --caller: print what became of the calls as JSON (schema calltwin.talk/1).")
    var json = false

    @Flag(
        help: ArgumentHelp(
            "With --calls: what the calls that were not served failed by first.",
            discussion: """

                Each is held again with every word heard, then with every meaning understood too, then \
                without latency, then with tools that work: the first that cures it names the cause.
                """))
    var attribute = false

    @OptionGroup var studies: CallStudyOptions

    @OptionGroup var hearing: FidelityOptions

    @OptionGroup var sound: AudioOptions

    @OptionGroup var processors: WorkerOptions

    @Option(help: "Log of a call whose inputs are fed to the model again.")
    var replay: String?

    @Option(help: "With --replay and --caller: hold the call under this other model.")
    var whatIf: String?

    /// What a call is given when the command line says nothing else.
    private enum Given {
        static let seed: UInt64 = 1
        static let today = CallDayOption.usual
        static let time = "10:00"
    }

    /// Options that would say nothing, with why; the first that is given is refused.
    private var idle: [(isGiven: Bool, option: String, reason: String)] {
        let isOfLog = replay != nil
        let isCheck = isOfLog && whatIf == nil
        let isSum = calls > 1 || json
        return [
            (isOfLog && seed != nil, "--seed", "with --replay: the log says it"),
            (isOfLog && today != nil, "--today", "with --replay: the log says it"),
            (isOfLog && time != nil, "--time", "with --replay: the log says it"),
            (isOfLog && level != nil, "--level", "with --replay: the log says it"),
            (isCheck && caller != nil, "--caller", "with --replay without --what-if"),
            (isCheck && wordErrors != nil, "--word-errors", "with --replay without --what-if"),
            (isCheck && explain, "--explain", "with --replay without --what-if"),
            (json && explain, "--explain", "with --json"),
            (attribute && !isSum, "--attribute", "without --calls"),
            (attribute && isOfLog, "--attribute", "with --replay"),
            (isSum && explain, "--explain", "with --calls: they are summed up"),
            (processors.jobs != nil && !isSum, "--jobs", "without --calls"),
        ]
    }

    func validate() throws {
        guard calls >= 1 else { throw ValidationError("--calls \(calls): at least 1 is needed") }
        if let level, level > 9 {
            throw ValidationError("--level \(level): between 0 and 9")
        }
        if caller == nil {
            if calls > 1 { throw ValidationError("--calls has no effect without --caller") }
            if wordErrors != nil {
                throw ValidationError("--word-errors has no effect without --caller")
            }
            if sound.audio { throw ValidationError("--audio needs --caller, who speaks") }
            if hearing.fidelity != nil {
                throw ValidationError("--fidelity has no effect without --caller")
            }
            if sound.sounds {
                throw ValidationError("--wav needs --caller, whose goal the recording has")
            }
            if json { throw ValidationError("--json has no effect without --caller") }
            if whatIf != nil {
                throw ValidationError("--what-if needs --caller, who goes on talking")
            }
        }
        if redact, log == nil { throw ValidationError("--redact has no effect without --log") }
        try hearing.validate(isAudio: sound.sounds)
        try studies.validate(calls: calls, isReplay: replay != nil)
        try validateSound()
        if sound.recording.wav != nil, calls > 1 || replay != nil {
            throw ValidationError("--wav is one call: it goes with neither --calls nor --replay")
        }
        if whatIf != nil, replay == nil { throw ValidationError("--what-if needs --replay") }
        if replay != nil, calls > 1 || log != nil || json {
            throw ValidationError("--replay goes with none of --calls, --log and --json")
        }
        if let first = idle.first(where: \.isGiven) {
            throw ValidationError("\(first.option) has no effect \(first.reason)")
        }
    }

    var fidelity: Fidelity { hearing.chosen(isAudio: sound.sounds) }

    private func validateSound() throws {
        let name = fidelity.rawValue
        if fidelity == .text, sound.line != "clean" {
            throw ValidationError("--line has no effect with --fidelity \(name)")
        }
        if fidelity != .text, wordErrors != nil {
            throw ValidationError(
                "--word-errors has no effect with --fidelity \(name): the ear has its own errors")
        }
        guard fidelity == .audio else {
            if sound.wavOut != nil {
                throw ValidationError("--wav-out has no effect with --fidelity \(name)")
            }
            if sound.partials {
                throw ValidationError("--partials has no effect with --fidelity \(name)")
            }
            if let option = sound.given.first {
                throw ValidationError("\(option) has no effect with --fidelity \(name)")
            }
            return
        }
        if replay != nil, whatIf == nil {
            throw ValidationError("--audio has no effect with --replay: a log needs no sound")
        }
    }

    func run() throws {
        let context = try callContext()
        if let log, calls == 1 { try CallLogs.demandWritable(log) }
        let file = try readModel(model)
        for finding in file.findings { StandardError.line(finding.description) }
        let trained = file.trained(cache: UserCache.classifiers)
        if let replay { return try replayLog(replay, file, trained) }
        if let caller { return try simulate(caller, trained, context) }
        try converse(trained, context)
    }

    private func converse(_ trained: DialogueModel, _ context: CallContext) throws {
        let seed = seed ?? Given.seed
        let reducer = DialogueReducer(
            model: trained, streams: RandomStreams(seed: seed, replication: 0))
        var session = TextSession(reducer: reducer, context: context)
        var text = DialogueText(model: trained, context: context, explains: explain)
        try show(text.lines(session.news))
        var number = 0
        reading: while session.state.outcome == nil {
            if Self.isTyped, Terminal.standardOutput.isTerminal { print("> ", terminator: "") }
            guard let line = readLine() else { break }
            number += 1
            switch try typed(line, number) {
            case .act(let act)?:
                session.perform(act)
                try show(text.lines(session.news))
            case .help?: try show(TypedAct.list)
            case .quit?: break reading
            case nil: continue
            }
        }
        if let log {
            // Whoever stops typing has hung up: a log is of a whole call.
            if session.state.outcome == nil { session.perform(.hangUp) }
            let whole = session.log(seed: seed)
            try CallLogs.write(
                redact ? whole.redactedText(model: trained) : whole.text, to: log)
        }
        if let outcome = session.state.outcome {
            try StandardOutput.line("[\(outcome.name) after \(session.state.turn) turns]")
        }
    }

    /// Whether somebody types at a terminal, and can type another line after a wrong one.
    private static var isTyped: Bool { Terminal.standardInput.isTerminal }

    /// Reads a line; a wrong one is said again at a terminal, and ends the command elsewhere.
    private func typed(_ line: String, _ number: Int) throws(CommandFailure) -> TypedAct? {
        do throws(TypedAct.Problem) {
            return try TypedAct.read(line)
        } catch {
            guard Self.isTyped else {
                throw CommandFailure(.badData, error.text, at: "standard input:\(number)")
            }
            StandardError.line("error: \(error.text)")
            return nil
        }
    }

    // MARK: Simulated callers and logs

    private func simulate(
        _ caller: String, _ trained: DialogueModel, _ context: CallContext
    ) throws {
        let recording = try sound.recording.read()
        if let known = recording?.origin?.seed, let seed, seed != known {
            throw CommandFailure.usage(
                "--seed \(seed) has no effect: the transcript beside the recording says \(known)")
        }
        let seed = recording?.origin?.seed ?? seed ?? Given.seed
        var context = context
        context.caller = CallerKey(
            contactType: ContactTypeID(0), ordinal: recording?.origin?.caller ?? 0)
        let setting = try setting(
            caller, trained, heardAs: trained, seed: seed, today: context.today,
            recording: recording)
        let simulated = SimulatedCalls(
            conversation: setting.conversation, model: trained, context: context, seed: seed)
        if calls == 1, !json {
            let record = simulated.record(Int(context.caller.ordinal))
            var text = DialogueText(model: trained, context: context, explains: explain)
            try StandardOutput.line(
                self.sound.recording.caller(persona: record.persona, goal: record.goal))
            try show(text.lines(of: record))
            try StandardOutput.line("[\(record.outcome.name) after \(record.callerTurns) turns]")
            try show(self.sound.recording.lines(record))
            if let log { try CallLogs.write(simulated.log(record, redacts: redact), to: log) }
            if let folder = setting.folder {
                folder.write(record, seed: seed)
                try folder.finish()
            }
            if let reason = record.lineFailure { throw CommandFailure.noSound(reason) }
            if !record.defects.isEmpty { throw ExitCode(ExitStatus.targetMissed.rawValue) }
            return try checkCoverage(setting)
        }
        try simulateMany(simulated, setting, trained: trained, caller: caller)
    }

    func checkCoverage(_ setting: Setting) throws(CommandFailure) {
        do throws(DecodeBankError) {
            try setting.tier?.checkCoverage()
        } catch {
            throw CommandFailure(error)
        }
    }

    func show(_ lines: [String]) throws(CommandFailure) {
        for line in lines { try StandardOutput.line(line) }
    }

    private func callContext() throws(CommandFailure) -> CallContext {
        let today = today ?? Given.today
        guard let day = CivilDate(today) else {
            throw .usage("--today \(today): no date such as \(Given.today)")
        }
        let time = time ?? Given.time
        guard let minute = WrittenValue.minute(time) else {
            throw .usage("--time \(time): no time such as \(Given.time)")
        }
        return CallContext(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0), today: day,
            minuteOfDay: minute, level: level ?? 0)
    }
}
