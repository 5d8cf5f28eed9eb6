import Testing
import Zstandard

@Suite("zstd")
struct ZstandardTests {
    private let content = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 / 7 &* 31) }

    private func compressed(_ content: [UInt8]) throws -> [UInt8] {
        let compressor = try Compressor(level: 1)
        var room = [UInt8](repeating: 0, count: Compressor.bound(content.count))
        let length = try content.withUnsafeBytes { source in
            try room.withUnsafeMutableBytes { try compressor.compress(source, into: $0) }
        }
        return Array(room.prefix(length))
    }

    private func decompressed(_ frame: [UInt8], size: Int) throws -> [UInt8] {
        let decompressor = try Decompressor()
        var room = [UInt8](repeating: 0, count: size)
        try frame.withUnsafeBytes { source in
            try room.withUnsafeMutableBytes { try decompressor.decompress(source, into: $0) }
        }
        return room
    }

    @Test("gives back what was compressed")
    func roundTrip() throws {
        let frame = try compressed(content)
        #expect(frame.count < content.count / 2)
        #expect(try decompressed(frame, size: content.count) == content)
    }

    @Test("refuses a frame of another size before any work")
    func wrongSize() throws {
        let frame = try compressed(content)
        #expect(throws: ZstandardError.wrongSize(expected: 100, found: content.count)) {
            _ = try decompressed(frame, size: 100)
        }
        #expect(throws: ZstandardError.self) { _ = try decompressed([1, 2, 3], size: 100) }
        #expect(throws: ZstandardError.self) {
            _ = try decompressed(Array(frame.dropLast()), size: content.count)
        }
    }

    @Test("streams frames of unknown size, one after the other, up to a limit")
    func streaming() throws {
        let frame = try compressed(content)
        let two = try (frame + frame).withUnsafeBytes {
            try ZstandardFile.decompress($0, limit: 2 * content.count)
        }
        #expect(two == content + content)
        #expect(throws: ZstandardError.tooLarge(limit: content.count - 1)) {
            try frame.withUnsafeBytes {
                _ = try ZstandardFile.decompress($0, limit: content.count - 1)
            }
        }
    }

    @Test("a bomb stops at the limit")
    func bomb() throws {
        let bomb = try compressed([UInt8](repeating: 0, count: 64 << 20))
        #expect(bomb.count < 10_000)
        #expect(throws: ZstandardError.tooLarge(limit: 1 << 20)) {
            try bomb.withUnsafeBytes { _ = try ZstandardFile.decompress($0, limit: 1 << 20) }
        }
    }

    @Test("a frame cut at any of many places is an error, never less content")
    func cut() throws {
        let frame = try compressed(Array(content.prefix(2_000)))
        for length in 0..<frame.count {
            #expect(throws: ZstandardError.self) {
                try Array(frame.prefix(length)).withUnsafeBytes {
                    _ = try ZstandardFile.decompress($0, limit: 10_000)
                }
            }
        }
    }

    @Test("a missing file is named")
    func missing() {
        #expect(throws: ZstandardError.unreadable(path: "no/such/file.zst", code: 2)) {
            _ = try ZstandardFile.decompress(path: "no/such/file.zst", limit: 10)
        }
    }
}
