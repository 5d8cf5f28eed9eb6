import CallerModel
import Conversations
import TelephoneAudio
import Testing
import VoiceChannel

@Suite("A recorded call")
struct RecordedCallTests {
    private static let clip = AudioClip(
        samples: [Float](repeating: 0, count: 20 * 8000), sampleRate: 8000)

    @Test("a transcript of our own says what was asked, how long it took, and what was spoken into")
    func transcript() throws {
        let call = try RecordedCall(
            Self.clip,
            labels: """
                0.000\t0.000\tcall\tseed=7 caller=3 goal=balance
                0.000\t4.000\tagent\tHello, how can I help?
                4.500\t5.500\tcaller\tmy balance\tanswer wish
                6.000\t6.000\theard\t'my balance' 0.900
                6.500\t8.000\tagent\tWhich account [cut]
                7.500\t8.500\tcaller\tsavings\tinterruption slot account
                9.000\t10.000\tcaller\tplease\tanswer slot account
                12.000\t13.000\tcaller\t[keys 12]\tanswer slot account
                14.000\t14.500\tcaller\t[tic]\ttic

                """, path: "0.txt")
        #expect(call.origin == RecordedCall.Origin(seed: 7, caller: 3))
        #expect(call.turns.map(\.text) == ["my balance", "savings", "please", "", ""])
        #expect(call.turns.map(\.keys) == ["", "", "", "12", ""])
        let account = "slot account"
        #expect(call.turns.map(\.asked) == ["wish", account, account, account, nil])
        #expect(call.turns[4].kind == .tic)
        #expect(abs(call.turns[0].gapSeconds - 0.5) < 1e-9 && !call.turns[0].continues)
        #expect(
            call.turns[1].prompt == RecordedTurns.Turn.Prompt(text: "Which account", seconds: 1))
        #expect(call.turns[2].continues && abs(call.turns[2].gapSeconds - 0.5) < 1e-9)
        #expect(call.caller.utterances.map(\.startSeconds) == [4.5, 7.5, 9, 12, 14])
    }

    @Test("an editor's labels give words, a bare recording nothing but utterances")
    func foreign() throws {
        let call = try RecordedCall(Self.clip, labels: "1\t2\tsavings\n3\t4\n", path: "x.txt")
        #expect(call.turns.map(\.text) == ["savings", ""])
        #expect(call.turns.allSatisfy { $0.asked == nil } && call.origin == nil)
        #expect(try RecordedCall(Self.clip, labels: nil, path: "x.wav").turns.isEmpty)
    }

    @Test(
        "a wrong line of a transcript is told with its number",
        arguments: [
            ("1\t2\tcaller\tyes\nno", "0.txt:2: error: 'no'"),
            ("1\t2\tcaller\tyes\n1\t3\tcaller\tno", "0.txt:2: error: the utterance does not"),
            ("1\t21\tcaller\tyes", "0.txt:1: error: the utterance ends at 21.0 s"),
        ])
    func wrong(text: String, message: String) {
        let error = #expect(throws: UtteranceLabelError.self) {
            try RecordedCall(Self.clip, labels: text, path: "0.txt")
        }
        #expect(error.map { "\($0)".hasPrefix(message) } == true, "\(String(describing: error))")
    }
}
