import DocumentedCommands
import Testing

@Suite("commands of a document")
struct DocumentParserTests {
    private func blocks(_ text: String) throws -> [DocumentedBlock] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        return try DocumentParser.blocks(of: lines, path: "a.md")
    }

    @Test("a sh block gives its commands with their lines; other fences give none")
    func commands() throws {
        let found = try blocks(
            """
            # Title
            ```sh
            # a comment
            $ calltwin run x
            $ calltwin check y  # exits 65
            ```
            ```yaml
            $ not a command
            ```
            """)
        #expect(found.count == 1)
        #expect(found[0].line == 2)
        #expect(found[0].commands.map(\.line) == [4, 5])
        #expect(found[0].commands.map(\.text) == ["calltwin run x", "calltwin check y"])
        #expect(found[0].commands.map(\.exitCode) == [0, 65])
        #expect(found[0].expected == nil)
        #expect(found[0].notRun == nil)
    }

    @Test("continuation lines are joined into one command")
    func continuation() throws {
        let found = try blocks("```sh\n$ calltwin run x \\\n    --seed 1\n$ calltwin erlang\n```")
        #expect(found[0].commands.map(\.text) == ["calltwin run x --seed 1", "calltwin erlang"])
    }

    @Test("a text block directly after is the expected output; with words between it is not")
    func expected() throws {
        #expect(
            try blocks("```sh\n$ a\n```\n\n```text\nx\n\ny\n```")[0].expected == ["x", "", "y"])
        #expect(try blocks("```sh\n$ a\n```\nwords\n```text\nx\n```")[0].expected == nil)
    }

    @Test("a marked block carries its reason, and may then hold make")
    func marked() throws {
        let found = try blocks("<!-- not run: it installs packages -->\n```sh\n$ make demo\n```")
        #expect(found[0].notRun == "it installs packages")
    }

    @Test(
        "a document that breaks the rules is told its line",
        arguments: [
            ("```sh\ncalltwin run\n```", 2, "a command starts with $ and a space"),
            ("```sh\n$ make demo\n```", 2, "make runs these documents"),
            ("```sh\n$ calltwin", 1, "a fence that is not closed"),
            ("```sh\n# nothing\n```", 1, "a sh block without a command"),
            ("```sh\n$ a # exits x\n```", 2, "# exits needs a number"),
            ("<!-- not run: -->\n```sh\n$ a\n```", 1, "say why it is not run"),
            ("<!-- not run: why -->\nwords\n```sh\n$ a\n```", 2, "must open a block"),
            ("words\n<!-- not run: why -->", 3, "without a block"),
        ])
    func wrong(text: String, line: Int, message: String) throws {
        let error = try #require(throws: DocumentError.self) { try blocks(text) }
        #expect(error.line == line)
        #expect(error.message.contains(message))
        #expect(error.description.hasPrefix("a.md:\(line): error: "))
    }
}
