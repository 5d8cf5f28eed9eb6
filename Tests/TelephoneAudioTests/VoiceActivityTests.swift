import TelephoneAudio
import Testing
import TwinPrimitives

/// Voice as a buzz with formant-like weights, in syllables: enough for a detector of activity.
enum BuzzVoice {
    /// Syllables of 180 ms, 70 ms apart, in phrases of `phrase` seconds with pauses of `pause`
    /// seconds; mean level while phrases last about -26 dB of full scale.
    static func samples(
        seconds: Double, phrase: Double = 1.5, pause: Double = 1, lead: Double = 0.5,
        pitch: Double = 120, key: UInt64 = 1
    ) -> [Float] {
        let harmonics = (1...25).map { order -> (Double, Double) in
            let hertz = pitch * Double(order)
            let weight = 1 / (1 + (hertz / 700) * (hertz / 700))
            return (hertz, weight)
        }
        return (0..<Int(seconds * 8000)).map { place in
            let time = Double(place) / 8000 - lead
            let inPhrase = time.truncatingRemainder(dividingBy: phrase + pause)
            guard time >= 0, inPhrase < phrase else { return 0 }
            let syllable = inPhrase.truncatingRemainder(dividingBy: 0.25)
            guard syllable < 0.18 else { return 0 }
            let shape = PortableMath.sineAndCosine(turns: syllable / 0.36).sine
            // The pitch wanders between syllables, as a voice's does.
            let number = UInt64(time / 0.25)
            let word = Philox.block(counter: (number, 3), key: key).0
            let bend = 0.9 + 0.2 * openUniform(word)
            let sum = harmonics.reduce(0.0) {
                $0 + $1.1 * PortableMath.sineAndCosine(turns: $1.0 * bend * syllable).sine
            }
            return Float(0.045 * shape * sum)
        }
    }
}

@Suite("Voice activity")
struct VoiceActivityTests {
    private struct Spells {
        var starts: [(decided: Double, from: Double)] = []
        var ends: [(decided: Double, until: Double)] = []
    }

    private func spells(_ samples: [Float]) -> Spells {
        var detector = VoiceActivityDetector()
        var spells = Spells()
        for start in stride(from: 0, to: samples.count - 159, by: 160) {
            switch detector.hear(Array(samples[start..<start + 160])) {
            case .started(let from): spells.starts.append((detector.seconds, from))
            case .ended(let until): spells.ends.append((detector.seconds, until))
            case nil: break
            }
        }
        return spells
    }

    @Test(
        "each phrase starts within 100 ms and ends after the hangover",
        arguments: ["clean", "alaw", "noise20", "noise10", "white20", "hum20", "loss2"])
    func phrases(name: String) throws {
        let voice = BuzzVoice.samples(seconds: 50.5)
        let condition = try #require(LineCondition.preset(name))
        let found = spells(try TelephoneLine.heard(voice, condition))
        #expect(found.starts.count == 20 && found.ends.count == 20)
        for (place, pair) in zip(found.starts, found.ends).enumerated() {
            let onset = 0.5 + 2.5 * Double(place)
            // The last syllable ends 1.5 - 0.07 s after the onset; its end fades.
            let end = onset + 1.43
            #expect(pair.0.decided >= onset && pair.0.decided <= onset + 0.1 + 1e-9)
            #expect(abs(pair.0.from - onset) <= 0.061)
            #expect(pair.1.until > end - 0.12 && pair.1.until < end + 0.06)
            #expect(abs(pair.1.decided - pair.1.until - 0.2) < 1e-9)
        }
    }

    @Test(
        "noise alone is not speech, even when it is loud or begins at once",
        arguments: [
            "clean", "noise20", "noise10", "noise5", "white20", "hum20", "babble10", "drift",
        ])
    func noiseAlone(name: String) throws {
        let condition = try #require(LineCondition.preset(name))
        let silence = [Float](repeating: 0, count: 8000 * 300)
        let found = spells(try TelephoneLine.heard(silence, condition))
        // Less than one a minute.
        #expect(found.starts.count < 5, "\(found.starts.count) in 5 minutes")
    }

    @Test("noise that rises for good is learned within seconds, and voice is heard above it")
    func risingNoise() throws {
        let quiet = WhiteNoise.samples(count: 80_000, amplitude: 0.001, key: 1)
        let loud = WhiteNoise.samples(count: 160_000, amplitude: 0.01, key: 2)
        var sound = quiet + loud
        let voice = BuzzVoice.samples(seconds: 10, phrase: 1.5, pause: 0.5, lead: 5)
        for (place, sample) in voice.enumerated() { sound[160_000 + place] += sample }
        let found = spells(sound)
        // The rise itself may pass for speech, but not for long.
        let first = try #require(found.starts.first)
        let over = try #require(found.ends.first)
        #expect(first.decided < 10.2 && over.decided < 13.5)
        #expect(found.starts.dropFirst().allSatisfy { $0.from > 24.9 })
        #expect(found.starts.count >= 3)
    }

