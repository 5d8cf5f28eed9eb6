extension PiecewiseConstantRate {
    /// Says what is wrong with the breaks and rates.
    ///
    /// - Returns: A phrase such as "rate 3 is -1.0; it must not be negative", or nil.
    public func validate() -> String? {
        if breaks.count != rates.count {
            return "there are \(breaks.count) breaks but \(rates.count) rates"
        }
        guard let start = breaks.first else { return "the list of rates is empty" }
        if start != 0 { return "the first break is \(start); it must be 0" }
        for index in breaks.indices {
            if !breaks[index].isFinite { return "break \(index + 1) is \(breaks[index])" }
            if index > 0, !(breaks[index] > breaks[index - 1]) {
                return "break \(index + 1) is \(breaks[index]), not above the one before it"
            }
            if !rates[index].isFinite { return "rate \(index + 1) is \(rates[index])" }
            if rates[index] < 0 {
                return "rate \(index + 1) is \(rates[index]); it must not be negative"
            }
        }
        guard end.isFinite, end > breaks[breaks.count - 1] else {
            return "the end \(end) must be a finite number above the last break"
        }
        return nil
    }

    /// The expected number of arrivals from the start to an instant.
    ///
    /// Exact up to rounding; takes time in proportion to the number of pieces.
    ///
    /// - Parameter time: Seconds from the start; values before it count as 0, after `end` as `end`.
    /// - Returns: The integral of the rate, non-decreasing in time.
    public func integratedRate(at time: Double) -> Double {
        let limit = min(time, end)
        var total = 0.0
        for index in breaks.indices where breaks[index] < limit {
            let to = index + 1 < breaks.count ? min(breaks[index + 1], limit) : limit
            total += rates[index] * (to - breaks[index])
        }
        return total
    }

    /// The expected number of arrivals in an interval.
    ///
    /// Exact up to rounding; takes time in proportion to the pieces inside.
    ///
    /// - Parameters:
    ///   - start: Its beginning, in seconds; what is before 0 counts for nothing.
    ///   - finish: Its end, in seconds; what is after `end` counts for nothing.
    /// - Returns: The integral of the rate, >= 0.
    public func expectedCount(from start: Double, to finish: Double) -> Double {
        var (low, high) = (0, breaks.count)
        while low < high {
            let middle = (low + high) / 2
            if breaks[middle] <= start { low = middle + 1 } else { high = middle }
        }
        let limit = min(finish, end)
        var total = 0.0
        for index in max(0, low - 1)..<breaks.count {
            let left = max(breaks[index], start)
            let right = index + 1 < breaks.count ? min(breaks[index + 1], limit) : limit
            if breaks[index] >= limit { break }
            if left < right { total += rates[index] * (right - left) }
        }
        return total
    }

    /// The first instant at which a number of arrivals is expected.
    ///
    /// - Parameter count: A number of arrivals >= 0.
    /// - Returns: Seconds from the start, the smallest t with integratedRate(at: t) >= count, or nil
    ///   when the whole horizon expects fewer.
    public func inverse(of count: Double) -> Double? {
        if count <= 0 { return 0 }
        var total = 0.0
        for index in breaks.indices {
            let to = index + 1 < breaks.count ? breaks[index + 1] : end
            let next = total + rates[index] * (to - breaks[index])
            if count <= next {
                return min(breaks[index] + (count - total) / rates[index], to)
            }
            total = next
        }
        return nil
    }
}
