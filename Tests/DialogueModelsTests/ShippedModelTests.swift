import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import Testing
import TwinPrimitives

/// The models and scripts that the product ships.
enum Shipped {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let folder = root.appendingPathComponent("models/dialogue").path

    static func files(_ sub: String = "") -> [String] {
        let path = sub.isEmpty ? folder : folder + "/" + sub
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { $0.hasSuffix(".yaml") }.sorted().map { path + "/" + $0 }
    }

    static let models = files().filter { !$0.hasSuffix("/patterns.yaml") }
    static let scripts = files("scripts")
}

@Suite("Shipped dialogue models")
struct ShippedModelTests {
    @Test("the models and scripts are found")
    func found() {
        #expect(Shipped.models.contains { $0.hasSuffix("/bank.yaml") })
        #expect(Shipped.scripts.contains { $0.hasSuffix("/bank-patterns.yaml") })
    }

    @Test("a shipped model has no findings", arguments: Shipped.models)
    func noFindings(path: String) throws {
        #expect(try DialogueModelFile(path: path).findings == [])
    }

    @Test("every scripted conversation holds", arguments: Shipped.scripts)
    func scripts(path: String) throws {
        let file = try ScriptFile(path: path)
        let model = try DialogueModelFile(path: file.modelPath).trained()
        let player = ScriptPlayer(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: 1, replication: 0)))
        for script in try file.scripts(for: model) {
            let result = player.play(script)
            #expect(result.failures == [], "\(script.name)")
        }
    }

    @Test("no sentence is an example twice in one model", arguments: Shipped.models)
    func examplesDiffer(path: String) throws {
        var seen: Set<String> = []
        for utterance in try DialogueModelFile(path: path).trainingUtterances {
            let words = Words(utterance.text).text
            #expect(seen.insert(words).inserted, "'\(words)' is an example twice")
        }
    }

    @Test("training the same examples gives the same bytes")
    func reproducible() throws {
        let file = try DialogueModelFile(path: Shipped.folder + "/bank.yaml")
        let first = file.trained().classifier as? IntentClassifier
        let second = file.trained().classifier as? IntentClassifier
        #expect(first != nil)
        #expect(first?.bytes == second?.bytes)
    }
}
