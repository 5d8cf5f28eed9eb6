/// Elementary functions whose bits are the same on every machine.
///
/// A C library's `exp` differs between versions and picks a fused variant by processor at run time,
/// so it can be no part of a reproducible draw. Everything here is built from operations that IEEE
/// 754 defines exactly (+, -, *, /, square root, bit patterns), in a fixed order and never fused.
/// Error bounds are in units in the last place (ulp) of the exact result and were measured against
/// 80-bit arithmetic; they hold in the default rounding mode (to nearest, ties to even).
@frozen
public enum PortableMath {
    /// ln 2 rounded to a multiple of 2^-42, so that k times it is exact for |k| < 2048.
    @inlinable static var ln2High: Double { 0x1.62e42fefa38p-1 }
    /// ln 2 less its high part.
    @inlinable static var ln2Low: Double { 0x1.ef35793c7673p-45 }
    /// Adding this rounds to a whole number that then stands in the low bits of the pattern.
    @inlinable static var roundingShift: Double { 0x1.8p52 }

    /// The exponential function.
    ///
    /// Error below 1 ulp (2 ulp for subnormal results). Overflow gives infinity, underflow 0, NaN
    /// stays NaN. Method: x = k ln 2 + r with |r| <= 0.347 (Cody and Waite, "Software Manual for the
    /// Elementary Functions", 1980), Taylor polynomial of degree 13, whose remainder is below
    /// 2^-57, evaluated in pairs (Estrin).
    ///
    /// - Parameter x: Any number.
    /// - Returns: e to the power of x.
    @inlinable
    public static func exp(_ x: Double) -> Double {
        guard abs(x) < 708 else { return expOutOfRange(x) }
        let (value, scale) = expParts(x, 0)
        return value * Double(bitPattern: scale)
    }

    /// e^(x + correction) as a factor in [0.7, 1.42) and the bit pattern of a power of two.
    ///
    /// The pattern is a normal number when -708 < x < 709.
    @inlinable
    @inline(__always)
    static func expParts(_ x: Double, _ correction: Double) -> (Double, UInt64) {
        let shifted = x * 0x1.71547652b82fep0 + roundingShift
        let k = shifted - roundingShift
        let high = x - k * ln2High
        let low = k * ln2Low - correction
        let r = high - low
        let value = 1 + (high - (low - r * r * expTail(r)))
        return (value, (shifted.bitPattern &+ 1023) &<< 52)
    }

    /// (e^r - 1 - r) / r^2 for |r| < 0.35.
    @inlinable
    @inline(__always)
    static func expTail(_ r: Double) -> Double {
        let r2 = r * r
        let r4 = r2 * r2
        let p0 = 0.5 + r * 0x1.5555555555555p-3
        let p1 = 0x1.5555555555555p-5 + r * 0x1.1111111111111p-7
        let p2 = 0x1.6c16c16c16c17p-10 + r * 0x1.a01a01a01a01ap-13
        let p3 = 0x1.a01a01a01a01ap-16 + r * 0x1.71de3a556c734p-19
        let p4 = 0x1.27e4fb7789f5cp-22 + r * 0x1.ae64567f544e4p-26
        let p5 = 0x1.1eed8eff8d898p-29 + r * 0x1.6124613a86d09p-33
        let low = p0 + r2 * p1
        let middle = p2 + r2 * p3
        let high = p4 + r2 * p5
        return low + r4 * (middle + r4 * high)
    }

    /// The exponential function where the power of two is not a normal number.
    @usableFromInline
    @inline(never)
    static func expOutOfRange(_ x: Double) -> Double { expOutOfRange(x, 0) }

    /// e^(x + correction) for |x| >= 708, or NaN.
    @usableFromInline
    static func expOutOfRange(_ x: Double, _ correction: Double) -> Double {
        if x.isNaN { return x }
        if x > 710 { return .infinity }
        if x < -746 { return 0 }
        let half = x > 0 ? 0x1p1 : 0x1p-100
        let shift = x > 0 ? ~UInt64(0) &<< 52 : UInt64(100) &<< 52
        let (value, scale) = expParts(x, correction)
        return value * Double(bitPattern: scale &+ shift) * half
    }

    /// e^x - 1, accurate near 0.
    ///
    /// Error below 2 ulp. Method: the reduction of `exp`; e^x - 1 = 2^k (e^r - 1) + (2^k - 1).
    ///
    /// - Parameter x: Any number.
    /// - Returns: e to the power of x, less 1.
    public static func expm1(_ x: Double) -> Double {
        guard abs(x) < 40 else { return x < 0 ? -1 : exp(x) - 1 }
        if abs(x) < 0x1p-54 { return x }
        let shifted = x * 0x1.71547652b82fep0 + roundingShift
        let k = shifted - roundingShift
        let high = x - k * ln2High
        let low = k * ln2Low
        let r = high - low
        let part = high - (low - r * r * expTail(r))
        if k == 0 { return part }
        let scale = Double(bitPattern: (shifted.bitPattern &+ 1023) &<< 52)
        return scale * part + (scale - 1)
    }
}
