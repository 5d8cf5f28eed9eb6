/// One kind of features of an utterance, hashed into a table of its own.
public struct FeatureBlock: Hashable, Sendable {
    /// What is counted.
    public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
        /// Runs of words.
        case words = 0
        /// Runs of letters within words, which are padded with one space on each side.
        case letters = 1
    }

    /// What is counted.
    public var kind: Kind
    /// Lengths of the runs.
    public var lengths: ClosedRange<Int>
    /// The table has 2 to this power places.
    public var bits: Int
    /// Factor on the block beside the others.
    public var weight: Double

    /// Stores a block.
    public init(kind: Kind, lengths: ClosedRange<Int>, bits: Int, weight: Double = 1) {
        self.kind = kind
        self.lengths = lengths
        self.bits = bits
        self.weight = weight
    }
}

/// The features of one utterance in one block: places and how often each occurs, by place.
struct BlockFeatures {
    var places: [Int32] = []
    var counts: [Int16] = []
    /// One over the Euclidean length of the counts; zero without features.
    var inverseNorm = 0.0
}

/// Turns utterances into features.
///
/// Places come from a 32-bit FNV-1a hash (Fowler, Noll, Vo) of the bytes of each run: the same on
/// every machine. Counts stay whole; lengths are divided out once.
struct FeatureExtractor: Hashable, Sendable {
    let blocks: [FeatureBlock]

    /// Where each block begins in the joint table.
    var offsets: [Int] {
        var offsets: [Int] = []
        var sum = 0
        for block in blocks {
            offsets.append(sum)
            sum += 1 << block.bits
        }
        return offsets
    }

    /// Places of all blocks together.
    var size: Int { blocks.reduce(0) { $0 + 1 << $1.bits } }

    /// Words of an utterance: lower case, split at whatever is neither letter, digit nor apostrophe.
    static func words(_ text: String) -> [[UInt8]] {
        var words: [[UInt8]] = []
        var word: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 65...90: word.append(byte + 32)
            case 97...122, 48...57, 39, 128...255: word.append(byte)
            default:
                if !word.isEmpty { words.append(word) }
                word.removeAll(keepingCapacity: true)
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    /// The features of an utterance, one entry for each block.
    func features(_ text: String) -> [BlockFeatures] {
        let words = Self.words(text)
        return zip(blocks, offsets).map { block, offset in
            var hashes: [UInt32] = []
            Self.collect(block, words, into: &hashes)
            return Self.count(&hashes, mask: UInt32(1 << block.bits) - 1, offset: Int32(offset))
        }
    }

    private static func count(
        _ hashes: inout [UInt32], mask: UInt32, offset: Int32
    ) -> BlockFeatures {
        for place in hashes.indices { hashes[place] = fold(hashes[place]) & mask }
        hashes.sort()
        var features = BlockFeatures()
        var squares = 0
        var place = 0
        while place < hashes.count {
            var end = place
            while end < hashes.count, hashes[end] == hashes[place] { end += 1 }
            features.places.append(Int32(hashes[place]) + offset)
            features.counts.append(Int16(clamping: end - place))
            squares += (end - place) * (end - place)
            place = end
        }
        features.inverseNorm = squares > 0 ? 1 / Double(squares).squareRoot() : 0
        return features
    }

    /// Brings the high bits down: FNV-1a mixes its low bits least.
    private static func fold(_ hash: UInt32) -> UInt32 { hash ^ hash >> 15 }

    private static let start: UInt32 = 2_166_136_261
    private static let prime: UInt32 = 16_777_619

    private static func hash(_ hash: UInt32, _ byte: UInt8) -> UInt32 {
        (hash ^ UInt32(byte)) &* prime
    }

    private static func collect(
        _ block: FeatureBlock, _ words: [[UInt8]], into hashes: inout [UInt32]
    ) {
        switch block.kind {
        case .words:
            for first in words.indices {
                var value = start
                for length in 1...block.lengths.upperBound where first + length <= words.count {
                    if length > 1 { value = hash(value, 32) }
                    for byte in words[first + length - 1] { value = hash(value, byte) }
                    if block.lengths.contains(length) { hashes.append(value) }
                }
            }
        case .letters:
            for word in words { collectRuns([32] + word + [32], block.lengths, into: &hashes) }
        }
    }

    private static func collectRuns(
        _ bytes: [UInt8], _ lengths: ClosedRange<Int>, into hashes: inout [UInt32]
    ) {
        for first in bytes.indices {
            var value = start
            for length in 1...lengths.upperBound where first + length <= bytes.count {
                value = hash(value, bytes[first + length - 1])
                if length >= lengths.lowerBound { hashes.append(value) }
            }
        }
    }
}
