import TelephoneAudio
import Testing
import TwinPrimitives
import VoiceChannel

@Suite("utterances in a recording")
struct RecordedCallerTests {
    /// Noise at a level, with bursts of louder noise from and to the given seconds.
    private func recording(
        seconds: Double, noise: Double, bursts: [(start: Double, end: Double, level: Double)]
    ) -> AudioClip {
        let streams = RandomStreams(seed: 3, replication: 0)
        let caller = CallerKey(contactType: ContactTypeID(0), ordinal: 0)
        let samples = (0..<Int(seconds * 8000)).map { index in
            let second = Double(index) / 8000
            let burst = bursts.first { $0.start <= second && second < $0.end }
            let level = burst?.level ?? noise
            let uniform = streams.uniform(.testing, caller, draw: UInt32(index))
            return Float(level * (2 * uniform - 1))
        }
        return AudioClip(samples: samples, sampleRate: 8000)
    }

    @Test("utterances are where the bursts are, padded, over silence and over noise")
    func found() {
        for noise in [0, 0.001, 0.02] {
            let clip = recording(
                seconds: 10, noise: noise,
                bursts: [(1, 2, 0.3), (2.4, 3, 0.2), (5, 5.06, 0.3), (7, 8.5, 0.4)])
            let caller = RecordedCaller(clip: clip)
            // A pause of 0.4 s joins, a burst of 0.06 s is a click; a frame more or less.
            #expect(caller.utterances.count == 2)
            let expected = [(0.9, 3.1), (6.9, 8.6)]
            for (utterance, (start, end)) in zip(caller.utterances, expected) {
                #expect(abs(utterance.startSeconds - start) < 0.041)
                #expect(abs(utterance.endSeconds - end) < 0.041)
                let sound = caller.sound(of: utterance)
                let length = utterance.endSeconds - utterance.startSeconds
                #expect(abs(sound.durationSeconds - length) < 1e-3)
            }
        }
    }

    @Test("silence, steady full-scale noise, and nothing have no utterance")
    func none() {
        #expect(RecordedCaller(clip: AudioClip(samples: [], sampleRate: 8000)).utterances.isEmpty)
        let silence = AudioClip(samples: Array(repeating: 0, count: 80_000), sampleRate: 8000)
        #expect(RecordedCaller(clip: silence).utterances.isEmpty)
        let noise = recording(seconds: 20, noise: 1, bursts: [])
        #expect(RecordedCaller(clip: noise).utterances.isEmpty)
    }

    @Test("labels of an editor are read, with what was said and without")
    func labels() throws {
        let read = try UtteranceLabels.read(
            "0.5\t1.25\tmy  balance please\r\n\n2\t3.5\t\n4\t4.5\n", path: "call.txt",
            durationSeconds: 5)
        #expect(
            read == [
                RecordedCaller.Utterance(
                    startSeconds: 0.5, endSeconds: 1.25, transcript: "my balance please"),
                RecordedCaller.Utterance(startSeconds: 2, endSeconds: 3.5),
                RecordedCaller.Utterance(startSeconds: 4, endSeconds: 4.5),
            ])
    }

    @Test(
        "a wrong label is told with its line",
        arguments: [
            ("1\t2\tyes\nno\n", "call.txt:2: error: 'no' is no label"),
            ("1 2 yes", "call.txt:1: error: '1 2 yes' is no label"),
            ("-1\t2\tyes", "call.txt:1: error: '-1"), ("1\tnan\tyes", "call.txt:1: error: '1"),
            ("2\t1\tyes", "call.txt:1: error: the utterance does not follow"),
            ("1\t3\tyes\n2\t4\tno", "call.txt:2: error: the utterance does not follow"),
            ("1\t6\tyes", "call.txt:1: error: the utterance ends at 6.0 s"),
        ])
    func wrong(text: String, message: String) {
        let error = #expect(throws: UtteranceLabelError.self) {
            try UtteranceLabels.read(text, path: "call.txt", durationSeconds: 5)
        }
        #expect(error.map { "\($0)".hasPrefix(message) } == true, "\(String(describing: error))")
    }
}
