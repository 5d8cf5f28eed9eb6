/// Takes the far end's echo out of what the line brings, and says how much may be left.
///
/// Method: a transversal filter adapted by normalised least mean squares (Widrow and Hoff, 1960;
/// Haykin, "Adaptive Filter Theory", chapter 6), held still while the near end speaks. What may be
/// left is tracked as a share of the far end's power: the mean over the frames in which the near end
/// is silent, rising by 0.2 dB a second while it seems not to be. What is assumed of it before is
/// forgotten within half a second. A frame that the filter makes louder stays as it came, and a filter that
/// makes one 13 dB louder begins anew: it has learned from the near end, and what it takes out was never
/// in it. Source of that rule: the acoustic echo canceller of WebRTC (`aec_core.c`).
public struct EchoCanceller: Sendable {
    /// Step of the adaptation; below 1 it converges, and small steps are less upset by speech.
    private static let step: Float = 0.4
    /// Power that keeps the step finite: a far end of -60 dB of full scale.
    private static let regularization: Float = 1e-6
    /// Far ends below -55 dB of full scale leave no echo to speak of.
    private static let quietest: Float = 3.2e-6
    /// Echo loss that is assumed before any was heard, 15 dB: the least of a telephone's hands-free
    /// set after its own canceller.
    private static let firstShare: Float = 0.0316
    /// Least share: codecs add noise that follows the sound 40 dB below it.
    private static let leastShare: Float = 1e-4
    /// Weight of a frame in the mean share.
    private static let learning: Float = 0.05
    /// The same in the first half second after the first echo can have come back: what was assumed
    /// is forgotten soon, or who speaks into a first prompt would have to be loud.
    private static let firstLearning: Float = 0.2
    private static let firstFrames = 25
    /// Growth of the share in a frame in which the near end seems to speak.
    private static let forgetting: Float = 1.001
    /// Above this multiple of the residual that is expected, the near end speaks.
    private static let nearEndRatio: Float = 6
    /// Ratio of powers of what leaves the filter and what came in, from which it begins anew: 13 dB.
    private static let divergenceRatio: Float = 20

    /// Seconds of the longest echo that is cancelled.
    public let tailSeconds: Double
    private var weights: [Float]
    /// The far end's last samples, twice in a row, so that a window is always in one piece.
    private var window: [Float]
    private var place = 0
    /// Mean squares of the far end's last frames, as many as the tail is long.
    private var farPowers: [Float]
    /// Share of the far end's greatest power that may be left.
    private var share = Self.firstShare
    /// Frames in which the far end sounded alone.
    private var echoFrames = 0

    /// Mean square of the echo that may be left in the last frame.
    public private(set) var residualPower: Float = 0

    /// Starts with no echo known.
    ///
    /// - Parameter tailSeconds: Delay and length of the longest echo, above 0 and at most 1; cost
    ///   grows with it while the far end speaks: 16 million products a second for 128 ms.
    public init(tailSeconds: Double = 0.128) {
        precondition(tailSeconds > 0 && tailSeconds <= 1, "an echo's tail is 0 to 1 s long")
        self.tailSeconds = tailSeconds
        let count = (Int(tailSeconds * Double(TelephoneFrame.sampleRate)) + 7) & ~7
        weights = Array(repeating: 0, count: count)
        window = Array(repeating: 0, count: 2 * count)
        farPowers = Array(
            repeating: 0, count: count / TelephoneFrame.sampleCount + 2)
    }

    /// Takes the echo out of the next frame.
    ///
    /// - Parameters:
    ///   - frame: What the line brings, 160 samples at 8 kHz.
    ///   - farEnd: What was sent into the line at the same time, 160 samples, or none for silence.
    /// - Returns: The frame without the echo as far as it is known.
    public mutating func cancelled(_ frame: [Float], farEnd: [Float]) -> [Float] {
        let far = farEnd.isEmpty ? [Float](repeating: 0, count: frame.count) : farEnd
        precondition(far.count == frame.count, "both ends have frames of one length")
        farPowers.removeFirst()
        farPowers.append(far.meanSquare)
        let farPower = farPowers.max() ?? 0
        guard farPower > Self.quietest else {
            for sample in far { push(sample) }
            residualPower = 0
            return frame
        }
        let known = weights
        let start = place
        var output = kept(filtered(frame, far: far, adapts: true), of: frame)
        var left = output.meanSquare / farPower
        if left > Self.nearEndRatio * share {
            // The near end speaks: what was learned from it is forgotten, and its voice left alone.
            weights = known
            place = start
            output = kept(filtered(frame, far: far, adapts: false), of: frame)
            left = output.meanSquare / farPower
            share = min(Self.firstShare, share * Self.forgetting)
        } else {
            echoFrames += 1
            share = max(Self.leastShare, share + learning * (left - share))
        }
        residualPower = share * farPower
        return output
    }

    /// What is kept of a frame: the filter's output, or the frame where the filter added to it.
    private mutating func kept(_ output: [Float], of frame: [Float]) -> [Float] {
        let (before, after) = (frame.meanSquare, output.meanSquare)
        guard after > before else { return output }
        if after > Self.divergenceRatio * before {
            weights = Array(repeating: 0, count: weights.count)
        }
        return frame
    }

    private var learning: Float {
        let heard = echoFrames - farPowers.count
        return (0..<Self.firstFrames).contains(heard) ? Self.firstLearning : Self.learning
    }

    private mutating func push(_ sample: Float) {
        // Newest first: the window moves down, and starts at the top again when it is through.
        place = place == 0 ? weights.count - 1 : place - 1
        window[place] = sample
        window[place + weights.count] = sample
    }

    private mutating func filtered(_ frame: [Float], far: [Float], adapts: Bool) -> [Float] {
        var output = frame
        let count = weights.count
        for index in frame.indices {
            push(far[index])
            let start = place
            let energy = window.withUnsafeBufferPointer { window in
                weights.withUnsafeBufferPointer { weights -> Float in
                    guard let samples = window.baseAddress, let row = weights.baseAddress else {
                        return 0
                    }
                    output[index] -= innerProduct(samples + start, row, count: count)
                    return innerProduct(samples + start, samples + start, count: count)
                }
            }
            guard adapts else { continue }
            let gain =
                Self.step * output[index] / (energy + Self.regularization * Float(count))
            window.withUnsafeBufferPointer { window in
                weights.withUnsafeMutableBufferPointer { weights in
                    guard let samples = window.baseAddress, let row = weights.baseAddress else {
                        return
                    }
                    addScaled(samples + start, times: gain, to: row, count: count)
                }
            }
        }
        return output
    }
}

extension Collection<Float> {
    /// Mean of the squares; 0 for none.
    var meanSquare: Float {
        isEmpty ? 0 : reduce(0) { $0 + $1 * $1 } / Float(count)
    }
}
