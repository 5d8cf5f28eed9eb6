import DocumentedCommands
import Foundation
import Testing

@Suite("running a document")
struct DocumentRunTests {
    private func run(_ text: String, links: [URL] = []) throws -> DocumentRun {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return try DocumentRun(
            path: "a.md", lines: lines, links: links,
            binaries: URL(fileURLWithPath: "/usr/bin", isDirectory: true))
    }

    @Test("commands share a folder, both streams count, exit codes are checked")
    func good() throws {
        let document = try run(
            """
            ```sh
            $ mkdir out && echo 7 > out/x
            ```
            ```sh
            $ cat out/x
            $ echo wrong >&2; exit 65  # exits 65
            ```
            ```text
            7
            wrong
            ```
            <!-- not run: it would wait -->
            ```sh
            $ cat
            $ cat
            ```
            """)
        #expect(document.failures == [])
        #expect(document.run == 3)
        #expect(document.notRun == 2)
    }

    @Test("a wrong exit code fails with the place and the output")
    func exitCode() throws {
        let document = try run("```sh\n$ echo seen; exit 3\n```")
        #expect(
            document.failures == [
                "a.md:2: error: echo seen; exit 3: exits 3, the document says 0\nseen\n"
            ])
    }

    @Test("another output fails at its line, and the update writes what was printed")
    func output() throws {
        let document = try run("```sh\n$ printf 'a\\nb\\n'\n```\n```text\na\nc\n```\nend")
        #expect(
            document.failures == [
                """
                a.md:6: error: the document shows another output
                  document: c
                  printed:  b
                """
            ])
        #expect(document.updatedLines.suffix(5) == ["```text", "a", "b", "```", "end"])
    }

    @Test("links show folders of the package")
    func links() throws {
        let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let document = try run(
            "```sh\n$ test -f DocumentationTests/DocumentRunTests.swift\n```", links: [here])
        #expect(document.failures == [])
    }
}
