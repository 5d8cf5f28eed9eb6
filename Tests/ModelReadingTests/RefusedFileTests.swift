import Foundation
import ModelReading
import Testing
import TwinPrimitives

@Suite("Files that are refused")
struct RefusedFileTests {
    private func error(_ text: String) -> ModelReadingError? {
        #expect(throws: ModelReadingError.self) {
            _ = try ModelFile(text: text, path: "model.yaml")
        }
    }

    private func error(bytes: [UInt8]) throws -> ModelReadingError? {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("model-\(UUID().uuidString).yaml")
        try Data(bytes).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        return #expect(throws: ModelReadingError.self) { _ = try ModelFile(path: file.path) }
    }

    @Test("a billion laughs is refused at its first anchor, before anything is built")
    func bomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
        for level in 1...60 {
            let alias = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(alias)]\n"
        }
        // As keys, expanded aliases would be hashed in full: 10^60 steps.
        text += "? *a60\n: 1\n"
        let expected = ModelReadingError.refusedFeature(
            location: SourceLocation(path: "model.yaml", line: 1),
            feature: "anchors and aliases (& and *)")
        let clock = ContinuousClock()
        let time = clock.measure { #expect(error(text) == expected) }
        #expect(time < .seconds(2))
    }

    @Test(
        "anchors and aliases are found wherever a value may stand",
        arguments: [
            "a: &x 1", "&x a: 1", "- &x 1", "- - &x 1", "[&x 1]", "{a: &x 1}", "[a,&x 1]",
            "{\"a\":&x 1}", "a: *x", "*x : 1", "a:\n  *x", "a: 1 # no\nb: &x 2",
            "a: 'it''s'\nb: *x",
            "a: \"q\\\"\" \nb: *x", "a: b\n  c: *x", "{a: 'x', b: *y}", "[a\n, *x]",
            "{foo\n \"bar, *x : 1\"}", "--- &x\na: 1", "a: [b: *x]", "? &x a", "[a\n--- &x]",
            "a: b\n--- *x", "... &x", "---\n&x a", "a: !t &x 1",
        ])
    func anchors(text: String) {
        // Some of these are refused for another reason that comes first; none gets through.
        guard case .refusedFeature = error(text) else {
            Issue.record("\(text) was not refused as a feature")
            return
        }
    }

    @Test(
        "the same characters inside texts and comments are harmless",
        arguments: [
            "a: b&c *d", "a: 'x &y *z'", "a: \"&x\"", "a: 1 # &x *y", "# *x\na: 1", "a: b *c",
            "a: [x &y, z]", "a: it's &fine", "a: x|y", "a: 5 > 3",
        ])
    func harmless(text: String) throws { _ = try ModelFile(text: text, path: "model.yaml") }

    @Test(
        "what model files do without is refused by name",
        arguments: [
            ("a: !!str 1", "tags (!)"), ("%YAML 1.1\n---\na: 1", "directives (%)"),
            ("a: |\n  text", "block scalars (| and >)"),
            ("a: >\n  text", "block scalars (| and >)"),
            ("? a\n: 1", "complex keys (?)"), ("{[a]: 1}", "collections as keys"),
            ("a: 'x\n  y'", "quoted texts that do not end on their line"),
            ("a: \"x", "quoted texts that do not end on their line"),
        ])
    func features(text: String, feature: String) {
        guard case .refusedFeature(_, let found) = error(text) else {
            Issue.record("\(text) was not refused")
            return
        }
        #expect(found == feature)
    }

    @Test("a key that appears twice is named with its line")
    func duplicates() {
        #expect(
            error("a: 1\nb: {c: 1, c: 2}\n")?.description
                == "model.yaml:2: error: key 'c' appears twice")
    }

    @Test("nesting has a limit, in brackets and in lines, and deeper files do not crash")
    func depth() {
        let limit = ModelFile.depthLimit
        func brackets(_ depth: Int) -> String {
            String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        }
        #expect(throws: Never.self) {
            _ = try ModelFile(text: brackets(limit), path: "model.yaml")
        }
        for text in [brackets(limit + 2), brackets(900), String(repeating: "- ", count: 500) + "x"]
        {
            #expect(
                error(text)
                    == .tooDeep(
                        location: SourceLocation(
                            path: "model.yaml", line: 1, column: error(text)?.location?.column ?? 0),
                        limit: limit))
        }
        for text in [brackets(200_000), String(repeating: "- ", count: 100_000) + "x"] {
            #expect(error(text) != nil)
        }
    }

    @Test("files that are no text have their own errors")
    func garbage() throws {
        #expect(
            try error(bytes: [0x61, 0x3A, 0x0A, 0xFF, 0xFE])?.problem
                == "the bytes are not UTF-8 text")
        #expect(try error(bytes: [0x61, 0x0A, 0x0A, 0xC3])?.location?.line == 3)
        #expect(
            try error(bytes: [0x61, 0x00])?.problem
                == "character U+0000 does not belong in a text file")
        #expect(
            try error(bytes: Array("a: 1 # x\u{2028}*b".utf8))?.problem
                == "character U+2028 does not belong in a text file")
        #expect(
            try error(bytes: Array("a: 1\rb: 2".utf8))?.problem
                == "character U+000D does not belong in a text file")
        #expect(try error(bytes: [])?.problem == "the file is empty")
        #expect(try error(bytes: Array("# only a comment\n".utf8))?.problem == "the file is empty")
        let long = [UInt8](repeating: UInt8(ascii: "#"), count: TextFile.modelLimitBytes + 1)
        #expect(try error(bytes: long)?.problem == "the file is longer than 4 MiB")
    }

    @Test("a missing file and a directory have their own errors")
    func paths() {
        let folder = FileManager.default.temporaryDirectory.path
        #expect(throws: ModelReadingError.directory(path: folder)) {
            _ = try ModelFile(path: folder)
        }
        #expect(throws: ModelReadingError.missingFile(path: "absent.yaml")) {
            _ = try ModelFile(path: "absent.yaml")
        }
    }

    @Test("random bytes and cut files give an error or a tree, never a crash")
    func fuzz() {
        let seed = Array(
            "a: {b: [1, 'x', \"y\\n\"], c: &d e}\n- f: *d\n  g: |\n   h # i\n? j\n%k !l".utf8)
        var state: UInt64 = 1999
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(bound))
        }
        for _ in 0..<4000 {
            var bytes = seed
            for _ in 0...next(8) { bytes[next(bytes.count)] = seed[next(seed.count)] }
            bytes.removeLast(next(bytes.count))
            let text = String(decoding: bytes, as: UTF8.self)
            do {
                let file = try ModelFile(text: text, path: "model.yaml")
                #expect(file.path == "model.yaml")
            } catch {
                #expect(error.description.hasPrefix("model.yaml"))
                #expect(!error.description.contains("\n"), "\(error.description)")
            }
        }
    }
}
