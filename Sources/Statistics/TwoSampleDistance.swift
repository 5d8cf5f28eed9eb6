/// Two samples, sorted, with their distribution functions side by side.
struct SortedPair {
    let first: [Double]
    let second: [Double]

    /// Sorts two samples, refusing empty ones.
    init(_ first: [Double], _ second: [Double]) throws(StatisticsError) {
        guard !first.isEmpty, !second.isEmpty else {
            throw .tooFew(what: "sample", needed: 1, got: 0)
        }
        self.first = first.sorted()
        self.second = second.sorted()
    }

    /// Calls `body` per distinct number with (length up to the next number, F, G) just after it.
    ///
    /// The length after the greatest number is 0.
    func forEachGap(_ body: (_ length: Double, _ f: Double, _ g: Double) -> Void) {
        forEachValue { value, counts, next in
            body(
                (next ?? value) - value, Double(counts.first) / Double(first.count),
                Double(counts.second) / Double(second.count))
        }
    }

    /// Calls `body` per distinct number with the numbers of each sample up to and including it.
    func forEachValue(
        _ body: (_ value: Double, _ upTo: (first: Int, second: Int), _ next: Double?) -> Void
    ) {
        var (i, j) = (0, 0)
        while i < first.count || j < second.count {
            let value = min(
                i < first.count ? first[i] : .infinity, j < second.count ? second[j] : .infinity)
            while i < first.count, first[i] == value { i += 1 }
            while j < second.count, second[j] == value { j += 1 }
            let rest =
                i < first.count || j < second.count
                ? min(
                    i < first.count ? first[i] : .infinity,
                    j < second.count ? second[j] : .infinity) : nil
            body(value, (i, j), rest)
            guard rest != nil else { return }
        }
    }
}

/// Distances of two samples: how far a twin's output lies from what was recorded.
///
/// All are exact for the samples given and take O(n log n).
public enum TwoSampleDistance {
    /// Wasserstein distance of order 1, the area between the distribution functions.
    ///
    /// - Parameters:
    ///   - first: Numbers in any order, at least one.
    ///   - second: Likewise.
    /// - Returns: In the samples' unit; 0 for equal samples.
    /// - Throws: `StatisticsError.tooFew` for an empty sample.
    public static func wasserstein(
        _ first: [Double], _ second: [Double]
    ) throws(StatisticsError) -> Double {
        var area = 0.0
        try SortedPair(first, second).forEachGap { area += $0 * abs($1 - $2) }
        return area
    }

    /// Energy distance, sqrt(2 x integral of (F - G)^2).
    ///
    /// Source: Székely, Rizzo, Journal of Statistical Planning and Inference 143 (2013) 1249.
    ///
    /// - Parameters:
    ///   - first: Numbers in any order, at least one.
    ///   - second: Likewise.
    /// - Returns: In the square root of the samples' unit; 0 for equal samples.
    /// - Throws: `StatisticsError.tooFew` for an empty sample.
    public static func energy(
        _ first: [Double], _ second: [Double]
    ) throws(StatisticsError) -> Double {
        var area = 0.0
        try SortedPair(first, second).forEachGap { area += $0 * ($1 - $2) * ($1 - $2) }
        return (2 * area).squareRoot()
    }

