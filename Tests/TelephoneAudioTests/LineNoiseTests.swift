import TelephoneAudio
import Testing

@Suite("Noise on the line")
struct LineNoiseTests {
    private static let seconds = 120

    /// What a line adds to silence.
    private func noise(
        _ source: LineCondition.Noise.Source, ratio: Double, drift: Double = 0, band: Bool = true
    ) throws -> [Float] {
        try TelephoneLine.heard(
            [Float](repeating: 0, count: 8000 * Self.seconds),
            .bare {
                $0.isBandLimited = band
                $0.noises = [
                    .init(source, ratioDecibels: ratio, driftDecibels: drift)
                ]
            })
    }

    @Test(
        "the ratio of speech to noise is what was asked, whatever the noise",
        arguments: [
            LineCondition.Noise.Source.white, .pink, .hum(hertz: 50), .hum(hertz: 60),
            .babble(talkers: 6), .sound("people-talking"),
        ])
    func ratio(source: LineCondition.Noise.Source) throws {
        for ratio in [20.0, 5] {
            // Of 960 000 Gaussian samples the level's standard error is 0.01 dB. Babble of three
            // voices with two starts each has chance products of equal voices.
            let measured = -26 - Power.decibels(try noise(source, ratio: ratio))
            #expect(abs(measured - ratio) < 0.3, "\(measured) dB for \(ratio)")
        }
    }

    @Test("pink noise falls by 3 dB per octave from 20 Hz to 3.4 kHz")
    func pinkSlope() throws {
        let samples = try noise(.pink, ratio: 0, band: false)
        // Power in octaves is equal. Mean periodograms over 234 stretches of 4096: an octave of m
        // lines has a standard error of 4.3 / sqrt(234 m) dB, 0.13 dB for the lowest.
        var power = [Double](repeating: 0, count: 7)
        for start in stride(from: 0, to: samples.count - 4096, by: 4096) {
            let stretch = Array(samples[start..<start + 4096])
            for (octave, sum) in OctaveSpectrum.powers(stretch).enumerated() {
                power[octave] += sum
            }
        }
        let mean = power.reduce(0, +) / Double(power.count)
        for (octave, sum) in power.enumerated() {
            let decibels = 10 * (sum / mean - 1) / 2.302585
            #expect(abs(decibels) < 0.8, "octave \(octave): \(decibels) dB")
        }
    }

    @Test("drift has the standard deviation that was asked")
    func drift() throws {
        let samples = try TelephoneLine.heard(
            [Float](repeating: 0.01, count: 8000 * 2000),
            .bare { $0.gainDrift = .init(decibels: 3, correlationSeconds: 1) })
        var square = 0.0
        let frames = samples.count / 160
        for frame in 0..<frames {
            let level = Power.decibels(samples[frame * 160..<frame * 160 + 1]) + 40
            square += level * level
        }
        // A process of correlation time 1 s squares to independent values every 0.5 s: 2000 s hold
        // 2000, so the standard error of the deviation is 3 / sqrt(2 * 2000) = 0.05; times 4.9.
        #expect(abs((square / Double(frames)).squareRoot() - 3) < 0.25)
    }

    @Test("bursts come as a Poisson process, each as loud as its ratio allows")
    func bursts() throws {
        // Sounds of 1.99 s, ten a minute for 40 min: 400 expected, standard deviation 20.
        let minutes = 40
        let samples = try TelephoneLine.heard(
            [Float](repeating: 0, count: 8000 * 60 * minutes),
            .bare {
                $0.isBandLimited = true
                $0.bursts = .init(
                    perMinute: 10, leastRatioDecibels: -5, greatestRatioDecibels: 10,
                    sounds: ["car-horn"])
            })
        let levels = stride(from: 0, to: samples.count, by: 160).map {
            samples[$0..<$0 + 160].contains { $0 != 0 }
                ? Power.decibels(samples[$0..<$0 + 160]) : -200
        }
        // Share of time with no sound: e^(-rate * length) = e^(-10/60 * 1.99) = 0.7177. Its variance
        // over T is that of an M/G/infinity queue's idle time, about 2 a^2 (e^(rate L) - 1) / rate / T
        // at most: a standard error of 0.027 for T = 2400 s.
        let quiet = Double(levels.count { $0 < -100 }) / Double(levels.count)
        #expect(abs(quiet - 0.7177) < 0.027 * 4.9, "\(quiet)")
        // Single bursts lie between -26 - 10 and -26 + 5 dB; a frame of noise varies by 1.5 dB.
        let loud = levels.filter { $0 > -60 }.sorted()
        #expect(loud[loud.count / 50] > -41)
        #expect(loud[loud.count * 98 / 100] < -16)
        let middle = loud[loud.count / 2]
        #expect(middle > -31 && middle < -26)
    }

    @Test("what is missing is named")
    func missing() {
        func message(_ condition: LineCondition) -> String {
            do {
                _ = try TelephoneLine(condition, key: 1)
                return "opened"
            } catch {
                return String(describing: error)
            }
        }
        #expect(
            message(.bare { $0.noises = [.init(.sound("rain"), ratioDecibels: 10)] })
                == "error: no sound is named 'rain'; known: none")
        #expect(
            message(.bare { $0.noises = [.init(.babble(talkers: 2), ratioDecibels: 10)] })
                == "error: babble is made of voices, and none were given")
        #expect(
            message(.bare { $0.codecs = [.gsmFullRate] })
                == "error: the line needs the codec GSM full rate, which is not given")
        #expect(
            message(.bare { $0.loss = .init(share: 1, meanBurstFrames: 2) })
                == "error: test.loss.share is 1.0; allowed: 0.0 to 0.9")
        #expect(
            message(.bare { $0.loss = .init(share: .nan, meanBurstFrames: 2) })
                == "error: test.loss.share is nan; allowed: 0.0 to 0.9")
    }
}
