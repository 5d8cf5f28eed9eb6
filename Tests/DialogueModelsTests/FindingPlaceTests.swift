import DialogueModels
import Foundation
import Testing
import TwinPrimitives

@Suite("Where findings are")
struct FindingPlaceTests {
    @Test("what is wrong in a library is found in the library's file and line")
    func library() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "finding-places", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let library = folder.appendingPathComponent("library.yaml").path
        try """
        dialogueLibrary: 1

        intents:
          - name: hello
            owner: crew
            pattern: chitChat
            examples: [hello there]
        """.write(toFile: library, atomically: true, encoding: .utf8)
        let model = folder.appendingPathComponent("model.yaml").path
        try """
        dialogue: 1
        name: small
        owner: crew
        include: [library.yaml]
        intents: []
        flows: []
        handoff: {say: One moment.}
        """.write(toFile: model, atomically: true, encoding: .utf8)
        let found = try DialogueModelFile(path: model).findings.filter { $0.rule == .intent }
        #expect(found.map(\.location.path) == [library])
        #expect(found.map(\.location.line) == [4])
    }
}
