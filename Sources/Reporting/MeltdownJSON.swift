public import Planning
import QueueingTheory

/// The answer to `project --meltdown` in the layout of `calltwin.meltdown/1`; rates per hour, times
/// in seconds.
public enum MeltdownJSON {
    /// The answer.
    ///
    /// - Parameter result: The answer.
    /// - Returns: Its object.
    public static func document(_ result: MeltdownResult) -> JSONValue {
        let verdict = result.verdict
        return .object([
            ("schema", .string("calltwin.meltdown/1")), ("scenario", .string(result.scenario)),
            ("pool", .string(result.pool)), ("seed", .unsigned(result.seed)),
            (
                "load",
                .object([
                    ("firstPerHour", .number(verdict.load.first)),
                    ("startSeconds", .number(verdict.load.start)),
                    ("agents", .number(verdict.load.agents)),
                ])
            ),
            ("session", session(verdict.session)),
            ("reproduction", regimes(verdict)),
            ("rests", .array(verdict.rests.map { rest($0, verdict) })),
            (
                "folds",
                .array(
                    verdict.folds.map {
                        .object([
                            ("firstPerHour", .number($0.first)),
                            ("contactsPerHour", .number($0.contacts)),
                            ("isUpper", .bool($0.isUpper)),
                        ])
                    })
            ),
            (
                "frontier",
                .object([
                    ("safePerHour", .number(verdict.safe)),
                    ("brinkPerHour", .number(verdict.brink)),
                    ("humansFullPerHour", .optional(verdict.firstAtFullHumans)),
                    ("sessionsFullPerHour", .optional(verdict.firstAtFullSessions)),
                ])
            ),
            (
                "defects",
                .object([
                    ("now", .number(verdict.defects)),
                    ("critical", .optional(verdict.criticalDefects)),
                    ("brink", .optional(verdict.brinkDefects)),
                ])
            ),
            (
                "tippingSpikes",
                .array(
                    verdict.tipping.map {
                        .object([
                            ("firstPerHour", .number($0.first)), ("seconds", .optional($0.seconds)),
                        ])
                    })
            ),
            (
                "recovery",
                .object([
                    ("spike", spike(verdict.spike)),
                    ("seconds", .optional(verdict.recoverySeconds)),
                ])
            ),
            ("day", result.day.map(day) ?? .null),
            ("comparisons", .array(result.comparisons.map(comparison))),
            ("leftOut", .array(result.leftOut.map(omission))),
        ])
    }

    private static func omission(_ omission: MeltdownOmission) -> JSONValue {
        .object([
            ("what", .string(omission.what)), ("isSimulated", .bool(omission.isSimulated)),
        ])
    }

    private static func session(_ session: FluidCenter.Session) -> JSONValue {
        .object([
            ("seconds", .number(session.seconds)), ("hungUp", .number(session.hungUp)),
            ("escalated", .number(session.escalated)),
            ("falselyContained", .number(session.wrong)),
        ])
    }

    private static func regimes(_ verdict: MeltdownVerdict) -> JSONValue {
        let names = ["free", "humansFull", "sessionsFull", "bothFull"]
        return .object(zip(names, verdict.regimes).map { ($0, .optional($1)) })
    }

    private static func rest(_ rest: FluidCenter.Rest, _ verdict: MeltdownVerdict) -> JSONValue {
        .object([
            ("contactsPerHour", .number(rest.flows.contacts)),
            ("sessionsInUse", .number(rest.flows.share)),
            ("toHumansPerHour", .number(rest.flows.toHumans)),
            ("abandonedPerHour", .number(rest.flows.abandoned)),
            ("hungUpPerHour", .number(rest.flows.hungUp)),
            ("reproduction", .number(rest.reproduction)), ("isStable", .bool(rest.isStable)),
            ("isCalm", .bool(rest.flows.contacts <= verdict.calmContacts * (1 + 1e-9))),
        ])
    }

    private static func spike(_ spike: Spike) -> JSONValue {
        .object([
            ("firstPerHour", .number(spike.first)), ("seconds", .number(spike.seconds)),
        ])
    }

    private static func day(_ day: MeltdownDay) -> JSONValue {
        .object([
            ("tipsAtSeconds", .optional(day.tipsAt)),
            ("unsafeFromSeconds", .optional(day.unsafeFrom)),
            (
                "steps",
                .array(
                    day.rows.map {
                        .object([
                            ("startSeconds", .number($0.step.start)),
                            ("firstPerHour", .number($0.step.first)),
                            ("agents", .number($0.step.agents)),
                            ("contactsPerHour", .number($0.contacts)),
                            ("safePerHour", .optional($0.safe)),
                            ("brinkPerHour", .optional($0.brink)), ("isTipped", .bool($0.isTipped)),
                        ])
                    })
            ),
        ])
    }

    /// Null where it is open.
    private static func agrees(
        _ sample: MeltdownSample, _ comparison: MeltdownComparison
    ) -> JSONValue {
        switch sample.agreement(with: comparison) {
        case .yes: .bool(true)
        case .no: .bool(false)
        case .open: .null
        }
    }

    private static func comparison(_ comparison: MeltdownComparison) -> JSONValue {
        .object([
            ("name", .string(comparison.name)),
            ("phases", .array(comparison.phases.map(spike))),
            ("fluidIsCalm", .bool(comparison.fluidIsCalm)),
            ("fluidContactsPerHour", .number(comparison.fluidContacts)),
            (
                "simulated",
                .array(
                    comparison.simulated.map { sample in
                        .object([
                            ("scale", .integer(sample.scale)),
                            ("replications", .integer(sample.replications)),
                            ("tipped", .integer(sample.tipped)),
                            (
                                "tippedShare95",
                                .array([
                                    .number(sample.tippedShare.lowerBound),
                                    .number(sample.tippedShare.upperBound),
                                ])
                            ),
                            ("contactsPerHour", .number(sample.contacts)),
                            ("halfWidth95", .number(sample.halfWidth)),
                            ("tolerance", .number(sample.tolerance)),
                            ("agrees", agrees(sample, comparison)),
                        ])
                    })
            ),
        ])
    }
}
