public import Planning

/// How long voice agents go on in vain, and what that costs above optimal stopping.
public struct OverstayReport {
    private let result: OverstayResult

    /// Stores what is reported.
    public init(_ result: OverstayResult) { self.result = result }

    /// The report as lines of text, without a newline at the end.
    public var text: String {
        let callers = NumberText.grouped(result.sessions)
        var text = "\(result.scenario), pool \(result.pool): first sessions of \(callers) callers,"
        text += " \(result.replications) replications, seed \(result.seed)\n\n"
        text +=
            "After the last useful turn (rightly understood and acted on), under the rules in force:\n"
        text += overstay.text + "\n" + pricesText + "\n\n"
        text += "What a session costs (± half the 95 % interval), ended by each policy:\n"
        text += policies.text
        if let held = result.asHeld {
            text += "As they were held under the rules in force, sessions cost"
            text += " \(Self.figure(held)).\n"
        }
        text.removeLast()
        return text
    }

    private var overstay: ReportTable {
        var table = ReportTable(
            ["ended", "sessions"] + ["turns: mean", "P50", "P90", "most"]
                + ["seconds: mean", "P50", "P90", "most"])
        for row in result.overstay {
            table.rows.append(
                [Self.name(row.ending), NumberText.grouped(row.sessions)]
                    + Self.cells(row.turns, digits: 0) + Self.cells(row.seconds, digits: 0))
        }
        return table
    }

    private static func cells(_ spread: OverstaySpread, digits: Int) -> [String] {
        [NumberText.fixed(spread.mean, 1)]
            + [spread.p50, spread.p90, spread.most].map { NumberText.fixed($0, digits) }
    }

    private var pricesText: String {
        let handover = result.handover
        let prices = result.prices
        let session = NumberText.fixed(prices.sessionSecond * Self.minute, 3)
        let person = NumberText.fixed(prices.personSecond * Self.minute, 3)
        var text = "A minute of a session costs \(session), of a person \(person), a session"
        text += " without its wish served \(NumberText.fixed(prices.lost, 2)).\n"
        text += "A handoff takes \(NumberText.fixed(handover.talkSeconds, 0)) s of a person and"
        text += " \(NumberText.fixed(handover.secondsPerMisunderstoodTurn, 1)) s more for each"
        text += " misunderstood turn, after a wait of"
        text += " \(NumberText.fixed(handover.waitSeconds, 0)) s;"
        text += " \(NumberText.percent(handover.lostShare, 1)) are lost"
        return text + " (\(NumberText.grouped(handover.handoffs)) handoffs)."
    }

    private static let minute = 60.0

    private var policies: ReportTable {
        var table = ReportTable([
            "policy", "cost", "above optimal", "resolved", "to a person", "turns",
        ])
        for policy in result.policies {
            table.rows.append([
                Self.name(policy.name), Self.figure(policy.cost),
                policy.name == .optimal ? "-" : Self.figure(policy.regret),
                NumberText.percent(policy.resolved, 1), NumberText.percent(policy.handedOver, 1),
                NumberText.fixed(policy.turns, 1),
            ])
        }
        return table
    }

    private static func figure(_ figure: OverstayFigure) -> String {
        NumberText.fixed(figure.value, 3)
            + (figure.halfWidth95.map { "±" + NumberText.fixed($0, 3) } ?? "")
    }

    private static func name(_ ending: OverstayRow.Ending) -> String {
        switch ending {
        case .rule: "handed over by a rule"
        case .askedForPerson: "asked for a person"
        case .hungUp: "hung up"
        }
    }

    private static func name(_ policy: OverstayPolicy.Name) -> String {
        switch policy {
        case .inForce: "rules in force"
        case .noRule: "no rule"
        case .optimal: "optimal, by what is seen"
        case .informed: "optimal, told what was misunderstood"
        }
    }

    /// The report as members of a JSON object.
    public var members: [(name: String, value: JSONValue)] {
        let (prices, handover) = (result.prices, result.handover)
        return [
            ("schema", .string("calltwin.overstay/1")), ("scenario", .string(result.scenario)),
            ("pool", .string(result.pool)), ("seed", .unsigned(result.seed)),
            ("replications", .integer(result.replications)),
            ("sessions", .integer(result.sessions)),
            (
                "prices",
                .object([
                    ("sessionSecond", .number(prices.sessionSecond)),
                    ("personSecond", .number(prices.personSecond)),
                    ("waitSecond", .number(prices.waitSecond)), ("lost", .number(prices.lost)),
                ])
            ),
            (
                "handover",
                .object([
                    ("handoffs", .integer(handover.handoffs)),
                    ("talkSeconds", .number(handover.talkSeconds)),
                    (
                        "secondsPerMisunderstoodTurn",
                        .number(handover.secondsPerMisunderstoodTurn)
                    ),
                    ("waitSeconds", .number(handover.waitSeconds)),
                    ("lostShare", .number(handover.lostShare)),
                ])
            ),
            (
                "overstay",
                .array(
                    result.overstay.map { row in
                        .object([
                            ("ending", .string(row.ending.rawValue)),
                            ("sessions", .integer(row.sessions)),
                            ("turns", Self.json(row.turns)), ("seconds", Self.json(row.seconds)),
                        ])
                    })
            ),
            ("asHeld", .optional(result.asHeld?.value)),
            ("asHeldHalfWidth95", .optional(result.asHeld?.halfWidth95)),
            ("policies", .array(result.policies.map(Self.json))),
        ]
    }

    private static func json(_ spread: OverstaySpread) -> JSONValue {
        .object([
            ("mean", .number(spread.mean)), ("p50", .number(spread.p50)),
            ("p90", .number(spread.p90)), ("most", .number(spread.most)),
        ])
    }

    private static func json(_ policy: OverstayPolicy) -> JSONValue {
        .object([
            ("policy", .string(policy.name.rawValue)), ("cost", .number(policy.cost.value)),
            ("costHalfWidth95", .optional(policy.cost.halfWidth95)),
            ("regret", .number(policy.regret.value)),
            ("regretHalfWidth95", .optional(policy.regret.halfWidth95)),
            ("resolved", .number(policy.resolved)), ("handedOver", .number(policy.handedOver)),
            ("turns", .number(policy.turns)),
        ])
    }
}
