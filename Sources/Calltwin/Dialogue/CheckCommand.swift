import ArgumentParser
import CallerModel
import DialogueEngine
import DialogueModels
import Reporting
import Scenarios
import TwinPrimitives
import VoiceStudies

/// Checks scenarios and dialogue models without running them.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check scenarios and dialogue models without running them.",
        discussion: """
            A file is read and validated: a scenario, a dialogue model, a library of one, scripted \
            conversations, or callers. A dialogue model is also searched for what would go wrong in some \
            conversation: steps never reached, loops without exit, slots never filled, actions below \
            their verification level, missing prompts and owners. Scripts and callers are held against \
            the model that they name.

            Exit code: 0 nothing found, 2 findings, 65 cannot be read.

            Examples:
              calltwin check models/dialogue/bank.yaml
              calltwin check models/dialogue/bank.yaml models/dialogue/scripts/*.yaml models/callers/bank.yaml
              calltwin check models/bank-1999.yaml
            """)

    @Argument(help: "Files of scenarios, dialogue models, their libraries, scripts and callers.")
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
            do {
                sentences.append("\(file): " + (try check(file, &findings)))
            } catch let error as DialogueModelError {
                throw CommandFailure(error)
            }
        }
        if json {
            try StandardOutput.line(jsonText(findings))
        } else {
            for finding in findings { try StandardOutput.line(finding.description) }
            for sentence in sentences { try StandardOutput.line(sentence) }
        }
        if !findings.isEmpty { throw ExitCode(ExitStatus.targetMissed.rawValue) }
    }

    /// Checks a file.
    ///
    /// - Returns: What it is, and whether something was found.
    private func check(
        _ file: String, _ findings: inout [ModelFinding]
    ) throws -> String {
        switch try DialogueModelFile.kind(of: file) {
        case .scenario: return "scenario '\(try scenario(file).name)': nothing found"
        case .library:
            try DialogueModelFile.checkLibrary(path: file)
            return "dialogue library: nothing found"
        case .scripts:
            let scripts = try ScriptFile(path: file)
            let count = try scripts.scripts(for: try scripts.model().model).count
            return "scripts of '\(scripts.modelPath)': conversations \(count); nothing found"
        case .callers:
            let callers = try CallerFile(path: file)
            let profile = try callers.profile(for: try callers.model().model)
            return
                "callers of '\(callers.modelPath)': goals \(Set(profile.goals.map(\.name)).count), "
                + "personas \(profile.personas.count); nothing found"
        case .dialogue:
            let model = try DialogueModelFile(path: file)
            findings += model.findings
            let parts = model.model
            return "dialogue model '\(parts.name)': intents \(parts.intents.count), slots "
                + "\(parts.slots.count), flows \(parts.flows.count), steps \(parts.steps.count); "
                + (model.findings.isEmpty ? "nothing found" : "findings \(model.findings.count)")
        }
    }

    private func scenario(_ file: String) throws(CommandFailure) -> Scenario {
        do throws(ScenarioError) {
            return try Scenario(
                path: file, classifiers: UserCache.classifiers, sound: MachineSound())
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
