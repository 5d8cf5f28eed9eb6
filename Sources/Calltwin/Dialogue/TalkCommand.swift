import ArgumentParser
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

            Examples:
              calltwin talk models/dialogue/bank.yaml
              echo "what are your opening hours" | calltwin talk models/dialogue/bank.yaml --explain
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

    func run() throws {
        let file = try readModel(model)
        for finding in file.findings { StandardError.line(finding.description) }
        let trained = file.trained()
        let context = try callContext()
        let reducer = DialogueReducer(
            model: trained, streams: RandomStreams(seed: seed, replication: 0))
        var session = TextSession(reducer: reducer, context: context)
        let text = DialogueText(model: trained, explains: explain)
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