    @Test("ten minutes of silence and full-scale noise end as they should")
    func extremes() {
        #expect(spells([Float](repeating: 0, count: 8000 * 600)).starts.isEmpty)
        let loud = WhiteNoise.samples(count: 8000 * 60, amplitude: 1, key: 6).map {
            max(-1, min(1, $0))
        }
        // Full-scale sound from the first frame passes for speech until it is learned.
        let found = spells(loud)
        #expect(found.starts.count <= 1 && found.starts.count == found.ends.count)
    }
}

@Suite("Echo")
struct EchoTests {
    /// What a detector behind a canceller makes of a line with echo.
    private func starts(
        _ near: [Float], far: [Float], loss: Double, cancels: Bool = true
    ) throws -> (starts: [Double], left: [Float]) {
        var condition = LineCondition(name: "test")
        condition.echo = .init(delaySeconds: 0.08, lossDecibels: loss)
        var line = try TelephoneLine(condition, key: 3)
        var canceller = EchoCanceller()
        var detector = VoiceActivityDetector()
        var starts: [Double] = []
        var left: [Float] = []
        for start in stride(from: 0, to: near.count - 159, by: 160) {
            let farFrame = Array(far[start..<start + 160])
            var heard = line.carry(Array(near[start..<start + 160]), farEnd: farFrame)
            if cancels { heard = canceller.cancelled(heard, farEnd: farFrame) }
            left += heard
            let change = detector.hear(
                heard, residualPower: cancels ? canceller.residualPower : 0)
            if case .started = change { starts.append(detector.seconds) }
        }
        return (starts, left)
    }

    private let prompt = BuzzVoice.samples(
        seconds: 60, phrase: 4, pause: 0.5, lead: 0.5, pitch: 210, key: 5)

    @Test("the agent's own voice at 25 dB of echo loss, or 18, is never taken for the caller")
    func echoAlone() throws {
        let silence = [Float](repeating: 0, count: prompt.count)
        for loss in [25.0, 18] {
            #expect(try starts(silence, far: prompt, loss: loss).starts.isEmpty)
        }
        // The test can fail: without a canceller the echo is heard as speech.
        #expect(try !starts(silence, far: prompt, loss: 18, cancels: false).starts.isEmpty)
    }

    @Test("an echo of noise is taken away by more than 20 dB within two seconds")
    func cancellation() throws {
        let far = WhiteNoise.samples(count: 40_000, amplitude: 0.05, key: 11)
        var condition = LineCondition.bare { _ in }
        condition.echo = .init(delaySeconds: 0.08, lossDecibels: 15)
        var line = try TelephoneLine(condition, key: 3)
        var canceller = EchoCanceller()
        var left: [Float] = []
        for start in stride(from: 0, to: far.count, by: 160) {
            let frame = Array(far[start..<start + 160])
            let echo = line.carry([Float](repeating: 0, count: 160), farEnd: frame)
            left += canceller.cancelled(echo, farEnd: frame)
        }
        let enhancement = Power.decibels(far) - 15 - Power.decibels(left.dropFirst(16_000))
        #expect(enhancement > 20, "\(enhancement) dB")
    }

    /// A prompt of one tone cannot tell an echo from a caller who hums nearly the same, and the caller falls
    /// silent: without an echo the filter's output would then be the prompt itself.
    @Test("on a line without echo nothing is heard of a prompt, whatever was taken for its echo")
    func noEcho() {
        var canceller = EchoCanceller()
        let hum = Sine.samples(hertz: 230, count: 1600, amplitude: 0.04)
        let tone = Sine.samples(hertz: 220, count: 1600, amplitude: 0.1)
        let noise = WhiteNoise.samples(count: 8000, amplitude: 0.05, key: 12)
        let near = hum + [Float](repeating: 0, count: noise.count)
        let far = tone + noise
        func energy(_ frame: [Float]) -> Float { frame.reduce(0) { $0 + $1 * $1 } }
        for start in stride(from: 0, to: near.count, by: 160) {
            let frame = Array(near[start..<start + 160])
            let left = canceller.cancelled(frame, farEnd: Array(far[start..<start + 160]))
            #expect(energy(left) <= energy(frame), "at sample \(start)")
        }
    }

    @Test("a caller who interrupts is heard within 200 ms, and stays as loud")
    func interruption() throws {
        let near = BuzzVoice.samples(
            seconds: 60, phrase: 1.5, pause: 4, lead: 5, pitch: 110, key: 8)
        let found = try starts(near, far: prompt, loss: 25)
        let onsets = stride(from: 5.0, to: 59, by: 5.5)
        for onset in onsets {
            #expect(
                found.starts.contains { $0 >= onset && $0 <= onset + 0.2 }, "at \(onset) s")
        }
        #expect(found.starts.count == Array(onsets).count)
        let alone = try starts(near, far: near.map { _ in 0 }, loss: 25).left
        let there = alone.indices.filter { near[$0] != 0 }
        let change =
            Power.decibels(there.map { found.left[$0] })
            - Power.decibels(there.map { alone[$0] })
        #expect(abs(change) < 0.5, "\(change) dB")
    }
}
