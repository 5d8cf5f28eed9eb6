import Testing
import TwinPrimitives
import VoiceChannel

@Suite("Taking noise out of an utterance")
struct SpectralEnhancerTests {
    /// Noise with the variance of a uniform law from -1 to 1, a third.
    private func noise(_ count: Int) -> [Float] {
        var state: UInt64 = 9
        return (0..<count).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Float(state >> 40) / Float(1 << 23) - 1
        }
    }

    private func power(_ samples: ArraySlice<Float>) -> Double {
        samples.reduce(0) { $0 + Double($1) * Double($1) } / Double(samples.count)
    }

    @Test("the transform of a cosine is one line, and its inverse gives the cosine back")
    func transform() {
        let transform = FourierTransform(size: 64)
        let cosine = (0..<64).map {
            PortableMath.sineAndCosine(turns: 5 * Double($0) / 64).cosine
        }
        let spectrum = transform.forward(cosine)
        for bin in 0...32 {
            #expect(abs(spectrum.power(bin) - (bin == 5 ? 32 * 32 : 0)) < 1e-9)
        }
        #expect(zip(transform.inverse(spectrum), cosine).allSatisfy { abs($0 - $1) < 1e-12 })
    }

    @Test("the boost is exp(E1 / 2)", arguments: [(0.1, 1.8229), (1.0, 0.2194), (2.0, 0.0489)])
    func boost(v: Double, exponentialIntegral: Double) {
        // Values of E1 from Abramowitz and Stegun, table 5.1.
        let expected = PortableMath.exp(exponentialIntegral / 2)
        #expect(abs(SpectralEnhancer.boost(v) / expected - 1) < 2e-3)
    }

    @Test("steady noise falls by at least 10 dB, and a loud tone in it keeps its level within 1 dB")
    func noiseAndTone() {
        let count = 16_000
        let hiss = noise(count).map { 0.02 * $0 }
        let tone = (0..<count).map { place in
            place < 6000 || place >= 12_000
                ? 0
                : Float(0.3 * PortableMath.sineAndCosine(turns: 0.05 * Double(place)).sine)
        }
        let cleaned = SpectralEnhancer().enhance(zip(hiss, tone).map { $0 + $1 })
        #expect(cleaned.count == count)
        let before = power(hiss[3000..<5500])
        #expect(power(cleaned[3000..<5500]) < before / 10)
        let ratio = power(cleaned[7000..<11_000]) / power(tone[7000..<11_000])
        #expect((0.79...1.26).contains(ratio))
    }

    @Test("a sound shorter than a frame stays")
    func short() {
        let sound = noise(200)
        #expect(SpectralEnhancer().enhance(sound) == sound)
    }
}
