import DialogueEngine
import Foundation
import Testing
import VoiceChannel

@Suite("Calibrations in a file, and two recognisers as one")
struct CalibrationTableTests {
    @Test("what is written is read again")
    func roundTrip() throws {
        var table = CalibrationTable()
        table.set(
            ConfidenceCalibration(knots: [
                .init(score: 0.2, probability: 0.1), .init(score: 0.8, probability: 0.9),
            ]), of: "pocketsphinx", on: .noise)
        let text = table.text(remarks: ["Fitted on nothing."])
        let again = try CalibrationTable(text, path: "a.tsv")
        #expect(again == table)
        #expect(again.digest(of: "pocketsphinx") == table.digest(of: "pocketsphinx"))
        // Half-way between the points.
        let calibration = again.calibration(of: "pocketsphinx", on: .noise)
        #expect(abs(calibration.probability(0.5) - 0.5) < 1e-12)
        #expect(again.calibration(of: "moonshine", on: .noise) == .identity)
    }

    @Test("what identifies a recogniser's readings does not change with another's calibration")
    func ownDigest() {
        let straight = ConfidenceCalibration(knots: [.init(score: 0.2, probability: 0.1)])
        var table = CalibrationTable()
        table.set(straight, of: "pocketsphinx", on: .noise)
        var wider = table
        wider.set(straight, of: "moonshine", on: .quiet)
        #expect(wider.digest(of: "pocketsphinx") == table.digest(of: "pocketsphinx"))
        #expect(wider.digest(of: "moonshine") != table.digest(of: "moonshine"))
        wider.set(straight, of: "pocketsphinx", on: .babble)
        #expect(wider.digest(of: "pocketsphinx") != table.digest(of: "pocketsphinx"))
    }

    @Test("the shipped file is read, and rises")
    func shipped() throws {
        let path = "models/voice/calibration.tsv"
        let content = try #require(FileManager.default.contents(atPath: path))
        let table = try CalibrationTable(String(decoding: content, as: UTF8.self), path: path)
        #expect(table.calibration(of: "pocketsphinx", on: .noise) != .identity)
    }

    @Test(
        "a line that is none is named",
        arguments: [
            ("pocketsphinx\tnoise\t0.1", CalibrationTable.FileError.badLine(path: "a", line: 2)),
            ("pocketsphinx\tnoise\t0.1\t1.5", .badLine(path: "a", line: 2)),
            ("pocketsphinx\tloud\t0.1\t0.5", .badLine(path: "a", line: 2)),
            ("p\tnoise\t0.5\t0.5\np\tnoise\t0.5\t0.6", .falls(path: "a", line: 3)),
            ("p\tnoise\t0.5\t0.5\np\tnoise\t0.6\t0.4", .falls(path: "a", line: 3)),
        ])
    func malformed(lines: String, error: CalibrationTable.FileError) {
        #expect(throws: error) { try CalibrationTable("heading\n" + lines, path: "a") }
    }

    private func reading(_ text: String, _ confidence: Double) -> Recognition {
        Recognition(
            hypotheses: text.isEmpty ? [] : [Hypothesis(text: text, confidence: Score(confidence))])
    }

    @Test("the first is believed where it is sure, else the second; agreement raises the score")
    func secondOpinion() throws {
        func joined(_ first: Double, _ left: String, _ right: String) -> [Hypothesis] {
            SecondOpinion.joined(reading(left, first), reading(right, 0.5)).hypotheses
        }
        #expect(
            joined(0.9, "pay my bill", "pay a bill").map(\.text) == ["pay my bill", "pay a bill"])
        #expect(
            joined(0.3, "pay my bill", "pay a bill").map(\.text) == ["pay a bill", "pay my bill"])
        // (0.9 + 2/3) / 2 and (0.9 + 1) / 2.
        let partly = try #require(joined(0.9, "pay my bill", "pay a bill").first)
        let wholly = try #require(joined(0.9, "pay my bill", "pay my bill").first)
        #expect(abs(partly.confidence.value - (0.9 + 2.0 / 3) / 2) < 1e-3)
        #expect(abs(wholly.confidence.value - 0.95) < 1e-3)
        #expect(joined(0.9, "", "pay a bill").map(\.text) == ["pay a bill"])
        #expect(joined(0.9, "pay my bill", "").map(\.text) == ["pay my bill"])
        #expect(joined(0.9, "", "").isEmpty)
    }

    @Test("a calibrated reading keeps its words and order")
    func calibrated() {
        let calibration = ConfidenceCalibration(knots: [.init(score: 0.5, probability: 0.7)])
        let reading = Recognition(
            hypotheses: [
                Hypothesis(text: "a", confidence: Score(0.2)),
                Hypothesis(text: "b", confidence: Score(0.1)),
            ])
        let result = reading.calibrated(by: calibration)
        #expect(result.hypotheses.map(\.text) == ["a", "b"])
        #expect(abs((result.hypotheses.first?.confidence.value ?? 0) - 0.7) < 1e-3)
        #expect(Recognition(hypotheses: []).calibrated(by: calibration).hypotheses.isEmpty)
    }
}
