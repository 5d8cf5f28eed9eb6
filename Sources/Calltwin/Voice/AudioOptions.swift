import ArgumentParser
import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import TelephoneAudio
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

/// What makes calls sound.
struct AudioOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "With --caller: both sides talk in sound over a telephone line.",
            discussion: "The voice agent hears by a recogniser.")
    )
    var audio = false

    @Option(help: "With --audio: condition of the line, such as clean, noise10 or loss5.")
    var line = "clean"

    @Option(
        help: ArgumentHelp(
            "With --audio: write each call into this folder, as WAV with a transcript.",
            discussion: "Left is the caller as heard, right the voice agent.")
    )
    var wavOut: String?

    @OptionGroup var hearing: HearingOptions

    func validate() throws {
        guard !audio else { return }
        if line != "clean" { throw ValidationError("--line has no effect without --audio") }
        if wavOut != nil { throw ValidationError("--wav-out has no effect without --audio") }
    }

    /// Lines and mouth for calls of a model; what is missing on this machine ends the command.
    func sound(
        of model: DialogueModel, today: CivilDate
    ) throws(CommandFailure) -> CallSound {
        guard let condition = LineCondition.preset(line) else {
            let known = LineCondition.presets.map(\.name).joined(separator: ", ")
            throw .usage("--line \(line): known: \(known)")
        }
        let folders = VoiceFolders(environment: ProcessInfo.processInfo.environment)
        let synthesizer = CachedSynthesizer.ofThisMachine(folders: folders)
        let recognizers: RecognizerPool
        var sounds = LineSounds()
        do {
            // Whatever is missing shows before the first call.
            for voice in [VoicePanel.agent] + VoicePanel.standard.members.map({ $0.variants[0] }) {
                _ = try synthesizer.speak("hello", voice: voice)
            }
            if ConditionClass(condition) == .babble {
                for clip in try BabbleTalkers.clips(synthesizer) { sounds.add(talker: clip) }
            }
            _ = try TelephoneLine(
                condition, key: 0, sounds: sounds,
                gsmFullRate: condition.codecs.contains(.gsmFullRate) ? GSMLineCodec() : nil)
            recognizers = try hearing.source(of: model, today: today).pool(
                hearing.recognizer, on: ConditionClass(condition))
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.unavailable, "\(error)")
        }
        let folder = try wavOut.map { path throws(CommandFailure) in try SoundFolder(path) }
        let provider = SoundLineProvider(
            synthesizer: synthesizer, voices: .standard, promptVoice: VoicePanel.agent,
            condition: condition, sounds: sounds, recognizers: recognizers,
            state: { StateLanguage.state(for: $0, in: model) },
            keep: Self.keeping(folder))
        return CallSound(
            line: provider,
            mouth: VoiceMouth(synthesizer: synthesizer, voice: VoicePanel.agent), folder: folder)
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
