import Conversations
import DialogueEngine
import Foundation
import TelephoneAudio
import Testing
import VoiceChannel
import VoiceStudies

/// A recogniser that hears one word whatever is said.
private final class OneWord: Recognizer {
    let configuration = "one"

    func begin(state: String) {}
    func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) -> String { "" }
    func finish(inSpeech: Bool) -> Recognition {
        Recognition(hypotheses: [Hypothesis(text: "one", confidence: Score(0.75))])
    }
}

@Suite("Judging recognisers by recordings")
struct RecordingsBenchTests {
    /// Of the words "one", "two" and "one two three" the word "one" leaves 0, 1 and 2 errors.
    @Test("errors are counted by the name of a group, wherever its recordings stand in the list")
    func groups() throws {
        try BankBuildingTests.withPath { path in
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            let sound = Data((0..<16_000).flatMap { [UInt8(($0 / 20) % 2 * 16), 0] })
            try sound.write(to: folder.appendingPathComponent("a.raw"))
            let list = folder.appendingPathComponent("list.tsv")
            let rows = [
                "group\tfile\ttext", "x\ta.raw\tone", "y\ta.raw\ttwo", "x\ta.raw\tone two three",
            ]
            try (rows.joined(separator: "\n") + "\n").write(
                to: list, atomically: true, encoding: .utf8)
            let bench = try RecordingsBench(
                try RecordingsBench.items(path: list.path), folder: folder.path)
            #expect(bench.missing.isEmpty)
            let groups = try bench.judge(OneWord(), bench.spoken.map(\.clip.samples)) { _, _ in }
            #expect(groups.map(\.name) == ["x", "y"])
            #expect(groups.map(\.errors.words) == [4, 1] && groups.map(\.errors.errors) == [2, 1])
        }
    }
}
