import TwinPrimitives

/// A small network on hashed features with weights of eight bits.
///
/// What is rounded is rounded in a fixed order by operations that IEEE 754 defines exactly, and scores
/// become probabilities by the portable exponential: the same bits on every machine. Probabilities are
/// those of the whole set of labels; `Score` quantises them.
public struct IntentClassifier: Hashable, Sendable {
    /// Labels in order of their numbers.
    public let labels: [String]
    /// Factor on scores before they are probabilities.
    ///
    /// One over the temperature of Guo, Pleiss, Sun, Weinberger, ICML 2017.
    public internal(set) var sharpness: Double
    /// What tells utterances from outside: see `OutOfScopeRule`.
    public internal(set) var outOfScope: OutOfScopeRule

    let extractor: FeatureExtractor
    let network: IntentNetwork
    /// Words seen in training, hashed, sorted: unknown words speak for outside.
    let vocabulary: [UInt32]

    /// What an utterance is taken for.
    public struct Reading: Hashable, Sendable {
        /// Labels and probabilities, best first.
        public var ranked: [(label: Int, probability: Double)]
        /// Probability that it is about none of the labels.
        public var outOfScope: Double

        /// Whether all ranks and probabilities are the same.
        public static func == (left: Self, right: Self) -> Bool {
            left.outOfScope == right.outOfScope
                && left.ranked.elementsEqual(right.ranked) { $0 == $1 }
        }

        /// Takes in the ranks.
        public func hash(into hasher: inout Hasher) {
            hasher.combine(outOfScope)
            for item in ranked { hasher.combine(item.label) }
        }
    }

    /// The scores of all labels, before temperature.
    func scores(_ text: String) -> [Double] {
        network.scores(extractor.features(text), blocks: extractor.blocks)
    }

    /// Probabilities of all labels.
    static func probabilities(_ scores: [Double], _ sharpness: Double) -> [Double] {
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
    /// - Returns: The best labels with probabilities 0 to 1, and how likely the words are from outside.
    public func read(_ text: String, count: Int = 5) -> Reading {
        let scores = scores(text)
        let probabilities = Self.probabilities(scores, sharpness)
        let order = Self.best(of: probabilities, count: max(count, 2))
        let evidence = OutOfScopeEvidence(
            probabilities: probabilities, scores: scores, order: order,
            unknownShare: unknownShare(text))
        return Reading(
            ranked: order.prefix(count).map { ($0, probabilities[$0]) },
            outOfScope: outOfScope.probability(evidence))
    }

    /// Places of the highest probabilities, highest first; the earlier place wins ties.
    static func best(of probabilities: [Double], count: Int) -> [Int] {
        var order: [Int] = []
        for label in probabilities.indices {
            let place =
                order.firstIndex { probabilities[$0] < probabilities[label] } ?? order.count
            if place < count {
                order.insert(label, at: place)
                if order.count > count { order.removeLast() }
            }
        }
        return order
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
    /// Best probability, margin to the second, best score above the mean, unknown words.
    let values: [Double]
    /// The label of the best probability.
    let best: Int?

    init(probabilities: [Double], scores: [Double], order: [Int], unknownShare: Double) {
        self.best = order.first
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

    /// The probability; one half is the threshold that was fitted.
    func probability(_ evidence: OutOfScopeEvidence) -> Double {
        1 / (1 + PortableMath.exp(-sum(evidence)))
    }

    func sum(_ evidence: OutOfScopeEvidence) -> Double {
        var sum = weights[0]
        for (weight, value) in zip(weights.dropFirst(), evidence.values) { sum += weight * value }
        return sum
    }
}

extension IntentClassifier: IntentUnderstanding {
    /// Ranks the labels, which are the intents of the model in its order.
    public func rank(_ text: String) -> RankedIntents {
        let reading = read(text)
        return RankedIntents(
            candidates: reading.ranked.map {
                IntentCandidate(
                    intent: IntentID(UInt16($0.label)), probability: Score($0.probability))
            }, outOfScope: Score(reading.outOfScope))
    }
}
