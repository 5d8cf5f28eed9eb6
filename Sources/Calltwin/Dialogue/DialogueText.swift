import CallerModel
import Conversations
import DialogueEngine
import Foundation
import TwinPrimitives

/// Events of a dialogue as lines for people: secrets are hidden.
struct DialogueText {
    let model: DialogueModel
    /// Whether readings, decisions and beliefs are shown too.
    let explains: Bool
    private var mask: RecordMask

    init(model: DialogueModel, context: CallContext, explains: Bool) {
        self.model = model
        self.explains = explains
        mask = RecordMask(model: model, context: context, hiding: .secrets)
    }

    mutating func lines(_ records: [DialogueRecord]) -> [String] {
        mask.masked(records).compactMap(line)
    }

    /// A whole conversation: what both said, in order of time.
    mutating func lines(of record: ConversationRecord) -> [String] {
        let records = mask.masked(record.records)
        let hidden = hiddenSpeech(record, masked: records)
        let said = record.spoken.enumerated().map { place, spoken in
            let segment = spoken.segment
            let plain = segment.keys.isEmpty ? segment.text : "[keys \(segment.keys)]"
            let words = hidden.contains(place) ? RecordMask.hiddenWords : plain
            return (spoken.start, "caller: " + (words.isEmpty ? "[\(segment.kind.name)]" : words))
        }
        let events = records.compactMap { event in line(event).map { (event.time, $0) } }
        // Stable: at equal times what the voice agent did stands first.
        return (events + said).enumerated().sorted {
            ($0.element.0, $0.offset) < ($1.element.0, $1.offset)
        }.map(\.element.1)
    }

    /// Places of what the caller said whose words are hidden where they were heard: the last before.
    private func hiddenSpeech(
        _ record: ConversationRecord, masked: [DialogueRecord]
    ) -> Set<Int> {
        var hidden: Set<Int> = []
        for event in masked {
            guard case .heard(let readings) = event.event,
                readings.contains(where: { $0.text == RecordMask.hiddenWords }),
                let place = record.spoken.lastIndex(where: {
                    $0.start <= event.time && !($0.segment.text.isEmpty && $0.segment.keys.isEmpty)
                })
            else { continue }
            hidden.insert(place)
        }
        return hidden
    }

    private func line(_ record: DialogueRecord) -> String? {
        switch record.event {
        case .prompted(let utterance): return "agent: " + utterance.text
        case .handoffPackaged(let package):
            return "[handed over to \(package.queue): \(package.summary)]"
        default: break
        }
        guard explains, let text = explanation(record.event) else { return nil }
        return String(format: "    %8.2f s  ", (record.time - .zero).seconds) + text
    }

    private func explanation(_ event: DialogueEvent) -> String? {
        switch event {
        case .heard(let readings):
            return "heard "
                + readings.map { "'\($0.text)' \(share($0.confidence))" }
                .joined(separator: ", ")
        case .parsed(let meaning): return parsed(meaning)
        case .beliefChanged(let slot, let value, let status, let probability):
            return "belief \(model[slot].name) = \(value.map { spoken($0, slot) } ?? "nothing"), "
                + "\(status.name) \(share(probability))"
        case .decided(let report):
            return "decided \(report.action.name): best \(share(report.best)), second "
                + "\(share(report.second)); accepts from \(share(report.acceptAt)), confirms from "
                + "\(share(report.confirmAt)); failures allowed \(report.failuresAllowed)"
        case .flow(let flow, let change): return "flow \(model[flow].name) \(change.name)"
        case .repairEntered(let pattern, let attempt):
            return "pattern \(pattern.name), attempt \(attempt)"
        case .fallback(let trigger, let value, let limit):
            return "fallback \(trigger.name): \(value) at limit \(limit)"
        case .verified(let level, let factor, let passed):
            return "verification '\(model.factors[factor].name)', level \(level), "
                + (passed ? "passed" : "failed")
        case .toolAsked(_, let tool, _): return "tool \(model[tool].name) asked"
        case .toolAnswered(_, let tool, _): return "tool \(model[tool].name) answered"
        case .toolFailed(_, let tool, let isTimeout):
            return "tool \(model[tool].name) " + (isTimeout ? "did not answer" : "failed")
        case .forgotten(let slot): return "forgot \(model[slot].name)"
        case .valueMissing(let slot): return "defect: nothing asks for \(model[slot].name)"
        case .askedAgain(let slot): return "defect: asks again for \(model[slot].name)"
        case .promptCut(_, let heard): return "cut after '\(heard)'"
        default: return nil
        }
    }

    private func parsed(_ meaning: Interpretation) -> String {
        var parts = meaning.intents.prefix(3).map {
            "\(model[$0.intent].name) \(share($0.probability))"
        }
        parts.append("outside \(share(meaning.outOfScope))")
        parts += meaning.answers.prefix(4).map { answer in
            "\(model[answer.slot].name)=\(spoken(answer.value, answer.slot)) "
                + share(answer.probability) + (answer.isPartial ? " partial" : "")
                + (answer.isInvalid ? " impossible" : "")
        }
        if let reading = meaning.yesNo {
            parts.append("\(reading.isYes ? "yes" : "no") \(share(reading.probability))")
        }
        if let remark = meaning.remark { parts.append(remark.name) }
        if meaning.isCorrection { parts.append("correction") }
        return "read " + parts.joined(separator: ", ")
    }

    private func spoken(_ value: SlotValue, _ slot: SlotID) -> String {
        model[slot].grammar.spoken(value, today: CivilDate(dayNumber: 0))
    }

    private func share(_ score: Score) -> String { String(format: "%.3f", score.value) }
}
