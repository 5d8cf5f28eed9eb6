import TwinPrimitives

/// How often words are heard wrong, fitted to a bank of decodes.
///
/// An utterance is lost as a whole with probability `lost`, heard right as a whole with probability
/// `clean`, and otherwise passes word by word: recognisers err in clusters, and independent words with
/// the right word error rate would spoil far too many utterances.
///
/// Word by word, at the start and after each right word, a geometric number of words is inserted; then
/// a word is lost with probability `deletion`, unless words were inserted since the last right one;
/// one that is not lost is another one with probability `substitution`. So deletions and insertions
/// never meet without a right word between them: no alignment could tell those from a
/// substitution, and what is counted in aligned decodes is exactly what is drawn.
public struct WordChannel: Hashable, Sendable {
    /// The channel of one condition and voice class.
    public struct Cell: Hashable, Sendable {
        /// Condition of the line.
        public var condition: String
        /// Class of voices; `WordChannel.any` for all together.
        public var voiceClass: String
        /// Utterances it was fitted to.
        public var utterances: Int
        /// Their words.
        public var words: Int
        /// Probability that nothing is heard of an utterance.
        public var lost: Double
        /// Probability that an utterance is heard without any error by that alone.
        public var clean: Double
        /// Probability that a word is not heard, where it may be lost.
        public var deletion: Double
        /// Probability that another word is heard, where a word is heard.
        public var substitution: Double
        /// Probability that one more word is inserted at the start or after a right word.
        public var insertion: Double
        /// Probability that an acknowledgement into a prompt that sounds is told by its sound.
        public var acknowledged: Double
        /// Confidence of the best reading when all its words are right.
        public var confidenceWhenRight: QuantileTable
        /// Confidence of the best reading otherwise.
        public var confidenceWhenWrong: QuantileTable
        /// Probability that the second reading is right when the first is wrong.
        public var secondRight: Double
        /// Confidence of that second reading, relative to the first one's.
        public var secondShare: QuantileTable

        package init(
            condition: String, voiceClass: String, utterances: Int, words: Int, lost: Double,
            clean: Double, deletion: Double, substitution: Double, insertion: Double,
            acknowledged: Double = 0, confidenceWhenRight: QuantileTable,
            confidenceWhenWrong: QuantileTable,
            secondRight: Double, secondShare: QuantileTable
        ) {
            self.condition = condition
            self.voiceClass = voiceClass
            self.utterances = utterances
            self.words = words
            self.lost = lost
            self.clean = clean
            self.deletion = deletion
            self.substitution = substitution
            self.insertion = insertion
            self.acknowledged = acknowledged
            self.confidenceWhenRight = confidenceWhenRight
            self.confidenceWhenWrong = confidenceWhenWrong
            self.secondRight = secondRight
            self.secondShare = secondShare
        }
    }

    /// Words that one word was taken for.
    public struct Confusion: Hashable, Sendable {
        /// The word that was said.
        public var said: String
        /// What was heard and how often, most often first.
        public var heard: [Count]

        package init(
            said: String, heard: [Count]
        ) {
            self.said = said
            self.heard = heard
        }
    }

    /// A word with a count.
    public struct Count: Hashable, Sendable {
        /// The word.
        public var word: String
        /// How often; > 0.
        public var count: Int

        package init(
            word: String, count: Int
        ) {
            self.word = word
            self.count = count
        }
    }

    /// Name of the cells of all conditions or classes together.
    public static let any = "*"

    /// Cells, sorted by condition and class; each condition has one of all classes, and so have all
    /// conditions together.
    public var cells: [Cell]
    /// Confusions, sorted by the word said.
    public var confusions: [Confusion]
    /// Words that were heard instead of others, most often first; not empty.
    public var substitutes: [Count]
    /// Words that were heard where none was said, most often first; not empty.
    public var intruders: [Count]

    package init(
        cells: [Cell], confusions: [Confusion], substitutes: [Count], intruders: [Count]
    ) {
        self.cells = cells
        self.confusions = confusions
        self.substitutes = substitutes
        self.intruders = intruders
    }

    /// The cell of a condition and class, else of the condition's classes together, else of all
    /// conditions.
    public func cell(condition: String, voiceClass: String) -> Cell? {
        for (condition, voiceClass) in [
            (condition, voiceClass), (condition, Self.any), (Self.any, voiceClass),
            (Self.any, Self.any),
        ] {
            let found = cells.first {
                $0.condition == condition && $0.voiceClass == voiceClass
            }
            if let found { return found }
        }
        return nil
    }

    /// Its conditions, sorted.
    public var conditions: [String] {
        Set(cells.map(\.condition)).sorted().filter { $0 != Self.any }
    }
}

extension WordChannel.Count {
    /// Counts, the greatest first; equal ones in the order of the alphabet.
    static func sorted(_ table: [String: Int]) -> [Self] {
        table.map { Self(word: $0.key, count: $0.value) }
            .sorted { $0.count == $1.count ? $0.word < $1.word : $0.count > $1.count }
    }
}

extension WordChannel.Cell {
    /// Probability that no word of an utterance of so many is heard wrong, and none too many.
    ///
    /// - Parameter count: Words of the utterance, > 0.
    /// - Returns: From 0 to 1; exact for the law.
    public func rightProbability(ofUtterancesOf count: Int) -> Double {
        clean + (1 - lost - clean)
            * PortableMath.pow((1 - deletion) * (1 - substitution), Double(count))
            * PortableMath.pow(1 - insertion, Double(count + 1))
    }

    /// Probability that nothing at all is heard of an utterance of so many words.
    ///
    /// - Parameter count: Words of the utterance, > 0.
    /// - Returns: From 0 to 1; exact for the law.
    public func silenceProbability(ofUtterancesOf count: Int) -> Double {
        lost + (1 - lost - clean) * PortableMath.pow(deletion, Double(count)) * (1 - insertion)
    }

    /// Expected word error rate of utterances of a length: errors by words said.
    ///
    /// - Parameter count: Words of an utterance, > 0.
    /// - Returns: Exact for the law; may be above 1.
    public func wordErrorRate(ofUtterancesOf count: Int) -> Double {
        // Where the words go on: after a right word, within errors, within errors that began with an
        // insertion; and the expected errors so far.
        var (afterRight, among, bound) = (1.0, 0.0, 0.0)
        var errors = 0.0
        for _ in 0..<count {
            errors += afterRight * insertion / (1 - insertion)
            let free = among + afterRight * (1 - insertion)
            bound += afterRight * insertion
            errors += free * (deletion + (1 - deletion) * substitution) + bound * substitution
            afterRight = (free * (1 - deletion) + bound) * (1 - substitution)
            among = free * (deletion + (1 - deletion) * substitution)
            bound *= substitution
        }
        errors += afterRight * insertion / (1 - insertion)
        return lost + (1 - lost - clean) * errors / Double(count)
    }
}
