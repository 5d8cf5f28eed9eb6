public import Calibration

/// How well fitted stages agree with the measured times.
public struct StageFitReport {
    private let fits: [StageFit]

    /// Stores what is reported.
    public init(_ fits: [StageFit]) { self.fits = fits }

    /// The report as lines of text, without a newline at the end.
    public var text: String {
        var table = TextTable([
            "stage", "requests", "calls", "median", "sigma", "stalls", "median stall",
            "within call",
            "P95",
            "fitted", "P99", "fitted", "KS",
        ])
        for fit in fits {
            table.add([
                fit.name, NumberText.grouped(fit.requests), NumberText.grouped(fit.calls),
                Self.time(fit.median), NumberText.fixed(fit.sigma, 3),
                NumberText.percent(fit.stallShare, 2),
                fit.stalls.isEmpty ? "-" : Self.time(fit.stalls[fit.stalls.count / 2 - 1]),
                fit.withinCall.map { NumberText.percent($0, 1) } ?? "-",
                Self.time(fit.measured[1]), Self.time(fit.fitted[1]), Self.time(fit.measured[2]),
                Self.time(fit.fitted[2]), NumberText.fixed(fit.distance, 3),
            ])
        }
        var text = table.text()
        text.removeLast()
        return text
    }

    private static func time(_ seconds: Double) -> String {
        NumberText.fixed(seconds * 1000, 0) + " ms"
    }

    /// The report as members of a JSON object, times in seconds.
    public var members: [(name: String, value: JSONValue)] {
        [
            ("schema", .string("calltwin.latency-fit/1")),
            (
                "stages",
                .array(
                    fits.map { fit in
                        .object([
                            ("stage", .string(fit.name)), ("requests", .integer(fit.requests)),
                            ("calls", .integer(fit.calls)), ("median", .number(fit.median)),
                            ("sigma", .number(fit.sigma)),
                            ("stallShare", .number(fit.stallShare)),
                            ("stalls", .array(fit.stalls.map { .number($0) })),
                            ("withinCall", .optional(fit.withinCall)),
                            ("measured", Self.quantiles(fit.measured)),
                            ("fitted", Self.quantiles(fit.fitted)),
                            ("distance", .number(fit.distance)),
                        ])
                    })
            ),
        ]
    }

    private static func quantiles(_ values: [Double]) -> JSONValue {
        .object(zip(["p50", "p95", "p99", "mean"], values).map { ($0, .number($1)) })
    }
}
