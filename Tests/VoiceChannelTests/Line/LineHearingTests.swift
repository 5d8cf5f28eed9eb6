import Conversations
import DialogueEngine
import TelephoneAudio
import Testing
import VoiceChannel

@Suite("Hearing a line")
struct LineHearingTests {
    private static let prompt = "one two three four five six seven eight nine ten eleven twelve"

    /// A call of 3 s in which somebody says so many words, a quarter of a second each, into a prompt of 3 s.
    private func call(
        _ words: Int, over preset: String, _ network: AcknowledgementNetwork
    ) throws -> (reading: EarReading.Content, sound: SoundRecording) {
        var call = try SoundLineTests.Call(preset, acknowledgements: network)
        call.line.promptStarts(SoundLineTests.prompt(Self.prompt), at: call.now)
        call.listen(until: 1)
        let text = [String](repeating: "word", count: words).joined(separator: " ")
        if words > 0 { _ = call.line.callerStarts(SoundLineTests.segment(text), at: call.now) }
        call.listen(until: 3)
        return (call.line.read(question: .wish).content, try call.recording())
    }

    @Test(
        "a call and a bank judge the same sound alike, with the prompt's echo and noise in it too",
        arguments: ["clean", "echo", "noise20"])
    func sameVerdict(_ preset: String) throws {
        let network = try AcknowledgementNetwork(path: "models/voice/acknowledgement.network")
        var acknowledgement = Interpretation()
        acknowledgement.remark = .acknowledgement
        for words in 0...5 {
            let (reading, sound) = try call(words, over: preset, network)
            let verdict = LineHearing.verdict(
                on: sound.caller.samples, farEnd: sound.agent.samples, network)
            switch verdict {
            case nil: #expect(reading == .hypotheses([]), "\(words) words")
            case .acknowledgement: #expect(reading == .meaning(acknowledgement), "\(words) words")
            case .turn:
                guard case .hypotheses(let heard) = reading else {
                    Issue.record("\(words) words are no turn: \(reading)")
                    continue
                }
                #expect(heard.count == 1, "\(words) words")
            }
            #expect((verdict == nil) == (words == 0), "\(words) words over \(preset)")
            // Nobody listens for longer than a second.
            if words == 5 { #expect(verdict == .turn) }
        }
    }

    @Test("the prompt's own echo is speech only to who does not know the prompt")
    func echo() throws {
        let network = try AcknowledgementNetwork(path: "models/voice/acknowledgement.network")
        let sound = try call(0, over: "echo", network).sound
        #expect(LineHearing.verdict(on: sound.caller.samples, network) == .turn)
        #expect(
            LineHearing.verdict(on: sound.caller.samples, farEnd: sound.agent.samples, network)
                == nil)
    }
}
