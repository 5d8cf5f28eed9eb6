import TwinPrimitives

/// How often tasks succeed at all of several trials, and at one of them at least.
///
/// Each of T tasks was tried n times; c of its trials succeeded. Averages over tasks of C(c, k) / C(n, k), "all of k",
/// and of 1 - C(n - c, k) / C(n, k), "one of k at least", estimate these without bias for k <= n, whatever the
/// tasks' chances are. Tasks are drawn independently, so intervals are of the spread between tasks. Sources: Yao,
/// Shinn, Razavi, Narasimhan, "tau-bench", arXiv 2406.12045 (2024), pass^k; Chen et al., "Evaluating large
/// language models trained on code", arXiv 2107.03374 (2021), pass@k.
///
/// A worked number: of two tasks tried twice, one succeeded twice, one once: pass^1 = 3/4, pass^2 = 1/2, pass@2 = 1.
public struct TrialConsistency: Hashable, Sendable {
    /// Successes of each task, from 0 to `trials`.
    public let successes: [Int]
    /// Trials of each task, at least 2.
    public let trials: Int

    /// A share of the tasks with its 95 % interval.
    public struct Figure: Hashable, Sendable {
        /// The estimate, in [0, 1] where it is of a probability.
        public let value: Double
        /// Lower end.
        public let lower: Double
        /// Upper end.
        public let upper: Double
    }

    /// Stores what tasks came to.
    ///
    /// - Parameters:
    ///   - successes: Successes of each task, at least two tasks.
    ///   - trials: Trials of each task, at least 2.
    /// - Throws: `StatisticsError` for fewer of either, and for successes outside 0 to `trials`.
    public init(successes: [Int], trials: Int) throws(StatisticsError) {
        guard successes.count > 1 else {
            throw .tooFew(what: "tasks", needed: 2, got: successes.count)
        }
        guard trials > 1 else { throw .tooFew(what: "trials", needed: 2, got: trials) }
        for count in successes where !(0...trials).contains(count) {
            throw .outOfRange(what: "successes", got: Double(count), allowed: "0...\(trials)")
        }
        self.successes = successes
        self.trials = trials
    }

    /// Probability that all of k trials of a task succeed (pass^k).
    ///
    /// - Parameter k: From 1 to `trials`.
    /// - Returns: The estimate with the interval of a proportion of clustered trials (Korn and Graubard): the
    ///   tasks are the clusters, and few of them make it wider as Student's law does. Where all tasks came out
    ///   alike, each counts as one trial. Covers 95 % or somewhat more from five tasks on; less where a rare kind
    ///   of task, of which none may be in the sample, moves the share far.
    /// - Throws: `StatisticsError` where the interval cannot be found.
    public func allSucceed(_ k: Int) throws(StatisticsError) -> Figure {
        try share(successes.map { chosen(k, of: $0) })
    }

    /// Probability that one of k trials of a task succeeds at least (pass@k).
    ///
    /// - Parameter k: From 1 to `trials`.
    /// - Returns: The estimate, with an interval as of `allSucceed`.
    /// - Throws: `StatisticsError` where the interval cannot be found.
    public func anySucceeds(_ k: Int) throws(StatisticsError) -> Figure {
        try share(successes.map { 1 - chosen(k, of: trials - $0) })
    }

    /// C(c, k) / C(n, k): the chance that k of the trials, drawn without putting back, are among c of them.
    private func chosen(_ k: Int, of count: Int) -> Double {
        precondition((1...trials).contains(k), "from 1 to the number of trials")
        return (0..<k).reduce(1) { product, place in
            product * Double(max(count - place, 0)) / Double(trials - place)
        }
    }

    private func share(_ values: [Double]) throws(StatisticsError) -> Figure {
        let moments = RunningMoments(values)
        let mean = min(max(moments.mean, 0), 1)
        let error = moments.standardError ?? 0
        let independent = mean * (1 - mean) / Double(values.count * trials)
        let worth =
            error > 0 && independent > 0
            ? BinomialInference.effectiveTrials(
                values.count * trials, designEffect: error * error / independent,
                degreesOfFreedom: Double(values.count - 1))
            : Double(values.count)
        let ends = try BinomialInference.interval(share: mean, effectiveTrials: worth)
        return Figure(value: mean, lower: ends.lower, upper: ends.upper)
    }

    /// Tasks of which every trial succeeded, some did, and none did.
    public var tasks: (always: Int, sometimes: Int, never: Int) {
        let always = successes.count { $0 == trials }
        let never = successes.count { $0 == 0 }
        return (always, successes.count - always - never, never)
    }

    /// Share of the variance of a trial's success that lies between tasks; the rest is chance within them.
    ///
    /// Without bias each: within tasks pass^1 - pass^2, between them pass^2 less the square of the mean chance.
    /// 1 where trials of a task never differ, 0 where tasks are alike; an estimate may come out below 0. Interval:
    /// Student's, with the error of the jackknife over tasks (Efron and Stein, Annals of Statistics 9 (1981) 586);
    /// of first order. Nil where all trials of all tasks came out alike, and for two tasks.
    public var betweenTasks: Figure? {
        let count = Double(successes.count)
        let first = successes.map { chosen(1, of: $0) }
        let second = successes.map { chosen(2, of: $0) }
        let sums = (
            first.reduce(0, +), second.reduce(0, +), first.reduce(0) { $0 + $1 * $1 }
        )
        func share(_ tasks: Double, _ one: Double, _ both: Double, _ squares: Double) -> Double? {
            let mean = one / tasks
            let error = (squares / tasks - mean * mean) / (tasks - 1)
            let (within, between) = ((one - both) / tasks, both / tasks - mean * mean + error)
            return within + between > 0 ? between / (within + between) : nil
        }
        guard successes.count > 2, let value = share(count, sums.0, sums.1, sums.2) else {
            return nil
        }
        let others = zip(first, second).compactMap { one, both in
            share(count - 1, sums.0 - one, sums.1 - both, sums.2 - one * one)
        }
        guard others.count == successes.count else { return nil }
        let error = (RunningMoments(others).squaredDeviations * (count - 1) / count).squareRoot()
        let half = StudentQuantile.twoSided95(count - 1) * error
        return Figure(value: value, lower: value - half, upper: value + half)
    }
}
