import TelephoneAudio

/// Telephone sound of one side, placed on the samples of the call.
///
/// Clips are placed as they begin and taken frame by frame; overlapping ones add up.
struct SoundTrack {
    private var clips: [(samples: [Float], start: Int)] = []

    /// Places a clip.
    ///
    /// - Parameters:
    ///   - samples: Sound at 8 kHz.
    ///   - start: Sample of the call at which it begins.
    mutating func place(_ samples: [Float], at start: Int) {
        clips.append((samples, start))
    }

    /// Ends all that sounds at a sample of the call; a short ramp keeps it from clicking.
    mutating func cut(at sample: Int) {
        for place in clips.indices {
            let kept = max(0, sample - clips[place].start)
            guard kept < clips[place].samples.count else { continue }
            let ramp = min(Self.rampSamples, clips[place].samples.count - kept)
            clips[place].samples.removeSubrange((kept + ramp)...)
            for step in 0..<ramp {
                clips[place].samples[kept + step] *= Float(ramp - step) / Float(ramp + 1)
            }
        }
    }

    /// The frame that begins at a sample of the call.
    mutating func frame(at first: Int) -> [Float] {
        var frame = [Float](repeating: 0, count: TelephoneFrame.sampleCount)
        let end = first + frame.count
        for clip in clips {
            let low = max(first, clip.start)
            let high = min(end, clip.start + clip.samples.count)
            guard low < high else { continue }
            for sample in low..<high { frame[sample - first] += clip.samples[sample - clip.start] }
        }
        clips.removeAll { $0.start + $0.samples.count <= end }
        return frame
    }

    /// Samples of the ramp at a cut: 5 ms.
    private static let rampSamples = 40
}
