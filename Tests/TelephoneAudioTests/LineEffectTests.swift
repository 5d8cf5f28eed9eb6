import TelephoneAudio
import Testing
import TwinPrimitives

@Suite("Effects of the line")
struct LineEffectTests {
    private func impulse(_ seconds: Double) -> [Float] {
        var samples = [Float](repeating: 0, count: Int(seconds * 8000))
        samples[0] = 1
        return samples
    }

    @Test("the telephone's band is 3 dB down at 300 and 3400 Hz, and flat between")
    func band() throws {
        let response = try TelephoneLine.heard(impulse(1), .bare { $0.isBandLimited = true })
        func gain(_ hertz: Double) -> Double {
            let amplitude = Power.amplitude(response, hertz: hertz) * Double(response.count) / 2
            return 20 * PortableMath.log(amplitude) / PortableMath.log(10)
        }
        #expect(abs(gain(300) + 3.01) < 0.05)
        #expect(abs(gain(3400) + 3.01) < 0.05)
        for hertz in stride(from: 600.0, through: 2800, by: 200) { #expect(abs(gain(hertz)) < 0.3) }
        // 24 dB per octave and more: the bilinear map is steeper above.
        #expect(gain(150) < -23.5 && gain(75) < -47)
        #expect(gain(3900) < -24)
    }

    @Test(
        "reverberation decays by 60 dB in its time; direct energy is as asked",
        arguments: [0.2, 0.4, 0.8])
    func reverberation(decay: Double) throws {
        let response = try TelephoneLine.heard(
            impulse(1.2),
            .bare { $0.reverberation = .init(decaySeconds: decay, directDecibels: 3) })
        let direct = Double(response[0]) * Double(response[0])
        let tail = response.dropFirst(8).map { Double($0) * Double($0) }
        let energy = tail.reduce(0, +)
        #expect(abs(10 * PortableMath.log(direct / energy) / PortableMath.log(10) - 3) < 0.01)
        #expect(abs(direct + energy - 1) < 1e-4)
        // Schroeder: the energy still to come, as a straight line from -5 to -25 dB (T20).
        var rest = energy
        var points: [(time: Double, decibels: Double)] = []
        for (place, part) in tail.enumerated() where rest > 1e-12 {
            let level = 10 * PortableMath.log(rest / energy) / PortableMath.log(10)
            if level < -5, level > -25 { points.append((Double(place) / 8000, level)) }
            rest -= part
        }
        let count = Double(points.count)
        let time = points.reduce(0) { $0 + $1.time } / count
        let level = points.reduce(0) { $0 + $1.decibels } / count
        let slope =
            points.reduce(0) { $0 + ($1.time - time) * ($1.decibels - level) }
            / points.reduce(0) { $0 + ($1.time - time) * ($1.time - time) }
        // One noise of decay * 8000 samples: the decay's relative standard error is below 3 %.
        #expect(abs(-60 / slope - decay) < 0.12 * decay, "\(-60 / slope) s")
    }

    @Test("an echo comes after its delay, weaker by its loss")
    func echo() throws {
        let far = WhiteNoise.samples(count: 80_000, amplitude: 0.1, key: 4)
        let condition = LineCondition.bare {
            $0.echo = .init(delaySeconds: 0.1, lossDecibels: 25)
        }
        let echo = try TelephoneLine.heard(
            [Float](repeating: 0, count: far.count), condition, farEnd: far)
        #expect(echo.prefix(800).allSatisfy { $0 == 0 })
        #expect(echo[800...808].contains { $0 != 0 })
        // White noise has the loss of the whole response; the level's standard error is 0.03 dB.
        let loss = Power.decibels(far) - Power.decibels(echo.dropFirst(864))
        #expect(abs(loss - 25) < 0.2, "\(loss)")
        // Nothing of the far end's sound without an echo.
        let none = try TelephoneLine.heard(
            [Float](repeating: 0, count: far.count), .bare { _ in }, farEnd: far)
        #expect(none.allSatisfy { $0 == 0 })
    }

    @Test("muffling takes the high tones away: always, or in episodes with the share expected")
    func muffling() throws {
        let tone = Sine.samples(hertz: 3000, count: 8000 * 600)
        let always = try TelephoneLine.heard(
            tone, .bare { $0.muffling = .init(cornerHertz: 1500) })
        let level = Power.decibels(tone)
        #expect(Power.decibels(always.dropFirst(800)) < level - 24)
        let episodes = try TelephoneLine.heard(
            tone,
            .bare {
                $0.muffling = .init(
                    cornerHertz: 1500, episodesPerMinute: 20, episodeSeconds: 0.5,
                    rampSeconds: 0.1)
            })
        let quiet = stride(from: 0, to: tone.count, by: 80).count {
            Power.decibels(episodes[$0..<$0 + 80]) < level - 20
        }
        // An episode every 3 s after the last one's end (0.7 s), fully muffled for half a second:
        // a renewal process with a share of 0.5 / 3.7 and, over 162 episodes, a standard error of
        // 0.135 * 3 / 3.7 / sqrt(162) = 0.0086.
        #expect(abs(Double(quiet) / Double(tone.count / 80) - 0.5 / 3.7) < 0.0086 * 4.9 + 0.01)
    }

    @Test("clipping multiplies, and stops at its limit")
    func clipping() throws {
        let heard = try TelephoneLine.heard(
            [0.01, 0.02, 0.03, -0.5], .bare { $0.clipping = .init(gain: 12, limit: 0.35) })
        #expect(heard == [0.01 * 12, 0.02 * 12, 0.35, -0.35])
    }
}

@Suite("Lost frames")
struct LostFrameTests {
    @Test(
        "frames are lost at the rate and in bursts of the length that were asked",
        arguments: [(0.02, 2.5), (0.05, 2.5), (0.1, 2.5), (0.02, 5.0), (0.3, 1.0)])
    func gilbert(share: Double, burst: Double) {
        var chain = GilbertLoss(.init(share: share, meanBurstFrames: burst), key: 9)
        // Given the number of steps from a state, the steps that leave it are binomial if counting
        // stops at a fixed number of them.
        let enter = share / (1 - share) / burst
        var good = 0
        var entered = 0
        var bad = 0
        var left = 0
        var isLost = chain.next()
        while good < 20_000 || bad < 500 {
            let next = chain.next()
            if isLost {
                if bad < 500 {
                    bad += 1
                    left += next ? 0 : 1
                }
            } else if good < 20_000 {
                good += 1
                entered += next ? 1 : 0
            }
            isLost = next
        }
        #expect(Binomial.tail(entered, of: good, p: enter) > 1e-6, "\(entered) of \(good)")
        if burst > 1 {
            #expect(Binomial.tail(left, of: bad, p: 1 / burst) > 1e-6, "\(left) of \(bad)")
        } else {
            #expect(left == bad)
        }
    }

