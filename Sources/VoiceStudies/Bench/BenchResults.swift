import Foundation
public import VoiceChannel

/// Results of a bench in a file, so that a bench that was stopped goes on where it was.
///
/// One JSON object a line: what one recogniser made of a file of utterances over a line.
public struct BenchResults {
    /// What was measured.
    public struct Key: Hashable, Codable, Sendable {
        /// Name of the recogniser.
        public var recognizer: String
        /// What its results depend on beside sound.
        public var configuration: String
        /// What they are judged by: the dialogue model and the day.
        public var judge: String
        /// Name of the line, and a digest of what it does.
        public var line: String
        /// Digest of the utterances.
        public var utterances: String

        /// Stores what was measured.
        public init(
            recognizer: String, configuration: String, judge: String, line: String,
            utterances: String
        ) {
            self.recognizer = recognizer
            self.configuration = configuration
            self.judge = judge
            self.line = line
            self.utterances = utterances
        }
    }

    private struct Entry: Codable {
        var key: Key
        var trials: [RecognizerBench.Trial]
    }

    private let path: String?
    private var found: [Key: [RecognizerBench.Trial]] = [:]

    /// Reads what is there already.
    ///
    /// - Parameter path: A file, which need not be there; nil keeps results in memory.
    /// - Throws: `VoiceStudyError.notAResult` where a line is something else.
    public init(path: String?) throws(VoiceStudyError) {
        self.path = path
        guard let path, let content = FileManager.default.contents(atPath: path) else { return }
        // What comes after the last line break was cut off while it was written.
        let whole = content.lastIndex(of: 10).map { content[...$0] } ?? Data()
        for (number, line) in whole.split(separator: 10).enumerated() {
            do {
                let entry = try JSONDecoder().decode(Entry.self, from: Data(line))
                found[entry.key] = entry.trials
            } catch {
                throw .notAResult(path: path, line: number + 1)
            }
        }
    }

    /// What was measured before.
    public subscript(_ key: Key) -> [RecognizerBench.Trial]? { found[key] }

    /// Keeps a result at once.
    ///
    /// - Throws: `VoiceStudyError.unwritable`, or what the file refuses.
    public mutating func keep(_ trials: [RecognizerBench.Trial], for key: Key) throws {
        found[key] = trials
        guard let path else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let line = try encoder.encode(Entry(key: key, trials: trials)) + Data([10])
        guard let file = FileHandle(forUpdatingAtPath: path) else {
            guard FileManager.default.createFile(atPath: path, contents: line) else {
                throw VoiceStudyError.unwritable(path: path)
            }
            return
        }
        defer { try? file.close() }
        let end = try file.seekToEnd()
        if end > 0 {
            // The rest of a line that was cut off is no result: the next one begins a line of its own.
            try file.seek(toOffset: end - 1)
            if try file.read(upToCount: 1) != Data([10]) {
                let content = FileManager.default.contents(atPath: path) ?? Data()
                let whole = content.lastIndex(of: 10).map { $0 + 1 } ?? 0
                try file.truncate(atOffset: UInt64(whole))
            }
        }
        try file.write(contentsOf: line)
    }
}
