import Foundation

/// Fitted channels in a file: JSON lines, so that every complaint has a line.
///
/// The first line says what the file is and what it was fitted to; each further line holds one cell or
/// one list of confusions, with keys in the order of the alphabet. The same channels give the same bytes.
public struct FittedChannels: Hashable, Sendable {
    /// The channel of words; nil where none was fitted.
    public var words: WordChannel?
    /// The channel of meanings; nil where none was fitted.
    public var meanings: MeaningChannel?
    /// What it was fitted to and how, by name.
    public var provenance: [String: String]

    /// Stores channels.
    public init(
        words: WordChannel?, meanings: MeaningChannel?, provenance: [String: String] = [:]
    ) {
        self.words = words
        self.meanings = meanings
        self.provenance = provenance
    }

    /// Version of the form; files of later ones are refused.
    static let version = 2

    // MARK: Writing

    /// The file's text.
    public var text: String {
        var lines: [ChannelLine] = [
            .header(ChannelLine.Header(calltwinChannels: Self.version, provenance: provenance))
        ]
        if let words {
            lines += words.cells.map { .wordCell(ChannelLine.WordCell($0)) }
            lines += words.confusions.map {
                .wordConfusion(
                    .init(
                        heard: ChannelLine.table($0.heard),
                        language: $0.language == WordChannel.any ? nil : $0.language,
                        said: $0.said))
            }
            lines.append(.substitutes(.init(substitutes: ChannelLine.table(words.substitutes))))
            lines.append(.intruders(.init(intruders: ChannelLine.table(words.intruders))))
            lines += words.expected.map { .expected(ChannelLine.Expected($0)) }
        }
        // Both channels hear speech into prompts alike.
        let prompts = words.map(\.prompts) ?? []
        lines += (prompts.isEmpty ? meanings?.prompts ?? [] : prompts).map {
            .prompts(ChannelLine.Prompts($0))
        }
        if let meanings {
            lines += meanings.cells.map { .meaningCell(ChannelLine.MeaningCell($0)) }
            lines += meanings.confusions.map {
                .wishConfusion(
                    .init(heard: ChannelLine.table($0.heard), said: $0.said, state: $0.state))
            }
            lines += meanings.matters.map { .matter(ChannelLine.Matter($0)) }
            lines += meanings.examples.map { .example($0) }
            lines.append(.otherLength(.init(otherLength: meanings.otherLength)))
            if meanings.attemptCorrelation > 0 {
                lines.append(
                    .attemptCorrelation(.init(attemptCorrelation: meanings.attemptCorrelation)))
            }
        }
        return lines.map { $0.text + "\n" }.joined()
    }

    /// Writes the file.
    ///
    /// - Parameter path: Where; a file there is replaced as a whole.
    /// - Throws: `DecodeBankError.refused`.
    public func write(to path: String) throws(DecodeBankError) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw .refused(path: path, reason: "cannot write: \(error.localizedDescription)")
        }
    }

    // MARK: Reading

    /// Reads a file.
    ///
    /// - Parameter path: Where it is.
    /// - Throws: `DecodeBankError.missingChannels` when it cannot be read, `.malformed` with the line of what is
    ///   wrong in it.
    public init(path: String) throws(DecodeBankError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw .missingChannels(path: path)
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw .malformed(path: path, line: 1, reason: "not UTF-8")
        }
        try self.init(text: text, path: path)
    }

    /// Reads the text of a file.
    ///
    /// - Parameters:
    ///   - text: The content.
    ///   - path: Path for messages.
    /// - Throws: `DecodeBankError.malformed`.
    public init(text: String, path: String) throws(DecodeBankError) {
        var parts = ChannelParts()
        var header: ChannelLine.Header?
        var last = 0
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false)
            .enumerated() where !line.isEmpty
        {
            last = index + 1
            do throws(ChannelLine.Problem) {
                let read = try ChannelLine(text: line)
                if case .header(let found) = read {
                    guard header == nil else { throw ChannelLine.Problem("a second header") }
                    header = found
                } else {
                    guard header != nil else {
                        throw ChannelLine.Problem("expected the header, calltwinChannels")
                    }
                    try parts.add(read)
                }
            } catch {
                throw .malformed(path: path, line: last, reason: error.text)
            }
        }
        guard let header else {
            throw .malformed(path: path, line: 1, reason: "expected the header, calltwinChannels")
        }
        do throws(ChannelLine.Problem) {
            self.init(
                words: try parts.wordChannel(), meanings: try parts.meaningChannel(),
                provenance: header.provenance)
        } catch {
            throw .malformed(path: path, line: last, reason: error.text)
        }
    }
}

