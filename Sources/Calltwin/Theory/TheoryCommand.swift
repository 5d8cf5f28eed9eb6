import ArgumentParser
import Reporting
import Validation

/// Holds the simulator against exact results.
struct TheoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "theory",
        abstract: "Simulate cases whose exact results are known, and compare.",
        discussion: """
            Each case is built as an ordinary center and simulated until its figures are known to \
            1 %. The verdict is Holm-corrected over all outputs at 1 %. Cases of formulas and \
            estimators are computed, not simulated, and compared to their trusted digits. Exit code \
            2 when an output differs, is not known well enough, or a case cannot be built.

            Examples:
              calltwin theory --cases models/theory/exact_cases.json
              calltwin theory --cases models/theory/exact_cases.json --family erlangA --contacts 1e7
              calltwin theory --cases models/published --case S4-two-groups
            """)

    @Option(
        help: "File of exact cases (JSON), a scenario with published values, or a folder of them.")
    var cases: String

    @Option(help: "Only this family; may be repeated.")
    var family: [String] = []

    @Option(name: .customLong("case"), help: "Only the case with this id; may be repeated.")
    var ids: [String] = []

    @Option(parsing: .unconditional, help: "Most contacts of a case.")
    var contacts = 4e8

    @Option(parsing: .unconditional, help: "Factor on the tolerated half-widths, for a quick look.")
    var slack = 1.0

    @Option(parsing: .unconditional, help: "Seed of the random streams.")
    var seed: UInt64 = 1999

    @OptionGroup var processors: WorkerOptions

    @Flag(help: "Print JSON (calltwin.theory/1).")
    var json = false

    @Flag(help: "Print Markdown: families of exact cases, or every published value.")
    var markdown = false

    func validate() throws {
        if json, markdown { throw ValidationError("--json and --markdown: choose one") }
        if !(contacts >= 1e5) || contacts > 1e12 {
            throw ValidationError("--contacts \(contacts): known: 1e5 to 1e12")
        }
        if !(slack >= 1) || !slack.isFinite {
            throw ValidationError("--slack \(slack): at least 1 is needed")
        }
    }

    func run() async throws {
        if PublishedFiles.isMeant(by: cases) {
            try await runPublished()
            return
        }
        let chosen = try choose()
        let bar = ProgressBar("theory")
        let run = TheoryRun(
            seed: seed, jobs: processors.workers,
            contacts: contacts, slack: slack)
        var outcomes: [TheoryOutcome] = []
        var unsupported: [ExactCase] = []
        var notMeasured: [String] = []
        var formulas: [FormulaOutcome] = []
        var reasons: [String: String] = [:]
        for (number, exact) in chosen.enumerated() {
            do {
                if FormulaCase.knows(family: exact.family) {
                    formulas += try FormulaCase.outcomes(of: exact)
                } else {
                    let theory = try TheoryCase.make(exact)
                    outcomes += try await run.outcomes(of: theory)
                    notMeasured += theory.outputsNotMeasured(exact)
                }
            } catch let error as UnsupportedParameters {
                unsupported.append(exact)
                reasons[exact.id] = error.description
            }
            bar.show(Double(number + 1) / Double(chosen.count))
        }
        let verdict = TheoryVerdict(
            outcomes, unsupported: unsupported, notMeasured: notMeasured, formulas: formulas,
            reasons: reasons)
        try show(verdict, isSummary: true)
    }

    private func show(_ verdict: TheoryVerdict, isSummary: Bool) throws {
        let report = TheoryReport(verdict)
        let text =
            json
            ? report.json.text(lines: 2)
            : markdown ? report.markdown(isSummary: isSummary) : report.text
        try StandardOutput.line(text)
        if !verdict.isPassed { throw ExitCode(ExitStatus.targetMissed.rawValue) }
    }

    /// Simulates scenarios beside their published values.
    private func runPublished() async throws {
        if let name = family.first {
            throw CommandFailure.usage("--family \(name): published cases have no family")
        }
        let files = try PublishedFiles(cases, only: ids)
        let bar = ProgressBar("theory")
        var outcomes: [TheoryOutcome] = []
        for (number, published) in files.cases.enumerated() {
            outcomes += try await published.outcomes(seed: seed, jobs: processors.workers)
            bar.show(Double(number + 1) / Double(files.cases.count))
        }
        try show(TheoryVerdict(outcomes), isSummary: false)
    }

    private func choose() throws(CommandFailure) -> [ExactCase] {
        let all: [ExactCase]
        do {
            all = try CaseFile.read(cases)
        } catch {
            throw CommandFailure(error)
        }
        for name in family where !all.contains(where: { $0.family == name }) {
            var known: [String] = []
            for exact in all where !known.contains(exact.family) { known.append(exact.family) }
            throw CommandFailure.usage(
                "--family \(name): no such family; known: " + known.joined(separator: ", "))
        }
        for id in ids where !all.contains(where: { $0.id == id }) {
            throw CommandFailure.usage("--case \(id): no such case in \(cases)")
        }
        return all.filter { exact in
            (family.isEmpty || family.contains(exact.family))
                && (ids.isEmpty || ids.contains(exact.id))
        }
    }
}

extension CommandFailure {
    /// The exit code and the one line of a case file that cannot be used.
    init(_ error: CaseFileError) {
        switch error {
        case .unreadable(let path, let isMissing):
            self.init(
                isMissing ? .noInput : .inputOutput,
                isMissing ? "no such file" : "this cannot be read as a file", at: path)
        case .malformed(let path, let what): self.init(.badData, what, at: path)
        }
    }
}
