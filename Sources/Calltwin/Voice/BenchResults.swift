import Foundation
import VoiceChannel

/// Results of a bench in a file, so that a bench that was stopped goes on where it was.
///
/// One JSON object a line: what one recogniser made of a file of utterances over a line.
struct BenchResults {
    /// What was measured.
    struct Key: Hashable, Codable {
        /// Name of the recogniser.
        var recognizer: String
        /// What its results depend on beside sound.
        var configuration: String
        /// What they are judged by: the dialogue model and the day.
        var judge: String
        /// Name of the line, and a digest of what it does.
        var line: String
        /// Digest of the utterances.
        var utterances: String
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
    /// - Throws: `badData` where a line is something else.
    init(path: String?) throws(CommandFailure) {
        self.path = path
        guard let path, let content = FileManager.default.contents(atPath: path) else { return }
        // What comes after the last line break was cut off while it was written.
        let whole = content.lastIndex(of: 10).map { content[...$0] } ?? Data()
        for (number, line) in whole.split(separator: 10).enumerated() {
            do {
                let entry = try JSONDecoder().decode(Entry.self, from: Data(line))
                found[entry.key] = entry.trials
            } catch {
                throw CommandFailure(.badData, "no result of a bench", at: "\(path):\(number + 1)")
            }
        }
    }

    /// What was measured before.
    subscript(_ key: Key) -> [RecognizerBench.Trial]? { found[key] }

    /// Keeps a result at once.
    mutating func keep(_ trials: [RecognizerBench.Trial], for key: Key) throws {
        found[key] = trials
        guard let path else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let line = try encoder.encode(Entry(key: key, trials: trials)) + Data([10])
        guard let file = FileHandle(forUpdatingAtPath: path) else {
            guard FileManager.default.createFile(atPath: path, contents: line) else {
                throw CommandFailure(.cannotCreate, "cannot be written", at: path)
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
