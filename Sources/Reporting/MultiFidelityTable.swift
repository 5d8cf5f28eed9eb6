public import Planning
import Projections
import Statistics

/// An estimate by two fidelities as lines of text.
public enum MultiFidelityTable {
    /// Indicators of the center's table, with the titles that people read.
    static let rows = [
        "abandonmentRate", "meanWait", "serviceLevelOffered", "occupancy", "handlingTime",
        "containmentRate", "resolutionRate", "escalationRate", "wrongActionRate",
        "turnDefectRate", "repeatContactRate", "costPerResolvedContact",
    ]

    /// The tables of one point.
    ///
    /// - Parameters:
    ///   - result: The estimate.
    ///   - cost: What sessions and replications cost; nil where nobody measured.
    /// - Returns: Lines of text.
    public static func text(_ result: MultiFidelityResult, cost: MultiFidelityCost? = nil) -> String
    {
        let (cheap, costly) = result.fidelities
        let beside =
            result.beside.map { ", each call heard \($0.hearings) times at \($0.fidelity) beside" }
            ?? ""
        var lines = [
            "\(result.scenario): pool \(result.pool), \(result.cheapSessions) sessions at \(cheap) "
                + "(\(NumberText.counted(result.cheapReplications, "replication")), "
                + "\(NumberText.counted(result.hearings, "hearing"))\(beside)), "
                + "\(result.costlySessions) of them at "
                + "\(costly) too; seed \(result.seed)",
            "",
        ]
        lines += strata(result) + [""] + sessions(result) + [""] + center(result)
        if let target = result.largestAbandonment {
            lines += [""] + staffing(result, target)
        }
        if let cost { lines += [""] + buys(result, cost) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func strata(_ result: MultiFidelityResult) -> [String] {
        var table = TextTable([
            "stratum, by the mean at \(result.fidelities.cheap)", "sessions", "costly",
        ])
        for stratum in result.strata {
            table.add([stratum.name, "\(stratum.sessions)", "\(stratum.costly)"])
        }
        return table.lines()
    }

    private static func sessions(_ result: MultiFidelityResult) -> [String] {
        let (cheap, costly) = result.fidelities
        var table = TextTable([
            "a session", cheap, costly, "95 % interval", "correlation", "in strata", "gain",
        ])
        for row in result.outputs {
            let estimate = row.estimate
            let interval = estimate.interval()
            let unit = row.output.unit
            func number(_ value: Double) -> String {
                unit == "share"
                    ? NumberText.fixed(value * 100, 1) + "%" : NumberText.fixed(value, 2)
            }
            func plain(_ value: Double?) -> String {
                value.map { NumberText.fixed($0, 2) } ?? "-"
            }
            table.add([
                row.output.name + (unit == "s" ? ", s" : ""), number(row.cheap),
                number(estimate.value),
                "\(number(interval.lowerBound)) to \(number(interval.upperBound))",
                plain(estimate.correlation), plain(estimate.correlationInStrata),
                plain(row.gain),
            ])
        }
        return table.lines() + voices(result) + population(result)
    }

    /// What few callers leave open.
    private static func population(_ result: MultiFidelityResult) -> [String] {
        guard let callers = result.populationCallers, let open = result.populationHalfWidth95
        else { return [] }
        let points = NumberText.fixed(open * 100, 1)
        return [
            "\(callers) callers, drawn with replacement, stand for all: the sessions are \(result.calls) "
                + "different calls, and intervals and gain are of these callers. As a figure of all callers, contained "
                + "is known to ± \(points) points (95 %) by that alone."
        ]
    }

    /// What other voices would do to the share contained.
    private static func voices(_ result: MultiFidelityResult) -> [String] {
        guard let row = result.outputs.first(where: { $0.output.name == "contained" }),
            let voices = row.voices, let share = row.shareOfVoices
        else { return [] }
        let interval = row.estimate.interval(with: voices)
        func percent(_ value: Double) -> String { NumberText.fixed(value * 100, 1) + "%" }
        return [
            "These intervals are for the \(voices.clusters) voices heard at \(result.fidelities.costly). Were voices "
                + "drawn anew too, contained: \(percent(interval.lowerBound)) to "
                + "\(percent(interval.upperBound)), \(NumberText.fixed(share * 100, 0))% of the variance from "
                + "voices; so few tell that roughly."
        ]
    }

    private static func center(_ result: MultiFidelityResult) -> [String] {
        let (cheap, costly) = result.fidelities
        var table = TextTable([
            "the center", cheap, costly, "from sessions", "twice the sessions",
            "twice the replications",
        ])
        for name in rows {
            guard let kpi = result.kpi(name) else { continue }
            let share = kpi.unit == "share"
            func width(_ value: Double) -> String {
                "±" + NumberText.fixed(value * (share ? 100 : 1), share ? 1 : 2)
                    + (share ? "%" : "")
            }
            let value = NumberText.fixed(kpi.mean * (share ? 100 : 1), share ? 1 : 2)
            table.add([
                name, ProjectionTable.cell(kpi.cheap), value + width(kpi.halfWidth()),
                kpi.shareOfSessions.map { NumberText.fixed($0 * 100, 0) + "%" } ?? "-",
                width(kpi.halfWidth(sessions: 2)), width(kpi.halfWidth(replications: 2)),
            ])
        }
        return table.lines() + [
            "Replications \(result.replications), and \(result.bootstrapReplications) of the "
                + "bootstrap; 'from sessions' is the part of the variance that the sample of costly "
                + "sessions leaves, the rest is simulation."
        ]
    }

    private static func staffing(_ result: MultiFidelityResult, _ target: Double) -> [String] {
        [
            "agents needed for at most \(NumberText.fixed(target * 100, 1))% abandonment in the busiest "
                + "interval: \(ProjectionTable.peak(result.cheapStaffing)) at "
                + "\(result.fidelities.cheap), \(ProjectionTable.peak(result.staffing)) at "
                + "\(result.fidelities.costly)"
        ]
    }

    /// What one more hour of a processor is best spent on.
    private static func buys(_ result: MultiFidelityResult, _ cost: MultiFidelityCost) -> [String] {
        guard let kpi = result.kpi("abandonmentRate"), let next = cost.nextHour(result) else {
            return []
        }
        func width(_ value: Double) -> String { "±" + NumberText.fixed(value * 100, 2) + "%" }
        let best =
            next.buysSessions ? result.fidelities.costly + " sessions" : "replications"
        return [
            "One \(result.fidelities.costly) session took \(NumberText.fixed(cost.secondsPerSession, 3)) "
                + "processor seconds, a replication \(NumberText.fixed(cost.secondsPerReplication, 3)). "
                + "The next hour of one processor takes the abandonment rate from "
                + "\(width(kpi.halfWidth())) to \(width(next.bySessions)) by sessions, to "
                + "\(width(next.byReplications)) by replications: buy \(best)."
        ]
    }
}
