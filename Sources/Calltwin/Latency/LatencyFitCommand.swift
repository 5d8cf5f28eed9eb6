import ArgumentParser
import Calibration
import ModelReading
import Reporting

/// Fits stages to measured times.
struct LatencyFitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Fit stages of voice agents' answers to measured times.",
        discussion: """
            FILE is a table with a header and commas (columns stage, seconds or milliseconds, and perhaps \
            call), or OpenTelemetry spans as OTLP JSON (one document, or one a line): a span's name is \
            its stage, its trace the call. Each stage gets a lognormal body, stalls where there are \
            more long times than the body explains, and the share of its variance that a call's requests \
            have in common.

            Example:
              calltwin latency fit spans.json --call-attribute session.id -o stages.yaml
            """)

    /// Longest file of measured times: a million spans are some 500 MB.
    private static let limitBytes = 1 << 30

    @Argument(help: "File of measured times.")
    var file: String

    @Option(help: "Attribute of a span that names its call; its trace when left out.")
    var callAttribute: String?

    @Option(name: [.short, .long], help: "YAML file to write, a part of a scenario.")
    var output: String?

    @Flag(help: "Print JSON (calltwin.latency-fit/1).")
    var json = false

    func run() throws {
        if let output { try ResultFile.prepare(file: output) }
        let text: String
        do throws(ModelReadingError) {
            text = try TextFile(path: file, limitBytes: Self.limitBytes).text
        } catch {
            throw CommandFailure(.noInput, error.problem, at: file)
        }
        if callAttribute != nil, text.first(where: { !$0.isWhitespace }) != "{" {
            throw CommandFailure.usage(
                "--call-attribute has no effect: \(file) is a table, whose column call names calls")
        }
        let fits: [StageFit]
        do {
            let samples = try StageSamples(text: text, path: file, callAttribute: callAttribute)
            fits = try samples.stages.map { try StageFitter.fit($0.name, $0.samples) }
        } catch let error as StageSampleError {
            throw CommandFailure(.badData, error.problem, at: error.place)
        } catch let error as CalibrationError {
            throw CommandFailure(.badData, "\(error)", at: file)
        }
        let report = StageFitReport(fits)
        if let output {
            try ResultFile.write(StageFragment.yaml(fits, source: file), to: output)
        }
        try StandardOutput.line(
            json ? JSONValue.object(report.members).text(lines: 2) : report.text)
    }
}
