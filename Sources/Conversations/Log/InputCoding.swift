import DialogueEngine
import TwinPrimitives

/// Inputs as members of a JSON object, and back.
enum InputCoding {
    typealias Members = [JSONText.Member]

    static func members(_ input: DialogueInput) -> Members {
        switch input {
        case .callStarted(let context): [kind("callStarted"), .init("context", json(context))]
        case .speechStarted: [kind("speechStarted")]
        case .speechStopped: [kind("speechStopped")]
        case .partialTranscript(let text):
            [kind("partial"), personal(.init("text", .string(text)))]
        case .soundJudged(let sound): [kind("sound"), .init("like", .string(sound.name))]
        case .finalTranscript(let hypotheses):
            [kind("final"), personal(.init("nbest", .array(hypotheses.map(json))))]
        case .understood(let meaning):
            [kind("understood"), personal(.init("meaning", MeaningCoding.json(meaning)))]
        case .keys(let keys): [kind("keys"), personal(.init("keys", .string(keys)))]
        case .timerFired(let timer):
            [
                kind("timer"), .init("purpose", .string(timer.purpose.name)),
                .init("serial", .int(Int(timer.serial))),
            ]
        case .promptStarted(let handle): [kind("promptStarted"), number("prompt", handle.rawValue)]
        case .promptFinished(let handle):
            [kind("promptFinished"), number("prompt", handle.rawValue)]
        case .promptCut(let handle, let words):
            [
                kind("promptCut"), number("prompt", handle.rawValue),
                .init("wordsHeard", .int(words)),
            ]
        case .toolAnswered(let call, let values):
            [
                kind("toolAnswered"), number("call", call.rawValue),
                personal(.init("values", .array(values.map { .string($0.written) }))),
            ]
        case .toolFailed(let call): [kind("toolFailed"), number("call", call.rawValue)]
        case .verificationAnswered(let call, let passed):
            [
                kind("verification"), number("call", call.rawValue),
                .init("passed", .bool(passed)),
            ]
        case .lever(let lever): [kind("lever"), .init("lever", json(lever))]
        case .callerHungUp: [kind("hungUp")]
        }
    }

    private static func kind(_ name: String) -> JSONText.Member { .init("in", .string(name)) }

    /// The one place for what somebody said, or what is known of them.
    private static func personal(_ member: JSONText.Member) -> JSONText.Member {
        .init(personalKey, .object([member]))
    }

    private static let personalKey = "personal"

    /// Members without what is personal in them.
    static func redacted(_ members: Members) -> Members {
        members.filter { $0.key != personalKey }
    }

    private static func number(_ key: String, _ value: UInt32) -> JSONText.Member {
        .init(key, .int(Int(value)))
    }

    static func json(_ hypothesis: Hypothesis) -> JSONText {
        .object([
            .init("text", .string(hypothesis.text)),
            .init("confidence", .int(Int(hypothesis.confidence.steps))),
        ])
    }

    static func json(_ lever: Lever) -> JSONText {
        switch lever {
        case .handoffNow: .string("handoffNow")
        case .endNow: .string("endNow")
        case .personAvailable(let isAvailable): .object([.init("person", .bool(isAvailable))])
        case .thresholds(let accept, let confirm):
            .object([
                .init("accept", .int(Int(accept.steps))),
                .init("confirm", .int(Int(confirm.steps))),
            ])
        }
    }

    static func json(_ context: CallContext) -> JSONText {
        .object([
            .init("contactType", .int(Int(context.caller.contactType.rawValue))),
            .init("ordinal", .int(Int(context.caller.ordinal))),
            .init("attempt", .int(Int(context.attempt))),
            .init("today", .int(context.today.dayNumber)),
            .init("minute", .int(context.minuteOfDay)), .init("level", .int(Int(context.level))),
            .init("person", .bool(context.isPersonAvailable)),
        ])
    }

    // MARK: Reading

    static func input(_ reader: JSONReader) throws(JSONReader.Problem) -> DialogueInput {
        let personal =
            reader[personalKey] == nil ? reader : try reader.object(personalKey)
        return try input(reader, personal)
    }

    private static func input(
        _ reader: JSONReader, _ personal: JSONReader
    ) throws(JSONReader.Problem) -> DialogueInput {
        switch try reader.string("in") {
        case "callStarted": .callStarted(try context(try reader.object("context")))
        case "speechStarted": .speechStarted
        case "speechStopped": .speechStopped
        case "partial": .partialTranscript(try personal.string("text"))
        case "sound":
            .soundJudged(try reader.named("like", SpeechSound.allCases, \.name))
        case "final":
            .finalTranscript(
                try personal.objects("nbest").map { item throws(JSONReader.Problem) in
                    Hypothesis(
                        text: try item.string("text"), confidence: try item.score("confidence"))
                })
        case "understood":
            .understood(try MeaningCoding.meaning(try personal.object("meaning")))
        case "keys": .keys(try personal.string("keys"))
        case "timer":
            .timerFired(
                TimerID(
                    purpose: try reader.named("purpose", TimerID.Purpose.allCases, \.name),
                    serial: try reader.whole("serial")))
        case "promptStarted": .promptStarted(PromptHandle(try reader.whole("prompt")))
        case "promptFinished": .promptFinished(PromptHandle(try reader.whole("prompt")))
        case "promptCut":
            .promptCut(
                PromptHandle(try reader.whole("prompt")),
                wordsHeard: try reader.whole("wordsHeard", in: 0...1_000_000))
        case "toolAnswered":
            .toolAnswered(
                CallID(try reader.whole("call")),
                try personal.strings("values").map { text throws(JSONReader.Problem) in
                    try reader.value(text)
                })
        case "toolFailed": .toolFailed(CallID(try reader.whole("call")))
        case "verification":
            .verificationAnswered(
                CallID(try reader.whole("call")), passed: try reader.flag("passed"))
        case "lever": .lever(try lever(reader))
        case "hungUp": .callerHungUp
        case let other: throw JSONReader.Problem("no input is called '\(other)'")
        }
    }

    private static func lever(_ reader: JSONReader) throws(JSONReader.Problem) -> Lever {
        switch reader["lever"] {
        case .string("handoffNow")?: return .handoffNow
        case .string("endNow")?: return .endNow
        default: break
        }
        let members = try reader.object("lever")
        if members["person"] != nil { return .personAvailable(try members.flag("person")) }
        return .thresholds(
            accept: try members.score("accept"), confirm: try members.score("confirm"))
    }

    static func context(_ reader: JSONReader) throws(JSONReader.Problem) -> CallContext {
        CallContext(
            caller: CallerKey(
                contactType: ContactTypeID(try reader.whole("contactType")),
                ordinal: try reader.whole("ordinal")), attempt: try reader.whole("attempt"),
            today: CivilDate(dayNumber: try reader.whole("today", in: CivilDate.nameable)),
            minuteOfDay: try reader.whole("minute", in: 0...1439), level: try reader.whole("level"),
            isPersonAvailable: try reader.flag("person"))
    }
}