/// What the lines of a file have given so far.
private struct ChannelParts {
    var wordCells: [WordChannel.Cell] = []
    var wordConfusions: [WordChannel.Confusion] = []
    var substitutes: [WordChannel.Count] = []
    var intruders: [WordChannel.Count] = []
    var meaningCells: [MeaningChannel.Cell] = []
    var wishConfusions: [MeaningChannel.Confusion] = []
    var otherLength: Double?
    var attemptCorrelation = 0.0
    var expected: [WordChannel.Expected] = []
    var matters: [MeaningChannel.Matter] = []
    var examples: [MeaningExample] = []
    var prompts: [SpeechIntoPrompts] = []
    /// What files of version 1 say of speech into prompts, in their cells of words.
    var formerPrompts: [SpeechIntoPrompts] = []

    /// Laws of speech into prompts, whichever version says them.
    var intoPrompts: [SpeechIntoPrompts] { prompts.isEmpty ? formerPrompts : prompts }

    mutating func add(_ line: ChannelLine) throws(ChannelLine.Problem) {
        switch line {
        case .header: break
        case .wordCell(let cell):
            wordCells.append(try cell.cell())
            if let acknowledged = cell.acknowledged, cell.voiceClass == WordChannel.any {
                formerPrompts.append(
                    SpeechIntoPrompts(
                        condition: cell.condition, acknowledgements: cell.utterances,
                        acknowledged: acknowledged, turns: 0, mistaken: 0))
            }
        case .wordConfusion(let part):
            wordConfusions.append(
                WordChannel.Confusion(
                    language: part.language ?? WordChannel.any, said: part.said,
                    heard: try ChannelLine.counts(part.heard)))
        case .substitutes(let part): substitutes = try ChannelLine.counts(part.substitutes)
        case .intruders(let part): intruders = try ChannelLine.counts(part.intruders)
        case .meaningCell(let cell): meaningCells.append(try cell.cell())
        case .wishConfusion(let part):
            wishConfusions.append(
                MeaningChannel.Confusion(
                    state: part.state, said: part.said, heard: try ChannelLine.counts(part.heard)))
        case .otherLength(let part):
            try ChannelLine.check(part.otherLength, "otherLength")
            otherLength = part.otherLength
        case .attemptCorrelation(let part):
            guard (0..<1).contains(part.attemptCorrelation) else {
                throw ChannelLine.Problem(
                    "member 'attemptCorrelation' is \(part.attemptCorrelation); expected 0 to below 1"
                )
            }
            attemptCorrelation = part.attemptCorrelation
        case .expected(let part): expected.append(try part.expected())
        case .matter(let part): matters.append(try part.matter())
        case .example(let part): examples.append(try ChannelLine.checked(part))
        case .prompts(let part): prompts.append(try part.law())
        }
    }

    func wordChannel() throws(ChannelLine.Problem) -> WordChannel? {
        guard !wordCells.isEmpty else { return nil }
        guard !substitutes.isEmpty, !intruders.isEmpty else {
            throw ChannelLine.Problem("a channel of words ends without substitutes or intruders")
        }
        return WordChannel(
            cells: wordCells, confusions: wordConfusions, substitutes: substitutes,
            intruders: intruders, expected: expected, prompts: intoPrompts)
    }

    func meaningChannel() throws(ChannelLine.Problem) -> MeaningChannel? {
        guard !meaningCells.isEmpty else { return nil }
        guard let otherLength else {
            throw ChannelLine.Problem("a channel of meanings ends without otherLength")
        }
        return MeaningChannel(
            cells: meaningCells, confusions: wishConfusions, otherLength: otherLength,
            attemptCorrelation: attemptCorrelation, matters: matters, examples: examples,
            prompts: intoPrompts)
    }
}
