import Testing
import TwinPrimitives
import VoiceLibraries

private let isSpeexInstalled = (try? SpeexPreprocessor()) != nil

@Suite("Noise suppression by speexdsp")
struct SpeexPreprocessorTests {
    @Test("without the library it says what to install")
    func missing() {
        #expect(
            throws: VoiceLibraryError.missing(library: "libspeexdsp", package: "libspeexdsp1")
        ) {
            try SpeexPreprocessor(
                frameSamples: 160, sampleRate: 8000, suppressionDecibels: 15,
                libraries: ["libspeexdsp-of-nowhere.so"])
        }
    }

    @Test("steady noise is weakened by about what was asked", .enabled(if: isSpeexInstalled))
    func suppression() throws {
        let noise = (0..<160 * 200).map {
            let word = Philox.block(counter: (UInt64($0), 0), key: 3).0
            return Int16(500 * PortableMath.inverseNormal(openUniform(word)))
        }
        let preprocessor = try SpeexPreprocessor(suppressionDecibels: 15)
        var power = 0.0
        for start in stride(from: 0, to: noise.count, by: 160) {
            let frame = preprocessor.passed(Array(noise[start..<start + 160]))
            // The noise is learned within two seconds.
            guard start >= 16_000 else { continue }
            power += frame.reduce(0.0) { $0 + Double($1) * Double($1) }
        }
        let ratio = power / 16_000 / 250_000
        // 15 dB are a factor of 0.032; the gain varies between bands.
        #expect(ratio < 0.1 && ratio > 0.005, "\(ratio)")
    }
}
