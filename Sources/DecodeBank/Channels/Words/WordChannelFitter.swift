import Conversations
import DialogueEngine
import TwinPrimitives

/// Fits word channels by maximum likelihood.
///
/// Whether an utterance was lost, clean or neither is not seen when its outcome could be either, so
/// the shares come from expectation and maximisation (Dempster, Laird, Rubin 1977) over these three
/// classes; error counts are those of the minimum edit alignment.
public enum WordChannelFitter {
    /// Stops when no parameter moves by more than this.
    private static let tolerance = 1e-10
    /// Steps after which it stops anyway; convergence is linear, some hundreds suffice.
    private static let stepLimit = 5000

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
    ///   - intoPrompts: Decodes of which those into prompts that sound tell how many acknowledgements are
    ///     told by their sound; without any none is.
    /// - Returns: The channel.
    /// - Throws: `DecodeBankError.noEntries`.
    public static func fit(
        _ records: [BankRecord], intoPrompts: [BankRecord] = []
    ) throws(DecodeBankError) -> WordChannel {
        var groups: [String: [String: [Utterance]]] = [:]
        var confusions: [String: [String: Int]] = [:]
        var substitutes: [String: Int] = [:]
        var intruders: [String: Int] = [:]
        for record in records {
            let said = Words(record.key.text).list
            guard !said.isEmpty else { continue }
            let heard = Words(record.entry.hypotheses.first?.text ?? "").list
            let steps = WordAlignment.align(said: said, heard: heard)
            for step in steps {
                switch step {
                case .substituted(let said, let heard):
                    confusions[said, default: [:]][heard, default: 0] += 1
                    substitutes[heard, default: 0] += 1
                case .inserted(let heard): intruders[heard, default: 0] += 1
                case .right, .deleted: break
                }
            }
            let utterance = Utterance(record, steps: steps, said: said)
            let speaker = record.key.speaker
            for condition in [speaker.condition, WordChannel.any] {
                for voiceClass in [speaker.voiceClass, WordChannel.any] {
                    groups[condition, default: [:]][voiceClass, default: []].append(utterance)
                }
            }
        }
        guard !groups.isEmpty else { throw .noEntries(what: "a channel of words") }
        // Where nothing was ever taken for anything else, there are still words to hear.
        if substitutes.isEmpty { substitutes = commonWords(records) }
        if intruders.isEmpty { intruders = substitutes }
        var cells: [WordChannel.Cell] = []
        for (condition, classes) in groups.sorted(by: { $0.key < $1.key }) {
            for (voiceClass, utterances) in classes.sorted(by: { $0.key < $1.key }) {
                var cell = cell(utterances, condition: condition, voiceClass: voiceClass)
                cell.acknowledged = acknowledged(intoPrompts, over: condition)
                cells.append(cell)
            }
        }
        return WordChannel(
            cells: cells,
            confusions: confusions.sorted { $0.key < $1.key }.map {
                WordChannel.Confusion(said: $0.key, heard: WordChannel.Count.sorted($0.value))
            },
            substitutes: WordChannel.Count.sorted(substitutes),
            intruders: WordChannel.Count.sorted(intruders))
    }

    /// Share of what is said into prompts over a line that passes for an acknowledgement.
    private static func acknowledged(_ records: [BankRecord], over condition: String) -> Double {
        let said = records.filter {
            ListeningState.parts(of: $0.key.state).isIntoPrompt
                && (condition == WordChannel.any || $0.key.speaker.condition == condition)
        }
        guard !said.isEmpty else { return 0 }
        return Double(said.count(where: \.entry.isAcknowledgement)) / Double(said.count)
    }

    private static func commonWords(_ records: [BankRecord]) -> [String: Int] {
        var words: [String: Int] = [:]
        for record in records {
            for word in Words(record.key.text).list { words[word, default: 0] += 1 }
        }
        return words
    }

