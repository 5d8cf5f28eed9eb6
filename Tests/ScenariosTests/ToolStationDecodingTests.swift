import ContactCenterEvents
import Conversations
import DialogueEngine
import Foundation
import ResponseStations
import Scenarios
import Testing
import TwinPrimitives
import VoiceAgents

/// Tools of the shipped bank that wait at the systems behind it.
@Suite("Tools at stations in a scenario")
struct ToolStationDecodingTests {
    private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("models/bank-backend.yaml").path

    @Test("go where the scenario says, those that it does not name and verifications to the rest")
    func stations() throws {
        let scenario = try Scenario(path: Self.path)
        let pool = scenario.voicePools[0]
        guard case .conversation(let tier) = pool.tier else {
            Issue.record("the pool has no conversations")
            return
        }
        let model = tier.conversation.reducer.model
        #expect(pool.toolStations.count == model.tools.count + 1)
        func station(_ name: String) -> String? {
            pool.toolStations.first { $0.name == name }.map { scenario.stations[$0.station].name }
        }
        #expect(station("order_card") == "cardSystem" && station("read_balance") == "coreBanking")
        #expect(station("verification") == "coreBanking")
        #expect(pool.toolStations.last?.request == .verification)
        #expect(pool.outsideWork.tools.count == model.tools.count)
        #expect(pool.outsideWork.utterances && pool.outsideWork.verifications)
        let stages = try #require(scenario.description.stages)
        #expect(stages.map(\.name).prefix(3) == ["answer", "network", model.tools[0].name])
        #expect(stages.map { $0.isTool ?? false }.prefix(3) == [false, false, true])
        #expect(scenario.description.flows?.map(\.name) == model.flows.map(\.name))
        #expect(scenario.plan.faults[0].effects.map(\.pool.rawValue) == [0])
    }

    @Test(
        "that do not fit are refused with a reason",
        arguments: [
            ("station: coreBanking   #", "station: core   #", "core"),
            ("{block_card: cardSystem,", "{block_cart: cardSystem,", "block_cart"),
            ("{block_card: cardSystem,", "{block_card: card,", "card"),
            (
                "      station: coreBanking",
                "      delay: {distribution: deterministic, value: 1s}\n      station: coreBanking",
                "station takes its own time"
            ),
        ])
    func refused(from: String, to: String, message: String) throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        #expect(text.contains(from))
        let changed = text.replacingOccurrences(
            of: from, with: to.replacingOccurrences(of: "\\n", with: "\n"))
        do {
            _ = try Scenario(text: changed, path: Self.path)
            Issue.record("was taken: \(to)")
        } catch {
            #expect("\(error)".contains(message), "\(error)")
        }
    }
}
