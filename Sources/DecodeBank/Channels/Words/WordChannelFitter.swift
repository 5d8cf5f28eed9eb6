import Conversations
import DialogueEngine
import TwinPrimitives

/// Fits word channels by maximum likelihood.
///
/// Whether an utterance was lost, clean or neither is not seen when its outcome could be either, so
/// the shares come from expectation and maximisation (Dempster, Laird, Rubin 1977) over these three
/// classes; error counts are those of the minimum edit alignment.
public enum WordChannelFitter {
    /// What the fit needs of one utterance.
    struct Utterance {
        var words: Int
        /// Words that may have been lost: those since the last right word that follow no insertion.
        var freeWords = 0
        var deletions = 0
        var substitutions = 0
        var insertions = 0
        var rightWords = 0
        /// Words for which some word was heard.
        var pairedWords: Int { rightWords + substitutions }
        /// Places where words may be inserted: the start, and behind each right word.
        var gaps: Int { 1 + rightWords }
        var isRight: Bool { deletions + substitutions + insertions == 0 }
        var isEmpty: Bool { pairedWords + insertions == 0 }
        var confidence: Double
        /// Confidence of the second reading relative to the first one's, when it is right.
        var secondShare: Double?

        init(_ record: BankRecord, steps: [AlignedWord], said: [String]) {
            words = said.count
            let readings = record.entry.hypotheses
            confidence = readings.first?.confidence.value ?? 0
            var followsInsertion = false
            for step in steps {
                switch step {
                case .right:
                    rightWords += 1
                    freeWords += followsInsertion ? 0 : 1
                    followsInsertion = false
                case .substituted:
                    substitutions += 1
                    freeWords += followsInsertion ? 0 : 1
                case .deleted:
                    deletions += 1
                    freeWords += 1
                case .inserted:
                    insertions += 1
                    followsInsertion = true
                }
            }
            if readings.count > 1, Words(readings[1].text).list == said {
                secondShare = confidence > 0 ? min(readings[1].confidence.value / confidence, 1) : 0
            }
        }
    }

    /// Fits the channel of each condition and voice class.
    ///
    /// - Parameters:
    ///   - records: Decodes; those of sounds without words are left out.
    ///   - prompts: What is said into prompts; without any no acknowledgement is told by its sound.
    /// - Returns: The channel.
    /// - Throws: `DecodeBankError.noEntries`.
    public static func fit(
        _ records: [BankRecord], prompts: [SpeechIntoPrompts] = []
    ) throws(DecodeBankError) -> WordChannel {
        var groups: [Group: [Utterance]] = [:]
        var errors: [String: Errors] = [:]
        for record in records {
            let said = Words(record.key.text).list
            guard !said.isEmpty else { continue }
            let heard = Words(record.entry.hypotheses.first?.text ?? "").list
            let steps = WordAlignment.align(said: said, heard: heard)
            let language = WordChannel.language(of: record.key.state)
            for name in [language, WordChannel.any] { errors[name, default: Errors()].add(steps) }
            let utterance = Utterance(record, steps: steps, said: said)
            let speaker = record.key.speaker
            for condition in [speaker.condition, WordChannel.any] {
                for voiceClass in [speaker.voiceClass, WordChannel.any] {
                    for language in [language, WordChannel.any] {
                        let group = Group(
                            condition: condition, voiceClass: voiceClass, language: language)
                        groups[group, default: []].append(utterance)
                    }
                }
            }
        }
        guard !groups.isEmpty else { throw .noEntries(what: "a channel of words") }
        let cells = groups.filter {
            $0.key.language == WordChannel.any || $0.value.count >= fewestUtterances
        }.sorted { $0.key < $1.key }.map { cell($1, $0) }
        return channel(cells, errors, commonWords(records), prompts)
    }

    /// What a cell is of.
    private struct Group: Hashable, Comparable {
        var condition: String
        var voiceClass: String
        var language: String

        static func < (left: Self, right: Self) -> Bool {
            (left.condition, left.voiceClass, left.language)
                < (right.condition, right.voiceClass, right.language)
        }
    }

    /// Utterances from which what a recogniser expects has a law of its own (assumed): five parameters are
    /// fitted to them.
    private static let fewestUtterances = 30

    /// Words that were heard for others.
    private struct Errors {
        var confusions: [String: [String: Int]] = [:]
        var substitutes: [String: Int] = [:]
        var intruders: [String: Int] = [:]

        mutating func add(_ steps: [AlignedWord]) {
            for step in steps {
                switch step {
                case .substituted(let said, let heard):
                    confusions[said, default: [:]][heard, default: 0] += 1
                    substitutes[heard, default: 0] += 1
                case .inserted(let heard): intruders[heard, default: 0] += 1
                case .right, .deleted: break
                }
            }
        }
    }

    private static func channel(
        _ cells: [WordChannel.Cell], _ errors: [String: Errors], _ common: [String: Int],
        _ prompts: [SpeechIntoPrompts]
    ) -> WordChannel {
        let all = errors[WordChannel.any] ?? Errors()
        // Where nothing was ever taken for anything else, there are still words to hear.
        let substitutes = all.substitutes.isEmpty ? common : all.substitutes
        let intruders = all.intruders.isEmpty ? substitutes : all.intruders
        var channel = WordChannel(
            cells: cells, confusions: [], substitutes: WordChannel.Count.sorted(substitutes),
            intruders: WordChannel.Count.sorted(intruders), prompts: prompts)
        for (language, own) in errors.sorted(by: { $0.key < $1.key }) {
            if language != WordChannel.any {
                let words = own.substitutes.isEmpty ? substitutes : own.substitutes
                channel.expected.append(
                    WordChannel.Expected(
                        language: language, substitutes: WordChannel.Count.sorted(words),
                        intruders: WordChannel.Count.sorted(
                            own.intruders.isEmpty ? words : own.intruders)))
            }
            channel.confusions += own.confusions.sorted { $0.key < $1.key }.map {
                WordChannel.Confusion(
                    language: language, said: $0.key, heard: WordChannel.Count.sorted($0.value))
            }
        }
        return channel
    }

    private static func commonWords(_ records: [BankRecord]) -> [String: Int] {
        var words: [String: Int] = [:]
        for record in records {
            for word in Words(record.key.text).list { words[word, default: 0] += 1 }
        }
        return words
    }

    private static func cell(_ utterances: [Utterance], _ group: Group) -> WordChannel.Cell {
        let rates = maximumLikelihood(utterances)
        // An utterance of which nothing was heard has no reading, and no confidence.
        let read = utterances.filter { !$0.isEmpty }
        let wrong = read.filter { !$0.isRight }
        let seconds = wrong.compactMap(\.secondShare)
        return WordChannel.Cell(
            condition: group.condition, voiceClass: group.voiceClass, language: group.language,
            utterances: utterances.count,
            words: utterances.reduce(0) { $0 + $1.words }, lost: rates.lost, clean: rates.clean,
            deletion: rates.deletion, substitution: rates.substitution,
            insertion: rates.insertion,
            confidenceWhenRight: QuantileTable(
                sample: read.filter(\.isRight).map(\.confidence)),
            confidenceWhenWrong: QuantileTable(sample: wrong.map(\.confidence)),
            secondRight: wrong.isEmpty ? 0 : Double(seconds.count) / Double(wrong.count),
            secondShare: QuantileTable(sample: seconds))
    }
}
