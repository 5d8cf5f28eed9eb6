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
                bookableFrom = .max
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
        currentTimes = times + timeRow * layout.stride
        guard configuration.perInterval, next < configuration.maximumIntervals else {
            bookableFrom = configuration.perInterval ? nextBoundary : windowStart
            nextBoundary = windowEnd
            return
        }
        bookableFrom = max(windowStart, configuration.intervalStart(next).nanoseconds)
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
    ///   - atOnce: Of how many such stretches one takes the time, each its part, all along.
    @inlinable
    @inline(__always)
    mutating func book(from start: Int64, to end: Int64, at offset: Int, atOnce: Int64 = 1) {
        if start >= bookableFrom, atOnce == 1 {
            currentTimes[offset] &+= Int128(end &- start)
        } else {
            bookAcross(from: start, to: end, at: offset, atOnce: atOnce, in: times)
        }
    }

    /// Books a stretch of time that may lie in several intervals or partly outside the window.
    ///
    /// - Parameters:
    ///   - start: Its start.
    ///   - end: Its end.
    ///   - offset: The integral it belongs to.
    ///   - atOnce: Of how many such stretches one takes the time; parts of a nanosecond are dropped so
    ///     that all pieces of a whole stretch add up to its part rounded down.
    ///   - table: Rows of integrals as in `times`.
    @usableFromInline
    @inline(never)
    func bookAcross(
        from start: Int64, to end: Int64, at offset: Int, atOnce: Int64,
        in table: UnsafeMutablePointer<Int128>
    ) {
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
            let booked = (upTo - start) / atOnce - (from - start) / atOnce
            table[(1 + index) * layout.stride + offset] &+= Int128(booked)
            from = upTo
        }
    }
}
