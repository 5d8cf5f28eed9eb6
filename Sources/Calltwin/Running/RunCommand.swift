import ArgumentParser
import ContactCenterEvents
import EventLog
import Experiments
import Projections
import Reporting
import Scenarios
import TwinPrimitives
import VoiceAgents

/// Simulates a scenario.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Simulate a scenario and print its figures with intervals.",
        discussion: """
            Replications are independent; intervals are 95 % Student-t intervals. The same scenario \
            and seed give the same bytes, whatever the number of jobs.

            Examples:
              calltwin run models/bank-1999.yaml --replications 20
              calltwin run models/bank-1999.yaml --until-half-width abandonmentRate=0.5%
              calltwin run models/bank-1999.yaml --kpis abandonmentRate,meanWait --by interval
              calltwin run models/bank-1999.yaml --antithetic
              calltwin run steady.yaml --batch-means
              calltwin run models/bank-dialogue.yaml --show-contacts 5 --report out/run.html
            """)

    private static let mostReplicationsOfGoal = 10_000
    private static let usualReplications = 20

    @OptionGroup var options: ScenarioOptions

    @OptionGroup var measures: KPIOptions

    @Option(
        parsing: .unconditional,
        help: "Replications (with --until-half-width: at least); 20 when left out.")
    var replications: Int?

    @Option(help: "Add replications until an indicator's half-width is reached: KPI=VALUE.")
    var untilHalfWidth: String?

    @Option(
        parsing: .unconditional,
        help: "Most replications with --until-half-width; 10 000 when left out.")
    var mostReplications: Int?

    @OptionGroup var mode: RunMode

    @Option(help: "Write the event log of the first replication into this new directory.")
    var log: String?

    @Flag(help: "With --log: one log for each replication, in numbered directories.")
    var logAll = false

    @OptionGroup var voice: VoiceReportOptions

    @Option(help: "Write the figures as a page: FILE.html.")
    var report: String?

    @Flag(help: "Print JSON (calltwin.kpis/1).")
    var json = false

    @Flag(help: "Also CPU time, events and memory; these depend on the machine.")
    var timing = false

    /// Replications to start with.
    private var firstReplications: Int { replications ?? Self.usualReplications }

    func validate() throws {
        if let replications, replications < 1 {
            throw ValidationError("--replications \(replications): at least 1 is needed")
        }
        try mode.checkPairs(firstReplications, option: "--replications")
        if let mostReplications {
            if untilHalfWidth == nil {
                throw ValidationError(
                    "--most-replications has no effect without --until-half-width")
            }
            if mostReplications < firstReplications {
                throw ValidationError(
                    "--most-replications \(mostReplications) is below --replications"
                        + " \(firstReplications)")
            }
            try mode.checkPairs(mostReplications, option: "--most-replications")
        }
        if logAll, log == nil { throw ValidationError("--log-all has no effect without --log") }
        if logAll, mode.antithetic {
            throw ValidationError(
                "--log-all with --antithetic: a log cannot say that its run is mirrored; --log"
                    + " writes the first replication, which is not")
        }
        guard mode.batchMeans else { return }
        for (isGiven, name) in [
            (replications != nil, "--replications"), (untilHalfWidth != nil, "--until-half-width"),
            (logAll, "--log-all"), (report != nil, "--report"),
            (voice.isGiven, "--show-contacts, --return-within or --attribute"),
        ] where isGiven {
            throw ValidationError("\(name) has no effect with --batch-means: there is one long run")
        }
    }

    func run() async throws {
        let scenario = try options.read()
        let seed = options.seed ?? scenario.seed
        let meter = ResourceMeter()
        let goal = try HalfWidthGoal(untilHalfWidth)
        let selection = try measures.selection()
        let breakdown = try measures.breakdown(
            hasSegments: scenario.description.segments != nil)
        try checkPlaces(goal, selection)
        let runner = try makeRunner(scenario, seed: seed, selection, breakdown)
        let writer = log.map {
            RunLogWriter(runner, scenario: scenario, directory: $0, numbered: logAll)
        }
        // Logs come first: a place that cannot be written is found before anything long.
        let simulate = simulation(scenario, runner, selection, breakdown)
        let logged =
            try writer?.write(logAll ? 0..<firstReplications : 0..<1, simulate: simulate) ?? []
        if mode.batchMeans {
            let result = try mode.longRun(
                scenario, seed: seed, selection, by: breakdown, at: options.scenario)
            try judge(RunCounts(result.tally), scenario)
            return try report(
                result, scenario, seed: seed,
                timing: timing ? meter.read(RunCounts(result.tally)) : nil)
        }
        let bar = ProgressBar("replications")
        let most = mostReplications ?? Self.mostReplicationsOfGoal
        var found = Replicated(series: KPISeries(antithetic: mode.antithetic))
        logged.forEach { found.add($0) }
        var next = firstReplications
        while true {
            let results = await runner.map(found.series.count..<next) { simulate($0, []) }
            results.forEach { found.add($0) }
            bar.show(Double(found.series.count) / Double(next))
            guard let goal, let more = try goal.more(for: found.series, most: most),
                found.series.count < most
            else { break }
            next = more
        }
        if logAll, found.series.count > firstReplications {
            _ = try writer?.write(firstReplications..<found.series.count) {
                _ = runner.tally($0, alsoTo: $1)
            }
        }
        try judge(found.counts, scenario)
        try report(
            scenario, found, runner,
            voice.report(scenario, found.journeys),
            voice.attribution(scenario, runner, workers: options.workers),
            timing: timing ? meter.read(found.counts) : nil)
        if let goal, !goal.isMet(by: found.series) {
            throw CommandFailure(
                .runFailed,
                "\(goal.kpi): the half-width \(goal.text) was not reached with"
                    + " \(found.series.count) replications")
        }
    }

    /// What is kept of a replication.
    private typealias Kept = (
        rows: [KPIRow], counts: RunCounts, journeys: JourneyResult?,
        interventions: [Intervention], timeline: CenterTimeline?
    )

    /// What is kept of all replications; journeys and timeline are those of the first.
    private struct Replicated {
        var series: KPISeries
        var counts = RunCounts()
        var journeys: JourneyResult?
        var interventions = InterventionSeries()
        var timeline: CenterTimeline?

        mutating func add(_ kept: Kept) {
            series.append(kept.rows)
            counts.add(kept.counts)
            journeys = journeys ?? kept.journeys
            interventions.append(kept.interventions)
            timeline = timeline ?? kept.timeline
        }
    }

    /// Simulates a replication, whose events others may receive too.
    private func simulation(
        _ scenario: Scenario, _ runner: ReplicationRunner, _ selection: KPISelection,
        _ breakdown: KPIBreakdown
    ) -> @Sendable (Int, [any EventReceiver]) -> Kept {
        let isFollowed = !scenario.plan.isEmpty
        let hasPage = report != nil
        return { replication, receivers in
            let fold = SinkReceiver(InterventionFold())
            let timeline =
                isFollowed && hasPage && replication == 0
                ? SinkReceiver(
                    TimelineFold(until: runner.fold.horizon, pools: scenario.voicePools.count))
                : nil
            let tally = runner.tally(
                replication,
                alsoTo: receivers + (isFollowed ? [fold] : []) + (timeline.map { [$0] } ?? []))
            return (
                tally.kpiRows(
                    names: scenario.description, prices: scenario.prices, selection,
                    by: breakdown),
                RunCounts(tally), tally.journeys, fold.sink.interventions,
                timeline?.sink.timeline
            )
        }
    }

    /// Refuses a goal that is not kept, and a page that cannot be written, before anything long.
    private func checkPlaces(
        _ goal: HalfWidthGoal?, _ selection: KPISelection
    ) throws(CommandFailure) {
        if let goal, !selection.contains(goal.kpi) {
            throw CommandFailure.usage(
                "--until-half-width: \(goal.kpi) is not among --kpis; add it there")
        }
        if let report { try ResultFile.prepare(file: report) }
    }

    private func makeRunner(
        _ scenario: Scenario, seed: UInt64, _ selection: KPISelection,
        _ breakdown: KPIBreakdown
    ) throws(CommandFailure) -> ReplicationRunner {
        let hasHours = breakdown.contains(.segment) && scenario.description.hasSegmentsByTime
        var runner: ReplicationRunner
        do throws(ProjectionError) {
            runner = try ReplicationRunner(
                scenario.twin, seed: seed, jobs: options.workers,
                perInterval: breakdown.contains(.interval) || hasHours, parts: selection.parts,
                antithetic: mode.antithetic)
        } catch {
            throw CommandFailure(.badData, "\(error)", at: options.scenario)
        }
        runner.journeys = try voice.request(scenario, runner.fold, selection)
        if hasHours, lastInterval(of: runner.fold) >= runner.fold.maximumIntervals {
            throw CommandFailure(
                .badData,
                "segments with hours need every reporting interval kept apart, of which there can be"
                    + " \(runner.fold.maximumIntervals): use a longer calendar.interval, or --by"
                    + " type,group", at: options.scenario)
        }
        return runner
    }

    /// Refuses runs that a bank of decodes did not cover, and says what it lacked, and that contacts were
    /// left, as when shifts end before the arrivals do.
    private func judge(_ counts: RunCounts, _ scenario: Scenario) throws(CommandFailure) {
        try options.checkCoverage(scenario)
        let lookups = scenario.bankLookups
        if lookups.missed > 0 {
            StandardError.line(
                "\(options.scenario): warning: \(NumberText.grouped(lookups.missed)) of"
                    + " \(NumberText.grouped(lookups.all)) utterances are not in the bank: they were"
                    + " heard through its channel of words")
        }
        guard counts.stillInside > 0 else { return }
        let (left, all) = (Int(counts.stillInside), Int(counts.contacts))
        StandardError.line(
            "\(options.scenario): warning: \(NumberText.grouped(left)) of"
                + " \(NumberText.grouped(all)) contacts wait for ever: nobody who may take them"
                + " comes back before the run ends")
    }

    private func report(
        _ scenario: Scenario, _ found: Replicated, _ runner: ReplicationRunner,
        _ voice: VoiceReport, _ attribution: AttributionTable?, timing: ResourceReading?
    ) throws {
        let (series, counts) = (found.series, found.counts)
        let followed = InterventionTable(found.interventions, scenario: scenario)
        let seed = runner.seed
        let estimates = series.estimates()
        let responses = counts.responses.map {
            ResponseReport($0, names: scenario.description, replications: series.count)
        }
        if let report {
            try ResultFile.write(
                RunPage.html(
                    estimates, scenario: scenario.name, replications: series.count, seed: seed,
                    voice: voice, causes: attribution?.rows ?? [], responses: responses,
                    interventions: followed, timeline: found.timeline), to: report)
            StandardError.line("report: \(report)")
        }
        if json {
            var members = ResultJSON.kpis(
                estimates, scenario: scenario.name,
                runID: RunIdentity.id(scenario.twin, seed: seed), seed: seed,
                replications: series.count, stillInside: counts.stillInside)
            members += voice.members(estimates)
            if let attribution { members.append(("attribution", attribution.json)) }
            members.append(("assumed", ResultJSON.assumed(scenario.assumed)))
            if !followed.isEmpty { members.append(("interventions", followed.json)) }
            if mode.antithetic { members.append(("antithetic", .bool(true))) }
            if let responses { members.append(("responses", .object(responses.members))) }
            if let timing { members.append(("timing", timing.json)) }
            try StandardOutput.line(JSONValue.object(members).text(lines: 2))
            return
        }
        let text = RunReport.text(
            estimates, scenario: scenario.name, replications: series.count,
            antithetic: mode.antithetic, seed: seed, assumed: scenario.assumed,
            intervals: intervalNames(scenario, runner), voice: voice,
            interventions: followed.text)
        let stages = responses.map { "\n\n" + $0.text } ?? ""
        let causes = (attribution?.lines ?? []).map { "\n" + $0 }.joined()
        try StandardOutput.line(
            text + stages + causes + (timing.map { "\n" + $0.text } ?? ""))
    }

    /// Number of the interval in which the horizon ends.
    private func lastInterval(of fold: CenterFoldConfiguration) -> Int {
        fold.intervalIndex(of: SimulationTime(nanoseconds: fold.horizon.nanoseconds - 1))
    }

    /// The start of each reporting interval before the horizon; none unless they are kept apart.
    private func intervalNames(_ scenario: Scenario, _ runner: ReplicationRunner) -> [String] {
        let fold = runner.fold
        guard fold.perInterval else { return [] }
        let clock = CivilClock(scenario.description)
        return (0...lastInterval(of: fold)).map { clock.text(max(fold.intervalStart($0), .zero)) }
    }

    private func report(
        _ result: BatchMeansResult, _ scenario: Scenario, seed: UInt64, timing: ResourceReading?
    ) throws {
        let report = BatchMeansReport(result, scenario: scenario, seed: seed)
        if json {
            let members = report.members + (timing.map { [("timing", $0.json)] } ?? [])
            return try StandardOutput.line(JSONValue.object(members).text(lines: 2))
        }
        try StandardOutput.line(report.text + (timing.map { "\n" + $0.text } ?? ""))
    }
}
