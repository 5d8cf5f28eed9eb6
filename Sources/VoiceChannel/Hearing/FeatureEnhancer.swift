public import VoiceLibraries

/// Tells from what a telephone carried the cepstra of the speech that went in: without noise, and with
/// the band above 4 kHz.
///
/// A network of two rectified layers and a linear path beside them, on logarithms of mel energies of a
/// frame and its neighbours and of the utterance's first 250 ms, which hold noise alone. It was fitted by
/// least squares to pairs of clean and carried speech; `docs/voice.md` says which. Source: Xu, Du, Dai and
/// Lee, "A regression approach to speech enhancement based on deep neural networks", IEEE/ACM Transactions
/// on Audio, Speech, and Language Processing 23 (2015), here on cepstra.
public struct FeatureEnhancer: Hashable, Sendable {
    private static let heading = "calltwin.features/1 context 6 filters 20 cepstra 13 hidden "
    /// Neighbours on either side.
    private static let context = 6
    /// First frames, which hold noise alone.
    private static let noiseFrames = 25
    /// The loudest share of frames, which the level is taken of: one in five.
    private static let loudestOneIn = 5

    private let layers: [NetworkLayer]
    private let biases: [[Float]]
    /// Digest of the file.
    public let digest: String

    /// Reads a network.
    ///
    /// - Parameter path: A `NetworkFile` of two rectified layers, the output and the path beside them.
    /// - Throws: `VoiceLibraryError` where there is no such file or it is another one.
    public init(path: String) throws(VoiceLibraryError) {
        var file = try NetworkFile(path: path)
        let hidden = try file.number(after: Self.heading)
        let inputs = MelCepstra.telephone.filterCount * (2 * Self.context + 2)
        let outputs = MelCepstra.cepstrumSize
        (layers, biases) = try file.layers(
            [(inputs, hidden), (hidden, hidden), (hidden, outputs), (inputs, outputs)],
            biases: [hidden, hidden, outputs])
        digest = file.digest
    }

    /// The cepstra of an utterance.
    ///
    /// - Parameter samples: Telephone sound, 8 kHz, that begins with 250 ms without speech.
    /// - Returns: 13 values for each frame of 10 ms; none where the sound is shorter than a frame.
    package func cepstra(_ samples: [Float]) -> [Float] {
        let size = MelCepstra.telephone.filterCount
        var energies = MelCepstra.telephone.logEnergies(samples)
        let frames = energies.count / size
        guard frames > 0 else { return [] }
        let level = Self.level(energies, frames: frames, size: size)
        for place in energies.indices { energies[place] -= level }
        let leading = min(frames, Self.noiseFrames)
        let noise = (0..<size).map { filter in
            (0..<leading).reduce(Float(0)) { $0 + energies[$1 * size + filter] } / Float(leading)
        }
        var result: [Float] = []
        result.reserveCapacity(frames * MelCepstra.cepstrumSize)
        for frame in 0..<frames {
            var input: [Float] = []
            for neighbour in frame - Self.context...frame + Self.context {
                let start = min(max(neighbour, 0), frames - 1) * size
                input += energies[start..<start + size]
            }
            result += output(of: input + noise)
        }
        return result
    }

    private func output(of input: [Float]) -> [Float] {
        var values = input
        for layer in 0..<2 {
            var sum = biases[layer]
            layers[layer].add(values, to: &sum)
            values = sum.map { max($0, 0) }
        }
        var sum = biases[2]
        layers[2].add(values, to: &sum)
        layers[3].add(input, to: &sum)
        return sum
    }

    /// Mean of the loudest frames' mean logarithms.
    private static func level(_ energies: [Float], frames: Int, size: Int) -> Float {
        let means = (0..<frames).map { frame in
            energies[frame * size..<(frame + 1) * size].reduce(0, +) / Float(size)
        }
        let count = max(1, frames / loudestOneIn)
        return means.sorted().suffix(count).reduce(0, +) / Float(count)
    }
}
