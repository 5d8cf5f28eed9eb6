import TelephoneAudio

/// The beginning of what somebody says, as a network hears it: mel energies from shortly before its
/// first sound on.
///
/// Steps of 20 ms, each the mean of two frames of `MelCepstra.telephone`; frames do not depend on the
/// pieces in which the sound came.
package struct OpeningSound: Sendable {
    /// Seconds before the first sound that belong to it: the noise that it stands out of.
    package static let leadSeconds = 0.06
    /// Steps of all that is looked at: 60 ms before the first sound to 640 ms after it.
    package static let stepCount = 35
    /// Seconds of a step.
    package static let stepSeconds = 0.02
    /// Logarithms of energies this far below the loudest step, 35 dB, count as silence.
    private static let range: Float = 8
    private static let hop = 80
    private static let window = 205

    private var samples: [Float] = []
    /// Mean logarithms of energies, filter by filter, step by step.
    package private(set) var energies: [Float] = []

    /// Begins with nothing heard.
    package init() {}

    /// Steps heard so far.
    package var steps: Int { energies.count / MelCepstra.telephone.filterCount }

    /// Whether all that is looked at was heard.
    package var isFull: Bool { steps >= Self.stepCount }

    /// Hears more.
    ///
    /// - Parameter more: Samples at 8 kHz, any number; the first ever lies `leadSeconds` before the
    ///   first sound.
    package mutating func hear(_ more: [Float]) {
        guard !isFull else { return }
        samples += more
        while !isFull {
            let start = steps * 2 * Self.hop
            guard samples.count >= start + Self.hop + Self.window else { return }
            let mel = MelCepstra.telephone
            let first = mel.logEnergies(Array(samples[start..<start + Self.window]))
            let second = mel.logEnergies(
                Array(samples[start + Self.hop..<start + Self.hop + Self.window]))
            energies += zip(first, second).map { ($0 + $1) / 2 }
        }
    }

    /// What a network is told: energies below the loudest step's, from -1 for silence to about 1, and
    /// after them for each step whether it was heard; 0 for what was not.
    package var input: [Float] {
        let size = MelCepstra.telephone.filterCount
        let steps = steps
        let loudest = (0..<steps).map { step in
            energies[step * size..<(step + 1) * size].reduce(0, +) / Float(size)
        }.max()
        var input = [Float](repeating: 0, count: Self.stepCount * (size + 1))
        guard let loudest else { return input }
        for place in energies.indices {
            input[place] = max(energies[place] - loudest, -Self.range) * 2 / Self.range + 1
        }
        for step in 0..<steps { input[Self.stepCount * size + step] = 1 }
        return input
    }
}
