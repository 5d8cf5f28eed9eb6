import TwinPrimitives

/// Softmax regression on hashed features with weights of eight bits.
///
/// Scores are whole sums of counts times weights for each block, divided by the block's length once
/// (square root and division are correctly rounded everywhere), and turned into probabilities by the
/// portable exponential: the same bits on every machine. Probabilities are those of the whole set of
/// labels; `Score` quantises them.
public struct IntentClassifier: Hashable, Sendable {
    /// Labels in order of their numbers.
    public let labels: [String]
    /// Factor on scores before they are probabilities: one over the temperature (Guo et al. 2017).
    public internal(set) var sharpness: Double
    /// What tells utterances from outside: see `OutOfScopeRule`.
    public internal(set) var outOfScope: OutOfScopeRule

    let extractor: FeatureExtractor
    /// Weights by place, then label.
    let weights: [Int8]
    /// Scale of the weights.
    let scale: Double
    /// Scores without features.
    let biases: [Double]
    /// Words seen in training, hashed, sorted: unknown words speak for outside.
    let vocabulary: [UInt32]

    /// What an utterance is taken for.
    public struct Reading: Hashable, Sendable {
        /// Labels and probabilities, best first.
        public var ranked: [(label: Int, probability: Double)]
        /// Probability that it is about none of the labels.
        public var outOfScope: Double

        public static func == (left: Self, right: Self) -> Bool {
            left.outOfScope == right.outOfScope
                && left.ranked.elementsEqual(right.ranked) { $0 == $1 }
        }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(outOfScope)
            for item in ranked { hasher.combine(item.label) }
        }
    }

    /// The linear scores of all labels, before temperature.
    func linearScores(_ features: [BlockFeatures]) -> [Double] {
        let count = labels.count
        var scores = biases
        var length = 0.0
        for (block, part) in zip(extractor.blocks, features) where part.inverseNorm > 0 {
            length += block.weight * block.weight
        }
        guard length > 0 else { return scores }
        let unit = scale / length.squareRoot()
        var sums = [Int32](repeating: 0, count: count)
        weights.withUnsafeBufferPointer { weights in
            for (block, part) in zip(extractor.blocks, features) where part.inverseNorm > 0 {
                for label in 0..<count { sums[label] = 0 }
                sums.withUnsafeMutableBufferPointer { sums in
                    for (place, times) in zip(part.places, part.counts) {
                        let row = Int(place) * count
                        let times = Int32(times)
                        for label in 0..<count {
                            sums[label] &+= times &* Int32(weights[row + label])
                        }
                    }
                }
                let factor = unit * block.weight * part.inverseNorm
                for label in 0..<count { scores[label] += factor * Double(sums[label]) }
            }
        }
        return scores
    }

    /// Probabilities of all labels.
    func probabilities(_ scores: [Double]) -> [Double] {
        let highest = scores.max() ?? 0
        var powers = scores.map { PortableMath.exp(($0 - highest) * sharpness) }
        let sum = powers.reduce(0, +)
        for label in powers.indices { powers[label] /= sum }
        return powers
    }

    /// Reads an utterance.
    ///
    /// - Parameters:
    ///   - text: Words.
    ///   - count: Labels that are ranked.
    public func read(_ text: String, count: Int = 5) -> Reading {
        let features = extractor.features(text)
        let scores = linearScores(features)
        let probabilities = probabilities(scores)
        var order: [Int] = []
        for label in probabilities.indices {
            let place =
                order.firstIndex { probabilities[$0] < probabilities[label] } ?? order.count
            if place < count {
                order.insert(label, at: place)
                if order.count > count { order.removeLast() }
            }
        }
        let evidence = OutOfScopeEvidence(
            probabilities: probabilities, scores: scores, order: order,
            unknownShare: unknownShare(text))
        return Reading(
            ranked: order.map { ($0, probabilities[$0]) },
            outOfScope: outOfScope.probability(evidence))
    }

    /// Share of the words that training has not seen.
    func unknownShare(_ text: String) -> Double {
        let words = FeatureExtractor.words(text)
        guard !words.isEmpty else { return 1 }
        let unknown = words.count { !contains(Self.wordHash($0)) }
        return Double(unknown) / Double(words.count)
    }

    private func contains(_ hash: UInt32) -> Bool {
        var low = 0
        var high = vocabulary.count
        while low < high {
            let middle = (low + high) / 2
            if vocabulary[middle] < hash { low = middle + 1 } else { high = middle }
        }
        return low < vocabulary.count && vocabulary[low] == hash
    }

    static func wordHash(_ word: [UInt8]) -> UInt32 {
        word.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
    }
}

/// What an utterance shows of being from outside.
struct OutOfScopeEvidence {
    /// Best probability, margin to the second, best linear score, unknown words.
    let values: [Double]

    init(probabilities: [Double], scores: [Double], order: [Int], unknownShare: Double) {
        let best = order.first.map { probabilities[$0] } ?? 0
        let second = order.count > 1 ? probabilities[order[1]] : 0
        let top = order.first.map { scores[$0] } ?? 0
        let mean = scores.reduce(0, +) / Double(max(scores.count, 1))
        values = [best, best - second, top - mean, unknownShare]
    }

    static let count = 4
}

/// A logistic rule on the evidence.
public struct OutOfScopeRule: Hashable, Sendable {
    /// Intercept, then one weight for each piece of evidence.
    var weights: [Double]

    /// A rule that takes one minus the best probability.
    static let plain = OutOfScopeRule(weights: [2, -4, 0, 0, 0])

    func probability(_ evidence: OutOfScopeEvidence) -> Double {
        var sum = weights[0]
        for (weight, value) in zip(weights.dropFirst(), evidence.values) { sum += weight * value }
        return 1 / (1 + PortableMath.exp(-sum))
    }
}

extension IntentClassifier: IntentUnderstanding {
    /// Ranks the labels, which are the intents of the model in its order.
    public func rank(_ text: String) -> RankedIntents {
        let reading = read(text)
        return RankedIntents(
            candidates: reading.ranked.map {
                IntentCandidate(intent: IntentID(UInt16($0.label)), probability: Score($0.probability))
            }, outOfScope: Score(reading.outOfScope))
    }
}
