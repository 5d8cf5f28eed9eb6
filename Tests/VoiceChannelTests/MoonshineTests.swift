import Foundation
import TelephoneAudio
import Testing
import VoiceLibraries

/// Where Moonshine is, if it is installed.
private let moonshineFolder =
    VoiceFolders(environment: ProcessInfo.processInfo.environment).moonshine

@Suite(
    "Moonshine", .enabled(if: Moonshine.isInstalled(in: moonshineFolder), "make voice-models"))
struct MoonshineTests {
    /// The library's own example, read by a person: 3 s of it.
    private func sound() throws -> AudioClip {
        let path = moonshineFolder + "/moonshine_voice/assets/two_cities.wav"
        let bytes = try #require(FileManager.default.contents(atPath: path))
        var clip = try WaveFile.read(Array(bytes), path: path)
        clip.samples = Array(clip.samples.prefix(3 * clip.sampleRate))
        return clip
    }

    private func words(_ moonshine: Moonshine, _ clip: AudioClip) throws -> String {
        try moonshine.transcribe(clip.samples, sampleRate: clip.sampleRate).map(\.text)
            .joined(separator: " ").lowercased()
    }

    @Test("words are those that were said, again and by whomever, and silence has none")
    func words() throws {
        let clip = try sound()
        let silence = AudioClip(samples: [Float](repeating: 0, count: 8000), sampleRate: 8000)
        var heard: Set<String> = []
        // Each one is let go, which the library takes no release for, and two are in use at once.
        for _ in 0..<3 {
            let first = try Moonshine(folder: moonshineFolder)
            let second = try Moonshine(folder: moonshineFolder)
            heard.insert(try words(first, clip))
            #expect(try words(first, silence).isEmpty)
            heard.insert(try words(second, clip))
        }
        #expect(heard.count == 1 && heard.allSatisfy { $0.contains("best of times") }, "\(heard)")
    }
}
