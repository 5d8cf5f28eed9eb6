import Foundation
import Testing

@Suite("calltwin calibrate --sessions")
struct CalibrateSessionsCommandTests {
    @Test("a row that tells nothing is named and left out, and the rest is fitted")
    func rowLeftOut() throws {
        try VoiceFiles.withFolder { folder in
            let pilot = folder + "/pilot.csv"
            let rows =
                ["outcome,duration,turns"] + Array(repeating: "contained,60,3", count: 20)
                + ["escalated,80,4", "sold,70,3"]
            try VoiceFiles.write(Array((rows.joined(separator: "\n") + "\n").utf8), pilot)
            let run = try CommandRun(
                arguments: ["calibrate", "--sessions", pilot, "-o", folder + "/pool.yaml"])
            #expect(run.status == 0, "\(run.errors)")
            #expect(
                run.errors.contains("\(pilot):23: row left out: outcome 'sold'"), "\(run.errors)")
            #expect(run.output.contains("21 sessions"), "\(run.output)")
        }
    }
}
