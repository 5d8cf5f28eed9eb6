import ArgumentParser
import CallerModel
import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import TwinPrimitives

/// Lets somebody at a keyboard be the caller.
struct TalkCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "talk",
        abstract: "Talk to a voice agent of a dialogue model.",
        discussion: """
            Each line is what the caller says; readings of a recogniser are separated by |, best first, \
            each with its confidence in front if it has one, as in "0.6 to|0.3 two". Lines that begin \
            with / are acts: /silence, /keys 1234, /interrupt 3 WORDS (after three words of the prompt), \
            /noise 3, /hangup, /person (a supervisor calls one), /quit. Time is simulated: prompts take as \
            long as their words.

            With --caller a simulated caller talks instead, and with --calls many do, one after another; \
            --log writes each call as JSON lines. --replay feeds the inputs of a log to the model again and \
            demands the same bytes; with --what-if it says where another model first does something \
            else, and how the call then goes on.

            Exit code: 0 done, 2 a replay differs or a call has a defect, 65 bad data.

            Examples:
              calltwin talk models/dialogue/bank.yaml
              echo "what are your opening hours" | calltwin talk models/dialogue/bank.yaml --explain
              calltwin talk models/dialogue/bank.yaml --caller models/callers/bank.yaml --seed 7
              calltwin talk models/dialogue/bank.yaml --caller models/callers/bank.yaml --calls 1000 --word-errors 15%
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
        help: "Write the calls as JSON lines into this file, or numbered files in it with --calls.")
    var log: String?

    @Flag(help: "With --log: leave out what is personal; such a log can be read, not replayed.")
    var redact = false

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
            if log != nil { throw ValidationError("--log has no effect without --caller") }
            if whatIf != nil {
                throw ValidationError("--what-if needs --caller, who goes on talking")
            }
        }
        if redact, log == nil { throw ValidationError("--redact has no effect without --log") }
        if whatIf != nil, replay == nil { throw ValidationError("--what-if needs --replay") }
        if replay != nil, calls > 1 || log != nil {
            throw ValidationError("--replay goes neither with --calls nor with --log")
        }
    }

    func run() throws {
        let file = try readModel(model)
        for finding in file.findings { StandardError.line(finding.description) }
        let trained = file.trained()
        let context = try callContext()
        if let replay { return try replayLog(replay, trained) }
        if let caller { return try simulate(caller, trained, context) }
        try converse(trained, context)
    }

    private func converse(_ trained: DialogueModel, _ context: CallContext) throws {
        let reducer = DialogueReducer(
            model: trained, streams: RandomStreams(seed: seed, replication: 0))
        var session = TextSession(reducer: reducer, context: context)
        var text = DialogueText(model: trained, context: context, explains: explain)
        try show(text.lines(session.news))
        while session.state.outcome == nil {
            if Terminal.standardOutput.isTerminal { print("> ", terminator: "") }
            guard let line = readLine() else { break }
            if line.trimmingCharacters(in: .whitespaces) == "/quit" { break }
            guard let act = try TypedAct.act(line) else { continue }
            session.perform(act)
            try show(text.lines(session.news))
        }
        if let outcome = session.state.outcome {
            try StandardOutput.line("[\(outcome.name) after \(session.state.turn) turns]")
        }
    }

    // MARK: Simulated callers and logs

    private func conversation(
        _ caller: String, _ trained: DialogueModel, heardAs heard: DialogueModel, seed: UInt64
    ) throws(CommandFailure) -> Conversation {
        let profile: CallerProfile
        do throws(DialogueModelError) {
            profile = try CallerFile(path: caller).profile(for: trained)
        } catch {
            throw CommandFailure(error)
        }
        var ear: any Ear = PerfectEar()
        if let wordErrors {
            ear = WordErrorEar(
                rate: try TrainingOptions.share(wordErrors, option: "--word-errors"),
                vocabulary: heard.intents.flatMap { $0.examples.flatMap { Words($0).list } })
        }
        return Conversation(
            reducer: DialogueReducer(
                model: trained, streams: RandomStreams(seed: seed, replication: 0)),
            profile: profile, ear: ear)
    }

    private func simulate(
        _ caller: String, _ trained: DialogueModel, _ context: CallContext
    ) throws {
        let simulated = SimulatedCalls(
            conversation: try conversation(caller, trained, heardAs: trained, seed: seed),
            model: trained,
            context: context, seed: seed)
        if calls == 1 {
            let record = simulated.record(0)
            var text = DialogueText(model: trained, context: context, explains: explain)
            try StandardOutput.line("[caller: \(record.persona), wants: \(record.goal)]")
            try show(text.lines(of: record))
            try StandardOutput.line("[\(record.outcome.name) after \(record.callerTurns) turns]")
            if let log { try write(simulated.log(record, redacts: redact), to: log) }
            if !record.defects.isEmpty { throw ExitCode(ExitStatus.targetMissed.rawValue) }
            return
        }
        var tally = CallTally()
        if let log {
            do {
                try FileManager.default.createDirectory(
                    atPath: log, withIntermediateDirectories: false)
            } catch {
                throw CommandFailure(
                    .cannotCreate, "cannot be created, or is there already", at: log)
            }
        }
        for ordinal in 0..<calls {
            let record = simulated.record(ordinal)
            tally.add(record)
            if let log {
                try write(simulated.log(record, redacts: redact), to: "\(log)/\(ordinal).jsonl")
            }
        }
        try show(tally.lines)
        if tally.defects > 0 { throw ExitCode(ExitStatus.targetMissed.rawValue) }
    }

    private func write(_ text: String, to path: String) throws(CommandFailure) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        } catch {
            throw CommandFailure(.cannotCreate, "cannot be written", at: path)
        }
    }

    private func replayLog(_ path: String, _ trained: DialogueModel) throws {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.noInput, "there is no such file", at: path)
        }
        let log: ConversationLog
        do throws(ConversationLogError) {
            log = try ConversationLog(String(decoding: data, as: UTF8.self), path: path)
        } catch {
            // The error names its own line.
            throw CommandFailure(.badData, "\(error)")
        }
        if let whatIf, let caller {
            let other = try readModel(whatIf).trained()
            let found = Replay.whatIf(
                log, model: trained,
                other: try conversation(caller, other, heardAs: trained, seed: log.seed))
            return try show(found, path, other)
        }
        switch Replay.verify(log, model: trained) {
        case .identical where !log.lines.contains(where: { $0.contains("ended") }):
            throw CommandFailure(
                .badData, "the log ends before the call does; write it again", at: path)
        case .identical(let lines): try StandardOutput.line("\(path): identical, lines \(lines)")
        case .otherModel(let logged, let given):
            throw CommandFailure(
                .targetMissed,
                "was held by another model: digest \(String(logged, radix: 16)), this one has "
                    + String(given, radix: 16), at: path)
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

/// What somebody typed.
enum TypedAct {
    /// The act of a line; nil for an empty one.
    static func act(_ line: String) throws(CommandFailure) -> Script.Act? {
        let trimmed = line.trimmingCharacters(in: .whitespaces)
        guard trimmed.hasPrefix("/") else {
            return trimmed.isEmpty ? nil : .say(readings(trimmed))
        }
        let words = trimmed.split(separator: " ", maxSplits: 2).map(String.init)
        switch words[0] {
        case "/silence": return .silence
        case "/hangup": return .hangUp
        case "/person": return .lever(.handoffNow)
        case "/keys" where words.count > 1: return .keys(words[1])
        case "/noise": return .noise(afterWords: words.count > 1 ? Int(words[1]) ?? 0 : 0)
        case "/interrupt" where words.count > 2:
            return .interrupt(readings(words[2]), afterWords: Int(words[1]) ?? 0)
        default:
            StandardError.line(
                "error: \(words[0]): known: /silence, /keys, /interrupt, /noise, /hangup, /person, "
                    + "/quit")
            return nil
        }
    }

    /// Readings separated by `|`, each with its confidence in front if it has one.
    private static func readings(_ text: String) -> [Hypothesis] {
        text.split(separator: "|").map { part in
            let words = part.split(separator: " ", maxSplits: 1)
            if words.count == 2, words[0].contains("."), let number = Double(words[0]),
                (0...1).contains(number)
            {
                return Hypothesis(text: String(words[1]), confidence: Score(number))
            }
            return Hypothesis(text: String(part))
        }
    }
}
