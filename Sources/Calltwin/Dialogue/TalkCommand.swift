import ArgumentParser
import CallerModel
import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import TwinPrimitives
import VoiceChannel

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
            --log writes a call as JSON lines, whoever talks. --replay feeds the inputs of a log to the model again and \
            demands the same bytes; with --what-if it says where another model first does something \
            else, and how the call then goes on.

            With --audio both sides talk in sound: voices speak, a telephone line carries, a detector and \
            a recogniser hear. Calls then run on --workers processors; the same seed gives the same calls.

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
              calltwin talk models/dialogue/bank.yaml --caller models/callers/bank.yaml --wav out/call/0.wav
            """)

    @Argument(help: "Dialogue model (YAML).")
    var model: String

    @Flag(help: "Show readings, values, decisions and beliefs after each turn.")
    var explain = false

    @Option(parsing: .unconditional, help: "Seed of the wordings that are drawn.")
    var seed: UInt64 = 1

    @Option(help: "Day of the call.")
    var today = "2026-11-25"

    @Option(help: "Time of the call.")
    var time = "10:00"

    @Option(parsing: .unconditional, help: "Verification that comes with the line.")
    var level: UInt8 = 0

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

    @OptionGroup var sound: AudioOptions

    @OptionGroup var processors: WorkerOptions

    @Option(help: "Log of a call whose inputs are fed to the model again.")
    var replay: String?

    @Option(help: "With --replay and --caller: hold the call under this other model.")
    var whatIf: String?

    func validate() throws {
        guard calls >= 1 else { throw ValidationError("--calls \(calls): at least 1 is needed") }
        if caller == nil {
            if calls > 1 { throw ValidationError("--calls has no effect without --caller") }
            if wordErrors != nil {
                throw ValidationError("--word-errors has no effect without --caller")
            }
            if sound.audio { throw ValidationError("--audio needs --caller, who speaks") }
            if sound.sounds {
                throw ValidationError("--wav needs --caller, whose goal the recording has")
            }
            if json { throw ValidationError("--json has no effect without --caller") }
            if whatIf != nil {
                throw ValidationError("--what-if needs --caller, who goes on talking")
            }
        }
        if redact, log == nil { throw ValidationError("--redact has no effect without --log") }
        if sound.sounds, wordErrors != nil {
            throw ValidationError("--word-errors has no effect with --audio: a recogniser hears")
        }
        if sound.sounds, replay != nil, whatIf == nil {
            throw ValidationError("--audio has no effect with --replay: a log needs no sound")
        }
        if sound.recording.wav != nil, calls > 1 || replay != nil {
            throw ValidationError("--wav is one call: it goes with neither --calls nor --replay")
        }
        if whatIf != nil, replay == nil { throw ValidationError("--what-if needs --replay") }
        if replay != nil, calls > 1 || log != nil || json {
            throw ValidationError("--replay goes with none of --calls, --log and --json")
        }
        if json, explain { throw ValidationError("--explain has no effect with --json") }
    }

    func run() throws {
        let file = try readModel(model)
        for finding in file.findings { StandardError.line(finding.description) }
        let trained = file.trained()
        let context = try callContext()
        if let replay { return try replayLog(replay, file, trained) }
        if let caller { return try simulate(caller, trained, context) }
        try converse(trained, context)
    }

    private func converse(_ trained: DialogueModel, _ context: CallContext) throws {
        let reducer = DialogueReducer(
            model: trained, streams: RandomStreams(seed: seed, replication: 0))
        var session = TextSession(reducer: reducer, context: context)
        var text = DialogueText(model: trained, context: context, explains: explain)
        try show(text.lines(session.news))
        var number = 0
        reading: while session.state.outcome == nil {
            if Terminal.standardOutput.isTerminal { print("> ", terminator: "") }
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

    /// Reads a line; a wrong one is said again at a terminal, and ends the command elsewhere.
    private func typed(_ line: String, _ number: Int) throws(CommandFailure) -> TypedAct? {
        do throws(TypedAct.Problem) {
            return try TypedAct.read(line)
        } catch {
            guard Terminal.standardOutput.isTerminal else {
                throw CommandFailure(.badData, error.text, at: "standard input:\(number)")
            }
            StandardError.line("error: \(error.text)")
            return nil
        }
    }

    // MARK: Simulated callers and logs

    private func conversation(
        _ caller: String, _ trained: DialogueModel, heardAs heard: DialogueModel, seed: UInt64,
        sound: CallSound? = nil, recorded: RecordedTurns? = nil
    ) throws(CommandFailure) -> Conversation {
        var profile: CallerProfile
        do throws(DialogueModelError) {
            profile = try CallerFile(path: caller).profile(for: trained)
        } catch {
            throw CommandFailure(error)
        }
        try self.sound.recording.choose(from: &profile)
        var ear: any Ear = PerfectEar()
        if let wordErrors {
            ear = WordErrorEar(
                rate: try TrainingOptions.share(wordErrors, option: "--word-errors"),
                vocabulary: heard.intents.flatMap { $0.examples.flatMap { Words($0).list } })
        }
        return Conversation(
            reducer: DialogueReducer(
                model: trained, streams: RandomStreams(seed: seed, replication: 0)),
            profile: profile, ear: ear, mouth: sound?.mouth ?? SpokenMouth(), line: sound?.line,
            recorded: recorded)
    }

    private func simulate(
        _ caller: String, _ trained: DialogueModel, _ context: CallContext
    ) throws {
        let recording = try self.sound.recording.read()
        let sound =
            try self.sound.sounds
            ? self.sound.sound(of: trained, today: context.today, recording: recording) : nil
        let seed = recording?.origin?.seed ?? seed
        var context = context
        context.caller = CallerKey(
            contactType: ContactTypeID(0), ordinal: recording?.origin?.caller ?? 0)
        let simulated = SimulatedCalls(
            conversation: try conversation(
                caller, trained, heardAs: trained, seed: seed, sound: sound,
                recorded: recording.map {
                    RecordedTurns($0.turns, whenDeparted: self.sound.recording.whenDeparted)
                }),
            model: trained, context: context, seed: seed)
        if calls == 1, !json {
            let record = simulated.record(Int(context.caller.ordinal))
            var text = DialogueText(model: trained, context: context, explains: explain)
            try StandardOutput.line("[caller: \(record.persona), wants: \(record.goal)]")
            try show(text.lines(of: record))
            try StandardOutput.line("[\(record.outcome.name) after \(record.callerTurns) turns]")
            try show(self.sound.recording.lines(record))
            if let log { try CallLogs.write(simulated.log(record, redacts: redact), to: log) }
            if let folder = sound?.folder {
                folder.write(record, seed: seed)
                try folder.finish()
            }
            if !record.defects.isEmpty { throw ExitCode(ExitStatus.targetMissed.rawValue) }
            return
        }
        var tally = CallTally(timesTurns: sound != nil)
        if let log, calls > 1 { try CallLogs.createFolder(log) }
        try simulated.run(calls, workers: processors.workers) { ordinal, record in
            tally.add(record)
            sound?.folder?.write(record, seed: seed)
            if let log {
                try CallLogs.write(
                    simulated.log(record, redacts: redact),
                    to: calls > 1 ? "\(log)/\(ordinal).jsonl" : log)
            }
        }
        try sound?.folder?.finish()
        try show(json ? [tally.json(model: trained, seed: seed)] : tally.lines)
        if tally.defects > 0 { throw ExitCode(ExitStatus.targetMissed.rawValue) }
    }

    private func replayLog(
        _ path: String, _ file: DialogueModelFile, _ trained: DialogueModel
    ) throws {
        let log = try CallLogs.read(path)
        guard log.modelDigest == trained.digest else {
            throw CallLogs.otherModel(log, at: path, given: file, digest: trained.digest)
        }
        if let whatIf, let caller {
            let other = try readModel(whatIf).trained()
            let sound = sound.sounds ? try sound.sound(of: other, today: log.context.today) : nil
            let found = Replay.whatIf(
                log, model: trained,
                other: try conversation(
                    caller, other, heardAs: trained, seed: log.seed, sound: sound))
            return try show(found, path, other)
        }
        switch Replay.verify(log, model: trained) {
        case .identical where !log.hasEnded:
            throw CommandFailure(
                .badData, "the log ends before the call does; write it again", at: path)
        case .identical(let lines): try StandardOutput.line("\(path): identical, lines \(lines)")
        case .otherModel:
            throw CallLogs.otherModel(log, at: path, given: file, digest: trained.digest)
        case .differs(let line, let logged, let replayed):
            throw CommandFailure(
                .targetMissed,
                "differs: logged '\(logged ?? "nothing")', now '\(replayed ?? "nothing")'",
                at: "\(path):\(line)")
        }
    }

    private func show(
        _ found: Replay.WhatIf, _ path: String, _ other: DialogueModel
    ) throws(CommandFailure) {
        guard found.agreesBeforeChange else {
            throw CommandFailure(
                .badData, "caller, ear or world are not those of the log; give the same options",
                at: path)
        }
        guard let turn = found.turn else {
            return try StandardOutput.line("\(path): the other model does the same to the end")
        }
        try StandardOutput.line("\(path): first change in turn \(turn)")
        var text = DialogueText(model: other, context: found.record.context, explains: explain)
        try show(text.lines(of: found.record))
        try StandardOutput.line(
            "[\(found.record.outcome.name) after \(found.record.callerTurns) turns]")
    }

    private func show(_ lines: [String]) throws(CommandFailure) {
        for line in lines { try StandardOutput.line(line) }
    }

    private func callContext() throws(CommandFailure) -> CallContext {
        guard let day = CivilDate(today) else {
            throw .usage("--today \(today): no date such as 2026-11-25")
        }
        let parts = time.split(separator: ":").compactMap { Int($0) }
        guard parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else {
            throw .usage("--time \(time): no time such as 10:00")
        }
        return CallContext(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0), today: day,
            minuteOfDay: parts[0] * 60 + parts[1], level: level)
    }
}
