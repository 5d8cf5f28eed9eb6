import ArgumentParser
import ContactCenter
import Planning
import Projections
import Reporting
import Scenarios
import TwinPrimitives

/// Fidelities at which points of a projection may be held again.
enum AnchorFidelity: String, CaseIterable, ExpressibleByArgument {
    /// Real decodes of the very words.
    case bank
}

/// The main job.
struct ProjectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "project",
        abstract: "What defects, slow answers and fallback rules do to abandonment and staffing.",
        discussion: """
            Every point of the scenario's project block (or of --vary) meets the same callers. \
            Replications are added until abandonment is known to the half-width at every point. \
            Then the human agents needed in each interval are searched by simulation.

            Examples:
              calltwin project models/bank-1999-voice.yaml -o out/projection
              calltwin project models/bank-1999-voice.yaml \
                --vary voiceAgents.voice.sessions=20,40,60
              calltwin project models/tipping-spike.yaml --meltdown
              calltwin project models/bank-dialogue.yaml --fidelity auto --audio-budget 200
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(
        help: "Vary a value instead of the scenario's own axes: PATH=V1,V2,…; may be repeated.")
    var vary: [String] = []

    @Option(
        help: """
            An axis that you choose: the best value is told for each setting of the others; may be \
            repeated. Left out: the scenario's, or every axis of a fallback block.
            """)
    var choose: [String] = []

    @Option(name: [.short, .long], help: "Directory for report.html, projection.json and .csv.")
    var output: String?

    @Option(
        help: "Half-width of the abandonment rate at which replications stop; 0.5 % when left out.")
    var halfWidth: String?

    @Option(parsing: .unconditional, help: "Most replications of a point.")
    var mostReplications = 1000

    @Option(
        parsing: .unconditional, help: "Replications in each round of the staffing search.")
    var staffingReplications = 40

    @Option(
        help: ArgumentHelp(
            "Also hold calls of the first, the middle and the last point at this fidelity: bank.",
            discussion: """
                The calls are those that the bank of decodes was built of; the center plays them at both \
                fidelities, and the differences are shown.
                """))
    var anchors: AnchorFidelity?

    @OptionGroup var meltdown: MeltdownOptions

    @OptionGroup var joint: MultiFidelityOptions

    @Flag(
        help: """
            Print JSON (calltwin.projection/1, calltwin.meltdown/1 or, by two fidelities, \
            calltwin.multifidelity/2).
            """)
    var json = false

    func validate() throws {
        for (option, count) in [
            ("--most-replications", mostReplications),
            ("--staffing-replications", staffingReplications),
        ] where count < 2 {
            throw ValidationError("\(option) \(count): at least 2 are needed for an interval")
        }
        if anchors != nil, meltdown.meltdown || joint.isAsked {
            throw ValidationError("--anchors has no effect with --meltdown or --fidelity")
        }
        let idle: [(isGiven: Bool, option: String)] = [
            (!vary.isEmpty, "--vary"), (!choose.isEmpty, "--choose"),
            (halfWidth != nil, "--half-width"), (joint.isAsked, "--fidelity"),
        ]
        if meltdown.meltdown, let first = idle.first(where: \.isGiven) {
            throw ValidationError("\(first.option) has no effect with --meltdown")
        }
        if joint.isAsked, !choose.isEmpty {
            throw ValidationError("--choose has no effect with --fidelity")
        }
    }

    func run() async throws {
        if meltdown.meltdown {
            return try await meltdown.run(options, output: output, json: json)
        }
        let scenario = try options.read()
        if joint.isAsked { return try await joinFidelities(scenario) }
        let request = try request(scenario)
        if let output { try ResultFile.prepare(folder: output) }
        let bar = ProgressBar("projection")
        var result: ProjectionResult
        do {
            // First, as a bank that lacks the calls is seen at once.
            var anchored: [AnchorPoint] = []
            if let anchors {
                anchored = try await AnchorStudy(request, fidelity: anchors.rawValue).result()
            }
            result = try await Projector(request) { bar.show($0) }.result()
            result.anchors = anchored
        } catch let error as ScenarioError {
            throw CommandFailure(error)
        } catch let error as MultiFidelityError {
            throw CommandFailure(.badData, "\(error)", at: options.scenario)
        } catch let error as ProjectionError {
            throw CommandFailure(.badData, "\(error)", at: options.scenario)
        }
        let populations = VoiceReportOptions.populations(scenario)
        let document = ResultJSON.projection(result, populations: populations).text(lines: 3)
        if let output {
            try ResultFile.write(
                ProjectionPage.html(result, populations: populations), to: "\(output)/report.html")
            try ResultFile.write(document + "\n", to: "\(output)/projection.json")
            try ResultFile.write(ProjectionTable.csv(result), to: "\(output)/projection.csv")
        }
        try StandardOutput.line(json ? document : text(result, populations))
        if let output { StandardError.line("report: \(output)/report.html") }
    }

    private func text(
        _ result: ProjectionResult, _ populations: [VoiceReport.Population]
    ) -> String {
        var text = ProjectionTable.headline(result) + "\n\n" + ProjectionTable.text(result)
        for note in ProjectionTable.populationNotes(result, populations) { text += "\n\(note)\n" }
        text += FindingsTable.text(result) + VarianceTable.text(result) + AnchorTable.text(result)
        let assumed = ProjectionTable.assumedText(result)
        if !assumed.isEmpty {
            text += "\nAssumed inputs, with elasticities at the first point:\n" + assumed
        }
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    private func request(_ scenario: Scenario) throws(CommandFailure) -> ProjectionRequest {
        let plan = scenario.project
        let axes = try axes(plan)
        guard let hold = plan?.holdAbandonmentRate else {
            throw CommandFailure(
                .badData,
                "the scenario has no target to staff for; known: project: {hold:"
                    + " {abandonmentRate: 5%}}",
                at: options.scenario)
        }
        var goal = plan?.halfWidthAbandonmentRate ?? 0.005
        if let halfWidth,
            let stated = try HalfWidthGoal(
                "abandonmentRate=" + halfWidth, option: "--half-width")
        {
            goal = stated.halfWidth
        }
        let least = min(max(plan?.replications ?? 20, 2), mostReplications)
        return ProjectionRequest(
            scenario: scenario, axes: axes, largestAbandonment: hold,
            groups: plannedGroups(scenario),
            seed: options.seed ?? scenario.seed, jobs: options.workers, halfWidth: goal,
            replications: least...mostReplications, staffingReplications: staffingReplications,
            chosen: try chosen(axes, plan))
    }

    private func chosen(
        _ axes: [ProjectionAxis], _ plan: ProjectPlan?
    ) throws(CommandFailure) -> [String] {
        let known = axes.map(\.path)
        for path in choose where !known.contains(path) {
            throw CommandFailure.usage(
                "--choose '\(path)' is no axis; known: " + known.joined(separator: ", "))
        }
        if !choose.isEmpty { return choose }
        // Axes of --vary replace the scenario's, and with them what it chooses.
        return (plan?.choose ?? known.filter { $0.contains(".fallback.") }).filter(known.contains)
    }

    /// The groups that voice agents hand over to; all groups when none does.
    func plannedGroups(_ scenario: Scenario) -> [Int] {
        let targets = Set(scenario.escalateTo.compactMap { $0.map { Int($0.rawValue) } })
        return targets.isEmpty ? Array(scenario.center.agentGroups.indices) : targets.sorted()
    }

    func axes(_ plan: ProjectPlan?) throws(CommandFailure) -> [ProjectionAxis] {
        guard vary.isEmpty else {
            var axes: [ProjectionAxis] = []
            for text in vary {
                let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
                let values =
                    parts.last?.split(separator: ",", omittingEmptySubsequences: false)
                    .map(String.init) ?? []
                guard parts.count == 2, !values.contains("") else {
                    throw CommandFailure.usage("--vary '\(text)'; known: PATH=V1,V2,…")
                }
                try checkAxis(parts[0], values, known: axes)
                axes.append(ProjectionAxis(path: parts[0], values: values))
            }
            return axes
        }
        guard let plan, !plan.axes.isEmpty else {
            throw CommandFailure(
                .badData, "the scenario has no project: {axes: …} and no --vary was given",
                at: options.scenario)
        }
        return plan.axes.map { ProjectionAxis(path: $0.path, values: $0.values) }
    }

    /// Refuses axes of which one undoes the other.
    private func checkAxis(
        _ path: String, _ values: [String], known axes: [ProjectionAxis]
    ) throws(CommandFailure) {
        if axes.contains(where: { $0.path == path }) {
            throw .usage(
                "--vary \(path) is given twice; give all its values in one: \(path)=V1,V2,…")
        }
        for (place, value) in values.enumerated() where values.prefix(place).contains(value) {
            throw .usage("--vary \(path): the value \(value) is given twice")
        }
        if options.set.contains(where: { $0.hasPrefix(path + "=") }) {
            throw .usage("--set \(path) has no effect: --vary gives it other values")
        }
    }
}
