public import TelephoneAudio
import TwinPrimitives

/// Tells utterances from silence by the energy of frames of 20 ms.
///
/// A frame is speech when it is louder than the recording's quiet tenth by a margin, and not far below
/// its loud twentieth. It suits whole recordings in which the noise is steady; noise of one kind
/// throughout, however loud, has no utterance.
public struct EnergySegmentation: Hashable, Sendable {
    /// Decibels above the quiet tenth from which on a frame is speech.
    public var margin = 9.0
    /// Decibels below the loud twentieth down to which a frame is speech.
    public var range = 30.0
    /// Silence that ends an utterance, in seconds: the pause that callers make within a turn is
    /// shorter in nine cases of ten.
    public var gapSeconds = 0.7
    /// Speech that an utterance has at least, in seconds; less is a click.
    public var leastSeconds = 0.1
    /// Sound kept before and after the speech, in seconds: weak consonants are below the margin.
    public var padSeconds = 0.1

    /// Level of a frame without any sound, in decibels of full scale.
    private static let silence = -96.0

    /// Takes the usual settings.
    public init() {}

    /// Finds utterances.
    ///
    /// - Parameter clip: One channel.
    /// - Returns: Utterances in order, apart from one another, without transcripts.
    public func utterances(in clip: AudioClip) -> [RecordedCaller.Utterance] {
        let levels = Self.levels(of: clip)
        guard !levels.isEmpty else { return [] }
        let sorted = levels.sorted()
        let quiet = sorted[sorted.count / 10]
        let loud = sorted[sorted.count * 95 / 100]
        guard loud >= quiet + margin else { return [] }
        let threshold = max(quiet + margin, loud - range)
        var runs: [Range<Int>] = []
        let gap = Int((gapSeconds / TelephoneFrame.seconds).rounded())
        for (place, level) in levels.enumerated() where level >= threshold {
            if let last = runs.last, place - last.upperBound < gap {
                runs[runs.count - 1] = last.lowerBound..<place + 1
            } else {
                runs.append(place..<place + 1)
            }
        }
        // Padding is less than half the gap, so that utterances stay apart.
        let pad = min(padSeconds, gapSeconds / 2)
        return runs.filter { Double($0.count) * TelephoneFrame.seconds >= leastSeconds }.map {
            RecordedCaller.Utterance(
                startSeconds: max(0, Double($0.lowerBound) * TelephoneFrame.seconds - pad),
                endSeconds: min(
                    clip.durationSeconds, Double($0.upperBound) * TelephoneFrame.seconds + pad))
        }
    }

    /// Mean power of each whole frame, in decibels of full scale.
    private static func levels(of clip: AudioClip) -> [Double] {
        let size = clip.sampleRate / 50
        return stride(from: 0, to: clip.samples.count - size + 1, by: size).map { start in
            let power = clip.samples[start..<start + size].reduce(0.0) {
                $0 + Double($1) * Double($1)
            }
            guard power > 0 else { return silence }
            return max(silence, 10 * PortableMath.log(power / Double(size)) / PortableMath.log(10))
        }
    }
}
