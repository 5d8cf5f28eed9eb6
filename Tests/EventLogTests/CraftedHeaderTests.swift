import BinaryCoding
import EventLog
import TestSupport
import Testing
import TwinPrimitives
import Zstandard

@Suite("Headers that no writer of this version makes")
struct CraftedHeaderTests {
    private static let blockStart = 128 + LogFixture.schema.count

    private func store(_ value: UInt32, at offset: Int, in content: inout [UInt8]) {
        for byte in 0..<4 { content[offset + byte] = UInt8(value >> UInt32(8 * byte) & 0xFF) }
    }

    /// Changes bytes of the segment header and makes its checksum right again.
    private func segment(
        _ change: (inout [UInt8]) -> Void
    ) throws -> LogFixture.Reading {
        let log = LogFixture(files: SimulatedFiles())
        _ = try log.write()
        var content = try #require(log.files[firstSegment])
        change(&content)
        let check = content.prefix(124).withUnsafeBytes { CRC32C.checksum($0) }
        store(check, at: 124, in: &content)
        log.files[firstSegment] = content
        return log.read()
    }

    /// Changes the first block and makes its checksums right again.
    private func block(
        level: Int? = 1, _ change: (inout [UInt8]) -> Void
    ) throws -> LogFixture.Reading {
        let log = LogFixture(files: SimulatedFiles(), level: level)
        _ = try log.write()
        var content = try #require(log.files[firstSegment])
        change(&content)
        let start = Self.blockStart
        let stored = (0..<4).reduce(0) { $0 | Int(content[start + 12 + $1]) << (8 * $1) }
        if start + 112 + stored <= content.count {
            let payload = Array(content[(start + 112)..<(start + 112 + stored)])
            store(payload.withUnsafeBytes { CRC32C.checksum($0) }, at: start + 68, in: &content)
        }
        var check = CRC32C()
        content[start..<start + 108].withUnsafeBytes { check.update($0) }
        LogID(hashing: [1]).bytes.withUnsafeBytes { check.update($0) }
        check.update(UInt32(0))
        check.update(UInt64(start))
        store(check.value, at: start + 108, in: &content)
        log.files[firstSegment] = content
        return log.read(verification: .chain)
    }

    @Test("untouched, the crafted log is whole: the helpers compute the right checksums")
    func control() throws {
        #expect(try segment { _ in }.isWhole)
        #expect(try block { _ in }.isWhole)
    }

    @Test("a later format is refused naming both versions")
    func futureFormat() throws {
        let reading = try segment { $0[12] = 2 }
        #expect(
            reading.error
                == .fromTheFuture(
                    path: firstSegment, what: "format version", found: 2, known: 1))
        let text = reading.error?.description ?? ""
        #expect(text.contains("2") && text.contains("1") && text.hasPrefix(firstSegment))
    }

    @Test("an unknown required feature is refused, an unknown ignorable one is not")
    func features() throws {
        #expect(try segment { $0[16] = 4 }.error?.isFuture == true)
        #expect(try segment { $0[20] = 4 }.isWhole)
        #expect(try segment { $0[10] = 9 }.isWhole)
    }

    @Test("an unknown codec or flag of a block is from the future")
    func futureBlock() throws {
        #expect(try block { $0[Self.blockStart + 8] = 2 }.error?.isFuture == true)
        #expect(try block { $0[Self.blockStart + 6] = 1 }.error?.isFuture == true)
    }

    @Test("lengths beyond the limit or the file are refused before memory is taken")
    func lengths() throws {
        for raw in [UInt32(17 << 20), .max] {
            let reading = try block { self.store(raw, at: Self.blockStart + 16, in: &$0) }
            #expect(reading.error?.isDamage == true)
        }
        for stored in [UInt32(1 << 30), .max] {
            let reading = try block { self.store(stored, at: Self.blockStart + 12, in: &$0) }
            #expect(reading.error?.isDamage == true)
        }
        #expect(
            try block { self.store(0, at: Self.blockStart + 20, in: &$0) }.error?.isDamage
                == true)
    }

    @Test("a sequence that does not continue is refused")
    func sequence() throws {
        #expect(try block { $0[Self.blockStart + 24] = 1 }.error?.isDamage == true)
    }

    @Test("a payload changed together with its checksums breaks the chain")
    func chain() throws {
        let reading = try block(level: nil) { $0[Self.blockStart + 112] ^= 1 }
        guard case .damaged(_, _, let block, _, let reason)? = reading.error else {
            Issue.record("the change was not found: \(reading)")
            return
        }
        #expect(block == 0)
        #expect(reason == "the hash chain is broken")
    }

    @Test("a zstd bomb is refused by its size, not by what it fills")
    func bomb() throws {
        let zeros = [UInt8](repeating: 0, count: 64 << 20)
        var frame = [UInt8](repeating: 0, count: Compressor.bound(zeros.count))
        let compressor = try Compressor(level: 1)
        let length = try zeros.withUnsafeBytes { source in
            try frame.withUnsafeMutableBytes { try compressor.compress(source, into: $0) }
        }
        let reading = try block { content in
            let head = Array(content[..<(Self.blockStart + 112)])
            content = head + frame.prefix(length) + [UInt8](repeating: 0, count: 64)
            content[Self.blockStart + 8] = 1
            self.store(UInt32(length), at: Self.blockStart + 12, in: &content)
        }
        guard case .damaged(_, _, _, _, let reason)? = reading.error else {
            Issue.record("the bomb was not refused: \(reading)")
            return
        }
        #expect(reason.contains("zstd frame of \(zeros.count) bytes"))
    }
}
