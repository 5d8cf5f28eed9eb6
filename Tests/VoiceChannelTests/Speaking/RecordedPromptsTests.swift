import Foundation
import TelephoneAudio
import Testing
import VoiceChannel
import VoiceLibraries

@Suite("recorded words put together")
struct RecordedPromptsTests {
    /// A voice whose digit n is a tone of n + 1 tenths of a second between silences.
    private func withTones(_ body: (RecordedPrompts) throws -> Void) throws {
        let manager = FileManager.default
        let place = try manager.url(
            for: .itemReplacementDirectory, in: .userDomainMask,
            appropriateFor: manager.temporaryDirectory, create: true)
        defer { try? manager.removeItem(at: place) }
        let digits = place.appendingPathComponent("tones/digits")
        try manager.createDirectory(at: digits, withIntermediateDirectories: true)
        for digit in 0...9 {
            let tone = (0..<800 * (digit + 1)).map { Float($0 % 4 < 2 ? 0.5 : -0.5) }
            let silence = [Float](repeating: 0, count: 1000)
            let clip = AudioClip(samples: silence + tone + silence, sampleRate: 8000)
            try Data(WaveFile.written(clip))
                .write(to: digits.appendingPathComponent("\(digit).wav"))
        }
        try body(RecordedPrompts(folder: place.path))
    }

    @Test("silence round the words is cut, and the ends are where the words end")
    func lengths() throws {
        try withTones { prompts in
            #expect(prompts.voices == ["tones"])
            let speech = try prompts.speak(["two", "01,", "Nine"], voice: "tones")
            // Tones of 0.3, 0.1 and 0.2, and 1 second, with 0.06 s between.
            let expected = [0.3, 0.3 + 0.06 + 0.1 + 0.06 + 0.2, 1.78]
            #expect(zip(speech.wordEnds, expected).allSatisfy { abs($0 - $1) < 1e-9 })
            #expect(abs(speech.clip.durationSeconds - 1.78) < 1e-9)
        }
    }

    @Test("words that nobody recorded, and a voice that is not there, are refused")
    func refusals() throws {
        try withTones { prompts in
            #expect(throws: VoiceLibraryError.self) { try prompts.speak(["hippo"], voice: "tones") }
            #expect(throws: VoiceLibraryError.self) { try prompts.speak([], voice: "tones") }
            let error = #expect(throws: VoiceLibraryError.self) {
                try prompts.speak(["two"], voice: "nobody")
            }
            #expect(error.map { "\($0)" }?.contains("asterisk-core-sounds-en-wav") == true)
        }
    }

    @Test("words are found as they are said")
    func words() {
        #expect(RecordedPrompts.recordings(of: "48") == ["digits/4", "digits/8"])
        #expect(RecordedPrompts.recordings(of: "Twenty-one") == ["digits/20", "digits/1"])
        #expect(RecordedPrompts.recordings(of: "May") == ["digits/mon-4"])
        #expect(RecordedPrompts.recordings(of: "saturday.") == ["digits/day-6"])
        #expect(RecordedPrompts.recordings(of: "third") == ["digits/h-3"])
        #expect(RecordedPrompts.recordings(of: "q") == ["letters/q"])
        #expect(RecordedPrompts.recordings(of: "--") == nil)
    }

    @Test(
        "the installed voice has every word that is said to be recorded",
        .enabled(
            if: RecordedPrompts().voices.contains("en_US_f_Allison"),
            "asterisk-core-sounds-en-wav is not installed"))
    func installed() throws {
        let words =
            """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
            fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy
            eighty ninety hundred thousand million oh dollars today tomorrow yesterday minus first
            second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth
            fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth
            january february march april may june july august september october november december
            sunday monday tuesday wednesday thursday friday saturday a b c d e f g h i j k l m n o p
            q r s t u v w x y z 0123456789 twenty-one
            """
            .split(whereSeparator: \.isWhitespace).map(String.init)
        let synthesizer = LibrarySynthesizer(piper: PiperProcess(folder: "/nowhere"))
        let speech = try synthesizer.speak(
            words.joined(separator: " "),
            voice: Voice(engine: .recorded, name: "en_US_f_Allison"))
        #expect(speech.wordEnds.count == words.count)
        // From a third to one second a recording, of which there are eleven more than words.
        #expect((0.33...1).contains(speech.clip.durationSeconds / Double(words.count + 10)))
    }
}
