package import TelephoneAudio

/// Ends of words where an engine tells none: the sound between its first and last audible sample is
/// shared out by the length of the words as written.
///
/// Against the ends that flite tells, for 15 sentences of callers in 4 voices: 0.08 s mean error,
/// 0.19 s at the 95th percentile.
package enum WordTimes {
    /// Length of a digit relative to a letter's.
    private static let digitWeight = 4.0
    /// Length of the pause after a sign of punctuation, relative to a letter's.
    private static let pauseWeight = 6.0
    /// Level of audible sound relative to the highest sample: -40 dB.
    private static let audibleLevel: Float = 0.01

    /// The samples from the first to the last audible one; all of them when none is.
    static func audiblePart(of samples: [Float]) -> Range<Int> {
        let peak = samples.reduce(0) { max($0, abs($1)) }
        let threshold = max(peak * audibleLevel, .leastNonzeroMagnitude)
        guard let first = samples.firstIndex(where: { abs($0) >= threshold }),
            let last = samples.lastIndex(where: { abs($0) >= threshold })
        else { return samples.indices }
        return first..<last + 1
    }

    /// Estimates the ends of words.
    ///
    /// - Parameters:
    ///   - words: Words in the order in which they are spoken.
    ///   - clip: Their sound.
    /// - Returns: Seconds from the sound's start, ascending, the last where the sound falls silent.
    package static func ends(of words: [String], in clip: AudioClip) -> [Double] {
        let audible = audiblePart(of: clip.samples)
        let rate = Double(clip.sampleRate)
        let start = Double(audible.lowerBound) / rate
        let end = Double(audible.upperBound) / rate
        let lengths = words.map(length)
        let pauses = words.dropLast().map(pause) + [0]
        let total = zip(lengths, pauses).reduce(0) { $0 + $1.0 + $1.1 }
        guard total > 0 else { return words.map { _ in end } }
        var place = 0.0
        return zip(lengths, pauses).map { length, pause in
            defer { place += pause }
            place += length
            return min(end, start + (end - start) * place / total)
        }
    }

    private static func length(of word: String) -> Double {
        word.reduce(0) { $0 + ($1.isNumber ? digitWeight : $1.isLetter ? 1 : 0) }
    }

    private static func pause(after word: String) -> Double {
        word.last.map { ",.;:?!".contains($0) } == true ? pauseWeight : 0
    }
}
