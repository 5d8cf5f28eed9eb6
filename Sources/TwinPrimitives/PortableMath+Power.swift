extension PortableMath {
    /// x to the power of y, for x >= 0.
    ///
    /// Error below 1 ulp (2 ulp for subnormal results). Method: e^(y log x) with the logarithm and
    /// the product as unevaluated sums of two numbers (as in `logParts`). Special values as in C99
    /// for x >= 0: x^0 = 1^y = 1, 0^y = infinity for y < 0; a negative x gives NaN.
    ///
    /// - Parameters:
    ///   - x: Base >= 0.
    ///   - y: Any exponent.
    /// - Returns: x to the power of y.
    public static func pow(_ x: Double, _ y: Double) -> Double {
        if y == 0 || x == 1 { return 1 }
        guard x > 0, x < .infinity, !y.isNaN else { return powOutOfRange(x, y) }
        // |log x| >= 2^-53, so beyond 2^64 the result has left the range whatever y is.
        let exponent = min(max(y, -0x1p64), 0x1p64)
        let (high, low) = logParts(x)
        let highTop = upperHalf(high)
        let exponentTop = upperHalf(exponent)
        let product = exponent * high
        let error =
            ((highTop * exponentTop - product) + highTop * (exponent - exponentTop)
                + (high - highTop) * exponentTop)
            + (high - highTop) * (exponent - exponentTop) + exponent * low
        guard abs(product) < 708 else { return expOutOfRange(product, error) }
        let (value, scale) = expParts(product, error)
        return value * Double(bitPattern: scale)
    }

    @inline(never)
    private static func powOutOfRange(_ x: Double, _ y: Double) -> Double {
        if x.isNaN || y.isNaN || x < 0 { return .nan }
        return (x == 0) == (y < 0) ? .infinity : 0
    }
}
