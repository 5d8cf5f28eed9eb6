import Foundation
import GSL

/// The regime of Halfin and Whitt: staffing at load plus a multiple of its square root, no giving up.
///
/// Limits for many agents; the error falls like 1 / sqrt(n).
/// Source: Halfin and Whitt 1981.
public enum HalfinWhitt {
    /// P(wait > 0) at this safety factor: 1 / (1 + beta Phi(beta) / phi(beta)); 1 at 0 and below.
    public static func delayProbability(safetyFactor beta: Double) -> Double {
        guard beta > 0 else { return 1 }
        return 1 / (1 + beta / SpecialFunctions.normalHazard(-beta))
    }

    /// The safety factor at which this share of contacts waits.
    ///
    /// - Parameter probability: P(wait > 0), above 1e-290 and below 1.
    /// - Returns: beta, above 0, to 1e-13 relative.
    /// - Throws: `TheoryError.outOfRange`.
    public static func safetyFactor(
        delayProbability probability: Double
    ) throws(TheoryError) -> Double {
        try require(
            probability > 1e-290 && probability < 1, "probability of waiting", probability,
            allowed: "between 0 and 1")
        do throws(GSLError) {
            return try RootFinding.brent(in: 0...37, relativeTolerance: 1e-14) {
                log(delayProbability(safetyFactor: $0) / probability)
            }
        } catch {
            throw .notComputed(error.description)
        }
    }
}

/// The regime of Garnett, Mandelbaum and Reiman: staffing at load plus a multiple of its square root,
/// with exponential patience.
///
/// Limits for many agents; the error falls like 1 / sqrt(n). The patience ratio is
/// r = sqrt(mean patience / mean handling time).
/// Source: Garnett, Mandelbaum, Reiman 2002.
public enum Garnett {
    /// P(wait > 0): 1 / (1 + h(beta r) / (r h(-beta))), h the normal hazard.
    ///
    /// - Parameters:
    ///   - beta: Safety factor, any sign.
    ///   - ratio: sqrt(mean patience / mean handling time), above 0.
    /// - Returns: The limit, in 0...1.
    public static func delayProbability(
        safetyFactor beta: Double, patienceRatio ratio: Double
    ) -> Double {
        let right = SpecialFunctions.normalHazard(beta * ratio)
        return 1 / (1 + right / (ratio * SpecialFunctions.normalHazard(-beta)))
    }

    /// sqrt(n) P(abandon): P(wait > 0) (h(beta r) - beta r) / r.
    ///
    /// - Parameters:
    ///   - beta: Safety factor, any sign.
    ///   - ratio: sqrt(mean patience / mean handling time), above 0.
    /// - Returns: The limit; divide by sqrt(n) for the share that gives up.
    public static func scaledAbandonment(
        safetyFactor beta: Double, patienceRatio ratio: Double
    ) -> Double {
        let x = beta * ratio
        return delayProbability(safetyFactor: beta, patienceRatio: ratio)
            * (SpecialFunctions.normalHazard(x) - x) / ratio
    }
}

/// The rule n = a + beta sqrt(a).
public enum SquareRootStaffing {
    /// Agents by the rule, rounded up, at least 1.
    ///
    /// - Parameters:
    ///   - offeredLoad: a, in erlangs, 0 or more.
    ///   - beta: Safety factor, any sign.
    /// - Returns: Agents, capped at `largestAgentCount`.
    public static func agents(offeredLoad: Double, safetyFactor beta: Double) -> Int {
        let wanted = (offeredLoad + beta * offeredLoad.squareRoot()).rounded(.up)
        guard wanted < Double(largestAgentCount) else { return largestAgentCount }
        return max(1, wanted.isNaN ? 1 : Int(wanted))
    }
}
