import Glibc
import Testing
import TwinPrimitives

/// A small generator of test arguments: Philox words in order.
struct Words {
    private var counter: UInt64 = 0
    private let key: UInt64

    init(_ key: UInt64) { self.key = key }

    mutating func next() -> UInt64 {
        counter += 1
        return Philox.block(counter: (counter, 0), key: key).0
    }
    /// Uniform in [from, to].
    mutating func uniform(_ from: Double, _ to: Double) -> Double {
        from + (to - from) * openUniform(next())
    }
    /// A positive finite number whose exponent is uniform over the whole range.
    mutating func wide() -> Double {
        Double(bitPattern: next() % 0x7FF0_0000_0000_0000)
    }
}

#if arch(x86_64) || arch(i386)
    /// Eleven more bits than the results tested: the reference adds less than 0.001 ulp.
    typealias Extended = Float80
    let referenceError = 0.001
    func exactExp(_ x: Double) -> Extended { expl(Float80(x)) }
    func exactLog(_ x: Double) -> Extended { logl(Float80(x)) }
    func exactExpm1(_ x: Double) -> Extended { expm1l(Float80(x)) }
    func exactLog1p(_ x: Double) -> Extended { log1pl(Float80(x)) }
    func exactPow(_ x: Double, _ y: Double) -> Extended { powl(Float80(x), Float80(y)) }
#else
    /// The C library's own error, below 1 ulp, adds to the one measured.
    typealias Extended = Double
    let referenceError = 1.0
    func exactExp(_ x: Double) -> Extended { Glibc.exp(x) }
    func exactLog(_ x: Double) -> Extended { Glibc.log(x) }
    func exactExpm1(_ x: Double) -> Extended { Glibc.expm1(x) }
    func exactLog1p(_ x: Double) -> Extended { Glibc.log1p(x) }
    func exactPow(_ x: Double, _ y: Double) -> Extended { Glibc.pow(x, y) }
#endif

/// Distance of a result from the exact one in units of the last place of the exact one.
func ulps(_ value: Double, _ exact: Extended) -> Double {
    let rounded = Double(exact)
    guard rounded.isFinite else { return value == rounded ? 0 : .infinity }
    let unit = rounded == 0 ? Double.leastNonzeroMagnitude : rounded.ulp
    return Double(abs(Extended(value) - exact) / Extended(unit))
}

/// The largest error of a function over arguments.
func worst(_ arguments: [Double], _ function: (Double) -> Double, _ exact: (Double) -> Extended)
    -> (error: Double, at: Double)
{
    var worst = (error: 0.0, at: 0.0)
    for x in arguments {
        let error = ulps(function(x), exact(x))
        if !(error <= worst.error) { worst = (error, x) }
    }
    return worst
}

@Suite("the portable elementary functions keep their stated bounds")
struct ElementaryFunctionTests {
    private let count = 50_000

    @Test("exp is within 1 ulp, and within 2 where results are subnormal")
    func exponential() {
        var words = Words(1)
        var arguments = [0.0, -0.0, 1e-300, -1e-300, 0x1p-54, -0x1p-54, 1, -1, 707.9, -707.9]
        for _ in 0..<count {
            arguments.append(words.uniform(-708, 709.7))
            arguments.append(words.uniform(-1, 1))
            arguments.append(words.uniform(-40, 5))
            arguments.append(words.wide().squareRoot().squareRoot() * 1e-60)
        }
        for k in -1000...1000 {
            // Around the switches of the reduction, (k + 1/2) ln 2.
            let edge = (Double(k) + 0.5) * 0.6931471805599453
            arguments += [edge, edge.nextUp, edge.nextDown].filter { abs($0) < 708 }
        }
        arguments = arguments.filter { $0 < 709.78 }
        let normal = worst(arguments, { PortableMath.exp($0) }, exactExp)
        #expect(normal.error <= 1 + referenceError, "at \(normal.at)")
        let tail = (0..<20_000).map { _ in words.uniform(-745.1, -708) }
        let subnormal = worst(tail, { PortableMath.exp($0) }, exactExp)
        #expect(subnormal.error <= 2 + referenceError, "at \(subnormal.at)")
    }

    @Test("log is within 0.8 ulp from the smallest subnormal to the largest number")
    func logarithm() {
        var words = Words(2)
        var arguments = [
            Double.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude,
        ]
        for _ in 0..<count {
            arguments.append(words.wide())
            arguments.append(words.uniform(0, 1))
            arguments.append(words.uniform(0.98, 1.02))
            arguments.append(words.uniform(0.5, 2))
            arguments.append(Double(words.next() >> 12) * .leastNonzeroMagnitude)
        }
        for power in 1...52 {
            arguments += [1 + Double(sign: .plus, exponent: -power, significand: 1)]
            arguments += [1 - Double(sign: .plus, exponent: -power, significand: 1)]
        }
        for row in 0..<128 {
            let edge = Double(bitPattern: 0x3FE6_0000_0000_0000 + UInt64(row) << 45)
            arguments += [edge, edge.nextDown, edge * 1024, edge.nextDown / 1024]
        }
        let found = worst(arguments.filter { $0 > 0 }, PortableMath.log, exactLog)
        #expect(found.error <= 0.8 + referenceError, "at \(found.at)")
    }

