import Foundation
import Testing
import VoiceLibraries

/// Whether a shared library is on this machine; its tests need it.
func hasFlite() -> Bool {
    (try? Flite().speak(words: ["yes"], voice: "kal", rate: 1, pitch: 1, seed: 1)) != nil
}

@Suite("flite in process", .enabled(if: hasFlite(), "libflite1 is not installed"))
struct FliteTests {
    private let sentence = "I would like to pay $12.50 on account 48213, please"

    private func speak(
        _ text: String, voice: String = "kal16", rate: Double = 1, pitch: Double = 1,
        seed: UInt32 = 7
    ) throws -> EngineSpeech {
        try Flite().speak(
            words: text.split(separator: " ").map(String.init), voice: voice, rate: rate,
            pitch: pitch, seed: seed)
    }

    @Test("a seed gives the same samples whatever was spoken before", arguments: Flite.voices)
    func repeats(voice: String) throws {
        let texts = ["what is my balance", sentence, "no thank you"]
        let first = try texts.map { try speak($0, voice: voice) }
        let backwards = try texts.reversed().map { try speak($0, voice: voice) }
        #expect(first == backwards.reversed())
    }

    @Test("threads that speak at once disturb no samples")
    func concurrently() async throws {
        let alone = try speak(sentence, voice: "slt")
        let together = try await withThrowingTaskGroup(of: EngineSpeech.self) { group in
            for index in 0..<8 {
                group.addTask {
                    try Flite().speak(
                        words: ["number", "\(index)"], voice: "rms", rate: 1, pitch: 1,
                        seed: UInt32(index))
                }
                group.addTask { try self.speak(self.sentence, voice: "slt") }
            }
            var found: [EngineSpeech] = []
            for try await speech in group where speech.samples.count == alone.samples.count {
                found.append(speech)
            }
            return found
        }
        #expect(together == Array(repeating: alone, count: 8))
    }

    @Test(
        "each word has one end, also where one word is spoken as several, and the last is within",
        arguments: Flite.voices,
        [
            "I would like to pay $12.50 on account 48213, please", "- hello ... (yes) a,b 3-4 5pm",
            "she said \" hello ( there ' 'tis \"( [ the end",
        ])
    func wordEnds(voice: String, text: String) throws {
        let speech = try speak(text, voice: voice)
        let ends = try #require(speech.wordEnds)
        #expect(ends.count == text.split(separator: " ").count)
        #expect(ends == ends.sorted())
        let last = try #require(ends.last)
        #expect(last <= speech.durationSeconds && last > 0.8 * speech.durationSeconds)
    }

    @Test("a word before a comma ends where the sound falls quiet", arguments: Flite.voices)
    func endsAreHeard(voice: String) throws {
        let speech = try speak("I said hello, goodbye now", voice: voice)
        let ends = try #require(speech.wordEnds)
        func level(from start: Double, to end: Double) -> Double {
            let rate = Double(speech.sampleRate)
            let range = Int(start * rate)..<Int(end * rate)
            let power = speech.samples[range].reduce(0.0) { $0 + Double($1) * Double($1) }
            return (power / Double(range.count)).squareRoot()
        }
        let word = level(from: ends[1], to: ends[2])
        let pause = level(from: ends[2] + 0.04, to: ends[2] + 0.08)
        // 18 dB: an end that is wrong by more than the pause's 0.1 s meets a vowel and fails.
        #expect(pause < word / 8)
    }

    private let vowels = "we were away all year in our yellow limousine"

    @Test("rate divides the length", arguments: Flite.voices)
    func rates(voice: String) throws {
        let plain = try speak(vowels, voice: voice)
        let quick = try speak(vowels, voice: voice, rate: 1.25)
        // Durations are rounded to frames of 5 ms, hence 5 %.
        #expect(abs(plain.durationSeconds / quick.durationSeconds / 1.25 - 1) < 0.05)
    }

    @Test("pitch multiplies the tone", arguments: Flite.voices.filter(Flite.takesPitch))
    func pitches(voice: String) throws {
        let plain = try speak(vowels, voice: voice)
        let high = try speak(vowels, voice: voice, pitch: 1.3)
        let tones = [medianTone(plain), medianTone(high)]
        #expect(abs(tones[1] / tones[0] / 1.3 - 1) < 0.1, "\(tones) Hz")
    }

