/// How well a classifier does on utterances that it was not trained on.
public struct IntentEvaluation: Hashable, Sendable {
    /// Utterances inside the scope.
    public let insideCount: Int
    /// Utterances from outside.
    public let outsideCount: Int
    /// Share of inside utterances whose best label is right.
    public let accuracy: Double
    /// Expected calibration error of the best probability.
    ///
    /// Over 15 bins of equal width (Naeini, Cooper, Hauskrecht, AAAI 2015; Guo et al., ICML 2017).
    public let expectedCalibrationError: Double
    /// Area under the curve of the out-of-scope score; nil without utterances from outside.
    public let outOfScopeAUROC: Double?
    /// Share of inside utterances that can be acted on when the surest are taken first and at most
    /// 2 % of them are wrong.
    public let coverageAt2PercentError: Double
    /// The same at 5 %.
    public let coverageAt5PercentError: Double
    /// Inside utterances that are accepted and right at the rule's threshold of one half.
    public let acceptedAndRight: Double
    /// Outside utterances that are rejected there; nil without any.
    public let outsideRejected: Double?
    /// Best share of outside utterances rejected while at least 90 % of inside ones are accepted and
    /// right; nil when no threshold reaches 90 %, or without utterances from outside.
    public let outsideRejectedAt90PercentAccepted: Double?

    /// One inside utterance.
    package struct Case {
        let isRight: Bool
        let probability: Double
        let outOfScope: Double

        /// Stores whether the best label is right, its probability, and the out-of-scope score.
        package init(isRight: Bool, probability: Double, outOfScope: Double) {
            self.isRight = isRight
            self.probability = probability
            self.outOfScope = outOfScope
        }
    }

    /// Evaluates a classifier.
    ///
    /// - Parameters:
    ///   - classifier: What reads.
    ///   - utterances: With labels, or without when from outside; a label that the classifier does not
    ///     have counts as wrong.
    public init(_ classifier: IntentClassifier, on utterances: [LabelledUtterance]) {
        var cases: [Case] = []
        var outside: [Double] = []
        for utterance in utterances {
            let reading = classifier.read(utterance.text, count: 1)
            guard let label = utterance.label else {
                outside.append(reading.outOfScope)
                continue
            }
            let best = reading.ranked.first
            cases.append(
                Case(
                    isRight: best.map { classifier.labels[$0.label] == label } ?? false,
                    probability: best?.probability ?? 0, outOfScope: reading.outOfScope))
        }
        self.init(cases, outside: outside)
    }

    /// Computes the measures of readings.
    ///
    /// - Parameters:
    ///   - cases: Readings of utterances from inside.
    ///   - outside: Out-of-scope scores of utterances from outside.
    package init(_ cases: [Case], outside: [Double]) {
        let count = Double(max(cases.count, 1))
        insideCount = cases.count
        outsideCount = outside.count
        accuracy = Double(cases.count(where: \.isRight)) / count
        expectedCalibrationError = Self.calibrationError(cases)
        coverageAt2PercentError = Self.coverage(cases, error: 0.02)
        coverageAt5PercentError = Self.coverage(cases, error: 0.05)
        acceptedAndRight = Double(cases.count { $0.isRight && $0.outOfScope < 0.5 }) / count
        outsideRejected =
            outside.isEmpty
            ? nil : Double(outside.count { $0 >= 0.5 }) / Double(outside.count)
        outOfScopeAUROC = outside.isEmpty ? nil : Self.area(cases.map(\.outOfScope), outside)
        outsideRejectedAt90PercentAccepted =
            outside.isEmpty ? nil : Self.rejected(cases, outside, accepted: 0.9)
    }

    private static func calibrationError(_ cases: [Case]) -> Double {
        let bins = 15
        var counts = [Int](repeating: 0, count: bins)
        var right = counts
        var sums = [Double](repeating: 0, count: bins)
        for item in cases {
            let bin = min(Int(item.probability * Double(bins)), bins - 1)
            counts[bin] += 1
            right[bin] += item.isRight ? 1 : 0
            sums[bin] += item.probability
        }
        return zip(right, sums).reduce(0) { $0 + abs(Double($1.0) - $1.1) }
            / Double(max(cases.count, 1))
    }

    private static func coverage(_ cases: [Case], error: Double) -> Double {
        let sorted = cases.sorted { $0.probability > $1.probability }
        var wrong = 0
        var covered = 0
        for (place, item) in sorted.enumerated() {
            wrong += item.isRight ? 0 : 1
            // Equal probabilities are taken together.
            let isLast =
                place + 1 == sorted.count || sorted[place + 1].probability < item.probability
            if isLast, Double(wrong) <= error * Double(place + 1) { covered = place + 1 }
        }
        return Double(covered) / Double(max(cases.count, 1))
    }

    /// Probability that an outside utterance scores higher than an inside one, ties counting half
    /// (Mann and Whitney 1947).
    private static func area(_ inside: [Double], _ outside: [Double]) -> Double {
        let sorted = inside.sorted()
        func below(_ value: Double, orEqual: Bool) -> Int {
            var low = 0
            var high = sorted.count
            while low < high {
                let middle = (low + high) / 2
                if sorted[middle] < value || orEqual && sorted[middle] == value {
                    low = middle + 1
                } else {
                    high = middle
                }
            }
            return low
        }
        let sum = outside.reduce(0.0) { sum, value in
            let less = below(value, orEqual: false)
            return sum + Double(less) + Double(below(value, orEqual: true) - less) / 2
        }
        return sum / Double(max(inside.count, 1)) / Double(outside.count)
    }

    private static func rejected(
        _ cases: [Case], _ outside: [Double], accepted: Double
    ) -> Double? {
        // Right cases by score: the threshold must lie above the one that completes the share.
        let scores = cases.filter(\.isRight).map(\.outOfScope).sorted()
        let needed = Int((accepted * Double(cases.count)).rounded(.up))
        guard needed > 0, scores.count >= needed else { return nil }
        let threshold = scores[needed - 1]
        return Double(outside.count { $0 > threshold }) / Double(outside.count)
    }
}
