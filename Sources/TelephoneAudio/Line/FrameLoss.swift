/// Which frames are lost: a chain of two states, in one of which every frame is lost.
///
/// Source: E. Gilbert, "Capacity of a burst-noise channel", Bell System Technical Journal, 1960.
/// With a share r lost in bursts of mean length b, the chain leaves the bad state with probability
/// q = 1 / b and enters it with p = q r / (1 - r); r = 0.02 and b = 2.5 give p = 0.0082.
package struct GilbertLoss: Sendable {
    private let enter: Double
    private let leave: Double
    private var isBad: Bool
    private var random: LineRandom

    /// Starts the chain in its long-run state.
    package init(_ setting: LineCondition.Loss, key: UInt64) {
        random = LineRandom(key: key, part: .loss)
        leave = 1 / setting.meanBurstFrames
        enter = leave * setting.share / (1 - setting.share)
        isBad = random.uniform() < setting.share
    }

    /// Whether the next frame is lost.
    package mutating func next() -> Bool {
        let isLost = isBad
        let draw = random.uniform()
        isBad = isBad ? draw >= leave : draw < enter
        return isLost
    }
}

/// Which frames come too late for the buffer, and the buffer itself.
package struct JitterBuffer: Sendable {
    private let setting: LineCondition.Jitter
    private var random: LineRandom
    /// Frames held back, oldest first.
    private var held: [[Float]]

    /// Fills the buffer with silence.
    package init(_ setting: LineCondition.Jitter, key: UInt64) {
        self.setting = setting
        random = LineRandom(key: key, part: .jitter)
        held = Array(
            repeating: Array(repeating: 0, count: TelephoneFrame.sampleCount),
            count: setting.bufferFrames)
    }

    /// Whether the next frame comes after its time to be played.
    package mutating func isLate() -> Bool {
        random.exponential(mean: setting.meanSeconds)
            > Double(setting.bufferFrames) * TelephoneFrame.seconds
    }

    /// Takes a frame in, and gives the one whose time has come.
    package mutating func delayed(_ frame: [Float]) -> [Float] {
        held.append(frame)
        return held.removeFirst()
    }
}

/// Fills lost frames from what was heard before them.
///
/// The last pitch period (a lag of 5 to 20 ms, by the greatest normalised correlation) is repeated,
/// weaker by a third of its strength per frame: after 60 ms there is silence. The first 5 ms of the
/// next frame that arrives are cross-faded with the repetition. Source: the principle of ITU-T
/// G.711 Appendix I (09/1999).
struct LossConcealment: Sendable {
    /// Lags that are tried, in samples: 400 down to 50 Hz.
    private static let lags = 40...160
    /// Samples that are compared, 20 ms.
    private static let compared = 160
    /// Samples of the cross-fade.
    private static let fade = 40
    /// Frames after which the repetition is silent.
    private static let fadingFrames: Float = 3

    /// The last 40 ms that went out.
    private var history = [Float](repeating: 0, count: 320)
    /// Frames lost in a row.
    private var run = 0
    private var period: [Float] = []
    private var place = 0

    /// Takes a frame that arrived.
    mutating func arrived(_ frame: [Float]) -> [Float] {
        var output = frame
        if run > 0 {
            let count = min(Self.fade, frame.count)
            for (index, old) in repetition(count, from: Float(run)).enumerated() {
                let share = (Float(index) + 0.5) / Float(count)
                output[index] = share * output[index] + (1 - share) * old
            }
            run = 0
        }
        remember(output)
        return output
    }

    /// Makes up a frame that did not arrive.
    mutating func lost(count: Int) -> [Float] {
        if run == 0 {
            period = Array(history.suffix(pitchLag()))
            place = 0
        }
        let output = repetition(count, from: Float(run))
        run += 1
        remember(output)
        return output
    }

    /// The next samples of the repetition; strength falls from frame `start` on.
    private mutating func repetition(_ count: Int, from start: Float) -> [Float] {
        (0..<count).map { index in
            let frames = start + Float(index) / Float(TelephoneFrame.sampleCount)
            let sample = period[place] * max(0, 1 - frames / Self.fadingFrames)
            place = place + 1 == period.count ? 0 : place + 1
            return sample
        }
    }

    private mutating func remember(_ frame: [Float]) {
        history.removeFirst(min(frame.count, history.count))
        history.append(contentsOf: frame.suffix(320))
    }

    /// The lag at which the last 20 ms are most like what came before them.
    private func pitchLag() -> Int {
        history.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return Self.lags.upperBound }
            let end = start + (buffer.count - Self.compared)
            var best = Self.lags.upperBound
            var greatest: Float = 0
            for lag in Self.lags {
                let product = innerProduct(end, end - lag, count: Self.compared)
                let energy = innerProduct(end - lag, end - lag, count: Self.compared)
                guard product > 0, energy > 0 else { continue }
                let similarity = product * product / energy
                if similarity > greatest { (best, greatest) = (lag, similarity) }
            }
            return best
        }
    }
}
