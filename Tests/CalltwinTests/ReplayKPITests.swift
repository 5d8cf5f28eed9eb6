import Foundation
import Testing

/// Indicators by name, of a log: those of a run's first replication come back, and those that a log
/// cannot tell are refused.
@Suite("calltwin replay --kpis")
struct ReplayKPITests {
    private static let names =
        "contactsPerNeedP90,timeToResolutionP90,abandonmentRate,turnDefectRate"
    private static let scenario = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("models/tipping-spike.yaml").path

    private func values(_ json: String) throws -> [String: Double] {
        let object = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any]
        let rows = try #require(object?["kpis"] as? [[String: Any]])
        return Dictionary(
            rows.compactMap { row in
                guard let kpi = row["kpi"] as? String, let mean = row["mean"] as? Double else {
                    return nil
                }
                let keys = ["voicePool", "contactType", "agentGroup", "interval"]
                let scope = keys.map { "\(row[$0] ?? "-")" }.joined(separator: " ")
                return ("\(kpi) \(scope)", mean)
            }, uniquingKeysWith: { first, _ in first })
    }

    @Test("a log tells what the run told, needs over all their contacts too; and nothing else")
    func sameAsRun() throws {
        let folder = try ScratchFolder()
        let log = folder.path + "/log"
        let run = try CommandRun(
            "run", Self.scenario, "--replications", "1", "--json", "--kpis", Self.names,
            "--log", log)
        #expect(run.status == 0, "\(run.errors)")
        let replay = try CommandRun("replay", log, "--kpis", Self.names, "--json")
        #expect(replay.status == 0, "\(replay.errors)")
        let told = try values(run.output)
        #expect(try values(replay.output) == told)
        let named = Set(told.keys.map { $0.prefix { $0 != " " } })
        #expect(named == Set(Self.names.split(separator: ",")))
        let table = try CommandRun("replay", log, "--kpis", Self.names, "--by", "day").output
        let lines = table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(lines.dropFirst().first == ["indicator", "of", "unit", "value"])
        #expect(lines.contains { $0.starts(with: ["contactsPerNeedP90", "all", "contacts"]) })
        // Of days there are those that belong to contacts.
        #expect(lines.contains { $0.first == "day" && $0.contains("abandonmentRate") })
        #expect(!table.contains("mean wait"))
        for (arguments, message) in [
            (["--kpis", "costPerResolvedContact"], "this log cannot tell it"),
            (["--kpis", "abandonment"], "abandonment"),
            (["--kpis", "abandonmentRate", "--at", "60"], "no effect with --at"),
            (["--kpis", "abandonmentRate", "--show-contacts", "2"], "no effect with --kpis"),
        ] {
            let wrong = try CommandRun(arguments: ["replay", log] + arguments)
            #expect(wrong.status == 64 && wrong.errors.contains(message), "\(wrong.errors)")
        }
    }
}
