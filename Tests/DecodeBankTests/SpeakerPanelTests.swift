import DecodeBank
import Testing
import TwinPrimitives

@Suite("Panels of voices in banks and channels")
struct SpeakerPanelTests {
    private let panel = SpeakerPanel([
        .init(
            engine: "flite", name: "slt", voiceClass: "clear", share: 3,
            variants: [.init(rate: 1, pitch: 1), .init(rate: 1.1, pitch: 0.9)]),
        .init(
            engine: "espeak", name: "en-029", voiceClass: "accented", share: 1,
            variants: [.init(rate: 0.85, pitch: 1)]),
    ])

    @Test("a panel is read as it was written; nonsense is none")
    func form() {
        #expect(SpeakerPanel(text: panel.text) == panel)
        #expect(SpeakerPanel(text: "{}") == nil)
        #expect(SpeakerPanel(text: #"{"members":[]}"#) == nil)
        let unspoken = panel.text.replacing("\"share\":3", with: "\"share\":0")
        #expect(SpeakerPanel(text: unspoken) == nil)
    }

    @Test("callers have voices in proportion to shares and variants, and keep them")
    func draws() {
        let speakers = panel.over("noise")
        #expect(speakers.speakers.count == 3)
        #expect(speakers.speakers.allSatisfy { $0.condition == "noise" })
        let streams = RandomStreams(seed: 3, replication: 0)
        var counts = [0, 0, 0]
        for ordinal in 0..<8000 as Range<UInt32> {
            let caller = CallerKey(contactType: ContactTypeID(0), ordinal: ordinal)
            let place = speakers.speakerIndex(of: caller, attempt: 0, streams: streams)
            #expect(place == speakers.speakerIndex(of: caller, attempt: 4, streams: streams))
            counts[place] += 1
        }
        // Binomial standard deviations: 43 at 3/8, 39 at 1/4; 4.9 of them.
        #expect(abs(counts[0] - 3000) < 212 && abs(counts[1] - 3000) < 212)
        #expect(abs(counts[2] - 2000) < 190)
    }
}
