import TwinPrimitives

/// Says when somebody begins and stops speaking, frame by frame.
///
/// A frame is voice-like when its level in the telephone's band stands out of the noise: by four
/// standard deviations of the noise's own level, at least by a few decibels, less of them where the
/// sound is periodic as vowels are. Speech has begun when enough of the last frames are voice-like,
/// and is over when none was for the hangover. The noise's level and deviation are learned in
/// frames that are not speech; in speech the noise is taken to rise when the least level of 1.5 s
/// does. Source: the energy detectors of ITU-T G.729 Annex B (11/1996) and, for the least level,
/// Martin, "Noise power spectral density estimation based on optimal smoothing and minimum
/// statistics", 2001.
public struct VoiceActivityDetector: Sendable {
    /// What is set.
    public struct Configuration: Hashable, Sendable {
        /// Seconds of voice-like sound after which speech has begun, within a frame more.
        public var startSeconds = 0.06
        /// Seconds without it after which speech is over.
        public var hangoverSeconds = 0.2
        /// Level below which nothing is speech, in decibels of full scale.
        public var quietestDecibels = -55.0
        /// Decibels above the noise that a periodic frame must have.
        public var periodicMargin = 3.0
        /// Decibels above the noise that any other frame must have.
        public var aperiodicMargin = 5.0

        /// The settings that the figures of `docs/channel.md` belong to.
        public init() {}

        /// Voice-like frames after which speech has begun.
        fileprivate var startFrames: Int {
            max(1, Int((startSeconds / TelephoneFrame.seconds).rounded()))
        }

        /// Frames from where speech is heard on to the one in which it is found, that one included, at most.
        public var onsetFrames: Int { startFrames + 1 }
    }

    /// A change between speech and silence.
    public enum Change: Hashable, Sendable {
        /// Speech has begun; it is heard from so many seconds on, counted from the first frame.
        case started(speechFrom: Double)
        /// Speech is over; it was heard until so many seconds.
        case ended(speechUntil: Double)
    }

    /// What is set.
    public let configuration: Configuration
    /// Whether somebody speaks.
    public private(set) var isSpeech = false
    /// Frames heard so far.
    public private(set) var frameCount = 0
    /// Mean level of the noise, in decibels of full scale.
    public private(set) var noiseDecibels = -60.0

    private var filter = ButterworthFilter.telephoneBand
    /// The last 40 ms in the band, for the pitch.
    private var recent = [Float](repeating: 0, count: 320)
    /// Standard deviation of the noise's level, as a mean of absolute deviations.
    private var deviation = 2.5
    /// Voice-like or not, of the last frames, the newest in the lowest bit.
    private var marks: UInt32 = 0
    private var lastVoiceFrame = 0
    private var least = LeastLevel()

    /// Starts in silence.
    public init(_ configuration: Configuration = Configuration()) {
        self.configuration = configuration
    }

    /// Seconds heard so far.
    public var seconds: Double { Double(frameCount) * TelephoneFrame.seconds }

    /// Hears the next frame.
    ///
    /// - Parameters:
    ///   - frame: 160 samples at 8 kHz.
    ///   - residualPower: Mean square of echo that may be in it; see `EchoCanceller`.
    /// - Returns: What has changed, if anything.
    public mutating func hear(_ frame: [Float], residualPower: Float = 0) -> Change? {
        var band = frame
        filter.apply(&band)
        recent.removeFirst(band.count)
        recent.append(contentsOf: band)
        let power = Double(band.meanSquare)
        let level = ActiveSpeechLevel.decibels(power + 1e-10)
        if frameCount == 0 { noiseDecibels = max(-70, min(level, -35)) }
        frameCount += 1
        let isVoice = isVoiceLike(level, power: power, residual: Double(residualPower))
        marks = marks << 1 | (isVoice ? 1 : 0)
        learn(level, isVoice: isVoice, isEcho: residualPower > 0)
        return isSpeech ? stopped(isVoice) : begun()
    }

    private func isVoiceLike(_ level: Double, power: Double, residual: Double) -> Bool {
        // Echo that is left comes on top of the noise; it varies as speech does, by 6 dB and more.
        guard level > configuration.quietestDecibels, power > 4 * residual else { return false }
        let excess = level - noiseDecibels
        let spread = 4 * deviation
        if excess > max(configuration.aperiodicMargin, spread) { return true }
        guard excess > max(configuration.periodicMargin, 0.75 * spread) else { return false }
        return periodicity > 0.6
    }

    /// Greatest normalised correlation of the last 20 ms with what came 2.5 to 20 ms before.
    private var periodicity: Float {
        recent.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            let now = start + 160
            let energy = innerProduct(now, now, count: 160)
            var best: Float = 0
            for lag in 20...160 {
                let product = innerProduct(now, now - lag, count: 160)
                guard product > 0 else { continue }
                let other = innerProduct(now - lag, now - lag, count: 160)
                best = max(best, product / max((energy * other).squareRoot(), 1e-12))
            }
            return best
        }
    }

    private mutating func learn(_ level: Double, isVoice: Bool, isEcho: Bool) {
        least.add(level)
        if !isVoice, !isSpeech, !isEcho {
            // Fast while little is known, then over half a second.
            let rate = max(0.04, 1 / Double(min(frameCount, 25) + 1))
            let difference = max(-12, min(12, level - noiseDecibels))
            noiseDecibels += rate * difference
            // For a Gaussian law the deviation is 1.25 times the mean absolute one.
            deviation += 0.5 * rate * (1.25 * abs(difference) - deviation)
        } else if let floor = least.decibels, floor > noiseDecibels + 2 {
            noiseDecibels += 0.1 * (floor - noiseDecibels)
        }
        deviation = max(0.8, min(4, deviation))
    }

    private mutating func begun() -> Change? {
        let needed = configuration.startFrames
        // One frame in between may be weak.
        let window = marks & ((1 << UInt32(configuration.onsetFrames)) - 1)
        guard window.nonzeroBitCount >= needed, marks & 1 == 1 else { return nil }
        isSpeech = true
        lastVoiceFrame = frameCount
        let first = 32 - window.leadingZeroBitCount
        return .started(
            speechFrom: Double(max(0, frameCount - first)) * TelephoneFrame.seconds)
    }

    private mutating func stopped(_ isVoice: Bool) -> Change? {
        if isVoice {
            lastVoiceFrame = frameCount
            return nil
        }
        let silence = Double(frameCount - lastVoiceFrame) * TelephoneFrame.seconds
        guard silence >= configuration.hangoverSeconds - 1e-9 else { return nil }
        isSpeech = false
        marks = 0
        return .ended(speechUntil: Double(lastVoiceFrame) * TelephoneFrame.seconds)
    }
}

/// The least of the last levels, in a ring of stretches: 1.2 to 1.5 s.
private struct LeastLevel: Sendable {
    /// Frames of a stretch.
    private static let stretch = 15
    private var stretches = [Double](repeating: .infinity, count: 5)
    private var count = 0

    mutating func add(_ level: Double) {
        if count % Self.stretch == 0 {
            stretches.removeFirst()
            stretches.append(.infinity)
        }
        stretches[4] = min(stretches[4], level)
        count += 1
    }

    /// nil before the ring is full.
    var decibels: Double? {
        count < 5 * Self.stretch ? nil : stretches.min()
    }
}
