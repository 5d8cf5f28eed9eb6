import GSL

/// Two-sided p-values, and their correction for many comparisons.
public enum PValue {
    /// P(|Z| >= |z|) for a standard normal Z.
    ///
    /// - Parameter z: Standardised difference.
    /// - Returns: In [0, 1]; relative error near 1e-14, in the tail too.
    public static func normal(_ z: Double) -> Double {
        min(2 * NormalDistribution.standard.upperTail(abs(z)), 1)
    }

    /// P(|T| >= |t|) for Student's T.
    ///
    /// - Parameters:
    ///   - t: Standardised difference.
    ///   - degreesOfFreedom: Above 0.
    /// - Returns: In [0, 1]; NaN when the degrees of freedom are not positive and finite.
    public static func student(_ t: Double, degreesOfFreedom: Double) -> Double {
        guard let law = try? StudentTDistribution(degreesOfFreedom: degreesOfFreedom) else {
            return .nan
        }
        return min(2 * law.upperTail(abs(t)), 1)
    }

    /// P(T >= t) for Student's T.
    ///
    /// - Parameters:
    ///   - t: Standardised difference; infinite ones are certain.
    ///   - degreesOfFreedom: Above 0.
    /// - Returns: In [0, 1].
    static func studentUpperTail(_ t: Double, degreesOfFreedom: Double) -> Double {
        guard t.isFinite else { return t > 0 ? 0 : 1 }
        let twoSided = student(t, degreesOfFreedom: degreesOfFreedom)
        return t > 0 ? twoSided / 2 : 1 - twoSided / 2
    }

    /// Two one-sided tests that a difference is inside a margin: the greater of their p-values.
    ///
    /// At 5 % the same as that the two-sided 90 % interval lies inside the margin; source: Schuirmann, Journal of
    /// Pharmacokinetics and Biopharmaceutics 15 (1987) 657-680.
    ///
    /// - Parameters:
    ///   - difference: The estimate.
    ///   - standardError: Its standard error, >= 0.
    ///   - margin: Greatest difference that counts as none, > 0.
    ///   - degreesOfFreedom: Those of the standard error, above 0.
    /// - Returns: In [0, 1].
    public static func equivalence(
        _ difference: Double, standardError: Double, margin: Double, degreesOfFreedom: Double
    ) -> Double {
        precondition(margin > 0, "nothing is closer than equal")
        guard standardError > 0 else { return abs(difference) < margin ? 0 : 1 }
        return max(
            studentUpperTail(
                (difference + margin) / standardError, degreesOfFreedom: degreesOfFreedom),
            studentUpperTail(
                (margin - difference) / standardError, degreesOfFreedom: degreesOfFreedom))
    }

    /// Holm's correction for many comparisons, whatever their dependence.
    ///
    /// The i-th smallest of m p-values is multiplied by m - i + 1, made non-decreasing and cut at 1;
    /// rejecting all corrected values <= a keeps the chance of any false rejection at or below a.
    /// Source: Holm, Scandinavian Journal of Statistics 6 (1979) 65-70.
    ///
    /// - Parameter values: p-values in [0, 1].
    /// - Returns: The corrected values in the order given.
    public static func holm(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted {
            values[$0] == values[$1] ? $0 < $1 : values[$0] < values[$1]
        }
        var corrected = values
        var greatest = 0.0
        for (rank, index) in order.enumerated() {
            greatest = max(greatest, min(Double(values.count - rank) * values[index], 1))
            corrected[index] = greatest
        }
        return corrected
    }
}
