import TwinPrimitives
public import VoiceLibraries

/// Tells by the first sounds of speech into a prompt whether somebody only listens ("mm hmm", "okay") or
/// wants the word.
///
/// A network of two rectified layers on mel energies from 60 ms before the first sound to at most 640 ms
/// after it, as far as they were heard. It was fitted to maximum likelihood; `docs/voice.md` says on
/// what. No voice that it is judged by was among them.
public struct AcknowledgementNetwork: Hashable, Sendable {
    private static let heading = "calltwin.acknowledgement/1 steps 35 filters 20 hidden "
    /// Units of the second layer for each of the first.
    private static let narrowing = 2

    private let layers: [NetworkLayer]
    private let biases: [[Float]]
    /// Digest of the file.
    public let digest: String

    /// Reads a network.
    ///
    /// - Parameter path: A `NetworkFile` of two rectified layers, the second half as wide, and an output.
    /// - Throws: `VoiceLibraryError` where there is no such file or it is another one.
    public init(path: String) throws(VoiceLibraryError) {
        var file = try NetworkFile(path: path)
        let hidden = try file.number(after: Self.heading)
        let inputs = OpeningSound.stepCount * (MelCepstra.telephone.filterCount + 1)
        let narrow = max(1, hidden / Self.narrowing)
        (layers, biases) = try file.layers(
            [(inputs, hidden), (hidden, narrow), (narrow, 1)], biases: [hidden, narrow, 1])
        digest = file.digest
    }

    /// Probability that the speech is a mere acknowledgement, as far as it was heard; from 0 to 1.
    package func probability(_ sound: OpeningSound) -> Double {
        var values = sound.input
        for layer in layers.indices {
            var sum = biases[layer]
            layers[layer].add(values, to: &sum)
            values = layer < layers.count - 1 ? sum.map { max($0, 0) } : sum
        }
        return 1 / (1 + PortableMath.exp(-Double(values[0])))
    }
}
