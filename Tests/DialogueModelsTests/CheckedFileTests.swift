import CallerModel
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
            (
                "[{name: a, verifications: [yes, true], turns: [{say: hi}]}]",
                "s.yaml:3: error: conversations.a.verifications.0: 'yes' is neither true nor false"
            ),
            (
                "[{name: a, turns: [{hangUp: false}]}]",
                "s.yaml:3: error: conversations.a.turns.0.hangUp is true or left out"
            ),
            (
                "[{name: a, turns: [{noise: false}]}]",
                "s.yaml:3: error: conversations.a.turns.0.noise is true or left out"
            ),
            (
                "[{name: a, turns: [{silence: false}]}]",
                "s.yaml:3: error: conversations.a.turns.0.silence is true or left out"
            ),
            (
                "[{name: a, turns: [{keys: 12, afterWords: 3}]}]",
                "s.yaml:3: error: conversations.a.turns.0.afterWords has no effect beside 'keys'; "
                    + "it goes with say, nbest, noise"
            ),
            ("[{name: a, turns: [{noise: true, afterWords: 3}]}]", ""),
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

    @Test(
        "every file has the version of its language",
        arguments: [
            ("dialogue", "name: x\nintents: []\nflows: []\n"),
            ("dialogueLibrary", ""),
            ("scripts", "model: m.yaml\nconversations: []\n"),
            ("callers", "name: x\nmodel: m.yaml\ngoals: []\npersonas: []\n"),
            ("channel", "name: x\n"),
            ("recordings", ""),
        ])
    func versions(key: String, rest: String) throws {
        for (version, message) in [
            ("99", "version 99 of this language is from a newer version of this program; known: 1"),
            ("0", "\(key): '0' should be 1"), ("banana", "\(key): 'banana' is not a whole number"),
        ] {
            // A newer file may hold what this program does not know: its version is what is told.
            let strange = version == "99" ? "somethingNew: 1\n" : ""
            let folder = try Folder(["x.yaml": "\(key): \(version)\n" + strange + rest])
            let problem = folder.problem { path throws(DialogueModelError) in
                let path = path + "/x.yaml"
                switch key {
                case "dialogue": _ = try DialogueModelFile(path: path)
                case "dialogueLibrary": try DialogueModelFile.checkLibrary(path: path)
                case "scripts": _ = try ScriptFile(path: path)
                case "callers": _ = try CallerFile(path: path)
                case "channel": _ = try ChannelFile(path: path)
                default: _ = try RecordingsFile(path: path)
                }
            }
            #expect(problem == "x.yaml:1: error: \(message)")
        }
    }

    @Test("facts of a caller are held against the grammars of their slots")
    func impossibleFact() throws {
        let folder = try Folder([
            "m.yaml": SmallModel.sound,
            "c.yaml": """
            callers: 1
            name: c
            model: m.yaml
            records:
              - {code: ""}
            goals: [{name: g, intents: [pay]}]
            personas: [{name: p}]
            """,
        ])
        let problem = folder.problem { path throws(DialogueModelError) in
            let file = try CallerFile(path: path + "/c.yaml")
            _ = try file.profile(for: try file.model().model)
        }
        #expect(
            problem == "c.yaml:5: error: records.0: '' is no value of this slot's grammar; "
                + "known: 4 digits")
    }

    @Test("the median time before an answer is the one that is written, whatever the preset's")
    func reaction() throws {
        for preset in ["everyday", "tau-voice control", "tau-voice regular", "PyDial", "ideal"] {
            let folder = try Folder([
                "m.yaml": SmallModel.sound,
                "c.yaml": """
                callers: 1
                name: c
                model: m.yaml
                goals: [{name: g, intents: [pay]}]
                personas: [{name: p, preset: \(preset), reaction: 3s}]
                """,
            ])
            let file = try CallerFile(path: folder.path + "/c.yaml")
            let law = try file.profile(for: try file.model().model).personas[0].reaction
            #expect(abs(law.median + law.shift - 3) < 1e-12, "\(preset)")
        }
    }

    @Test("a script does not go on after its call")
    func afterTheEnd() throws {
        let folder = try Folder([
            "m.yaml": SmallModel.sound,
            "s.yaml": """
            scripts: 1
            model: m.yaml
            conversations:
              - name: a
                turns:
                  - {hangUp: true}
                  - {say: hello}
            """,
        ])
        let file = try ScriptFile(path: folder.path + "/s.yaml")
        let model = try file.model().trained()
        let player = ScriptPlayer(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: 1, replication: 0)))
        let result = player.play(try file.scripts(for: model)[0])
        #expect(result.failures.map(\.line) == [7])
        #expect(result.failures.map(\.text) == ["the call ended before this turn: hungUp"])
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
