import DocumentedCommands
import Testing

@Suite("shown output against printed output")
struct OutputPatternTests {
    @Test(
        "equal lines and placeholders agree",
        arguments: [
            (["a", "b"], ["a", "b"]),
            (["took 3.1 s"], ["took … s"]),
            (["a 1 b 2 c"], ["a … b … c"]),
            (["x", "1", "2", "y"], ["x", "…", "y"]),
            (["x", "y"], ["x", "…", "y"]),
            (["x", "1"], ["x", "…"]),
            ([], []),
        ])
    func agree(actual: [String], expected: [String]) {
        #expect(OutputPattern.mismatch(actual, expected) == nil)
    }

    @Test(
        "the first line that differs is named",
        arguments: [
            (["a", "b"], ["a", "c"], 1, "b"),
            (["a"], ["a", "b"], 1, nil),
            (["a", "b"], ["a"], 1, "b"),
            (["took 3.1 ms"], ["took … s2"], 0, "took 3.1 ms"),
            (["x", "1"], ["x", "…", "y"], 2, nil),
        ] as [([String], [String], Int, String?)])
    func differ(actual: [String], expected: [String], line: Int, shown: String?) throws {
        let mismatch = try #require(OutputPattern.mismatch(actual, expected))
        #expect(mismatch.expectedLine == line)
        #expect(mismatch.actual == shown)
    }
}
