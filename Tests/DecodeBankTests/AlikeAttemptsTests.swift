import CallerModel
import Conversations
import DecodeBank
import DialogueEngine
import Foundation
import Testing
import TwinPrimitives

/// Attempts of one caller at one thing, which fail together.
@Suite("Alike attempts")
struct AlikeAttemptsTests {
    /// Turns of calls with two attempts each, so many of them both right, one right, neither right.
    private func calls(both: Int, one: Int, neither: Int) -> [LabelledTurn] {
        var turns: [LabelledTurn] = []
        var caller: UInt32 = 0
        func add(_ first: Bool, _ second: Bool) {
            for isRight in [first, second] {
                turns.append(
                    LabelledTurn(
                        speaker: BankFixtures.speaker(), state: "wish", kind: .wish,
                        outcome: isRight ? .right : .nothing, posterior: isRight ? 0.9 : nil,
                        said: "a", caller: caller))
            }
            caller += 1
        }
        for _ in 0..<both { add(true, true) }
        for place in 0..<one { add(place.isMultiple(of: 2), !place.isMultiple(of: 2)) }
        for _ in 0..<neither { add(false, false) }
        return turns
    }

    @Test("the correlation is the one of Sheppard's formula")
    func sheppard() throws {
        // With chances of one half, both are right with probability 1/4 + asin(r) / 2 pi: a third for
        // r = 1/2, a quarter for none. Source: Sheppard, Philosophical Transactions A 192 (1899) 101.
        for (both, one, expected) in [(1000, 1000, 0.5), (750, 1500, 0.0), (1125, 750, 0.7071)] {
            let turns = calls(both: both, one: one, neither: 3000 - both - one)
            let channel = try MeaningChannelFitter.fit(turns, calls: turns)
            // In steps of 0.01.
            #expect(abs(channel.attemptCorrelation - expected) < 0.0051)
        }
        // A second attempt is made because the first one failed: without all other pairs, which are a
        // third of the callers then, the correlation is found all the same.
        let all = calls(both: 1000, one: 1000, neither: 1000)
        let failed = stride(from: 0, to: all.count, by: 2).filter { all[$0].outcome != .right }
        let retried = failed.flatMap { [all[$0], all[$0 + 1]] }
        let channel = try MeaningChannelFitter.fit(all, calls: retried)
        #expect(abs(channel.attemptCorrelation - 0.5) < 0.0051)
        // Less alike than by chance counts as by chance; so do fewer pairs than tell anything.
        let apart = calls(both: 500, one: 2000, neither: 500)
        #expect(try MeaningChannelFitter.fit(apart, calls: apart).attemptCorrelation == 0)
        let few = calls(both: 6, one: 0, neither: 6)
        #expect(try MeaningChannelFitter.fit(few, calls: few).attemptCorrelation == 0)
        #expect(try MeaningChannelFitter.fit(few).attemptCorrelation == 0)
    }

