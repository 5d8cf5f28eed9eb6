import ArgumentParser
import Calibration
import ContactCenterEvents
import EventLog
import Foundation
import Projections
import Reporting
import RunLogs
import Scenarios
import Statistics
import TwinPrimitives

/// Fits a scenario to a log.
struct CalibrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate",
        abstract: "Fit a scenario to a recorded log or to a pilot, with a fit report.",
        discussion: """
            Arrivals by weekday and interval, patience from censored waits, service times, redials \
            and the weight of priorities are read off the log. Presence of agents is inferred from \
            their contacts; one factor on it, the availability, is found by simulation so that the \
            twin abandons as the log does.

            With --sessions a pool of voice agents is fitted to some hundred sessions of a pilot, of \
            any vendor; the report says how well, what it may mean at volume, and what its columns \
            do not tell.

            Examples:
              calltwin calibrate out/bank -o models/bank-1999.yaml --desk internet
              calltwin calibrate --sessions traces/pilot-synthetic/pilot.csv -o out/pilot.yaml
            """)

    @Argument(help: "Directory of the log; none with --sessions.")
    var log: String?

    @OptionGroup var pilot: PilotOptions

    @Option(name: [.short, .long], help: "Scenario file to write.")
    var output: String

    @Option(help: "Name of the scenario.")
    var name = "Fitted center"

    @Option(help: "Time zone to note in the calendar.")
    var zone: String?

    @Option(
        help: """
            Contact type that only some agents serve: its order of service says nothing of \
            priorities; may be repeated.
            """)
    var desk: [String] = []

    @Option(
        parsing: .unconditional,
        help: """
            Replications of each trial of the availability, and of the comparison; 20 when left \
            out.
            """)
    var replications: Int?

    @Option(parsing: .unconditional, help: "Seed of the random streams.")
    var seed: UInt64 = 1999

    @OptionGroup var processors: WorkerOptions

    @Flag(help: "Print JSON (calltwin.calibration/1, or calltwin.pilot/1 with --sessions).")
    var json = false

    private static let usualReplications = 20

    func validate() throws {
        if let replications, replications < 2 {
            throw ValidationError("--replications \(replications): at least 2 are needed")
        }
        if (log == nil) == (pilot.sessions == nil) {
            throw ValidationError("either a log or --sessions FILE is needed, and not both")
        }
        for (name, isGiven) in [
            ("--zone", zone != nil), ("--desk", !desk.isEmpty),
            ("--replications", replications != nil),
        ] where isGiven && pilot.sessions != nil {
            throw ValidationError("\(name) has no effect with --sessions")
        }
    }

    func run() async throws {
        if let sessions = pilot.sessions {
            return try await pilot.run(
                sessions, output: output, name: name, seed: seed, json: json)
        }
        try await run(log ?? "")
    }

    private func run(_ log: String) async throws {
        let (history, tally, description) = try read(log)
        try ResultFile.prepare(file: output)
        let center: CalibratedCenter
        let observed: ReplicatedEstimate
        do {
            center = try calibrator(description).calibrate(history, description: description)
            guard let rate = TwinComparison.observed("abandonmentRate", log: tally) else {
                throw CommandFailure(.badData, "nobody in the log sought a person", at: log)
            }
            observed = rate
        } catch let error as CalibrationError {
            throw CommandFailure(.badData, "\(error)", at: log)
        }
        let workers = processors.workers
        let draft = try scenario(center, availability: .assumed, log).scenario
        let availability = try await AvailabilitySearch(
            draft, replications: replications ?? Self.usualReplications, seed: seed, jobs: workers
        ).availability(matching: observed)
        guard !availability.isOutOfReach else {
            throw CommandFailure(
                .badData,
                "no availability from 50 % to 200 % of the inferred presence abandons like the log;"
                    + " the log's agents do not explain its queue",
                at: log)
        }
        let (text, fitted) = try scenario(center, availability: availability, log)
        let comparison = try await TwinComparison(
            log: tally, scenario: fitted, replications: replications ?? Self.usualReplications,
            seed: seed, jobs: workers)
        try ResultFile.write(text, to: output)
        let report = CalibrationReport(
            center, availability: availability, comparison: comparison)
        try StandardOutput.line(json ? report.json.text(lines: 2) : report.text)
        StandardError.line("scenario: \(output)")
    }

    private func calibrator(_ description: RunDescription) throws -> CenterCalibrator {
        var calibrator = CenterCalibrator(hazard: try PiecewiseHazardFitter())
        let types = try desk.map { name in
            guard let number = description.contactTypes.firstIndex(of: name) else {
                throw CommandFailure.usage(
                    "--desk \(name): no such contact type; known: "
                        + description.contactTypes.joined(separator: ", "))
            }
            return ContactTypeID(UInt16(number))
        }
        calibrator.headStartFitter = HeadStartFitter(ignoredTypes: types)
        return calibrator
    }

    /// The scenario as text, and as it reads back.
    private func scenario(
        _ center: CalibratedCenter, availability: Availability, _ log: String
    ) throws -> (text: String, scenario: Scenario) {
        let text: String
        do {
            text = try ScenarioText(
                center, name: name, zone: zone, availability: availability
            ).yaml()
        } catch {
            throw CommandFailure(.badData, "\(error)", at: log)
        }
        do {
            return (text, try Scenario(text: text, path: output))
        } catch {
            throw CommandFailure(error)
        }
    }

    private func read(_ log: String) throws -> (ContactHistory, CenterTally, RunDescription) {
        do {
            guard var description = try LogReplay.description(of: log) else {
                throw CommandFailure(
                    .badData, "the log does not say what its numbers mean", at: log)
            }
            let stated = description
            description.intervalSeconds = 86_400
            var sink = HistoryAndFold(
                fold: CenterFold(
                    try CenterFoldConfiguration(description, perInterval: true)))
            let result = try LogReplay.run(log, into: &sink, verification: .chain)
            if let complaint = result.ending.complaint {
                throw CommandFailure(
                    .damagedLog, complaint + "; a day cut short cannot be fitted", at: log)
            }
            return (sink.history, sink.fold.tally(), stated)
        } catch let error as EventLogError {
            throw CommandFailure(error)
        } catch let error as ProjectionError {
            throw CommandFailure(.badData, "\(error)", at: log)
        }
    }

    /// Gathers the contacts and folds the figures in one pass.
    private struct HistoryAndFold: EventSink, ~Copyable {
        var history = ContactHistory()
        var fold: CenterFold

        init(fold: consuming CenterFold) { self.fold = fold }

        mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
            history.record(event, at: time)
            fold.record(event, at: time)
        }
    }
}
