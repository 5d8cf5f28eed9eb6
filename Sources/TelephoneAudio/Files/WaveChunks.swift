/// Walks over the chunks of a WAV.
struct ChunkReader {
    /// Size that writers to a pipe leave in the header: the chunk reaches to the end of the file.
    private static let unknownSize = 0xFFFF_FFFF

    private let bytes: [UInt8]
    private let path: String
    private var place = 12

    init(_ bytes: [UInt8], path: String) throws(AudioFileError) {
        self.bytes = bytes
        self.path = path
        guard bytes.prefix(4).elementsEqual("RIFF".utf8.prefix(bytes.count)) else {
            throw .notWave(path: path)
        }
        guard bytes.count >= 12 else {
            throw .truncated(path: path, what: "the header", missingBytes: 12 - bytes.count)
        }
        guard bytes[8..<12].elementsEqual("WAVE".utf8) else { throw .notWave(path: path) }
    }

    /// The next chunk's name and its content's place; nil at the end.
    mutating func next() throws(AudioFileError) -> (name: String, range: Range<Int>)? {
        guard place < bytes.count else { return nil }
        guard place + 8 <= bytes.count else {
            throw .truncated(
                path: path, what: "the head of a chunk", missingBytes: place + 8 - bytes.count)
        }
        let name = String(decoding: bytes[place..<place + 4], as: UTF8.self)
        var size = bytes.littleEndian(place + 4, bytes: 4)
        let start = place + 8
        if size == Self.unknownSize { size = bytes.count - start }
        guard start + size <= bytes.count else {
            throw .truncated(
                path: path, what: "chunk '\(name)'", missingBytes: start + size - bytes.count)
        }
        place = start + size + size & 1
        return (name, start..<start + size)
    }
}

extension WaveFile {
    /// What the chunk `fmt ` says.
    struct Format {
        /// Tag of the extended form, whose true tag stands further on.
        private static let extensible = 0xFFFE

        let coding: Coding
        let channels: Int
        let rate: Int

        init(_ chunk: ArraySlice<UInt8>, path: String) throws(AudioFileError) {
            let bytes = Array(chunk)
            guard bytes.count >= 16 else {
                throw .truncated(path: path, what: "chunk 'fmt '", missingBytes: 16 - bytes.count)
            }
            var tag = bytes.littleEndian(0, bytes: 2)
            if tag == Self.extensible, bytes.count >= 26 { tag = bytes.littleEndian(24, bytes: 2) }
            channels = bytes.littleEndian(2, bytes: 2)
            rate = bytes.littleEndian(4, bytes: 4)
            let bits = bytes.littleEndian(14, bytes: 2)
            switch (tag, bits) {
            case (1, 16): coding = .pcm16
            case (6, 8): coding = .companded(.aLaw)
            case (7, 8): coding = .companded(.muLaw)
            default: throw .unsupportedFormat(path: path, code: tag, bits: bits)
            }
            guard WaveFile.knownRates.contains(rate) else {
                throw .unsupportedRate(path: path, samplesPerSecond: rate)
            }
            guard channels > 0 else { throw .noChannel(path: path, asked: 0, channels: 0) }
        }
    }
}

extension [UInt8] {
    /// A whole number stored with its low byte first.
    fileprivate func littleEndian(_ place: Int, bytes count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(self[place + $1]) << (8 * $1) }
    }
}
