import Foundation
import Testing

/// Conversations at the command line, without sound.
@Suite("calltwin talk")
struct TalkCommandTests {
    private func talk(
        _ folder: ScratchFolder, _ options: [String] = [], typing input: String? = nil
    ) throws -> CommandRun {
        try CommandRun(
            arguments: ["talk", folder.path + "/m.yaml"] + options, input: input)
    }

    @Test("what is typed is answered, line by line, until the input ends")
    func typed() throws {
        let run = try talk(SmallDialogue.folder(), typing: "pay my bill\r\n\ntwenty pounds\n")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(
            run.output == """
                agent: Words for greeting.
                agent: How much?
                agent: Sent twenty pounds.
                agent: Words for completed.

                """)
    }

    @Test("a line that is no act ends a command that reads no terminal, with its number")
    func badLine() throws {
        let run = try talk(SmallDialogue.folder(), typing: "pay my bill\n/keys 12a\npay\n")
        #expect(run.status == 65)
        #expect(
            run.errors
                == "standard input:2: error: /keys '12a': give keys, of 0 to 9, * and #\n")
        #expect(run.output == "agent: Words for greeting.\nagent: How much?\n")
    }

    @Test("a typed call is logged in place of an older file, and replays to the byte")
    func logged() throws {
        let folder = try SmallDialogue.folder()
        let log = try folder.write("older\n", "call.jsonl")
        #expect(try talk(folder, ["--log", log], typing: "when are you open\n").status == 0)
        let replay = try talk(folder, ["--replay", log])
        #expect(replay.status == 0)
        #expect(replay.output.hasPrefix("\(log): identical, lines "))
        let whatIf = try talk(
            folder,
            ["--replay", log, "--what-if", folder.path + "/m.yaml", "--caller"]
                + [folder.path + "/c.yaml"])
        #expect(whatIf.status == 65)
        #expect(
            whatIf.errors.hasPrefix(
                "\(log): error: the caller is 'keyboard', which is no persona of "))
        // What is left of a file that was cut says so.
        let text = try String(contentsOfFile: log, encoding: .utf8)
        let half = try folder.write(String(text.prefix(text.count / 2)), "half.jsonl")
        let cut = try talk(folder, ["--replay", half])
        #expect(cut.status == 65)
        #expect(cut.errors.hasSuffix("the file ends here: it was cut off\n"), "\(cut.errors)")
    }

    @Test("simulated callers have the same calls whatever the number of processors")
    func jobs() throws {
        let folder = try SmallDialogue.folder()
        let callers = ["--caller", folder.path + "/c.yaml", "--calls", "40"]
        let one = try talk(folder, callers + ["--jobs", "1"])
        let two = try talk(folder, callers + ["--jobs", "2"])
        #expect(one.status == 0 && one.errors.isEmpty)
        #expect(one.output == two.output)
        #expect(one.output.hasPrefix("calls                 40\ncompleted             100.0 %\n"))
        #expect(
            one.output.hasSuffix(
                "  bill                40 of 40 completed, 0 handed to a person\n"))
        let json = try talk(folder, callers + ["--json"])
        #expect(
            json.output.contains(
                #"{"name":"bill","calls":40,"completed":40,"handedOff":0}"#))
    }

    @Test("the call of a simulated caller is told, and goes on under another model")
    func whatIf() throws {
        let folder = try SmallDialogue.folder()
        let log = folder.path + "/call.jsonl"
        let caller = ["--caller", folder.path + "/c.yaml"]
        let call = try talk(folder, caller + ["--log", log])
        #expect(call.status == 0)
        #expect(call.output.hasPrefix("[caller: patient, wants: bill]\nagent: Words for greeting."))
        #expect(call.output.contains("caller: i would like to pay my bill\nagent: How much?\n"))
        let other = try folder.write(
            SmallDialogue.model.replacing("How much?", with: "Which amount?"), "other.yaml")
        let whatIf = try talk(folder, caller + ["--replay", log, "--what-if", other])
        #expect(whatIf.status == 0, "\(whatIf.errors)")
        #expect(whatIf.output.hasPrefix("\(log): first change in turn 1\n"))
        #expect(whatIf.output.contains("agent: Which amount?\n"))
    }

    /// Options with what is wrong about them; FOLDER stands for the folder of the files.
    private static let refused: [(String, Int32, String)] = [
        ("--time 10:00:zz", 64, "error: --time 10:00:zz: no time such as 10:00\n"),
        ("--time 24:00", 64, "error: --time 24:00: no time such as 10:00\n"),
        ("--today tomorrow", 64, "error: --today tomorrow: no date such as 2026-11-25\n"),
        ("--level 12", 64, "error: --level 12: between 0 and 9"),
        ("--calls 0", 64, "error: --calls 0: at least 1 is needed"),
        ("--calls 2", 64, "error: --calls has no effect without --caller"),
        ("--word-errors 5%", 64, "error: --word-errors has no effect without --caller"),
        ("--json", 64, "error: --json has no effect without --caller"),
        ("--redact", 64, "error: --redact has no effect without --log"),
        ("--jobs 2", 64, "error: --jobs has no effect without --calls"),
        ("--what-if x", 64, "error: --what-if needs --caller"),
        ("--replay x --seed 2", 64, "error: --seed has no effect with --replay: the log says it"),
        ("--replay x --today 2026-01-01", 64, "error: --today has no effect with --replay"),
        ("--replay x --time 10:00", 64, "error: --time has no effect with --replay"),
        ("--replay x --level 1", 64, "error: --level has no effect with --replay"),
        ("--replay x --caller FOLDER/c.yaml", 64, "error: --caller has no effect with --replay"),
        ("--replay x --explain", 64, "error: --explain has no effect with --replay"),
        ("--replay x --log y", 64, "error: --replay goes with none of --calls, --log and --json"),
        ("--caller FOLDER/c.yaml --json --explain", 64, "error: --explain has no effect with"),
        (
            "--caller FOLDER/c.yaml --calls 2 --explain", 64,
            "error: --explain has no effect with --calls: they are summed up"
        ),
        (
            "--caller FOLDER/c.yaml --word-errors 120%", 64,
            "error: --word-errors 120%: a share lies between 0% and 100%"
        ),
        ("--caller FOLDER/none.yaml", 66, "FOLDER/none.yaml: error: there is no such file"),
        ("--log FOLDER/none/x.jsonl", 73, "FOLDER/none/x.jsonl: error: cannot be written\n"),
        ("--log FOLDER", 73, "FOLDER: error: cannot be written\n"),
        ("--replay FOLDER/none.jsonl", 66, "FOLDER/none.jsonl: error: there is no such file\n"),
    ]

    @Test("what would have no effect, and what is wrong, is refused before anybody talks")
    func refusals() throws {
        let folder = try SmallDialogue.folder()
        for (options, status, message) in Self.refused {
            let words = options.replacing("FOLDER", with: folder.path)
            let run = try talk(
                folder, words.split(separator: " ").map(String.init), typing: "pay my bill\n")
            #expect(run.status == status, "\(options)")
            #expect(
                run.errors.hasPrefix(message.replacing("FOLDER", with: folder.path)),
                "\(options): \(run.errors)")
            #expect(run.output.isEmpty, "\(options): \(run.output)")
        }
    }
}
