public import TelephoneAudio

/// What the network of features is fitted to: an utterance as a telephone carried it, and as it was.
///
/// Both are logarithms of mel energies, frame by frame: by `MelCepstra.telephone` of what came out of a
/// line, and by `MelCepstra.wideband` of what went in, at the same loudness and with soft noise 48 dB below
/// it, so that silence is no depth without a floor.
public struct FeatureExample: Sendable {
    /// Rate of what was said.
    private static let wideRate = 16_000
    /// Amplitude of the noise under clean speech.
    private static let floor: Float = 0.000_2
    /// How slowly the low part of that noise follows the high part, and how much of either is in it.
    private static let smoothing: Float = 0.9
    private static let parts: (low: Float, high: Float) = (3, 0.3)
    /// Steps of a xorshift generator (Marsaglia 2003), and the bits that a number is made of.
    private static let shifts = (13, 7, 17)
    private static let unit = Float(UInt64(1) << 52)

    /// 20 values for each frame of what was carried.
    public let heard: [Float]
    /// 25 values for each frame of what was said.
    public let clean: [Float]
    /// Frames of 10 ms.
    public let frames: Int

    /// Carries an utterance over a line.
    ///
    /// - Parameters:
    ///   - speech: The utterance, at any rate.
    ///   - line: A line at its beginning.
    ///   - key: Address of the random numbers of the soft noise.
    public init(_ speech: AudioClip, over line: inout TelephoneLine, key: UInt64) {
        let wide = speech.resampled(to: Self.wideRate)
        let said = RecognizerBench.utterance(of: wide)
        let gain = Self.gain(of: wide)
        let silence = [Float](
            repeating: 0, count: Int(RecognizerBench.silenceSeconds * Double(Self.wideRate)))
        var state = key &* 0x9E37_79B9_7F4A_7C15 | 1
        var low: Float = 0
        let floored = (silence + wide.samples.map { $0 * gain } + silence).map { sample in
            state ^= state << Self.shifts.0
            state ^= state >> Self.shifts.1
            state ^= state << Self.shifts.2
            let high = Float(Int64(bitPattern: state) >> 11) / Self.unit
            low = Self.smoothing * low + (1 - Self.smoothing) * high
            return sample + Self.floor * (low * Self.parts.low + high * Self.parts.high)
        }
        let carried = MelCepstra.telephone.logEnergies(line.carry(clip: said).samples)
        let target = MelCepstra.wideband.logEnergies(floored)
        frames = min(
            carried.count / MelCepstra.telephone.filterCount,
            target.count / MelCepstra.wideband.filterCount)
        heard = Array(carried.prefix(frames * MelCepstra.telephone.filterCount))
        clean = Array(target.prefix(frames * MelCepstra.wideband.filterCount))
    }

    /// What brings speech to the loudness at which it goes into a line.
    private static func gain(of speech: AudioClip) -> Float {
        func energy(_ clip: AudioClip) -> Double {
            clip.samples.reduce(0) { $0 + Double($1) * Double($1) }
        }
        let plain = speech.resampled(to: TelephoneFrame.sampleRate)
        let silent = Double.leastNormalMagnitude
        return Float((energy(speech.prepared()) / max(energy(plain), silent)).squareRoot())
    }
}
