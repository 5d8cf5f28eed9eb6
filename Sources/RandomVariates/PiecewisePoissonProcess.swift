public import TwinPrimitives

/// A Poisson process whose rate is constant between breaks, drawn arrival by arrival.
///
/// Inversion of the integrated rate (Cinlar, "Introduction to Stochastic Processes", 1975, 4.7): the
/// integrated rate between two arrivals is a unit exponential, so each arrival costs one random
/// number, whatever the rate does; scenarios that differ in the rate alone keep their pairing.
public struct PiecewisePoissonProcess: Sendable {
    /// Start and end of each piece in seconds, and its rate per second.
    private struct Piece: Sendable {
        var start: Double
        var end: Double
        var rate: Double
    }

    private let pieces: [Piece]
    private var current = 0
    /// Expected arrivals from the start of the current piece to the last arrival.
    private var spent = 0.0

    /// Prepares the process with one factor a day.
    ///
    /// - Parameters:
    ///   - rate: The rate before the factors; `validate()` gives nil.
    ///   - daySeconds: Length of a day in seconds, > 0; day 0 begins at the start.
    ///   - dayFactors: What the rate of each day is multiplied with, >= 0; days beyond the list
    ///     keep the rate as it is.
    public init(rate: PiecewiseConstantRate, daySeconds: Double = 86_400, dayFactors: [Double] = [])
    {
        let breaks = (0...dayFactors.count).map { Double($0) * daySeconds }
        self.init(rate: rate, factors: FactorSteps(breaks: breaks, values: dayFactors + [1]))
    }

    /// Prepares the process.
    ///
    /// - Parameters:
    ///   - rate: The rate before the factors; `validate()` gives nil.
    ///   - factors: What the rate is multiplied with over time.
    public init(rate: PiecewiseConstantRate, factors: FactorSteps) {
        var pieces: [Piece] = []
        var step = 0
        for index in rate.breaks.indices {
            let end = index + 1 < rate.breaks.count ? rate.breaks[index + 1] : rate.end
            factors.split(from: rate.breaks[index], to: end, step: &step) { from, to, factor in
                let product = rate.rates[index] * factor
                if product > 0 { pieces.append(Piece(start: from, end: to, rate: product)) }
            }
        }
        self.pieces = pieces
    }

    /// The next arrival.
    ///
    /// - Parameter e: A fresh draw > 0 from the exponential law with mean 1.
    /// - Returns: The arrival to the nearest nanosecond, never before the last one; nil when the
    ///   horizon holds no further arrival, and from then on.
    public mutating func next(unitExponential e: Double) -> SimulationTime? {
        var target = spent + e
        while current < pieces.count {
            let piece = pieces[current]
            let whole = piece.rate * (piece.end - piece.start)
            if target < whole {
                spent = target
                return SimulationTime(seconds: piece.start + target / piece.rate)
            }
            target -= whole
            current += 1
        }
        return nil
    }

    /// Finds the arrivals that lie in the current piece.
    ///
    /// - Parameters:
    ///   - units: As many unit exponentials as there are instants.
    ///   - instants: Takes the arrivals.
    ///   - first: The first to find.
    /// - Returns: The first that lies in a later piece, or the count of all.
    mutating func within(
        unitExponentials units: UnsafeBufferPointer<Double>,
        into instants: UnsafeMutableBufferPointer<SimulationTime>, from first: Int
    ) -> Int {
        guard current < pieces.count else { return first }
        let piece = pieces[current]
        let whole = piece.rate * (piece.end - piece.start)
        var target = spent
        for place in first..<instants.count {
            let next = target + units[place]
            guard next < whole else {
                spent = target
                return place
            }
            target = next
            instants[place] = SimulationTime(seconds: piece.start + target / piece.rate)
        }
        spent = target
        return instants.count
    }
}
