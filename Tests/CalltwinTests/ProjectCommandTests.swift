import Foundation
import Testing

/// What `project` and the options of scenarios refuse.
@Suite("project: options that contradict one another")
struct ProjectCommandTests {
    private static let scenario =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
        + "/models/bank-1999-voice.yaml"
    private static let defects = "voiceAgents.voice.defects"

    @Test(
        "each is told with its remedy, before anything is simulated",
        arguments: [
            (["--vary", defects + "=2%", "--vary", defects + "=8%"], "is given twice; give all"),
            (["--vary", defects + "=4%,4%"], "the value 4% is given twice"),
            (["--vary", defects + "=4%,,8%"], "known: PATH=V1,V2,…"),
            (
                ["--vary", defects + "=4%", "--set", defects + "=2%"],
                "--set voiceAgents.voice.defects has no effect"
            ),
            (["--set", defects + "=4%", "--set", defects + "=2%"], "is given twice"),
            (["--meltdown", "--choose", defects], "--choose has no effect with --meltdown"),
            (["--meltdown", "--fidelity", "auto"], "--fidelity has no effect with --meltdown"),
            (["--fidelity", "auto", "--choose", defects], "--choose has no effect"),
            (["--audio-budget", "10"], "--audio-budget has no effect without --fidelity auto"),
            (["--fidelity", "auto", "--audio-budget", "10"], "at least 20 are needed"),
            (["--most-replications", "1"], "--most-replications 1: at least 2"),
            (["--half-width", "200%"], "is no half-width of a share"),
        ])
    func refused(options: [String], message: String) throws {
        let run = try CommandRun(arguments: ["project", Self.scenario] + options)
        #expect(run.status == 64, "\(run.errors)")
        #expect(run.errors.contains(message), "\(run.errors)")
    }

    @Test("a pool of turns has no costly fidelity")
    func scenarios() throws {
        let run = try CommandRun(arguments: [
            "project", Self.scenario, "--fidelity", "auto", "--audio-budget", "20",
        ])
        #expect(run.status == 65)
        #expect(run.errors.contains("holds no conversations"), "\(run.errors)")
    }
}
