import Conversations
import DecodeBank
import DialogueEngine
import Foundation
import Testing

/// What the one definition of word errors makes of real decodes, beside the least number of edits.
@Suite("Word errors of the shipped bank")
struct ShippedErrorsTests {
    /// Least number of edits (Levenshtein), by the table of Wagner and Fischer with equal costs.
    private static func leastEdits(_ said: [String], _ heard: [String]) -> Int {
        var row = Array(0...heard.count)
        for (place, word) in said.enumerated() {
            var diagonal = row[0]
            row[0] = place + 1
            for (column, other) in heard.enumerated() {
                let change = diagonal + (word == other ? 0 : 1)
                diagonal = row[column + 1]
                row[column + 1] = min(change, row[column] + 1, diagonal + 1)
            }
        }
        return row[heard.count]
    }

    @Test("alignments count the least number of edits in all but a few utterances")
    func leastNumber() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let bank = try UtteranceBank.open(
            path: root.appendingPathComponent("models/decodes/bank.sqlite").path)
        var (errors, edits, utterances, differing, words) = (0, 0, 0, 0, 0)
        for record in try bank.records() {
            let said = Words(record.key.text).list
            let heard = Words(record.entry.hypotheses.first?.text ?? "").list
            let aligned = WordAlignment.errors(in: WordAlignment.align(said: said, heard: heard))
            let least = Self.leastEdits(said, heard)
            #expect(aligned >= least)
            (errors, edits) = (errors + aligned, edits + least)
            (utterances, words) = (utterances + 1, words + said.count)
            differing += aligned == least ? 0 : 1
        }
        // The measure of docs/voice.md: word error rates differ by less than a tenth of a point.
        #expect(
            Double(errors - edits) / Double(words) < 0.001,
            "\(errors) errors, \(edits) edits, \(words) words, \(differing) of \(utterances)")
        #expect(utterances > 1000 && errors > 0)
    }
}
