import CallerModel
import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import Statistics
import Testing
import TwinPrimitives
import VoiceStudies

/// Fidelities compared over calls that were held by the same callers; the truth is counted by hand.
@Suite("How far fidelities agree")
struct TierAgreementTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    private static func calls(_ ear: any Ear, _ model: DialogueModel) throws
        -> [ConversationRecord]
    {
        let file = try CallerFile(path: root + "/models/callers/bank.yaml")
        let conversation = Conversation(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: 3, replication: 0)),
            profile: try file.profile(for: model), ear: ear)
        return (0..<40).map { number in
            conversation.run(
                CallContext(
                    caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(number)),
                    today: CivilDate(dayNumber: 20_782), minuteOfDay: 600))
        }
    }

    @Test("shares, discordant pairs and turns are those that a count by hand gives")
    func counted() throws {
        let model = try DialogueModelFile(path: Self.root + "/models/dialogue/bank.yaml").trained()
        let first = try Self.calls(WordErrorEar(rate: 0.2, vocabulary: ["balance"]), model)
        let second = try Self.calls(PerfectEar(), model)
        let agreement = try TierAgreement([
            .init(hearing: .fidelity(.channelWords), records: first),
            .init(hearing: .fidelity(.text), records: second),
        ])
        let pairing = try #require(agreement.pairings.first)
        #expect(agreement.pairings.count == 1 && pairing.name == "channel-words")
        let place = try #require(
            TierAgreement.outputs.firstIndex { $0.name == "contained" })
        let pairs = zip(first, second).map {
            ($0.outcome == .completed, $1.outcome == .completed)
        }
        let comparison = pairing.comparisons[place]
        #expect(comparison.discordant?.first == pairs.count { $0.0 && !$0.1 })
        #expect(comparison.discordant?.second == pairs.count { !$0.0 && $0.1 })
        #expect(
            abs(TierAgreement.means(first)[place] - Double(pairs.count { $0.0 }) / 40) < 1e-12)
        // Errors in a fifth of the words lose calls that are contained when every word is heard.
        #expect(comparison.difference < 0)
        #expect(pairing.equivalencePValue(place) != nil)
        #expect(pairing.equivalencePValue(place + 1) == nil)
        let turns = try #require(agreement.turns.last)
        let utterances = second.flatMap(\.utterances).filter { !$0.speech.text.isEmpty }
        #expect(turns.utterances == utterances.count)
        #expect(
            turns.fates[.right, default: 0] == utterances.count { $0.fate == .right })
    }

    @Test("a fidelity held against itself differs in nothing")
    func itself() throws {
        let model = try DialogueModelFile(path: Self.root + "/models/dialogue/bank.yaml").trained()
        let calls = try Self.calls(PerfectEar(), model)
        let agreement = try TierAgreement([
            .init(hearing: .fidelity(.text), records: calls),
            .init(hearing: .endpointing, records: calls),
        ])
        let pairing = try #require(agreement.pairings.first)
        #expect(pairing.comparisons.allSatisfy { abs($0.difference) < 1e-12 })
        let same = pairing.sameWords
        #expect(same.onlyFirst == 0 && same.onlySecond == 0 && same.bothRight > 100)
        #expect(same.count == same.bothRight + same.neither)
    }
}
