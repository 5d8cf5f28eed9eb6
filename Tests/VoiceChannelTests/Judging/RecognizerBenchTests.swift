import DialogueEngine
import DialogueModels
import Foundation
import Synchronization
import TelephoneAudio
import Testing
import TwinPrimitives
import VoiceChannel

/// A voice that notes who is to say what.
private final class NotedVoice: SpeechSynthesizer {
    let said = Mutex<[String]>([])

    func speak(_ text: String, voice: Voice) throws -> RenderedSpeech {
        said.withLock { $0.append("\(voice.name): \(text)") }
        return try BuzzVoice().speak(text, voice: voice)
    }
}

/// A recogniser that reads beforehand what it will hear, and keeps the states and lengths that it was given.
private final class ScriptedRecognizer: Recognizer {
    let configuration = "scripted"
    private let readings: [String]
    private let confidence: Double
    private(set) var heard: [(state: String, samples: Int)] = []

    init(_ readings: [String], confidence: Double) {
        self.readings = readings
        self.confidence = confidence
    }

    func begin(state: String) { heard.append((state, 0)) }

    func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) -> String {
        heard[heard.count - 1].samples += samples.count
        return ""
    }

    func finish(inSpeech: Bool) -> Recognition {
        let text = readings[heard.count - 1]
        return Recognition(
            hypotheses: text.isEmpty
                ? [] : [Hypothesis(text: text, confidence: Score(confidence))])
    }
}

@Suite("A bench of recognisers")
struct RecognizerBenchTests {
    private static let model: DialogueModel? = {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("models/dialogue/bank.yaml").path
        return try? DialogueModelFile(path: path).trained()
    }()

    /// A clock that goes on by one second whenever it is read.
    private final class Clock: Sendable {
        private let seconds = Mutex(0.0)
        func read() -> Double {
            seconds.withLock {
                $0 += 1
                return $0
            }
        }
    }

    private let utterances = [
        TestUtterance(text: "what is my balance", state: "wish", intent: "check_balance"),
        TestUtterance(text: "four five two one", state: "slot.passcode", value: "digits:4521"),
        TestUtterance(text: "yes", state: "yesNo", value: "yes"),
    ]

    private func bench(_ voice: NotedVoice) throws -> RecognizerBench {
        let clock = Clock()
        return RecognizerBench(
            judge: UtteranceJudge(
                model: try #require(Self.model), today: CivilDate(dayNumber: 20_782)),
            synthesizer: voice, sounds: LineSounds(), gsmFullRate: { nil },
            processorSeconds: { clock.read() })
    }

    @Test("each utterance is said once, by voices in turn, and read by each recogniser")
    func run() throws {
        let voice = NotedVoice()
        let good = ScriptedRecognizer(utterances.map(\.text), confidence: 0.75)
        let bad = ScriptedRecognizer(["", "four five two two", "no"], confidence: 0.25)
        let voices = ["slt", "rms"].map { Voice(engine: .flite, name: $0) }
        let trials = try bench(voice).run(
            utterances, [good, bad], condition: try #require(LineCondition.preset("clean")),
            voices: voices)
        #expect(
            voice.said.withLock { $0 } == [
                "slt: what is my balance", "rms: four five two one", "slt: yes",
            ])
        #expect(good.heard.map(\.state) == ["wish", "slot.passcode", "yesNo"])
        // 0.22 s for each word and 0.03 s after it, and 0.3 s at both ends.
        #expect(good.heard.map(\.samples) == bad.heard.map(\.samples))
        for (heard, words) in zip(good.heard, [4, 4, 1]) {
            #expect(abs(heard.samples - (words * 2000 + 4800)) <= 160)
        }
        #expect(trials.count == 2 && trials.allSatisfy { $0.count == 3 })
        #expect(trials[0].allSatisfy { $0.verdict.isRight && $0.verdict.wordErrors.errors == 0 })
        #expect(trials[0].map(\.isDigits) == [false, true, false])
        #expect(trials[1].map(\.verdict.wordErrors.errors) == [4, 1, 1])
        #expect(trials[1].allSatisfy { !$0.verdict.isRight })
        // Each reading takes two looks at the clock, a second apart.
        #expect(trials.joined().allSatisfy { $0.processorSeconds == 1 })
        let outcome = RecognizerBench.Outcome(trials[1])
        #expect(outcome.score.intents.right == 0 && outcome.score.intents.count == 1)
        #expect(outcome.score.values.count == 2 && outcome.score.digits.count == 1)
        #expect(abs(outcome.score.wordErrors.rate - 6.0 / 9) < 1e-12)
        let seconds = Double(bad.heard.reduce(0) { $0 + $1.samples }) / 8000
        #expect(abs(outcome.realTimeFactor - 3 / seconds) < 0.05)
    }

    @Test("the first two are joined as a second opinion, for the cost of both, and come last")
    func joined() throws {
        let unsure = ScriptedRecognizer(["my ballots", "nine", "yes"], confidence: 0.25)
        let other = ScriptedRecognizer(utterances.map(\.text), confidence: 0.5)
        let trials = try bench(NotedVoice()).run(
            utterances, [unsure, other], condition: try #require(LineCondition.preset("clean")),
            voices: [VoicePanel.agent], joinsFirstTwo: true)
        #expect(trials.count == 3)
        #expect(trials[2].map(\.heard) == utterances.map(\.text))
        #expect(trials[2].allSatisfy { $0.processorSeconds == 2 })
        // Mean of the first one's score and of the share of words in which they agree.
        #expect(trials[2][2].verdict.confidence == 0.625)
        #expect(trials[2][1].verdict.confidence == 0.125)
    }

    @Test("a codec that is not there ends the run with its name")
    func missing() throws {
        #expect(throws: LineError.missingCodec(name: "GSM full rate")) {
            try bench(NotedVoice()).run(
                utterances, [], condition: try #require(LineCondition.preset("gsm")),
                voices: [VoicePanel.agent])
        }
    }

    @Test("the texts themselves are understood as the engine does")
    func texts() throws {
        let score = try bench(NotedVoice()).understandTexts(utterances)
        #expect(score.intents.right == 1 && score.values.right == 2 && score.digits.right == 1)
    }
}
