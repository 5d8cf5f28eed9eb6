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
            "Broken down by these, comma between: type, group, interval; none for the center alone.",
            valueName: "what"))
    var by = "type,group"

    /// The indicators.
    func selection() throws(CommandFailure) -> KPISelection {
        guard let kpis else { return .all }
        do throws(ProjectionError) {
            return try KPISelection(Self.list(kpis))
        } catch {
            throw CommandFailure.usage("--kpis: " + error.text)
        }
    }

    /// The breakdown.
    func breakdown() throws(CommandFailure) -> KPIBreakdown {
        var breakdown: KPIBreakdown = []
        if by == "none" { return breakdown }
        for name in Self.list(by) {
            switch name {
            case "type": breakdown.insert(.type)
            case "group": breakdown.insert(.group)
            case "interval": breakdown.insert(.interval)
            default:
                throw CommandFailure.usage(
                    "--by '\(name)'; known: type, group, interval, several with commas between, or none"
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
