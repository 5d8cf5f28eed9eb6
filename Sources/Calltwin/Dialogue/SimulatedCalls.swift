import CallerModel
import Conversations
import DecodeBank
import DialogueEngine
import DialogueModels
import Experiments
import Foundation
import Reporting
import TwinPrimitives
import VoiceStudies

/// Calls of simulated callers, one after another.
struct SimulatedCalls {
    let conversation: Conversation
    let model: DialogueModel
    let context: CallContext
    let seed: UInt64

    /// Runs the call of a number, from 0.
    func record(_ ordinal: Int) -> ConversationRecord {
        var context = context
        context.caller = CallerKey(
            contactType: ContactTypeID(0), ordinal: UInt32(truncatingIfNeeded: ordinal))
        return conversation.run(context)
    }

    /// Runs calls on so many processors, and passes their records on in order.
    func run(
        _ calls: Int, workers: Int, _ body: (Int, ConversationRecord) throws -> Void
    ) throws {
        var first = 0
        while first < calls {
            let count = min(calls - first, workers * Self.callsPerWorker)
            let begin = first
            let records = ParallelWork.results(count, workers: workers) { record(begin + $0) }
            for (place, record) in records.enumerated() { try body(first + place, record) }
            first += count
        }
    }

    /// Calls between two rounds, for each worker: so many records are kept at once.
    private static let callsPerWorker = 16

    /// The log of a call, whole or without what is personal.
    func log(_ record: ConversationRecord, redacts: Bool) -> String {
        let log = ConversationLog(record, model: model, seed: seed, replication: 0)
        return redacts ? log.redactedText(model: model) : log.text
    }
}

/// How truly the calls were heard.
struct HeardBy {
    let fidelity: Fidelity
    /// Condition of the line; nil where there is none.
    let line: String?
    /// Lookups in a bank, where there is one.
    let usage: BankEar.Usage?

    /// For tables; nothing for text.
    var lines: [String] {
        guard let line else { return [] }
        let misses = usage.map { ", \($0.misses) of \($0.lookups) utterances not in the bank" }
        return ["fidelity              \(fidelity.rawValue), line \(line)\(misses ?? "")"]
    }

    var json: [(String, JSONValue)] {
        var members: [(String, JSONValue)] = [
            ("fidelity", .string(fidelity.rawValue)), ("line", line.map(JSONValue.string) ?? .null),
        ]
        if let usage {
            members.append(
                (
                    "bank",
                    .object([
                        ("lookups", .integer(usage.lookups)), ("misses", .integer(usage.misses)),
                    ])
                ))
        }
        return members
    }
}

/// What became of many calls.
struct CallTally {
    private(set) var calls = 0
    private var outcomes = [Int](repeating: 0, count: DialogueOutcome.allCases.count)
    private var turns = 0
    private var seconds = 0.0
    private(set) var defects = 0
    /// Why sound could not be made or heard, of the first call that it happened to.
    private(set) var lineFailure: String?
    private var panel = InteractionPanel()
    /// Times of turn taking; nil where nothing sounds.
    private var times: InteractionTimes?
    /// Triggers by raw value.
    private var triggers = [Int](repeating: 0, count: FallbackTrigger.allCases.count)
    /// Calls by goal, with how they ended, in order of first appearance.
    private var goals: [(name: String, calls: Int, completed: Int, handedOff: Int)] = []

    /// Counts nothing yet.
    ///
    /// - Parameter timesTurns: Whether times of turn taking are shown too, as calls in sound have them.
    init(timesTurns: Bool) { times = timesTurns ? InteractionTimes() : nil }

    mutating func add(_ record: ConversationRecord) {
        calls += 1
        times?.add(InteractionTimes(record))
        outcomes[Int(record.outcome.rawValue)] += 1
        turns += record.callerTurns
        seconds += (record.endedAt - record.startedAt).seconds
        defects += record.defects.count
        lineFailure = lineFailure ?? record.lineFailure
        panel.add(record.panel)
        for event in record.records.map(\.event) {
            if case .fallback(let trigger, _, _) = event { triggers[Int(trigger.rawValue)] += 1 }
        }
        let known = goals.firstIndex { $0.name == record.goal }
        let place = known ?? goals.count
        if known == nil { goals.append((record.goal, 0, 0, 0)) }
        goals[place].calls += 1
        goals[place].completed += record.outcome == .completed ? 1 : 0
        goals[place].handedOff += record.outcome == .handedOff ? 1 : 0
    }