    /// The two-sample statistic T of Cramér and von Mises, on ranks (midranks in ties).
    ///
    /// Source: Anderson, Annals of Mathematical Statistics 33 (1962) 1148-1159.
    ///
    /// - Parameters:
    ///   - first: Numbers in any order, at least one.
    ///   - second: Likewise.
    /// - Returns: T without unit; about 1/6 + 1/(6 (n + m)) in the mean for equal laws.
    /// - Throws: `StatisticsError.tooFew` for an empty sample.
    public static func cramerVonMises(
        _ first: [Double], _ second: [Double]
    ) throws(StatisticsError) -> Double {
        let (n, m) = (Double(first.count), Double(second.count))
        var (ofFirst, ofSecond) = (0.0, 0.0)
        var before = (first: 0, second: 0)
        try SortedPair(first, second).forEachValue { _, upTo, _ in
            let midrank = Double(before.first + before.second + upTo.first + upTo.second + 1) / 2
            for index in before.first..<upTo.first {
                ofFirst += (midrank - Double(index + 1)) * (midrank - Double(index + 1))
            }
            for index in before.second..<upTo.second {
                ofSecond += (midrank - Double(index + 1)) * (midrank - Double(index + 1))
            }
            before = upTo
        }
        let rankSum = n * ofFirst + m * ofSecond
        return rankSum / (n * m * (n + m)) - (4 * n * m - 1) / (6 * (n + m))
    }

    /// The k-sample statistic of Anderson and Darling for two samples, midrank form, standardised.
    ///
    /// It weighs the tails. Source: Scholz, Stephens, Journal of the American Statistical
    /// Association 82 (1987) 918-924, equation 7 and the variance of section 3.
    ///
    /// - Parameters:
    ///   - first: Numbers in any order; the two samples hold at least four numbers.
    ///   - second: Likewise, not all equal to those of the first.
    /// - Returns: (A^2 - 1) / its standard deviation under equal laws; 5 % point about 1.96.
    /// - Throws: `StatisticsError` for too few or only equal numbers.
    public static func andersonDarling(
        _ first: [Double], _ second: [Double]
    ) throws(StatisticsError) -> Double {
        let pair = try SortedPair(first, second)
        let (n, m) = (Double(first.count), Double(second.count))
        let total = n + m
        guard total >= 4 else {
            throw .tooFew(what: "Anderson-Darling", needed: 4, got: first.count + second.count)
        }
        guard min(pair.first[0], pair.second[0]) < max(pair.first.last ?? 0, pair.second.last ?? 0)
        else { throw .noEstimate(what: "Anderson-Darling", reason: "all numbers are equal") }
        var before = (first: 0, second: 0)
        var (ofFirst, ofSecond) = (0.0, 0.0)
        pair.forEachValue { _, upTo, _ in
            let ties = Double(upTo.first + upTo.second - before.first - before.second)
            let pooled = Double(before.first + before.second) + ties / 2
            let one = Double(before.first + upTo.first) / 2
            let other = Double(before.second + upTo.second) / 2
            let weight = ties / total / (pooled * (total - pooled) - total * ties / 4)
            ofFirst += weight * (total * one - n * pooled) * (total * one - n * pooled)
            ofSecond += weight * (total * other - m * pooled) * (total * other - m * pooled)
            before = upTo
        }
        let statistic = (total - 1) / total * (ofFirst / n + ofSecond / m)
        return (statistic - 1) / deviation(n, m).squareRoot()
    }

    /// Variance of the Anderson-Darling statistic of two samples under equal laws.
    private static func deviation(_ n: Double, _ m: Double) -> Double {
        let total = n + m
        let inverse = 1 / n + 1 / m
        let whole = Int(total)
        let h = (1..<whole).reduce(0.0) { $0 + 1 / Double($1) }
        // g = sum over i < j of 1 / ((N - i) j), by suffix sums of 1 / j.
        var (g, suffix) = (0.0, 0.0)
        for i in stride(from: whole - 2, through: 1, by: -1) {
            suffix += 1 / Double(i + 1)
            g += suffix / (total - Double(i))
        }
        let a = (4 * g - 6) + (10 - 6 * g) * inverse
        let b = (2 * g - 4) * 4 + 8 * h * 2 + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6
        let c =
            (6 * h + 2 * g - 2) * 4 + (4 * h - 4 * g + 6) * 2 + (2 * h - 6) * inverse + 4 * h
        let d = (2 * h + 6) * 4 - 4 * h * 2
        let cubic = ((a * total + b) * total + c) * total + d
        return cubic / ((total - 1) * (total - 2) * (total - 3))
    }
}
