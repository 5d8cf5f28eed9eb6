import DocumentedCommands
import Foundation
import Testing

/// The package's own documents can be read as commands; `make test` runs them.
@Suite("the package's documents")
struct PackageDocumentTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test("README.md and the guides keep the rules for commands")
    func rules() throws {
        let guides = Self.root.appendingPathComponent("docs/guides")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: guides.path)) ?? []
        let pages = names.filter { $0.hasSuffix(".md") }.sorted()
        let documents =
            [Self.root.appendingPathComponent("README.md")]
            + pages.map { guides.appendingPathComponent($0) }
        for document in documents {
            let text = try String(contentsOf: document, encoding: .utf8)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            let blocks = try DocumentParser.blocks(
                of: lines.map(String.init), path: document.lastPathComponent)
            if document.lastPathComponent == "README.md" { #expect(!blocks.isEmpty) }
        }
    }
}
