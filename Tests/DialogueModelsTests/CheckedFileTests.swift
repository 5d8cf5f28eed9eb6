import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import Testing
import TwinPrimitives

@Suite("Files that belong to a dialogue model")
struct CheckedFileTests {
    /// A folder with the small model and files beside it; gone with the test.
    final class Folder {
        let path: String

        init(_ files: [String: String]) throws {
            path =
                FileManager.default.temporaryDirectory
                .appendingPathComponent("calltwin-\(UUID().uuidString)").path
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
            for (name, text) in files {
                try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
            }
        }

        deinit { try? FileManager.default.removeItem(atPath: path) }

        /// What is wrong, with the folder left out; empty when nothing is.
        func problem(_ body: (String) throws(DialogueModelError) -> Void) -> String {
            do {
                try body(path)
                return ""
            } catch {
                return error.description.replacing(path + "/", with: "")
            }
        }
    }

    static func scripts(_ folder: Folder) -> String {
        folder.problem { path throws(DialogueModelError) in
            let file = try ScriptFile(path: path + "/s.yaml")
            _ = try file.scripts(for: try file.model().model)
        }
    }

    @Test("a missing model or library is an error of the line that names it")
    func missingReference() throws {
        let folder = try Folder([
            "s.yaml": "scripts: 1\nmodel: nope.yaml\nconversations: []\n",
            "c.yaml": """
            callers: 1
            name: c

            model: nope.yaml
            goals: []
            personas: []
            """,
            "m.yaml": "dialogue: 1\nname: m\ninclude:\n  - gone.yaml\nintents: []\nflows: []\n",
        ])
        #expect(
            Self.scripts(folder) == "s.yaml:2: error: model: 'nope.yaml': there is no such file")
        #expect(
            folder.problem { path throws(DialogueModelError) in
                _ = try CallerFile(path: path + "/c.yaml").model()
            } == "c.yaml:4: error: model: 'nope.yaml': there is no such file")
        #expect(
            folder.problem { path throws(DialogueModelError) in
                _ = try DialogueModelFile(path: path + "/m.yaml")
            } == "m.yaml:4: error: include.0: 'gone.yaml': there is no such file")
        do {
            _ = try DialogueModelFile(path: folder.path + "/m.yaml")
        } catch {
            #expect(error.exitCode == 66)
        }
    }

    @Test(
        "scripts are held against their model",
        arguments: [
            ("[]", "s.yaml:3: error: conversations has none"),
            (
                "[{name: a, turns: [{keys: 12a}]}]",
                "s.yaml:3: error: conversations.a.turns.0.keys '12a' should be of 0 to 9, * and #"
            ),
            (
                "[{name: a, turns: [{nbest: [{text: b, confidence: 20%}, {text: c, confidence: 30%}]}]}]",
                "s.yaml:3: error: conversations.a.turns.0.nbest.1.confidence is above that of the "
                    + "reading before; best first"
            ),
            (
                "[{name: a, turns: [{say: hi, expect: {starts: paay}}]}]",
                "s.yaml:3: error: conversations.a.turns.0.expect.starts: no flow is named 'paay'; "
                    + "did you mean 'pay'?; known: pay, verification code"
            ),
            ("[{name: a, turns: [{say: hi, expect: {starts: pay}}]}]", ""),
        ])
    func scripts(conversations: String, message: String) throws {
        let folder = try Folder([
            "m.yaml": SmallModel.sound,
            "s.yaml": "scripts: 1\nmodel: m.yaml\nconversations: \(conversations)\n",
        ])
        #expect(Self.scripts(folder) == message)
    }

    @Test("a wish for an unknown intent is an error of its own line")
    func strangeWish() throws {
        let folder = try Folder([
            "m.yaml": SmallModel.sound, "w.txt": "pay\tpay it now\npayy\tpay it\n",
            "c.yaml": """
            callers: 1
            name: c
            model: m.yaml
            wishes: w.txt
            goals: [{name: g, intents: [pay]}]
            personas: [{name: p}]
            """,
        ])
        let problem = folder.problem { path throws(DialogueModelError) in
            let file = try CallerFile(path: path + "/c.yaml")
            _ = try file.profile(for: try file.model().model)
        }
        #expect(problem.hasPrefix("w.txt:2: error: wishes: no intent is named 'payy'"))
    }

    @Test("a library is checked by itself, and files are told by their first key")
    func kinds() throws {
        let library = Shipped.folder + "/patterns.yaml"
        try DialogueModelFile.checkLibrary(path: library)
        #expect(try DialogueModelFile.kind(of: library) == .library)
        for path in Shipped.scripts {
            #expect(try DialogueModelFile.kind(of: path) == .scripts)
        }
        let folder = try Folder([
            "l.yaml": "dialogueLibrary: 1\npatterns:\n  noMach: {say: What?}\n",
            "x.yaml": "name: x\n",
        ])
        #expect(
            folder.problem { path throws(DialogueModelError) in
                try DialogueModelFile.checkLibrary(path: path + "/l.yaml")
            }.hasPrefix("l.yaml:3: error: "))
        #expect(
            folder.problem { path throws(DialogueModelError) in
                _ = try DialogueModelFile.kind(of: path + "/x.yaml")
            } == "x.yaml:1: error: this is no file of this program; one begins with a key such as "
                + "'calltwin: 1', 'dialogue: 1', 'dialogueLibrary: 1', 'scripts: 1', 'callers: 1'")
    }

    @Test("a part is asked only of a file that has parts")
    func parts() throws {
        let folder = try Folder(["u.tsv": "pay\tpay it\n"])
        #expect(throws: LabelledFileError.noParts(path: folder.path + "/u.tsv")) {
            _ = try LabelledFile.read(folder.path + "/u.tsv", part: "val")
        }
        #expect(try LabelledFile.read(folder.path + "/u.tsv").count == 1)
    }
}
