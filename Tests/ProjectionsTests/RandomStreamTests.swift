import ContactCenterEvents
import Projections
import Testing
import TwinPrimitives

@Suite("the fold against a slow independent recount of random event streams")
struct RandomStreamTests {
    /// Windows and grids: with and without warm-up, horizon, an offset of the grid, intervals.
    static func configuration(_ seed: UInt64, perInterval: Bool) -> CenterFoldConfiguration {
        let warmUp = [0, 0, 1000, 7200, 40_000][Int(seed % 5)]
        let horizon: SimulationTime =
            seed % 3 == 0 ? .distantFuture : SimulationTime(seconds: 60_000)
        var configuration = CenterFoldConfiguration(
            contactTypes: 3, agentGroups: 2, voicePools: 2,
            interval: SimulationDuration(seconds: seed % 2 == 0 ? 1800 : 900),
            timeOfDayAtStart: SimulationDuration(seconds: seed % 4 < 2 ? 0 : 25_530),
            warmUp: SimulationTime(seconds: Double(warmUp)), horizon: horizon,
            acceptableWait: SimulationDuration(seconds: 20), perInterval: perInterval)
        // Of some types an agent may have several in hand.
        if seed % 4 > 1 { configuration.contactsAtOnce = [1, 3, 7] }
        return configuration
    }

    @Test("counts, integrals and quantiles agree to the last bit", arguments: 0..<24)
    func agreement(seed: Int) {
        for recorded in [false, true] {
            var stream = RandomEventStream(seed: UInt64(seed), recorded: recorded)
            let script = stream.make(steps: 3000, drain: seed % 4 != 0)
            for perInterval in [false, true] {
                let configuration = Self.configuration(UInt64(seed), perInterval: perInterval)
                let tally = script.tally(configuration)
                #expect(tally.ignoredEvents == 0)
                #expect(tally.violation() == nil)
                compare(tally, SlowRecount(script, configuration))
            }
        }
    }

    private func compare(_ tally: CenterTally, _ slow: SlowRecount) {
        let configuration = tally.configuration
        for type in 0..<3 {
            var total = ContactTally()
            for (key, value) in slow.tallies where key[1] == type { total += value }
            #expect(tally.contacts[type] == total)
            for (index, interval) in tally.intervals.enumerated() {
                let expected = slow.tallies[[index, type]] ?? ContactTally()
                #expect(interval.contacts[type] == expected)
            }
            compare(tally.waits[type], slow.waits[type] ?? [])
            compare(tally.handlingTimes[type], slow.handling[type] ?? [])
            compare(tally.latencies[type], slow.latencies[type] ?? [])
        }
        compare(tally.time, slow, from: .min, to: .max)
        for (index, interval) in tally.intervals.enumerated() {
            compare(
                interval.time, slow, from: configuration.intervalStart(index).nanoseconds,
                to: configuration.intervalStart(index + 1).nanoseconds)
        }
        if configuration.perInterval {
            let end = min(slow.lastTime, configuration.horizon.nanoseconds)
            let last = configuration.intervalStart(tally.intervals.count - 1).nanoseconds
            #expect(last <= max(end, 0))
        }
    }

