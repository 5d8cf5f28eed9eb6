import Foundation
import Planning
import Scenarios
import Testing
import VoiceAgents
import VoiceStudies

@Suite("A channel beside the bank")
struct ChannelBesideBankTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    @Test("a bank whose sessions shall sound has a channel beside it, and nothing else has")
    func which() throws {
        let scenario = try Scenario(path: Self.root + "/models/bank-small-decodes.yaml")
        func beside(
            _ cheap: String, _ costly: String, _ hearings: Int? = nil
        ) throws -> MultiFidelityRequest.Beside? {
            try .channel(
                of: scenario, pool: 0, fidelities: (cheap, costly), hearings: hearings)
        }
        let found = try #require(try beside("bank", "audio"))
        #expect(found.fidelity == "channel-words" && found.hearings == 4)
        guard case .conversation(let tier) = found.scenario.voicePools[0].tier else {
            Issue.record("no conversations")
            return
        }
        #expect(tier.hearsByChance)
        #expect(try beside("bank", "audio", 7)?.hearings == 7)
        #expect(try beside("bank", "channel-words") == nil)
        #expect(try beside("channel", "audio") == nil)
    }
}
