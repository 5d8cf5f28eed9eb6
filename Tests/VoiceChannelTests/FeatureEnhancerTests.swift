import Foundation
import TelephoneAudio
import Testing
import TwinPrimitives
import VoiceChannel
import VoiceLibraries

private func hasFlite() -> Bool {
    (try? Flite().speak(words: ["yes"], voice: "kal", rate: 1, pitch: 1, seed: 1)) != nil
}

@Suite("Cepstra of telephone sound")
struct FeatureEnhancerTests {
    private static let model = "models/voice/telephone.features"

    /// A second of harmonics with moving amplitudes, at 16 kHz, in whole steps of 16 bits.
    private var sound: [Float] {
        (0..<16_000).map { place in
            let time = Double(place) / 16_000
            var sum = 0.0
            for harmonic in 1...20 {
                let strength = PortableMath.sineAndCosine(turns: time * Double(harmonic) * 0.7).sine
                let hertz = Double(123 * harmonic)
                sum += strength * PortableMath.sineAndCosine(turns: hertz * time).sine
            }
            return Float((sum * 800).rounded() / 32768)
        }
    }

    private struct Heard: Equatable {
        var text: String?
        var segments: [PocketSphinxSegment]
    }

    @Test(
        "cepstra are those of pocketsphinx's own front end",
        .enabled(if: PocketSphinx.isInstalled))
    func cepstraOfPocketSphinx() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "cepstra-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let dictionary = folder.appending(path: "words.dict").path
        let language = folder.appending(path: "words.lm").path
        try "one W AH N\ntwo T UW\nsix S IH K S\neight EY T\noh OW\n".write(
            toFile: dictionary, atomically: true, encoding: .utf8)
        try TrigramModel(["one two", "six eight", "oh"].map { .init($0) }).arpa.write(
            toFile: language, atomically: true, encoding: .utf8)
        let decoder = try PocketSphinx(options: [
            ("-hmm", PocketSphinx.defaultModelFolder + "/en-us"), ("-dict", dictionary),
            ("-samprate", "16000"), ("-cmn", "batch"), ("-remove_silence", "no"),
            ("-remove_noise", "no"), ("-logfn", "/dev/null"),
        ])
        try decoder.addLanguage("words", path: language)
        try decoder.expect("words")
        func heard(_ hear: () throws -> Void) throws -> Heard {
            try decoder.begin()
            try hear()
            try decoder.end()
            return Heard(text: decoder.hypothesis, segments: decoder.segments())
        }
        let pcm = AudioClip(samples: sound, sampleRate: 16_000).pcm
        let own = try heard { try decoder.hear(pcm, isWhole: true) }
        // The library fills the last frame with silence.
        let bank = MelCepstra.wideband
        let cepstra = bank.cepstra(bank.logEnergies(sound + [Float](repeating: 0, count: 160)))
        let ours = try heard { try decoder.hear(cepstra: cepstra, isWhole: true) }
        #expect(!own.segments.isEmpty)
        #expect(ours.text == own.text)
        #expect(ours.segments.map(\.word) == own.segments.map(\.word))
        #expect(ours.segments.map(\.lastFrame) == own.segments.map(\.lastFrame))
        for (left, right) in zip(ours.segments, own.segments) {
            // The library rounds to 32 bits here and there.
            #expect(abs(left.posterior - right.posterior) < 0.02)
        }
    }

    @Test("a pure tone excites the filters around it")
    func tone() {
        let tone = (0..<8000).map { place in
            Float(PortableMath.sineAndCosine(turns: Double(place) / 8).sine) * 0.1
        }
        let bank = MelCepstra.telephone
        let energies = bank.logEnergies(tone)
        #expect(energies.count == 20 * bank.frameCount(of: 8000))
        // 1 kHz lies at 1000 mel of 206 to 2078: at 8.9 of 21 steps, in the ninth filter.
        let frame = energies[200..<220]
        #expect(frame.firstIndex(of: frame.max() ?? 0) == 208)
    }

    @Test(
        "noise and the missing band are further from clean speech than what the network tells",
        .enabled(if: hasFlite()))
    func closerToClean() throws {
        let features = try FeatureEnhancer(path: Self.model)
        let synthesizer = LibrarySynthesizer(piper: PiperProcess(folder: "/nonexistent"))
        let speech = try synthesizer.speak(
            "my number is six eight six one", voice: Voice(engine: .flite, name: "awb"))
        let condition = try #require(LineCondition.preset("noise10"))
        var line = try TelephoneLine(condition, key: 7)
        let clip = RecognizerBench.utterance(of: speech.clip)
        let heard = line.carry(clip: clip).samples
        let wide = MelCepstra.wideband
        let silence = [Float](repeating: 0, count: 4800)
        let target = wide.cepstra(
            wide.logEnergies(
                (silence + speech.clip.resampled(to: 16_000).samples + silence).map { $0 + 0.0003 }
            ))
        let plain = wide.cepstra(
            wide.logEnergies(
                AudioClip(samples: heard, sampleRate: 8000).resampled(to: 16_000).samples))
        let energies = MelCepstra.telephone.logEnergies(heard)
        let told = features.cepstra(of: energies)
        #expect(distance(told, target) < 0.6 * distance(plain, target))
    }

    /// Mean squared difference of the first cepstra but the zeroth, each one's mean taken off.
    private func distance(_ left: [Float], _ right: [Float]) -> Double {
        let frames = min(left.count, right.count) / 13
        return (1..<8).reduce(0.0) { sum, order in
            let pairs = (0..<frames).map {
                Double(left[$0 * 13 + order]) - Double(right[$0 * 13 + order])
            }
            let mean = pairs.reduce(0, +) / Double(frames)
            return sum + pairs.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(frames)
        }
    }

    @Test(
        "words so far are those of the whole, one after another, however the sound comes in pieces",
        .enabled(if: hasFlite() && PocketSphinx.isInstalled))
    func wordsSoFar() throws {
        let files = RecognizerFiles.english()
        let recognizer = try PocketSphinxRecognizer(
            files: files,
            options: PocketSphinxOptions(features: try FeatureEnhancer(path: Self.model)))
        let speech = try LibrarySynthesizer(piper: PiperProcess(folder: "/nonexistent")).speak(
            "one two three four five six", voice: Voice(engine: .flite, name: "awb"))
        let sound = RecognizerBench.utterance(of: speech.clip).samples
        func partials(_ size: Int) throws -> [String] {
            try recognizer.begin(state: PocketSphinxRecognizer.allStates)
            var texts: [String] = []
            for first in stride(from: 0, to: sound.count, by: size) {
                let text = try recognizer.hear(
                    sound[first..<min(first + size, sound.count)], wantsPartial: true)
                if !text.isEmpty, text != texts.last { texts.append(text) }
            }
            _ = try recognizer.finish()
            return texts
        }
        let texts = try partials(160)
        #expect(texts.count >= 4)
        #expect(texts.first.map { $0.split(separator: " ").count <= 2 } == true)
        let last = try #require(texts.last)
        #expect(WordErrors(said: "one two three four five six", heard: last).errors <= 2)
        // The same again: neither reading carries anything from one utterance to the next.
        #expect(try partials(160) == texts)
    }

    @Test("a file that is missing, another or cut is refused")
    func files() throws {
        #expect(throws: VoiceLibraryError.self) { try FeatureEnhancer(path: "/nonexistent") }
        #expect(throws: VoiceLibraryError.self) {
            try FeatureEnhancer(path: "models/voice/testset.tsv")
        }
        let whole = try #require(FileManager.default.contents(atPath: Self.model))
        let path = FileManager.default.temporaryDirectory.appending(
            path: "cut-\(ProcessInfo.processInfo.processIdentifier).features"
        ).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        for length in [0, 20, 100, whole.count - 1] {
            try whole.prefix(length).write(to: URL(filePath: path))
            #expect(throws: VoiceLibraryError.self) { try FeatureEnhancer(path: path) }
        }
        try whole.write(to: URL(filePath: path))
        #expect(try FeatureEnhancer(path: path) == FeatureEnhancer(path: Self.model))
    }
}
