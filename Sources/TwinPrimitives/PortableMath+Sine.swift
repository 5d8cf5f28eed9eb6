extension PortableMath {
    /// Sine and cosine of an angle in turns: sin(2 pi x) and cos(2 pi x).
    ///
    /// Absolute error below 3e-16, and exactly 0, 1 or -1 at whole quarters of a turn. An argument
    /// in turns needs no reduction by pi: the rest after whole quarters is exact. Method: Taylor
    /// polynomials of degree 17 and 16 on an eighth of a turn to either side, whose remainders are
    /// below 1e-17.
    ///
    /// - Parameter x: A finite number of turns.
    /// - Returns: Both functions of the same angle.
    public static func sineAndCosine(turns x: Double) -> (sine: Double, cosine: Double) {
        let turn = x - x.rounded(.toNearestOrEven)
        let quarter = (turn * 4).rounded(.toNearestOrEven)
        let y = (turn - quarter * 0.25) * 0x1.921fb54442d18p2
        let y2 = y * y
        let sine = y + y * y2 * sineTail(y2)
        let cosine = 1 - y2 * (0.5 - y2 * cosineTail(y2))
        return switch Int(quarter) {
        case 0: (sine, cosine)
        case 1: (cosine, -sine)
        case -1: (-cosine, sine)
        default: (-sine, -cosine)
        }
    }

    /// (sin y - y) / y^3 as a function of y^2, for |y| < 0.79.
    private static func sineTail(_ w: Double) -> Double {
        var sum = 1.0 / 355_687_428_096_000  // 17!
        sum = sum * w - 1.0 / 1_307_674_368_000
        sum = sum * w + 1.0 / 6_227_020_800
        sum = sum * w - 1.0 / 39_916_800
        sum = sum * w + 1.0 / 362_880
        sum = sum * w - 1.0 / 5040
        sum = sum * w + 1.0 / 120
        return sum * w - 1.0 / 6
    }

    /// (cos y - 1 + y^2 / 2) / y^4 as a function of y^2, for |y| < 0.79.
    private static func cosineTail(_ w: Double) -> Double {
        var sum = 1.0 / 20_922_789_888_000  // 16!
        sum = sum * w - 1.0 / 87_178_291_200
        sum = sum * w + 1.0 / 479_001_600
        sum = sum * w - 1.0 / 3_628_800
        sum = sum * w + 1.0 / 40_320
        sum = sum * w - 1.0 / 720
        return sum * w + 1.0 / 24
    }
}
