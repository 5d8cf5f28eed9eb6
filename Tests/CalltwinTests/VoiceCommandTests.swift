import Foundation
import Testing

/// The commands that build and measure in sound, each once and small.
@Suite("voice commands")
struct VoiceCommandTests {
    private static let noVoices = "flite, espeak-ng or pocketsphinx is not installed"

    private static func run(_ arguments: [String]) throws -> CommandRun {
        try CommandRun(arguments: ["voice"] + arguments)
    }

    /// A recording of a voice that says this.
    private static func rendered(_ text: String, _ folder: String) throws -> String {
        let wav = folder + "/a.wav"
        let made = try run(["render", text, "--voice", "rms", "-o", wav])
        #expect(made.status == 0, "\(made.errors)")
        return wav
    }

    @Test(
        "a bank that does not close says so with status 1, goes on, and is no bank of other calls",
        .enabled(if: SpeakingMachine.isReady, Comment(rawValue: noVoices)))
    func bank() throws {
        try VoiceFiles.withFolder { folder in
            let bank = folder + "/bank.sqlite"
            let build = [
                "bank", "build", VoiceFiles.callers, "--out", bank, "--calls", "3",
                "--conditions", "noise10",
            ]
            let open = try Self.run(build + ["--rounds", "1"])
            #expect(open.status == 1, "\(open.errors)")
            #expect(open.errors.contains("\(bank): error: after 1 rounds calls still say "))
            #expect(open.errors.contains("run the same command again"))
            let closed = try Self.run(build + ["--json"])
            #expect(closed.status == 0, "\(closed.errors)")
            let built = try VoiceFiles.json(closed)
            #expect(built["schema"] as? String == "calltwin.bank-build/1")
            let added = try #require(built["added"] as? Int)
            let decodes = try #require(built["decodes"] as? Int)
            #expect(added > 0 && decodes > added)

            let coverage = try VoiceFiles.json(try Self.run(["bank", "coverage", bank, "--json"]))
            #expect(coverage["schema"] as? String == "calltwin.bank-coverage/1")
            let cells = try #require(coverage["cells"] as? [[String: Any]])
            #expect(cells.allSatisfy { $0["condition"] as? String == "noise10" })
            #expect(cells.reduce(0) { $0 + ($1["decodes"] as? Int ?? 0) } == decodes)

            let tiers = [
                "tiers", VoiceFiles.callers, "--fidelities", "text,bank", "--calls", "3",
                "--line", "noise10", "--bank", bank,
            ]
            let other = try Self.run(tiers + ["--seed", "2"])
            #expect(other.status == 65)
            #expect(
                other.errors.contains(
                    "the bank was built with seed 1, and 2 is asked for; give --seed 1"),
                "\(other.errors)")
            let same = try Self.run(tiers + ["--seed", "1", "--json"])
            #expect(same.status == 0, "\(same.errors)")
            #expect(try VoiceFiles.json(same)["calls"] as? Int == 3)
            // All was there: nothing is decoded, and the bank says of itself what it said.
            #expect(!same.errors.contains("decoded"))
            let after = try Self.run(["bank", "coverage", bank, "--json"])
            #expect(
                try VoiceFiles.json(after)["provenance"] as? [[String: String]]
                    == coverage["provenance"] as? [[String: String]])
        }
    }

    @Test("a missing bank and a file that is none are told apart")
    func noBank() throws {
        try VoiceFiles.withFolder { folder in
            let missing = try Self.run(["bank", "coverage", folder + "/none.sqlite"])
            #expect(missing.status == 66 && missing.errors.contains("no such bank of decodes"))
            let text = folder + "/text.sqlite"
            try VoiceFiles.write(Array(repeating: 65, count: 4096), text)
            let foreign = try Self.run(["bank", "fit", text, "--out", folder + "/c.jsonl"])
            #expect(foreign.status == 65 && foreign.errors.contains("not a bank of decodes"))
            let others = try Self.run([
                "bank", "fit", VoiceFiles.root + "/models/decodes/bank.sqlite", "--callers",
                VoiceFiles.root + "/models/callers/telecom.yaml", "--out", folder + "/c.jsonl",
            ])
            #expect(others.status == 65 && others.errors.contains("callers"), "\(others.errors)")
            #expect(!FileManager.default.fileExists(atPath: folder + "/c.jsonl"))
        }
    }

    @Test("the shipped bank's fit is written, with rates and posteriors of every fold")
    func fit() throws {
        try VoiceFiles.withFolder { folder in
            let run = try Self.run([
                "bank", "fit", VoiceFiles.root + "/models/decodes/bank.sqlite", "--callers",
                VoiceFiles.callers, "--out", folder + "/c.jsonl", "--json",
            ])
            #expect(run.status == 0, "\(run.errors)")
            let checks = try #require(try VoiceFiles.json(run)["checks"] as? [[String: Any]])
            #expect(
                checks.map { "\($0["channel"] ?? "") \($0["leftOut"] ?? "")" } == [
                    "meanings voice", "words voice", "meanings condition", "words condition",
                ])
            for check in checks {
                for fold in try #require(check["folds"] as? [[String: Any]]) {
                    let posteriors = try #require(fold["posteriors"] as? [[String: Any]])
                    #expect(!posteriors.isEmpty && fold["brier"] is [String: Any])
                    #expect(
                        posteriors.allSatisfy { (0...1).contains($0["distance"] as? Double ?? -1) })
                }
            }
            // But for where the bank was, the channels are the shipped ones.
            func cells(_ path: String) throws -> Substring {
                let text = try String(contentsOfFile: path, encoding: .utf8)
                return text.split(separator: "\n", maxSplits: 1)[1]
            }
            #expect(
                try cells(folder + "/c.jsonl")
                    == cells(VoiceFiles.root + "/models/decodes/bank-channels.jsonl"))
        }
    }

    @Test(
        "bench, speed and barge-in print their tables as JSON",
        .enabled(if: SpeakingMachine.isReady, Comment(rawValue: noVoices)))
    func measured() throws {
        let bench = try Self.run([
            "bench", "--conditions", "clean", "--every", "60", "--without-partials", "--json",
        ])
        #expect(bench.status == 0, "\(bench.errors)")
        let table = try VoiceFiles.json(bench)
        #expect(table["schema"] as? String == "calltwin.voice-bench/1")
        let recognizers = try #require(table["recognizers"] as? [[String: Any]])
        let lines = try #require(recognizers.first?["lines"] as? [[String: Any]])
        #expect(lines.count == 1 && lines[0]["condition"] as? String == "clean")
        // Every sixtieth of 400 utterances.
        #expect((lines[0]["judged"] as? Int ?? 0) <= 7)
        #expect((lines[0]["words"] as? Int ?? 0) > 10)

        let speed = try Self.run([
            "speed", "--lines", "clean", "--every", "60", "--json", "--limit", "0.000001",
        ])
        #expect(speed.status == 2 && speed.errors.contains("processor seconds per second"))
        let rows = try #require(try VoiceFiles.json(speed)["rows"] as? [[String: Any]])
        #expect(rows.count == 1 && (rows[0]["audioSeconds"] as? Double ?? 0) > 1)

        let bargeIn = try Self.run([
            "barge-in", "--lines", "clean", "--trials", "2", "--each", "--json",
        ])
        #expect(bargeIn.status == 0, "\(bargeIn.errors)")
        let kinds = try #require(try VoiceFiles.json(bargeIn)["rows"] as? [[String: Any]])
        #expect(kinds.map { $0["kind"] as? String } == ["interruption", "backchannel"])
        #expect(kinds.allSatisfy { ($0["each"] as? [Any])?.count == 2 })
    }

    @Test(
        "recordings of a list are judged by group; missing ones are named and left out",
        .enabled(if: SpeakingMachine.isReady, Comment(rawValue: noVoices)))
    func recordings() throws {
        try VoiceFiles.withFolder { folder in
            let made = try Self.run([
                "render", "one two three four", "--voice", "rms", "-o", folder + "/a.wav",
            ])
            #expect(made.status == 0, "\(made.errors)")
            let list = folder + "/list.tsv"
            try VoiceFiles.write(
                Array(
                    "group\tfile\ttext\ncounting\ta.wav\tone two three four\nother\tb.wav\tyes\n"
                        .utf8), list)
            let options = [
                "recordings", "--list", list, "--folder", folder, "--recognizer", "pocketsphinx",
                "--conditions", "clean", "--json",
            ]
            let run = try Self.run(options)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.contains("\(folder)/b.wav: there is no such file; left out"))
            let rows = try #require(try VoiceFiles.json(run)["rows"] as? [[String: Any]])
            #expect(rows.count == 1 && rows[0]["group"] as? String == "counting")
            #expect(rows[0]["words"] as? Int == 4)
            #expect((rows[0]["wordErrors"] as? Int ?? 9) <= 4)
            try VoiceFiles.write(Array("group\tfile\ttext\ncounting\ta.wav\n".utf8), list)
            let bad = try Self.run(options)
            #expect(bad.status == 65)
            #expect(bad.errors.contains("\(list):2: error: 2 columns; known: group, file, text"))
        }
    }

    @Test("sentences of each state are printed, as text and as JSON")
    func texts() throws {
        let options = ["examples", "texts", "--per-state", "3"]
        let states = try #require(
            try VoiceFiles.json(try Self.run(options + ["--json"]))["states"] as? [[String: Any]])
        #expect(states.first?["state"] as? String == "wish")
        let texts = states.flatMap { $0["texts"] as? [String] ?? [] }
        let plain = try Self.run(options)
        #expect(plain.output == texts.joined(separator: "\n") + "\n")
    }

    @Test(
        "examples of networks have the records that their lists ask for",
        .enabled(if: SpeakingMachine.isReady, Comment(rawValue: noVoices)))
    func examples() throws {
        try VoiceFiles.withFolder { folder in
            let (wav, list) = (try Self.rendered("hello there", folder), folder + "/list.tsv")
            try VoiceFiles.write(Array("\(wav)\tnoise20+echo\t7\n".utf8), list)
            let run = try Self.run(["examples", "features", list, "--out", folder + "/f.bin"])
            #expect(run.status == 0, "\(run.errors)")
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/f.bin")))
            let frames = (0..<4).reduce(0) { $0 | Int(bytes[$1]) << (8 * $1) }
            #expect(frames > 50 && bytes.count == 4 + frames * (20 + 25) * 4)
            try VoiceFiles.write(Array("\(wav)\ttin\t7\n".utf8), list)
            let bad = try Self.run(["examples", "features", list, "--out", folder + "/f.bin"])
            #expect(bad.status == 65)
            #expect(bad.errors.contains("\(list):1: error: 'tin' is nothing that a line does"))
        }
    }

    @Test(
        "speech into prompts gives a record and a row for each row of the list",
        .enabled(if: SpeakingMachine.isReady, Comment(rawValue: noVoices)))
    func openings() throws {
        try VoiceFiles.withFolder { folder in
            let (wav, list) = (try Self.rendered("mm hmm", folder), folder + "/list.tsv")
            let prompt = "thank you for calling the bank how may i help you"
            let rows = [
                "1\t\(wav)\tclean\t1\t\(prompt)\t0.8\t7\tmm hmm",
                "0\tslt 1.1 0.95\tclean\t1\t\(prompt)\t0.8\t8\ti want a person",
                // Too soft to be found.
                "0\tslt 1 1\tclean\t0.00001\t\(prompt)\t0.8\t9\tyes",
            ]
            try VoiceFiles.write(Array((rows.joined(separator: "\n") + "\n").utf8), list)
            let options = ["examples", "acknowledgements", list, "--out", folder + "/o"]
            let run = try Self.run(options)
            #expect(run.status == 0, "\(run.errors)")
            let table = try String(contentsOfFile: folder + "/o.tsv", encoding: .utf8)
                .split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }
            #expect(table.map { $0[0] } == ["1", "0", "0"])
            #expect(table.map { $0[5] } == ["mm hmm", "i want a person", "yes"])
            // The detector needs a tenth of a second or two, and hears nothing that is not there.
            for row in table.prefix(2) {
                #expect((-0.1...0.3).contains(try #require(Double(row[2]))), "\(row)")
                #expect((1...35).contains(try #require(Int(row[3]))))
            }
            #expect(table[2][2] == "-" && table[2][3] == "0")
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/o.bin"))
            #expect(bytes.count == 3 * 700 * 4)
            // Steps that nothing was heard in are -9 (0xC1100000), all of them in the last record.
            let silence: [UInt8] = [0, 0, 0x10, 0xC1]
            #expect(
                bytes.suffix(700 * 4).elementsEqual(repeatElement(silence, count: 700).joined()))
            #expect(bytes.prefix(4) != Data(silence))
            for (cells, message) in [
                ("1\tslt\tclean\t1\thello\t0\t7\tyes", "'slt' is neither a .wav nor a voice"),
                ("1\tslt 1 1\tclean\tloud\thello\t0\t7\tyes", "gain is a number"),
                (
                    "1\tslt 1 1\tclean\t1\thello\t700\t7\tyes",
                    "gain is a number, and start one of seconds from 0 to 600"
                ),
                ("1\tslt 1 1\tclean\t1\thello\t0\t-7\tyes", "'-7' is no key"),
                ("1\tslt 1 1\tclean", "3 columns; known: label, recording or voice"),
            ] {
                try VoiceFiles.write(Array((cells + "\n").utf8), list)
                let bad = try Self.run(options)
                #expect(bad.status == 65)
                #expect(bad.errors.contains("\(list):1: error: \(message)"), "\(bad.errors)")
            }
        }
    }
}
