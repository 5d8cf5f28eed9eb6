import CVoiceLibraries
import Foundation

/// The synthesiser flite (Carnegie Mellon University), in this process.
///
/// It draws from the generator of the C library, which is set before each call; calls wait for one
/// another. Nothing else in the process may draw from that generator meanwhile.
/// Source: A. W. Black and K. Lenzo, "Flite: a small fast run-time synthesis engine", 4th ISCA
/// Workshop on Speech Synthesis, 2001.
public struct Flite: Sendable {
    /// Voices that Debian ships: statistical ones (slt, rms, awb) and diphones (kal16, kal).
    public static let voices = ["slt", "rms", "awb", "kal16", "kal"]
    /// Whether a voice can be raised and lowered; rms speaks at its own pitch only.
    public static func takesPitch(_ voice: String) -> Bool { voice != "rms" }
    /// Words in a text at most; some minutes of speech, held in memory at once.
    public static let wordLimit = 2000
    /// The package that holds the library and its voices.
    static let package = "libflite1"

    /// Name of the shared library.
    let library: String

    /// Names the engine's library, which is opened when first needed.
    ///
    /// - Parameter library: File name or path of the shared library.
    public init(library: String = "libflite.so.1") { self.library = library }

    /// Speaks a text.
    ///
    /// - Parameters:
    ///   - words: At least one and at most `wordLimit` words without blanks; what is not Latin script
    ///     has no sound.
    ///   - voice: One of `voices`.
    ///   - rate: Speed relative to the voice's own, > 0.
    ///   - pitch: Pitch relative to the voice's own, > 0; 1 for a voice that does not take pitch.
    ///   - seed: Seed of the C library's generator; the same seed and text give the same samples.
    /// - Returns: Speech at the voice's rate (16 kHz; kal 8 kHz) with the ends of the words; a word
    ///   without sound ends where the one before it does.
    /// - Throws: `VoiceLibraryError` where the library or the voice is missing, or nothing can be spoken.
    public func speak(
        words: [String], voice: String, rate: Double, pitch: Double, seed: UInt32
    ) throws(VoiceLibraryError) -> EngineSpeech {
        let spoken = words.map(Self.latin)
        guard words.count <= Self.wordLimit else {
            throw .refused(
                library: library, reason: "\(words.count) words, at most \(Self.wordLimit)")
        }
        guard spoken.contains(where: { $0.contains { $0.isLetter || $0.isNumber } }) else {
            throw .refused(library: library, reason: "no word can be spoken")
        }
        guard Self.voices.contains(voice) else {
            throw .refused(
                library: library,
                reason: "voice \(voice); known: \(Self.voices.joined(separator: " "))")
        }
        guard pitch == 1 || Self.takesPitch(voice) else {
            throw .refused(library: library, reason: "voice \(voice) speaks at pitch 1 only")
        }
        var speech = calltwin_flite_speech()
        var missing: UnsafePointer<CChar>?
        let voiceLibrary = "libflite_cmu_us_\(voice).so.1"
        let outcome = calltwin_flite_speak(
            library, voiceLibrary, "register_cmu_us_\(voice)", spoken.joined(separator: " "), seed,
            Float(1 / rate), Float(pitch), &speech, &missing)
        defer { calltwin_flite_free(&speech) }
        switch outcome {
        case CALLTWIN_FLITE_SPOKEN: return try read(speech, wordCount: words.count)
        case CALLTWIN_FLITE_NO_LIBRARY: throw .missing(library: library, package: Self.package)
        case CALLTWIN_FLITE_NO_VOICE: throw .missing(library: voiceLibrary, package: Self.package)
        case CALLTWIN_FLITE_NO_FUNCTION:
            throw .unknownVersion(
                library: library, function: missing.map { String(cString: $0) } ?? "")
        default: throw .refused(library: library, reason: "no sound was made")
        }
    }

    private func read(
        _ speech: calltwin_flite_speech, wordCount: Int
    ) throws(VoiceLibraryError) -> EngineSpeech {
        guard Int(speech.token_count) == wordCount else {
            throw .refused(
                library: library,
                reason: "\(wordCount) words were read as \(speech.token_count)")
        }
        let samples = Array(
            UnsafeBufferPointer(start: speech.samples, count: Int(speech.sample_count)))
        let sampleRate = Int(speech.sample_rate)
        let duration = Double(samples.count) / Double(sampleRate)
        var last = 0.0
        let ends = UnsafeBufferPointer(start: speech.token_ends, count: wordCount).map { end in
            last = max(last, min(end, duration))
            return last
        }
        return EngineSpeech(samples: samples, sampleRate: sampleRate, wordEnds: ends)
    }

    /// The word in ASCII: accents dropped, quotation marks plain; what has nothing to speak as a dash,
    /// which has no sound and keeps the word's place (flite joins a lone opening mark to the next
    /// word).
    static func latin(_ word: String) -> String {
        let plain = word.replacingOccurrences(of: "\u{2019}", with: "'")
            .folding(options: .diacriticInsensitive, locale: nil)
            .filter { $0.isASCII && !$0.isWhitespace && ($0.asciiValue ?? 0) > 32 }
        return plain.allSatisfy { "\"'`({[".contains($0) } ? "-" : plain
    }
}
