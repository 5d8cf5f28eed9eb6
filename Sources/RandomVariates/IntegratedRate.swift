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
        var formula: RateFormula
    }

    private let pieces: [Piece]
    private var current = 0

    init(_ rate: ArrivalRate, factors: FactorSteps) {
        var pieces: [Piece] = []
        var total = 0.0
        var step = 0
        for segment in rate.segments {
            factors.split(from: segment.start, to: segment.end, step: &step) { from, to, factor in
                let whole = factor * segment.formula.integral(from: from, to: to)
                guard whole > 0 else { return }
                pieces.append(
                    Piece(
                        start: from, end: to, factor: factor, before: total, whole: whole,
                        formula: segment.formula))
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
            if inside < piece.whole {
                return piece.formula.instant(
                    expecting: inside / piece.factor, from: piece.start, to: piece.end)
            }
            current += 1
        }
        return nil
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
