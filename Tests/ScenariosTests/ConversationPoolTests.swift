import Conversations
import DialogueEngine
import Foundation
import Scenarios
import Testing
import VoiceAgents

/// Pools whose sessions are conversations, read from files.
@Suite("Pools that run their dialogue")
struct ConversationPoolTests {
    private var models: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("models").path
    }

    private func tier(_ scenario: Scenario) throws -> ConversationTier {
        guard case .conversation(let tier)? = scenario.voicePools.first?.tier else {
            throw OtherTier()
        }
        return tier
    }

    private struct OtherTier: Error {}

    @Test("values of the dialogue model and of the callers are moved from the scenario")
    func values() throws {
        let scenario = try Scenario(path: "\(models)/bank-dialogue.yaml")
        let before = try tier(scenario)
        #expect(before.conversation.reducer.model.fallback.noMatch == 3)
        let path = "voiceAgents.voice.dialogueValues.fallback.noMatch"
        let after = try tier(try scenario.varying(path: path, to: "2"))
        #expect(after.conversation.reducer.model.fallback.noMatch == 2)
        #expect(after != before)
        // What was learned does not hang on it.
        #expect(
            after.conversation.reducer.model.intents == before.conversation.reducer.model.intents)
        #expect(throws: ScenarioError.self) {
            try scenario.varying(
                path: "voiceAgents.voice.dialogueValues.fallback.noMatsch", to: "2")
        }
        #expect(throws: ScenarioError.self) {
            try scenario.varying(path: "voiceAgents.voice.line", to: "nowhere")
        }
    }

    @Test("a file that is missing, and keys of another fidelity, are refused with their line")
    func wrong() throws {
        let text = try String(contentsOfFile: "\(models)/bank-dialogue.yaml", encoding: .utf8)
        for (old, new, message) in [
            ("dialogue: dialogue/bank.yaml", "dialogue: nowhere.yaml", ":22: error: "),
            ("line: clean", "wordErrors: 5%", ": error: unknown key 'wordErrors'"),
            ("firstDay: 2026-11-25", "firstDay: tomorrow", ":24: error: "),
            (
                "fidelity: channel", "fidelity: bank\n    bank: nowhere.sqlite",
                "no such bank of decodes"
            ),
        ] {
            do throws(ScenarioError) {
                _ = try Scenario(
                    text: text.replacing(old, with: new), path: "\(models)/changed.yaml")
                Issue.record("\(new) was taken")
            } catch {
                #expect(error.description.contains(message), "\(error)")
            }
        }
    }
}
