import ContactCenterEvents
public import Experiments
import Projections
public import Scenarios

/// The figures of one long run, with the batches behind them.
public struct BatchMeansReport: Sendable {
    private let result: BatchMeansResult
    private let scenario: String
    private let runID: String
    private let horizonSeconds: Double
    private let seed: UInt64
    private let assumed: [AssumedInput]

    /// Stores what is reported.
    ///
    /// - Parameters:
    ///   - result: The figures.
    ///   - scenario: What was simulated.
    ///   - seed: Seed of the random streams.
    public init(_ result: BatchMeansResult, scenario: Scenario, seed: UInt64) {
        self.result = result
        self.scenario = scenario.name
        runID = RunIdentity.id(scenario.twin, seed: seed)
        horizonSeconds = scenario.description.horizonSeconds ?? .nan
        self.seed = seed
        assumed = scenario.assumed
    }

    /// The report as lines of text, without a newline at the end.
    public var text: String {
        let found = result.isWarmUpFound ? " found by MSER-5" : ""
        var text =
            "\(scenario): one run of \(hours(horizonSeconds)) h,"
            + " warm-up \(hours(result.warmUpSeconds)) h\(found), seed \(seed)\n\n"
        var table = TextTable(
            ["indicator", "unit", "estimate", "± 95 %", "batches", "batch min", "lag 1"],
            leftColumns: 2)
        var dependent: [String] = []
        var withoutInterval: [String] = []
        for kpi in result.kpis {
            let estimate = kpi.estimate
            guard estimate.contactType == "all", estimate.agentGroup == nil,
                estimate.segment == nil, estimate.mean != nil
            else { continue }
            table.add([
                estimate.kpi, estimate.unit,
                NumberText.value(estimate.mean, unit: estimate.unit),
                NumberText.value(estimate.halfWidth95, unit: estimate.unit),
                kpi.batches.map { String($0.count) } ?? "-",
                kpi.batches.map { NumberText.fixed($0.seconds / 60, 1) } ?? "-",
                kpi.batches.map { NumberText.fixed($0.lagOneCorrelation, 2) } ?? "-",
            ])
            if kpi.batches?.isIndependent == false { dependent.append(estimate.kpi) }
            if estimate.halfWidth95 == nil { withoutInterval.append(estimate.kpi) }
        }
        text += table.text()
        let estimates = result.kpis.map(\.estimate)
        text += RunReport.byType(estimates) + RunReport.bySegment(estimates)
        if !withoutInterval.isEmpty {
            text +=
                "\nno interval for: " + withoutInterval.joined(separator: ", ")
                + "; parts of the run do not tell their error\n"
        }
        if !dependent.isEmpty {
            text +=
                "\nthe run is too short for independent batches of: "
                + dependent.joined(separator: ", ") + "; their intervals are widened guesses\n"
        }
        if result.isWarmUpAtLimit {
            text += "\nthe warm-up may be longer: MSER-5 looks at half of the run at most\n"
        }
        return RunReport.ended(text, assumed)
    }

    private func hours(_ seconds: Double) -> String { NumberText.fixed(seconds / 3600, 2) }

    /// The report in the layout of `calltwin.kpis/1`, with how the run was cut.
    public var members: [(name: String, value: JSONValue)] {
        [
            ("schema", .string("calltwin.kpis/1")), ("scenario", .string(scenario)),
            ("runId", .string(runID)), ("seed", .unsigned(seed)), ("replications", .integer(1)),
            ("stillInside", .integer(Int(result.tally.stillInside))),
            (
                "batchMeans",
                .object([
                    ("warmUpSeconds", .number(result.warmUpSeconds)),
                    ("warmUpFound", .bool(result.isWarmUpFound)),
                    ("warmUpAtLimit", .bool(result.isWarmUpAtLimit)),
                ])
            ),
            ("kpis", .array(result.kpis.map(Self.kpi))),
            ("assumed", ResultJSON.assumed(assumed)),
        ]
    }

    private static func kpi(_ kpi: BatchedKPI) -> JSONValue {
        .object(
            ResultJSON.members(of: kpi.estimate) + [
                ("batches", kpi.batches.map { .integer($0.count) } ?? .null),
                ("batchSeconds", .optional(kpi.batches?.seconds)),
                ("lagOneCorrelation", .optional(kpi.batches?.lagOneCorrelation)),
                ("independentBatches", kpi.batches.map { .bool($0.isIndependent) } ?? .null),
            ])
    }
}
