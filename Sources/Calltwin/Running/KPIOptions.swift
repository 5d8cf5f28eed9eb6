import ArgumentParser
import Projections

/// Which indicators a run keeps, and by what they are broken down.
struct KPIOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only these indicators, comma between; others are not even counted. All when left out.",
            discussion: """
                A ratio's name with MeanOfRatios behind it is the mean of the replications' ratios, \
                such as abandonmentRateMeanOfRatios.
                """, valueName: "names"))
    var kpis: String?

    @Option(
        help: ArgumentHelp(
            """
            Broken down by these, comma between: type, group, segment, interval; none for the center \
            alone. By type, group and segment when left out.
            """, valueName: "what"))
    var by: String?

    /// The indicators.
    func selection() throws(CommandFailure) -> KPISelection { try Self.selection(kpis) }

    /// The indicators that names with commas between choose; all when there are none.
    static func selection(_ kpis: String?) throws(CommandFailure) -> KPISelection {
        guard let kpis else { return .all }
        do throws(ProjectionError) {
            return try KPISelection(list(kpis))
        } catch {
            throw CommandFailure.usage("--kpis: " + error.text)
        }
    }

    /// The breakdown.
    ///
    /// - Parameter hasSegments: Whether the scenario has segments.
    /// - Returns: What was asked for, or the usual one.
    /// - Throws: A usage error for unknown words, and for segments that there are not.
    func breakdown(hasSegments: Bool) throws(CommandFailure) -> KPIBreakdown {
        var breakdown: KPIBreakdown = []
        guard let by else { return hasSegments ? [.type, .group, .segment] : [.type, .group] }
        if by == "none" { return breakdown }
        for name in Self.list(by) {
            switch name {
            case "type": breakdown.insert(.type)
            case "group": breakdown.insert(.group)
            case "interval": breakdown.insert(.interval)
            case "segment" where !hasSegments:
                throw CommandFailure.usage("--by segment: the scenario has no segments")
            case "segment": breakdown.insert(.segment)
            default:
                throw CommandFailure.usage(
                    "--by '\(name)'; known: type, group, segment, interval, several with commas between, or none"
                )
            }
        }
        return breakdown
    }

    private static func list(_ text: String) -> [String] {
        text.split(separator: ",").map { part in
            String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
    }
}