    @Test("a frame later than the buffer waits is lost; the sound comes later by the buffer")
    func jitter() throws {
        let condition = LineCondition.bare {
            $0.jitter = .init(meanSeconds: 0.03, bufferFrames: 3)
        }
        var line = try TelephoneLine(condition, key: 5)
        #expect(line.delaySeconds == 0.06)
        let frames = 5000
        for _ in 0..<frames { _ = line.carry([Float](repeating: 0.1, count: 160)) }
        // Exponential: e^(-60/30).
        let late = PortableMath.exp(-2)
        #expect(Binomial.tail(line.lostFrameCount, of: frames, p: late) > 1e-6)
        let steady = LineCondition.bare {
            $0.jitter = .init(meanSeconds: 0.0001, bufferFrames: 3)
        }
        let sound = WhiteNoise.samples(count: 1600, amplitude: 0.1, key: 2)
        let heard = try TelephoneLine.heard(sound, steady)
        #expect(heard == [Float](repeating: 0, count: 480) + sound.prefix(1120))
    }

    @Test("a lost frame of a steady tone is filled with the tone, fading over 60 ms")
    func concealment() throws {
        // 200 Hz: a period of 40 samples, which the search can find.
        let tone = Sine.samples(hertz: 200, count: 160 * 400, amplitude: 0.3)
        let condition = LineCondition.bare { $0.loss = .init(share: 0.05, meanBurstFrames: 2.5) }
        var line = try TelephoneLine(condition, key: 3)
        var run = 0
        var seen = 0
        for start in stride(from: 0, to: tone.count, by: 160) {
            let frame = Array(tone[start..<start + 160])
            let heard = line.carry(frame)
            if line.isConcealing {
                // Before the first frame that arrives there is nothing to repeat.
                if start >= 320 {
                    for (place, sample) in heard.enumerated() {
                        let strength = max(0, 1 - (Float(run) + Float(place) / 160) / 3)
                        #expect(abs(sample - strength * frame[place]) < 2e-3)
                    }
                    seen += 1
                }
                run += 1
            } else {
                if run == 0 { #expect(heard == frame) }
                #expect(heard.suffix(120) == frame.suffix(120))
                run = 0
            }
        }
        #expect(seen > 5)
    }
}

@Suite("Telephone lines")
struct TelephoneLineTests {
    private let speechLike = WhiteNoise.samples(count: 16_040, amplitude: 0.05, key: 8)
    private let farEnd = WhiteNoise.samples(count: 16_040, amplitude: 0.05, key: 9)

