import Conversations
import DecodeBank
import DialogueEngine
import Foundation
import TelephoneAudio
import Testing
import VoiceChannel
import VoiceStudies

/// A voice that hums a quarter of a second for each word.
private struct Hum: SpeechSynthesizer {
    func speak(_ text: String, voice: Voice) throws -> RenderedSpeech {
        let count = text.split(separator: " ").count
        let samples = (0..<count * 2000).map { Float(($0 / 32) % 2) * 0.2 - 0.1 }
        return RenderedSpeech(
            clip: AudioClip(samples: samples, sampleRate: 8000),
            wordEnds: (1...max(count, 1)).map { Double($0) / 4 })
    }
}

/// A recogniser that hears the name of the state.
private final class StateRecognizer: Recognizer {
    let configuration = "state"
    private var state = ""

    func begin(state: String) { self.state = state }
    func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) -> String { "" }
    func finish(inSpeech: Bool) -> Recognition {
        Recognition(hypotheses: [Hypothesis(text: state, confidence: Score(0.75))])
    }
}

@Suite("Building a bank")
struct BankBuildingTests {
    static func withPath(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "voice-studies-" + ProcessInfo.processInfo.globallyUniqueString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.appendingPathComponent("bank.sqlite").path)
    }

    static let setup = RecogniserSetup(
        acousticModel: "state", languageModelHash: "1", options: "a")

    private func key(_ text: String) -> DecodeKey {
        DecodeKey(
            text: text,
            speaker: Speaker(
                voice: SpeakingVoice(engine: "flite", name: "slt"), voiceClass: "clear",
                condition: "clean"), channelDraw: 0, recogniser: Self.setup, state: "wish")
    }

    private func building(_ bank: UtteranceBank) throws -> BankBuilding {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        return BankBuilding(
            bank: bank, synthesizer: Hum(), recognizers: RecognizerPool { StateRecognizer() },
            calibration: { _ in .identity },
            acknowledgements: (
                try AcknowledgementNetwork(path: root + "/models/voice/acknowledgement.network"),
                "mm hmm"
            ),
            lines: [(try #require(LineCondition.preset("clean")), LineSounds())], workers: 2,
            processorSeconds: { 0 })
    }

    @Test("a build ends when the calls say nothing that the bank lacks, and says how many are new")
    func closes() throws {
        try Self.withPath { path in
            let bank = try UtteranceBank.create(path: path)
            // What is heard changes what is said next: three rounds add something, the fourth nothing.
            var asked = 0
            let added = try building(bank).close {
                asked += 1
                return (0..<min(asked, 3)).map { key("word \($0)") }
            } progress: { _, _, _ in
            }
            #expect(added == 3 && asked == 4)
            #expect(try bank.count() == 3)
            let entry = try #require(try bank.entry(for: key("word 1")))
            #expect(entry.hypotheses.map(\.text) == ["wish"])
        }
    }

    @Test("a build that does not close says what is open, keeps what it has, and goes on")
    func open() throws {
        try Self.withPath { path in
            let bank = try UtteranceBank.create(path: path)
            var asked = 0
            /// Each time two more utterances.
            func more() -> [DecodeKey] {
                asked += 1
                return (0..<2 * asked).map { key("word \($0)") }
            }
            #expect {
                try building(bank).close(rounds: 5, more) { _, _, _ in }
            } throws: { error in
                guard
                    case VoiceStudyError.notClosed(let at, let rounds, let open, let examples) =
                        error
                else { return false }
                return at == path && rounds == 5 && open == 2
                    && examples == ["word 10", "word 11"]
                    && "\(error)".contains("run the same command again")
            }
            #expect(try bank.count() == 10)
            // The last round may be the one that closes it.
            var keys = [key("a")]
            #expect(
                try building(bank).close(rounds: 1) {
                    keys
                } progress: { _, _, _ in
                } == 1)
            keys.append(key("b"))
            #expect(
                try building(bank).close(rounds: 2) {
                    keys
                } progress: { _, _, _ in
                } == 1)
        }
    }
}