    private static func cell(
        _ utterances: [Utterance], condition: String, voiceClass: String
    ) -> WordChannel.Cell {
        let rates = maximumLikelihood(utterances)
        // An utterance of which nothing was heard has no reading, and no confidence.
        let read = utterances.filter { !$0.isEmpty }
        let wrong = read.filter { !$0.isRight }
        let seconds = wrong.compactMap(\.secondShare)
        return WordChannel.Cell(
            condition: condition, voiceClass: voiceClass, utterances: utterances.count,
            words: utterances.reduce(0) { $0 + $1.words }, lost: rates.lost, clean: rates.clean,
            deletion: rates.deletion, substitution: rates.substitution,
            insertion: rates.insertion,
            confidenceWhenRight: QuantileTable(
                sample: read.filter(\.isRight).map(\.confidence)),
            confidenceWhenWrong: QuantileTable(sample: wrong.map(\.confidence)),
            secondRight: wrong.isEmpty ? 0 : Double(seconds.count) / Double(wrong.count),
            secondShare: QuantileTable(sample: seconds))
    }

    // MARK: Expectation and maximisation

    private struct Rates {
        var lost = 0.05
        var clean = 0.5
        var deletion = 0.1
        var substitution = 0.1
        var insertion = 0.05

        func distance(to other: Rates) -> Double {
            max(
                abs(lost - other.lost), abs(clean - other.clean),
                abs(deletion - other.deletion), abs(substitution - other.substitution),
                abs(insertion - other.insertion))
        }
    }

    private static func maximumLikelihood(_ utterances: [Utterance]) -> Rates {
        var rates = Rates()
        for _ in 0..<stepLimit {
            let next = step(rates, utterances)
            if next.distance(to: rates) < tolerance { return next }
            rates = next
        }
        return rates
    }

    private static func step(_ rates: Rates, _ utterances: [Utterance]) -> Rates {
        var lost = 0.0
        var clean = 0.0
        var hit = WeightedCounts()
        for utterance in utterances {
            let shares = classShares(rates, utterance)
            lost += shares.lost
            clean += shares.clean
            hit.add(utterance, weight: shares.hit)
        }
        var next = Rates()
        next.lost = lost / Double(utterances.count)
        next.clean = clean / Double(utterances.count)
        next.deletion = hit.free > 0 ? hit.deletions / hit.free : 0
        next.substitution = hit.paired > 0 ? hit.substitutions / hit.paired : 0
        next.insertion = hit.insertions > 0 ? hit.insertions / (hit.insertions + hit.gaps) : 0
        return next
    }

    private struct WeightedCounts {
        var free = 0.0
        var paired = 0.0
        var gaps = 0.0
        var deletions = 0.0
        var substitutions = 0.0
        var insertions = 0.0

        mutating func add(_ utterance: Utterance, weight: Double) {
            free += weight * Double(utterance.freeWords)
            paired += weight * Double(utterance.pairedWords)
            gaps += weight * Double(utterance.gaps)
            deletions += weight * Double(utterance.deletions)
            substitutions += weight * Double(utterance.substitutions)
            insertions += weight * Double(utterance.insertions)
        }
    }

    /// How likely an utterance was lost, clean or hit, given its outcome.
    private static func classShares(
        _ rates: Rates, _ utterance: Utterance
    ) -> (lost: Double, clean: Double, hit: Double) {
        guard utterance.isEmpty || utterance.isRight else { return (0, 0, 1) }
        let perWord =
            utterance.isEmpty
            ? rates.deletion : (1 - rates.deletion) * (1 - rates.substitution)
        let hit =
            (1 - rates.lost - rates.clean)
            * PortableMath.pow(max(perWord, 0), Double(utterance.words))
            * PortableMath.pow(1 - rates.insertion, Double(utterance.gaps))
        let other = utterance.isEmpty ? rates.lost : rates.clean
        let total = other + max(hit, 0)
        guard total > 0 else { return utterance.isEmpty ? (1, 0, 0) : (0, 1, 0) }
        let share = other / total
        return utterance.isEmpty ? (share, 0, 1 - share) : (0, share, 1 - share)
    }
}
