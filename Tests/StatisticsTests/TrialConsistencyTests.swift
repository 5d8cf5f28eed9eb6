import Statistics
import Testing
import TwinPrimitives

@Suite("Tasks that succeed at all of several trials")
struct TrialConsistencyTests {
    @Test("three tasks are as counted by hand")
    func byHand() throws {
        let found = try TrialConsistency(successes: [3, 1, 0], trials: 3)
        // Pairs of three trials: of the second task none is of successes, two of three have one.
        #expect(abs(try found.allSucceed(1).value - 4.0 / 9) < 1e-12)
        #expect(abs(try found.allSucceed(2).value - 1.0 / 3) < 1e-12)
        #expect(abs(try found.allSucceed(3).value - 1.0 / 3) < 1e-12)
        #expect(abs(try found.anySucceeds(2).value - 5.0 / 9) < 1e-12)
        #expect(abs(try found.anySucceeds(3).value - 2.0 / 3) < 1e-12)
        #expect(found.tasks == (1, 1, 1))
        // Within: 4/9 - 1/3. Between: 1/3 - 16/81 + 14/243, the square of the error of the mean 4/9 by
        // deviations 5/9, -1/9, -4/9.
        let between = 1.0 / 3 - 16.0 / 81 + (25.0 + 1 + 16) / 81 / 6
        let share = try #require(found.betweenTasks)
        #expect(abs(share.value - between / (between + 1.0 / 9)) < 1e-12)
    }

    /// The expectation over all counts of a task is p^k for k <= n, so over a mixture the mean of the powers.
    @Test(
        "all of k trials succeed with p^k, one at least with 1 - (1 - p)^k, without bias",
        arguments: [[0.7], [0.9, 0.3], [0, 0.2, 1]])
    func unbiased(chances: [Double]) throws {
        let trials = 5
        func power(_ base: Double, _ exponent: Int) -> Double {
            (0..<exponent).reduce(1) { product, _ in product * base }
        }
        let ways = [1.0, 5, 10, 10, 5, 1]
        for k in 1...trials {
            var (all, any) = (0.0, 0.0)
            for count in 0...trials {
                let found = try TrialConsistency(successes: [count, count], trials: trials)
                let mass = chances.reduce(0) { sum, p in
                    sum + ways[count] * power(p, count) * power(1 - p, trials - count)
                }
                all += mass * (try found.allSucceed(k).value)
                any += mass * (try found.anySucceeds(k).value)
            }
            #expect(abs(all - chances.reduce(0) { $0 + power($1, k) }) < 1e-12)
            #expect(abs(any - chances.reduce(0) { $0 + 1 - power(1 - $1, k) }) < 1e-12)
        }
    }

    /// Tasks half of which succeed with 0.9, half with 0.3; four trials.
    private static func sample(_ number: Int, tasks: Int) -> [Int] {
        let streams = RandomStreams(seed: UInt64(number), replication: 3)
        return (0..<tasks).map { task in
            let key = CallerKey(contactType: ContactTypeID(0), ordinal: UInt32(task))
            let chance = streams.uniform(.testing, key) < 0.5 ? 0.9 : 0.3
            return (1...4).count { streams.uniform(.testing, key, draw: UInt32($0)) < chance }
        }
    }

    /// Misses of 1 000 samples against their binomial bound.
    ///
    /// pass^4 is (0.9^4 + 0.3^4) / 2 = 0.3321. Of 1 000 samples of 100 tasks a 95 % interval misses it in
    /// 50 +- 4.9 x 6.9; trials taken as independent ones of 400 would make it half as wide and miss a third.
    @Test("intervals over tasks hold the truth of a mixture as often as they say")
    func coverage() throws {
        let truth = (0.6561 + 0.0081) / 2
        var misses = 0
        var between = RunningMoments()
        var held = 0
        for number in 0..<1000 {
            let found = try TrialConsistency(
                successes: Self.sample(number, tasks: 100), trials: 4)
            let all = try found.allSucceed(4)
            misses += all.lower <= truth && truth <= all.upper ? 0 : 1
            let share = try #require(found.betweenTasks)
            between.add(share.value)
            held += share.lower <= 0.375 && 0.375 <= share.upper ? 1 : 0
        }
        #expect((10...84).contains(misses), "\(misses)")
        // Between tasks 0.09 of a variance of 0.24; the ratio's bias is of order 1 / 100 of its spread squared.
        let error = try #require(between.standardError)
        #expect(abs(between.mean - 0.375) < 4.9 * error + 0.003, "\(between.mean)")
        #expect(held > 1000 - 84, "\(held)")
    }

    /// At most 5 % may miss: 100 of 2 000, and 4.9 x 9.7 for chance.
    ///
    /// Without Student's quantile 9.1 % of the intervals of pass^2 from five tasks miss, with it 2.6 %, and 2.0 to
    /// 3.5 % at ten and thirty (200 000 samples of a second implementation), so more than 10 of 2 000 must: those as
    /// wide as [0, 1] never do.
    @Test(
        "intervals of few tasks miss the truth no more often than they say",
        arguments: [5, 10, 30])
    func fewTasks(tasks: Int) throws {
        var misses = [0, 0]
        let truths = [(0.9 + 0.3) / 2, (0.81 + 0.09) / 2]
        for number in 0..<2000 {
            let found = try TrialConsistency(
                successes: Self.sample(number, tasks: tasks), trials: 4)
            for place in truths.indices {
                let figure = try found.allSucceed(place + 1)
                let holds = (figure.lower...figure.upper).contains(truths[place])
                misses[place] += holds ? 0 : 1
            }
        }
        for count in misses { #expect((11...148).contains(count), "\(tasks): \(misses)") }
    }

    @Test("trials that never differ have all of their variance between tasks, alike ones none")
    func extremes() throws {
        let apart = try TrialConsistency(successes: [4, 0, 4, 4, 0], trials: 4)
        #expect(abs(try #require(apart.betweenTasks).value - 1) < 1e-12)
        // Each task two of four: within 1/2 - 1/6, between 1/6 - 1/4, which is -1/3 of their sum.
        let alike = try TrialConsistency(successes: [2, 2, 2, 2], trials: 4)
        #expect(abs(try #require(alike.betweenTasks).value + 1.0 / 3) < 1e-12)
        let sure = try TrialConsistency(successes: [4, 4, 4], trials: 4)
        #expect(sure.betweenTasks == nil)
        // Three tasks that never fail: 1 - 0.025^(1/3), exactly, is the lower end of none of three failing.
        #expect(abs(try sure.allSucceed(4).lower - 0.292401773821286) < 1e-6)
        #expect(try sure.allSucceed(4).upper == 1)
        #expect(throws: StatisticsError.self) { try TrialConsistency(successes: [1], trials: 2) }
        #expect(throws: StatisticsError.self) {
            try TrialConsistency(successes: [1, 3], trials: 2)
        }
    }
}
