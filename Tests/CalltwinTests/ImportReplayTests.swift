import Foundation
import Testing

@Suite("calltwin import and replay")
struct ImportReplayTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let trace = root.appendingPathComponent(
        "traces/anonymous-bank-1999-08/calls.tsv.zst"
    ).path

    /// The log of the bank's 21 days, made once.
    private static let bank = Result { () throws -> (log: String, run: CommandRun) in
        let log = try folder() + "/bank"
        return (log, try CommandRun("import", "technion", trace, "-o", log))
    }

    private static func folder() throws -> String {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("calltwin-import-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        return url.path
    }

    @Test("the import says what it read and set aside")
    func importing() throws {
        let (log, run) = try Self.bank.get()
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output.hasPrefix("lines read           30 138\nrejected                  0\n"))
        #expect(run.output.contains("phantoms"))
        #expect(run.output.contains("\nwritten to \(log), chain head "))
        #expect(!FileManager.default.fileExists(atPath: log + ".rejects.tsv"))
    }

    @Test("replay prints the published figures of the bank's 21 days")
    func figures() throws {
        let run = try CommandRun("replay", try Self.bank.get().log)
        #expect(run.status == 0 && run.errors.isEmpty)
        let figures = run.output.components(separatedBy: "\n\n").dropFirst().first
        #expect(
            figures == """
                calls                   29 899
                hung up in the menu      2 455
                sought service          27 444  from a human agent
                queued                  20 968  76.40 % of those who sought service
                abandoned                6 409  23.35 % of those who sought service, \
                30.57 % of those who queued
                served                  21 035
                mean wait              95.21 s  queued 124.61 s
                answered within 20 s   30.59 %  of those who sought service
                service               186.30 s  mean over the 20 948 calls that have one, \
                median 114 s
                """)
    }

    @Test("replay by day and by interval prints a row for each, as JSON too")
    func grouping() throws {
        let log = try Self.bank.get().log
        let days = try CommandRun("replay", log, "--by", "day").output
        #expect(days.split(separator: "\n").filter { $0.hasPrefix("1999-08-") }.count == 21)
        let halves = try CommandRun("replay", log, "--by", "interval").output
        #expect(halves.contains("\n1999-08-16 10:30:00 "))
        let json = try CommandRun("replay", log, "--json").output
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["schema"] as? String == "calltwin.kpis/1")
        let rows = try #require(object["kpis"] as? [[String: Any]])
        let served = rows.first { $0["kpi"] as? String == "served" }
        #expect(served?["mean"] as? Double == 21_035)
        #expect(served?["contactType"] as? String == "all" && served?["interval"] is NSNull)
    }

    @Test("replay at an instant prints who is where, the same in both ways to name it")
    func state() throws {
        let log = try Self.bank.get().log
        let civil = try CommandRun("replay", log, "--at", "1999-08-16T10:30:00")
        let seconds = try CommandRun("replay", log, "--at", "\(15 * 86_400 + 37_800)")
        #expect(civil.status == 0 && civil.output == seconds.output)
        #expect(civil.output.hasPrefix("at 1999-08-16 10:30:00\ninside the center  "))
        let json = try CommandRun("replay", log, "--at", "1999-08-16T10:30:00", "--json").output
        #expect(json.contains("\"schema\": \"calltwin.state/1\""))
        let wrong = try CommandRun("replay", log, "--at", "tomorrow")
        #expect(wrong.status == 64)
        #expect(
            wrong.errors == "error: instant 'tomorrow'; known: seconds from the start, or local "
                + "time from 1999-08-01T00:00:00\n")
    }

    @Test("rejected lines are named, counted and kept beside the log")
    func rejects() throws {
        let folder = try Self.folder()
        let day = try CommandRun(
            "import", "technion", Self.trace, "--days", "1999-08-16", "-o", folder + "/day")
        #expect(day.status == 0 && day.output.contains("contacts"))
        let header = [
            "vru+line", "call_id", "customer_id", "priority", "type", "date", "vru_entry",
            "vru_exit", "vru_time", "q_start", "q_exit", "q_time", "outcome", "ser_start",
            "ser_exit", "ser_time", "server",
        ].joined(separator: "\t")
        let good =
            "AA0101 1 0 0 PS 990801 0:10:10 0:10:27 17 0:00:00 0:00:00 0 HANG "
            + "0:00:00 0:00:00 0 NO_SERVER"
        let lines =
            [header, good.replacingOccurrences(of: " ", with: "\t")]
            + Array(repeating: "bad", count: 25)
        let file = folder + "/bad.tsv"
        try lines.joined(separator: "\n").write(toFile: file, atomically: true, encoding: .utf8)
        let run = try CommandRun("import", "technion", file, "-o", folder + "/log", "--json")
        #expect(run.status == 0)
        let errors = run.errors.split(separator: "\n")
        #expect(errors.count == 21)
        #expect(errors.first.map(String.init) == "\(file):3: error: 1 fields, expected 17")
        #expect(errors.last?.hasPrefix("and 5 more rejected lines") == true)
        let kept = try String(contentsOfFile: folder + "/log.rejects.tsv", encoding: .utf8)
        #expect(kept.split(separator: "\n").count == 26)
        #expect(run.output.contains("\"rejected\": 25"))
    }

    @Test("each wrong input has its own line and exit code")
    func wrongInputs() throws {
        let folder = try Self.folder()
        let log = try Self.bank.get().log
        func expect(_ status: Int32, _ line: String, _ arguments: String...) throws {
            let run = try CommandRun(arguments: arguments)
            #expect(run.status == status)
            #expect(run.errors.hasPrefix(line))
            #expect(run.output.isEmpty)
        }
        let new = folder + "/new"
        try expect(
            64, "error: unknown format 'x'; known: technion\n", "import", "x", "f", "-o", new)
        try expect(
            64, "error: days '1999'; known: YYYY-MM-DD", "import", "technion", "f", "--days",
            "1999", "-o", new)
        try expect(
            66, "/no/file: error: no such file\n", "import", "technion", "/no/file", "-o", new)
        try expect(
            66, "/etc: error: this is a directory", "import", "technion", "/etc", "-o", new)
        try expect(
            65, "/bin/sh:1: error: not a text file", "import", "technion", "/bin/sh", "-o", new)
        try expect(
            73, "\(log): error: there is an event log already", "import", "technion", Self.trace,
            "--days", "1999-08-21", "-o", log)
        try expect(66, "/no/log: error: no such event log\n", "replay", "/no/log")
        try expect(
            64, "error: --at and --by exclude each other\n", "replay", log, "--at", "0", "--by",
            "day")
    }
}
