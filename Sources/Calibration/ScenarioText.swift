import ContactCenterEvents
import Distributions
import Statistics

/// Writes a fitted center in the scenario language, with the source of each number beside it.
public struct ScenarioText: Sendable {
    /// The fit.
    public let center: CalibratedCenter
    /// Name of the scenario.
    public let name: String
    /// Name of the time zone; nil leaves it out.
    public let zone: String?
    /// Factor on the inferred presence of agents, with the interval that the log allows.
    public let availability: Availability
    /// Digits after the point of written numbers; more would promise what no fit holds.
    static let digits = 4

    /// Stores what is written.
    public init(
        _ center: CalibratedCenter, name: String, zone: String?, availability: Availability
    ) {
        self.center = center
        self.name = name
        self.zone = zone
        self.availability = availability
    }

    private static let weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    /// The scenario.
    ///
    /// - Returns: YAML with comments, ending in a newline.
    /// - Throws: `CalibrationError` when the log names no agents or too few services.
    public func yaml() throws(CalibrationError) -> String {
        guard let activity = center.activity else {
            throw .nothing(what: "answer that names its agent")
        }
        var text = head
        text += "contactTypes:\n"
        // A log in which no weekday occurs twice says nothing of busy and quiet days.
        let dayCV = try center.seeking.dayFactorIfKnown()?.momentCV
        for (number, fit) in center.fits.enumerated() where fit.observed.seeking > 0 {
            text += contactType(number, fit, dayCV: dayCV)
        }
        text += try agents(activity)
        text += "routing: {agentFor: longestIdle, contactFor: priorityThenLongestWait}\n"
        text +=
            "serviceLevel: {threshold: \(n(center.description.serviceLevelSeconds))s,"
            + " target: 80%}  # the planner's goal, not a measurement\n"
        return text
    }

    private var head: String {
        let zoneText = zone.map { ", zone: \(YAMLText.scalar($0))" } ?? ""
        let start = (center.description.start ?? "").prefix(10)
        return """
            # \(YAMLText.comment(name)), fitted by `calltwin calibrate` to the log "\(YAMLText.comment(center.description.name))".
            # Days of the log: \(center.days.count); contacts that sought a person:
            # \(center.overall.observed.seeking); abandoned: \(center.overall.observed.abandoned).
            # Every number is measured on the log unless its comment says otherwise.
            calltwin: 1
            name: \(YAMLText.scalar(name))
            seed: 1999  # any number: a seed only makes runs repeatable
            calendar: {start: \(start), days: \(center.days.count), open: "00:00", close: "24:00"\(zoneText)}

            """
    }

    /// A number without needless digits.
    private func n(_ value: Double, digits: Int = ScenarioText.digits) -> String {
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        guard rounded.isFinite, abs(rounded) < 1e15 else { return String(value) }
        return rounded == rounded.rounded() ? String(Int(rounded)) : String(rounded)
    }

    private func list(_ values: [Double], digits: Int = ScenarioText.digits, unit: String = "")
        -> String
    {
        "[" + values.map { n($0, digits: digits) + unit }.joined(separator: ", ") + "]"
    }

    /// Expected share of a class's contacts that are redials after abandonment: they arise in the
    /// simulation again and are taken out of its first arrivals.
    private func redialShare(_ fit: ClassFit) -> Double {
        (center.redial?.probability ?? 0) * fit.observed.abandonmentRate
    }

