import ArgumentParser
import ContactCenterEvents
import EventLog
import Projections
import Reporting
import RunLogs
import TwinPrimitives

/// A log becomes figures again.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Verify an event log, fold it and print its figures.",
        discussion: """
            One and the same code counts a live simulation, a simulated log and a recorded log. \
            What concerns a contact counts in the day or interval in which it arrived.

            Examples:
              calltwin replay out/bank --by day
              calltwin replay out/bank --kpis abandonmentRate,timeToResolutionP90 --by interval
              calltwin replay out/bank --at 1999-08-16T10:30:00
            """)

    /// What gets a table of its own.
    enum Grouping: String, ExpressibleByArgument, CaseIterable {
        case day, interval
    }

    @Argument(help: "Directory of the log.")
    var log: String

    @Option(help: "Also the figures of each day, or of each interval.")
    var by: Grouping?

    @Option(
        help: ArgumentHelp(
            "Only these indicators, comma between, by the names of docs/kpis.md.",
            valueName: "names"))
    var kpis: String?

    @Option(
        help:
            "Instead, who is where at an instant: local time 1999-08-16T10:30:00, or seconds from the start."
    )
    var at: String?

    @OptionGroup var voice: VoiceReportOptions

    @Flag(help: "Print JSON (calltwin.kpis/1, or calltwin.state/1 with --at).")
    var json = false

    func run() throws {
        if voice.attribute != nil {
            throw CommandFailure.usage(
                "--attribute has no effect: a log has no dialogue to hold again; use calltwin run")
        }
        if at != nil, voice.isGiven {
            throw CommandFailure.usage(
                "--show-contacts and --return-within have no effect with --at")
        }
        if at != nil, by != nil { throw CommandFailure.usage("--at and --by exclude each other") }
        if kpis != nil, voice.showContacts != nil {
            throw CommandFailure.usage(
                "--show-contacts has no effect with --kpis, which tells those alone")
        }
        if at != nil, kpis != nil { throw CommandFailure.usage("--kpis has no effect with --at") }
        let description = try readDescription()
        if let at {
            try printState(description, at: at)
        } else {
            try printFigures(description)
        }
    }

    private func readDescription() throws(CommandFailure) -> RunDescription {
        let description: RunDescription?
        do throws(EventLogError) {
            description = try LogReplay.description(of: log)
        } catch {
            throw CommandFailure(error)
        }
        guard let description else {
            throw CommandFailure(.badData, "the log does not say what its numbers mean", at: log)
        }
        return description
    }

    private func configuration(
        _ description: RunDescription, _ perInterval: Bool
    ) throws(CommandFailure) -> CenterFoldConfiguration {
        do throws(ProjectionError) {
            return try CenterFoldConfiguration(description, perInterval: perInterval)
        } catch {
            throw CommandFailure(.badData, line: "\(log): \(error)")
        }
    }

    private func printFigures(_ logged: RunDescription) throws {
        var description = logged
        if by == .day { description.intervalSeconds = 86_400 }
        let selection = try KPIOptions.selection(kpis)
        var sink = FigureSink(fold: CenterFold(try configuration(description, by != nil)))
        sink.journeys = try voice.request(logged, sink.fold.configuration, selection)
            .map { JourneyFold($0) }
        // Hours of segments lie on the log's own intervals, which days hide.
        if logged.hasSegmentsByTime, by != .interval {
            sink.intervals = SinkReceiver(CenterFold(try configuration(logged, true)))
        }
        let result: ReplayResult
        do throws(EventLogError) {
            result = try LogReplay.run(log, into: &sink, verification: .chain)
        } catch {
            throw CommandFailure(error)
        }
        warn(of: result.ending)
        var tally = sink.fold.tally()
        tally.journeys = sink.journeys?.result
        let segments = (sink.intervals?.sink.tally() ?? tally)
            .kpiRows(
                names: logged, selection,
                by: by == .interval ? [.segment, .interval] : .segment)
        let report = ReplayReport(
            description, tally, segments: segments.filter { $0.segment != nil },
            voice: voice.report(logged, tally.journeys), selection)
        if let name = report.absent.first {
            throw CommandFailure.usage(
                "--kpis \(name): this log cannot tell it: logs hold no prices, and one without voice "
                    + "agents no journeys; use calltwin run")
        }
        if json {
            let document = report.json(runID: "\(result.logID)", seed: sink.run?.seed ?? 0)
            print(document.text(lines: 2))
            return
        }
        let count = NumberText.grouped(Int(clamping: result.eventCount))
        print("\(description.name): \(count) events, verified, chain head \(result.chainHead)\n")
        print(report.text, terminator: "")
    }

    private func printState(_ description: RunDescription, at text: String) throws {
        guard let instant = CivilClock(description).instant(text) else {
            throw CommandFailure.usage(
                "instant '\(text)'; known: seconds from the start"
                    + (description.start.map { ", or local time from \($0)" } ?? ""))
        }
        var projection = StateProjection(try configuration(description, false), at: instant)
        do throws(EventLogError) {
            var replayer = try LogReplayer(log, verification: .chain)
            while !projection.isSettled, try replayer.next(into: &projection) {}
        } catch {
            throw CommandFailure(error)
        }
        let report = StateReport(description, projection.state)
        print(json ? report.json.text(lines: 2) + "\n" : report.text, terminator: "")
    }

    private func warn(of ending: LogEnding) {
        switch ending {
        case .complete: break
        case .open:
            StandardError.line("\(log): warning: the log was not finished; figures are of its part")
        case .torn(let tail):
            StandardError.line(
                "\(tail.path): warning: the log breaks off at byte \(tail.offset): \(tail.reason)")
        }
    }

    /// The folds, and the run that the log tells of.
    private struct FigureSink: EventSink, ~Copyable {
        var fold: CenterFold
        /// Counts the log's own intervals too, where segments need them beside others.
        var intervals: SinkReceiver<CenterFold>?
        /// Follows contacts to their end, where there are voice agents.
        var journeys: JourneyFold?
        var run: RunStarted?

        init(fold: consuming CenterFold) { self.fold = fold }

        mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
            if case .runStarted(let started) = event { run = started }
            fold.record(event, at: time)
            intervals?.sink.record(event, at: time)
            journeys?.record(event, at: time)
        }
    }
}
