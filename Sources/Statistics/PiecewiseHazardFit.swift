public import Distributions
import Foundation

/// Fits a hazard that is constant between given breaks, with an atom of balking at 0.
public struct PiecewiseHazardFitter: Equatable, Sendable {
    /// Left ends of the pieces in seconds, ascending from 0; the last piece has no end.
    public let breaks: [Double]

    /// Breaks that follow the two humps of bank callers: seconds 10-20, and about a minute.
    public static let callerBreaks: [Double] = [
        0, 5, 10, 20, 30, 45, 60, 75, 90, 120, 180, 420, 600, 900,
    ]

    /// Stores the breaks.
    ///
    /// - Parameter breaks: Left ends in seconds, ascending from 0.
    /// - Throws: `StatisticsError.outOfRange` for breaks that do not ascend from 0.
    public init(breaks: [Double] = callerBreaks) throws(StatisticsError) {
        guard breaks.first == 0 else {
            throw .outOfRange(what: "first break", got: breaks.first ?? .nan, allowed: "0 s")
        }
        for (left, right) in zip(breaks, breaks.dropFirst())
        where !(right > left && right.isFinite) {
            throw .outOfRange(what: "break", got: right, allowed: "above \(left) s")
        }
        self.breaks = breaks
    }

    /// Maximum likelihood: events in [a, b) / time under observation in [a, b).
    ///
    /// Events at 0 make the balk atom and belong to no piece; observations cut off at 0 carry
    /// nothing. Times recorded in whole seconds shift events by up to a second between pieces.
    ///
    /// - Parameter sample: The observations.
    /// - Returns: The fit; a piece without exposure has hazard 0 and an infinite standard error.
    /// - Throws: `StatisticsError.tooFew` for a sample without a time above 0.
    public func fit(_ sample: CensoredSample) throws(StatisticsError) -> FittedPiecewiseHazard {
        let waiting = sample.positive
        guard waiting.count > 0 else { throw .tooFew(what: "times above 0", needed: 1, got: 0) }
        var events = [Int](repeating: 0, count: breaks.count)
        var exposures = [Double](repeating: 0, count: breaks.count)
        for group in waiting.groups {
            let size = Double(group.events + group.censored)
            for piece in breaks.indices where breaks[piece] < group.seconds {
                let end = piece + 1 < breaks.count ? breaks[piece + 1] : .infinity
                exposures[piece] += size * (min(group.seconds, end) - breaks[piece])
            }
            let piece = (breaks.firstIndex { $0 > group.seconds } ?? breaks.count) - 1
            events[piece] += group.events
        }
        let pieces = breaks.indices.map { index in
            FittedPiecewiseHazard.Piece(
                start: breaks[index], events: events[index], exposure: exposures[index])
        }
        return FittedPiecewiseHazard(
            pieces: pieces, balked: sample.eventsAtZero, waited: waiting.count)
    }
}

/// A fitted hazard that is constant between breaks.
public struct FittedPiecewiseHazard: Equatable, Sendable {
    /// One piece.
    public struct Piece: Equatable, Sendable {
        /// Left end in seconds.
        public let start: Double
        /// Events in the piece.
        public let events: Int
        /// Time under observation in the piece, in seconds.
        public let exposure: Double

        /// Events per second.
        public var hazard: Double { exposure > 0 ? Double(events) / exposure : 0 }
        /// Standard error of the hazard, per second.
        ///
        /// No event counts as one; no exposure gives infinity.
        public var standardError: Double {
            exposure > 0 ? Double(max(events, 1)).squareRoot() / exposure : .infinity
        }
        /// Events per minute, as scenarios state hazards.
        public var perMinute: Double { hazard * 60 }
    }

    /// The pieces in order.
    public let pieces: [Piece]
    /// Events at time 0.
    public let balked: Int
    /// Observations above 0.
    public let waited: Int

    /// Share that leaves at once.
    public var balk: Double { Double(balked) / Double(balked + waited) }

    /// Standard error of the balk share.
    public var balkStandardError: Double {
        (balk * (1 - balk) / Double(balked + waited)).squareRoot()
    }

    /// The law, with `balk` as its atom at 0.
    public var law: Law {
        .piecewiseHazard(
            PiecewiseHazard(
                breaks: pieces.map(\.start), hazards: pieces.map(\.hazard), balk: balk))
    }

    /// The fit with sparse pieces joined to the one before (the first to the one after).
    ///
    /// A piece of few events says little: with 10 its rate is known to a third, and a last piece
    /// without any has hazard 0 for ever, so that whoever reaches it would wait without end. The
    /// joined piece has the pooled rate of its parts.
    ///
    /// - Parameter least: Events that a piece needs to stand alone.
    /// - Returns: The fit; a single piece may have fewer events.
    public func joiningSparsePieces(fewerThan least: Int = 10) -> FittedPiecewiseHazard {
        var joined: [Piece] = []
        for piece in pieces {
            // The last one may still be the first, waiting for events of its own.
            if let last = joined.last, piece.events < least || last.events < least {
                joined[joined.count - 1] = Piece(
                    start: last.start, events: last.events + piece.events,
                    exposure: last.exposure + piece.exposure)
            } else {
                joined.append(piece)
            }
        }
        return FittedPiecewiseHazard(pieces: joined, balked: balked, waited: waited)
    }

    /// Log-likelihood, including that of the balk atom.
    public var logLikelihood: Double {
        pieces.reduce(LogLikelihood.ofAtom(balked, waited)) { sum, piece in
            piece.events > 0
                ? sum + Double(piece.events) * (log(piece.hazard) - 1) : sum
        }
    }

    /// Akaike's criterion; the balk atom counts as one parameter where anyone balked.
    public var akaike: Double {
        2 * Double(pieces.count + (balked > 0 ? 1 : 0)) - 2 * logLikelihood
    }
}

/// Shared pieces of log-likelihoods.
enum LogLikelihood {
    /// Log-likelihood of an atom's share, at its estimate; 0 if nobody or everybody is in it.
    static func ofAtom(_ inside: Int, _ outside: Int) -> Double {
        guard inside > 0, outside > 0 else { return 0 }
        let share = Double(inside) / Double(inside + outside)
        return Double(inside) * log(share) + Double(outside) * log(1 - share)
    }
}
