import Foundation
import Synchronization
import TelephoneAudio
public import VoiceLibraries

/// Keeps renderings, in memory and in files, so that a text is rendered once for all runs.
///
/// The files are disposable: a missing or damaged one is rendered again, one that cannot be written is
/// done without. Processes may share the folder: a file appears whole or not at all. An engine's new
/// version is not noticed; delete the folder after an upgrade.
public final class CachedSynthesizer: SpeechSynthesizer {
    /// Memory for renderings, in bytes: about 4 minutes of speech at 16 kHz, which is more than the prompts of
    /// a model; what callers say seldom comes twice, and its file is read in a millisecond.
    public static let memoryLimit = 8 << 20

    private let engine: any SpeechSynthesizer
    private let folder: String?
    private let recent: Mutex<RecentRenderings>

    /// Puts a cache before an engine.
    ///
    /// - Parameters:
    ///   - engine: What renders; it renders samples of 16 bits.
    ///   - folder: Where files are; nil keeps renderings in memory alone.
    ///   - memoryLimit: Bytes of memory for renderings, >= 0.
    public init(
        _ engine: any SpeechSynthesizer, folder: String?,
        memoryLimit: Int = CachedSynthesizer.memoryLimit
    ) {
        self.engine = engine
        self.folder = folder
        recent = Mutex(RecentRenderings(limit: memoryLimit))
    }

    /// The engines of this machine behind a cache of the user's.
    ///
    /// - Parameter folders: Where models and renderings are.
    /// - Returns: What callers and prompts speak with.
    public static func ofThisMachine(folders: VoiceFolders) -> CachedSynthesizer {
        CachedSynthesizer(
            LibrarySynthesizer(piper: PiperProcess(folder: folders.piper)),
            folder: folders.renderings)
    }

    /// Speaks a text, or gives the rendering that is kept.
    ///
    /// - Parameters:
    ///   - text: Words parted by single blanks.
    ///   - voice: The voice.
    /// - Returns: Sound with the ends of its words.
    /// - Throws: What the engine throws.
    public func speak(_ text: String, voice: Voice) throws -> RenderedSpeech {
        let key = SpeechKey(text: text, voice: voice)
        if let bytes = recent.withLock({ $0.find(key) }),
            let speech = RenderingFile.speech(of: bytes, key: key)
        {
            return speech
        }
        let (bytes, speech) = try kept(key) ?? rendered(text, voice, key)
        recent.withLock { $0.keep(bytes, for: key) }
        return speech
    }

    private func path(_ key: SpeechKey) -> (folder: String, file: String)? {
        guard let folder else { return nil }
        let name = key.hexadecimal
        // 256 folders, so that none holds too many files to be listed.
        let place = "\(folder)/\(name.prefix(2))"
        return (place, "\(place)/\(name).speech")
    }

    private func kept(_ key: SpeechKey) -> (bytes: [UInt8], speech: RenderedSpeech)? {
        guard let path = path(key),
            let data = FileManager.default.contents(atPath: path.file)
        else { return nil }
        let bytes = Array(data)
        return RenderingFile.speech(of: bytes, key: key).map { (bytes, $0) }
    }

    private func rendered(
        _ text: String, _ voice: Voice, _ key: SpeechKey
    ) throws -> (bytes: [UInt8], speech: RenderedSpeech) {
        let speech = try engine.speak(text, voice: voice)
        let bytes = RenderingFile.bytes(of: speech, key: key)
        if let path = path(key) {
            // Without a file the next run renders again: slower, and the same.
            try? FileManager.default.createDirectory(
                atPath: path.folder, withIntermediateDirectories: true)
            try? Data(bytes).write(to: URL(fileURLWithPath: path.file), options: .atomic)
        }
        return (bytes, speech)
    }
}
