import Conversations
import DialogueEngine
import Foundation
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

/// Makes sound by the voices and recognisers of this machine.
struct MachineSound: Sendable {
    /// File of the recordings that presets of lines name.
    var recordings = LineChoice.presetRecordings
    /// Folder with features and calibrations of recognisers.
    var hearing = ShippedFiles.path("models/voice")
    /// File of labelled utterances that widens the language of open questions.
    var background = ShippedFiles.path("models/language/banking77_train.csv.zst")

    /// The lines of calls, ready: whatever is missing shows before the first call.
    ///
    /// - Parameters:
    ///   - line: What happens between the caller's telephone and the voice agent.
    ///   - recognizer: Name of what hears.
    ///   - model: Whose prompts are spoken, and whose callers are heard.
    ///   - today: Civil date by which dates are spelled.
    ///   - keep: Takes both directions of each call at its end; nil keeps no sound.
    /// - Returns: The lines, and what a result depends on beside sound.
    /// - Throws: What is missing or wrong.
    func provider(
        over line: LineChoice, recognizer: String, of model: DialogueModel, today: CivilDate,
        keep: (@Sendable (CallContext, SoundRecording) -> Void)? = nil
    ) throws(CommandFailure) -> (provider: SoundLineProvider, configuration: String) {
        let folders = VoiceFolders(environment: ProcessInfo.processInfo.environment)
        let synthesizer = CachedSynthesizer.ofThisMachine(folders: folders)
        do {
            for voice in [VoicePanel.agent] + VoicePanel.standard.members.map({ $0.variants[0] }) {
                _ = try synthesizer.speak("hello", voice: voice)
            }
            let sounds = try line.sounds(presets: recordings, synthesizer: synthesizer)
            try line.check(sounds)
            let source = try RecognizerSource(
                of: model, today: today, folder: hearing, background: background)
            let recognizers = try source.pool(recognizer, on: ConditionClass(line.condition))
            let first = try recognizers.lend()
            recognizers.giveBack(first)
            var provider = SoundLineProvider(
                synthesizer: synthesizer, voices: .standard, promptVoice: VoicePanel.agent,
                condition: line.condition, sounds: sounds, recognizers: recognizers,
                state: { StateLanguage.state(for: $0, in: model) }, keep: keep)
            provider.acknowledgements = source.acknowledgements
            return (
                provider,
                "\(first.configuration) \(source.identity) line "
                    + line.condition.content(with: sounds)
            )
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(sound: error)
        }
    }
}
