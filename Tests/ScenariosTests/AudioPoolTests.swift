import Conversations
import DialogueEngine
import Foundation
import Scenarios
import Testing
import TwinPrimitives
import VoiceAgents

/// Pools at fidelity audio, whose sound a program hands in.
@Suite("Pools that sound")
struct AudioPoolTests {
    private static let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("models")
        .path

    private static func text(_ more: String = "") throws -> String {
        try String(contentsOfFile: "\(models)/bank-dialogue.yaml", encoding: .utf8)
            .replacing("fidelity: channel\n", with: "fidelity: audio\n" + more)
    }

    /// Silent lines, which note what they were asked for.
    struct Silence: PoolSoundMaker {
        var failure: String?
        var refusal: PoolSoundError?

        func sound(for request: PoolSoundRequest) throws(PoolSoundError) -> PoolSound {
            if let refusal { throw refusal }
            let failure = failure
            return PoolSound(
                line: SilentLines(), mouth: SpokenMouth(),
                fingerprint: "\(request.line) \(request.recognizer) \(request.firstDay)"
            ) { failure }
        }
    }

    struct SilentLines: SpeechLineProvider {
        func line(
            for context: CallContext, at time: SimulationTime, streams: RandomStreams
        ) -> any SpeechLine { preconditionFailure("nobody calls") }
    }

    @Test("with another fidelity go files that only ears of the old one hear by, and no more")
    func otherEars() throws {
        let text = try Self.text().replacing(
            "fidelity: audio\n",
            with: "fidelity: bank\n    bank: decodes/bank.sqlite\n"
                + "    channels: decodes/bank-channels.jsonl\n")
        func scenario(_ text: String) throws -> Scenario {
            try Scenario(text: text, path: "\(Self.models)/sounding.yaml", sound: Silence())
        }
        let path = "voiceAgents.voice.fidelity"
        let sounding = try scenario(text).varying(path: path, to: "audio")
        let plain = try scenario(Self.text())
        #expect(sounding.writtenValues.map(\.path) == plain.writtenValues.map(\.path))
        #expect(sounding.voicePools == plain.voicePools)
        let channel = try scenario(text).varying(path: path, to: "channel")
        let keys = channel.writtenValues.map(\.path)
        #expect(keys.contains("voiceAgents.voice.channels"))
        #expect(!keys.contains("voiceAgents.voice.bank"))
        // A mix of lines decides what callers go through, not by what ears hear.
        let ofPools = try #require(text.split(separator: "\nproject:").first)
        let mixed = try scenario(String(ofPools).replacing("line: clean", with: "defects: 12%"))
        #expect {
            try mixed.varying(path: path, to: "audio")
        } throws: {
            "\($0)".contains("unknown key 'defects'")
        }
        #expect {
            try scenario(text.replacing("fidelity: bank", with: "fidelity: audio"))
        } throws: {
            "\($0)".contains("unknown key 'bank'")
        }
    }

    @Test("what sounds is what the program hands in for line, recogniser and day")
    func handedIn() throws {
        let scenario = try Scenario(
            text: Self.text("    recognizer: both\n").replacing(
                "line: clean", with: "line: noise20"),
            path: "\(Self.models)/sounding.yaml", sound: Silence())
        guard case .conversation(let tier)? = scenario.voicePools.first?.tier else {
            Issue.record("no conversations")
            return
        }
        #expect(tier.conversation.line is SilentLines)
        #expect(tier.fingerprint.contains("noise20 both 2026-11-25"))
        #expect(scenario.canonicalText.contains("sound:noise20 both noise20 both 2026-11-25"))
        let other = try scenario.varying(path: "voiceAgents.voice.line", to: "clean")
        #expect(other.voicePools != scenario.voicePools)
        let file = try scenario.varying(path: "voiceAgents.voice.line", to: "channels/street.yaml")
        #expect(file.canonicalText.contains("sound:\(Self.models)/channels/street.yaml both"))
    }

    @Test("without sound, or with a package missing, one line says so and the exit status is 69")
    func missing() throws {
        for (sound, message) in [
            (nil, "fidelity audio needs voices and recognisers"),
            (
                Silence(refusal: .missing(what: "libpocketsphinx.so.3: install libpocketsphinx3")),
                "install libpocketsphinx3"
            ),
        ] as [(Silence?, String)] {
            do throws(ScenarioError) {
                _ = try Scenario(
                    text: (try? Self.text()) ?? "", path: "\(Self.models)/sounding.yaml",
                    sound: sound)
                Issue.record("it sounds")
            } catch {
                #expect(error.exitCode == 69)
                #expect("\(error)".contains(message) && !"\(error)".contains("\n"), "\(error)")
                #expect(error.location?.line == 20)
            }
        }
    }

    @Test("an unknown line is wrong data, and keys of other fidelities are refused")
    func wrong() throws {
        do throws(ScenarioError) {
            _ = try Scenario(
                text: (try? Self.text()) ?? "", path: "\(Self.models)/sounding.yaml",
                sound: Silence(refusal: .wrong(what: "line tin: known: clean")))
            Issue.record("it sounds")
        } catch {
            #expect(error.exitCode == 65 && "\(error)".contains("line tin: known: clean"))
        }
        #expect(throws: ScenarioError.self) {
            try Scenario(
                text: Self.text("    bank: decodes/bank.sqlite\n"),
                path: "\(Self.models)/sounding.yaml", sound: Silence())
        }
    }

    @Test("sound that failed during a run refuses its results")
    func failed() throws {
        let scenario = try Scenario(
            text: Self.text(), path: "\(Self.models)/sounding.yaml",
            sound: Silence(failure: "the voice is hoarse"))
        do throws(ScenarioError) {
            try scenario.checkCoverage()
            Issue.record("nothing was told")
        } catch {
            #expect(error.exitCode == 69 && "\(error)".contains("the voice is hoarse"))
        }
    }
}
