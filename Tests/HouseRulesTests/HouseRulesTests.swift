import Foundation
import Testing

/// The rules of the house over the package itself.
///
/// Each finding prints as `path:line: error: rule; what to use instead`.
@Suite("house rules")
struct HouseRulesTests {
    static let texts = Result { try PackageTree.own.texts() }

    private func swiftFiles() throws -> [SourceText] {
        let files = try Self.texts.get().filter { $0.path.hasSuffix(".swift") }
        #expect(files.count > 50, "the package's sources were not found")
        return files
    }

    private func report(_ findings: [Finding]) {
        for finding in findings { Issue.record("\(finding)") }
    }

    @Test("modules import only what their row of the table allows")
    func imports() throws {
        report(try swiftFiles().flatMap(ImportRule.findings))
    }

    @Test("no clock, chance, unsafe state or trap below the command line")
    func bans() throws {
        report(try swiftFiles().flatMap(BanRule.findings))
    }

    @Test("no type carries its module's name")
    func typeNames() throws {
        report(try swiftFiles().flatMap(TypeNameRule.findings))
    }

    @Test("files and functions keep to their caps")
    func sizes() throws {
        report(try swiftFiles().flatMap(SizeRule.findings))
    }

    @Test("texts have no empty marks, no path of one machine, and documents have one title")
    func texts() throws {
        report(try Self.texts.get().flatMap(TextRules.findings))
    }

    @Test("every module has a row, and every row a folder")
    func folders() throws {
        report(FolderRule.findings(folders: try PackageTree.own.folders(in: "Sources")))
    }

    @Test("docs/architecture.md shows the table")
    func page() throws {
        let page = try #require(Self.texts.get().first { $0.path == "docs/architecture.md" })
        report(FolderRule.findings(page: page))
    }

    @Test("the formatter has nothing to say")
    func format() throws {
        let run = try FormatterRun(folders: ["Sources", "Tests"])
        #expect(run.status == 0, "\(run.output)")
    }
}
