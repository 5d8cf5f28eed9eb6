import TwinPrimitives

/// A trigram model of sentences by absolute discounting with interpolation.
///
/// The probability of a word after a history is the discounted share of its count plus what was taken
/// off, times its probability after the shorter history; of a single word it is its share, so every
/// word of the vocabulary occurs. Each history's probabilities sum to 1 exactly but for rounding.
/// Source: Ney, Essen and Kneser, "On structuring probabilistic dependences in stochastic language
/// modelling", Computer Speech and Language 8 (1994), with one constant discount and weights of
/// sentences as fractional counts.
///
/// Example: "a b" once, discount 0.6: p(b | a) = 0.4 + 0.6 x 1/3 = 0.6.
public struct TrigramModel: Sendable {
    /// A sentence with its weight.
    public struct Sentence: Hashable, Sendable {
        /// Words with single blanks between them.
        public var text: String
        /// How often it counts, > 0.
        public var weight: Double

        /// Stores a sentence.
        public init(_ text: String, weight: Double = 1) {
            self.text = text
            self.weight = weight
        }
    }

    /// What is known of a history.
    private struct History {
        var total = 0.0
        /// Counts by word, in order of the words' numbers once the model is made.
        var counts: [(word: Int32, count: Double)] = []
        /// Share that was taken off.
        var backoff = 0.0
    }

    /// Words in ascending order; `<s>` and `</s>` are among them.
    public let vocabulary: [String]
    private let numbers: [String: Int32]
    private let unigrams: [Double]
    private let bigrams: [Int64: History]
    private let trigrams: [Int64: History]
    private let discount: Double
    private let start: Int32
    private let end: Int32

    /// Counts sentences.
    ///
    /// - Parameters:
    ///   - sentences: Sentences, at least one that is not empty.
    ///   - discount: What is taken off each count, from 0 to 1.
    public init(_ sentences: [Sentence], discount: Double = 0.6) {
        precondition((0...1).contains(discount), "a discount is a share of one occurrence")
        let split = sentences.map { $0.text.split(separator: " ").map(String.init) }
        let vocabulary = Set(split.joined()).union(["<s>", "</s>"]).sorted()
        let numbers = Dictionary(
            uniqueKeysWithValues: vocabulary.enumerated().map { ($1, Int32($0)) })
        let start = numbers["<s>", default: 0]
        let end = numbers["</s>", default: 0]
        var unigrams = [Double](repeating: 0, count: vocabulary.count)
        var bigrams: [Int64: [Int32: Double]] = [:]
        var trigrams: [Int64: [Int32: Double]] = [:]
        for (words, sentence) in zip(split, sentences) where !words.isEmpty {
            let line = [start] + words.map { numbers[$0, default: 0] } + [end]
            for place in 1..<line.count {
                unigrams[Int(line[place])] += sentence.weight
                bigrams[Int64(line[place - 1]), default: [:]][line[place], default: 0] +=
                    sentence.weight
                if place > 1 {
                    let key = Self.key(line[place - 2], line[place - 1])
                    trigrams[key, default: [:]][line[place], default: 0] += sentence.weight
                }
            }
        }
        let total = unigrams.reduce(0, +)
        precondition(total > 0, "a language without sentences")
        self.vocabulary = vocabulary
        self.numbers = numbers
        self.discount = discount
        self.start = start
        self.end = end
        self.unigrams = unigrams.map { $0 / total }
        self.bigrams = bigrams.mapValues { Self.history($0, discount) }
        self.trigrams = trigrams.mapValues { Self.history($0, discount) }
    }

    private static func key(_ first: Int32, _ second: Int32) -> Int64 {
        Int64(first) << 32 | Int64(second)
    }

    private static func history(_ counts: [Int32: Double], _ discount: Double) -> History {
        let sorted = counts.sorted { $0.key < $1.key }
        let total = sorted.reduce(0) { $0 + $1.value }
        let taken = sorted.reduce(0) { $0 + min(discount, $1.value) }
        return History(
            total: total, counts: sorted.map { ($0.key, $0.value) }, backoff: taken / total)
    }

    private func seen(_ word: Int32, in history: History) -> Double {
        var low = 0
        var high = history.counts.count
        while low < high {
            let middle = (low + high) / 2
            if history.counts[middle].word < word { low = middle + 1 } else { high = middle }
        }
        guard low < history.counts.count, history.counts[low].word == word else { return 0 }
        return max(0, history.counts[low].count - discount) / history.total
    }

