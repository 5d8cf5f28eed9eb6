import Foundation
import ModelReading
public import TelephoneAudio

/// A file that names the recordings of telephone lines, with their sound.
public struct RecordingsFile: Sendable {
    /// Path as the user gave it.
    public let path: String
    /// The recordings.
    public let sounds: LineSounds

    /// Reads a file and the recordings that it names.
    ///
    /// - Parameter path: Path of the YAML file; recordings lie relative to it.
    /// - Throws: What is wrong first, with its line.
    public init(path: String) throws(DialogueModelError) {
        self = try typed { try Self(file: ModelFile(path: path)) }
    }

    private init(file: ModelFile) throws {
        let root = try MappingReader(
            root: file.root, ChannelLanguage.recordings, version: "recordings",
            known: ChannelLanguage.version)
        path = file.path
        var sounds = LineSounds()
        for reader in try root.namedMappings("sounds") {
            let clip = try Self.clip(
                try reader.text("file"), beside: file.path,
                at: { reader.invalid("file", $0) })
            sounds.add(clip, named: try reader.text("name"))
        }
        for item in try root.optionalItems("talkers") ?? [] {
            let wrong = { (what: String) in
                DialogueModelError.invalid(
                    location: item.node.location, what: "\(item.path) \(what)")
            }
            guard let name = item.node.scalar else { throw wrong("is no path") }
            sounds.add(talker: try Self.clip(name, beside: file.path, at: wrong))
        }
        self.sounds = sounds
    }

    private static func clip(
        _ name: String, beside file: String, at error: (String) -> DialogueModelError
    ) throws -> NoiseClip {
        let path = ModelReference.path(name, beside: file)
        guard let data = FileManager.default.contents(atPath: path) else {
            throw error("names \(path): there is no such file, or it cannot be read")
        }
        let clip: AudioClip
        do throws(AudioFileError) {
            clip =
                path.hasSuffix(".ulaw")
                ? try WaveFile.readMuLaw(Array(data), path: path)
                : try WaveFile.read(Array(data), path: path)
        } catch let wrong {
            throw error("names \(path): \(wrong.problem)")
        }
        guard let noise = NoiseClip(clip) else {
            throw error("names \(path): it is silent, or shorter than 20 ms")
        }
        return noise
    }
}
