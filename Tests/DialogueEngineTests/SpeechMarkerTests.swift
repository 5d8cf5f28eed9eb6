import DialogueEngine
import Testing

@Suite("Remarks, corrections, affect and joints")
struct SpeechMarkerTests {
    @Test(
        "remarks are told apart",
        arguments: [
            ("um", Interpretation.Remark.hesitation), ("uh well um", .hesitation),
            ("okay", .acknowledgement), ("uh huh", .acknowledgement), ("oh okay", .acknowledgement),
            ("mm hmm right", .acknowledgement), ("hang on", .holdOn),
            ("one moment let me get it", .holdOn), ("just a second please", .holdOn),
            ("i don't know", .doNotKnow), ("sorry i can't remember it", .doNotKnow),
            ("no idea", .doNotKnow), ("i'd rather not say", .refuses),
            ("why do you need that", .refuses), ("none of your business", .refuses),
        ])
    func remarks(_ text: String, _ remark: Interpretation.Remark) {
        #expect(SpeechMarkers.remark(Words(text).list) == remark)
    }

    @Test(
        "answers and wishes are no remarks",
        arguments: [
            "four five six", "my savings account", "i want to pay a bill", "",
            "i don't know if my card was stolen",
        ])
    func noRemarks(_ text: String) {
        #expect(SpeechMarkers.remark(Words(text).list) == nil)
    }

    @Test("corrections are marked, refusals of more help are not")
    func corrections() {
        for text in [
            "no it was 46", "no i said savings", "i said savings", "that's wrong", "no four five",
            "i meant savings",
            "actually make it fifty", "wait it's the third", "not monday tuesday",
        ] {
            #expect(SpeechMarkers.isCorrection(Words(text).list), "\(text)")
        }
        for text in [
            "no", "no thank you", "no that's all", "no that'll be it", "yes", "my savings account",
            "no problem", "no idea",
        ] {
            #expect(!SpeechMarkers.isCorrection(Words(text).list), "\(text)")
        }
    }

    @Test("words that stop a prompt do so at the start, and acknowledgements never")
    func stops() {
        for text in ["wait", "no that's wrong", "uh stop", "hang on"] {
            #expect(UtteranceMarkers(Words(text).list).stops, "\(text)")
        }
        for text in ["uh huh", "okay", "right yeah", "i have no card"] {
            #expect(!UtteranceMarkers(Words(text).list).stops, "\(text)")
        }
        #expect(FillerWords.acknowledgements.allSatisfy { !FillerWords.stopWords.contains($0) })
    }

    @Test("affect grows with the words for it, up to the limit")
    func affect() {
        func affect(_ text: String) -> Int { SpeechMarkers.affect(Words(text).list) }
        #expect(affect("i'd like to check my balance please") == 0)
        #expect(affect("i already said that") == 1)
        #expect(affect("not working, not again") == 1)
        #expect(affect("this is ridiculous") == 2)
        #expect(affect("idiots") == 3)
        #expect(affect("i'm not angry") == 0)
        #expect(affect("ridiculous useless idiots, what the hell") == ChatMarkers.limit)
    }

    @Test(
        "who asks politely to hear it again, or how long it takes, is not angry",
        arguments: [
            "can you say that again please", "once again from the start", "how long does it take",
            "how long are you open today",
        ])
    func polite(text: String) {
        #expect(SpeechMarkers.affect(Words(text).list) == 0)
    }

    @Test(
        "several wishes are split at their joints",
        arguments: [
            (
                "i want to check my balance and also order a new card",
                ["i want to check my balance", "order a new card"]
            ),
            (
                "transfer fifty pounds and then tell me my balance",
                ["transfer fifty pounds", "tell me my balance"]
            ),
            (
                "i lost my card and i'd like to know your opening hours",
                ["i lost my card", "i'd like to know your opening hours"]
            ),
            (
                "pay my bill plus change my address as well as order checks",
                ["pay my bill", "change my address", "order checks"]
            ),
        ])
    func splits(_ text: String, _ parts: [String]) {
        #expect(UtteranceSplitter.parts(Words(text).list) == parts.map { Words($0).list })
        let splits = UtteranceSplitter.splits(of: text)
        #expect(splits.first?.parts == [text])
        #expect(splits.contains { $0.parts == parts })
    }

    @Test(
        "one wish stays whole",
        arguments: [
            "transfer one hundred and fifty pounds", "my name and address", "and also",
            "my checking and savings accounts", "hello and thank you", "",
        ])
    func whole(_ text: String) {
        #expect(UtteranceSplitter.parts(Words(text).list).isEmpty)
    }

    @Test("sentences are joints where the text has marks")
    func sentences() {
        let splits = UtteranceSplitter.splits(of: "My card is lost. What are your hours?")
        #expect(splits.contains { $0.parts == ["my card is lost", "what are your hours"] })
    }
}
