import BinaryCoding
import DialogueEngine
package import Zstandard

/// Entries of a bank in one compressed block.
///
/// Entries are put one after another as varints and UTF-8, so neighbours of the same utterance
/// compress well; the block is one zstd frame, and its checksum is of the compressed bytes.
package enum EntryBlock {
    /// Entries of a full block: some 15 KiB to decompress for one lookup.
    package static let capacity = 64
    /// Longest block that is accepted when read, far above any full one.
    static let limitBytes = 16 * 1_048_576
    /// Compression level: blocks are written once.
    private static let level = 19

    /// A block as it is stored.
    package struct Stored: Equatable {
        package var bytes: [UInt8]
        package var contentLength: Int
        package var checksum: UInt32

        package init(bytes: [UInt8], contentLength: Int, checksum: UInt32) {
            self.bytes = bytes
            self.contentLength = contentLength
            self.checksum = checksum
        }
    }

    /// What is wrong with a block.
    package enum Problem: Error, Equatable {
        case checksum
        case compression(ZstandardError)
        case content(String)
    }

    package static func encode(_ entries: ArraySlice<DecodeEntry>) throws(ZstandardError) -> Stored
    {
        try compressed(content(of: entries))
    }

    /// Entries as they are before compression.
    package static func content(of entries: ArraySlice<DecodeEntry>) -> [UInt8] {
        var writer = ByteWriter(capacity: 1 << 14)
        entries.forEach { put($0, into: &writer) }
        return Array(writer.bytes)
    }

    /// A block of any content.
    package static func compressed(_ content: [UInt8]) throws(ZstandardError) -> Stored {
        let compressor = try Compressor(level: level)
        var bytes = [UInt8](repeating: 0, count: Compressor.bound(content.count))
        let result: Result<Int, ZstandardError> = bytes.withUnsafeMutableBytes { target in
            content.withUnsafeBytes { source in
                do throws(ZstandardError) {
                    return .success(try compressor.compress(source, into: target))
                } catch {
                    return .failure(error)
                }
            }
        }
        bytes.removeLast(bytes.count - (try result.get()))
        return Stored(
            bytes: bytes, contentLength: content.count,
            checksum: bytes.withUnsafeBytes { CRC32C.checksum($0) })
    }

    package static func decode(_ stored: Stored) throws(Problem) -> [DecodeEntry] {
        guard stored.bytes.withUnsafeBytes({ CRC32C.checksum($0) }) == stored.checksum else {
            throw .checksum
        }
        guard (0...limitBytes).contains(stored.contentLength) else {
            throw .content("a block of \(stored.contentLength) bytes")
        }
        var content = [UInt8](repeating: 0, count: stored.contentLength)
        var result: Result<[DecodeEntry], Problem> = .success([])
        stored.bytes.withUnsafeBytes { source in
            content.withUnsafeMutableBytes { target in
                do throws(ZstandardError) {
                    try Decompressor().decompress(source, into: target)
                } catch {
                    result = .failure(.compression(error))
                }
            }
        }
        guard case .success = result else { return try result.get() }
        content.withUnsafeBytes { bytes in
            do throws(Problem) {
                result = .success(try entries(in: bytes))
            } catch {
                result = .failure(error)
            }
        }
        return try result.get()
    }

    private static func entries(
        in bytes: UnsafeRawBufferPointer
    ) throws(Problem) -> [DecodeEntry] {
        var reader = EntryReader(bytes)
        var entries: [DecodeEntry] = []
        do {
            while !reader.isAtEnd { entries.append(try reader.entry()) }
        } catch let problem as Problem {
            throw problem
        } catch {
            throw .content("\(error)")
        }
        return entries
    }

    // MARK: Writing

    private static let longestVarint = 10

    private static func put(_ number: UInt64, into writer: inout ByteWriter) {
        writer.reserve(longestVarint)
        var row = writer.rowWriter
        row.put(varint: number)
        writer.take(row)
    }

    private static func put(_ text: String, into writer: inout ByteWriter) {
        put(UInt64(text.utf8.count), into: &writer)
        var text = text
        text.withUTF8 { writer.append(UnsafeRawBufferPointer($0)) }
    }

    private static func put(_ entry: DecodeEntry, into writer: inout ByteWriter) {
        put(UInt64(entry.soundMilliseconds), into: &writer)
        put(UInt64(entry.costMicroseconds), into: &writer)
        put(UInt64(entry.hypotheses.count), into: &writer)
        for hypothesis in entry.hypotheses {
            put(hypothesis.text, into: &writer)
            put(UInt64(hypothesis.confidence.steps), into: &writer)
        }
        // Words that are those of the best reading are not written again.
        let best = entry.hypotheses.first?.text ?? ""
        let areBest = entry.words.map(\.text).joined(separator: " ") == best
        let hasPlainWords =
            areBest && entry.words.allSatisfy { !$0.text.isEmpty && !$0.text.contains(" ") }
        put(UInt64(entry.words.count) << 1 | (hasPlainWords ? 1 : 0), into: &writer)
        var last: UInt32 = 0
        for word in entry.words {
            if !hasPlainWords { put(word.text, into: &writer) }
            put(word.posterior.map { UInt64($0.steps) + 1 } ?? 0, into: &writer)
            put(Zigzag.encode(Int64(word.startMilliseconds) - Int64(last)), into: &writer)
            put(
                Zigzag.encode(Int64(word.endMilliseconds) - Int64(word.startMilliseconds)),
                into: &writer)
            last = word.endMilliseconds
        }
    }
}

