/// The counter-based generator Philox2x64 with 10 rounds.
///
/// A keyed bijection of 128-bit counters: equal key and counter give equal words on every machine.
/// Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11;
/// constants and the published known-answer vectors are those of Random123.
@frozen
public enum Philox {
    /// Multiplier of the round function.
    @inlinable static var multiplier: UInt64 { 0xD2B7_4407_B1CE_6E93 }
    /// Weyl increment of the key schedule (golden ratio).
    @inlinable static var weyl: UInt64 { 0x9E37_79B9_7F4A_7C15 }

    /// Two independent random words for a counter under a key.
    @inlinable
    @inline(__always)
    public static func block(
        counter: (UInt64, UInt64), key: UInt64
    ) -> (UInt64, UInt64) {
        var left = counter.0
        var right = counter.1
        var roundKey = key
        for _ in 0..<10 {
            let product = multiplier.multipliedFullWidth(by: left)
            left = product.high ^ roundKey ^ right
            right = product.low
            roundKey &+= weyl
        }
        return (left, right)
    }
}
