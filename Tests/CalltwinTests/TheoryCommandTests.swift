import Foundation
import Testing

@Suite("calltwin theory")
struct TheoryCommandTests {
    private let cases = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("models/theory/exact_cases.json").path

    @Test("a case is simulated, compared and counted; equal seeds give equal bytes")
    func passes() throws {
        let arguments = [
            "theory", "--cases", cases, "--case", "erlangB-02", "--case", "erlangA-01",
            "--contacts", "5e6", "--slack", "10",
        ]
        let run = try CommandRun(arguments: arguments)
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output.contains("erlangB-02  P_block"))
        #expect(
            run.output.hasSuffix("0 failed, 0 cases unsupported (joint error rate 1 %, Holm)\n"))
        let json = try CommandRun(arguments: arguments + ["--json", "--jobs", "1"])
        let again = try CommandRun(arguments: arguments + ["--json", "--jobs", "2"])
        #expect(json.status == 0 && json.output == again.output)
        #expect(json.output.contains("\"schema\": \"calltwin.theory/1\""))
        #expect(json.output.contains("\"failed\": 0"))
    }

    @Test("a family that cannot be built is named and counts as a failure: exit code 2")
    func unsupported() throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("calltwin-theory-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        let text =
            #"{"cases": [{"id": "tandem-01", "family": "tandem", "params": {}, "outputs": {"x": 1}}]}"#
        try Data(text.utf8).write(to: file)
        let run = try CommandRun("theory", "--cases", file.path)
        #expect(run.status == 2 && run.errors.isEmpty)
        #expect(run.output.contains("tandem-01: the family or rule"))
        #expect(run.output.contains("known: abandon_redial, ai_gate_to_erlangA"))
    }

    @Test("an unstable case and an unknown parameter are named, counted and fail: exit code 2")
    func refusedParameters() throws {
        let file = FileManager.default.temporaryDirectory
            .appendingPathComponent("calltwin-theory-\(UUID().uuidString).json")
        defer { try? FileManager.default.removeItem(at: file) }
        let text = """
            {"cases": [
              {"id": "erlangC-91", "family": "erlangC", "outputs": {"P_wait": 1},
               "params": {"n": 1, "lambda_per_h": 30, "aht_s": 120}},
              {"id": "erlangC-92", "family": "erlangC", "outputs": {"P_wait": 0.5},
               "params": {"n": 1, "lambda_per_h": 15, "aht_s": 120, "breaks": 2}}]}
            """
        try Data(text.utf8).write(to: file)
        let run = try CommandRun("theory", "--cases", file.path)
        #expect(run.status == 2 && run.errors.isEmpty)
        #expect(
            run.output.contains("erlangC-91: unstable: the queue offers 1.0 erlangs to 1.0 agents"))
        #expect(run.output.contains("erlangC-92: the parameter 'breaks' is not known; known: n, "))
        #expect(run.output.contains("2 cases unsupported"))
    }

    @Test("a scenario with published values is set beside them, and one without is refused")
    func published() throws {
        let root = URL(fileURLWithPath: cases).deletingLastPathComponent()
            .deletingLastPathComponent()
        let good = root.appendingPathComponent("published/S1-patience.yaml").path
        let run = try CommandRun("theory", "--cases", good, "--json")
        #expect(run.status == 0 && run.errors.isEmpty)
        #expect(run.output.contains("\"calltwin.theory/1\""))
        let bare = root.appendingPathComponent("bank-1999.yaml").path
        let refused = try CommandRun("theory", "--cases", bare)
        #expect(refused.status == 65)
        #expect(refused.errors.contains("the scenario holds no published values"))
    }

    @Test("an output that is not known well enough is a failure")
    func tooWide() throws {
        let run = try CommandRun(
            "theory", "--cases", cases, "--case", "mg1-01", "--contacts", "1e5")
        #expect(run.status == 2)
        #expect(run.output.contains("TOO WIDE"))
    }

    @Test("wrong input has one clear line and its exit code")
    func wrongInput() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("calltwin-theory-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func file(_ text: String) throws -> String {
            let path = folder.appendingPathComponent("cases.json")
            try Data(text.utf8).write(to: path)
            return path.path
        }
        let missing = try CommandRun("theory", "--cases", "no-such-file.json")
        #expect(
            missing.status == 66 && missing.errors == "no-such-file.json: error: no such file\n")
        let folderRun = try CommandRun("theory", "--cases", folder.path)
        #expect(folderRun.status == 66)
        #expect(folderRun.errors.contains("no scenario files (.yaml) in this folder"))
        for (text, part) in [
            ("{", "this is not JSON"), ("[]", "no list 'cases'"),
            ("{\"cases\": [{\"id\": \"x\"}]}", "case 1 lacks one of: id, family, params, outputs"),
        ] {
            let run = try CommandRun("theory", "--cases", try file(text))
            #expect(run.status == 65 && run.errors.contains(part), "\(run.errors)")
            #expect(run.errors.split(separator: "\n").count == 1)
        }
        let family = try CommandRun("theory", "--cases", cases, "--family", "erlangZ")
        #expect(family.status == 64 && family.errors.contains("known: erlangB, erlangC"))
        let id = try CommandRun("theory", "--cases", cases, "--case", "erlangB-99")
        #expect(id.status == 64)
    }
}
