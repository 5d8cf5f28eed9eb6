import DialogueEngine
import TelephoneAudio
import Testing
import VoiceChannel

/// A recogniser that keeps the sound that it is given, and reads one word from its first sample on.
private final class WordsRecognizer: Recognizer {
    let configuration = "keeping"
    private(set) var sound: [Float] = []
    private(set) var states: [String] = []

    func begin(state: String) {
        sound = []
        states.append(state)
    }

    func hear(_ samples: ArraySlice<Float>, wantsPartial: Bool) -> String {
        sound += samples
        return ""
    }

    func finish(inSpeech: Bool) -> Recognition {
        Recognition(
            hypotheses: [Hypothesis(text: "word")],
            words: [
                RecognizedWord(text: "word", posterior: 0.5, startSeconds: 0, endSeconds: 0.25)
            ])
    }
}

@Suite("Listening to a recording")
struct FileListeningTests {
    private static func speech(
        _ text: String, before: Double, after: Double, preset: String? = nil
    ) throws -> UtteranceSound {
        let line = try preset.map {
            try TelephoneLine(try #require(LineCondition.preset($0)), key: 5)
        }
        return try UtteranceSound(
            text, voice: VoicePanel.agent, by: BuzzVoice(), beforeSeconds: before,
            afterSeconds: after, over: line)
    }

    @Test("speech is found where it was put, and words have the times of the recording")
    func found() throws {
        let sound = try Self.speech("one two three", before: 1.3, after: 0.8, preset: "clean")
        let recognizer = WordsRecognizer()
        let heard = try FileListening(sound.clip, by: recognizer, state: "wish")
        #expect(recognizer.states == ["wish"])
        let stretch = try #require(heard.stretches.first)
        #expect(heard.stretches.count == 1)
        #expect(abs(stretch.startSeconds - sound.startSeconds) < 0.1)
        #expect(abs(stretch.endSeconds - sound.endSeconds) < 0.1)
        // What was read begins a little before the speech, at the time that the word is given.
        let word = try #require(heard.recognition.words.first)
        let first = Int((word.startSeconds * 8000).rounded())
        #expect(word.startSeconds < sound.startSeconds && word.startSeconds > 0.8)
        #expect(abs(word.endSeconds - word.startSeconds - 0.25) < 1e-9)
        let expected = sound.clip.samples[first..<first + recognizer.sound.count]
        let farthest = zip(recognizer.sound, expected).map { abs($0 - $1) }.max() ?? 1
        #expect(farthest < 1e-6)
        // And ends with 0.3 s of silence, not with all that follows.
        let length = Double(recognizer.sound.count) / 8000
        #expect(word.startSeconds + length < sound.endSeconds + 0.45)
    }

    @Test("a pause parts stretches, and all of them are one utterance")
    func pause() throws {
        let first = try Self.speech("one two", before: 0.5, after: 1)
        let second = try Self.speech("three four", before: 0.2, after: 0)
        let clip = AudioClip(
            samples: first.clip.samples + second.clip.samples, sampleRate: 8000)
        let recognizer = WordsRecognizer()
        let heard = try FileListening(clip, by: recognizer, state: "all")
        #expect(heard.stretches.count == 2 && recognizer.states.count == 1)
        // The second one lasts to the end of the recording.
        let last = try #require(heard.stretches.last)
        #expect(abs(last.endSeconds - clip.durationSeconds) < 0.1)
        #expect(Double(recognizer.sound.count) / 8000 > last.endSeconds - 0.5)
    }

    @Test("sound of another rate is heard at the telephone's")
    func rate() throws {
        let sound = try Self.speech("one two three", before: 0.7, after: 0.4)
        let heard = try FileListening(
            sound.clip.resampled(to: 16_000), by: WordsRecognizer(), state: "all")
        #expect(abs((heard.stretches.first?.startSeconds ?? 0) - 0.7) < 0.1)
    }

    @Test("in silence nothing is found, and no recogniser asked")
    func silence() throws {
        let recognizer = WordsRecognizer()
        let clip = AudioClip(samples: [Float](repeating: 0, count: 24_000), sampleRate: 8000)
        let heard = try FileListening(clip, by: recognizer, state: "all")
        #expect(heard.stretches.isEmpty && heard.recognition.hypotheses.isEmpty)
        #expect(recognizer.states.isEmpty)
        let nothing = try FileListening(
            AudioClip(samples: [], sampleRate: 8000), by: recognizer, state: "all")
        #expect(nothing.stretches.isEmpty)
    }

    @Test("a minute is read, more is refused")
    func length() throws {
        func clip(_ samples: Int) -> AudioClip {
            AudioClip(samples: [Float](repeating: 0, count: samples), sampleRate: 8000)
        }
        try FileListening.checkLength(of: clip(480_000), path: "a.wav")
        #expect(
            throws: AudioFileError.tooLong(path: "a.wav", seconds: 61, limitSeconds: 60)
        ) { try FileListening.checkLength(of: clip(480_001), path: "a.wav") }
    }
}
