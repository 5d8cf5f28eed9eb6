import Foundation
import TelephoneAudio
import Testing
import VoiceChannel
import VoiceLibraries

private func hasFlite() -> Bool {
    (try? Flite().speak(words: ["yes"], voice: "kal", rate: 1, pitch: 1, seed: 1)) != nil
}

/// Digest of a few renderings, as text.
@Sendable private func renderingDigest(backwards: Bool) throws -> String {
    let synthesizer = LibrarySynthesizer()
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
