public import Planning
import Projections

/// What was found of the knee of latency against load.
public struct LatencyKneeReport {
    private let result: LatencyKnee.Result
    private let scenario: String
    private let replications: Int
    private let seed: UInt64

    /// Stores what is reported.
    public init(
        _ result: LatencyKnee.Result, scenario: String, replications: Int, seed: UInt64
    ) {
        self.result = result
        self.scenario = scenario
        self.replications = replications
        self.seed = seed
    }

    /// The report as lines of text, without a newline at the end.
    public var text: String {
        "\(scenario): \(NumberText.counted(replications, "replication")) at each load, seed \(seed)\n\n"
            + table.text + "\n" + conclusion
    }

    /// The report as one self-contained page.
    public var html: String {
        let percentiles = [("P50", 500), ("P95", 950), ("P99", 990)]
        let loads = result.points.map(\.load)
        let chart = SeriesChart(
            title: "Response latency against load", xLabel: "load, of the scenario's",
            yLabel: "milliseconds", range: 0...max(loads.last ?? 1, 1),
            ticks: AxisTicks.upTo(loads.last ?? 1).map { ($0, NumberText.percent($0, 0)) },
            series: percentiles.map { name, permille in
                .init(
                    name: name,
                    pieces: [
                        result.points.compactMap { point in
                            point.responses.all.quantileSeconds(permille: permille).map {
                                (point.load, $0)
                            }
                        }
                    ])
            }, limit: result.limit
        ) { NumberText.fixed($0 * 1000, 0) }
        return HTMLPage.html(
            title: "Knee of latency: " + scenario,
            body: "<p class=\"lead\">\(HTMLText.escape(conclusion))</p>\n"
                + HTMLPage.section(
                    "Response latency against load",
                    NumberText.counted(replications, "replication")
                        + " at each load, seed \(seed), the same callers at all of them. The dashed line is the limit.",
                    chart.element() ?? "")
                + HTMLPage.section(
                    "All loads",
                    "'Heard' are the answers that were heard: callers who hang up hold their"
                        + " percentiles down. P95 allows for them where it can.", table.page))
    }

    private var table: ReportTable {
        var table = ReportTable(
            [
                "load", "answers", "P50 heard", "P95 heard", "P99 heard", "P95", "± 95 %",
                "lost contacts",
            ])
        for point in result.points {
            let all = point.responses.all
            table.rows.append(
                [NumberText.percent(point.load, 1), NumberText.grouped(Int(all.count))]
                    + [500, 950, 990].map { Self.time(all.quantileSeconds(permille: $0)) }
                    + [
                        Self.time(point.p95),
                        Self.time(point.halfWidth.isFinite ? point.halfWidth : nil),
                        NumberText.percent(point.lostShare, 2),
                    ])
        }
        return table
    }

    private var conclusion: String {
        let limit = Self.time(result.limit)
        let answer =
            switch result.answer {
            case .between(let knee):
                "the 95 % point passes \(limit) between \(NumberText.percent(knee.lowerBound, 1)) and"
                    + " \(NumberText.percent(knee.upperBound, 1)) of the scenario's load"
            case .never: "the 95 % point does not rise over \(limit) between these loads"
            case .alreadyAtLeast:
                "the 95 % point is over \(limit) at the least of these loads already"
            case .open:
                "whether the 95 % point passes \(limit) between these loads is open: more"
                    + " replications tell"
            }
        return result.isCorrected
            ? answer : answer + "\ncallers who hang up on slow answers hold P95 down"
    }

    private static func time(_ seconds: Double?) -> String {
        seconds.map { NumberText.fixed($0 * 1000, 0) + " ms" } ?? "-"
    }

    private var answer: String {
        switch result.answer {
        case .between: "between"
        case .never: "never"
        case .alreadyAtLeast: "alreadyAtLeast"
        case .open: "open"
        }
    }

    /// The report as members of a JSON object, times in seconds.
    public var members: [(name: String, value: JSONValue)] {
        [
            ("schema", .string("calltwin.latency-knee/1")), ("scenario", .string(scenario)),
            ("seed", .unsigned(seed)), ("replications", .integer(replications)),
            ("limit", .number(result.limit)),
            ("answer", .string(answer)),
            (
                "knee",
                result.knee.map { .array([.number($0.lowerBound), .number($0.upperBound)]) }
                    ?? .null
            ),
            ("isCorrected", .bool(result.isCorrected)),
            (
                "points",
                .array(
                    result.points.map { point in
                        let all = point.responses.all
                        return .object([
                            ("load", .number(point.load)), ("answers", .integer(Int(all.count))),
                            ("p50Heard", .optional(all.quantileSeconds(permille: 500))),
                            ("p95Heard", .optional(all.quantileSeconds(permille: 950))),
                            ("p99Heard", .optional(all.quantileSeconds(permille: 990))),
                            ("p95", .optional(point.p95)),
                            (
                                "p95HalfWidth",
                                .optional(point.halfWidth.isFinite ? point.halfWidth : nil)
                            ),
                            ("lostShare", .number(point.lostShare)),
                        ])
                    })
            ),
        ]
    }
}
