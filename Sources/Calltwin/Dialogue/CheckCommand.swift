import ArgumentParser
import DialogueEngine
import DialogueModels
import Reporting
import Scenarios
import TwinPrimitives

/// Checks scenarios and dialogue models without running them.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check scenarios and dialogue models without running them.",
        discussion: """
            A scenario is read and validated. A dialogue model is also searched for what would go wrong \
            in some conversation: steps never reached, loops without exit, slots never filled, actions \
            below their verification level, missing prompts and owners.

            Exit code: 0 nothing found, 2 findings, 65 cannot be read.

            Examples:
              calltwin check models/dialogue/bank.yaml
              calltwin check models/bank-1999.yaml
            """)

    @Argument(help: "Files of scenarios and dialogue models.")
    var files: [String] = []

    @Option(help: "Print the JSON Schema of a language instead: scenario or dialogue.")
    var schema: String?

    @Flag(help: "Print JSON (schema calltwin.check/1).")
    var json = false

    func validate() throws {
        if let schema, schema != "scenario", schema != "dialogue" {
            throw ValidationError("--schema \(schema): known: scenario, dialogue")
        }
        guard (schema == nil) != files.isEmpty else {
            throw ValidationError("give files to check, or --schema alone")
        }
    }

    func run() throws {
        if let schema {
            let text = schema == "dialogue" ? DialogueSchema.json() : ScenarioSchema.json()
            // The text ends with a line end of its own.
            return try StandardOutput.line(String(text.dropLast()))
        }
        var findings: [ModelFinding] = []
        var sentences: [String] = []
        for file in files {
            if try isScenario(file) {
                do throws(ScenarioError) {
                    let scenario = try Scenario(path: file)
                    sentences.append("\(file): scenario '\(scenario.name)': nothing found")
                } catch {
                    throw CommandFailure(
                        ExitStatus(rawValue: error.exitCode) ?? .badData, error.problem,
                        at: error.location.map { "\($0)" })
                }
                continue
            }
            let model = try readModel(file)
            findings += model.findings
            let parts = model.model
            sentences.append(
                "\(file): dialogue model '\(parts.name)': intents \(parts.intents.count), slots "
                    + "\(parts.slots.count), flows \(parts.flows.count), steps \(parts.steps.count); "
                    + (model.findings.isEmpty
                        ? "nothing found" : "findings \(model.findings.count)"))
        }
        if json {
            try StandardOutput.line(jsonText(findings))
        } else {
            for finding in findings { try StandardOutput.line(finding.description) }
            for sentence in sentences { try StandardOutput.line(sentence) }
        }
        if !findings.isEmpty { throw ExitCode(ExitStatus.targetMissed.rawValue) }
    }

    /// A scenario says `calltwin:` where a dialogue model says `dialogue:`.
    private func isScenario(_ file: String) throws(CommandFailure) -> Bool {
        do throws(DialogueModelError) {
            return try DialogueModelFile.kind(of: file) == .scenario
        } catch {
            throw CommandFailure(error)
        }
    }

    private func jsonText(_ findings: [ModelFinding]) -> String {
        JSONValue.object([
            ("schema", .string("calltwin.check/1")),
            ("files", .array(files.map(JSONValue.string))),
            (
                "findings",
                .array(
                    findings.map { finding in
                        .object([
                            ("rule", .string(finding.rule.rawValue)),
                            ("path", .string(finding.location.path)),
                            ("line", .integer(finding.location.line)),
                            ("text", .string(finding.text)),
                        ])
                    })
            ),
        ]).text(lines: 3)
    }
}
