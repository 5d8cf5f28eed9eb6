import VoiceChannel
import VoiceLibraries

/// The machine that the tests run on, as far as calls in sound go.
enum SpeakingMachine {
    /// Whether callers can speak and be heard on it.
    static let isReady: Bool = {
        let synthesizer = LibrarySynthesizer(piper: PiperProcess(folder: ""))
        return PocketSphinx.isInstalled
            && VoicePanel.standard.members.allSatisfy {
                (try? synthesizer.speak("hello", voice: $0.variants[0])) != nil
            }
    }()
}