    private func compare(_ time: TimeTally, _ slow: SlowRecount, from: Int64, to: Int64) {
        let all = SlowRecount.Span(place: 0, from: 0, to: slow.lastTime)
        #expect(time.observed == slow.time([all], place: 0, from: from, to: to))
        for type in 0..<3 {
            #expect(
                time.waiting[type] == slow.time(slow.queues, place: type, from: from, to: to))
        }
        for group in 0..<2 {
            #expect(
                time.signedIn[group] == slow.time(slow.signedIn, place: group, from: from, to: to))
            #expect(
                time.talking[group] == slow.time(slow.talks, place: group, from: from, to: to))
            #expect(
                time.afterContact[group]
                    == slow.time(slow.works, place: group, from: from, to: to))
        }
        #expect(time.talkingUnassigned == slow.time(slow.talks, place: -1, from: from, to: to))
        #expect(
            time.afterContactUnassigned == slow.time(slow.works, place: -1, from: from, to: to))
        for pool in 0..<2 {
            #expect(
                time.sessions[pool] == slow.time(slow.sessions, place: pool, from: from, to: to))
        }
    }

    private func compare(_ histogram: DurationHistogram, _ values: [Int64]) {
        let sorted = values.sorted()
        #expect(histogram.count == Int64(sorted.count))
        #expect(histogram.sum == sorted.reduce(0) { $0 + Int128($1) })
        for permille in [1, 250, 500, 900, 950, 990, 1000] {
            guard let value = histogram.quantileSeconds(permille: permille) else {
                #expect(sorted.isEmpty)
                continue
            }
            let exact = Double(sorted[(sorted.count * permille + 999) / 1000 - 1]) / 1e9
            #expect(abs(value - exact) <= exact / 256)
        }
    }

    @Test("the merge of two tallies counts what both counted, in either order")
    func merge() throws {
        for seed in 0..<10 as Range<UInt64> {
            let configuration = Self.configuration(seed, perInterval: true)
            var stream = RandomEventStream(seed: seed, recorded: false)
            var other = RandomEventStream(seed: seed + 100, recorded: false)
            let one = stream.make(steps: 2000, drain: true).tally(configuration)
            let two = other.make(steps: 3000, drain: false).tally(configuration)
            var forth = one
            try forth.merge(two)
            var back = two
            try back.merge(one)
            #expect(forth == back)
            #expect(forth.violation() == nil)
            for type in 0..<3 {
                #expect(
                    forth.contacts[type].arrived == one.contacts[type].arrived
                        + two.contacts[type].arrived)
                #expect(forth.waits[type].sum == one.waits[type].sum + two.waits[type].sum)
                #expect(forth.waits[type].count == one.waits[type].count + two.waits[type].count)
            }
            #expect(forth.time.observed == one.time.observed + two.time.observed)
            #expect(forth.intervals.count == max(one.intervals.count, two.intervals.count))
        }
    }

    @Test("one fold over two days that do not touch equals the merge of a fold per day")
    func mergeOfDays() throws {
        // The second day begins with new contacts on an empty center, so the whole is the sum.
        let day: Int64 = 30 * 86_400_000_000_000
        var first = RandomEventStream(seed: 5, recorded: true)
        let one = first.make(steps: 2000, drain: true)
        var second = RandomEventStream(seed: 6, recorded: true, start: day)
        second.next = first.next
        let two = second.make(steps: 2000, drain: true)
        var both = EventScript()
        both.events = one.events.dropLast() + two.events
        let configuration = CenterFoldConfiguration(
            contactTypes: 3, agentGroups: 2, voicePools: 2, perInterval: false)
        var merged = one.tally(configuration)
        let later = two.tally(configuration)
        try merged.merge(later)
        let whole = both.tally(configuration)
        #expect(whole.contacts == merged.contacts)
        #expect(whole.waits == merged.waits)
        #expect(whole.handlingTimes == merged.handlingTimes)
        #expect(whole.time.waiting == merged.time.waiting)
        #expect(whole.time.talkingUnassigned == merged.time.talkingUnassigned)
        #expect(whole.pools == merged.pools)
    }

    @Test("tallies of different centers are refused")
    func differentCenters() {
        var one = EventScript().tally(
            CenterFoldConfiguration(contactTypes: 1, agentGroups: 1, voicePools: 0))
        let two = EventScript().tally(
            CenterFoldConfiguration(contactTypes: 2, agentGroups: 1, voicePools: 0))
        #expect(throws: ProjectionError.differentCenters) { try one.merge(two) }
    }

    @Test("every member of a contact tally is added, and listed once")
    func members() {
        // The counters end on a multiple of the 16 bytes of a sum.
        let counters = (8 * ContactTally.counters.count + 15) / 16 * 16
        let bytes = counters + 16 * ContactTally.timeSums.count
        #expect(MemoryLayout<ContactTally>.size == bytes)
        var one = ContactTally()
        for (index, counter) in ContactTally.counters.enumerated() {
            one[keyPath: counter.value] = Int64(index + 1)
        }
        for (index, sum) in ContactTally.timeSums.enumerated() {
            one[keyPath: sum.value] = Int128(index + 1)
        }
        var two = one
        two += one
        for (index, counter) in ContactTally.counters.enumerated() {
            #expect(two[keyPath: counter.value] == Int64(2 * index + 2), "\(counter.name)")
        }
        for (index, sum) in ContactTally.timeSums.enumerated() {
            #expect(two[keyPath: sum.value] == Int128(2 * index + 2), "\(sum.name)")
        }
    }
}
