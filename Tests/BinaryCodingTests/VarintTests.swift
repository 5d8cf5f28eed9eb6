import BinaryCoding
import Testing

@Suite("Varints")
struct VarintTests {
    private static let values: [UInt64] = {
        var values: [UInt64] = [300, .max, .max - 1]
        for shift in UInt64(0)..<64 {
            let power: UInt64 = 1 << shift
            values += [power - 1, power, power + 1]
        }
        return values
    }()

    private func encoded(_ value: UInt64) -> [UInt8] {
        var writer = ByteWriter(capacity: 16)
        var row = writer.rowWriter
        row.put(varint: value)
        writer.take(row)
        return Array(writer.bytes)
    }

    @Test("have the bytes that are computed by hand")
    func golden() {
        #expect(encoded(0) == [0x00])
        #expect(encoded(127) == [0x7F])
        #expect(encoded(128) == [0x80, 0x01])
        #expect(encoded(300) == [0xAC, 0x02])
        #expect(encoded(.max) == [UInt8](repeating: 0xFF, count: 9) + [0x01])
    }

    @Test("come back from both readers", arguments: values)
    func roundTrip(value: UInt64) throws {
        let bytes = encoded(value) + [UInt8](repeating: 0xAA, count: 10)
        try bytes.withUnsafeBytes { raw in
            var bounded = ByteReader(raw)
            #expect(try bounded.varint() == value)
            let base = try #require(raw.baseAddress)
            var fast = RowReader(at: base.assumingMemoryBound(to: UInt8.self))
            #expect(fast.varint() == value)
            #expect(!fast.isMalformed)
        }
    }

    @Test("map small negative numbers to small codes, and every number back")
    func zigzag() {
        #expect([0, -1, 1, -2, 2].map(Zigzag.encode) == [0, 1, 2, 3, 4])
        for value in [Int64.min, .max, -1, 0, 1, 12_345, -12_345] {
            #expect(Zigzag.decode(Zigzag.encode(value)) == value)
        }
    }

    @Test("that end early or run over 64 bits are errors of the bounded reader")
    func refused() {
        let cut: [UInt8] = [0x80, 0x80]
        let long = [UInt8](repeating: 0xFF, count: 9) + [0x02]
        _ = cut.withUnsafeBytes { raw in
            #expect(throws: BinaryCodingError.endOfInput(offset: 2, needed: 1, available: 0)) {
                var reader = ByteReader(raw)
                _ = try reader.varint()
            }
        }
        long.withUnsafeBytes { raw in
            #expect(throws: BinaryCodingError.varintTooLong(offset: 0)) {
                var reader = ByteReader(raw)
                _ = try reader.varint()
            }
            if let base = raw.baseAddress {
                var fast = RowReader(at: base.assumingMemoryBound(to: UInt8.self))
                _ = fast.varint()
                #expect(fast.isMalformed)
            }
        }
    }

    @Test("a bounded reader refuses every length beyond its input")
    func bounds() {
        let bytes: [UInt8] = [1, 2, 3]
        bytes.withUnsafeBytes { raw in
            for length in [4, 100, Int.max, -1, Int.min] {
                #expect(throws: BinaryCodingError.self) {
                    var reader = ByteReader(raw)
                    _ = try reader.take(length)
                }
            }
        }
    }
}
