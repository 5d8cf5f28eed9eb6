import CallerModel
import Conversations
import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Replay")
struct ReplayTests {
    static let ears: [any Ear] = [
        WordErrorEar(rate: 0.15), StubEar(model: SmallModel.make(), errorRate: 0.1),
    ]

    static func log(_ conversation: Conversation, _ ordinal: Int) -> ConversationLog {
        ConversationLog(
            conversation.run(SmallCallers.context(ordinal)), model: conversation.reducer.model,
            seed: 7, replication: 0)
    }

    @Test("a thousand logged calls replay to the byte, through their text")
    func replaysToTheByte() throws {
        var kinds: Set<String> = []
        for ear in Self.ears {
            let conversation = RandomConversationTests.conversation(ear)
            for ordinal in 0..<500 {
                let log = Self.log(conversation, ordinal)
                let text = log.text
                let read = try ConversationLog(text, path: "call.jsonl")
                #expect(read == log)
                #expect(read.text == text)
                let verdict = Replay.verify(read, model: conversation.reducer.model)
                #expect(verdict == .identical(lines: log.lines.count))
                for timed in read.inputs {
                    kinds.insert(String(String(describing: timed.input).prefix { $0 != "(" }))
                }
            }
        }
        // Every input but the supervisor's lever, which no caller moves.
        #expect(kinds.count == 15, "\(kinds.sorted())")
    }

    @Test("a log that was changed by one byte, or one input, does not verify")
    func findsChanges() throws {
        let conversation = RandomConversationTests.conversation(personas: [.ideal])
        let model = conversation.reducer.model
        let log = Self.log(conversation, 1)
        var other = log
        let place = try #require(log.lines.firstIndex { $0.contains("\"decided\"") })
        other.lines[place] = log.lines[place].replacing("\"turn\":1", with: "\"turn\":2")
        #expect(
            Replay.verify(other, model: model)
                == .differs(line: place + 2, logged: other.lines[place], replayed: log.lines[place])
        )
        other = log
        other.inputs.removeLast()
        #expect(Replay.verify(other, model: model) != .identical(lines: log.lines.count))
        var changed = model
        changed.digest += 1
        #expect(
            Replay.verify(log, model: changed)
                == .otherModel(logged: model.digest, given: changed.digest))
    }

    @Test("a prompt that was inserted and is never said changes nothing")
    func unusedPrompt() {
        for ear in Self.ears {
            let conversation = RandomConversationTests.conversation(ear)
            let model = conversation.reducer.model
            let other = RandomConversationTests.conversation(ear, model: SmallModel.make(unused: 2))
            for ordinal in 0..<150 {
                let log = Self.log(conversation, ordinal)
                let result = Replay.whatIf(log, model: model, other: other)
                #expect(result.firstChange == nil && result.agreesBeforeChange, "caller \(ordinal)")
                #expect(result.record.inputs == log.inputs)
            }
        }
    }

    @Test("another wording of a prompt is a change where it is first said")
    func otherWords() throws {
        let conversation = RandomConversationTests.conversation(personas: [.ideal])
        var model = conversation.reducer.model
        let place = try #require(model.prompts.firstIndex { $0.name == "amount.ask" })
        model.prompts[place].variants = [
            PromptText(parts: [.text("What sum do you have in mind?")])
        ]
        let other = RandomConversationTests.conversation(model: model, personas: [.ideal])
        var changed = 0
        for ordinal in 0..<50 {
            let log = Self.log(conversation, ordinal)
            let result = Replay.whatIf(log, model: conversation.reducer.model, other: other)
            let asked = log.lines.first { $0.contains("Please tell me the amount") }
            #expect((result.firstChange == nil) == (asked == nil))
            guard let change = result.firstChange, let asked else { continue }
            changed += 1
            #expect(asked.contains("\"cause\":\(change),"))
            #expect(result.agreesBeforeChange)
        }
        #expect(changed > 20)
    }

    @Test("the same caller says the same until the first changed decision")
    func whatIf() {
        let conversation = RandomConversationTests.conversation(WordErrorEar(rate: 0.25))
        let model = conversation.reducer.model
        var strict = model
        strict.decisions.mode = .thresholds
        strict.decisions.accept = Score(0.95)
        strict.decisions.confirm = Score(0.6)
        strict.fallback.noMatch = 2
        let other = Conversation(
            reducer: DialogueReducer(model: strict, streams: conversation.reducer.streams),
            profile: conversation.profile, ear: conversation.ear, latency: conversation.latency,
            world: conversation.world)
        var changed = 0
        for ordinal in 0..<300 {
            let log = Self.log(conversation, ordinal)
            let same = Replay.whatIf(log, model: model, other: conversation)
            #expect(same.firstChange == nil && same.record.inputs == log.inputs)
            let result = Replay.whatIf(log, model: model, other: other)
            #expect(result.agreesBeforeChange, "caller \(ordinal)")
            #expect(result.record.defects.isEmpty)
            if result.firstChange != nil { changed += 1 }
        }
        #expect(changed > 150)
    }
}

@Suite("Logs of conversations")
struct ConversationLogTests {
    static let text = ReplayTests.log(
        RandomConversationTests.conversation(personas: [.ideal]), 2
    ).text
    static let model = SmallModel.make()

