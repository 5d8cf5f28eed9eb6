import CVoiceLibraries
import Foundation

/// The recogniser Moonshine 0.0.49 with its tiny English model: whole utterances, any words.
///
/// One transcriber serialises its calls. It is loaded anew after some utterances, since this version of
/// the library keeps about 0.1 MB for each word that it reads until it is released.
public final class Moonshine {
    /// A stretch of speech that was recognised.
    public struct Line: Hashable, Sendable {
        /// What was said, with capitals and marks.
        public var text: String
        /// Seconds from the start of the sound.
        public var startSeconds: Double
        /// Seconds.
        public var durationSeconds: Double
    }

    private static let library = "moonshine"
    private static let package = "python3-pip python3-venv, then run make voice-models"
    /// Utterances that one loading serves: some 200 MB are kept by then, and loading takes 0.2 s.
    private static let utterancesOfLoading = 100
    private let functions: calltwin_moonshine_functions
    private let model: String
    private var handle: Int32
    private var utterances = 0

    /// Whether the library and its model are in a folder.
    public static func isInstalled(in folder: String) -> Bool {
        files(folder).allSatisfy { FileManager.default.fileExists(atPath: $0) }
    }

    private static func library(in folder: String) -> String { folder + "/moonshine_voice" }

    private static func files(_ folder: String) -> [String] {
        let folder = library(in: folder)
        return ["/libmoonshine.so"].map { folder + $0 }
            + ["encoder_model.ort", "decoder_model_merged.ort", "tokenizer.bin"].map {
                folder + "/assets/tiny-en/" + $0
            }
    }

    /// Opens the library and loads its model.
    ///
    /// - Parameter folder: Folder with `moonshine_voice` in it: `VoiceFolders.moonshine`.
    /// - Throws: What is missing or refused; any other version than 0.0.49 is.
    public init(folder: String) throws(VoiceLibraryError) {
        for path in Self.files(folder) where !FileManager.default.fileExists(atPath: path) {
            throw .missingFile(path: path, package: Self.package)
        }
        let folder = Self.library(in: folder)
        var functions = calltwin_moonshine_functions()
        if let missing = calltwin_moonshine_open(folder + "/libmoonshine.so", &functions) {
            let name = String(cString: missing)
            throw name.isEmpty
                ? .missing(library: Self.library, package: Self.package)
                : .unknownVersion(library: Self.library, function: name)
        }
        let version = functions.version()
        guard version == Int32(calltwin_moonshine_version) else {
            throw .refused(
                library: Self.library,
                reason: "version \(version); known: \(calltwin_moonshine_version)")
        }
        self.functions = functions
        model = folder + "/assets/tiny-en"
        handle = try Self.load(model, functions)
    }

    deinit { if handle >= 0 { functions.release(handle) } }

    private static func load(
        _ model: String, _ functions: calltwin_moonshine_functions
    ) throws(VoiceLibraryError) -> Int32 {
        // The library's own detector of speech is one for the whole process and keeps its state from one
        // utterance to the next, so readings would hang on what others were heard before; at a threshold
        // of 0 it is not asked, and what is given is read whole.
        let handle = "vad_threshold".withCString { name in
            "0".withCString { value in
                withUnsafePointer(to: calltwin_moonshine_option(name: name, value: value)) {
                    // Kind 0 is the tiny model.
                    functions.load(model, 0, $0, 1, Int32(calltwin_moonshine_version))
                }
            }
        }
        guard handle >= 0 else { throw refusal(functions, handle) }
        return handle
    }

    /// Releases what the library kept of earlier utterances, when there are many.
    private func renew() throws(VoiceLibraryError) {
        if utterances == Self.utterancesOfLoading {
            functions.release(handle)
            calltwin_return_free_memory()
            handle = -1
            utterances = 0
        }
        if handle < 0 { handle = try Self.load(model, functions) }
        utterances += 1
    }

    private static func refusal(
        _ functions: calltwin_moonshine_functions, _ code: Int32
    ) -> VoiceLibraryError {
        .refused(
            library: library,
            reason: functions.error_text(code).map { String(cString: $0) } ?? "error \(code)")
    }

    /// Recognises an utterance.
    ///
    /// - Parameters:
    ///   - samples: Sound, full scale from -1 to 1.
    ///   - sampleRate: Samples per second; 8 000 is well.
    /// - Returns: Stretches of speech in order. What is no speech may be read as words that nobody said: its own
    ///   detector of speech is not asked.
    /// - Throws: `refused` where the library fails.
    public func transcribe(_ samples: [Float], sampleRate: Int) throws(VoiceLibraryError) -> [Line]
    {
        try renew()
        var transcript: UnsafePointer<calltwin_moonshine_transcript>?
        let code = functions.transcribe(
            handle, samples, UInt64(samples.count), Int32(sampleRate), 0, &transcript)
        guard code >= 0 else { throw Self.refusal(functions, code) }
        // The library owns the lines, so they are copied before its next call.
        guard let found = transcript?.pointee, let lines = found.lines else { return [] }
        return (0..<Int(found.count)).map { place in
            Line(
                text: lines[place].text.map { String(cString: $0) } ?? "",
                startSeconds: Double(lines[place].start_seconds),
                durationSeconds: Double(lines[place].duration_seconds))
        }
    }
}
