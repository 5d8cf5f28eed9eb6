import TwinPrimitives

/// Temperature and out-of-scope rule, fitted to utterances that training did not see.
struct IntentCalibration {
    /// One over the temperature.
    let sharpness: Double
    /// The rule.
    let rule: OutOfScopeRule

    /// Range of the sharpness that is searched.
    private static let sharpnesses = 0.2...5.0

    init(
        _ classifier: IntentClassifier, held: [TrainingItem], outside: [String], seed: UInt64
    ) {
        var classifier = classifier
        let scored = held.map {
            (classifier.linearScores(classifier.extractor.features($0.text)), $0.label)
        }
        sharpness = Self.sharpness(classifier, scored)
        classifier.sharpness = sharpness
        // Where no example of outside is given, words of different utterances are mixed.
        let negatives =
            outside.count >= IntentTrainer.leastHeld ? outside : Self.mixtures(held, seed: seed)
        rule = Self.rule(classifier, inside: held.map(\.text), outside: negatives)
    }

    /// The sharpness of least cross-entropy, by golden section (Kiefer 1953).
    private static func sharpness(
        _ classifier: IntentClassifier, _ scored: [([Double], Int)]
    ) -> Double {
        var classifier = classifier
        func loss(_ logarithm: Double) -> Double {
            classifier.sharpness = PortableMath.exp(logarithm)
            return scored.reduce(0) { sum, item in
                sum - PortableMath.log(max(classifier.probabilities(item.0)[item.1], 1e-12))
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

    /// Utterances that mean nothing: every second word of one, every second of another.
    private static func mixtures(_ items: [TrainingItem], seed: UInt64) -> [String] {
        let streams = RandomStreams(seed: seed, replication: 77)
        return items.indices.map { place in
            let draw = streams.uniform(
                .bootstrap, CallerKey(contactType: ContactTypeID(1), ordinal: UInt32(place)))
            let other = items[min(Int(draw * Double(items.count)), items.count - 1)]
            let left = items[place].text.split(separator: " ")
            let right = other.text.split(separator: " ")
            var words: [Substring] = []
            for index in 0..<max(left.count, right.count) {
                if index % 2 == 0, index < left.count { words.append(left[index]) }
                if index % 2 == 1, index < right.count { words.append(right[index]) }
            }
            return words.joined(separator: " ")
        }
    }

    /// Logistic regression with even weight on inside and outside, by Newton steps with a small
    /// ridge.
    private static func rule(
        _ classifier: IntentClassifier, inside: [String], outside: [String]
    ) -> OutOfScopeRule {
        let count = OutOfScopeEvidence.count + 1
        let rows =
            inside.map { (row(classifier, $0), 0.0, 0.5 / Double(inside.count)) }
            + outside.map { (row(classifier, $0), 1.0, 0.5 / Double(outside.count)) }
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
        return OutOfScopeRule(weights: weights)
    }

    private static func row(_ classifier: IntentClassifier, _ text: String) -> [Double] {
        let scores = classifier.linearScores(classifier.extractor.features(text))
        let probabilities = classifier.probabilities(scores)
        let order = probabilities.indices.sorted {
            (probabilities[$0], $1) > (probabilities[$1], $0)
        }
        return [1]
            + OutOfScopeEvidence(
                probabilities: probabilities, scores: scores, order: Array(order.prefix(2)),
                unknownShare: classifier.unknownShare(text)
            ).values
    }
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
        let items = utterances.compactMap { utterance in
            utterance.label.flatMap { name in
                labels.firstIndex(of: name).map { TrainingItem(text: utterance.text, label: $0) }
            }
        }
        guard items.count >= IntentTrainer.leastHeld else { return }
        sharpness = IntentCalibration(self, held: items, outside: [], seed: 1).sharpness
    }
}