    @Test("the same key gives the same bits, another key others", arguments: LineCondition.presets)
    func keys(condition: LineCondition) throws {
        let first = try TelephoneLine.heard(speechLike, condition, key: 1, farEnd: farEnd)
        let again = try TelephoneLine.heard(speechLike, condition, key: 1, farEnd: farEnd)
        let other = try TelephoneLine.heard(speechLike, condition, key: 2, farEnd: farEnd)
        let isSame = first == again
        let isOther = first != other
        #expect(isSame)
        let draws =
            condition.muffling?.episodesPerMinute != nil || condition.reverberation != nil
            || condition.echo != nil || !condition.noises.isEmpty || condition.gainDrift != nil
        // Rare events need not have come within two seconds.
        let isRare = condition.loss != nil || condition.jitter != nil || condition.bursts != nil
        if draws || !isRare { #expect(isOther == draws) }
        #expect(first.allSatisfy { abs($0) <= 1 })
    }

    @Test("frame by frame is the whole clip, and a copy goes on as the original does")
    func frames() throws {
        let regular = try #require(LineCondition.preset("regular"))
        var line = try TelephoneLine(regular, key: 7, sounds: .testing)
        var pieces: [Float] = []
        for start in stride(from: 0, to: 16_000, by: 160) {
            var copy = line
            let frame = Array(speechLike[start..<start + 160])
            let heard = line.carry(frame, farEnd: Array(farEnd[start..<start + 160]))
            #expect(copy.carry(frame, farEnd: Array(farEnd[start..<start + 160])) == heard)
            pieces += heard
        }
        let whole = try TelephoneLine.heard(speechLike, regular, key: 7, farEnd: farEnd)
        let isSame = pieces == Array(whole.prefix(16_000))
        #expect(isSame)
        #expect(whole.count == speechLike.count)
    }

    @Test("an added effect leaves the noise of the others as it was")
    func independence() throws {
        let silence = [Float](repeating: 0, count: 8000)
        let noise = LineCondition.bare { $0.noises = [.init(.pink, ratioDecibels: 10)] }
        var both = noise
        both.reverberation = .init(decaySeconds: 0.3, directDecibels: 3)
        both.echo = .init(delaySeconds: 0.1, lossDecibels: 20)
        #expect(
            try TelephoneLine.heard(silence, noise) == TelephoneLine.heard(silence, both))
    }

    @Test("the eight ablation presets differ on the line by audio effects alone")
    func ablations() throws {
        func line(_ name: String) throws -> LineCondition {
            var condition = try #require(LineCondition.preset(name))
            condition.name = ""
            return condition
        }
        for name in ["control-accents", "control-behavior", "control-accents-behavior"] {
            #expect(try line(name) == line("control"))
        }
        for name in ["control-audio", "control-audio-accents", "control-audio-behavior"] {
            #expect(try line(name) == line("regular"))
        }
        #expect(try line("control") == line("clean"))
        #expect(try line("control-audio-published").loss?.share == 0.005)
        #expect(Set(LineCondition.presets.map(\.name)).count == LineCondition.presets.count)
    }

    @Test("known bits: what a line makes of an impulse, on every machine")
    func knownBits() throws {
        var impulse = [Float](repeating: 0, count: 1600)
        impulse[0] = 0.5
        let mobile = try #require(LineCondition.preset("mobile"))
        let heard = AudioClip(samples: try TelephoneLine.heard(impulse, mobile), sampleRate: 8000)
        // FNV-1a over the bytes of the samples.
        let digest = heard.pcm.reduce(UInt64(0xCBF2_9CE4_8422_2325)) { digest, sample in
            let bits = UInt16(bitPattern: sample)
            let low = (digest ^ UInt64(bits & 0xFF)) &* 0x100_0000_01B3
            return (low ^ UInt64(bits >> 8)) &* 0x100_0000_01B3
        }
        #expect(digest == 898_967_288_555_024_084)
    }
}
