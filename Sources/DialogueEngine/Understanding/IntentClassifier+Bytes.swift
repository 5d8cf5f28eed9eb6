/// What can be wrong with the bytes of a classifier.
public enum IntentClassifierError: Error, Hashable, Sendable, CustomStringConvertible {
    /// They do not begin as a classifier does.
    case notAClassifier
    /// They are of a version that this program does not know.
    case newerVersion(Int)
    /// They end too early, or hold numbers that cannot be.
    case damaged

    /// What is wrong.
    public var description: String {
        switch self {
        case .notAClassifier: "this is no trained classifier"
        case .newerVersion(let version):
            "version \(version) of the classifier's form is from a newer version of this program; "
                + "known: \(IntentClassifier.formVersion)"
        case .damaged: "the classifier is damaged"
        }
    }
}

extension IntentClassifier {
    /// Version of the form of `bytes`.
    static let formVersion = 2
    private static let magic = Array("CTNLU".utf8)
    /// Most labels, blocks, and bits of a block that a file may claim.
    private static let limits = (
        labels: 65_535, blocks: 8, bits: 20, words: 1 << 24, hidden: 1 << 14
    )

    /// The classifier as bytes: equal classifiers give equal bytes.
    ///
    /// Little-endian: magic, version, blocks, labels, sharpness, rule, scales and biases of the
    /// layers, vocabulary, weights, and the digest of all that went before.
    public var bytes: [UInt8] {
        var writer = ByteSink()
        writer.bytes = Self.magic + [UInt8(Self.formVersion)]
        writer.add(UInt32(extractor.blocks.count))
        for block in extractor.blocks {
            writer.add(UInt32(block.kind.rawValue))
            writer.add(UInt32(block.lengths.lowerBound))
            writer.add(UInt32(block.lengths.upperBound))
            writer.add(UInt32(block.bits))
            writer.add(block.weight)
        }
        writer.add(UInt32(labels.count))
        for label in labels {
            let text = Array(label.utf8)
            writer.add(UInt32(text.count))
            writer.bytes += text
        }
        writer.add(sharpness)
        writer.add(UInt32(outOfScope.weights.count))
        for weight in outOfScope.weights { writer.add(weight) }
        writer.add(UInt32(network.hidden))
        for number in network.innerScales + network.innerBiases { writer.add(number) }
        for number in network.outerScales + network.outerBiases { writer.add(number) }
        writer.add(UInt32(vocabulary.count))
        for word in vocabulary { writer.add(word) }
        writer.bytes += network.inner.map { UInt8(bitPattern: $0) }
        writer.bytes += network.outer.map { UInt8(bitPattern: $0) }
        var digest = Digest()
        digest.add(bytes: writer.bytes)
        writer.add(digest.value)
        return writer.bytes
    }

    /// Reads a classifier.
    ///
    /// - Throws: `notAClassifier`, `newerVersion`, `damaged`; never traps, whatever the bytes.
    public init(bytes: [UInt8]) throws(IntentClassifierError) {
        guard bytes.count > 14, Array(bytes.prefix(5)) == Self.magic else { throw .notAClassifier }
        guard Int(bytes[5]) <= Self.formVersion else { throw .newerVersion(Int(bytes[5])) }
        var tail = ByteSource(bytes: bytes, place: bytes.count - 8)
        var digest = Digest()
        digest.add(bytes: Array(bytes.dropLast(8)))
        guard try tail.word() == digest.value else { throw .damaged }
        var source = ByteSource(bytes: bytes, place: 6)
        var blocks: [FeatureBlock] = []
        for _ in 0..<(try source.count(Self.limits.blocks)) {
            let kind = FeatureBlock.Kind(rawValue: UInt8(try source.count(255)))
            let low = try source.count(64)
            let high = try source.count(64)
            let bits = try source.count(Self.limits.bits)
            guard let kind, low >= 1, low <= high else { throw .damaged }
            blocks.append(
                FeatureBlock(kind: kind, lengths: low...high, bits: bits, weight: try source.real())
            )
        }
        var labels: [String] = []
        for _ in 0..<(try source.count(Self.limits.labels)) {
            labels.append(
                String(decoding: try source.take(try source.count(4096)), as: UTF8.self))
        }
        let sharpness = try source.real()
        var rule: [Double] = []
        for _ in 0..<(try source.count(64)) { rule.append(try source.real()) }
        let hidden = try source.count(Self.limits.hidden)
        let innerScales = try source.reals(hidden)
        let innerBiases = try source.reals(hidden)
        let outerScales = try source.reals(hidden)
        let outerBiases = try source.reals(labels.count)
        var vocabulary: [UInt32] = []
        for _ in 0..<(try source.count(Self.limits.words)) {
            vocabulary.append(UInt32(truncatingIfNeeded: try source.small()))
        }
        let extractor = FeatureExtractor(blocks: blocks)
        let inner = try source.take(extractor.size * hidden)
        let outer = try source.take(hidden * labels.count)
        guard rule.count == OutOfScopeEvidence.count + 1, !labels.isEmpty, sharpness > 0,
            source.place == bytes.count - 8
        else { throw .damaged }
        let network = IntentNetwork(
            hidden: hidden, labels: labels.count, inner: inner.map { Int8(bitPattern: $0) },
            innerScales: innerScales, innerBiases: innerBiases,
            outer: outer.map { Int8(bitPattern: $0) }, outerScales: outerScales,
            outerBiases: outerBiases)
        self.init(
            labels: labels, sharpness: sharpness, outOfScope: OutOfScopeRule(weights: rule),
            extractor: extractor, network: network, vocabulary: vocabulary)
    }
}

/// Numbers to bytes.
private struct ByteSink {
    var bytes: [UInt8] = []

    mutating func add(_ word: UInt64) {
        for shift in stride(from: 0, to: 64, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(shift)))
        }
    }

    mutating func add(_ word: UInt32) {
        for shift in stride(from: 0, to: 32, by: 8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> UInt32(shift)))
        }
    }

    mutating func add(_ number: Double) { add(number.bitPattern) }
}

/// Bytes to numbers.
private struct ByteSource {
    let bytes: [UInt8]
    var place: Int
    private static let largest = 1e6

    mutating func take(_ count: Int) throws(IntentClassifierError) -> ArraySlice<UInt8> {
        guard count >= 0, count <= bytes.count - place else { throw .damaged }
        defer { place += count }
        return bytes[place..<place + count]
    }

    mutating func word() throws(IntentClassifierError) -> UInt64 {
        try take(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func small() throws(IntentClassifierError) -> UInt64 {
        try take(4).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func count(_ limit: Int) throws(IntentClassifierError) -> Int {
        let count = Int(try small())
        guard count <= limit else { throw .damaged }
        return count
    }

    mutating func reals(_ count: Int) throws(IntentClassifierError) -> [Double] {
        var numbers: [Double] = []
        for _ in 0..<count { numbers.append(try real()) }
        return numbers
    }

    mutating func real() throws(IntentClassifierError) -> Double {
        let number = Double(bitPattern: try word())
        // No trained number comes near; larger ones would leave scores without a value.
        guard abs(number) <= Self.largest else { throw .damaged }
        return number
    }
}
