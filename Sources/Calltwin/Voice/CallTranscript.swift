import CallerModel
import Conversations
import DialogueEngine
import Foundation
import TwinPrimitives

/// What was said, heard and done in a call, with its seconds: a label track beside the sound.
///
/// Each line has the first and the last second, who, and what, separated by tabs, and for the caller
/// why, and what had been asked; editors of sound read it as labels, and `talk --wav` as what a
/// recorded caller answered.
struct CallTranscript {
    let record: ConversationRecord
    let seed: UInt64

    /// The lines in order of time, as text.
    var text: String { lines.map(\.text).joined() }

    /// The lines in order of time.
    var lines: [Line] {
        var lines = [callLine] + callerLines + agentLines + heardLines
        if let package = record.package {
            let seconds = record.durationSeconds
            lines.append(Line(start: seconds, end: seconds, who: "handoff", what: package.summary))
        }
        return lines.enumerated().sorted {
            ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
        }.map(\.element)
    }

    /// One line: seconds, who, what, and why a caller said it.
    struct Line {
        var start: Double
        var end: Double
        var who: String
        var what: String
        var why = ""

        var text: String {
            String(format: "%.3f\t%.3f\t", start, end) + "\(who)\t\(what)"
                + (why.isEmpty ? "" : "\t\(why)") + "\n"
        }
    }

    private func seconds(_ time: SimulationTime) -> Double { (time - record.startedAt).seconds }

    /// Which simulated caller it is.
    private var callLine: Line {
        let what = "seed=\(seed) caller=\(record.context.caller.ordinal) goal=\(record.goal)"
        return Line(start: 0, end: 0, who: "call", what: what)
    }

    private var callerLines: [Line] {
        record.spoken.map { spoken in
            let segment = spoken.segment
            let words = segment.keys.isEmpty ? segment.text : "[keys \(segment.keys)]"
            return Line(
                start: seconds(spoken.start), end: seconds(spoken.end), who: "caller",
                what: words.isEmpty ? "[\(segment.kind.name)]" : words,
                why: segment.kind.name + (spoken.asked.isEmpty ? "" : " " + spoken.asked))
        }
    }

    private var agentLines: [Line] {
        var utterances: [PromptHandle: String] = [:]
        var started: [PromptHandle: Double] = [:]
        var lines: [Line] = []
        for event in record.records {
            switch event.event {
            case .prompted(let utterance): utterances[utterance.handle] = utterance.text
            case .promptStarted(let handle): started[handle] = seconds(event.time)
            case .promptFinished(let handle):
                guard let start = started[handle], let text = utterances[handle] else { continue }
                lines.append(Line(start: start, end: seconds(event.time), who: "agent", what: text))
            case .promptCut(let handle, let heard):
                guard let start = started[handle] else { continue }
                lines.append(
                    Line(
                        start: start, end: seconds(event.time), who: "agent",
                        what: "\(heard) [cut]"))
            default: continue
            }
        }
        return lines
    }

    private var heardLines: [Line] {
        record.records.compactMap { event in
            guard case .heard(let readings) = event.event else { return nil }
            let what = readings.first.map {
                "'\($0.text)' " + String(format: "%.3f", $0.confidence.value)
            }
            let time = seconds(event.time)
            return Line(start: time, end: time, who: "heard", what: what ?? "[no words]")
        }
    }
}
