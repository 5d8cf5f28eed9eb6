import ArgumentParser
import Conversations
import DialogueEngine
import TwinPrimitives
import VoiceChannel
import VoiceStudies

/// What makes calls sound.
struct AudioOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "With --caller: both sides talk in sound; the short form of --fidelity audio.",
            discussion: "The voice agent hears by a recogniser over a telephone line.")
    )
    var audio = false

    @Option(
        help: ArgumentHelp(
            "Line of the calls: a condition such as clean, noise10 or loss5, or a file (YAML).",
            discussion: "With --fidelity channel, channel-words or bank: one of their conditions."))
    var line = "clean"

    @Option(help: "With --audio: file of the recordings that conditions name.")
    var recordings = LineChoice.presetRecordings

    @Option(
        help: ArgumentHelp(
            "With --audio: write each call into this folder, as WAV with a transcript, and a page.",
            discussion: "Left is the caller as heard, right the voice agent.")
    )
    var wavOut: String?

    @Flag(
        help: ArgumentHelp(
            "With --audio: words so far are read all the time, and go to the engine and into --log.",
            discussion: "Without it sound alone tells who speaks into a prompt."))
    var partials = false

    /// Whether calls sound: a recording does so by itself.
    var sounds: Bool { audio || recording.wav != nil }

    /// Options of the hearing that say something else than when they are left out.
    var given: [String] {
        (recordings == LineChoice.presetRecordings ? [] : ["--recordings"]) + hearing.given
    }

    @OptionGroup var recording: RecordingOptions

    @OptionGroup var hearing: HearingOptions

    /// Lines and mouth for calls of a model; what is missing on this machine ends the command.
    func sound(
        of model: DialogueModel, today: CivilDate, recording: RecordedCall? = nil
    ) throws(CommandFailure) -> CallSound {
        let folder = try wavOut.map { path throws(CommandFailure) in try SoundFolder(path) }
        let line = try LineChoice(line, option: "--line")
        var provider: SoundLineProvider
        do {
            provider = try hearing.machine(recordings: recordings).provider(
                over: line, recognizer: hearing.recognizer, of: model, today: today,
                keep: Self.keeping(folder)
            ).provider
        } catch {
            throw CommandFailure(sound: error)
        }
        provider.recorded = recording?.caller
        return CallSound(
            line: provider,
            mouth: VoiceMouth(synthesizer: provider.synthesizer, voice: provider.promptVoice),
            folder: folder)
    }

    private static func keeping(
        _ folder: SoundFolder?
    ) -> (@Sendable (CallContext, SoundRecording) -> Void)? {
        guard let folder else { return nil }
        return { context, recording in folder.write(recording, of: context.caller) }
    }
}

/// What conversations in sound are run by.
struct CallSound {
    let line: SoundLineProvider
    let mouth: VoiceMouth
    /// Where their sound is written, if it is.
    let folder: SoundFolder?
}
