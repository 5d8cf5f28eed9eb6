import TwinPrimitives
import VoiceChannel
import VoiceLibraries

/// What building and fitting must agree on.
enum BankDay {
    /// The day of the calls, 2026-11-25: dates are said and read as from there.
    static let today = CivilDate(dayNumber: 20_782)

    /// What callers speak with.
    static func synthesizer(_ folders: VoiceFolders) -> any SpeechSynthesizer {
        CachedSynthesizer.ofThisMachine(folders: folders)
    }
}
