import ArgumentParser
import Conversations
import DecodeBank
import Reporting
import VoiceStudies

/// Fits error channels to a bank.
struct VoiceBankFitCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fit",
        abstract: "Fit the channels of words and meanings, and check them on what is left out.",
        discussion: """
            Each channel is checked by leaving out one voice at a time, and one condition at a time; all folds \
            are printed. A condition that is left out is predicted by the others together: what is rejected \
            there says how far a channel may not be carried.
            """)

    @Argument(help: "The bank (SQLite).")
    var bank: String

    @Option(help: "Callers file (YAML) that the bank was built of; by itself the one it names.")
    var callers: String?

    @Option(help: "Where the channels are written (JSON lines).")
    var out: String

    @Flag(help: "Print the checks as JSON (schema calltwin.bank-fit/1).")
    var json = false

    func run() throws {
        do {
            let fit = try BankFit(try UtteranceBank.open(path: bank), callers: callers)
            try fit.channels.write(to: out)
            let reports = try fit.checks()
            try StandardOutput.line(
                json
                    ? JSONValue.object([
                        ("schema", .string("calltwin.bank-fit/1")), ("bank", .string(bank)),
                        ("decodes", .integer(fit.decodes)), ("turns", .integer(fit.turns)),
                        ("checks", .array(reports.map(\.json))),
                    ]).text(lines: 3)
                    : reports.map(\.text).joined(separator: "\n"))
            if let least = reports.flatMap(\.folds).min(by: { $0.turns < $1.turns }) {
                let points = Int((100 * (try least.shareHalfWidth())).rounded())
                StandardError.line(
                    "smallest part left out: \(NumberText.counted(least.turns, "turn")); a share of them is "
                        + "known to ± \(points) points (95 %)")
            }
        } catch {
            throw CommandFailure(sound: error)
        }
    }
}

extension ChannelFitReport {
    /// All folds; probabilities as shares.
    fileprivate var json: JSONValue {
        .object([
            ("channel", .string(channel)), ("leftOut", .string(by)),
            ("rejected", .integer(rejected().count)),
            ("rejectedPosteriors", .integer(rejectedPosteriors().count)),
            ("testedPosteriors", .integer(testedPosteriors)),
            ("rates", .integer(folds.reduce(0) { $0 + $1.rates.count })),
            ("folds", .array(folds.map(\.json))),
        ])
    }
}

extension ChannelFitReport.Fold {
    fileprivate var json: JSONValue {
        .object([
            ("name", .string(leftOut)), ("turns", .integer(turns)),
            ("fittedTo", .integer(trainedOn)), ("logLikelihood", .number(logLikelihood)),
            ("saturated", .number(saturated)),
            (
                "brier",
                brier.map {
                    .object([
                        ("predicted", .number($0.predicted)), ("observed", .number($0.observed)),
                        ("standardError", .number($0.standardError)),
                    ])
                } ?? .null
            ),
            ("posteriors", .array(posteriors.map(Self.json))),
            (
                "wordErrorRate",
                wordErrorRates.map {
                    .object([
                        ("predicted", .number($0.predicted)), ("observed", .number($0.observed)),
                    ])
                } ?? .null
            ),
            (
                "rates",
                .array(
                    rates.map {
                        .object([
                            ("kind", .string($0.kind)), ("outcome", .string($0.outcome.rawValue)),
                            ("predicted", .number($0.predicted)),
                            ("count", .integer($0.count)), ("turns", .integer($0.turns)),
                            ("lower95", .number($0.lower)), ("upper95", .number($0.upper)),
                            ("pValue", .number($0.pValue)), ("pHolm", .number($0.correctedPValue)),
                        ])
                    })
            ),
        ])
    }

    private static func json(_ part: ChannelFitReport.Posterior) -> JSONValue {
        .object([
            ("kind", .string(part.kind)), ("outcome", .string(part.outcome.rawValue)),
            ("turns", .integer(part.turns)), ("fittedTo", .number(part.fittedTo)),
            ("predictedMean", .number(part.predictedMean)),
            ("observedMean", .number(part.observedMean)),
            ("distance", .number(part.distance)), ("bound95", .number(part.bound)),
            ("pValue", .optional(part.pValue)), ("pHolm", .optional(part.correctedPValue)),
        ])
    }
}
