import Conversations

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
        /// What the recogniser expects, see `language(of:)`; `WordChannel.any` for all together.
        public var language: String
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
        /// Confidence of the best reading when all its words are right.
        public var confidenceWhenRight: QuantileTable
        /// Confidence of the best reading otherwise.
        public var confidenceWhenWrong: QuantileTable
        /// Probability that the second reading is right when the first is wrong.
        public var secondRight: Double
        /// Confidence of that second reading, relative to the first one's.
        public var secondShare: QuantileTable

        package init(
            condition: String, voiceClass: String, language: String = WordChannel.any,
            utterances: Int, words: Int, lost: Double, clean: Double, deletion: Double,
            substitution: Double, insertion: Double,
            confidenceWhenRight: QuantileTable, confidenceWhenWrong: QuantileTable,
            secondRight: Double, secondShare: QuantileTable
        ) {
            self.condition = condition
            self.voiceClass = voiceClass
            self.language = language
            self.utterances = utterances
            self.words = words
            self.lost = lost
            self.clean = clean
            self.deletion = deletion
            self.substitution = substitution
            self.insertion = insertion
            self.confidenceWhenRight = confidenceWhenRight
            self.confidenceWhenWrong = confidenceWhenWrong
            self.secondRight = secondRight
            self.secondShare = secondShare
        }
    }

    /// Words that one word was taken for.
    public struct Confusion: Hashable, Sendable {
        /// What the recogniser expects; `WordChannel.any` for all together.
        public var language: String
        /// The word that was said.
        public var said: String
        /// What was heard and how often, most often first.
        public var heard: [Count]

        package init(language: String = WordChannel.any, said: String, heard: [Count]) {
            self.language = language
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

    /// Words that are heard for others, or for none, where a recogniser expects one thing.
    public struct Expected: Hashable, Sendable {
        /// What it expects.
        public var language: String
        /// Words that were heard instead of others, most often first; not empty.
        public var substitutes: [Count]
        /// Words that were heard where none was said, most often first; not empty.
        public var intruders: [Count]

        package init(language: String, substitutes: [Count], intruders: [Count]) {
            self.language = language
            self.substitutes = substitutes
            self.intruders = intruders
        }
    }

    /// Name of the cells of all conditions or classes or of all that is expected together.
    public static let any = "*"

    /// What a recogniser expects in a dialogue state: all questions of yes or no are alike.
    ///
    /// - Parameter state: Name of the state, see `ListeningState`.
    /// - Returns: The name of a question for a value, `yesNo`, `wish` or `all`.
    public static func language(of state: String) -> String {
        let own = ListeningState.parts(of: state).language
        return own.hasPrefix("confirm.") ? ListeningState.yesNo : own
    }

    /// Cells, sorted by condition, class and what is expected.
    ///
    /// Each condition has one of all classes, and so have all conditions together. Single expectations have
    /// one where there were utterances enough.
    public var cells: [Cell]
    /// Confusions, sorted by what is expected and the word said.
    public var confusions: [Confusion]
    /// Words of single expectations, sorted by their names.
    public var expected: [Expected]
    /// What is said into prompts, condition by condition.
    public var prompts: [SpeechIntoPrompts]
    /// Words that were heard instead of others, most often first; not empty.
    public var substitutes: [Count]
    /// Words that were heard where none was said, most often first; not empty.
    public var intruders: [Count]

    package init(
        cells: [Cell], confusions: [Confusion], substitutes: [Count], intruders: [Count],
        expected: [Expected] = [], prompts: [SpeechIntoPrompts] = []
    ) {
        self.cells = cells
        self.confusions = confusions
        self.expected = expected
        self.prompts = prompts
        self.substitutes = substitutes
        self.intruders = intruders
    }

    /// The cell of a condition, class and expectation, else of the condition's classes together, else of all
    /// that is expected, else of all conditions.
    public func cell(
        condition: String, voiceClass: String, language: String = WordChannel.any
    ) -> Cell? {
        for (condition, voiceClass, language) in [
            (condition, voiceClass, language), (condition, Self.any, language),
            (condition, voiceClass, Self.any), (condition, Self.any, Self.any),
            (Self.any, Self.any, language), (Self.any, voiceClass, Self.any),
            (Self.any, Self.any, Self.any),
        ] {
            let found = cells.first {
                $0.condition == condition && $0.voiceClass == voiceClass
                    && $0.language == language
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
