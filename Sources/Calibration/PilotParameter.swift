import Statistics
import TwinPrimitives

/// A number of a surrogate pool with its uncertainty.
public struct PilotParameter: Equatable, Sendable {
    /// What it is, as its key in a scenario: `defects`, `latency.body.median`.
    public var key: String
    /// Its best value.
    public var value: Double
    /// Its 95 % interval.
    public var interval: ClosedRange<Double>
    /// Whether it is a share, and a duration in seconds else, or a plain number.
    public var unit: Unit
    /// Where it comes from, in words for a comment.
    public var source: String

    /// How a value is written.
    public enum Unit: String, Sendable {
        /// A share in [0, 1].
        case share
        /// Seconds.
        case seconds
        /// A plain number.
        case number
    }
}

/// A share of trials whose sessions may be alike within a day.
struct SharedTrials {
    private(set) var successes = 0
    private(set) var trials = 0
    private var days: [Int: (successes: Int, trials: Int)] = [:]
    private var hasDays = true

    /// Days below which they are too few to tell how alike their sessions are.
    private static let leastDays = 5
    /// Resamples of the days.
    private static let resamples = 1000

    mutating func add(_ successes: Int, of trials: Int, day: Int?) {
        self.successes += successes
        self.trials += trials
        guard let day else {
            hasDays = false
            return
        }
        days[day, default: (0, 0)].successes += successes
        days[day, default: (0, 0)].trials += trials
    }

    var value: Double { trials > 0 ? Double(successes) / Double(trials) : 0 }

    /// The 95 % interval: exact (Clopper and Pearson), and at least as wide as the bootstrap over days
    /// where the days of the sessions are told and five or more.
    var interval: ClosedRange<Double> {
        guard trials > 0,
            let exact = try? BinomialInference.interval(successes: successes, trials: trials)
        else { return 0...1 }
        guard hasDays, let blocks = byDays else { return exact.lower...exact.upper }
        return min(exact.lower, blocks.lowerBound)...max(exact.upper, blocks.upperBound)
    }

    /// Percentiles over resampled days, spread by the root of D / (D - 1) about the value.
    private var byDays: ClosedRange<Double>? {
        let blocks = days.keys.sorted().compactMap { days[$0] }
        guard blocks.count >= Self.leastDays else { return nil }
        var values: [Double] = []
        for resample in 0..<Self.resamples {
            var (hits, all) = (0, 0)
            for draw in blocks.indices {
                let word = Philox.block(
                    counter: (UInt64(resample), UInt64(draw)), key: Self.bootstrapKey
                ).0
                let block = blocks[Int(openUniform(word) * Double(blocks.count))]
                hits += block.successes
                all += block.trials
            }
            if all > 0 { values.append(Double(hits) / Double(all)) }
        }
        values.sort()
        guard let low = values.first, let high = values.last else { return nil }
        let widening = (Double(blocks.count) / Double(blocks.count - 1)).squareRoot()
        func end(_ share: Double) -> Double {
            let found = values[Int(share * Double(values.count - 1))]
            return min(max(value + widening * (found - value), 0), 1)
        }
        return low < high ? end(0.025)...end(0.975) : nil
    }

    /// The generator's key of the resampled days: "pilot days".
    private static let bootstrapKey: UInt64 = 0x7069_6C6F_7464_6179
}
