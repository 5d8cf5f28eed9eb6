import TelephoneAudio
public import VoiceLibraries

/// Speaks with the engines that are found on this machine.
///
/// A rendering is a function of text and voice alone: random draws within an engine are seeded from
/// both.
public struct LibrarySynthesizer: SpeechSynthesizer {
    let flite: Flite

    /// Names the engines; each is opened when first needed.
    public init(flite: Flite = Flite()) {
        self.flite = flite
    }

    /// Speaks a text.
    ///
    /// - Parameters:
    ///   - text: Words parted by single blanks, at least one with a letter or digit.
    ///   - voice: The voice.
    /// - Returns: Sound at the engine's rate with the ends of its words.
    /// - Throws: `VoiceLibraryError` where an engine or a voice is missing, or the text has nothing to
    ///   speak.
    public func speak(_ text: String, voice: Voice) throws -> RenderedSpeech {
        let words = text.split(separator: " ").map(String.init)
        let speech: EngineSpeech
        switch voice.engine {
        case .flite:
            speech = try flite.speak(
                words: words, voice: voice.name, rate: voice.rate, pitch: voice.pitch,
                seed: SpeechKey(text: text, voice: voice).seed)
        default:
            throw VoiceLibraryError.refused(library: voice.engine.rawValue, reason: "unknown")
        }
        return RenderedSpeech(
            clip: AudioClip(pcm: speech.samples, sampleRate: speech.sampleRate),
            wordEnds: speech.wordEnds ?? [])
    }
}
