import Conversations
import Statistics

/// Rates of outcomes beside what a channel predicts of them.
///
/// The p-value of a rate takes the error of the prediction into account, by the beta-binomial law: a
/// cell of n turns predicts with variance p (1 - p) / n.
enum FoldRates {
    /// Turns that one number predicts.
    struct Part {
        /// Name of the cell that predicts; parts of one cell share its error.
        var predictor: String
        /// Turns that the cell was fitted to.
        var fittedTo: Int
        /// Predicted probability of the outcome.
        var probability: Double
        /// Turns.
        var turns: Int
        /// Turns with the outcome.
        var count: Int
    }

    /// The rate of an outcome over all parts.
    static func rate(
        of kind: String, _ outcome: LabelledTurn.Outcome, _ parts: [Part]
    ) throws(DecodeBankError) -> ChannelFitReport.Rate {
        let turns = parts.reduce(0) { $0 + $1.turns }
        let count = parts.reduce(0) { $0 + $1.count }
        var cells: [String: (share: Double, predicted: Double, fittedTo: Int)] = [:]
        for part in parts {
            let share = Double(part.turns) / Double(turns)
            var cell = cells[part.predictor] ?? (0, 0, part.fittedTo)
            cell.share += share
            cell.predicted += share * part.probability
            cells[part.predictor] = cell
        }
        var predicted = 0.0
        var mean = 0.0
        var variance = 0.0
        for (_, cell) in cells.sorted(by: { $0.key < $1.key }) {
            predicted += cell.predicted
            // For the test, counts of 0 are never certain: half a turn each way keeps the law proper.
            let own = Double(cell.fittedTo)
            let probability = (cell.predicted / cell.share * own + 0.5) / (own + 1)
            mean += cell.share * probability
            variance += cell.share * cell.share * probability * (1 - probability) / (own + 1)
        }
        do {
            let interval = try BinomialInference.interval(successes: count, trials: turns)
            let pValue = try BinomialInference.pValue(
                successes: count, trials: turns, mean: mean, weight: mean * (1 - mean) / variance)
            return ChannelFitReport.Rate(
                kind: kind, outcome: outcome, predicted: predicted, count: count, turns: turns,
                lower: interval.lower, upper: interval.upper, pValue: pValue,
                correctedPValue: pValue)
        } catch {
            throw .noEntries(what: "\(kind): \(error.description)")
        }
    }

    /// The report with p-values corrected by Holm's method over all its rates, and over all its distances.
    static func corrected(_ report: ChannelFitReport) -> ChannelFitReport {
        var report = report
        let values = PValue.holm(report.folds.flatMap { $0.rates.map(\.pValue) })
        var next = 0
        for fold in report.folds.indices {
            for rate in report.folds[fold].rates.indices {
                report.folds[fold].rates[rate].correctedPValue = values[next]
                next += 1
            }
        }
        let distances = PValue.holm(
            report.folds.flatMap { $0.posteriors.compactMap(\.pValue) })
        next = 0
        for fold in report.folds.indices {
            for place in report.folds[fold].posteriors.indices
            where report.folds[fold].posteriors[place].pValue != nil {
                report.folds[fold].posteriors[place].correctedPValue = distances[next]
                next += 1
            }
        }
        return report
    }
}
