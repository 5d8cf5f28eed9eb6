import Foundation

/// One line of a file of fitted channels.
enum ChannelLine {
    case header(Header)
    case wordCell(WordCell)
    case wordConfusion(WordConfusion)
    case substitutes(Substitutes)
    case intruders(Intruders)
    case meaningCell(MeaningCell)
    case wishConfusion(WishConfusion)
    case otherLength(OtherLength)
    case attemptCorrelation(AttemptCorrelation)
    case expected(Expected)
    case matter(Matter)
    case example(MeaningExample)
    case prompts(Prompts)

    /// What is wrong with a line.
    struct Problem: Error {
        var text: String
        init(_ text: String) { self.text = text }
    }

    struct Header: Codable {
        var calltwinChannels: Int
        var provenance: [String: String]
    }

    struct WordCell: Codable {
        /// Of acknowledgements into prompts, told by their sound; version 1 alone has it here.
        var acknowledged: Double?
        var clean: Double
        var condition: String
        var confidenceWhenRight: [Double]
        var confidenceWhenWrong: [Double]
        var deletion: Double
        var insertion: Double
        /// Nil: whatever is expected.
        var language: String?
        var lost: Double
        var secondRight: Double
        var secondShare: [Double]
        var substitution: Double
        var utterances: Int
        var voiceClass: String
        var words: Int
    }

    struct WordConfusion: Codable {
        var heard: [[String: Int]]
        /// Nil: whatever is expected.
        var language: String?
        var said: String
    }

    struct Substitutes: Codable { var substitutes: [[String: Int]] }

    struct Intruders: Codable { var intruders: [[String: Int]] }

    struct MeaningCell: Codable {
        var condition: String
        /// Nil in files that do not have it: none is.
        var impossible: Double?
        var kind: String
        var other: Double
        /// Nil but for wishes, and in files that do not have it.
        var outOfScopeWhenOther: [Double]?
        /// Nil but for wishes, and in files that do not have it.
        var outOfScopeWhenRight: [Double]?
        var posteriorWhenOther: [Double]
        var posteriorWhenRight: [Double]
        var right: Double
        var turns: Int
        /// Nil in files that do not have it: none is.
        var unheard: Double?
        var voiceClass: String
    }

    struct WishConfusion: Codable {
        var heard: [[String: Int]]
        var said: String
        var state: String
    }

    struct OtherLength: Codable { var otherLength: Double }

    struct AttemptCorrelation: Codable { var attemptCorrelation: Double }

    struct Expected: Codable {
        var expectedIntruders: [[String: Int]]
        var expectedSubstitutes: [[String: Int]]
        var language: String
    }

    struct Matter: Codable {
        var kind: String
        var otherOdds: Double
        var rightOdds: Double
        var said: String
        var turns: Int
    }

    struct Prompts: Codable {
        var acknowledged: Double
        var acknowledgements: Int
        var condition: String
        var mistaken: Double
        var turns: Int
    }

    // MARK: Writing

    var text: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        func written(_ value: some Encodable) -> String {
            // Members are numbers, texts and lists of them, and numbers are finite.
            (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        }
        return switch self {
        case .header(let value): written(value)
        case .wordCell(let value): written(value)
        case .wordConfusion(let value): written(value)
        case .substitutes(let value): written(value)
        case .intruders(let value): written(value)
        case .meaningCell(let value): written(value)
        case .wishConfusion(let value): written(value)
        case .otherLength(let value): written(value)
        case .attemptCorrelation(let value): written(value)
        case .expected(let value): written(value)
        case .matter(let value): written(value)
        case .example(let value): written(value)
        case .prompts(let value): written(value)
        }
    }

    // MARK: Reading

    /// Names of members, so that a line is told by the one that only its kind has.
    private struct Members: Decodable {
        var names: Set<String>

        private struct Name: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init?(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            names = Set(try decoder.container(keyedBy: Name.self).allKeys.map(\.stringValue))
        }
    }

