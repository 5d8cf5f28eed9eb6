import TelephoneAudio
import TwinPrimitives

/// Lines of a single effect, without codec and band unless asked for.
extension LineCondition {
    static func bare(_ change: (inout LineCondition) -> Void) -> LineCondition {
        var condition = LineCondition(name: "test")
        condition.codecs = []
        condition.isBandLimited = false
        change(&condition)
        return condition
    }
}

extension TelephoneLine {
    /// What a line makes of samples at 8 kHz.
    static func heard(
        _ samples: [Float], _ condition: LineCondition, key: UInt64 = 1,
        sounds: LineSounds = .testing, farEnd: [Float]? = nil
    ) throws -> [Float] {
        var line = try TelephoneLine(
            condition, key: key, sounds: sounds, gsmFullRate: IdentityCodec())
        return line.carry(
            clip: AudioClip(samples: samples, sampleRate: 8000),
            farEnd: farEnd.map { AudioClip(samples: $0, sampleRate: 8000) }
        ).samples
    }
}

/// Stands for a codec that is not installed.
struct IdentityCodec: FrameCodec {
    mutating func passed(_ frame: [Float]) -> [Float] { frame }
}

extension LineSounds {
    /// Sounds under the names of the presets: noises of different colour.
    static var testing: LineSounds {
        var sounds = LineSounds()
        let names = [
            "people-talking", "car-horn", "dog-bark", "engine-idling", "ringing-phone", "siren",
        ]
        for (place, name) in names.enumerated() {
            if let clip = noise(key: UInt64(place)) { sounds.add(clip, named: name) }
        }
        for place in 0..<3 {
            if let clip = noise(key: 50 + UInt64(place)) { sounds.add(talker: clip) }
        }
        return sounds
    }

    private static func noise(key: UInt64) -> NoiseClip? {
        NoiseClip(
            AudioClip(
                samples: WhiteNoise.samples(count: 16_000, amplitude: 0.1, key: 1000 + key),
                sampleRate: 8000))
    }
}

/// Exact tails of the binomial law.
enum Binomial {
    /// The lesser of P(X <= k) and P(X >= k).
    static func tail(_ k: Int, of n: Int, p: Double) -> Double {
        func probability(_ i: Int) -> Double {
            let ways =
                PortableMath.logGamma(Double(n + 1)) - PortableMath.logGamma(Double(i + 1))
                - PortableMath.logGamma(Double(n - i + 1))
            return PortableMath.exp(
                ways + Double(i) * PortableMath.log(p)
                    + Double(n - i) * PortableMath.log1p(-p))
        }
        let lower = (0...k).reduce(0.0) { $0 + probability($1) }
        return min(lower, 1 - lower + probability(k))
    }
}
