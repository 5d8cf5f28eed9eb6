import Conversations
import DialogueEngine
import Reporting
import TwinPrimitives

extension AuditedCall {
    /// A call in sound, from its record and its transcript.
    init(_ record: ConversationRecord, transcript: CallTranscript, sound: String) {
        var (turns, misunderstood, wrongActions) = (0, 0, 0)
        for notice in record.notices.map(\.notice) {
            switch notice {
            case .turnJudged(let turn):
                turns += 1
                misunderstood += turn.isRight ? 0 : 1
            case .sessionEnded(_, _, let wrong): wrongActions = Int(wrong)
            default: break
            }
        }
        self.init(
            number: Int(record.context.caller.ordinal), sound: sound, goal: record.goal,
            verdict: Self.verdict(record, wrongActions: wrongActions),
            seconds: record.durationSeconds, turns: turns, misunderstood: misunderstood,
            wrongActions: wrongActions, lines: Self.lines(record, transcript))
    }

    private static func verdict(_ record: ConversationRecord, wrongActions: Int) -> String {
        let ending =
            switch record.outcome {
            case .completed: record.isServed ? "served" : "ended, and not all was served"
            case .unresolved: "ended without being served"
            case .handedOff: "handed over to a person"
            case .hungUp: "the caller hung up"
            }
        let trigger = record.package?.trigger.map { ": \($0.name)" } ?? ""
        return ending + trigger + (wrongActions > 0 ? ", with a wrong action" : "")
    }

    /// The lines, each hearing held against what was said since the one before.
    private static func lines(
        _ record: ConversationRecord, _ transcript: CallTranscript
    ) -> [AuditedCall.Line] {
        var heard = record.records.compactMap { event -> String? in
            guard case .heard(let readings) = event.event else { return nil }
            return readings.first?.text ?? ""
        }[...]
        var said: [String] = []
        return transcript.lines.map { line in
            var isMisheard = false
            if line.who == "caller" { said.append(line.what) }
            if line.who == "heard" {
                let words = said.flatMap { Words($0).list }
                isMisheard = Words(heard.popFirst() ?? "").list != words
                said = []
            }
            return AuditedCall.Line(
                seconds: line.start, who: line.who, words: line.what, isMisheard: isMisheard)
        }
    }
}
