extension PortableMath {
    /// The natural logarithm.
    ///
    /// Error below 0.8 ulp. log 0 = -infinity, of negative numbers NaN. Method: x = 2^k z, z r - 1
    /// formed without rounding by splitting z, Taylor polynomial of degree 8 (Tang, "Table-driven
    /// implementation of the logarithm function in IEEE floating-point arithmetic", ACM TOMS 16,
    /// 1990, with a table of 128 rows).
    ///
    /// - Parameter x: A number >= 0.
    /// - Returns: The natural logarithm of x.
    public static func log(_ x: Double) -> Double {
        var bits = x.bitPattern
        // One comparison finds zero, subnormal and negative numbers, infinity and NaN.
        if bits &- 0x0010_0000_0000_0000 >= 0x7FE0_0000_0000_0000 {
            guard x > 0, x < .infinity else { return logOutOfRange(x) }
            bits = (x * 0x1p52).bitPattern &- (52 &<< 52)
        }
        let offset = bits &- 0x3FE6_0000_0000_0000
        let k = Double(Int64(bitPattern: offset) &>> 52)
        let z = bits &- (offset & 0xFFF0_0000_0000_0000)
        let row = Int((offset &>> 45) & 127) &* 3
        let top = Double(bitPattern: z & 0xFFFF_FFFF_0000_0000)
        let reciprocal = logTable[row]
        let r = (top * reciprocal - 1) + (Double(bitPattern: z) - top) * reciprocal
        let high = k * ln2High + logTable[row &+ 1]
        let sum = high + r
        let rest = ((high - sum) + r) + (k * ln2Low + logTable[row &+ 2])
        let r2 = r * r
        let p0 = -0.5 + r * 0x1.5555555555555p-2
        let p1 = -0.25 + r * 0.2
        let p2 = -0x1.5555555555555p-3 + r * 0x1.2492492492492p-3
        return sum + (rest + r2 * (p0 + r2 * (p1 + r2 * (p2 - r2 * 0.125))))
    }

    /// The logarithm of 0, of negative numbers, of infinity and of NaN.
    @inline(never)
    private static func logOutOfRange(_ x: Double) -> Double {
        if x == 0 { return -.infinity }
        return x < 0 ? .nan : x
    }

    /// log(1 + x), accurate near 0.
    ///
    /// Error below 2 ulp. Method: log u + (x - (u - 1)) / u with u = 1 + x rounded (Kahan; in HP-15C
    /// Advanced Functions Handbook, 1982), the bracket being the exact rounding error of u.
    ///
    /// - Parameter x: A number >= -1.
    /// - Returns: The natural logarithm of 1 + x.
    public static func log1p(_ x: Double) -> Double {
        if abs(x) < 0x1p-54 { return x }
        let u = 1 + x
        let lost = x < 1 ? x - (u - 1) : 1 - (u - x)
        if lost == 0 || !(x < .infinity) { return log(u) }
        return log(u) + lost / u
    }

    /// The logarithm of a positive finite number as an unevaluated sum, relative error below 2^-64.
    ///
    /// The scheme of `log` with the errors of r and r^2 / 2 carried along (Dekker, "A floating-point
    /// technique for extending the available precision", Numer. Math. 18, 1971).
    @inline(__always)
    static func logParts(_ x: Double) -> (high: Double, low: Double) {
        var bits = x.bitPattern
        if bits < 0x0010_0000_0000_0000 { bits = (x * 0x1p52).bitPattern &- (52 &<< 52) }
        let offset = bits &- 0x3FE6_0000_0000_0000
        let k = Double(Int64(bitPattern: offset) &>> 52)
        let z = bits &- (offset & 0xFFF0_0000_0000_0000)
        let row = Int((offset &>> 45) & 127) &* 3
        let top = Double(bitPattern: z & 0xFFFF_FFFF_0000_0000)
        let reciprocal = logTable[row]
        let large = top * reciprocal - 1
        let small = (Double(bitPattern: z) - top) * reciprocal
        let r = large + small
        let back = r - large
        let rLow = (large - (r - back)) + (small - back)
        let base = k * ln2High + logTable[row &+ 1]
        let sum = base + r
        let sumLow = (base - sum) + r
        let head = upperHalf(r)
        let square = -0.5 * head * head
        let squareLow = -0.5 * (r - head) * (r + head) - r * rLow
        let high = sum + square
        let highLow = (sum - high) + square
        let rest =
            ((k * ln2Low + logTable[row &+ 2]) + rLow + sumLow) + highLow + squareLow
            + r * r * r * logTail(r)
        let total = high + rest
        return (total, (high - total) + rest)
    }

    /// (log(1 + r) - r + r^2 / 2) / r^3 for |r| < 2^-7, Taylor polynomial of degree 7.
    @inline(__always)
    private static func logTail(_ r: Double) -> Double {
        let r2 = r * r
        let p0 = 0x1.5555555555555p-2 - r * 0.25
        let p1 = 0.2 - r * 0x1.5555555555555p-3
        let p2 = 0x1.2492492492492p-3 - r * 0.125
        let p3 = 0x1.c71c71c71c71cp-4 - r * 0.1
        return p0 + r2 * (p1 + r2 * (p2 + r2 * p3))
    }

    /// The leading 26 bits of a number: products of two such are exact.
    @inline(__always)
    static func upperHalf(_ x: Double) -> Double {
        Double(bitPattern: x.bitPattern & 0xFFFF_FFFF_F800_0000)
    }
}
