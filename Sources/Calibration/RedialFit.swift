public import Distributions
public import Statistics
public import TwinPrimitives

/// How often, and how soon, identified callers call again because they gave up.
public struct RedialFit: Equatable, Sendable {
    /// Return times after abandoning, cut off at the end of the log.
    public let afterAbandoning: SurvivalCurve
    /// Return times after being served: the baseline of callers who would call again anyway.
    public let afterService: SurvivalCurve
    /// Abandonments of identified callers.
    public let abandonments: Int
    /// Services of identified callers.
    public let services: Int
    /// Seconds after which a return counts no longer as a redial.
    public let horizonSeconds: Double
    /// Probability of a redial within the horizon.
    public let probability: Double
    /// Standard error of the probability, from Greenwood's variances.
    public let standardError: Double
    /// Time until the redial, given that there is one within the horizon.
    public let delay: Law?

    /// Redials that have happened by a time, as a share of abandonments.
    ///
    /// Returns for another reason and redials compete independently, so that
    /// P(no return by t | abandoned) = P(no return by t | served) x P(no redial by t).
    ///
    /// - Parameter seconds: Time since abandoning.
    /// - Returns: 1 - S(t | abandoned) / S(t | served), at least 0.
    public func excess(within seconds: Double) -> Double {
        Self.excess(afterAbandoning, afterService, seconds)
    }

    static func excess(
        _ abandoned: SurvivalCurve, _ served: SurvivalCurve, _ seconds: Double
    ) -> Double {
        let base = served.survival(at: seconds)
        return base > 0 ? max(1 - abandoned.survival(at: seconds) / base, 0) : 0
    }
}

/// Fits redials of identified callers.
public struct RedialFitter: Equatable, Sendable {
    /// A return later than this is no redial, in seconds.
    public let horizonSeconds: Double
    /// Times at which the law of the delay is pinned, ascending, in seconds; those beyond the
    /// horizon are left out.
    static let grid: [Double] = [
        0, 15, 30, 60, 120, 180, 300, 450, 600, 900, 1_200, 1_800, 2_700, 3_600, 5_400, 7_200,
        10_800, 14_400, 21_600, 43_200, 86_400,
    ]

    /// Stores the horizon.
    public init(horizonSeconds: Double = 86_400) { self.horizonSeconds = horizonSeconds }

    /// Compares the times to the next arrival after abandoning and after being served.
    ///
    /// - Parameters:
    ///   - contacts: All contacts of the log by number.
    ///   - end: End of the log.
    ///   - callersByType: Whether a caller's number means another person in another contact type.
    /// - Returns: The fit; nil if no identified caller abandoned or none was served.
    /// - Throws: `CalibrationError` for a horizon that is not positive.
    public func fit(
        _ contacts: [ObservedContact], end: SimulationTime, callersByType: Bool = false
    ) throws(CalibrationError) -> RedialFit? {
        guard horizonSeconds > 0 else {
            throw .badSetting(what: "redial horizon", got: horizonSeconds, allowed: "above 0 s")
        }
        var lastOfCaller: [UInt64: ObservedContact] = [:]
        var (abandoned, served): ([CensoredTime], [CensoredTime]) = ([], [])
        func add(_ contact: ObservedContact, until next: SimulationTime, isEvent: Bool) {
            guard let left = contact.serviceEnd ?? contact.waitEnd else { return }
            let time = CensoredTime(seconds: max((next - left).seconds, 0), isEvent: isEvent)
            switch contact.ending {
            case .abandoned, .balked: abandoned.append(time)
            case .served: served.append(time)
            case .open, .hungUpInMenu, .blocked, .contained: break
            }
        }
        // Number 0 stands for nobody in a recorded log.
        for contact in contacts where callersByType || contact.caller.ordinal != 0 {
            let type = callersByType ? UInt64(contact.caller.contactType.rawValue) : 0
            let person = type << 32 | UInt64(contact.caller.ordinal)
            if let earlier = lastOfCaller[person] {
                add(earlier, until: contact.arrival, isEvent: true)
            }
            lastOfCaller[person] = contact
        }
        for ordinal in lastOfCaller.keys.sorted() {
            if let contact = lastOfCaller[ordinal] { add(contact, until: end, isEvent: false) }
        }
        guard !abandoned.isEmpty, !served.isEmpty else { return nil }
        let curves = try CalibrationError.estimating("redials") { () throws(StatisticsError) in
            (
                KaplanMeier.curve(of: try CensoredSample.sorting(abandoned)),
                KaplanMeier.curve(of: try CensoredSample.sorting(served))
            )
        }
        return result(curves.0, curves.1, abandoned.count, served.count)
    }

    private func result(
        _ abandoned: SurvivalCurve, _ served: SurvivalCurve, _ abandonments: Int, _ services: Int
    ) -> RedialFit {
        let probability = RedialFit.excess(abandoned, served, horizonSeconds)
        // Delta method on the logarithms of the two survivals.
        let spread =
            (abandoned.step(at: horizonSeconds)?.greenwoodSum ?? 0)
            + (served.step(at: horizonSeconds)?.greenwoodSum ?? 0)
        return RedialFit(
            afterAbandoning: abandoned, afterService: served, abandonments: abandonments,
            services: services, horizonSeconds: horizonSeconds, probability: probability,
            standardError: (1 - probability) * spread.squareRoot(),
            delay: delay(abandoned, served, probability))
    }

    /// The excess as a law, made to ascend, pinned at the grid; where it does not rise for a while
    /// the law jumps from the last time before the stretch to the first after it.
    private func delay(
        _ abandoned: SurvivalCurve, _ served: SurvivalCurve, _ probability: Double
    ) -> Law? {
        guard probability > 0 else { return nil }
        var values: [Double] = [0]
        var probabilities: [Double] = [0]
        var previous = 0.0
        for time in Self.grid.filter({ $0 > 0 && $0 < horizonSeconds }) + [horizonSeconds] {
            let excess = RedialFit.excess(abandoned, served, time) / probability
            let share = time < horizonSeconds ? min(excess, 1) : 1
            let (last, reached) = (values[values.count - 1], probabilities[values.count - 1])
            if share > reached + Self.leastRise {
                if reached == 0 {
                    values[0] = previous
                } else if last < previous {
                    values.append(previous)
                    probabilities.append(reached + Self.leastRise / 2)
                }
                values.append(time)
                probabilities.append(share)
            }
            if share >= 1 { break }
            previous = time
        }
        return .empirical(EmpiricalLaw(values: values, probabilities: probabilities))
    }

    /// Probabilities of a law's points must ascend; smaller rises count as none.
    private static let leastRise = 1e-6
}
