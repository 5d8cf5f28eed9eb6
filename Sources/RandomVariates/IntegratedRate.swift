public import TwinPrimitives

/// The integral of a rate times a factor, and its inverse for arguments that never fall.
struct IntegratedRate: Sendable {
    private struct Piece: Sendable {
        var start: Double
        var end: Double
        var factor: Double
        /// Integral up to the start of the piece.
        var before: Double
        /// Integral over the piece, > 0.
        var whole: Double
        /// Antiderivative at the start.
        var base: Double
        var formula: RateFormula
    }

    private let pieces: [Piece]
    private var current = 0
    /// The last instant found in the current piece, the antiderivative there, and the rate.
    private var last: (instant: Double, antiderivative: Double, rate: Double)?

    init(_ rate: ArrivalRate, factors: FactorSteps) {
        var pieces: [Piece] = []
        var total = 0.0
        var step = 0
        for segment in rate.segments {
            factors.split(from: segment.start, to: segment.end, step: &step) { from, to, factor in
                let base = segment.formula.values(at: from).antiderivative
                let whole = factor * (segment.formula.values(at: to).antiderivative - base)
                guard whole > 0 else { return }
                pieces.append(
                    Piece(
                        start: from, end: to, factor: factor, before: total, whole: whole,
                        base: base, formula: segment.formula))
                total += whole
            }
        }
        self.pieces = pieces
    }

    /// The integral up to an instant; takes time in proportion to the logarithm of the pieces.
    func value(at time: Double) -> Double {
        var (low, high) = (0, pieces.count)
        while low < high {
            let middle = (low + high) / 2
            if pieces[middle].start < time { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        let piece = pieces[low - 1]
        if time >= piece.end { return piece.before + piece.whole }
        return piece.before
            + piece.factor * piece.formula.integral(from: piece.start, to: time)
    }

    /// The instant in seconds at which the integral reaches a value, or nil beyond its total.
    ///
    /// Values of later calls must not be smaller by more than rounding.
    mutating func instant(of value: Double) -> Double? {
        while current < pieces.count {
            let piece = pieces[current]
            let inside = value - piece.before
            if inside < piece.whole { return instant(expecting: inside / piece.factor, piece) }
            current += 1
            last = nil
        }
        return nil
    }

    /// The instant by which a piece without its factor expects a number of arrivals.
    ///
    /// Curved rates are searched from the last instant on: two or three steps where callers are
    /// close, as the rate hardly changes between them.
    private mutating func instant(expecting count: Double, _ piece: Piece) -> Double {
        if let step = piece.formula.straightStep(expecting: count, from: piece.start) {
            return min(piece.start + max(0, step), piece.end)
        }
        let target = piece.base + count
        var low = piece.start
        var guess =
            piece.start + count * piece.factor / piece.whole * (piece.end - piece.start)
        if let last, last.antiderivative <= target {
            low = last.instant
            guess = last.instant + (target - last.antiderivative) / last.rate
        }
        if !(guess >= low && guess <= piece.end) { guess = low + (piece.end - low) / 2 }
        let found = piece.formula.root(
            of: target, between: low, and: piece.end, startingAt: guess)
        last = (found.instant, target, found.rate)
        return found.instant
    }
}

/// A Poisson process with any rate, drawn arrival by arrival by inversion of the integrated rate.
///
/// As `PiecewisePoissonProcess`, which serves rates that are constant between breaks faster.
public struct PoissonSequence: ArrivalSequence {
    private var integrated: IntegratedRate
    private var spent = 0.0
    private var last = SimulationTime.zero

    /// Prepares the process.
    ///
    /// - Parameters:
    ///   - rate: The rate before the factors.
    ///   - factors: What the rate is multiplied with over time.
    public init(rate: ArrivalRate, factors: FactorSteps = .one) {
        integrated = IntegratedRate(rate, factors: factors)
    }

    /// Finds the next arrivals.
    public mutating func next(
        unitExponentials units: UnsafeBufferPointer<Double>,
        into instants: UnsafeMutableBufferPointer<SimulationTime>
    ) {
        for place in instants.indices {
            spent += units[place]
            guard let seconds = integrated.instant(of: spent) else {
                instants[place] = .distantFuture
                continue
            }
            // The inverse has a tolerance, time has none: it never runs back.
            last = max(last, SimulationTime(seconds: seconds))
            instants[place] = last
        }
    }
}