    private func contactType(_ number: Int, _ fit: ClassFit, dayCV: Double?) -> String {
        let observed = fit.observed
        let keep = (1 - redialShare(fit)) / (1 - fit.menuHangupShare)
        var text = """
              - name: \(YAMLText.scalar(fit.contactClass.name))
                # \(observed.seeking) contacts sought a person: \(observed.abandoned) abandoned,
                # mean wait \(n(observed.meanWait, digits: 1)) s. Rates are means over the days of a weekday of
                # those who sought a person, times \(n(keep)): hang-ups in the menu added, redials taken out.
                arrivals:
                  process: piecewisePoisson
                  interval: \(center.arrivals.intervalSeconds / 60)min
                  ratesByWeekday:

            """
        let intervals = 86_400 / center.arrivals.intervalSeconds
        for (weekday, name) in Self.weekdays.enumerated()
        where center.arrivals.daysByWeekday[weekday] > 0 {
            let rates = (0..<intervals).map {
                center.seeking.perHour(class: number, weekday: weekday, interval: $0) * keep
            }
            text += "        \(name): \(list(rates, digits: 2, unit: "/h"))\n"
        }
        if let dayCV {
            text +=
                "      busyness: {dayCV: \(n(dayCV * 100, digits: 2))%, shared: true}"
                + "  # of days of one weekday, Poisson noise taken out\n"
        }
        if let menu = center.menuDuration, case .empirical(let law) = menu {
            text +=
                "    menu: {duration: \(empirical(law)),"
                + " hangup: \(n(fit.menuHangupShare * 100, digits: 2))%}\n"
        }
        text += patience(fit.patience ?? center.overall.patience)
        if let redial = center.redial, let delay = redial.delay, case .empirical(let law) = delay {
            text += """
                    redial:
                      # excess of returns of identified callers after abandoning over returns after service
                      afterAbandon:
                        probability: \(n(redial.probability * 100, digits: 2))%
                        delay: \(empirical(law))
                        limit: 20  # a bound against redialling without end, not a fit

                """
        }
        if let heads = center.headStarts {
            let seconds = heads.seconds(of: fit.contactClass.priority)
            if seconds > 0 {
                text +=
                    "    headStart: \(n(seconds))s"
                    + "  # learnt from the order of service\n"
            }
        }
        return text
    }

    private func empirical(_ law: EmpiricalLaw) -> String {
        "{distribution: empirical, values: \(list(law.values, digits: 2, unit: "s")),"
            + " probabilities: \(list(law.probabilities, digits: 6))}"
    }

    private func patience(_ fit: PatienceFit?) -> String {
        guard let fit else { return "" }
        let hazard = fit.hazard.joiningSparsePieces()
        let pieces = hazard.pieces
        let best = fit.laws.first.map {
            "best parametric law: \($0.family.rawValue), AIC \(n($0.akaike, digits: 0))"
                + " against \(n(hazard.akaike, digits: 0)) for the pieces"
        }
        return """
                # piecewise hazard of \(pieces.reduce(0) { $0 + $1.events }) abandonments;
                # \(best ?? "no parametric law could be fitted")
                patience:
                  distribution: piecewiseHazard
                  breaks: \(list(pieces.map(\.start), unit: "s"))
                  perMinute: \(list(pieces.map(\.perMinute)))
                  balk: \(n(fit.hazard.balk * 100, digits: 3))%

            """
    }

    private func agents(_ activity: AgentActivity) throws(CalibrationError) -> String {
        let interval = center.calendar.intervalSeconds
        let planned = activity.planned(calendar: center.calendar, days: center.days)
        var text = """
            agentGroups:
              - name: tellers
                # inferred: present from first to last contact, gaps over
                # \(n(activity.absentAfterSeconds)) s are absence; means over the days of a weekday
                staffed:
                  interval: \(interval / 60)min
                  countsByWeekday:

            """
        for (weekday, name) in Self.weekdays.enumerated()
        where center.arrivals.daysByWeekday[weekday] > 0 {
            text += "        \(name): \(list(planned[weekday], digits: 2))\n"
        }
        let range = availability.interval
        text += """
                # the one free factor, found by simulation so that abandonment is that of the log;
                # 95 % interval over days: \(n(range.lowerBound * 100, digits: 1)) % to \(n(range.upperBound * 100, digits: 1)) %
                present: {mean: \(n(availability.value * 100, digits: 2))%}
                skills:

            """
        let work = try activity.afterContactWork()
        for fit in center.fits where fit.observed.seeking > 0 {
            guard let service = fit.service ?? center.overall.service else { continue }
            let lognormal = service.lognormal
            text += """
                      # \(service.count) service times, mean \(n(service.mean, digits: 1)) s; lognormal 10 s to 1 h:
                      # mu \(n(lognormal.mu, digits: 3)), sigma \(n(lognormal.sigma, digits: 3)), KS \(n(lognormal.distance, digits: 3)); under 10 s: \(n(service.mixture.shortShare * 100, digits: 1)) %
                      \(YAMLText.scalar(fit.contactClass.name)):
                        talk: \(empirical(service.empirical.empirical))

                """
            if let work {
                text += """
                            afterContact: \(empirical(work.empirical))  # gaps between contacts while others waited

                    """
            }
        }
        return text
    }
}
