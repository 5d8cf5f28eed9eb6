import TwinPrimitives

extension CenterFold {
    /// Passes the boundaries (warm-up, ends of intervals, horizon) up to an instant.
    @usableFromInline
    @inline(never)
    mutating func advance(to time: Int64) {
        while time >= nextBoundary, segmentStart < windowEnd {
            flush(to: nextBoundary)
            if nextBoundary == windowEnd {
                counting = false
                firstRow = 0
                timeRow = 0
                nextBoundary = .max
                return
            }
            let next =
                configuration.perInterval
                ? counting ? interval + 1 : configuration.intervalIndex(of: configuration.warmUp)
                : 0
            enter(interval: next)
        }
    }

    private mutating func enter(interval next: Int) {
        counting = true
        interval = next
        reserve(intervals: next + 1)
        firstRow = Int32(1 + next * layout.types)
        timeRow = 1 + next
        guard configuration.perInterval, next < configuration.maximumIntervals else {
            intervalStart = configuration.perInterval ? nextBoundary : windowStart
            nextBoundary = windowEnd
            return
        }
        intervalStart = max(windowStart, configuration.intervalStart(next).nanoseconds)
        nextBoundary = min(windowEnd, configuration.intervalStart(next + 1).nanoseconds)
    }

    /// Books the integrals of the segment that ends at `time` and starts the next one.
    private mutating func flush(to time: Int64) {
        let row = times + timeRow * layout.stride
        let length = Int128(time) - Int128(segmentStart)
        row[0] += length
        for index in 0..<layout.levelCount {
            row[1 + index] += levels[index].balance + Int128(levels[index].count) * length
            levels[index].balance = 0
        }
        segmentStart = time
    }

    private mutating func reserve(intervals: Int) {
        guard intervals > intervalCapacity else { return }
        var larger = intervalCapacity
        while larger < intervals { larger *= 2 }
        rows = Self.resized(
            rows, from: 1 + intervalCapacity * layout.types, to: 1 + larger * layout.types,
            zero: ContactTally())
        times = Self.resized(
            times, from: (1 + intervalCapacity) * layout.stride,
            to: (1 + larger) * layout.stride, zero: 0)
        intervalCapacity = larger
    }

    private static func resized<Value>(
        _ memory: UnsafeMutablePointer<Value>, from old: Int, to new: Int, zero: Value
    ) -> UnsafeMutablePointer<Value> {
        let bigger = UnsafeMutablePointer<Value>.allocate(capacity: new)
        bigger.initialize(repeating: zero, count: new)
        bigger.update(from: memory, count: old)
        memory.deallocate()
        return bigger
    }

    /// Books a stretch of time that is known only now that it has ended.
    ///
    /// - Parameters:
    ///   - start: Its start.
    ///   - end: Its end: now.
    ///   - offset: The integral it belongs to.
    ///   - weight: 1 to add, -1 to take back.
    @inlinable
    mutating func book(from start: Int64, to end: Int64, at offset: Int, weight: Int128 = 1) {
        if start >= intervalStart, counting {
            times[timeRow &* layout.stride &+ offset] += weight &* Int128(end &- start)
        } else {
            bookAcross(from: start, to: end, at: offset, weight: weight)
        }
    }

    @usableFromInline
    @inline(never)
    mutating func bookAcross(from start: Int64, to end: Int64, at offset: Int, weight: Int128) {
        var from = max(start, windowStart)
        let to = min(end, windowEnd)
        while from < to {
            var index = 0
            var upTo = to
            if configuration.perInterval {
                index = configuration.intervalIndex(of: SimulationTime(nanoseconds: from))
                if index < configuration.maximumIntervals {
                    upTo = min(to, configuration.intervalStart(index + 1).nanoseconds)
                }
            }
            times[(1 + index) * layout.stride + offset] += weight * Int128(upTo - from)
            from = upTo
        }
    }
}
