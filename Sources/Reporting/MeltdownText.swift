public import Planning
import QueueingTheory

/// The answer to `project --meltdown` as tables of plain text.
public enum MeltdownText {
    /// The answer in one or two sentences.
    ///
    /// - Parameter result: The answer.
    /// - Returns: The sentences.
    public static func headline(_ result: MeltdownResult) -> String {
        let verdict = result.verdict
        let load = rate(verdict.load.first)
        guard let calm = verdict.calm else {
            return "At \(load) first contacts per hour there is no calm state: it ends at "
                + "\(rate(verdict.brink)) per hour."
        }
        let contacts = rate(calm.flows.contacts)
        guard verdict.load.first > verdict.safe else {
            return "At \(load) first contacts per hour the center returns to calm "
                + "(\(contacts) contacts per hour) after every spike; safe up to "
                + "\(rate(verdict.safe)) per hour."
        }
        guard let congested = verdict.congested else {
            return "At \(load) first contacts per hour the center has a calm state "
                + "(\(contacts) contacts per hour), but all of a tier is busy; safe up to "
                + "\(rate(verdict.safe)) per hour."
        }
        let tipping = verdict.tipping.first { $0.seconds != nil }
        let spike = tipping.map {
            " A rise to \(rate($0.first)) per hour for \(minutes($0.seconds)) tips it."
        }
        return "At \(load) first contacts per hour the center can be calm "
            + "(\(contacts) contacts per hour) or congested for good "
            + "(\(rate(congested.flows.contacts)) contacts per hour); safe up to "
            + "\(rate(verdict.safe)) per hour." + (spike ?? "")
    }

    /// All tables.
    ///
    /// - Parameter result: The answer.
    /// - Returns: Lines with a newline at the end of each.
    public static func text(_ result: MeltdownResult) -> String {
        var text = headline(result) + "\n"
        if let tips = result.day?.tipsAt {
            text +=
                "That is of the busiest quarter hour; over the day it tips in the quarter hour from "
                + MeltdownClock(result.start).text(tips) + " (below).\n"
        }
        for (title, table) in [
            ("First contacts per hour", loads(result)),
            ("States of rest at this load", rests(result.verdict)),
            ("Further contacts that one more contact causes", regimes(result.verdict)),
            ("Share of turns wrongly understood (defects)", defects(result.verdict)),
            ("A rise that lasts this long tips the center", tipping(result.verdict)),
        ] where !table.isEmpty {
            text += "\n\(title)\n\(table)"
        }
        text += "\n" + recovery(result.verdict) + "\n"
        if let day = result.day { text += "\n" + self.day(day, result) }
        if !result.comparisons.isEmpty {
            text += "\nFluid model and simulation of the same courses\n" + comparisons(result)
        }
        return text + leftOut(result)
    }

    /// What the fluid model has not, apart by whether the simulations beside it have it.
    private static func leftOut(_ result: MeltdownResult) -> String {
        func line(_ title: String, _ list: [MeltdownOmission]) -> String {
            list.isEmpty
                ? "" : "\n\(title): " + list.map(\.what).joined(separator: "; ") + ".\n"
        }
        guard !result.comparisons.isEmpty else {
            return line("Not in the fluid model", result.leftOut)
        }
        return line(
            "Not in the fluid model, but in the simulation", result.leftOut.filter(\.isSimulated))
            + line("In neither", result.leftOut.filter { !$0.isSimulated })
    }

    static func rate(_ value: Double) -> String { NumberText.fixed(value, 0) }

    static func minutes(_ seconds: Double?) -> String {
        seconds.map { NumberText.fixed($0 / 60, 1) + " min" } ?? "-"
    }

    private static func loads(_ result: MeltdownResult) -> String {
        let verdict = result.verdict
        var table = TextTable([], leftColumns: 1)
        let isDay = result.day != nil
        table.add([isDay ? "  in the busiest quarter hour" : "  now", rate(verdict.load.first), ""])
        table.add(["  safe up to", rate(verdict.safe), "returns to calm after every spike"])
        table.add(["  calm state up to", rate(verdict.brink), "the brink"])
        if verdict.safe < verdict.brink, !verdict.folds.isEmpty {
            table.add([
                "  two stable states from", rate(verdict.safe), "to \(rate(verdict.brink))",
            ])
        }
        table.add([
            "  human agents all busy from", verdict.firstAtFullHumans.map(rate) ?? "-",
            verdict.firstAtFullHumans == nil ? "not while calm" : "",
        ])
        table.add([
            "  sessions all in use from", verdict.firstAtFullSessions.map(rate) ?? "-",
            verdict.firstAtFullSessions == nil ? "not while calm" : "",
        ])
        return table.text()
    }

    private static func rests(_ verdict: MeltdownVerdict) -> String {
        guard !verdict.rests.isEmpty else { return "  none: contacts grow without bound\n" }
        var table = TextTable(
            [
                "  state", "contacts/h", "sessions in use", "to humans/h", "abandon/h",
                "hang up/h", "M",
            ], hasRule: false)
        for rest in verdict.rests {
            let isCalm = rest.flows.contacts <= verdict.calmContacts * (1 + 1e-9)
            table.add([
                "  " + (rest.isStable ? isCalm ? "calm" : "congested" : "unstable"),
                rate(rest.flows.contacts), NumberText.percent(rest.flows.share, 1),
                rate(rest.flows.toHumans), rate(rest.flows.abandoned), rate(rest.flows.hungUp),
                NumberText.fixed(rest.reproduction, 3),
            ])
        }
        return table.text()
    }

