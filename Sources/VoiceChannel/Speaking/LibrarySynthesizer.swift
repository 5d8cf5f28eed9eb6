import TelephoneAudio
public import VoiceLibraries

/// Speaks with the engines that are found on this machine.
///
/// A rendering is a function of text and voice alone: random draws within an engine are seeded from
/// both. It begins with its first sound and ends with its last, whatever silence an engine puts
/// around speech: who speaks at an instant is heard at that instant.
public struct LibrarySynthesizer: SpeechSynthesizer {
    private let flite: Flite
    private let espeak: EspeakProcess
    private let piper: PiperProcess
    private let prompts: RecordedPrompts

    /// Names the engines; each is opened when first needed.
    ///
    /// - Parameters:
    ///   - flite: The engine in this process.
    ///   - espeak: The program with accents.
    ///   - piper: The neural program, with its voices.
    ///   - prompts: Recorded words.
    public init(
        flite: Flite = Flite(), espeak: EspeakProcess = EspeakProcess(), piper: PiperProcess,
        prompts: RecordedPrompts = RecordedPrompts()
    ) {
        self.flite = flite
        self.espeak = espeak
        self.piper = piper
        self.prompts = prompts
    }

    /// Speaks a text.
    ///
    /// - Parameters:
    ///   - text: Words parted by single blanks, at least one with a letter or digit.
    ///   - voice: The voice.
    /// - Returns: Sound at the engine's rate with the ends of its words.
    /// - Throws: `VoiceLibraryError` where an engine or a voice is missing, or the text has nothing to
    ///   speak; `AudioFileError` where a recorded word is no sound.
    public func speak(_ text: String, voice: Voice) throws -> RenderedSpeech {
        let words = text.split(separator: " ").map(String.init)
        let speech: EngineSpeech
        switch voice.engine {
        case .flite:
            speech = try flite.speak(
                words: words, voice: voice.name, rate: voice.rate, pitch: voice.pitch,
                seed: SpeechKey(text: text, voice: voice).seed)
        case .espeak:
            speech = try espeak.speak(
                text, voice: voice.name, rate: voice.rate, pitch: voice.pitch)
        case .piper:
            guard voice.pitch == 1 else {
                throw VoiceLibraryError.refused(
                    library: voice.name, reason: "voices of Piper speak at pitch 1 only")
            }
            speech = try piper.speak(text, voice: voice.name, rate: voice.rate)
        case .recorded:
            guard voice.pitch == 1, voice.rate == 1 else {
                throw VoiceLibraryError.refused(
                    library: voice.name, reason: "recorded words have rate 1 and pitch 1")
            }
            return try prompts.speak(words, voice: voice.name).trimmed
        }
        let clip = AudioClip(pcm: speech.samples, sampleRate: speech.sampleRate)
        return RenderedSpeech(
            clip: clip, wordEnds: speech.wordEnds ?? WordTimes.ends(of: words, in: clip)
        ).trimmed
    }
}