    @Test("expm1 and log1p are within 2 ulp, near 0 too")
    func nearZero() {
        var words = Words(3)
        var small: [Double] = []
        for _ in 0..<count {
            let size = words.wide().squareRoot() * 1e-154
            small += [words.uniform(-1, 1), words.uniform(-40, 45), words.uniform(-0.4, 0.4)]
            if size < 1 { small += [size, -size] }
        }
        let first = worst(small, PortableMath.expm1, exactExpm1)
        #expect(first.error <= 2 + referenceError, "at \(first.at)")
        let arguments =
            small.map { $0 > -1 ? $0 : -1 / (1 - $0) } + [1e300, 1e16, 0x1p53, -0x1p-53]
        let second = worst(arguments, PortableMath.log1p, exactLog1p)
        #expect(second.error <= 2 + referenceError, "at \(second.at)")
    }

    @Test("pow is within 1 ulp over the whole range, within 2 where results are subnormal")
    func power() {
        var words = Words(4)
        var largest = (ratio: 0.0, x: 0.0, y: 0.0)
        for index in 0..<count {
            let x = index % 3 == 0 ? words.wide() : words.uniform(0, index % 3 == 1 ? 2 : 40)
            guard x > 0, x != 1 else { continue }
            let span = 1400 / abs(Glibc.log(x))
            let y = index % 2 == 0 ? words.uniform(-span / 2, span / 2) : words.uniform(-4, 4)
            let exact = exactPow(x, y)
            let error = ulps(PortableMath.pow(x, y), exact)
            let limit = Double(exact) < .leastNormalMagnitude ? 2 : 1.0
            let ratio = error / (limit + referenceError)
            if !(ratio <= largest.ratio) { largest = (ratio, x, y) }
        }
        #expect(largest.ratio <= 1, "pow(\(largest.x), \(largest.y))")
    }

    @Test("special values follow C99")
    func specialValues() {
        let nan = Double.nan
        let infinity = Double.infinity
        #expect(PortableMath.exp(0) == 1 && PortableMath.exp(-0.0) == 1)
        #expect(PortableMath.exp(infinity) == infinity && PortableMath.exp(-infinity) == 0)
        #expect(PortableMath.exp(709.782712893384) < infinity)
        #expect(PortableMath.exp(709.7827128933841) == infinity)
        #expect(PortableMath.exp(-745.1332191019411) == .leastNonzeroMagnitude)
        #expect(PortableMath.exp(-745.1332191019412) == 0)
        #expect(PortableMath.exp(1e308) == infinity && PortableMath.exp(-1e308) == 0)
        #expect(PortableMath.exp(nan).isNaN && PortableMath.log(nan).isNaN)
        #expect(PortableMath.log(0) == -infinity && PortableMath.log(-0.0) == -infinity)
        #expect(PortableMath.log(infinity) == infinity && PortableMath.log(1) == 0)
        #expect(PortableMath.log(-1).isNaN && PortableMath.log(-infinity).isNaN)
        #expect(PortableMath.log1p(-1) == -infinity && PortableMath.log1p(-2).isNaN)
        #expect(PortableMath.log1p(infinity) == infinity && PortableMath.log1p(nan).isNaN)
        #expect(PortableMath.log1p(-0.0).sign == .minus && PortableMath.expm1(-0.0).sign == .minus)
        #expect(PortableMath.log1p(.leastNonzeroMagnitude) == .leastNonzeroMagnitude)
        #expect(PortableMath.expm1(.leastNonzeroMagnitude) == .leastNonzeroMagnitude)
        #expect(PortableMath.expm1(-infinity) == -1 && PortableMath.expm1(infinity) == infinity)
        #expect(PortableMath.expm1(nan).isNaN && PortableMath.expm1(1000) == infinity)
        for y in [0.0, 1, -1, 0.5, 2, infinity, -infinity, 1e300, -1e300] {
            for x in [0.0, 0.5, 1, 2, 0x1p-1060, 1e300, infinity] {
                let (mine, reference) = (PortableMath.pow(x, y), Glibc.pow(x, y))
                let near = abs(mine - reference) <= reference.ulp
                #expect(mine == reference || near, "pow(\(x), \(y))")
            }
        }
        #expect(PortableMath.pow(nan, 0) == 1 && PortableMath.pow(1, nan) == 1)
        #expect(PortableMath.pow(nan, 1).isNaN && PortableMath.pow(2, nan).isNaN)
        #expect(PortableMath.pow(-2, 2).isNaN)
    }

    @Test("exp and log do not decrease from one number to the next")
    func monotone() {
        var words = Words(5)
        var falls = 0
        for _ in 0..<count {
            let x = words.uniform(0, 40)
            if PortableMath.exp(-x) > PortableMath.exp((-x).nextUp) { falls += 1 }
            let u = words.uniform(0, 1)
            if PortableMath.log(u) > PortableMath.log(u.nextUp) { falls += 1 }
        }
        #expect(falls == 0)
    }
}
