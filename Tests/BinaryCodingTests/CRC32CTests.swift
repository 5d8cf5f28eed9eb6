import BinaryCoding
import Testing

@Suite("CRC-32C")
struct CRC32CTests {
    private func check(_ bytes: [UInt8]) -> UInt32 {
        bytes.withUnsafeBytes { CRC32C.checksum($0) }
    }

    @Test("gives the published check value")
    func checkValue() {
        #expect(check(Array("123456789".utf8)) == 0xE306_9283)
    }

    @Test("meets the vectors of RFC 3720, appendix B.4")
    func vectors() {
        #expect(check([UInt8](repeating: 0, count: 32)) == 0x8A91_36AA)
        #expect(check([UInt8](repeating: 0xFF, count: 32)) == 0x62A8_AB43)
        #expect(check(Array(0..<32)) == 0x46DD_794E)
        #expect(check((0..<32).reversed()) == 0x113F_DB5C)
    }

    @Test("equals the bit-by-bit definition for every length up to 100 and every split")
    func definition() {
        let bytes = (0..<100).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ 13) }
        for length in 0...bytes.count {
            var crc: UInt32 = .max
            for byte in bytes.prefix(length) {
                crc ^= UInt32(byte)
                for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0x82F6_3B78 : 0) }
            }
            #expect(check(Array(bytes.prefix(length))) == ~crc)
            var split = CRC32C()
            Array(bytes.prefix(length / 3)).withUnsafeBytes { split.update($0) }
            Array(bytes.prefix(length).dropFirst(length / 3)).withUnsafeBytes { split.update($0) }
            #expect(split.value == ~crc)
        }
    }
}
