import Testing
import Zstandard

@Suite("Decompressing zstd streams")
struct StreamDecompressorTests {
    /// Two frames made by the reference tool: "hello, hello, hello\n" and an empty one.
    private let frames: [UInt8] = [
        0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0x75, 0x00, 0x00, 0x40, 0x68, 0x65, 0x6C, 0x6C, 0x6F,
        0x2C, 0x20, 0x0A, 0x01, 0x00, 0xE2, 0x8A, 0x11, 0x21, 0x69, 0x9D, 0x87, 0x28, 0xB5, 0x2F,
        0xFD, 0x24, 0x00, 0x01, 0x00, 0x00, 0x99, 0xE9, 0xD8, 0x51,
    ]
    private let text = Array("hello, hello, hello\n".utf8)

    private func all(_ bytes: [UInt8], step: Int, limit: Int) throws -> (
        result: [UInt8], isWhole: Bool
    ) {
        let decompressor = try StreamDecompressor()
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            var input = bytes[start..<min(start + step, bytes.count)]
            while true {
                let part = try decompressor.decompress(&input, limit: limit)
                #expect(part.count <= limit)
                result += part
                if part.count < limit, input.isEmpty { break }
            }
        }
        return (result, decompressor.isAtFrameEnd)
    }

    @Test("any size of pieces gives the same bytes", arguments: [1, 2, 3, 7, 1000])
    func pieces(_ step: Int) throws {
        for limit in [1, 2, 19, 20, 21, 4096] {
            let (result, isWhole) = try all(frames, step: step, limit: limit)
            #expect(result == text)
            #expect(isWhole)
        }
    }

    @Test("a cut stream is not at the end of a frame")
    func cuts() throws {
        for length in 0..<(frames.count - 13) {
            let (result, isWhole) = try all(Array(frames[..<length]), step: 5, limit: 64)
            #expect(text.starts(with: result))
            #expect(!isWhole)
        }
    }

    @Test("damage and foreign bytes are typed errors")
    func damage() {
        #expect(!StreamDecompressor.isFrame([0x28, 0xB5, 0x2F]))
        #expect(StreamDecompressor.isFrame(frames[...]))
        #expect(throws: ZstandardError.self) {
            try all(Array("no zstd at all".utf8), step: 100, limit: 64)
        }
        var damaged = frames
        damaged[frames.count - 13 - 1] ^= 1
        #expect(throws: ZstandardError.self) {
            try all(damaged, step: 100, limit: 64)
        }
    }
}
