import Foundation
import Testing

/// Sessions of a center held at several fidelities: `calltwin voice sessions`.
@Suite("voice sessions")
struct VoiceSessionsTests {
    private static let scenario = VoiceFiles.root + "/models/bank-small.yaml"

    private static func run(_ options: [String]) throws -> CommandRun {
        try CommandRun(arguments: ["voice", "sessions"] + options)
    }

    /// Rows of a table, each by names of its columns.
    private static func rows(_ path: String) throws -> [[String: String]] {
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        let columns = try #require(lines.first)
        return lines.dropFirst().map { line in
            #expect(line.count == columns.count)
            return Dictionary(zip(columns, line)) { first, _ in first }
        }
    }

    @Test("each session has a row at each fidelity, and a table goes on where it stopped")
    func table() throws {
        try VoiceFiles.withFolder { folder in
            func options(_ file: String, _ replications: String, _ jobs: String) -> [String] {
                [
                    Self.scenario, "--fidelities", "text,channel", "--hearings", "1,4",
                    "--replications", replications, "--jobs", jobs, "-o", "\(folder)/\(file).csv",
                ]
            }
            let whole = try Self.run(options("whole", "2", "2"))
            #expect(whole.status == 0, "\(whole.errors)")
            #expect(try Self.run(options("parts", "1", "1")).status == 0)
            #expect(try Self.run(options("parts", "2", "1")).status == 0)
            let text = try String(contentsOfFile: folder + "/whole.csv", encoding: .utf8)
            #expect(try String(contentsOfFile: folder + "/parts.csv", encoding: .utf8) == text)

            let rows = try Self.rows(folder + "/whole.csv")
            func key(_ row: [String: String]) -> [String] {
                ["replication", "type", "ordinal", "attempt"].map { row[$0] ?? "?" }
            }
            let sets = Dictionary(grouping: rows) { "\($0["fidelity"]!) \($0["hearings"]!)" }
            #expect(sets.keys.sorted() == ["channel 1", "channel 4", "text 1"])
            let sessions = try #require(sets["text 1"]).map(key)
            #expect(sessions.count > 50 && Set(sessions).count == sessions.count)
            #expect(Set(sessions.map { $0[0] }) == ["0", "1"])
            for rows in sets.values { #expect(rows.map(key) == sessions) }
            // A mean of four is a quarter of a whole number; one hearing is one.
            let four = try #require(sets["channel 4"]).map { Double($0["contained"]!)! * 4 }
            #expect(four.allSatisfy { abs($0 - $0.rounded()) < 1e-9 })
            #expect(four.contains { $0 > 0 && $0 < 4 })
            let one = try #require(sets["channel 1"]).map { Double($0["contained"]!)! }
            #expect(one.allSatisfy { $0 == 0 || $0 == 1 })
            // Where every word is heard more calls end well.
            let words = try #require(sets["text 1"]).map { Double($0["contained"]!)! }
            #expect(words.reduce(0, +) > one.reduce(0, +))
        }
    }

    @Test("a table gets what it lacks at a further fidelity, and says when it lacks nothing")
    func further() throws {
        try VoiceFiles.withFolder { folder in
            let file = folder + "/sessions.csv"
            func hold(_ fidelities: String, _ hearings: String) throws -> CommandRun {
                try Self.run([
                    Self.scenario, "--fidelities", fidelities, "--hearings", hearings, "-o", file,
                ])
            }
            #expect(try hold("text", "1").status == 0)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let second = try hold("text,channel", "1")
            #expect(second.status == 0 && !second.errors.contains("at text"))
            #expect(try hold("channel", "1,3").status == 0)
            let whole = try String(contentsOfFile: file, encoding: .utf8)
            #expect(whole.hasPrefix(text))
            let sets = Dictionary(grouping: try Self.rows(file)) {
                "\($0["fidelity"]!) \($0["hearings"]!)"
            }
            #expect(sets.keys.sorted() == ["channel 1", "channel 3", "text 1"])
            #expect(Set(sets.values.map(\.count)).count == 1)
            let again = try hold("channel,text", "3,1")
            #expect(again.status == 0)
            #expect(again.errors.contains("\(file): has all these sessions already"))
            #expect(try String(contentsOfFile: file, encoding: .utf8) == whole)
        }
    }

    @Test("a table of another seed, scenario or pool is not gone on with")
    func otherSessions() throws {
        try VoiceFiles.withFolder { folder in
            let file = folder + "/sessions.csv"
            let options = ["--fidelities", "text", "-o", file]
            #expect(try Self.run([Self.scenario] + options).status == 0)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            for other in [
                [Self.scenario, "--seed", "9"],
                [Self.scenario, "--set", "contactTypes.call.arrivals.rate=20/h"],
                // The same calls by other callers.
                [
                    Self.scenario, "--set",
                    "voiceAgents.voice.callerValues.personas.brisk.weight=80",
                ],
            ] {
                let run = try Self.run(other + options + ["--replications", "2"])
                #expect(run.status == 65, "\(other): \(run.errors)")
                #expect(
                    run.errors.contains(
                        "sessions.csv: error: its replication 0 at text has other sessions than"),
                    "\(run.errors)")
                #expect(try String(contentsOfFile: file, encoding: .utf8) == text)
            }
            let surrogate = try Self.run(
                [VoiceFiles.root + "/models/bank-1999-voice.yaml"] + options)
            #expect(surrogate.status == 65)
            #expect(surrogate.errors.contains("at fidelity surrogate holds no conversations"))
        }
    }

    @Test("what cannot be held or gone on with is refused, and the table stays")
    func refused() throws {
        try VoiceFiles.withFolder { folder in
            let file = folder + "/sessions.csv"
            for (options, status, message) in [
                (["--fidelities", "loud"], 64, "--fidelities loud: there is none; known: "),
                (["--hearings", "0"], 64, "--hearings 0: a number from 1 to "),
                (["--replications", "0"], 64, "--replications 0: at least 1 is needed"),
                (["--pool", "none"], 64, "--pool none: there is none; known: voice"),
                (["--fidelities", "surrogate"], 64, "--fidelities surrogate: there is none"),
            ] as [([String], Int32, String)] {
                let run = try Self.run([Self.scenario, "-o", file] + options)
                #expect(run.status == status, "\(options): \(run.errors)")
                #expect(run.errors.contains(message), "\(options): \(run.errors)")
            }
            try VoiceFiles.write(Array("a,b\n1,2\n".utf8), file)
            let run = try Self.run([Self.scenario, "--fidelities", "text", "-o", file])
            #expect(run.status == 65)
            #expect(
                run.errors.contains("\(file): error: is no table of sessions; known: replication"))
            #expect(try String(contentsOfFile: file, encoding: .utf8) == "a,b\n1,2\n")
        }
    }

    @Test(
        "a list with something twice is refused",
        arguments: [["--hearings", "1,1"], ["--fidelities", "text,text"]])
    func twice(_ options: [String]) throws {
        try VoiceFiles.withFolder { folder in
            let run = try Self.run([Self.scenario] + options + ["-o", folder + "/s.csv"])
            #expect(run.status == 64)
            #expect(
                run.errors.contains(options.joined(separator: " ") + ": one or more, each once"),
                "\(run.errors)")
        }
    }

    @Test("a center without a session has an empty table")
    func none() throws {
        try VoiceFiles.withFolder { folder in
            let run = try Self.run([
                Self.scenario, "--fidelities", "text", "--set", "horizon.duration=1s", "--set",
                "horizon.warmUp=0s", "-o", folder + "/s.csv",
            ])
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.contains("replication 0: 0 sessions at text"), "\(run.errors)")
            #expect(try Self.rows(folder + "/s.csv").isEmpty)
        }
    }
}
