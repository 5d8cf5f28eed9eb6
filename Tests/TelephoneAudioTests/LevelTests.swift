import TelephoneAudio
import Testing

@Suite("Active speech level")
struct LevelTests {
    /// Noise bursts of 1 s with pauses of `pause` seconds.
    private func bursts(pause: Int, decibels: Double) -> [Float] {
        (0..<6).flatMap { part -> [Float] in
            WhiteNoise.samples(
                count: 8000, amplitude: Float(PowerOfTen.ratio(decibels: decibels)),
                key: UInt64(part))
                + [Float](repeating: 0, count: 8000 * pause)
        }
    }

    @Test("pauses do not count", arguments: [0, 1, 3])
    func pauses(pause: Int) throws {
        let sound = bursts(pause: pause, decibels: -30)
        let level = try #require(ActiveSpeechLevel.measured(sound, sampleRate: 8000))
        // Noise counts for 200 ms and its envelope's fall after each end: with 1.25 s counted of
        // 1 s of sound the level is 1 dB low.
        #expect(level.decibels < -29.7 && level.decibels > -31.5)
        let active = pause == 0 ? 1 : 1.25 / Double(1 + pause)
        #expect(abs(level.activity - active) < 0.1)
    }

    @Test("level follows gain exactly, between thresholds too")
    func gain() throws {
        let sound = bursts(pause: 1, decibels: -30)
        let reference = try #require(ActiveSpeechLevel.measured(sound, sampleRate: 8000)).decibels
        for gain in stride(from: -20.0, through: 12, by: 2.3) {
            let louder = sound.map { $0 * Float(PowerOfTen.ratio(decibels: gain)) }
            let level = try #require(ActiveSpeechLevel.measured(louder, sampleRate: 8000))
            // The interpolation between thresholds 6 dB apart is not exact.
            #expect(abs(level.decibels - gain - reference) < 0.3)
        }
    }

    @Test("silence has no level; sound for the line has that of the line")
    func prepared() throws {
        #expect(
            ActiveSpeechLevel.measured([Float](repeating: 0, count: 8000), sampleRate: 8000) == nil)
        #expect(ActiveSpeechLevel.measured([], sampleRate: 8000) == nil)
        let silence = AudioClip(samples: Array(repeating: 0, count: 1600), sampleRate: 16_000)
        #expect(silence.prepared().samples == Array(repeating: 0, count: 800))
        // In the band already, so that the telephone's filter takes nothing away.
        let tone = AudioClip(
            samples: Sine.samples(hertz: 1000, count: 32_000, amplitude: 0.9, rate: 16_000),
            sampleRate: 16_000)
        #expect(abs(Power.decibels(tone.prepared().samples) + 26) < 0.1)
    }
}
