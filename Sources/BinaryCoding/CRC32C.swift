/// The cyclic redundancy check CRC-32C (Castagnoli), reflected polynomial 0x82F63B78.
///
/// Sixteen bytes a step by table look-up (slicing by 16). It finds every burst of up to 32 bits
/// and every error of up to 3 bits in blocks of less than 2^31 bits. Source: RFC 3720, appendix
/// B.4; M. Kounavis, F. Berry, "A systematic approach to building high performance software-based
/// CRC generators", 2005. Check value: "123456789" gives 0xE3069283.
public struct CRC32C: Sendable {
    private var state: UInt32 = .max

    /// Starts an empty check.
    public init() {}

    /// The check value of all bytes so far.
    public var value: UInt32 { ~state }

    /// The check value of some bytes.
    public static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var check = CRC32C()
        check.update(bytes)
        return check.value
    }

    /// Adds bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        state = Self.tables.withUnsafeBufferPointer { tables in
            guard let table = tables.baseAddress else { return state }
            return Self.run(state, start, bytes.count, table)
        }
    }

    /// Adds an integer as its little-endian bytes.
    public mutating func update<Integer: FixedWidthInteger>(_ value: Integer) {
        withUnsafeBytes(of: value.littleEndian) { update($0) }
    }

    private static func run(
        _ initial: UInt32, _ start: UnsafeRawPointer, _ count: Int, _ table: UnsafePointer<UInt32>
    ) -> UInt32 {
        var crc = initial
        var position = start
        let end = start + count
        while end - position >= 16 {
            let low = UInt64(littleEndian: position.loadUnaligned(as: UInt64.self))
            let high = UInt64(littleEndian: (position + 8).loadUnaligned(as: UInt64.self))
            crc = fold(low ^ UInt64(crc), table + 8 * 256) ^ fold(high, table)
            position += 16
        }
        while position < end {
            let index = Int((crc ^ UInt32(position.load(as: UInt8.self))) & 0xFF)
            crc = table[index] ^ (crc >> 8)
            position += 1
        }
        return crc
    }

    /// Eight bytes by eight tables; the first byte has the longest way to go.
    @inline(__always)
    private static func fold(_ word: UInt64, _ table: UnsafePointer<UInt32>) -> UInt32 {
        var crc = table[7 * 256 + Int(word & 0xFF)]
        crc ^= table[6 * 256 + Int(word >> 8 & 0xFF)]
        crc ^= table[5 * 256 + Int(word >> 16 & 0xFF)]
        crc ^= table[4 * 256 + Int(word >> 24 & 0xFF)]
        crc ^= table[3 * 256 + Int(word >> 32 & 0xFF)]
        crc ^= table[2 * 256 + Int(word >> 40 & 0xFF)]
        crc ^= table[1 * 256 + Int(word >> 48 & 0xFF)]
        return crc ^ table[Int(word >> 56)]
    }

    /// Table k holds the check of a byte followed by k zero bytes.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 16 * 256)
        for byte in 0..<256 {
            var crc = UInt32(byte)
            for _ in 0..<8 { crc = crc >> 1 ^ (crc & 1 == 1 ? 0x82F6_3B78 : 0) }
            tables[byte] = crc
        }
        for index in 256..<16 * 256 {
            let shorter = tables[index - 256]
            tables[index] = shorter >> 8 ^ tables[Int(shorter & 0xFF)]
        }
        return tables
    }()
}
