import TwinPrimitives

/// The formula that a rate follows over a stretch of time.
public enum RateFormula: Equatable, Sendable {
    /// A polynomial of degree 3 at most.
    case polynomial(RatePolynomial)
    /// A mean with a sine on it.
    case sinusoid(RateSinusoid)

    /// One rate throughout.
    ///
    /// - Parameter rate: Arrivals per second, >= 0.
    /// - Returns: The constant polynomial.
    public static func constant(_ rate: Double) -> RateFormula {
        .polynomial(RatePolynomial(origin: 0, coefficients: (rate, 0, 0, 0)))
    }

    /// The rate at an instant.
    ///
    /// - Parameter time: Seconds from the start.
    /// - Returns: Arrivals per second.
    public func rate(at time: Double) -> Double {
        switch self {
        case .polynomial(let polynomial): polynomial.rate(at: time)
        case .sinusoid(let sinusoid): sinusoid.rate(at: time)
        }
    }

    /// The integral of the rate over an interval.
    ///
    /// Exact up to rounding: 1e-15 of the antiderivative's size.
    ///
    /// - Parameters:
    ///   - start: Its beginning, in seconds.
    ///   - end: Its end, in seconds.
    /// - Returns: Expected arrivals.
    public func integral(from start: Double, to end: Double) -> Double {
        values(at: end).antiderivative - values(at: start).antiderivative
    }

    /// The instant by which a number of arrivals is expected.
    ///
    /// Straight lines have a closed form; else see `root`.
    ///
    /// - Parameters:
    ///   - count: Expected arrivals since `start`, in [0, integral(from: start, to: end)].
    ///   - start: The beginning, in seconds.
    ///   - end: An instant by which at least `count` are expected.
    /// - Returns: An instant in [start, end], non-decreasing in `count` up to the error of `root`.
    public func instant(expecting count: Double, from start: Double, to end: Double) -> Double {
        if count <= 0 { return start }
        if let step = straightStep(expecting: count, from: start) { return min(start + step, end) }
        let before = values(at: start).antiderivative
        let whole = values(at: end).antiderivative - before
        if count >= whole { return end }
        return root(
            of: before + count, between: start, and: end,
            startingAt: start + count / whole * (end - start)
        ).instant
    }

    /// The rate and an antiderivative of it at an instant.
    func values(at time: Double) -> (antiderivative: Double, rate: Double) {
        switch self {
        case .polynomial(let polynomial):
            (polynomial.antiderivative(time), polynomial.rate(at: time))
        case .sinusoid(let sinusoid): sinusoid.values(at: time)
        }
    }

    /// Seconds from `start` until a straight rate has brought `count`; nil for curved ones.
    func straightStep(expecting count: Double, from start: Double) -> Double? {
        guard case .polynomial(let polynomial) = self, polynomial.isStraight else { return nil }
        return polynomial.straightStep(expecting: count, from: start)
    }

    /// The instant at which the antiderivative has a value, and the rate there.
    ///
    /// Newton's method inside a bracket that each step narrows, by halving where Newton's step
    /// leaves it. The result is within 1e-10 s, or the rounding of the instant and of the
    /// antiderivative if that is more.
    ///
    /// - Parameters:
    ///   - target: The value, between those at both ends.
    ///   - low: An instant at or before the result.
    ///   - high: An instant at or after it.
    ///   - guess: Where to begin, in [low, high].
    /// - Returns: The instant, and the rate near it.
    func root(
        of target: Double, between low: Double, and high: Double, startingAt guess: Double
    ) -> (instant: Double, rate: Double) {
        var (low, high, time) = (low, high, guess)
        let slack = abs(target) * 0x1p-52
        var rate = 0.0
        for _ in 0..<100 {
            let here = values(at: time)
            rate = here.rate
            let excess = here.antiderivative - target
            if abs(excess) <= slack { break }
            if excess > 0 { high = time } else { low = time }
            let newton = time - excess / rate
            // At a bracket's end Newton's step is rounding: the search is over.
            let next = newton >= low && newton <= high ? newton : low + (high - low) / 2
            let step = abs(next - time)
            time = next
            if step <= max(1e-10, abs(time) * 0x1p-51) { break }
        }
        return (time, rate)
    }
}

/// A polynomial c0 + c1 x + c2 x^2 + c3 x^3 in x = time - origin.
public struct RatePolynomial: Equatable, Sendable {
    /// Where x is 0, in seconds.
    public var origin: Double
    private var c0: Double
    private var c1: Double
    private var c2: Double
    private var c3: Double

    /// Stores a polynomial that is not negative where it is used.
    ///
    /// - Parameters:
    ///   - origin: Where x is 0, in seconds.
    ///   - coefficients: Of 1, x, x^2, x^3, in arrivals per second.
    public init(origin: Double, coefficients: (Double, Double, Double, Double)) {
        self.origin = origin
        (c0, c1, c2, c3) = coefficients
    }

    var isStraight: Bool { c2 == 0 && c3 == 0 }

    func rate(at time: Double) -> Double {
        let x = time - origin
        // Rounding may reach below 0 where the polynomial touches it.
        return max(0, c0 + x * (c1 + x * (c2 + x * c3)))
    }

    func antiderivative(_ time: Double) -> Double {
        let x = time - origin
        return x * (c0 + x * (c1 * 0.5 + x * (c2 / 3 + x * (c3 * 0.25))))
    }

    /// Seconds from `start` until a straight rate has brought `count`: the root of the parabola in
    /// the form that loses no digits.
    func straightStep(expecting count: Double, from start: Double) -> Double {
        let here = c0 + (start - origin) * c1
        if c1 == 0 { return count / here }
        let root = max(0, here * here + 2 * c1 * count).squareRoot()
        return 2 * count / (here + root)
    }
}

/// A rate mean (1 + amplitude sin(2 pi (time - phase) / period)).
public struct RateSinusoid: Equatable, Sendable {
    /// Arrivals per second averaged over a period, >= 0.
    public var mean: Double
    /// Size of the swing relative to the mean, in [0, 1].
    public var amplitude: Double
    /// Length of a period in seconds, > 0.
    public var period: Double
    /// An instant in seconds at which the rate rises through its mean.
    public var phase: Double

    /// Stores a sinusoid.
    public init(mean: Double, amplitude: Double, period: Double, phase: Double = 0) {
        self.mean = mean
        self.amplitude = amplitude
        self.period = period
        self.phase = phase
    }

    func rate(at time: Double) -> Double { values(at: time).rate }

    /// The rate and an antiderivative of it at an instant.
    func values(at time: Double) -> (antiderivative: Double, rate: Double) {
        let (sine, cosine) = PortableMath.sineAndCosine(turns: (time - phase) / period)
        return (
            mean * (time - amplitude * period * (0.5 / Double.pi) * cosine),
            max(0, mean * (1 + amplitude * sine))
        )
    }
}