    /// Median over frames of 40 ms of the tone in hertz, from 60 to 400, whose period the sound
    /// repeats best; frames that repeat themselves to less than 80 % are left out.
    private func medianTone(_ speech: EngineSpeech) -> Double {
        let samples = speech.samples.map(Double.init)
        let size = speech.sampleRate / 25
        let lags = Array(speech.sampleRate / 400...speech.sampleRate / 60)
        var tones: [Double] = []
        for start in stride(from: 0, to: samples.count - 2 * size, by: size) {
            let here = samples[start..<start + size]
            let correlations = lags.map { lag in
                let there = samples[start + lag..<start + lag + size]
                let product = zip(here, there).reduce(0) { $0 + $1.0 * $1.1 }
                let power = [here, there].map { $0.reduce(1) { $0 + $1 * $1 } }
                return product / (power[0] * power[1]).squareRoot()
            }
            // Short lags resemble the sound itself: the period lies beyond the first dip, and the
            // first of its multiples that is nearly the best is meant.
            let dip = correlations.firstIndex { $0 < 0.5 } ?? 0
            let best = correlations[dip...].max() ?? 0
            guard best > 0.8,
                let place = correlations[dip...].firstIndex(where: { $0 > 0.97 * best })
            else { continue }
            tones.append(Double(speech.sampleRate) / Double(lags[place]))
        }
        return tones.sorted()[tones.count / 2]
    }

    @Test("accents are dropped and other scripts keep their place without sound")
    func otherScripts() throws {
        let plain = try speak("my name is Andre")
        #expect(try speak("my name is André") == plain)
        let ends = try #require(try speak("hello \u{65E5}\u{672C} goodbye").wordEnds)
        #expect(ends[0] == ends[1] && ends[1] < ends[2])
    }

    @Test("what cannot be spoken is refused")
    func refusals() {
        for text in ["", "... -", "\u{65E5}\u{672C}"] {
            #expect(throws: VoiceLibraryError.self) { try speak(text) }
        }
        #expect(throws: VoiceLibraryError.self) { try speak("yes", voice: "nobody") }
        #expect(throws: VoiceLibraryError.self) { try speak("yes", voice: "rms", pitch: 1.1) }
        let long = String(repeating: "word ", count: Flite.wordLimit + 1)
        #expect(throws: VoiceLibraryError.self) { try speak(long) }
    }
}

@Suite("memory of flite", .enabled(if: hasFlite(), "libflite1 is not installed"))
struct FliteMemoryTests {
    private static let soak =
        ProcessInfo.processInfo.environment["CALLTWIN_SOAK_RENDERINGS"].flatMap(Int.init) ?? 0

    /// Resident memory of this process in bytes.
    private func resident() throws -> Int {
        let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
            .split(separator: " ")[1]
        return try #require(Int(pages)) * 4096
    }

    @Test(
        "as many texts as the environment asks for take the memory of a few",
        .enabled(if: soak > 0, "make soak"))
    func flat() throws {
        func speak(_ range: Range<Int>) throws {
            for index in range {
                _ = try Flite().speak(
                    words: ["account", "number", "\(index)", "please"],
                    voice: Flite.voices[index % Flite.voices.count], rate: 1.3, pitch: 1,
                    seed: UInt32(index))
            }
        }
        try speak(0..<200)
        let before = try resident()
        try speak(200..<200 + Self.soak)
        // A rendering has some 60 kB of samples: keeping one in ten of 2 000 would show.
        #expect(try resident() - before < 10_000_000)
    }
}

@Suite("flite that is not there")
struct MissingFliteTests {
    @Test("the error names the package to install")
    func missing() {
        let expected = VoiceLibraryError.missing(
            library: "libflite-of-no-machine.so.1", package: "libflite1")
        #expect(throws: expected) {
            try Flite(library: "libflite-of-no-machine.so.1")
                .speak(words: ["yes"], voice: "slt", rate: 1, pitch: 1, seed: 1)
        }
        #expect("\(expected)".contains("apt-get install libflite1"))
    }

    @Test("a library of another kind is an unknown version")
    func otherLibrary() {
        #expect(
            throws: VoiceLibraryError.unknownVersion(library: "libc.so.6", function: "flite_init")
        ) {
            try Flite(library: "libc.so.6")
                .speak(words: ["yes"], voice: "slt", rate: 1, pitch: 1, seed: 1)
        }
    }
}
