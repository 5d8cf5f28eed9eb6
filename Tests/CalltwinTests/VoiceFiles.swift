import Foundation
import TelephoneAudio

/// Files of tests of the voice commands.
enum VoiceFiles {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path
    static let model = root + "/models/dialogue/bank.yaml"
    static let callers = root + "/models/callers/bank.yaml"

    /// Runs a body with a folder that is removed after it.
    static func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "calltwin-voice-\(ProcessInfo.processInfo.globallyUniqueString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder.path)
    }

    static func write(_ bytes: [UInt8], _ path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    /// A WAV of silence.
    static func silence(seconds: Int, rate: Int = 8000) -> [UInt8] {
        WaveFile.written(
            [[Int16](repeating: 0, count: seconds * rate)], sampleRate: rate)
    }

    /// One channel of a WAV.
    static func samples(_ path: String, channel: Int = 0) throws -> [Int16] {
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
        return try WaveFile.read(bytes, path: path, channel: channel).pcm
    }

    /// What a command printed as JSON.
    static func json(_ run: CommandRun) throws -> [String: Any] {
        let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
        guard let members = object as? [String: Any] else { throw CocoaError(.coderReadCorrupt) }
        return members
    }
}
