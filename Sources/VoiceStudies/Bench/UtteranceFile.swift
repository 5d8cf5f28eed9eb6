import DialogueEngine
import Foundation
public import VoiceChannel

/// Utterances whose meaning is known, of a file.
public struct UtteranceFile: Sendable {
    /// The utterances in the order of the file.
    public let utterances: [TestUtterance]
    /// Stands for the file's content and for which of its utterances these are.
    public let digest: String

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: Its path.
    ///   - states: States of the model.
    ///   - every: Only every so manieth utterance, from the first on; at least 1.
    /// - Throws: `VoiceStudyError.missingFile`; `TestUtterance.FileError` with what is wrong in it.
    public init(path: String, states: [String], every: Int = 1) throws {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw VoiceStudyError.missingFile(path: path)
        }
        let all = try TestUtterance.read(
            String(decoding: content, as: UTF8.self), path: path, states: states)
        utterances = all.enumerated().filter { $0.offset % every == 0 }.map(\.element)
        var digest = Digest()
        digest.add(bytes: Array(content))
        self.digest = String(digest.value, radix: 16) + "/\(every)"
    }
}
