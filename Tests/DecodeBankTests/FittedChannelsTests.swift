import Conversations
import DecodeBank
import DialogueEngine
import Foundation
import Testing

@Suite("Files of fitted channels")
struct FittedChannelsTests {
    private func fitted() throws -> FittedChannels {
        let records = BankFixtures.records(200)
        let speaker = BankFixtures.speaker()
        let turns =
            MeaningFixtures.turns(300, right: 0.7, other: 0.2, speaker: speaker, seed: 1)
            + [
                LabelledTurn(
                    speaker: speaker, state: "passcode", kind: .value, outcome: .other,
                    posterior: 0.5, said: "passcode", hasOtherLength: true)
            ] + (try MeaningExampleTests.turns())
        var changed = records
        for index in changed.indices where index.isMultiple(of: 3) {
            changed[index].entry.hypotheses[0].text += " \"é\" \\ extra"
        }
        let prompts = SpeechIntoPrompts.fit([
            .init(condition: "clean", isAcknowledgement: true, isTaken: true)
        ])
        return FittedChannels(
            words: try WordChannelFitter.fit(changed, prompts: prompts),
            meanings: try MeaningChannelFitter.fit(turns, prompts: prompts),
            provenance: ["bank": "a", "entries": "200"])
    }

    @Test("a file reads back the same, and is written the same again")
    func roundTrip() throws {
        try BankFixtures.withPath { path in
            let file = try fitted()
            try file.write(to: path)
            let read = try FittedChannels(path: path)
            #expect(read == file)
            #expect(read.text == file.text)
        }
    }

    @Test("each half may be missing")
    func halves() throws {
        let file = try fitted()
        let words = FittedChannels(words: file.words, meanings: nil)
        #expect(try FittedChannels(text: words.text, path: "f") == words)
        let meanings = FittedChannels(words: nil, meanings: file.meanings)
        #expect(try FittedChannels(text: meanings.text, path: "f") == meanings)
    }

    @Test("a line that is wrong is named with its number and what is wrong")
    func malformed() throws {
        let lines = try fitted().text.split(separator: "\n").map(String.init)
        func complaint(_ line: Int, _ text: String) -> String {
            var changed = lines
            changed[line - 1] = text
            do throws(DecodeBankError) {
                _ = try FittedChannels(text: changed.joined(separator: "\n"), path: "f")
                return "none"
            } catch {
                return error.description
            }
        }
        let cell = lines[1]
        #expect(complaint(2, "{") == "f:2: error: not a JSON object")
        #expect(
            complaint(2, cell.replacingOccurrences(of: "\"lost\"", with: "\"lots\""))
                == "f:2: error: member 'lost' is missing")
        #expect(
            complaint(2, cell.replacingOccurrences(of: "\"lost\":", with: "\"lost\":-1,\"x\":"))
                .hasPrefix("f:2: error: member 'lost' is -"))
        #expect(
            complaint(2, cell.replacingOccurrences(of: "\"lost\":", with: "\"lost\":\"x\",\"y\":"))
                == "f:2: error: member 'lost' has another type")
        #expect(
            complaint(3, "{\"a\":1}").hasPrefix("f:3: error: no kind of line has the members a;"))
        #expect(
            complaint(1, "{\"calltwinChannels\":9,\"provenance\":{}}")
                == "f:1: error: channels of version 9; this program knows up to 2")
        #expect(complaint(1, cell) == "f:1: error: expected the header, calltwinChannels")
        #expect(
            complaint(lines.count, "")
                == "f:\(lines.count - 1): error: a channel of meanings ends without otherLength")
        let first = try #require(lines.firstIndex { $0.contains("\"kind\"") })
        #expect(
            complaint(
                first + 1,
                lines[first].replacingOccurrences(of: "\"right\":", with: "\"right\":1,\"x\":")
            )
            .hasPrefix("f:\(first + 1): error: right + other is 1."))
        let kinds = lines[first].replacingOccurrences(of: "\"value\"", with: "\"vale\"")
            .replacingOccurrences(of: "\"wish\"", with: "\"vale\"")
        let example = try #require(lines.firstIndex { $0.contains("\"outcome\"") })
        func changed(_ old: String, _ new: String) -> String {
            complaint(example + 1, lines[example].replacingOccurrences(of: old, with: new))
        }
        #expect(
            changed("\"outcome\":\"", "\"outcome\":\"un")
                .hasSuffix("known: right, other, nothing"))
        #expect(
            changed("\"turns\":", "\"turns\":0,\"x\":")
                == "f:\(example + 1): error: member 'turns' is 0; expected above 0")
        #expect(
            changed("\"posterior\":", "\"posterior\":1025,\"x\":")
                == "f:\(example + 1): error: a probability or share of words is not from 0 to 1024")
        #expect(
            complaint(first + 1, kinds)
                == "f:\(first + 1): error: member 'kind' is 'vale'; known: wish, value, yesNo, "
                + "remark, volunteered, acknowledgement")
    }

    @Test("a file that is not there says how to make one")
    func missing() throws {
        #expect(throws: DecodeBankError.self) {
            try FittedChannels(path: "/nowhere/channels.jsonl")
        }
    }
}
