import CallerModel
import Conversations
import DialogueEngine
import DialogueModels
import Foundation
import TelephoneAudio
import Testing
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

/// Callers who speak into the prompts of the bank's voice agent, over a line with echo.
enum BargeInCalls {
    enum Kind { case interruption, backchannel }

    static func profile(
        _ kind: Kind, for model: DialogueModel
    ) throws -> CallerProfile {
        var profile = try CallerFile(path: "models/callers/bank.yaml").profile(for: model)
        var persona = try #require(profile.personas.first)
        persona.hazards = .none
        persona.behaviour = .cooperative
        switch kind {
        case .interruption:
            persona.hazards[.interrupt] = HazardRule(silent: 0, talking: 0.6)
        case .backchannel:
            persona.hazards[.backchannel] = HazardRule(silent: 0, talking: 0.4)
        }
        profile.personas = [persona]
        profile.wordings.backchannel = ["mm hmm", "uh huh", "okay", "yeah", "right"]
        return profile
    }

    /// Times of turn taking in calls over a line with the echo of a hands-free set.
    static func times(
        _ kind: Kind, line preset: String, calls: Range<UInt32>
    ) throws -> InteractionTimes {
        let model = try DialogueModelFile(path: "models/dialogue/bank.yaml").trained()
        let today = CivilDate(dayNumber: 20_782)
        let folders = VoiceFolders(environment: ProcessInfo.processInfo.environment)
        let synthesizer = CachedSynthesizer.ofThisMachine(folders: folders)
        let files = try RecognizerFiles.prepare(
            StateLanguage(model: model, today: today), cache: folders.languages)
        var condition = try #require(LineCondition.preset(preset))
        condition.echo = LineCondition.preset("echo")?.echo
        let provider = SoundLineProvider(
            synthesizer: synthesizer, voices: .standard, promptVoice: VoicePanel.agent,
            condition: condition,
            recognizers: RecognizerPool {
                try PocketSphinxRecognizer(files: files, options: PocketSphinxOptions())
            }, state: { StateLanguage.state(for: $0, in: model) })
        let conversation = Conversation(
            reducer: DialogueReducer(
                model: model, streams: RandomStreams(seed: 5, replication: 0)),
            profile: try profile(kind, for: model),
            mouth: VoiceMouth(synthesizer: synthesizer, voice: VoicePanel.agent), line: provider)
        var times = InteractionTimes()
        for ordinal in calls {
            let record = conversation.run(
                CallContext(
                    caller: CallerKey(contactType: ContactTypeID(0), ordinal: ordinal),
                    today: today, minuteOfDay: 600))
            times.add(InteractionTimes(record))
        }
        return times
    }

    static func hasVoices() -> Bool {
        let folders = VoiceFolders(environment: ProcessInfo.processInfo.environment)
        let synthesizer = CachedSynthesizer.ofThisMachine(folders: folders)
        let voices = VoicePanel.standard.members.map { $0.variants[0] }
        return voices.allSatisfy { (try? synthesizer.speak("yes", voice: $0)) != nil }
            && PocketSphinx.isInstalled
    }
}

@Suite("speaking into prompts", .enabled(if: BargeInCalls.hasVoices(), "make voice-packages"))
struct BargeInTests {
    /// The detector needs some 60 ms and the model waits 300 ms.
    ///
    /// Of 25 trials 15 were silent within 2 s, 13 of them within half a second, when this was written;
    /// the goals, 95 % within 0.3 s, are missed (docs/voice.md).
    @Test("most who interrupt have the word: the prompt falls silent, mostly within half a second")
    func interruptions() throws {
        let found = try BargeInCalls.times(.interruption, line: "clean", calls: 0..<6)
            .interruptions
        #expect(found.count >= 12)
        let soon = found.silencedSeconds.count { $0 <= 0.5 }
        #expect(2 * found.silencedSeconds.count >= found.count, "\(found)")
        #expect(Double(soon) >= 0.75 * Double(found.silencedSeconds.count), "\(found)")
        #expect(found.resumedSeconds.count <= found.count / 4, "\(found)")
    }

    /// Of 89 trials 53 prompts were given up when this was written.
    ///
    /// The goal of a fifth is missed (docs/voice.md); three in four would be a defect.
    @Test("who only listens hears some prompts go on")
    func backchannels() throws {
        let found = try BargeInCalls.times(.backchannel, line: "clean", calls: 0..<6).backchannels
        #expect(found.count >= 8)
        #expect(Double(found.cut) <= 0.75 * Double(found.count), "\(found)")
    }
}
