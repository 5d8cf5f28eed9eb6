public import DialogueEngine
import TelephoneAudio
public import TwinPrimitives
public import VoiceChannel
public import VoiceLibraries

/// Makes sound by the voices and recognisers of this machine.
public struct MachineSound: Sendable {
    /// File of the recordings that presets of lines name.
    public var recordings: String
    /// Folder with features and calibrations of recognisers.
    public var hearing: String
    /// File of labelled utterances that widens the language of open questions.
    public var background: String
    /// Where this machine has models and caches.
    public var folders: VoiceFolders

    /// Stores where files are.
    public init(recordings: String, hearing: String, background: String, folders: VoiceFolders) {
        self.recordings = recordings
        self.hearing = hearing
        self.background = background
        self.folders = folders
    }

    /// What callers and prompts speak with.
    public var synthesizer: CachedSynthesizer { CachedSynthesizer.ofThisMachine(folders: folders) }

    /// What recognisers of a model are made of.
    ///
    /// - Parameters:
    ///   - model: Whose utterances are heard.
    ///   - today: Civil date by which dates are spelled.
    /// - Returns: Their language, features and calibrations.
    /// - Throws: What is wrong with a file.
    public func source(of model: DialogueModel, today: CivilDate) throws -> RecognizerSource {
        try RecognizerSource(
            of: model, today: today, folder: hearing, background: background, folders: folders)
    }

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
    public func provider(
        over line: LineChoice, recognizer: String, of model: DialogueModel, today: CivilDate,
        keep: (@Sendable (CallContext, SoundRecording) -> Void)? = nil
    ) throws(SoundProblem) -> (provider: SoundLineProvider, configuration: String) {
        do {
            let synthesizer = synthesizer
            for voice in [VoicePanel.agent] + VoicePanel.standard.members.map({ $0.variants[0] }) {
                _ = try synthesizer.speak("hello", voice: voice)
            }
            let sounds = try line.sounds(presets: recordings, synthesizer: synthesizer)
            try line.check(sounds)
            let source = try source(of: model, today: today)
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
                "\(first.configuration) \(source.identity(of: recognizer)) line "
                    + line.condition.content(with: sounds)
            )
        } catch {
            throw SoundProblem(error)
        }
    }
}
