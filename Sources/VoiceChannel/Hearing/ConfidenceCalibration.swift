/// A rising function from a recogniser's own score to the probability that its reading is right.
///
/// Isotonic regression: the rising step function of least squared error, by pooling neighbours that
/// violate the order (Ayer, Brunk, Ewing, Reid and Silverman, Annals of Mathematical Statistics 26,
/// 1955), drawn towards the mean by two virtual cases in each block, and made continuous by straight
/// lines between the blocks' means.
public struct ConfidenceCalibration: Hashable, Sendable, CustomStringConvertible {
    /// A point of the function.
    public struct Knot: Hashable, Sendable {
        /// The recogniser's score.
        public var score: Double
        /// Probability of being right.
        public var probability: Double

        /// Stores a point.
        public init(score: Double, probability: Double) {
            self.score = score
            self.probability = probability
        }
    }

    /// Points in ascending order of both; none stands for the identity.
    public let knots: [Knot]

    /// Scores are probabilities.
    public static let identity = Self(knots: [])

    /// Stores a function.
    ///
    /// - Parameter knots: Points in ascending order of both numbers.
    public init(knots: [Knot]) {
        precondition(
            zip(knots, knots.dropFirst()).allSatisfy {
                $0.score < $1.score && $0.probability <= $1.probability
            }, "a calibration that falls")
        self.knots = knots
    }

    /// Cases that share a mean.
    private struct Block {
        var scores = 0.0
        var right = 0.0
        var count = 0.0

        static func + (left: Block, right: Block) -> Block {
            Block(
                scores: left.scores + right.scores, right: left.right + right.right,
                count: left.count + right.count)
        }
    }

    /// Blocks of rising means: first the cases of one score, then neighbours that violate the order.
    private static func pooled(_ cases: [ConfidenceCase]) -> [Block] {
        var blocks: [Block] = []
        var rest = cases.sorted { $0.confidence < $1.confidence }[...]
        while let score = rest.first?.confidence {
            let tied = rest.prefix { $0.confidence == score }
            rest = rest.dropFirst(tied.count)
            blocks.append(
                Block(
                    scores: tied.reduce(0) { $0 + $1.confidence },
                    right: Double(tied.count(where: \.isRight)), count: Double(tied.count)))
            while blocks.count > 1 {
                let (before, last) = (blocks[blocks.count - 2], blocks[blocks.count - 1])
                guard before.right * last.count >= last.right * before.count else { break }
                blocks.removeLast(2)
                blocks.append(before + last)
            }
        }
        return blocks
    }

    /// Fits cases whose truth is known; the identity without any.
    public init(fitting cases: [ConfidenceCase]) {
        let blocks = Self.pooled(cases)
        guard !cases.isEmpty else {
            knots = []
            return
        }
        let mean = Double(cases.count(where: \.isRight)) / Double(cases.count)
        let virtual = 2.0
        var knots: [Knot] = []
        for block in blocks {
            let probability = (block.right + virtual * mean) / (block.count + virtual)
            let score = block.scores / block.count
            // Drawing small blocks to the mean may break the order between neighbours.
            let least = knots.last?.probability ?? 0
            knots.append(Knot(score: score, probability: max(least, probability)))
        }
        self.knots = knots
    }

    /// Probability that a reading of a score is right, from 0 to 1.
    public func probability(_ score: Double) -> Double {
        guard let first = knots.first, let last = knots.last else { return min(1, max(0, score)) }
        if score <= first.score { return first.probability }
        if score >= last.score { return last.probability }
        let above = knots.firstIndex { $0.score > score } ?? knots.count - 1
        let (low, high) = (knots[above - 1], knots[above])
        let share = (score - low.score) / (high.score - low.score)
        return low.probability + share * (high.probability - low.probability)
    }

    /// The points in a line.
    public var description: String {
        knots.isEmpty
            ? "identity" : knots.map { "\($0.score):\($0.probability)" }.joined(separator: " ")
    }
}