    static let regimeNames = [
        "M1: sessions and humans free", "M2: humans full", "M3: sessions full", "M4: both full",
    ]

    private static func regimes(_ verdict: MeltdownVerdict) -> String {
        var table = TextTable([], leftColumns: 1)
        for (name, value) in zip(regimeNames, verdict.regimes) {
            guard let value else { continue }
            table.add([
                "  " + name, NumberText.fixed(value, 3),
                value >= 1 ? "grows without bound" : "",
            ])
        }
        return table.text()
    }

    private static func defects(_ verdict: MeltdownVerdict) -> String {
        var table = TextTable([], leftColumns: 1)
        func text(_ value: Double?) -> String {
            value.map { $0 == 0 ? "always" : NumberText.percent($0, 1) } ?? "never"
        }
        table.add(["  now", NumberText.percent(verdict.defects, 1)])
        table.add(["  this load is not safe from", text(verdict.criticalDefects)])
        table.add(["  it has no calm state from", text(verdict.brinkDefects)])
        return table.text()
    }

    private static func tipping(_ verdict: MeltdownVerdict) -> String {
        guard verdict.tipping.contains(where: { $0.seconds != nil }) else { return "" }
        var table = TextTable(["  first contacts/h", "over the load", "lasting"], hasRule: false)
        for spike in verdict.tipping {
            table.add([
                "  " + rate(spike.first),
                "+" + NumberText.percent(spike.first / verdict.load.first - 1, 0),
                spike.seconds.map { minutes($0) } ?? "no tipping in 4 h",
            ])
        }
        return table.text()
    }

    private static func recovery(_ verdict: MeltdownVerdict) -> String {
        let spike =
            "After \(minutes(verdict.spike.seconds)) at \(rate(verdict.spike.first)) first "
            + "contacts per hour the center "
        return spike
            + (verdict.recoverySeconds.map {
                "is within 5 % of calm \(minutes($0)) later, and stays so."
            } ?? "does not return to calm.")
    }

    private static func comparisons(_ result: MeltdownResult) -> String {
        var table = TextTable(
            ["  course", "scale", "ends", "contacts/h", "tipped", "95 %", "agrees"],
            hasRule: false)
        for comparison in result.comparisons {
            table.add([
                "  " + comparison.name, "fluid", comparison.fluidIsCalm ? "calm" : "congested",
                rate(comparison.fluidContacts),
            ])
            for sample in comparison.simulated {
                let share = sample.tippedShare
                table.add([
                    "", "x\(sample.scale)",
                    2 * sample.tipped < sample.replications ? "calm" : "congested",
                    rate(sample.contacts) + "±" + rate(sample.halfWidth),
                    "\(sample.tipped) of \(sample.replications)",
                    NumberText.percent(share.lowerBound, 0) + " to "
                        + NumberText.percent(share.upperBound, 0),
                    sample.agreement(with: comparison).rawValue,
                ])
            }
        }
        return table.text()
    }

    private static func day(_ day: MeltdownDay, _ result: MeltdownResult) -> String {
        func clock(_ seconds: Double) -> String { MeltdownClock(result.start).text(seconds) }
        var text =
            day.tipsAt.map { "Over the day the center tips in the quarter hour from \(clock($0))." }
            ?? "Over the day the center never tips."
        if let unsafe = day.unsafeFrom {
            text += " Its load is first beyond what is safe at \(clock(unsafe))."
        }
        text += "\n"
        var table = TextTable(
            ["  from", "first/h", "agents", "contacts/h", "safe up to", "calm up to", ""],
            hasRule: false)
        let told = [day.tipsAt, day.unsafeFrom]
        for row in day.rows {
            let isWhole = row.step.start.truncatingRemainder(dividingBy: 3600) == 0
            guard
                told.contains(row.step.start)
                    || isWhole && (row.step.first > 0 || row.contacts >= 1)
            else { continue }
            table.add([
                "  " + clock(row.step.start), rate(row.step.first),
                NumberText.fixed(row.step.agents, 1), rate(row.contacts),
                row.safe.map(rate) ?? "-", row.brink.map(rate) ?? "-",
                row.isTipped
                    ? "tipped" : row.safe.map { row.step.first > $0 } == true ? "not safe" : "",
            ])
        }
        return text + table.text()
    }
}

/// Instants of a scenario as its clock shows them.
struct MeltdownClock {
    private let origin: Int?

    /// Takes the civil time of simulated time 0.
    init(_ start: String?) {
        let parts = start?.split(separator: "T").last?.split(separator: ":").map { Int($0) } ?? []
        origin = parts.count >= 2 ? ((parts[0] ?? 0) * 60 + (parts[1] ?? 0)) * 60 : nil
    }

    /// A time of day, with the number of the day after the first; hours without a calendar.
    func text(_ seconds: Double) -> String {
        guard let origin else { return NumberText.fixed(seconds / 3600, 2) + " h" }
        let instant = origin + Int(seconds)
        let day = instant / 86_400
        return (day > 0 ? "day \(day + 1) " : "") + ClockText.timeOfDay(seconds: instant)
    }
}
