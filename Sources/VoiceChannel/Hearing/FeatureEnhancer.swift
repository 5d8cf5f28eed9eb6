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
    private static var size: Int { MelCepstra.telephone.filterCount }
    /// Level of soft speech: a tenth of what the network was fitted to, all at -26 dBFS, was softer.
    private static let softLevel: Float = 13.2
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
    /// - Parameter energies: Logarithms of mel energies by `MelCepstra.telephone`, of sound that begins
    ///   with 250 ms without speech.
    /// - Returns: 13 values for each frame of 10 ms.
    package func cepstra(of energies: [Float]) -> [Float] {
        let frames = energies.count / Self.size
        return cepstra(of: energies, 0..<frames, level: Self.level(energies))
    }

    /// The cepstra of frames of an utterance that goes on, as far as they can be told.
    ///
    /// Loudness is taken of what was heard, and is at least that of soft speech, so that the
    /// silence before the first word does not pass for speech.
    ///
    /// - Parameters:
    ///   - energies: As above, so far.
    ///   - first: The first frame that is wanted, >= 0.
    /// - Returns: 13 values for each frame from `first` on that was followed by 60 ms; none before the
    ///   first 250 ms are over.
    package func cepstra(soFar energies: [Float], from first: Int) -> [Float] {
        let told = energies.count / Self.size - Self.context
        guard told > first, told >= Self.noiseFrames else { return [] }
        let level = max(Self.level(energies), Self.softLevel)
        return cepstra(of: energies, first..<told, level: level)
    }

    private func cepstra(
        of energies: [Float], _ wanted: Range<Int>, level: Float
    ) -> [Float] {
        let size = Self.size
        let frames = energies.count / size
        let leading = min(frames, Self.noiseFrames)
        let noise = (0..<size).map { filter in
            (0..<leading).reduce(Float(0)) { $0 + (energies[$1 * size + filter] - level) }
                / Float(leading)
        }
        var result: [Float] = []
        result.reserveCapacity(wanted.count * MelCepstra.cepstrumSize)
        for frame in wanted {
            var input: [Float] = []
            input.reserveCapacity(size * (2 * Self.context + 2))
            for neighbour in frame - Self.context...frame + Self.context {
                let start = min(max(neighbour, 0), frames - 1) * size
                for place in start..<start + size { input.append(energies[place] - level) }
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

    /// Mean of the loudest frames' mean logarithms; 0 without frames.
    private static func level(_ energies: [Float]) -> Float {
        let frames = energies.count / size
        guard frames > 0 else { return 0 }
        let means = (0..<frames).map { frame in
            energies[frame * size..<(frame + 1) * size].reduce(0, +) / Float(size)
        }
        let count = max(1, frames / loudestOneIn)
        return means.sorted().suffix(count).reduce(0, +) / Float(count)
    }
}
