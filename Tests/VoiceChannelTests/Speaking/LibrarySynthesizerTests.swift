import Foundation
import TelephoneAudio
import Testing
import VoiceChannel
import VoiceLibraries

private func hasFlite() -> Bool {
    (try? Flite().speak(words: ["yes"], voice: "kal", rate: 1, pitch: 1, seed: 1)) != nil
}

private func hasEspeak() -> Bool {
    (try? EspeakProcess().speak("yes", voice: "en-us", rate: 1, pitch: 1)) != nil
}

/// Digest of a few renderings, as text.
@Sendable private func renderingDigest(backwards: Bool) throws -> String {
    let synthesizer = LibrarySynthesizer(piper: PiperProcess(folder: "/nowhere"))
    let voices = Flite.voices.map {
        Voice(engine: .flite, name: $0, rate: 1.1, pitch: Flite.takesPitch($0) ? 0.9 : 1)
    }
    var digests: [String] = []
    for voice in backwards ? voices.reversed() : voices {
        let speech = try synthesizer.speak("my account number is 48213", voice: voice)
        // FNV-1a over the bits.
        let words =
            speech.clip.samples.map { UInt64($0.bitPattern) } + speech.wordEnds.map(\.bitPattern)
        let hash = words.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ $1) &* 0x100_0000_01b3 }
        digests.append("\(voice.name) \(speech.clip.samples.count) \(hash)")
    }
    return digests.sorted().joined(separator: "\n")
}

@Suite("speaking with the engines of this machine")
struct LibrarySynthesizerTests {
    @Test(
        "another process, in another order, renders the same samples",
        .enabled(if: hasFlite(), "libflite1 is not installed"))
    func processes() async throws {
        let result = await #expect(
            processExitsWith: .success, observing: [\.standardOutputContent]
        ) {
            try FileHandle.standardOutput.write(
                contentsOf: Data(renderingDigest(backwards: true).utf8))
        }
        let output = String(decoding: result?.standardOutputContent ?? [], as: UTF8.self)
        #expect(output.contains(try renderingDigest(backwards: false)))
    }

    @Test(
        "speech begins with its first sound and ends with its last",
        .enabled(if: hasFlite() && hasEspeak(), "libflite1 or espeak-ng is not installed"))
    func trimmed() throws {
        let synthesizer = LibrarySynthesizer(piper: PiperProcess(folder: "/nowhere"))
        let voices =
            Flite.voices.map { Voice(engine: .flite, name: $0) }
            + [Voice(engine: .espeak, name: "en-029")]
        for voice in voices {
            let speech = try synthesizer.speak("send it to me", voice: voice)
            let samples = speech.clip.samples
            let loud = (samples.map(abs).max() ?? 0) * 0.01
            let first = try #require(samples.firstIndex { abs($0) >= loud })
            let last = try #require(samples.lastIndex { abs($0) >= loud })
            // Kept: 5 ms on either side, of which the engine may have less.
            let kept = Int(RenderedSpeech.keptSilenceSeconds * Double(speech.clip.sampleRate))
            #expect(first <= kept && samples.count - 1 - last <= kept, "\(voice.name)")
            let end = try #require(speech.wordEnds.last)
            #expect(end <= speech.clip.durationSeconds && end > 0.8 * speech.clip.durationSeconds)
        }
    }

    @Test(
        "an engine that tells no times has them estimated: ascending, within the sound",
        .enabled(if: hasEspeak(), "espeak-ng is not installed"))
    func estimatedTimes() throws {
        let synthesizer = LibrarySynthesizer(piper: PiperProcess(folder: "/nowhere"))
        let text = "well, my account number is 48213 and I lost my card"
        let speech = try synthesizer.speak(text, voice: Voice(engine: .espeak, name: "en-029"))
        #expect(speech.wordEnds.count == text.split(separator: " ").count)
        #expect(speech.wordEnds == speech.wordEnds.sorted())
        let last = try #require(speech.wordEnds.last)
        #expect(last <= speech.clip.durationSeconds && last > 0.7 * speech.clip.durationSeconds)
    }

    private static let piper = PiperProcess(
        folder: VoiceFolders(environment: ProcessInfo.processInfo.environment).piper)

    @Test(
        "Piper speaks the same samples twice, and faster at a higher rate",
        .enabled(if: !piper.voices.isEmpty, "Piper is not there: make voice-models"))
    func piperRepeats() throws {
        let synthesizer = LibrarySynthesizer(piper: Self.piper)
        let name = try #require(Self.piper.voices.first)
        let text = "what is the balance of my account, please"
        let plain = try synthesizer.speak(text, voice: Voice(engine: .piper, name: name))
        #expect(try synthesizer.speak(text, voice: Voice(engine: .piper, name: name)) == plain)
        let quick = try synthesizer.speak(
            text, voice: Voice(engine: .piper, name: name, rate: 1.25))
        // Durations of phonemes are whole frames of 12 ms.
        let ratio = plain.clip.durationSeconds / quick.clip.durationSeconds
        #expect(abs(ratio / 1.25 - 1) < 0.1)
    }

    @Test(
        "estimated ends are within 0.1 s of those that flite tells, on the mean",
        .enabled(if: hasFlite(), "libflite1 is not installed"))
    func estimates() throws {
        let synthesizer = LibrarySynthesizer(piper: PiperProcess(folder: "/nowhere"))
        let texts = [
            "I would like to know the balance of my checking account please",
            "my account number is 48213", "no I said fifty dollars not fifteen",
            "well, I think I would rather pay it on Friday, thank you",
        ]
        var errors: [Double] = []
        for text in texts {
            for name in ["slt", "rms", "awb", "kal16"] {
                let speech = try synthesizer.speak(text, voice: Voice(engine: .flite, name: name))
                let words = text.split(separator: " ").map(String.init)
                let estimates = WordTimes.ends(of: words, in: speech.clip)
                errors += zip(estimates, speech.wordEnds).map { abs($0 - $1) }.dropLast()
            }
        }
        #expect(errors.reduce(0, +) / Double(errors.count) < 0.1)
    }

    @Test("each part of what is spoken changes the key, and the key is stable")
    func keys() {
        let voice = Voice(engine: .flite, name: "slt")
        var others = [
            SpeechKey(text: "yes.", voice: voice),
            SpeechKey(text: "yes", voice: Voice(engine: .espeak, name: "slt")),
            SpeechKey(text: "yes", voice: Voice(engine: .flite, name: "rms")),
            SpeechKey(text: "yes", voice: Voice(engine: .flite, name: "slt", rate: 1.01)),
            SpeechKey(text: "yes", voice: Voice(engine: .flite, name: "slt", pitch: 1.01)),
            SpeechKey(text: "tyes", voice: Voice(engine: .flite, name: "sl")),
        ]
        others.append(SpeechKey(text: "yes", voice: voice))
        #expect(Set(others).count == others.count)
        #expect(others.last?.hexadecimal == SpeechKey(text: "yes", voice: voice).hexadecimal)
        #expect(others.last?.hexadecimal.count == 64)
    }
}
