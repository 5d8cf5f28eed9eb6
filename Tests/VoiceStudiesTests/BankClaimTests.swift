import DecodeBank
import DialogueEngine
import Foundation
import Testing
import VoiceChannel
import VoiceStudies

/// What a bank says of itself is held against what is asked of it before anything is written.
@Suite("A bank is of stated calls")
struct BankClaimTests {
    private let setup = BankBuildingTests.setup
    private let panel = SpeakerPanel(VoicePanel.standard)

    private func claim(
        callers: String = "models/callers/bank.yaml", calls: Int = 10, seed: UInt64 = 1,
        day: String = "2026-11-25", draws: UInt32 = 1, lines: [String: String] = ["clean": "c1"],
        setup: RecogniserSetup = BankBuildingTests.setup, keeps: Bool = true
    ) -> BankClaim {
        BankClaim(
            description: BankDescription(
                callers: callers, calls: calls, seed: seed, day: day, draws: draws),
            panel: panel,
            lines: lines.sorted { $0.key < $1.key }.map { (name: $0.key, content: $0.value) },
            recogniser: setup, keepsRecogniser: keeps)
    }

    private func record(_ setup: RecogniserSetup) -> BankRecord {
        BankRecord(
            key: DecodeKey(
                text: "a",
                speaker: Speaker(
                    voice: SpeakingVoice(engine: "flite", name: "slt"), voiceClass: "clear",
                    condition: "clean"), channelDraw: 0, recogniser: setup, state: "wish"),
            entry: DecodeEntry(
                hypotheses: [Hypothesis(text: "a")], soundMilliseconds: 1, costMicroseconds: 1))
    }

    @Test("a new bank says what it is of; asked for the same or fewer calls it is left as it is")
    func sameCalls() throws {
        try BankBuildingTests.withPath { path in
            let (_, first) = try claim().opened(at: path)
            #expect(first.calls == 10)
            let facts = try UtteranceBank.open(path: path).provenance()
            let (bank, again) = try claim(calls: 3).opened(at: path)
            // It stays one of ten calls: whoever fits channels to it holds all of them.
            #expect(again.calls == 10)
            #expect(try bank.provenance() == facts)
            #expect(try bank.description()?.calls == 10)
        }
    }

    @Test("more calls and other lines extend it, draws are its own where none are asked for")
    func extended() throws {
        try BankBuildingTests.withPath { path in
            _ = try claim(draws: 3).opened(at: path)
            // Of the line that it has it would lack fifteen calls.
            #expect(throws: VoiceStudyError.self) {
                try claim(calls: 25, draws: 0, lines: ["noise20": "n1"]).opened(at: path)
            }
            let (bank, claimed) = try claim(
                calls: 25, draws: 0, lines: ["clean": "c1", "noise20": "n1"]
            ).opened(at: path)
            #expect(claimed.calls == 25 && claimed.draws == 3)
            #expect(try bank.description() == claimed)
            let lines = try bank.provenance().filter { $0.what.hasPrefix("line ") }
            #expect(lines.map(\.what) == ["line clean", "line noise20"])
        }
    }

    @Test("other seeds, days, draws and callers are refused, and nothing is written")
    func refused() throws {
        try BankBuildingTests.withPath { path in
            _ = try claim().opened(at: path)
            let facts = try UtteranceBank.open(path: path).provenance()
            for (wrong, what, has, asked) in [
                (claim(seed: 2), "seed", "1", "2"),
                (claim(day: "2026-11-26"), "day", "2026-11-25", "2026-11-26"),
                (claim(draws: 2), "draws", "1", "2"),
                (
                    claim(callers: "other.yaml"), "callers", "models/callers/bank.yaml",
                    "other.yaml"
                ),
            ] {
                #expect {
                    try wrong.opened(at: path)
                } throws: { error in
                    guard
                        case VoiceStudyError.otherBank(
                            let at, let found, let had, let wanted, let remedy) = error
                    else { return false }
                    return at == path && found == what && had == has && wanted == asked
                        && !remedy.isEmpty
                }
            }
            #expect(throws: VoiceStudyError.otherLine(path: path, name: "clean")) {
                try claim(lines: ["clean": "c2"]).opened(at: path)
            }
            #expect(try UtteranceBank.open(path: path).provenance() == facts)
        }
    }

    @Test("another recogniser's bank is refused where that is asked for, and else extended")
    func recogniser() throws {
        try BankBuildingTests.withPath { path in
            let (bank, _) = try claim().opened(at: path)
            let other = RecogniserSetup(
                acousticModel: "moonshine", languageModelHash: "1", options: "b")
            try bank.put([record(setup)])
            _ = try claim().opened(at: path)
            try bank.put([record(other)])
            #expect(try bank.lastRecogniser() == other)
            #expect {
                try claim().opened(at: path)
            } throws: { error in
                guard case VoiceStudyError.otherBank(_, let what, let has, _, _) = error else {
                    return false
                }
                return what == "the recogniser" && has.hasPrefix("moonshine")
                    && "\(error)".contains("give --recognizer moonshine")
            }
            _ = try claim(keeps: false).opened(at: path)
            _ = try claim(setup: other).opened(at: path)
        }
    }

    @Test("an empty bank has no recogniser")
    func empty() throws {
        try BankBuildingTests.withPath { path in
            let last = try UtteranceBank.create(path: path).lastRecogniser()
            #expect(last == nil)
        }
    }
}
