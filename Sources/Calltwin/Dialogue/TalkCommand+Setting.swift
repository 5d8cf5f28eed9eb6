import ArgumentParser
import CallerModel
import Conversations
import DecodeBank
import DialogueEngine
import DialogueModels
import Foundation
import TwinPrimitives
import VoiceChannel
import VoiceStudies

/// What simulated calls are held by, as the options say.
extension TalkCommand {
    /// What simulated calls are held by.
    struct Setting {
        let conversation: Conversation
        /// Where sound is written, if it is.
        let folder: SoundFolder?
        /// The tier without sound, if it is one.
        let tier: TierHearing?
    }

    func setting(
        _ path: String, _ trained: DialogueModel, heardAs heard: DialogueModel, seed: UInt64,
        today: CivilDate, recording: RecordedCall? = nil
    ) throws(CommandFailure) -> Setting {
        let (callers, found) = try self.callers(path, trained)
        var profile = found
        try sound.recording.choose(from: &profile)
        let streams = RandomStreams(seed: seed, replication: 0)
        let fidelity = fidelity
        if let tier = fidelity.tier {
            let hearing = try hearing.hearing(
                tier, over: sound.line, callers: callers, model: trained)
            return Setting(
                conversation: Conversation(
                    reducer: DialogueReducer(model: hearing.model, streams: streams),
                    profile: profile, ear: hearing.ear), folder: nil, tier: hearing)
        }
        let reducer = DialogueReducer(model: trained, streams: streams)
        if fidelity == .audio {
            let made = try sound.sound(of: trained, today: today, recording: recording)
            var options = Conversation.Options()
            options.sendsAllPartials = sound.partials
            return Setting(
                conversation: Conversation(
                    reducer: reducer, profile: profile, mouth: made.mouth, line: made.line,
                    recorded: recording.map {
                        RecordedTurns(
                            $0.turns, whenDeparted: sound.recording.whenDeparted)
                    }, options: options),
                folder: made.folder, tier: nil)
        }
        var ear: any Ear = PerfectEar()
        if let wordErrors {
            ear = WordErrorEar(
                rate: try TrainingOptions.share(wordErrors, option: "--word-errors"),
                vocabulary: heard.intents.flatMap { $0.examples.flatMap { Words($0).list } })
        }
        return Setting(
            conversation: Conversation(reducer: reducer, profile: profile, ear: ear), folder: nil,
            tier: nil)
    }

    func callers(
        _ path: String, _ trained: DialogueModel
    ) throws(CommandFailure) -> (file: CallerFile, profile: CallerProfile) {
        do throws(DialogueModelError) {
            let file = try CallerFile(path: path)
            return (file, try file.profile(for: trained))
        } catch {
            throw CommandFailure(error)
        }
    }
}
