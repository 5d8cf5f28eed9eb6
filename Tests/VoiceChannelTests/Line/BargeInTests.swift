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

/// Callers who speak into the greeting of the bank's voice agent: `calltwin voice barge-in`, bounded.
enum BargeInTrials {
    static func bench(line preset: String) throws -> BargeInBench {
        let model = try DialogueModelFile(path: "models/dialogue/bank.yaml").trained()
        let today = CivilDate(dayNumber: 20_782)
        let folders = VoiceFolders(environment: ProcessInfo.processInfo.environment)
        let synthesizer = CachedSynthesizer.ofThisMachine(folders: folders)
        let files = try RecognizerFiles.prepare(
            StateLanguage(model: model, today: today), cache: folders.languages)
        let features = try FeatureEnhancer(path: "models/voice/telephone.features")
        let flite = VoicePanel.standard.members.filter { $0.engine == .flite }
        var provider = SoundLineProvider(
            synthesizer: synthesizer, voices: VoicePanel(flite), promptVoice: VoicePanel.agent,
            condition: try #require(LineCondition.preset(preset)),
            recognizers: RecognizerPool {
                try PocketSphinxRecognizer(
                    files: files, options: PocketSphinxOptions(features: features))
            }, state: { StateLanguage.state(for: $0, in: model) })
        provider.acknowledgements = try AcknowledgementNetwork(
            path: "models/voice/acknowledgement.network")
        let profile = try CallerFile(path: "models/callers/bank.yaml").profile(for: model)
        return BargeInBench(
            Conversation(
                reducer: DialogueReducer(
                    model: model, streams: RandomStreams(seed: 5, replication: 0)),
                profile: BargeInBench.patient(profile),
                mouth: VoiceMouth(synthesizer: synthesizer, voice: VoicePanel.agent),
                line: provider), today: today)
    }

    static func hasVoices() -> Bool {
        let folders = VoiceFolders(environment: ProcessInfo.processInfo.environment)
        let synthesizer = CachedSynthesizer.ofThisMachine(folders: folders)
        let voices = VoicePanel.standard.members.map { $0.variants[0] }
        return voices.allSatisfy { (try? synthesizer.speak("yes", voice: $0)) != nil }
            && PocketSphinx.isInstalled
    }
}

@Suite("speaking into prompts", .enabled(if: BargeInTrials.hasVoices(), "make voice-packages"))
struct BargeInTests {
    private static let turns = [
        "could you look up my balance", "i lost my card yesterday", "please move ninety dollars",
        "what time do you close today", "help somebody took my credit card",
    ]

    /// docs/voice.md has the shares of 200 trials; here a defect must show, not a percentage.
    ///
    /// At a share of 95 % fewer than 17 of 20 happen once in 60 seeds; the seed is fixed.
    @Test("who wants the word has it: the prompt falls silent within 0.3 s, and stays so")
    func interruptions() throws {
        let found = try BargeInTrials.bench(line: "clean")
            .run(0..<20, saying: Self.turns, as: .interruption)
        #expect(found.count == 20)
        #expect(found.silencedSoon >= 17, "\(found)")
        #expect(found.resumedSeconds.count <= 1, "\(found)")
    }

    /// A prompt may pause for who only listens, and goes on then.
    @Test("who only listens hears the prompt go on")
    func backchannels() throws {
        let found = try BargeInTrials.bench(line: "clean")
            .run(0..<20, saying: ["mm hmm", "uh huh", "okay", "yeah", "right"], as: .backchannel)
        #expect(found.count == 20)
        #expect(found.cut <= 8, "\(found)")
    }

    @Test("a prompt is not cut by its own echo")
    func echo() throws {
        let bench = try BargeInTrials.bench(line: "echo")
        for number in UInt32(0)..<3 {
            let record = bench.call(number, saying: "uh huh", as: .backchannel)
            let first = try #require(record.spoken.first?.start)
            #expect(
                !record.inputs.contains { $0.input == .speechStarted && $0.time < first })
        }
    }
}
