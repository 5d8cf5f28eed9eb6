import ArgumentParser
import Calibration
import Foundation
import Projections
import Reporting
import Scenarios
import TwinPrimitives

/// What `calibrate --sessions` takes, and what it does.
struct PilotOptions: ParsableArguments {
    @Option(
        help: """
            Fit a pool of voice agents to a pilot's sessions instead: a CSV file with the columns \
            outcome, duration, turns and, where told, latencies, latencyP50, latencyP95, \
            misunderstood, wrongAction, cameBack, reason, start.
            """)
    var sessions: String?

    @Option(
        help: "With --sessions: name of a column in the file, COLUMN=NAME; may be repeated.")
    var column: [String] = []

    @Option(help: "With --sessions: scenario whose pool is replaced by the fitted one.")
    var into: String?

    @Option(help: "With --sessions and --into: the pool to replace; the only one when left out.")
    var pool: String?

    @Option(
        parsing: .unconditional,
        help: "With --sessions: sessions a day that exposure is told for; 50000 when left out.")
    var volume: Double?

    /// What a scenario's name gets that cannot be read.
    private static let rejectedEnding = ".rejected"
    /// Rows left out that are named one by one.
    private static let mostNamed = 20

    func validate() throws {
        guard sessions == nil else {
            if let volume, !(volume >= 1 && volume <= 1e9) {
                throw ValidationError("--volume \(volume): from 1 to 1000000000")
            }
            if pool != nil, into == nil {
                throw ValidationError("--pool has no effect without --into")
            }
            return
        }
        for (name, isGiven) in [
            ("--column", !column.isEmpty), ("--into", into != nil), ("--pool", pool != nil),
            ("--volume", volume != nil),
        ] where isGiven {
            throw ValidationError("\(name) has no effect without --sessions")
        }
    }

    /// Fits, writes the scenario and prints the report.
    func run(_ path: String, output: String, name: String, seed: UInt64, json: Bool) async throws {
        let file = try read(path)
        let base = try into.map { (path: $0, text: try Self.fileText($0)) }
        try ResultFile.prepare(file: output)
        let fit = PilotFitter(file).fit()
        let volume = volume ?? PilotScenario.usualVolume
        let writer = PilotScenario(fit, file)
        var text = writer.standAlone(name: name, volume: volume)
        if let base {
            do throws(PilotScenarioError) {
                text = try writer.merged(into: base.text, pool: pool)
            } catch {
                throw CommandFailure(.badData, error.description, at: base.path)
            }
        }
        // A scenario that cannot be read is kept beside, as what is wrong with it is told by its lines.
        let isSound = (try? Scenario(text: text, path: output)) != nil
        let path = isSound ? output : output + Self.rejectedEnding
        try ResultFile.write(text, to: path)
        do throws(ScenarioError) {
            _ = try Scenario(text: text, path: path)
        } catch {
            throw CommandFailure(error)
        }
        let comparison: PilotComparison
        do throws(ProjectionError) {
            comparison = try await PilotComparer(
                file, seed: seed, jobs: ProcessInfo.processInfo.activeProcessorCount
            ).compare()
        } catch {
            throw CommandFailure(.badData, "\(error)", at: path)
        }
        let report = PilotReport(file, fit, comparison, volume: volume)
        var lines = report.text
        while lines.hasSuffix("\n") { lines.removeLast() }
        try StandardOutput.line(json ? report.json.text(lines: 2) : lines)
        StandardError.line("scenario: \(output)")
    }

    private func read(_ path: String) throws -> PilotFile {
        let names = try column.map { text throws(CommandFailure) -> (String, String) in
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2 else {
                throw .usage("--column '\(text)'; known: COLUMN=NAME")
            }
            return (parts[0], parts[1])
        }
        let text = try Self.fileText(path)
        let file: PilotFile
        do throws(PilotError) {
            file = try PilotReader(names: names.map { (column: $0.0, name: $0.1) })
                .read(text, path: path)
        } catch {
            if case .unknownColumn = error { throw CommandFailure.usage("--column: \(error)") }
            throw CommandFailure(.badData, error.description, at: error.location?.description)
        }
        for doubt in file.doubts { StandardError.line("note: " + doubt) }
        for problem in file.problems.prefix(Self.mostNamed) {
            StandardError.line(problem)
        }
        if file.problems.count > Self.mostNamed {
            StandardError.line("… and \(file.problems.count - Self.mostNamed) more")
        }
        return file
    }

    private static func fileText(_ path: String) throws(CommandFailure) -> String {
        let data: Data
        do {
            data = try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw CommandFailure(.noInput, "the file cannot be read", at: path)
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure(.badData, "the file is not text in UTF-8", at: path)
        }
        return text
    }
}
