import Foundation
import VoiceChannel

extension TestUtterance {
    /// Reads a file of utterances.
    ///
    /// - Parameters:
    ///   - path: Its path.
    ///   - states: States of the model.
    /// - Returns: The utterances in the order of the file.
    /// - Throws: That there is no such file; what is wrong with it.
    static func file(_ path: String, states: [String]) throws -> [Self] {
        guard let content = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.noInput, "there is no such file", at: path)
        }
        return try read(String(decoding: content, as: UTF8.self), path: path, states: states)
    }
}
