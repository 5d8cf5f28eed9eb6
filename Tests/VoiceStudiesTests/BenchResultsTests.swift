import Foundation
import Testing
import VoiceChannel
import VoiceStudies

@Suite("Results of a bench in a file")
struct BenchResultsTests {
    private func key(_ line: String) -> BenchResults.Key {
        BenchResults.Key(
            recognizer: "r", configuration: "c", judge: "j", line: line, utterances: "u")
    }

    private func trial(_ heard: String) -> RecognizerBench.Trial {
        RecognizerBench.Trial(
            verdict: UtteranceJudge.Verdict(
                wordErrors: WordErrors(said: "a b", heard: heard), isIntentRight: true,
                isValueRight: nil, confidence: 0.5),
            heard: heard, isDigits: false, audioSeconds: 1, processorSeconds: 0.25)
    }

    @Test("what was kept is there when it is opened again, also behind a line that was cut off")
    func kept() throws {
        try BankBuildingTests.withPath { path in
            var results = try BenchResults(path: path)
            #expect(results[key("clean")] == nil)
            try results.keep([trial("a b")], for: key("clean"))
            // A bench that is stopped while it writes leaves half a line.
            let handle = try #require(FileHandle(forUpdatingAtPath: path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("{\"key\":{\"recog".utf8))
            try handle.close()
            var again = try BenchResults(path: path)
            #expect(again[key("clean")] == [trial("a b")])
            try again.keep([trial("a")], for: key("noise20"))
            let last = try BenchResults(path: path)
            #expect(last[key("clean")] == [trial("a b")] && last[key("noise20")] == [trial("a")])
        }
    }

    @Test("a line that is something else is named")
    func foreign() throws {
        try BankBuildingTests.withPath { path in
            try Data("{}\n".utf8).write(to: URL(fileURLWithPath: path))
            #expect(throws: VoiceStudyError.notAResult(path: path, line: 1)) {
                try BenchResults(path: path)
            }
        }
    }

    @Test("classes of lines are calibrated by the tuning set, and voices apart left out of it")
    func report() throws {
        func outcome(_ confidence: Double, right: Int, wrong: Int) -> RecognizerBench.Outcome {
            func trial(_ isRight: Bool) -> RecognizerBench.Trial {
                RecognizerBench.Trial(
                    verdict: UtteranceJudge.Verdict(
                        wordErrors: WordErrors(said: "a", heard: "a"), isIntentRight: isRight,
                        isValueRight: nil, confidence: confidence),
                    heard: "a", isDigits: false, audioSeconds: 1, processorSeconds: 1)
            }
            return RecognizerBench.Outcome(
                (0..<right).map { _ in trial(true) } + (0..<wrong).map { _ in trial(false) })
        }
        let lines = try BenchLine.list("clean,accents")
        #expect(lines.map(\.name) == ["clean", "accents"])
        #expect(lines[1].voices.allSatisfy { $0.engine == .espeak })
        var table = try CalibrationTable("", path: "none")
        let report = RecognizerReport(
            "r",
            [
                (
                    line: lines[0], tuned: outcome(0.5, right: 90, wrong: 10),
                    judged: outcome(0.5, right: 45, wrong: 5)
                ),
                (
                    line: lines[1], tuned: outcome(0.5, right: 0, wrong: 100),
                    judged: outcome(0.5, right: 0, wrong: 50)
                ),
            ], into: &table)
        // By the clean line alone 0.5 means 0.9, a little less for the virtual cases of the fit.
        let probability = table.calibration(of: "r", on: .quiet).probability(0.5)
        #expect(abs(probability - 0.9) < 0.02)
        #expect(report.groups.map(\.kind) == [.quiet])
        #expect(report.rows[0].calibratedError < 0.02)
        #expect(abs(report.rows[1].calibratedError - probability) < 1e-12)
        let bin = try #require(report.groups[0].bins.first)
        #expect(bin.right == 45 && bin.count == 50)
    }
}
