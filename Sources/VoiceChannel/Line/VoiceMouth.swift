public import Conversations
public import DialogueEngine
import TelephoneAudio

/// Times prompts by the voice that speaks them.
public struct VoiceMouth: Mouth {
    private let synthesizer: any SpeechSynthesizer
    private let voice: Voice

    /// Makes a mouth.
    ///
    /// - Parameters:
    ///   - synthesizer: What speaks.
    ///   - voice: The voice agent's voice.
    public init(synthesizer: any SpeechSynthesizer, voice: Voice) {
        self.synthesizer = synthesizer
        self.voice = voice
    }

    /// The length of the prompt's sound and the ends of its words.
    ///
    /// A voice that fails is timed as a steady speaker: the line that cannot speak the prompt ends the
    /// conversation with its failure.
    public func speak(_ utterance: Utterance) -> SpokenPrompt {
        guard let speech = try? synthesizer.speak(utterance.text, voice: voice) else {
            return SpokenMouth().speak(utterance)
        }
        let seconds = speech.clip.durationSeconds
        return SpokenPrompt(
            wordEnds: speech.wordEnds.map { min($0, seconds) }, durationSeconds: seconds)
    }
}
