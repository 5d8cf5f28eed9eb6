public import Calibration
import ContactCenterEvents
import Projections
import Statistics

/// What a calibration found, and how the twin compares with the days it was fitted to.
public struct CalibrationReport: Sendable {
    private let center: CalibratedCenter
    private let availability: Availability
    private let comparison: TwinComparison

    /// Stores what is reported.
    public init(
        _ center: CalibratedCenter, availability: Availability, comparison: TwinComparison
    ) {
        self.center = center
        self.availability = availability
        self.comparison = comparison
    }

    /// The report as lines of text, without a newline at the end.
    public var text: String {
        var text = classes + "\n" + patience + "\n" + facts + "\n" + comparisonTable
        while text.hasSuffix("\n") { text.removeLast() }
        return text
    }

    private var all: [ClassFit] { center.fits + [center.overall] }

    private var classes: String {
        var table = TextTable([
            "class", "sought", "abandoned", "wait s", "service s", "median", "ln mu", "ln sigma",
            "KS", "under 10 s",
        ])
        for fit in all {
            let service = fit.service
            func number(_ value: Double?, _ digits: Int) -> String {
                value.map { NumberText.fixed($0, digits) } ?? "-"
            }
            table.add([
                fit.contactClass.name, NumberText.grouped(fit.observed.seeking),
                NumberText.percent(fit.observed.abandonmentRate, 1),
                NumberText.fixed(fit.observed.meanWait, 1), number(service?.mean, 1),
                number(service?.median, 0), number(service?.lognormal.mu, 3),
                number(service?.lognormal.sigma, 3), number(service?.lognormal.distance, 3),
                service.map { NumberText.percent($0.mixture.shortShare, 1) } ?? "-",
            ])
        }
        return table.text()
    }

    private var patience: String {
        var table = TextTable(["patience of all: law", "AIC above best"], leftColumns: 1)
        guard let fit = center.overall.patience else { return "" }
        var rows = fit.laws.map { (name: $0.family.rawValue, akaike: $0.akaike) }
        rows.append(("piecewise hazard", fit.hazard.akaike))
        rows.sort { $0.akaike < $1.akaike }
        for row in rows {
            table.add([row.name, NumberText.fixed(row.akaike - rows[0].akaike, 1)])
        }
        for failure in fit.familiesWithoutFit {
            table.add([failure.family.rawValue, "no fit: \(failure.error)"])
        }
        let median = fit.curve.median.map { NumberText.fixed($0, 0) + " s" } ?? "not reached"
        return table.text() + "Kaplan-Meier median \(median); still waiting after 60 s "
            + NumberText.percent(fit.curve.survival(at: 60), 1) + ", after 600 s "
            + NumberText.percent(fit.curve.survival(at: 600), 1) + "\n"
    }

    private var facts: String {
        var text = ""
        if let factor = try? center.seeking.dayFactorIfKnown() {
            text +=
                "day factor: cv \(NumberText.percent(factor.momentCV, 1))"
                + " between days of one weekday of those who sought a person, Poisson noise taken"
                + " out\n"
        } else {
            text += "day factor: not fitted, no weekday occurs twice in the log\n"
        }
        if let redial = center.redial {
            text +=
                "redial after abandoning: \(NumberText.percent(redial.probability, 1)) ± "
                + NumberText.percent(NormalQuantile.twoSided95 * redial.standardError, 1)
                + " of \(NumberText.grouped(redial.abandonments)) abandonments by identified"
                + " callers, \(NumberText.percent(redial.excess(within: 3600), 1)) within an hour\n"
        }
        if let heads = center.headStarts {
            let list = heads.entries.map {
                "priority \($0.priority) \(NumberText.fixed($0.seconds, 0)) s"
            }
            text +=
                "head starts: \(list.joined(separator: ", ")) (unexplained choices "
                + NumberText.percent(heads.unexplained, 1) + ", without head starts "
                + NumberText.percent(heads.unexplainedWithout, 1) + ")\n"
        }
        text +=
            "availability: \(NumberText.percent(availability.value, 1)) of the inferred"
            + " presence, 95 % interval "
            + NumberText.percent(availability.interval.lowerBound, 1) + " to "
            + NumberText.percent(availability.interval.upperBound, 1)
            + " (the only factor fitted by simulation)\n"
        return text
    }

    private var comparisonTable: String {
        var table = TextTable(
            ["as-is fit", "unit", "log", "± 95 %", "twin", "± 95 %", "twin - log"],
            leftColumns: 2)
        for row in comparison.indicators {
            table.add([
                row.kpi, row.unit, NumberText.value(row.observed.value, unit: row.unit),
                NumberText.value(row.observed.halfWidth(), unit: row.unit),
                NumberText.value(row.simulated.value, unit: row.unit),
                NumberText.value(row.simulated.halfWidth(), unit: row.unit),
                NumberText.value(row.difference, unit: row.unit),
            ])
        }
        return table.text()
    }

    /// The report in the layout of `calltwin.calibration/1`.
    public var json: JSONValue {
        .object([
            ("schema", .string("calltwin.calibration/1")),
            ("log", .string(center.description.name)),
            ("days", .integer(center.days.count)),
            (
                "availability",
                .object([
                    ("value", .number(availability.value)),
                    ("low", .number(availability.interval.lowerBound)),
                    ("high", .number(availability.interval.upperBound)),
                ])
            ),
            ("classes", .array(all.map(classJSON))),
            (
                "redial",
                center.redial.map {
                    .object([
                        ("probability", .number($0.probability)),
                        ("standardError", .number($0.standardError)),
                    ])
                } ?? .null
            ),
            (
                "asIsFit",
                .array(
                    comparison.indicators.map {
                        .object([
                            ("kpi", .string($0.kpi)), ("unit", .string($0.unit)),
                            ("log", .number($0.observed.value)),
                            ("logHalfWidth95", .optional($0.observed.halfWidth())),
                            ("twin", .number($0.simulated.value)),
                            ("twinHalfWidth95", .optional($0.simulated.halfWidth())),
                        ])
                    })
            ),
        ])
    }

    private func classJSON(_ fit: ClassFit) -> JSONValue {
        .object([
            ("name", .string(fit.contactClass.name)),
            ("soughtHuman", .integer(fit.observed.seeking)),
            ("abandonmentRate", .number(fit.observed.abandonmentRate)),
            ("meanWaitSeconds", .number(fit.observed.meanWait)),
            ("menuHangupShare", .number(fit.menuHangupShare)),
            ("serviceMeanSeconds", .optional(fit.service?.mean)),
            ("serviceMedianSeconds", .optional(fit.service?.median)),
            ("serviceLogMu", .optional(fit.service?.lognormal.mu)),
            ("serviceLogSigma", .optional(fit.service?.lognormal.sigma)),
            ("patienceMedianSeconds", .optional(fit.patience?.curve.median)),
        ])
    }
}
