import Foundation
import Testing

/// The commands that look after dialogue models.
@Suite("calltwin check, dialogue and nlu")
struct DialogueCommandTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path

    // MARK: check

    @Test("each kind of file is checked, and told in a line")
    func checked() throws {
        let folder = try SmallDialogue.folder()
        let path = folder.path
        let run = try CommandRun("check", "\(path)/m.yaml", "\(path)/s.yaml", "\(path)/c.yaml")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(
            run.output == """
                \(path)/m.yaml: dialogue model 'Small': intents 2, slots 1, flows 2, steps 7; nothing found
                \(path)/s.yaml: scripts of '\(path)/m.yaml': conversations 1; nothing found
                \(path)/c.yaml: callers of '\(path)/m.yaml': goals 1, personas 1; nothing found

                """)
    }

    @Test("findings have a line each, in JSON too, and the exit code 2")
    func findings() throws {
        let folder = try SmallDialogue.folder()
        let file = try folder.write(
            SmallDialogue.model.replacing(", your hours]", with: "]"), "few.yaml")
        let text = "intent 'hours': examples 4; give it at least 5"
        let run = try CommandRun("check", file)
        #expect(run.status == 2)
        #expect(
            run.output == """
                \(file):6: error: intent: \(text)
                \(file): dialogue model 'Small': intents 2, slots 1, flows 2, steps 7; findings 1

                """)
        let json = try CommandRun("check", file, "--json")
        #expect(json.status == 2)
        for member in [
            #""rule": "intent""#, #""path": "\#(file)""#, #""line": 6"#, #""text": "\#(text)""#,
        ] { #expect(json.output.contains(member), "\(member)") }
    }

    @Test(
        "what cannot be read is told with its line and an exit code of its own",
        arguments: [
            (
                "dialogue: 99\n", 80,
                ":1: error: version 99 of this language is from a newer version"
            ),
            (
                "callers: banana\nname: x\nmodel: m\ngoals: []\npersonas: []\n", 65,
                ":1: error: callers"
            ),
            ("name: x\n", 65, ":1: error: this is no file of this program"),
            ("dialogue: 1\nnmae: x\n", 65, ":2: error: "),
        ] as [(String, Int32, String)])
    func unreadable(text: String, status: Int32, message: String) throws {
        let folder = try ScratchFolder()
        let file = try folder.write(text, "x.yaml")
        let run = try CommandRun("check", file)
        #expect(run.status == status && run.output.isEmpty)
        #expect(run.errors.hasPrefix(file + message), "\(run.errors)")
    }

    @Test("a file that is not there, and a command without one, are refused")
    func noFile() throws {
        let run = try CommandRun("check", "none.yaml")
        #expect(run.status == 66)
        #expect(run.errors == "none.yaml: error: there is no such file\n")
        let nothing = try CommandRun("check")
        #expect(nothing.status == 64)
        #expect(nothing.errors.hasPrefix("error: give files to check, or --schema alone"))
        #expect(try CommandRun("check", "--schema", "dialogue").output.hasPrefix("{\n"))
    }

    // MARK: dialogue

    @Test("scripts that hold are counted, and what does not hold is told with its line")
    func scripts() throws {
        let folder = try SmallDialogue.folder()
        let holds = try CommandRun("dialogue", "test", folder.path + "/s.yaml")
        #expect(holds.status == 0 && holds.errors.isEmpty)
        #expect(holds.output == "conversations 1, failed 0\n")
        let file = try folder.write(
            SmallDialogue.scripts.replacing("Sent twenty", with: "Sent thirty"), "f.yaml")
        let fails = try CommandRun("dialogue", "test", file)
        #expect(fails.status == 2)
        #expect(
            fails.output.hasPrefix(
                "\(file):7: error: a payment is sent: expected the words 'Sent thirty pounds'; "))
        #expect(fails.output.hasSuffix("\nconversations 1, failed 1\n"))
        let json = try CommandRun("dialogue", "test", file, "--json")
        #expect(json.status == 2)
        #expect(json.output.contains(#""schema": "calltwin.dialogue.test/1""#))
        #expect(json.output.contains(#""failed": 1"#))
    }

    @Test("coverage tells models of one name apart, and says what is below a demand")
    func coverage() throws {
        let folder = try SmallDialogue.folder()
        _ = try folder.write(
            SmallDialogue.model.replacing("How much?", with: "Which amount?"), "other.yaml")
        let second = try folder.write(
            SmallDialogue.scripts.replacing("m.yaml", with: "other.yaml"), "t.yaml")
        let files = [folder.path + "/s.yaml", second]
        let run = try CommandRun(
            arguments: ["dialogue", "coverage"] + files + ["--at-least", "50%"])
        #expect(run.status == 0 && run.errors.isEmpty)
        let head = "Small: conversations 1, steps 4 of 7 (57.1 %)"
        #expect(run.output.split(separator: "\n").filter { $0 == head }.count == 2)
        #expect(
            run.output.hasPrefix(
                """
                \(head)
                  never: pay, failed (line 19)
                  never: pay, end-6 (line 20)
                  never: hours, all from say-1 (line 23)
                  patterns
                """))
        let below = try CommandRun("dialogue", "coverage", files[0], "--at-least", "60%")
        #expect(below.status == 2)
        #expect(below.errors == "error: Small: steps 57.1 %, at least 60.0 % are demanded\n")
    }

    /// Reads and trains all shipped models: some 12 s of one processor.
    @Test("the shipped scripts go through at least 95 % of the steps of each model")
    func shippedCoverage() throws {
        let folder = Self.root + "/models/dialogue/scripts"
        let files = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".yaml") }.sorted().map { "\(folder)/\($0)" }
        #expect(files.count > 5)
        let run = try CommandRun(
            arguments: ["dialogue", "coverage"] + files + ["--at-least", "95%"])
        #expect(run.status == 0, "\(run.errors)")
        // The bank and the shop meet every pattern that a small model need not.
        for (model, pattern) in [("Retail bank", "clarify"), ("Order status", "noMatch")] {
            let lines = run.output.split(separator: "\n")
            let start = try #require(lines.firstIndex { $0.hasPrefix(model + ": ") })
            let patterns = try #require(lines[start...].first { $0.hasPrefix("  patterns ") })
            #expect(!patterns.contains(pattern), "\(model): \(patterns)")
        }
    }

    // MARK: nlu

    private static let utterances = """
        pay\tpay it
        pay\tpay my bill
        hours\twhen are you open

        """

    @Test(
        "what would have no effect, or has no answer, is refused",
        arguments: [
            ("--train U --folds 5", 65, "U: error: 5 folds need as many utterances"),
            ("--train U --folds 1", 64, "error: --folds 1: between 2 and 100"),
            ("--train U", 64, "error: --test is missing"),
            ("--folds 2", 64, "error: give either --train or --model"),
            ("--train U --test U --timing", 64, "error: --timing has no effect without --json"),
            ("--train U --test U --recalibrate", 65, "U: error: --recalibrate needs 40 labelled"),
            ("--train U --test U --epochs 0", 64, "error: --epochs 0: between 1 and 1000"),
            ("--model M --test U --epochs 3", 64, "error: --epochs has no effect with --model"),
            ("--model M --test U --noise 5%", 64, "error: --noise has no effect with --model"),
            ("--model M --test U --seed 3", 64, "error: --seed has no effect with --model"),
            ("--model M --test U --part val", 65, "U: error: only the JSON of CLINC150 has parts"),
            ("--train none.tsv --folds 2", 66, "none.tsv: error: there is no such file"),
        ] as [(String, Int32, String)])
    func refused(options: String, status: Int32, message: String) throws {
        let folder = try ScratchFolder()
        let file = try folder.write(Self.utterances, "u.tsv")
        let model = folder.path + "/u.nlu"
        let trained = try CommandRun("nlu", "train", "--train", file, "--out", model)
        #expect(trained.status == 0)
        #expect(trained.output.hasPrefix("\(model): labels 2, utterances 3, bytes "))
        let arguments = options.split(separator: " ").map { word in
            word == "U" ? file : word == "M" ? model : String(word)
        }
        let run = try CommandRun(arguments: ["nlu", "evaluate"] + arguments)
        #expect(run.status == status, "\(run.errors)")
        #expect(
            run.errors.hasPrefix(message.replacing("U:", with: file + ":")), "\(run.errors)")
        #expect(run.output.isEmpty)
    }

    @Test("folds of one utterance count each, with word errors too")
    func folds() throws {
        let folder = try ScratchFolder()
        // Lines end as on other systems.
        let file = try folder.write(
            Self.utterances.replacing("\n", with: "\r\n"), "u.tsv")
        for errors in [[], ["--word-errors", "20%"]] {
            let run = try CommandRun(
                arguments: ["nlu", "evaluate", "--train", file, "--folds", "3", "--json"] + errors)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains(#""inScope": 3"#))
            // Each of the two `pay` can be right; `hours` is learned from no other utterance.
            let share = run.output.split(separator: "\n").first { $0.contains("\"accuracy\"") }
            let thirds =
                try #require(
                    share.flatMap { Double($0.split(separator: " ")[1].dropLast()) }) * 3
            #expect(abs(thirds - thirds.rounded()) < 1e-9 && thirds < 2.5, "\(thirds)")
        }
    }

    // MARK: help

    @Test(
        "help names only options that there are",
        arguments: [
            "check", "talk", "dialogue test", "dialogue coverage", "nlu train", "nlu evaluate",
            "voice bench", "voice speed", "run", "project", "theory", "calibrate",
        ])
    func help(command: String) throws {
        let words = command.split(separator: " ").map(String.init)
        let run = try CommandRun(arguments: words + ["--help"])
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output.hasPrefix("OVERVIEW: "))
        let parts = run.output.components(separatedBy: "\nOPTIONS:\n")
        try #require(parts.count == 2)
        func options(_ text: String) -> Set<String> {
            Set(text.matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
        }
        let declared = Set(
            parts[1].split(separator: "\n").filter { $0.hasPrefix("  -") }
                .flatMap { options(String($0)) })
        #expect(declared.contains("--help"))
        let strange = options(run.output).subtracting(declared)
        #expect(strange.isEmpty, "\(strange.sorted())")
    }
}
