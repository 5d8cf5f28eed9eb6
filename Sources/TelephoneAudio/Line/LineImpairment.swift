import TwinPrimitives

/// One thing that a line does to sound, frame by frame, in memory that does not grow.
protocol LineImpairment: Sendable {
    /// Changes the next frame.
    ///
    /// - Parameters:
    ///   - frame: 160 samples at 8 kHz.
    ///   - farEnd: What the far end plays at the same time, 160 samples.
    mutating func apply(to frame: inout [Float], farEnd: [Float])
}

/// The telephone's band.
struct BandLimit: LineImpairment {
    private var filter = ButterworthFilter.telephoneBand

    mutating func apply(to frame: inout [Float], farEnd: [Float]) { filter.apply(&frame) }
}

/// Too much gain, and a limit.
struct HardClipping: LineImpairment {
    private let gain: Float
    private let limit: Float

    init(_ setting: LineCondition.Clipping) {
        gain = Float(setting.gain)
        limit = Float(setting.limit)
    }

    mutating func apply(to frame: inout [Float], farEnd: [Float]) {
        for place in frame.indices {
            frame[place] = max(-limit, min(limit, frame[place] * gain))
        }
    }
}

/// A gain whose decibels are a stationary Gaussian process with exponential correlation, stepped at
/// frames (exactly) and straight between them.
struct SlowGain: Hashable, Sendable {
    private var random: LineRandom
    private let deviation: Double
    private let keep: Double
    private var decibels: Double
    private var gain: Float

    init(decibels deviation: Double, correlationSeconds: Double, random: LineRandom) {
        self.random = random
        self.deviation = deviation
        keep = PortableMath.exp(-TelephoneFrame.seconds / correlationSeconds)
        decibels = self.random.normal() * deviation
        gain = Float(ActiveSpeechLevel.ratio(decibels: decibels))
    }

    /// Multiplies a frame by the gain.
    mutating func apply(to frame: inout [Float]) {
        let from = gain
        decibels =
            keep * decibels
            + (1 - keep * keep).squareRoot() * deviation * random.normal()
        gain = Float(ActiveSpeechLevel.ratio(decibels: decibels))
        let step = (gain - from) / Float(frame.count)
        for place in frame.indices { frame[place] *= from + step * Float(place) }
    }
}

/// Slow change of level.
struct GainDriftStage: LineImpairment {
    private var slow: SlowGain

    init(_ setting: LineCondition.GainDrift, random: LineRandom) {
        slow = SlowGain(
            decibels: setting.decibels, correlationSeconds: setting.correlationSeconds,
            random: random)
    }

    mutating func apply(to frame: inout [Float], farEnd: [Float]) { slow.apply(to: &frame) }
}

/// The voice without its high tones, always or in episodes.
struct MufflingStage: LineImpairment {
    private let setting: LineCondition.Muffling
    private var filter: ButterworthFilter
    private var random: LineRandom
    /// Samples until the next episode begins; unused when it lasts all the time.
    private var wait = 0
    /// Samples since the episode began; nil outside one.
    private var since: Int?

    init(_ setting: LineCondition.Muffling, random: LineRandom) {
        self.setting = setting
        self.random = random
        filter = .lowPass(corner: setting.cornerHertz)
        wait = nextWait()
    }

    private mutating func nextWait() -> Int {
        guard let rate = setting.episodesPerMinute, rate > 0 else { return .max }
        let seconds = random.exponential(mean: 60 / rate)
        return Int(seconds * Double(TelephoneFrame.sampleRate))
    }

    mutating func apply(to frame: inout [Float], farEnd: [Float]) {
        for place in frame.indices {
            let dry = Double(frame[place])
            let muffled = filter.next(dry)
            let share = nextShare()
            frame[place] = Float(dry + share * (muffled - dry))
        }
    }

    /// Share of the muffled sound at the next sample.
    private mutating func nextShare() -> Double {
        guard setting.episodesPerMinute != nil else { return 1 }
        guard let passed = since else {
            if wait == .max { return 0 }
            if wait == 0 { since = 0 } else { wait -= 1 }
            return 0
        }
        let rate = Double(TelephoneFrame.sampleRate)
        let ramp = max(1, setting.rampSeconds * rate)
        let end = setting.episodeSeconds * rate + 2 * ramp
        since = passed + 1
        if Double(passed) >= end {
            since = nil
            wait = nextWait()
            return 0
        }
        return min(1, Double(passed) / ramp, (end - Double(passed)) / ramp)
    }
}
