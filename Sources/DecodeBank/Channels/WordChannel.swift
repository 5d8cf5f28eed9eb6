/// How often words are heard wrong, fitted to a bank of decodes.
///
/// An utterance is lost as a whole with probability `lost`, heard right as a whole with probability
/// `clean`, and otherwise passes a channel that deletes, substitutes and inserts words independently:
/// recognisers err in clusters, and a channel of independent words alone with the right word error
/// rate would spoil far too many utterances.
public struct WordChannel: Hashable, Sendable {
    /// The channel of one condition and voice class.
    public struct Cell: Hashable, Sendable {
        /// Condition of the line.
        public var condition: String
        /// Class of voices; `WordChannel.anyClass` for all together.
        public var voiceClass: String
        /// Utterances it was fitted to.
        public var utterances: Int
        /// Their words.
        public var words: Int
        /// Probability that nothing is heard of an utterance.
        public var lost: Double
        /// Probability that an utterance is heard without any error by that alone.
        public var clean: Double
        /// Probability that a word of any other utterance is not heard.
        public var deletion: Double
        /// Probability that another word is heard.
        public var substitution: Double
        /// Probability that one more word is heard in a gap: their number is geometric.
        public var insertion: Double
        /// Confidence of the best reading when all its words are right.
        public var confidenceWhenRight: QuantileTable
        /// Confidence of the best reading otherwise.
        public var confidenceWhenWrong: QuantileTable
        /// Probability that the second reading is right when the first is wrong.
        public var secondRight: Double
        /// Confidence of that second reading, relative to the first one's.
        public var secondShare: QuantileTable
    }

    /// Words that one word was taken for.
    public struct Confusion: Hashable, Sendable {
        /// The word that was said.
        public var said: String
        /// What was heard and how often, most often first.
        public var heard: [Count]
    }

    /// A word with a count.
    public struct Count: Hashable, Sendable {
        /// The word.
        public var word: String
        /// How often; > 0.
        public var count: Int
    }

    /// Name of the cell of all voice classes together.
    public static let anyClass = "*"

    /// Cells, sorted by condition and class; each condition has one of all classes.
    public var cells: [Cell]
    /// Confusions, sorted by the word said.
    public var confusions: [Confusion]
    /// Words that were heard instead of others, most often first; not empty.
    public var substitutes: [Count]
    /// Words that were heard where none was said, most often first; not empty.
    public var intruders: [Count]

    /// The cell of a condition and class, or of the condition's classes together; nil for a condition
    /// that it was not fitted to.
    public func cell(condition: String, voiceClass: String) -> Cell? {
        cells.first { $0.condition == condition && $0.voiceClass == voiceClass }
            ?? cells.first { $0.condition == condition && $0.voiceClass == Self.anyClass }
    }

    /// Its conditions, sorted.
    public var conditions: [String] { Set(cells.map(\.condition)).sorted() }
}

extension WordChannel.Cell {
    /// Expected word error rate of utterances of a length: errors by words said.
    ///
    /// - Parameter count: Words of an utterance, > 0.
    /// - Returns: May be above 1.
    public func wordErrorRate(ofUtterancesOf count: Int) -> Double {
        let inserted = Double(count + 1) / Double(count) * insertion / (1 - insertion)
        return lost + (1 - lost - clean) * (deletion + substitution + inserted)
    }
}