    private func probability(_ word: Int32, after: Int32) -> Double {
        let shorter = unigrams[Int(word)]
        guard let history = bigrams[Int64(after)] else { return shorter }
        return seen(word, in: history) + history.backoff * shorter
    }

    private func probability(_ word: Int32, after first: Int32, _ second: Int32) -> Double {
        let shorter = probability(word, after: second)
        guard let history = trigrams[Self.key(first, second)] else { return shorter }
        return seen(word, in: history) + history.backoff * shorter
    }

    /// Probability of a word after the words before it; nil when the vocabulary lacks the word.
    ///
    /// - Parameters:
    ///   - word: A word, or `</s>` for the end.
    ///   - history: The words before, of which the last two count; `<s>` begins a sentence. Words
    ///     that are unknown make the history shorter.
    /// - Returns: A probability above 0, or 0 for `<s>`.
    public func probability(of word: String, after history: [String]) -> Double? {
        guard let word = numbers[word] else { return nil }
        guard let second = history.last.flatMap({ numbers[$0] }) else {
            return unigrams[Int(word)]
        }
        guard let first = history.dropLast().last.flatMap({ numbers[$0] }) else {
            return probability(word, after: second)
        }
        return probability(word, after: first, second)
    }

    /// Geometric mean of 1 / probability over the words and ends of sentences, with the share of words
    /// that the vocabulary lacks and that are left out.
    public func perplexity(of sentences: [String]) -> (perplexity: Double, unknownShare: Double) {
        var logSum = 0.0
        var count = 0
        var unknown = 0
        for sentence in sentences {
            let words = sentence.split(separator: " ").map(String.init)
            let line = ["<s>"] + words + ["</s>"]
            for place in 1..<line.count {
                let history = Array(line[max(0, place - 2)..<place])
                guard let probability = probability(of: line[place], after: history) else {
                    unknown += 1
                    continue
                }
                logSum += PortableMath.log(probability)
                count += 1
            }
        }
        guard count > 0 else { return (.infinity, 1) }
        let all = Double(count + unknown - sentences.count)
        return (
            PortableMath.exp(-logSum / Double(count)), all > 0 ? Double(unknown) / all : 0
        )
    }
}

extension TrigramModel {
    /// The model in ARPA form: decimal logarithms of probabilities and back-off weights.
    ///
    /// Back-off weights are the shares taken off: what is listed is the interpolated probability.
    public var arpa: String {
        let words = vocabulary
        let pairs = bigrams.sorted { $0.key < $1.key }
        let triples = trigrams.sorted { $0.key < $1.key }
        var text = "\\data\\\nngram 1=\(words.count)\n"
        text += "ngram 2=\(pairs.reduce(0) { $0 + $1.value.counts.count })\n"
        text += "ngram 3=\(triples.reduce(0) { $0 + $1.value.counts.count })\n\n\\1-grams:\n"
        for (number, word) in words.enumerated() {
            text += Self.decimal(unigrams[number]) + " " + word
            text += " " + Self.decimal(bigrams[Int64(number)]?.backoff ?? 1) + "\n"
        }
        text += "\n\\2-grams:\n"
        for (key, history) in pairs {
            for (word, _) in history.counts {
                text += Self.decimal(probability(word, after: Int32(key)))
                text += " \(words[Int(key)]) \(words[Int(word)])"
                let backoff = trigrams[Self.key(Int32(key), word)]?.backoff ?? 1
                text += " " + Self.decimal(backoff) + "\n"
            }
        }
        text += "\n\\3-grams:\n"
        for (key, history) in triples {
            let first = Int32(truncatingIfNeeded: key >> 32)
            let second = Int32(truncatingIfNeeded: key)
            for (word, _) in history.counts {
                text += Self.decimal(probability(word, after: first, second))
                text += " \(words[Int(first)]) \(words[Int(second)]) \(words[Int(word)])\n"
            }
        }
        return text + "\n\\end\\\n"
    }

    /// A decimal logarithm with four digits; -99 stands for 0.
    private static func decimal(_ value: Double) -> String {
        guard value > 0 else { return "-99" }
        let tenThousandths = Int(
            (PortableMath.log(value) / 2.302_585_092_994_046 * 10_000).rounded())
        let size = tenThousandths.magnitude
        let rest = String(10_000 + size % 10_000).dropFirst()
        return (tenThousandths < 0 ? "-" : "") + "\(size / 10_000)." + rest
    }
}
