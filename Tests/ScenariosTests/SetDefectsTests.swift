import Conversations
import DialogueEngine
import Foundation
import Scenarios
import Testing
import TwinPrimitives
import VoiceAgents

/// Pools whose share of wrongly understood turns is set.
@Suite("Set defect rates")
struct SetDefectsTests {
    private struct OtherTier: Error {}

    /// The mean of the shipped law without its spread: answers as even as those that mixes are found with.
    private static let even = "mean: 1.62s, cv: 0.001"

    /// The shipped scenario with other keys in place of its line, and other moments of the time to an answer.
    private func scenario(
        _ defects: String, fidelity: String = "channel", body: String = "median: 1.4s, sigma: 0.54"
    ) throws -> Scenario {
        let models = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("models").path
        let text = try String(contentsOfFile: "\(models)/bank-dialogue.yaml", encoding: .utf8)
            .replacing("line: clean", with: defects)
            .replacing("fidelity: channel", with: "fidelity: \(fidelity)")
            .replacing("median: 1.4s, sigma: 0.54", with: body)
            .replacing("voiceAgents.voice.line: [clean, noise20, babble10]", with: "seed: [1]")
        return try Scenario(text: text, path: "\(models)/changed.yaml")
    }

    private func tier(_ scenario: Scenario) throws -> ConversationTier {
        guard case .conversation(let tier)? = scenario.voicePools.first?.tier else {
            throw OtherTier()
        }
        return tier
    }

