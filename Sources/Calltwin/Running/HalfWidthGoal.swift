import Experiments
import Projections
import Statistics

/// `KPI=VALUE`: the half-width at which an indicator is known well enough.
struct HalfWidthGoal {
    let kpi: String
    let text: String
    let halfWidth: Double

    /// Reads a goal; nil for nil.
    init?(_ text: String?, option: String = "--until-half-width") throws(CommandFailure) {
        guard let text else { return nil }
        let parts = text.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else {
            throw CommandFailure.usage(
                "--until-half-width '\(text)'; known: KPI=VALUE, such as abandonmentRate=0.5%")
        }
        kpi = String(parts[0])
        guard KeyPerformanceIndicators.named(kpi) != nil else {
            let known = KeyPerformanceIndicators.all.map(\.name).joined(separator: ", ")
            throw CommandFailure.usage(
                "--until-half-width: no indicator is named '\(kpi)'; known: \(known)")
        }
        self.text = String(parts[1])
        let percent = parts[1].hasSuffix("%")
        guard let number = Double(percent ? parts[1].dropLast() : parts[1]), number > 0 else {
            throw CommandFailure.usage(
                "\(option): '\(parts[1])' is no half-width; known: a number above 0, or"
                    + " a percentage")
        }
        halfWidth = percent ? number / 100 : number
        let isShare = KeyPerformanceIndicators.named(kpi)?.unit == "share"
        guard !isShare || halfWidth < 1 else {
            throw CommandFailure.usage(
                "\(option): '\(parts[1])' is no half-width of a share; known: a percentage, such as 0.5%"
            )
        }
    }

    /// The number of replications to go on to, at most `most`; nil when the goal is met.
    ///
    /// - Throws: A usage error when no replication so far gave the indicator a value.
    func more(for series: KPISeries, most: Int) throws(CommandFailure) -> Int? {
        guard let estimate = series.estimate(kpi) else {
            throw CommandFailure.usage(
                "--until-half-width: \(kpi) has no value in this scenario; known: an indicator that"
                    + " the run prints with a value")
        }
        let unit = series.replicationsPerUnit
        return estimate.nextReplications(halfWidth: halfWidth).map {
            min($0 * unit, most - most % unit)
        }
    }

    func isMet(by series: KPISeries) -> Bool {
        series.estimate(kpi)?.nextReplications(halfWidth: halfWidth) == nil
    }
}