    /// A short call at a keyboard: a wish, keys, and the caller hangs up.
    static let short: ConversationLog = {
        var session = TextSession(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: 7, replication: 0)),
            context: SmallCallers.context(0))
        session.perform(.say([Hypothesis(text: "my balance please", confidence: Score(0.9))]))
        session.perform(.keys("7105"))
        session.perform(.hangUp)
        return session.log(seed: 7)
    }()

    @Test("a conversation at a keyboard replays to the byte")
    func keyboard() throws {
        let read = try ConversationLog(Self.short.text, path: "call.jsonl")
        #expect(read == Self.short)
        #expect(read.hasEnded)
        #expect(
            Replay.verify(read, model: Self.model) == .identical(lines: Self.short.lines.count))
    }

    @Test("a log whose line ends were changed by another system is the same log")
    func carriageReturns() throws {
        let other = Self.short.text.replacing("\n", with: "\r\n")
        #expect(try ConversationLog(other, path: "call.jsonl") == Self.short)
    }

    @Test("a log cut at any byte is read as whole lines of it, or refused with its last line")
    func cut() {
        let bytes = Array(Self.short.text.utf8)
        var read = 0
        var cutOff = 0
        for length in 0..<bytes.count {
            let part = String(decoding: bytes[..<length], as: UTF8.self)
            let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
            do {
                let log = try ConversationLog(part, path: "call.jsonl")
                read += 1
                #expect(log.lines == Array(Self.short.lines.prefix(log.lines.count)))
                #expect(log.inputs == Array(Self.short.inputs.prefix(log.inputs.count)))
                #expect(!log.hasEnded || log.inputs == Self.short.inputs)
                let isWholeLine = lines.last == "" || bytes[length] == UInt8(ascii: "\n")
                #expect(isWholeLine, "byte \(length)")
            } catch {
                #expect(error.description.hasPrefix("call.jsonl:\(lines.count): error: "))
                // Nearly everywhere the end is where the reader wants more.
                cutOff += error.description.hasSuffix("the file ends here: it was cut off") ? 1 : 0
            }
        }
        // Before and behind each line end but the last one's.
        #expect(read == 2 * (Self.short.lines.count + 1) - 1)
        #expect(cutOff > (bytes.count - read) * 9 / 10)
    }

    @Test("a log without one of its lines is refused, or does not verify")
    func missingLine() {
        let lines = Self.short.text.split(separator: "\n")
        for place in lines.indices {
            var left = lines
            left.remove(at: place)
            let text = left.joined(separator: "\n") + "\n"
            guard let log = try? ConversationLog(text, path: "call.jsonl") else {
                #expect(place == 0)
                continue
            }
            let verdict = Replay.verify(log, model: Self.model)
            #expect(verdict != .identical(lines: Self.short.lines.count), "line \(place + 1)")
            // Without its last line, an event, a log is still a prefix that ends too early.
            if case .identical = verdict { Issue.record("line \(place + 1) is not missed") }
        }
    }

    @Test("flipping bits is refused, or does not verify where it is heard or noted")
    func flippedBits() {
        let original = Array(Self.short.text.utf8)
        let header = original.firstIndex(of: UInt8(ascii: "\n")) ?? 0
        var refused = 0
        for place in original.indices {
            for bit in [place % 8, 7 - place % 8] {
                var bytes = original
                bytes[place] ^= 1 << bit
                let text = String(decoding: bytes, as: UTF8.self)
                do {
                    let log = try ConversationLog(text, path: "call.jsonl")
                    let verdict = Replay.verify(log, model: Self.model)
                    guard place > header, case .identical = verdict else { continue }
                    // Only what no event depends on can pass: the inputs then differ.
                    #expect(log.inputs != Self.short.inputs, "byte \(place), bit \(bit)")
                } catch {
                    refused += 1
                    #expect(error.description.hasPrefix("call.jsonl:"))
                }
            }
        }
        #expect(refused > original.count / 2)
    }

    @Test(
        "malformed lines are refused with path, line and reason",
        arguments: [
            ("", "call.jsonl:2: error: column 1: expected a value"),
            ("{", "call.jsonl:2: error: column 2: expected a key"),
            ("{\"a\":01}", "call.jsonl:2: error: column 7: expected no leading zero"),
            (
                "{\"a\":1,\"a\":2}",
                "call.jsonl:2: error: column 11: expected another key than 'a' again"
            ),
            ("[1]", "call.jsonl:2: error: expected an object"),
            ("{\"t\":1}", "call.jsonl:2: error: neither input nor event"),
            ("{\"in\":\"speechStarted\"}", "call.jsonl:2: error: member 't' is missing"),
            ("{\"t\":1,\"in\":\"x\"}", "call.jsonl:2: error: no input is called 'x'"),
            (
                "{\"t\":\"1\",\"in\":\"keys\",\"keys\":\"1\"}",
                "call.jsonl:2: error: member 't' should be a whole number from "
                    + "-9223372036854775808 to 9223372036854775807"
            ),
            (
                "{\"t\":1,\"in\":\"final\",\"nbest\":[{\"text\":\"a\",\"confidence\":1025}]}",
                "call.jsonl:2: error: member 'confidence' should be from 0 to 1024"
            ),
        ])
    func malformed(line: String, message: String) throws {
        let header = try #require(Self.text.split(separator: "\n").first)
        do {
            _ = try ConversationLog("\(header)\n\(line)\n\n", path: "call.jsonl")
            Issue.record("a malformed line was read")
        } catch {
            #expect(error.description == message)
        }
    }

    @Test("logs of later versions, and other files, are refused")
    func header() {
        func message(_ text: String) -> String {
            do {
                _ = try ConversationLog(text, path: "f")
                return ""
            } catch { return error.description }
        }
        #expect(message("") == "f:1: error: the log has no header")
        #expect(
            message("{\"log\":\"other\"}") == "f:1: error: this is no log of a conversation")
        #expect(
            message("{\"log\":\"calltwin.conversation\",\"version\":3}")
                == "f:1: error: the log has version 3; known: up to 2")
    }
}
