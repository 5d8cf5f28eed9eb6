import TwinPrimitives

/// The level of speech while it is there, ITU-T P.56 (12/2011) method B.
///
/// An envelope (the rectified signal, smoothed twice with 30 ms) is compared with thresholds 6.02 dB
/// apart; speech counts as active from a threshold's crossing to 200 ms after the last one. The
/// active level is that at which level and threshold are 15.9 dB apart, interpolated between the
/// thresholds. Pauses longer than about 0.35 s do not count; within 0.5 dB of the recommendation's
/// bisection.
public struct ActiveSpeechLevel: Hashable, Sendable {
    /// Level in decibels of full scale (mean square 1 is 0 dB) while speech is active.
    public let decibels: Double
    /// Share of the time in which speech is active, from 0 to 1.
    public let activity: Double

    /// Smoothing time of the envelope, in seconds.
    private static let smoothingSeconds = 0.03
    /// Seconds for which speech stays active below the threshold.
    private static let hangoverSeconds = 0.2
    /// Decibels between the active level and the threshold.
    private static let margin = 15.9
    /// Thresholds: full scale, halved again and again to -90 dB.
    private static let thresholdCount = 16

    /// Measures sound.
    ///
    /// - Parameters:
    ///   - samples: Samples, full scale from -1 to 1.
    ///   - sampleRate: Samples per second.
    /// - Returns: nil when nothing rises above -74 dB of full scale: there is no speech.
    public static func measured(
        _ samples: some Sequence<Float>, sampleRate: Int
    ) -> ActiveSpeechLevel? {
        let keep = PortableMath.exp(-1 / (Double(sampleRate) * smoothingSeconds))
        let hangover = Int(hangoverSeconds * Double(sampleRate))
        var active = [Int](repeating: 0, count: thresholdCount)
        var sinceCrossing = [Int](repeating: hangover, count: thresholdCount)
        var power = 0.0
        var count = 0
        var once = 0.0
        var envelope = 0.0
        for sample in samples {
            let value = Double(sample)
            power += value * value
            count += 1
            once = keep * once + (1 - keep) * abs(value)
            envelope = keep * envelope + (1 - keep) * once
            var threshold = 1.0
            for place in 0..<thresholdCount {
                threshold /= 2
                if envelope >= threshold {
                    active[place] += 1
                    sinceCrossing[place] = 0
                } else if sinceCrossing[place] < hangover {
                    active[place] += 1
                    sinceCrossing[place] += 1
                }
            }
        }
        return level(power: power, count: count, active: active)
    }

    private static func level(power: Double, count: Int, active: [Int]) -> ActiveSpeechLevel? {
        var previous: (level: Double, difference: Double)?
        for (place, samples) in active.enumerated() where samples > 0 {
            let level = decibels(power / Double(samples))
            let threshold = -20 * Double(place + 1) * 0x1.34413509f79ffp-2
            let difference = level - threshold
            if difference >= margin {
                var exact = level
                if let previous, difference > previous.difference {
                    let share =
                        (margin - previous.difference) / (difference - previous.difference)
                    exact = previous.level + share * (level - previous.level)
                }
                let mean = decibels(power / Double(count))
                return ActiveSpeechLevel(
                    decibels: exact,
                    activity: min(1, PortableMath.exp((mean - exact) * 0x1.d791c5f888823p-3)))
            }
            previous = (level, difference)
        }
        return nil
    }

    /// 10 log10 of a power.
    static func decibels(_ power: Double) -> Double {
        10 * PortableMath.log(power) * 0x1.bcb7b1526e50ep-2
    }

    /// Ratio of amplitudes of a difference in decibels, 10^(x / 20).
    static func ratio(decibels: Double) -> Double {
        PortableMath.exp(decibels * 0x1.d791c5f888823p-4)
    }
}

extension AudioClip {
    /// Active level of speech on the line, in decibels of full scale; what noise is set against.
    public static let speechLevel = -26.0

    /// The sound as it goes into a telephone line: at 8 kHz, at the level of speech on the line.
    ///
    /// The level is measured in the telephone's band, where the recogniser hears: the voice's lowest
    /// tones, which the line takes away, do not count (as Aurora-2 does it: Hirsch and Pearce, ISCA
    /// ASR2000).
    ///
    /// - Parameter level: Active level in decibels of full scale.
    /// - Returns: The sound; as loud as it was when there is no speech in it.
    public func prepared(atSpeechLevel level: Double = AudioClip.speechLevel) -> AudioClip {
        var clip = resampled(to: TelephoneFrame.sampleRate)
        var band = clip.samples
        var filter = ButterworthFilter.telephoneBand
        filter.apply(&band)
        guard let active = ActiveSpeechLevel.measured(band, sampleRate: clip.sampleRate) else {
            return clip
        }
        let gain = Float(ActiveSpeechLevel.ratio(decibels: level - active.decibels))
        for place in clip.samples.indices { clip.samples[place] *= gain }
        return clip
    }
}
