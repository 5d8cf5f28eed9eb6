import DialogueEngine
import DialogueModels
import Foundation
import Testing

@Suite("Files of labelled utterances")
struct LabelledFileTests {
    /// Reads a file of some name and content.
    private func read(
        _ content: String, name: String, part: String? = nil
    ) throws -> [LabelledUtterance] {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("labelled-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent(name)
        try Data(content.utf8).write(to: file)
        return try LabelledFile.read(file.path, part: part)
    }

    private func problem(_ content: String, name: String, part: String? = nil) -> String {
        do {
            return "\(try read(content, name: name, part: part).count) utterances"
        } catch {
            return "\(error)"
        }
    }

    @Test("commas and line ends in double quotes belong to the utterance")
    func quotes() throws {
        let read = try read(
            "text,category\n\"one, two\nthree \"\"four\"\"\",a\nplain,oos\r\n", name: "x.csv")
        #expect(
            read == [
                LabelledUtterance(text: "one, two\nthree \"four\"", label: "a"),
                LabelledUtterance(text: "plain", label: nil),
            ])
    }

    @Test("lines may end as on other systems")
    func carriageReturns() throws {
        #expect(
            try read("a\tone\r\nb\ttwo\r\n", name: "x.tsv") == [
                LabelledUtterance(text: "one", label: "a"),
                LabelledUtterance(text: "two", label: "b"),
            ])
        #expect(
            problem("a\tone\r\n\r\nalone\r\n", name: "x.tsv")
                .contains("x.tsv:3: error: should be a label"))
    }

    @Test("the parts of a JSON file come with their utterances from outside")
    func parts() throws {
        let json = #"{"val": [["a b", "x"]], "oos_val": [["c", "oos"]], "train": [["d", "y"]]}"#
        #expect(
            try read(json, name: "x.json", part: "val") == [
                LabelledUtterance(text: "a b", label: "x"),
                LabelledUtterance(text: "c", label: nil),
            ])
        #expect(
            problem(json, name: "x.json", part: "test").hasSuffix(
                "error: no part 'test'; known: oos_val, train, val"))
    }

    @Test(
        "a bad line is named with its number",
        arguments: [
            ("x.tsv", "a\tfine\nno tab here\n", ":2: error: should be a label, a tab"),
            ("x.tsv", "a\tone\ttwo\n", ":1: error: should be a label, a tab"),
            ("x.tsv", "\tno label\n", ":1: error: should be a label, a tab"),
            ("x.csv", "words,kind\na,b\n", ":1: error: the header should name text"),
            ("x.csv", "text,category\na,b\nalone\n", ":3: error: has 1 fields; the header has 2"),
            ("x.csv", "text,category\na,\n", ":2: error: text or label is empty"),
            ("x.csv", "text,category\na,b\n\"open,c\n", ":3: error: a quoted field"),
            ("x.csv", "text,category\n", ": error: the file has no utterances"),
            ("x.json", "{\"train\": 3}", ": error: should be an object of lists"),
            ("x.json", "{\"train\": [[\"a\"]]}", ": error: 'train' holds what is no"),
            ("x.csv.zst", "this is not compressed", ": error: cannot be unpacked"),
            ("x.csv.gz", "this is not compressed", ": error: gzip cannot unpack it"),
        ])
    func badLines(name: String, content: String, message: String) {
        let found = problem(content, name: name)
        #expect(found.contains(name + message), "\(found)")
    }

    @Test("a file that is not there is a matter of input, a bad one of data")
    func exitCodes() {
        #expect(LabelledFileError.unreadable(path: "x").exitCode == 66)
        #expect(LabelledFileError.empty(path: "x").exitCode == 65)
        #expect(throws: LabelledFileError.unreadable(path: "/no/such.csv")) {
            try LabelledFile.read("/no/such.csv")
        }
    }
}