    /// What became of the calls as JSON; shares are of all calls, and what studies found comes last.
    func json(
        model: DialogueModel, seed: UInt64, heardBy: HeardBy, studies: [(String, JSONValue)] = []
    ) -> String {
        let count = Double(max(calls, 1))
        let outcomes = DialogueOutcome.allCases.map {
            ($0.name, JSONValue.integer(self.outcomes[Int($0.rawValue)]))
        }
        let triggers = FallbackTrigger.allCases.map {
            ($0.name, JSONValue.integer(self.triggers[Int($0.rawValue)]))
        }
        let completed = self.outcomes[Int(DialogueOutcome.completed.rawValue)]
        let head: [(String, JSONValue)] = [
            ("schema", .string("calltwin.talk/1")), ("model", .string(model.name)),
            ("seed", .string("\(seed)")),
        ]
        let results: [(String, JSONValue)] = [
            ("calls", .integer(calls)),
            ("completion", .number(Double(completed) / count)), ("outcomes", .object(outcomes)),
            ("triggers", .object(triggers)), ("turnsPerCall", .number(Double(turns) / count)),
            ("secondsPerCall", .number(seconds / count)), ("defects", .integer(defects)),
            (
                "goals",
                .array(
                    goals.sorted { $0.name < $1.name }.map {
                        .object([
                            ("name", .string($0.name)), ("calls", .integer($0.calls)),
                            ("completed", .integer($0.completed)),
                            ("handedOff", .integer($0.handedOff)),
                        ])
                    })
            ), ("panel", panelJSON),
        ]
        let times: [(String, JSONValue)] = times.map { [("times", $0.json)] } ?? []
        return JSONValue.object(head + heardBy.json + results + times + studies).text(lines: 2)
    }

    /// Sums over all calls, and the mean time to respond; null without a response.
    private var panelJSON: JSONValue {
        .object([
            ("responses", .integer(panel.responses)),
            ("meanResponseSeconds", panel.meanResponseSeconds.map(JSONValue.number) ?? .null),
            ("longestResponseSeconds", .number(panel.longestResponseSeconds)),
            ("unanswered", .integer(panel.unanswered)),
            ("interruptions", .integer(panel.interruptions)), ("yields", .integer(panel.yields)),
            (
                "meanYieldSeconds",
                panel.yields > 0 ? .number(panel.yieldSeconds / Double(panel.yields)) : .null
            ),
            ("talkOvers", .integer(panel.talkOvers)),
            ("callerTurns", .integer(panel.callerTurns)),
            ("distractions", .integer(panel.distractions)),
            ("falseYields", .integer(panel.falseYields)), ("deadAirs", .integer(panel.deadAirs)),
        ])
    }

    var lines: [String] {
        func share(_ count: Int) -> String {
            String(format: "%5.1f %%", 100 * Double(count) / Double(max(calls, 1)))
        }
        var lines = ["calls                 \(calls)"]
        for outcome in DialogueOutcome.allCases {
            lines.append(
                outcome.name.padding(toLength: 22, withPad: " ", startingAt: 0)
                    + share(outcomes[Int(outcome.rawValue)]))
        }
        lines.append(
            String(
                format: "turns, seconds        %.1f, %.0f a call",
                Double(turns) / Double(max(calls, 1)),
                seconds / Double(max(calls, 1))))
        let fired = FallbackTrigger.allCases.filter { triggers[Int($0.rawValue)] > 0 }
        if !fired.isEmpty {
            lines.append(
                "fallbacks             "
                    + fired.map { "\($0.name) \(triggers[Int($0.rawValue)])" }
                    .joined(separator: ", "))
        }
        if let times { lines += times.lines }
        lines.append("defects               \(defects)")
        for goal in goals.sorted(by: { $0.name < $1.name }) {
            lines.append(
                "  " + goal.name.padding(toLength: 20, withPad: " ", startingAt: 0)
                    + "\(goal.completed) of \(goal.calls) completed, "
                    + "\(goal.handedOff) handed to a person")
        }
        return lines
    }
}

extension ConversationRecord {
    /// Why its sound could not be made or heard; nil where all was well, or nothing sounds.
    var lineFailure: String? {
        for case .line(let reason) in defects { return reason }
        return nil
    }
}
