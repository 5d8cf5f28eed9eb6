import CallerModel
import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import Testing
import TwinPrimitives

/// The callers that the product ships, against the models that they call.
@Suite("Shipped callers")
struct ShippedCallerTests {
    static let files: [String] = {
        let folder = Shipped.root.appendingPathComponent("models/callers").path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { folder + "/" + $0 }
    }()

    static func conversation(
        _ path: String, ear: (DialogueModel) -> any Ear = { _ in PerfectEar() }, seed: UInt64 = 5
    ) throws -> Conversation {
        let file = try CallerFile(path: path)
        let model = try DialogueModelFile(path: file.modelPath).trained()
        return Conversation(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: seed, replication: 0)),
            profile: try file.profile(for: model), ear: ear(model))
    }

    static func context(_ ordinal: Int) -> CallContext {
        CallContext(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(ordinal)),
            today: CivilDate(dayNumber: 20_782), minuteOfDay: 600)
    }

    @Test("there are callers for the bank, the telecom and the mail-order shop")
    func found() { #expect(Self.files.count >= 3) }

    @Test("callers' wishes and training examples share no sentence", arguments: files)
    func disjoint(path: String) throws {
        let file = try CallerFile(path: path)
        let examples = Set(
            try DialogueModelFile(path: file.modelPath).trainingUtterances.map {
                Words($0.text).text
            })
        let wishes = try file.wishes()
        #expect(wishes.count > 100)
        for wish in wishes {
            let words = Words(wish.text).text
            #expect(!examples.contains(words), "'\(words)' is an example and a caller's wish")
        }
    }

    @Test("every call ends soundly, on a clean line and on a bad one", arguments: files)
    func sound(path: String) throws {
        for rate in [0.0, 0.2] {
            let conversation = try Self.conversation(path) { model in
                guard rate > 0 else { return PerfectEar() }
                let words = model.intents.flatMap { $0.examples.flatMap { Words($0).list } }
                return WordErrorEar(rate: rate, vocabulary: words)
            }
            for ordinal in 0..<150 {
                let record = conversation.run(Self.context(ordinal))
                #expect(record.defects == [], "caller \(ordinal) at \(rate)")
                #expect(Int(record.engineTurns) <= conversation.reducer.model.fallback.maximumTurns)
            }
        }
    }

    @Test("a forgetful voice agent tells no tool an empty value", arguments: files)
    func forgetful(path: String) throws {
        let file = try CallerFile(path: path)
        var model = try DialogueModelFile(path: file.modelPath).trained()
        model.memory.fidelity = 0.8
        let conversation = Conversation(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: 5, replication: 0)),
            profile: try file.profile(for: model), ear: PerfectEar())
        var told = 0
        for ordinal in 0..<100 {
            let record = conversation.run(Self.context(ordinal))
            #expect(record.defects == [], "caller \(ordinal)")
            for event in record.records.map(\.event) {
                guard case .toolAsked(_, let tool, let values) = event else { continue }
                told += 1
                for (slot, value) in zip(model[tool].needs, values) {
                    let isLeftOut = model[slot].isOptional && value == .leftOut
                    #expect(model[slot].grammar.holds(value) && value != .text("") || isLeftOut)
                }
            }
        }
        #expect(told > 30, "\(told)")
    }

    @Test("logged calls replay to the same bytes", arguments: files)
    func replays(path: String) throws {
        let conversation = try Self.conversation(path)
        let model = conversation.reducer.model
        // `make soak` replays more.
        let count = ProcessInfo.processInfo.environment["CALLTWIN_SOAK_REPLAYS"].flatMap { Int($0) }
        for ordinal in 0..<(count ?? 50) {
            let log = ConversationLog(
                conversation.run(Self.context(ordinal)), model: model, seed: 5, replication: 0)
            let read = try ConversationLog(log.text, path: "call.jsonl")
            #expect(
                Replay.verify(read, model: model) == .identical(lines: log.lines.count),
                "caller \(ordinal)")
        }
    }

    @Test(
        "a wrong callers file is refused with its line",
        arguments: [
            ("intents: [check_balance]", "intents: [check_balanse]", "did you mean"),
            ("account: [checking, savings]", "account: [cheking, savings]", "is no value"),
            ("preset: everyday", "preset: everyweek", "unknown"),
            ("weight: 11", "weight: 0", "weight"),
        ])
    func errors(old: String, new: String, words: String) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("callers-\(words.count)-\(new.count)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = """
            callers: 1
            name: Test
            model: \(Shipped.folder)/bank.yaml
            goals:
              - {name: balance, weight: 11, intents: [check_balance], facts: {account: [checking, savings]}}
            personas:
              - {name: a, preset: everyday}
            """
        let spoiled = text.replacing(old, with: new)
        #expect(spoiled != text)
        let path = folder.appendingPathComponent("callers.yaml").path
        try spoiled.write(toFile: path, atomically: true, encoding: .utf8)
        let model = try DialogueModelFile(path: Shipped.folder + "/bank.yaml").model
        do throws(DialogueModelError) {
            _ = try CallerFile(path: path).profile(for: model)
            Issue.record("'\(new)' should be refused")
        } catch {
            #expect("\(error)".contains(words), "\(error)")
            #expect("\(error)".contains("callers.yaml:"), "\(error)")
        }
    }
}
