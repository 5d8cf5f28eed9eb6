import DialogueEngine
import Statistics

/// A law of posteriors on the grid of `Score`, mixed of examples and of tables of quantiles.
///
/// What it was fitted to is kept by weight: a mixture that leans on few turns predicts less surely than one of
/// many. Posteriors of turns that share a voice, a text or a caller are alike, so p-values below a level say
/// that laws differ, or that turns do, not that the fit is computed wrongly.
struct PosteriorLaw {
    /// Probability of each step of a score, times `total`.
    private var masses = [Double](repeating: 0, count: Int(Score.stepsInOne) + 1)
    private var total = 0.0
    /// Weight of each example, and the turns that it stands for.
    private var examples: [Int: (weight: Double, turns: Int)] = [:]
    /// Weight of each table, and the turns that it was fitted to.
    private var tables: [String: (weight: Double, turns: Double)] = [:]

    /// Effective sizes from which the limit law of Kolmogorov's distance errs by less than 0.01.
    private static let fewest = 5.0

    /// Adds the law of one turn that draws an example of some turns.
    mutating func add(example number: Int, steps: Int16, turns: Int, share: Double) {
        masses[Int(steps)] += share
        total += share
        examples[number, default: (0, turns)].weight += share
    }

    /// Adds the law of one turn that draws from a table.
    ///
    /// - Parameters:
    ///   - masses: The table's; see `masses(of:)`.
    ///   - cell: Name of the cell that has it: one cell errs once.
    ///   - turns: Turns that the table was fitted to.
    mutating func add(table masses: [Double], cell: String, turns: Double) {
        for step in masses.indices { self.masses[step] += masses[step] }
        total += 1
        tables[cell, default: (0, turns)].weight += 1
    }

    /// Probabilities of the steps of a score that is drawn from a table and rounded to the nearest step.
    static func masses(of table: QuantileTable) -> [Double] {
        let steps = Double(Score.stepsInOne)
        var masses = [Double](repeating: 0, count: Int(Score.stepsInOne) + 1)
        let share = 1 / Double(table.quantiles.count - 1)
        for (low, high) in zip(table.quantiles, table.quantiles.dropFirst()) {
            let (first, last) = (Int(Score(low).steps), Int(Score(high).steps))
            guard first < last else {
                masses[first] += share
                continue
            }
            for step in first...last {
                let from = max(low, (Double(step) - 0.5) / steps)
                let to = min(high, (Double(step) + 0.5) / steps)
                masses[step] += share * max(to - from, 0) / (high - low)
            }
        }
        return masses
    }

    /// Holds the law against what was observed.
    ///
    /// - Parameters:
    ///   - observed: Posteriors of turns, at least one.
    ///   - kind: What kind of thing was said.
    ///   - outcome: What became of it.
    /// - Returns: The comparison, its p-value not corrected; nil for a law without weight.
    func compared(
        with observed: [Double], kind: String, _ outcome: LabelledTurn.Outcome
    ) -> ChannelFitReport.Posterior? {
        guard total > 0, !observed.isEmpty else { return nil }
        var counts = [Int](repeating: 0, count: masses.count)
        for posterior in observed { counts[Int(Score(posterior).steps)] += 1 }
        let size = Double(observed.count)
        var (below, seen, distance) = (0.0, 0, 0.0)
        var (predicted, mean) = (0.0, 0.0)
        for step in masses.indices {
            below += masses[step] / total
            seen += counts[step]
            distance = max(distance, abs(below - Double(seen) / size))
            let value = Double(step) / Double(Score.stepsInOne)
            predicted += value * masses[step] / total
            mean += value * Double(counts[step]) / size
        }
        let fittedTo = effectiveSize
        let test = KolmogorovSmirnovTest(
            distance: min(distance, 1), effectiveSize: size * fittedTo / (size + fittedTo))
        let pValue = test.effectiveSize >= Self.fewest ? test.pValue : nil
        return ChannelFitReport.Posterior(
            kind: kind, outcome: outcome, turns: observed.count, fittedTo: fittedTo,
            predictedMean: predicted, observedMean: mean, distance: test.distance,
            bound: test.bound(at: 0.05), pValue: pValue, correctedPValue: pValue)
    }

    /// Kish's effective size, (sum of weights)^2 / sum of squared weights, over single turns of the fit.
    private var effectiveSize: Double {
        // In a fixed order, so that equal inputs give equal bits.
        let parts =
            examples.sorted { $0.key < $1.key }.map { ($0.value.weight, Double($0.value.turns)) }
            + tables.sorted { $0.key < $1.key }.map { ($0.value.weight, max($0.value.turns, 1)) }
        let squares = parts.reduce(0) { $0 + $1.0 * $1.0 / $1.1 }
        return total * total / squares
    }

    /// Mean squared distance of the law's posteriors from 1 or 0.
    ///
    /// - Parameters:
    ///   - masses: Probabilities of the steps of a score.
    ///   - isRight: Whether 1 is meant.
    /// - Returns: From 0 to 1.
    static func squaredError(_ masses: [Double], isRight: Bool) -> Double {
        masses.indices.reduce(0) { sum, step in
            let value = Double(step) / Double(Score.stepsInOne)
            let error = isRight ? 1 - value : value
            return sum + masses[step] * error * error
        }
    }
}

/// Mean and spread of squared errors, predicted and observed, turn by turn.
struct BrierSums {
    private var predicted = 0.0
    private var moments = RunningMoments()

    /// Adds a turn.
    mutating func add(predicted: Double, observed: Double) {
        self.predicted += predicted
        moments.add(observed)
    }

    /// The scores; nil of fewer than two turns.
    var scores: ChannelFitReport.Brier? {
        guard moments.count >= 2 else { return nil }
        let count = Double(moments.count)
        return ChannelFitReport.Brier(
            predicted: predicted / count, observed: moments.mean,
            standardError: ((moments.variance ?? 0) / count).squareRoot())
    }
}