/// Reads entries from a block's content; no read traps.
private struct EntryReader {
    private var reader: ByteReader

    init(_ bytes: UnsafeRawBufferPointer) { reader = ByteReader(bytes) }

    var isAtEnd: Bool { reader.remaining == 0 }

    mutating func entry() throws -> DecodeEntry {
        let sound = try number(UInt32.self)
        let cost = try number(UInt32.self)
        var hypotheses: [Hypothesis] = []
        for _ in 0..<(try count()) {
            hypotheses.append(Hypothesis(text: try text(), confidence: try score()))
        }
        let header = try reader.varint()
        let wordCount = Int(clamping: header >> 1)
        guard wordCount <= reader.remaining else { throw tooMany(wordCount) }
        var texts: [String]?
        if header & 1 == 1 {
            let best = (hypotheses.first?.text ?? "").split(separator: " ").map(String.init)
            guard best.count == wordCount else { throw tooMany(wordCount) }
            texts = best
        }
        var words: [DecodedWord] = []
        var last: Int64 = 0
        for place in 0..<wordCount {
            let word = try texts?[place] ?? text()
            let steps = try reader.varint()
            let posterior = steps == 0 ? nil : try score(steps - 1)
            let start = last &+ (try reader.zigzag())
            let end = start &+ (try reader.zigzag())
            guard let first = UInt32(exactly: start), let second = UInt32(exactly: end) else {
                throw EntryBlock.Problem.content("word times \(start) and \(end)")
            }
            words.append(
                DecodedWord(
                    text: word, posterior: posterior, startMilliseconds: first,
                    endMilliseconds: second))
            last = end
        }
        return DecodeEntry(
            hypotheses: hypotheses, words: words, soundMilliseconds: sound, costMicroseconds: cost)
    }

    private func tooMany(_ count: Int) -> EntryBlock.Problem {
        .content("\(count) parts where there are not so many")
    }

    private mutating func number<Number: FixedWidthInteger>(_ type: Number.Type) throws -> Number {
        let value = try reader.varint()
        guard let fitting = Number(exactly: value) else {
            throw EntryBlock.Problem.content("number \(value)")
        }
        return fitting
    }

    private mutating func count() throws -> Int {
        let count = Int(clamping: try reader.varint())
        guard count <= reader.remaining else { throw tooMany(count) }
        return count
    }

    private mutating func text() throws -> String {
        let length = try count()
        let bytes = try reader.take(length)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw EntryBlock.Problem.content("text that is not UTF-8")
        }
        return text
    }

    private mutating func score() throws -> Score { try score(try reader.varint()) }

    private func score(_ steps: UInt64) throws -> Score {
        guard steps <= UInt64(Score.stepsInOne) else {
            throw EntryBlock.Problem.content("score \(steps)")
        }
        return Score(steps: Int16(steps))
    }
}