    init(text: Substring) throws(Problem) {
        let names = try Self.read(Members.self, text).names
        if names.contains("calltwinChannels") {
            let header = try Self.read(Header.self, text)
            guard (1...FittedChannels.version).contains(header.calltwinChannels) else {
                throw Problem(
                    "channels of version \(header.calltwinChannels); this program knows up to "
                        + "\(FittedChannels.version)")
            }
            self = .header(header)
        } else if names.contains("outcome") {
            self = .example(try Self.read(MeaningExample.self, text))
        } else if names.contains("rightOdds") {
            self = .matter(try Self.read(Matter.self, text))
        } else if names.contains("mistaken") {
            self = .prompts(try Self.read(Prompts.self, text))
        } else if names.contains("expectedSubstitutes") {
            self = .expected(try Self.read(Expected.self, text))
        } else if names.contains("kind") {
            self = .meaningCell(try Self.read(MeaningCell.self, text))
        } else if names.contains("condition") {
            self = .wordCell(try Self.read(WordCell.self, text))
        } else if names.contains("state") {
            self = .wishConfusion(try Self.read(WishConfusion.self, text))
        } else if names.contains("said") {
            self = .wordConfusion(try Self.read(WordConfusion.self, text))
        } else if names.contains("substitutes") {
            self = .substitutes(try Self.read(Substitutes.self, text))
        } else if names.contains("intruders") {
            self = .intruders(try Self.read(Intruders.self, text))
        } else if names.contains("otherLength") {
            self = .otherLength(try Self.read(OtherLength.self, text))
        } else if names.contains("attemptCorrelation") {
            self = .attemptCorrelation(try Self.read(AttemptCorrelation.self, text))
        } else {
            throw Problem(
                "no kind of line has the members " + names.sorted().joined(separator: ", ")
                    + "; known: calltwinChannels, outcome, rightOdds, mistaken, "
                    + "expectedSubstitutes, kind, condition, state, said, substitutes, intruders, "
                    + "otherLength, attemptCorrelation")
        }
    }

    private static func read<Value: Decodable>(
        _ type: Value.Type, _ text: Substring
    ) throws(Problem) -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch DecodingError.keyNotFound(let key, _) {
            throw Problem("member '\(key.stringValue)' is missing")
        } catch DecodingError.typeMismatch(_, let context) {
            throw Problem("member '\(name(context))' has another type")
        } catch DecodingError.valueNotFound(_, let context) {
            throw Problem("member '\(name(context))' is null")
        } catch {
            throw Problem("not a JSON object")
        }
    }

    private static func name(_ context: DecodingError.Context) -> String {
        context.codingPath.map(\.stringValue).joined(separator: ".")
    }

    // MARK: Values

    static func check(_ probability: Double, _ name: String) throws(Problem) {
        guard (0...1).contains(probability) else {
            throw Problem("member '\(name)' is \(probability); expected 0 to 1")
        }
    }

    static func quantiles(_ values: [Double], _ name: String) throws(Problem) -> QuantileTable {
        guard let table = QuantileTable(quantiles: values) else {
            throw Problem(
                "member '\(name)' is no table: expected at least two numbers from 0 to 1, ascending"
            )
        }
        return table
    }

    /// Counts as a list of pairs, so that their order is kept.
    static func table(_ counts: [WordChannel.Count]) -> [[String: Int]] {
        counts.map { [$0.word: $0.count] }
    }

    static func counts(_ table: [[String: Int]]) throws(Problem) -> [WordChannel.Count] {
        var counts: [WordChannel.Count] = []
        for pair in table {
            guard pair.count == 1, let (word, count) = pair.first.map({ ($0.key, $0.value) }),
                (1...1_000_000_000).contains(count)
            else { throw Problem("expected one word with a count above 0 in each pair") }
            counts.append(WordChannel.Count(word: word, count: count))
        }
        guard !counts.isEmpty else { throw Problem("an empty list of words") }
        return counts
    }
}