    /// The share of turns wrongly understood of callers with another seed, outside the center.
    private func measured(_ tier: ConversationTier, callers: Int) -> LineDefects {
        .measured(
            tier.conversation.drawing(from: RandomStreams(seed: 99, replication: 0)),
            context: CallContext(
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0), attempt: 0,
                today: tier.firstDay, minuteOfDay: 600), callers: callers)
    }

    /// The mix is found with answers of even length; uneven ones have more turns misheard.
    ///
    /// Rates of both are those of 2000 and of 1000 callers; the interval of the mix tells the error.
    @Test(
        "other callers are misunderstood as often as was set",
        arguments: [("channel", 0.12), ("channel-words", 0.2)])
    func met(fidelity: String, wanted: Double) throws {
        let tier = try tier(
            try scenario("defects: \(100 * wanted)%", fidelity: fidelity, body: Self.even))
        let set = try #require(tier.defects)
        #expect(abs(set.rate - wanted) < 1e-12 && set.found.callers == 2000)
        #expect(set.found.halfWidth95 < 0.01)
        let rate = measured(tier, callers: 1000).rate
        // Half-widths of 2000 and of 1000 callers together; 2.5 of them are 4.9 standard errors.
        #expect(
            abs(rate - wanted) < 2.5 * set.found.halfWidth95 * 3.0.squareRoot(),
            "set \(wanted), measured \(rate), \(set)")
    }

    @Test("a higher rate only moves callers to worse lines, and the same text finds the same mix")
    func monotone() throws {
        let scenario = try scenario("defects: 9%")
        var places: [[Int]] = []
        for rate in ["9%", "14%", "30%"] {
            let tier = try tier(
                try scenario.varying(path: "voiceAgents.voice.defects", to: rate))
            let mix = try #require(tier.defects?.found.mix)
            let streams = RandomStreams(seed: 3, replication: 0)
            places.append(
                (0..<500).map {
                    mix.place(
                        of: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32($0)),
                        streams: streams)
                })
        }
        for (low, high) in zip(places, places.dropFirst()) {
            #expect(zip(low, high).allSatisfy { $0 <= $1 })
            #expect(low.reduce(0, +) < high.reduce(0, +))
        }
        let again = try self.scenario("defects: 9%")
        #expect(try tier(again).defects == tier(scenario).defects)
    }

    @Test("a bank's callers have the lines that they have at channel")
    func bank() throws {
        let channel = try tier(try scenario("defects: 12%"))
        let bank = try tier(try scenario("defects: 12%", fidelity: "bank"))
        #expect(channel.defects?.found == bank.defects?.found)
        #expect(channel.defects?.betterLine == bank.defects?.betterLine)
        #expect(channel.defects?.worseLine == bank.defects?.worseLine)
        #expect(Set(channel.kinds).isDisjoint(with: bank.kinds))
        #expect(channel.fingerprint != bank.fingerprint)
    }

    /// Solved for the pool's own values, stages or tools, the share of callers over the worse line would be another.
    @Test(
        "whatever the pool sets meets the same callers on the same lines, in other sessions",
        arguments: ["channel", "bank"])
    func sameLines(fidelity: String) throws {
        let scenario = try scenario("defects: 14%", fidelity: fidelity)
        let streams = RandomStreams(seed: 3, replication: 0)
        func lines(_ tier: ConversationTier) throws -> [String] {
            let set = try #require(tier.defects)
            return (0..<2000).map {
                let caller = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32($0))
                let isWorse =
                    set.found.mix.place(of: caller, streams: streams) > set.found.mix.better
                return isWorse ? set.worseLine : set.betterLine
            }
        }
        let written = try tier(scenario)
        #expect(Set(try lines(written)).count == 2)
        func varied(_ path: String, _ text: String) throws -> Scenario {
            try scenario.varying(path: "voiceAgents.voice.\(path)", to: text)
        }
        for (name, other) in [
            ("mode", try varied("dialogueValues.decisions.mode", "thresholds")),
            ("no-matches", try varied("dialogueValues.fallback.noMatch", "1")),
            ("tools", try varied("tools.failures", "30%")),
            (
                "tail",
                try self.scenario("defects: 14%", fidelity: fidelity, body: "mean: 1.62s, cv: 2")
            ),
        ] {
            let other = try tier(other)
            #expect(try lines(other) == lines(written), "\(name)")
            #expect(other.defects?.found == written.defects?.found, "\(name)")
            #expect(Set(other.kinds).isDisjoint(with: written.kinds), "\(name)")
        }
        // Callers who wait longer by the mean are another world.
        let slower = try tier(
            try self.scenario("defects: 14%", fidelity: fidelity, body: "mean: 2s, cv: 0.58"))
        #expect(slower.defects?.found != written.defects?.found)
    }

    /// Tolerances as those of `met`: the half-widths of 2000 and of 1000 callers.
    @Test("a day of another rate has callers of other lines, as many as give that rate")
    func days() throws {
        let scenario = try scenario("defects: 14%\n    defectsDayCorrelation: 2%", body: Self.even)
        let tier = try tier(scenario)
        let set = try #require(tier.defects)
        #expect(set.lines.count == 4)
        for rate in [0.1, 0.27] {
            let day = measured(tier.withDefects(rate), callers: 1000).rate
            #expect(
                abs(day - rate) < 2.5 * 2 * set.found.halfWidth95 * 3.0.squareRoot(),
                "set \(rate), measured \(day)")
        }
        // Below what is left when every word is heard there is no better line.
        let best = measured(tier.withDefects(0), callers: 300).rate
        #expect(best == measured(tier.withDefects(0.001), callers: 300).rate && best > 0.05)
        #expect(throws: ScenarioError.self) {
            _ = try self.scenario("line: clean\n    defectsDayCorrelation: 2%")
        }
    }

    /// At `bank` words are heard, so its best line is that of `channel`; a lower rate is one of meanings.
    @Test("rates below that of the very words need the line of meanings, at channel only")
    func understood() throws {
        let lines = "defects: 4%\n    lines: [understood, perfect, clean]"
        let set = try #require(try tier(try scenario(lines)).defects)
        #expect(set.betterLine == "understood" && set.worseLine == "perfect")
        let (bank, channel) = (
            try tier(try scenario("line: perfect", fidelity: "bank")),
            try tier(try scenario("line: perfect"))
        )
        let words = measured(channel, callers: 300)
        #expect(measured(bank, callers: 300).rate == words.rate && words.rate > 0.05)
        #expect(measured(try tier(try scenario("line: understood")), callers: 300).rate < 0.05)
        #expect(throws: ScenarioError.self) {
            _ = try scenario("line: understood", fidelity: "bank")
        }
    }

    @Test("what cannot be set is refused with its line and what can")
    func wrong() throws {
        for (keys, message) in [
            ("defects: 90%", "voiceAgents.voice.defects: 90.0 % is out of reach: over the lines"),
            ("defects: 2%", "understood before the rest lets every meaning through"),
            ("lines: [clean, noise20]", "voiceAgents.voice.lines has no effect"),
            ("defects: 5%\n    line: clean", "voiceAgents.voice.line has no effect"),
            ("defects: 5%\n    lines: [clean]", "at least two lines"),
            ("defects: 5%\n    lines: [clean, nowhere]", "nowhere"),
            ("defects: 5%\n    lines: [clean, clean]", "appears twice"),
            ("defects: 65%\n    lines: [babble10, clean]", "lines should go from better to worse"),
        ] {
            do {
                _ = try scenario(keys)
                Issue.record("\(keys) was taken")
            } catch let error as ScenarioError {
                #expect(error.description.contains(message), "\(error)")
                #expect(error.location?.line ?? 0 > 20)
            }
        }
    }
}
