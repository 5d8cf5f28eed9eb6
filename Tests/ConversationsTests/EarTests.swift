import CallerModel
import Conversations
import DialogueEngine
import Testing
import TwinPrimitives

@Suite("Ears")
struct EarTests {
    static let streams = RandomStreams(seed: 4, replication: 0)
    static let text =
        "please send forty five pounds from my savings to the account of my landlord today"

    static func speech(_ ordinal: Int, _ text: String = text, utterance: UInt16 = 1) -> HeardSpeech
    {
        HeardSpeech(
            text: text, acts: [],
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(ordinal)),
            utterance: utterance)
    }

    static func hypotheses(_ ear: any Ear, _ speech: HeardSpeech) -> [Hypothesis] {
        guard case .hypotheses(let list) = ear.hear(speech, streams: streams).content else {
            return []
        }
        return list
    }

    @Test("a perfect ear hears every word, and no words in a noise")
    func perfect() {
        #expect(Self.hypotheses(PerfectEar(), Self.speech(0)) == [Hypothesis(text: Self.text)])
        #expect(Self.hypotheses(PerfectEar(), Self.speech(0, "")).isEmpty)
        #expect(Self.hypotheses(WordErrorEar(rate: 0.2), Self.speech(0, "")).isEmpty)
    }

    @Test("words are hit at the rate, and the three kinds of error have their shares")
    func wordErrors() {
        // A text of marks outside the vocabulary shows each error: a mark gone and another word in
        // its place, or a mark gone, or a word that follows a mark.
        let ear = WordErrorEar(rate: 0.2)
        let marks = (0..<20).map { "w\($0)" }
        var words = 0
        var lost = 0
        var others = 0
        for ordinal in 0..<1000 {
            let heard = Self.hypotheses(ear, Self.speech(ordinal, marks.joined(separator: " ")))
            let list = heard.first?.text.split(separator: " ").map(String.init) ?? []
            words += marks.count
            lost += marks.count - list.count { marks.contains($0) }
            others += list.count { !marks.contains($0) }
        }
        // Substitutions and deletions lose a mark, substitutions and insertions add another word.
        func expect(_ count: Int, _ p: Double) {
            let tolerance = 4.9 * (p * (1 - p) / Double(words)).squareRoot()
            #expect(abs(Double(count) / Double(words) - p) < tolerance)
        }
        expect(lost, 0.2 * 0.85)
        expect(others, 0.2 * 0.75)
    }

    @Test("the beginning of an utterance is heard as it is afterwards")
    func beginnings() {
        let ear = WordErrorEar(rate: 0.3)
        let words = Self.text.split(separator: " ")
        for ordinal in 0..<200 {
            let whole = ear.hearBeginning(Self.speech(ordinal), streams: Self.streams)
            let part = words.prefix(7).joined(separator: " ")
            #expect(
                whole.hasPrefix(
                    ear.hearBeginning(Self.speech(ordinal, part), streams: Self.streams)))
        }
    }

    @Test("confidences of right and wrong readings overlap, and differ in the mean")
    func confidences() {
        let ear = WordErrorEar(rate: 0.07)
        var right: [Double] = []
        var wrong: [Double] = []
        for ordinal in 0..<4000 {
            guard let best = Self.hypotheses(ear, Self.speech(ordinal)).first else { continue }
            if best.text == Self.text {
                right.append(best.confidence.value)
            } else {
                wrong.append(best.confidence.value)
            }
        }
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        // Means of the normals cut at [0.05, 1] are 0.842 and 0.733; standard error below 0.006.
        #expect(abs(mean(right) - 0.842) < 0.02)
        #expect(abs(mean(wrong) - 0.733) < 0.03)
        #expect(wrong.count { $0 > 0.842 } > wrong.count / 5)
    }

    @Test("a stub ear fails at its rate, and otherwise knows what was meant")
    func stub() {
        let model = SmallModel.make()
        let ear = StubEar(model: model, errorRate: 0.1)
        var failures = 0
        for ordinal in 0..<4000 {
            var speech = Self.speech(ordinal)
            speech.acts = [.wish("transfer"), .give(slot: "amount", value: .amount(minorUnits: 5))]
            guard case .meaning(let meaning) = ear.hear(speech, streams: Self.streams).content
            else {
                Issue.record("expected a meaning")
                return
            }
            if meaning.intents.isEmpty {
                failures += 1
                #expect(meaning.answers.isEmpty)
            } else {
                #expect(meaning.intents.map(\.intent) == [IntentID(0)])
                #expect(meaning.answers.map(\.value) == [.amount(minorUnits: 5)])
            }
        }
        #expect(abs(Double(failures) / 4000 - 0.1) < 4.9 * (0.09 / 4000 as Double).squareRoot())
    }

    @Test("a prompt lasts as its words, and each word ends in its place")
    func mouth() {
        let mouth = SpokenMouth(wordsPerSecond: 2, tailSeconds: 0.25)
        var utterance = Utterance(
            handle: PromptHandle(1), prompt: PromptID(0), text: "how can  I help", act: .greet,
            allowsBargeIn: true, isFiller: false)
        let spoken = mouth.speak(utterance)
        #expect(spoken.wordEnds == [0.5, 1, 1.5, 2])
        #expect(spoken.durationSeconds == 2.25)
        utterance.text = ""
        #expect(mouth.speak(utterance).durationSeconds == 0.25)
    }
}
