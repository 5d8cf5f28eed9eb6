import CallerModel
import Conversations
import DecodeBank
import DialogueEngine
import DialogueModels
import Foundation
import Testing
import TwinPrimitives

/// The shipped bank, speeches to it, and turns of known laws.
enum MeaningFixtures {
    static let modelPath = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("models/dialogue/bank.yaml").path

    static func model() throws -> DialogueModel { try DialogueModelFile(path: modelPath).model }

    static let context = CallContext(
        caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0),
        today: CivilDate(dayNumber: 20_782), minuteOfDay: 600)

    static func table(_ quantiles: [Double]) -> QuantileTable {
        QuantileTable(quantiles: quantiles) ?? QuantileTable(sample: quantiles)
    }

    static func cell(
        _ kind: LabelledTurn.Kind, right: Double, other: Double, condition: String = "clean"
    ) -> MeaningChannel.Cell {
        MeaningChannel.Cell(
            condition: condition, voiceClass: MeaningChannel.any, kind: kind, turns: 1000,
            right: right, other: other, posteriorWhenRight: table([0.4, 0.9, 1]),
            posteriorWhenOther: table([0.1, 0.3, 0.8]))
    }

    static func state(_ question: Question?) -> String {
        switch question {
        case .slot?: "slot"
        case let question? where question.isYesNo: "yes-no"
        default: "wish"
        }
    }

    /// A uniform number of a test.
    static func uniform(_ index: Int, _ place: UInt32, seed: UInt64) -> Double {
        RandomStreams(seed: seed, replication: 0).uniform(
            .testing, CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(index)),
            draw: place)
    }

    /// Turns in which wishes are right, wrong or lost with given chances.
    static func turns(
        _ count: Int, right: Double, other: Double, speaker: Speaker, seed: UInt64
    ) -> [LabelledTurn] {
        (0..<count).map { index in
            let u = uniform(index, 0, seed: seed)
            let outcome: LabelledTurn.Outcome =
                u < right ? .right : u < right + other ? .other : .nothing
            return LabelledTurn(
                speaker: speaker, state: "wish", kind: .wish, outcome: outcome,
                posterior: outcome == .nothing ? nil : uniform(index, 1, seed: seed),
                said: "a", heard: outcome == .other ? "b" : nil)
        }
    }
}
