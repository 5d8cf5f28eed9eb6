import TwinPrimitives

/// Temperature and out-of-scope rule, fitted to utterances that training did not see.
struct IntentCalibration {
    /// One over the temperature.
    let sharpness: Double
    /// The rule.
    let rule: OutOfScopeRule

    /// Range of the sharpness that is searched.
    private static let sharpnesses = 0.2...5.0

    /// Fits both.
    ///
    /// - Parameters:
    ///   - cases: Utterances that the classifiers were not trained on.
    ///   - passed: Share of the rightly understood ones that the rule's threshold of one half accepts.
    init(_ cases: CalibrationCases, passed: Double) {
        sharpness = Self.sharpness(cases.inside)
        rule = Self.rule(cases, sharpness, passed: passed)
    }

    /// The sharpness of least cross-entropy, by golden section (Kiefer 1953).
    static func sharpness(_ cases: [CalibrationCase]) -> Double {
        func loss(_ logarithm: Double) -> Double {
            let sharpness = PortableMath.exp(logarithm)
            return cases.reduce(0) { sum, item in
                guard let label = item.label else { return sum }
                let probability = IntentClassifier.probabilities(item.scores, sharpness)[label]
                return sum - PortableMath.log(max(probability, 1e-12))
            }
        }
        let ratio = 0.618_033_988_749_895
        var low = PortableMath.log(sharpnesses.lowerBound)
        var high = PortableMath.log(sharpnesses.upperBound)
        for _ in 0..<24 {
            let left = high - ratio * (high - low)
            let right = low + ratio * (high - low)
            if loss(left) < loss(right) { high = right } else { low = left }
        }
        return PortableMath.exp((low + high) / 2)
    }

    /// A rule whose threshold of one half lets `passed` of what is rightly understood pass.
    private static func rule(
        _ cases: CalibrationCases, _ sharpness: Double, passed: Double
    ) -> OutOfScopeRule {
        var rule = OutOfScopeRule(weights: logistic(cases, sharpness))
        let sums = cases.inside.compactMap { item -> Double? in
            let evidence = item.evidence(sharpness)
            return evidence.best == item.label ? rule.sum(evidence) : nil
        }.sorted()
        guard !sums.isEmpty else { return rule }
        let place = Int(passed * Double(sums.count))
        let border =
            place + 1 < sums.count ? (sums[place] + sums[place + 1]) / 2 : sums[place] + 0.1
        rule.weights[0] -= border
        return rule
    }

    /// Logistic regression with even weight on inside and outside, by Newton steps with a small
    /// ridge.
    private static func logistic(_ cases: CalibrationCases, _ sharpness: Double) -> [Double] {
        let count = OutOfScopeEvidence.count + 1
        func rows(_ cases: [CalibrationCase], _ target: Double) -> [([Double], Double, Double)] {
            cases.map {
                ([1] + $0.evidence(sharpness).values, target, 0.5 / Double(cases.count))
            }
        }
        let rows = rows(cases.inside, 0) + rows(cases.outside, 1)
        var weights = [Double](repeating: 0, count: count)
        for _ in 0..<25 {
            var slope = [Double](repeating: 0, count: count)
            var curve = [[Double]](
                repeating: [Double](repeating: 0, count: count), count: count)
            for (values, target, share) in rows {
                let sum = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
                let probability = 1 / (1 + PortableMath.exp(-sum))
                let bend = max(probability * (1 - probability), 1e-6) * share
                for i in 0..<count {
                    slope[i] += (target - probability) * share * values[i]
                    for j in 0..<count { curve[i][j] += bend * values[i] * values[j] }
                }
            }
            for i in 0..<count {
                curve[i][i] += 1e-4
                slope[i] -= 1e-4 * weights[i]
            }
            guard let move = LinearSystem.solve(curve, slope) else { break }
            for i in 0..<count { weights[i] += move[i] }
        }
        return weights
    }
}

/// What a classifier makes of an utterance that it was not trained on.
struct CalibrationCase {
    let scores: [Double]
    /// The right label; nil from outside.
    let label: Int?
    let unknownShare: Double

    init(_ text: String, label: Int?, _ classifier: IntentClassifier) {
        scores = classifier.scores(text)
        self.label = label
        unknownShare = classifier.unknownShare(text)
    }

    func evidence(_ sharpness: Double) -> OutOfScopeEvidence {
        let probabilities = IntentClassifier.probabilities(scores, sharpness)
        return OutOfScopeEvidence(
            probabilities: probabilities, scores: scores,
            order: IntentClassifier.best(of: probabilities, count: 2), unknownShare: unknownShare)
    }
}

/// What temperature and rule are fitted to.
struct CalibrationCases {
    var inside: [CalibrationCase] = []
    var outside: [CalibrationCase] = []
}

/// Small systems of linear equations.
enum LinearSystem {
    /// Gaussian elimination with row pivots; nil when the matrix is singular.
    static func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
        var rows = zip(matrix, right).map { $0 + [$1] }
        let count = right.count
        for column in 0..<count {
            guard
                let pivot = (column..<count).max(by: {
                    abs(rows[$0][column]) < abs(rows[$1][column])
                }), abs(rows[pivot][column]) > 1e-14
            else { return nil }
            rows.swapAt(column, pivot)
            for row in 0..<count where row != column {
                let factor = rows[row][column] / rows[column][column]
                for place in column...count { rows[row][place] -= factor * rows[column][place] }
            }
        }
        return rows.indices.map { rows[$0][count] / rows[$0][$0] }
    }
}

extension IntentClassifier {
    /// Fits the temperature anew, as after the words of a recogniser with other errors.
    ///
    /// - Parameter utterances: With labels that the classifier knows; others are left out.
    public mutating func recalibrate(on utterances: [LabelledUtterance]) {
        let cases = utterances.compactMap { utterance in
            utterance.label.flatMap { name in
                labels.firstIndex(of: name).map { CalibrationCase(utterance.text, label: $0, self) }
            }
        }
        guard cases.count >= IntentTrainer.leastHeld else { return }
        sharpness = IntentCalibration.sharpness(cases)
    }
}
