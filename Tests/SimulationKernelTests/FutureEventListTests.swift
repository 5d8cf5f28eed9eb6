import SimulationKernel
import Testing
import TwinPrimitives

/// The oracle: a sorted array, inserted into and removed from by definition.
struct SortedArrayList: ~Copyable, FutureEventList {
    private var notices: [Notice] = []
    init() {}
    var count: Int { notices.count }
    var firstDue: SimulationTime { notices.first?.due ?? .distantFuture }
    mutating func push(_ notice: Notice) {
        let place = notices.firstIndex { Self.key(notice) < Self.key($0) } ?? notices.count
        notices.insert(notice, at: place)
    }
    mutating func popFirst() -> Notice { notices.removeFirst() }
    mutating func compact(keeping isLive: (Notice) -> Bool) { notices.removeAll { !isLive($0) } }
    /// Order by definition: time, then kind, then sequence; the sequence is encoded in the index of
    /// the tests below.
    private static func key(_ notice: Notice) -> (Int64, UInt8, UInt32) {
        (notice.due.nanoseconds, notice.kind, notice.index)
    }
}

/// `#expect` cannot look into a noncopyable value; this compares what was read out of it.
private func equal<Value: Equatable>(
    _ got: Value, _ expected: Value, at location: Testing.SourceLocation = #_sourceLocation
) {
    #expect(got == expected, sourceLocation: location)
}

@Suite("Future event list")
struct FutureEventListTests {
    let streams = RandomStreams(seed: 7, replication: 0)

    private func number(_ draw: Int, below limit: UInt64) -> UInt64 {
        let caller = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(draw))
        return streams.word(.testing, caller) % limit
    }

    @Test(
        "heap and ladder give the notices of a sorted array, with many ties, pushes and pops mixed",
        arguments: [1, 5, 100, 100_000] as [UInt64])
    func equalsSortedArray(instants: UInt64) {
        compareWithSortedArray(FourAryHeap(), instants: instants)
        compareWithSortedArray(LadderQueue(), instants: instants)
    }

    private func compareWithSortedArray(
        _ list: consuming some FutureEventList & ~Copyable, instants: UInt64
    ) {
        var oracle = SortedArrayList()
        for step in 0..<6_000 {
            if number(3 * step, below: 5) < 3 || list.count == 0 {
                let time = SimulationTime(
                    nanoseconds: Int64(number(3 * step + 1, below: instants)))
                let kind = UInt8(number(3 * step + 2, below: 16))
                let notice = Notice(
                    time: time, kind: kind, sequence: UInt64(step), index: UInt32(step))
                list.push(notice)
                oracle.push(notice)
            } else {
                equal(list.popFirst(), oracle.popFirst())
            }
            equal(list.count, oracle.count)
            equal(list.firstDue, oracle.firstDue)
            if step % 1_500 == 1_499 {
                list.compact { $0.index % 3 != 0 }
                oracle.compact { $0.index % 3 != 0 }
                equal(list.firstDue, oracle.firstDue)
            }
        }
        while list.count > 0 { equal(list.popFirst(), oracle.popFirst()) }
        equal(list.firstDue, .distantFuture)
    }

    /// How far ahead of now a notice is scheduled, in nanoseconds, by draw.
    enum Spread: CaseIterable {
        /// Seconds, now and then a year.
        case mostlyNear
        /// Always the same length, so that bursts stay bursts.
        case burst
        /// Every order of magnitude up to four years.
        case everyMagnitude
    }

    private func delay(_ spread: Spread, _ draw: Int) -> UInt64 {
        switch spread {
        case .mostlyNear:
            number(4 * draw, below: 50) == 0
                ? 31_536_000_000_000_000 : number(4 * draw + 1, below: 300_000_000_000)
        case .burst: number(4 * draw, below: 2) * 60_000_000_000
        case .everyMagnitude:
            number(4 * draw, below: 1 &<< (1 + number(4 * draw + 1, below: 56)))
        }
    }

    @Test(
        "the ladder gives the notices of the heap while it grows from nothing to 6 000 and back",
        arguments: Spread.allCases)
    func ladderEqualsHeap(spread: Spread) {
        var ladder = LadderQueue()
        var heap = FourAryHeap()
        var now: UInt64 = 0
        for step in 0..<60_000 {
            // Grows for a third of the steps, then holds, then shrinks.
            let pushes = step < 20_000 ? 65 : (step < 40_000 ? 50 : 35)
            if number(4 * step + 2, below: 100) < UInt64(pushes) || heap.count == 0 {
                let due = min(now &+ delay(spread, step), UInt64(Int64.max))
                let notice = Notice(
                    time: SimulationTime(nanoseconds: Int64(due)),
                    kind: UInt8(number(4 * step + 3, below: 8)), sequence: UInt64(step),
                    index: UInt32(step))
                ladder.push(notice)
                heap.push(notice)
            } else {
                let notice = heap.popFirst()
                equal(ladder.popFirst(), notice)
                now = UInt64(notice.due.nanoseconds)
            }
            equal(ladder.firstDue, heap.firstDue)
            equal(ladder.count, heap.count)
            if step % 9_000 == 8_999 {
                ladder.compact { $0.index % 7 != 0 }
                heap.compact { $0.index % 7 != 0 }
            }
        }
        while heap.count > 0 { equal(ladder.popFirst(), heap.popFirst()) }
        equal(ladder.count, 0)
        equal(ladder.firstDue, .distantFuture)
    }

    @Test("the borrow comparison is the lexicographic order, at the ends of both words too")
    func comparison() {
        let times: [Int64] = [0, 1, .max - 1, .max]
        let tails: [(UInt8, UInt64, UInt32)] = [
            (0, 0, 0), (0, 0, 1), (0, 1, 0), (7, 5, 0xFF_FFFF), (15, (1 << 36) - 1, 0xFF_FFFF),
        ]
        for first in times {
            for second in times {
                for (i, a) in tails.enumerated() {
                    for (j, b) in tails.enumerated() {
                        let left = Notice(
                            time: SimulationTime(nanoseconds: first), kind: a.0, sequence: a.1,
                            index: a.2)
                        let right = Notice(
                            time: SimulationTime(nanoseconds: second), kind: b.0, sequence: b.1,
                            index: b.2)
                        #expect(left.precedes(right) == ((first, i) < (second, j)))
                    }
                }
            }
        }
    }

    @Test("a notice keeps its parts")
    func parts() {
        let notice = Notice(
            time: SimulationTime(nanoseconds: 123), kind: 11, sequence: 1 << 35, index: 0xAB_CDEF)
        #expect(notice.due.nanoseconds == 123)
        #expect(notice.kind == 11)
        #expect(notice.index == 0xAB_CDEF)
    }

    @Test("cancelled notices are swept once they outnumber the live ones")
    func sweep() {
        var events = FutureEvents<LadderQueue>()
        for index in 0..<10_000 {
            events.schedule(1, UInt32(index), at: SimulationTime(nanoseconds: Int64(index)))
        }
        for _ in 0..<5_000 { events.noteCancelled() }
        equal(events.wantsSweep, false)
        events.noteCancelled()
        equal(events.wantsSweep, true)
        events.sweep { $0.index >= 5_001 }
        equal(events.count, 4_999)
        equal(events.wantsSweep, false)
        equal(events.popFirst().index, 5_001)
    }
}
