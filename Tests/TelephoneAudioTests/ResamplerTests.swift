import TelephoneAudio
import Testing

@Suite("Resampling")
struct ResamplerTests {
    static let ratios: [(from: Int, to: Int)] = [
        (16_000, 8000), (22_050, 8000), (24_000, 8000), (48_000, 8000), (44_100, 8000),
        (8000, 16_000), (8000, 22_050), (8000, 24_000), (8000, 48_000),
    ]

    @Test("a sine in the telephone's band stays the same sine", arguments: ratios)
    func passband(ratio: (from: Int, to: Int)) {
        for hertz in [100.0, 1000, 3000, 3350] {
            let clip = AudioClip(
                samples: Sine.samples(hertz: hertz, count: ratio.from, rate: ratio.from),
                sampleRate: ratio.from)
            let output = clip.resampled(to: ratio.to)
            #expect(output.samples.count == ratio.to)
            let expected = Sine.samples(hertz: hertz, count: ratio.to, rate: ratio.to)
            // Off the ends, where the sound begins and stops at once.
            let inner = ratio.to / 10..<ratio.to * 9 / 10
            let error = inner.map { output.samples[$0] - expected[$0] }
            // 0.01 dB of 0.5 is 0.0006, a mean square of -67 dB of full scale.
            #expect(Power.decibels(error) < -67, "\(hertz) Hz: \(Power.decibels(error)) dB")
        }
    }

    @Test("above half the lower rate nothing is left", arguments: ratios.filter { $0.from > $0.to })
    func stopBand(ratio: (from: Int, to: Int)) {
        for hertz in [4050.0, 5000, 7000] where hertz < Double(ratio.from) / 2 {
            let clip = AudioClip(
                samples: Sine.samples(hertz: hertz, count: ratio.from, rate: ratio.from),
                sampleRate: ratio.from)
            let inner = clip.resampled(to: ratio.to).samples[800..<7200]
            let below = Power.decibels(clip.samples) - Power.decibels(inner)
            #expect(below > 70, "\(hertz) Hz: \(below) dB down")
        }
    }

    @Test("sound in pieces gives the samples of sound in one piece", arguments: ratios)
    func streaming(ratio: (from: Int, to: Int)) {
        let noise = WhiteNoise.samples(count: 5001, amplitude: 0.3, key: 1)
        let whole = AudioClip(samples: noise, sampleRate: ratio.from).resampled(to: ratio.to)
        var resampler = Resampler(from: ratio.from, to: ratio.to)
        for size in [1, 7, 160, 5000] {
            var pieces: [Float] = []
            var given = 0
            var place = 0
            while place < noise.count {
                let end = min(noise.count, place + size)
                pieces += resampler.resampled(noise[place..<end])
                // What lags is what the delay says, to a sample of the lower rate.
                given = pieces.count
                let lag = Double(end) / Double(ratio.from) - Double(given) / Double(ratio.to)
                #expect(lag <= resampler.delaySeconds + 1 / 8000)
                place = end
            }
            pieces += resampler.finish()
            let isSame = pieces == whole.samples
            #expect(isSame, "pieces of \(size)")
        }
    }

    @Test("equal rates change nothing; no sound stays no sound")
    func trivial() {
        let clip = AudioClip(samples: [0.1, 0.2], sampleRate: 8000)
        #expect(clip.resampled(to: 8000) == clip)
        #expect(AudioClip(samples: [], sampleRate: 16_000).resampled(to: 8000).samples.isEmpty)
    }
}
