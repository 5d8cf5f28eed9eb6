import DialogueEngine
import Foundation
import Reporting

/// What a dialogue understands of an utterance, for people and programs.
struct HeardMeaning {
    let state: String
    private let meaning: Interpretation
    private let model: DialogueModel

    /// Wishes that are told of.
    private static let wishes = 3

    init(_ meaning: Interpretation, state: String, model: DialogueModel) {
        self.meaning = meaning
        self.state = state
        self.model = model
    }

    private static func text(_ score: Score) -> String { String(format: "%.3f", score.value) }

    /// Lines for people; none where nothing was understood.
    var lines: [String] {
        var lines: [String] = []
        if let yesNo = meaning.yesNo {
            lines.append("  \(yesNo.isYes ? "yes" : "no")  \(Self.text(yesNo.probability))")
        }
        lines += meaning.answers.map {
            "  \(model[$0.slot].name) = \($0.value.written)  \(Self.text($0.probability))"
                + ($0.isInvalid ? "  (cannot be)" : "") + ($0.isPartial ? "  (its beginning)" : "")
        }
        lines += meaning.intents.prefix(Self.wishes).map {
            "  \(model[$0.intent].name)  \(Self.text($0.probability))"
        }
        if !meaning.intents.isEmpty {
            lines.append("  none of the wishes  \(Self.text(meaning.outOfScope))")
        }
        if let remark = meaning.remark { lines.append("  \(remark.name)") }
        return ["meaning"] + (lines.isEmpty ? ["  nothing"] : lines)
    }

    var json: JSONValue {
        .object([
            (
                "intents",
                .array(
                    meaning.intents.map {
                        .object([
                            ("intent", .string(model[$0.intent].name)),
                            ("probability", .number($0.probability.value)),
                        ])
                    })
            ),
            ("outOfScope", .number(meaning.outOfScope.value)),
            (
                "values",
                .array(
                    meaning.answers.map {
                        .object([
                            ("slot", .string(model[$0.slot].name)),
                            ("value", .string($0.value.written)),
                            ("probability", .number($0.probability.value)),
                            ("isInvalid", .bool($0.isInvalid)),
                            ("isPartial", .bool($0.isPartial)),
                        ])
                    })
            ),
            (
                "yesNo",
                meaning.yesNo.map {
                    .object([
                        ("isYes", .bool($0.isYes)),
                        ("probability", .number($0.probability.value)),
                    ])
                } ?? .null
            ),
            ("remark", .optional(meaning.remark?.name)),
        ])
    }
}