    @Test("an ear hears attempts of one caller alike, those of others and at other things not")
    func heard() throws {
        let model = try MeaningFixtures.model()
        var channel = MeaningChannel(
            cells: LabelledTurn.Kind.allCases.map {
                MeaningFixtures.cell($0, right: 0.5, other: 0)
            }, confusions: [], otherLength: 0)
        channel.attemptCorrelation = 0.5
        let ear = try MeaningChannelEar(
            channel: channel, model: model, speakers: DrawnSpeakers([BankFixtures.speaker()]),
            state: MeaningFixtures.state)
        let streams = RandomStreams(seed: 8, replication: 0)
        let passcode = SlotID(
            UInt16(try #require(model.slots.firstIndex { $0.name == "passcode" })))
        func isRight(
            _ caller: Int, _ utterance: UInt16, _ question: Question, _ act: SaidAct
        ) -> Bool {
            let speech = HeardSpeech(
                text: "words", acts: [act],
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(caller)),
                utterance: utterance, question: question)
            guard case .meaning(let meaning) = ear.hear(speech, streams: streams).content else {
                return false
            }
            return !meaning.intents.isEmpty || !meaning.answers.isEmpty
        }
        let wish = SaidAct.wish("check_balance")
        let code = SaidAct.give(slot: "passcode", value: .digits("4521"))
        let count = 20_000
        var (right, alike, apart) = (0, 0, 0)
        for caller in 0..<count {
            let first = isRight(caller, 1, .wish, wish)
            right += first ? 1 : 0
            alike += first && isRight(caller, 2, .wish, wish) ? 1 : 0
            apart += first && isRight(caller, 2, .slot(passcode), code) ? 1 : 0
        }
        // Sheppard's third, a quarter, and the half of each by itself, within 4.9 standard errors.
        for (found, share) in [(right, 0.5), (alike, 1.0 / 3), (apart, 0.25)] {
            let error = (Double(count) * share * (1 - share)).squareRoot()
            #expect(abs(Double(found) - Double(count) * share) < 4.9 * error)
        }
    }

    @Test("what is lost is silence, and what is wrong impossible, as often as the channel says")
    func extremes() throws {
        let model = try MeaningFixtures.model()
        var cell = MeaningFixtures.cell(.value, right: 0, other: 0.5)
        cell.unheard = 0.2
        cell.impossible = 0.6
        let channel = MeaningChannel(
            cells: [cell, MeaningFixtures.cell(.wish, right: 1, other: 0)]
                + [.yesNo, .remark, .volunteered].map {
                    MeaningFixtures.cell($0, right: 1, other: 0)
                }, confusions: [], otherLength: 0)
        let ear = try MeaningChannelEar(
            channel: channel, model: model, speakers: DrawnSpeakers([BankFixtures.speaker()]),
            state: MeaningFixtures.state)
        let streams = RandomStreams(seed: 9, replication: 0)
        let passcode = SlotID(
            UInt16(try #require(model.slots.firstIndex { $0.name == "passcode" })))
        let count = 20_000
        var (silent, impossible) = (0, 0)
        for caller in 0..<count {
            let speech = HeardSpeech(
                text: "words", acts: [.give(slot: "passcode", value: .digits("4521"))],
                caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(caller)),
                question: .slot(passcode))
            switch ear.hear(speech, streams: streams).content {
            case .hypotheses(let readings): silent += readings.isEmpty ? 1 : 0
            case .meaning(let meaning):
                impossible += meaning.answers.first?.isInvalid == true ? 1 : 0
            }
        }
        for (found, share) in [(silent, 0.1), (impossible, 0.3)] {
            let error = (Double(count) * share * (1 - share)).squareRoot()
            #expect(abs(Double(found) - Double(count) * share) < 4.9 * error)
        }
    }

    @Test(
        "the surer a wish, the less is left for none of them; a channel without says nothing of it")
    func outOfScope() throws {
        let model = try MeaningFixtures.model()
        func readings(_ table: QuantileTable?) throws -> [Interpretation] {
            var cell = MeaningFixtures.cell(.wish, right: 1, other: 0)
            cell.outOfScopeWhenRight = table
            let others = [LabelledTurn.Kind.value, .yesNo, .remark, .volunteered].map {
                MeaningFixtures.cell($0, right: 1, other: 0)
            }
            let ear = try MeaningChannelEar(
                channel: MeaningChannel(cells: [cell] + others, confusions: [], otherLength: 0),
                model: model, speakers: DrawnSpeakers([BankFixtures.speaker()]),
                state: MeaningFixtures.state)
            return (0..<300 as Range<UInt32>).compactMap { caller in
                let speech = HeardSpeech(
                    text: "words", acts: [.wish("check_balance")],
                    caller: CallerKey(contactType: ContactTypeID(0), ordinal: caller),
                    question: .wish)
                let content = ear.hear(speech, streams: RandomStreams(seed: 3, replication: 0))
                    .content
                guard case .meaning(let meaning) = content else { return nil }
                return meaning
            }
        }
        let heard = try readings(MeaningFixtures.table([0.1, 0.3, 0.9])).sorted {
            $0.intents[0].probability < $1.intents[0].probability
        }
        #expect(heard.count == 300)
        #expect(
            zip(heard, heard.dropFirst()).allSatisfy {
                // Probabilities have steps of 1/1024, so some are equal.
                $0.intents[0].probability == $1.intents[0].probability
                    || $0.outOfScope >= $1.outOfScope
            })
        #expect(heard[0].outOfScope > Score(0.85) && heard[299].outOfScope < Score(0.15))
        #expect(try readings(nil).allSatisfy { $0.outOfScope == .zero })
    }

    @Test("a file keeps the correlation, and refuses one that is none")
    func file() throws {
        let turns = calls(both: 1000, one: 1000, neither: 1000)
        let channels = FittedChannels(
            words: nil, meanings: try MeaningChannelFitter.fit(turns, calls: turns))
        let text = channels.text
        #expect(try FittedChannels(text: text, path: "f") == channels)
        let lines = text.split(separator: "\n").map(String.init)
        let place = try #require(lines.firstIndex { $0.contains("attemptCorrelation") })
        var changed = lines
        changed[place] = "{\"attemptCorrelation\":1}"
        let error = #expect(throws: DecodeBankError.self) {
            try FittedChannels(text: changed.joined(separator: "\n"), path: "f")
        }
        #expect(
            error?.description
                == "f:\(place + 1): error: member 'attemptCorrelation' is 1.0; expected 0 to below 1"
        )
    }
}
