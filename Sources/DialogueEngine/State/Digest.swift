/// A running 64-bit digest: the same bytes give the same number on every machine.
///
/// Each word is multiplied into the state and folded (the mixing step of wyhash by Wang Yi, with the
/// full 128-bit product). It finds differences; it does not withstand a forger.
public struct Digest: Hashable, Sendable {
    /// The digest so far.
    public private(set) var value: UInt64

    /// Begins a digest.
    ///
    /// - Parameter value: An earlier digest to chain to.
    public init(_ value: UInt64 = 0x9E37_79B9_7F4A_7C15) { self.value = value }

    /// Takes in a word.
    public mutating func add(_ word: UInt64) {
        let product = (value ^ word ^ 0xA076_1D64_78BD_642F)
            .multipliedFullWidth(by: value &+ 0xE703_7ED1_A0B4_28DB)
        value = product.high ^ product.low ^ word
    }

    /// Takes in a number.
    public mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

    /// Takes in a truth value.
    public mutating func add(_ flag: Bool) { add(flag ? 1 as UInt64 : 0) }

    /// Takes in a text: its length in UTF-8 bytes and the bytes, eight to a word.
    public mutating func add(_ text: String) { add(bytes: Array(text.utf8)) }

    /// Takes in bytes: their number, and eight to a word.
    public mutating func add(bytes: [UInt8]) {
        var word: UInt64 = 0
        var count = 0
        add(bytes.count)
        for byte in bytes {
            word = word << 8 | UInt64(byte)
            count += 1
            if count % 8 == 0 {
                add(word)
                word = 0
            }
        }
        if count % 8 != 0 { add(word) }
    }
}
