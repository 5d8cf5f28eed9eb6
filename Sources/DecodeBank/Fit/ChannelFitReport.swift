public import Conversations
public import Statistics

/// How well a channel predicts decodes that it was not fitted to.
public struct ChannelFitReport: Hashable, Sendable {
    /// Predicted and observed frequency of one outcome.
    public struct Rate: Hashable, Sendable {
        /// What kind of thing was said: a kind of meaning, or an utterance.
        public var kind: String
        /// The outcome: right, other or nothing.
        public var outcome: LabelledTurn.Outcome
        /// Mean probability that the channel gives it.
        public var predicted: Double
        /// Turns with it.
        public var count: Int
        /// Turns.
        public var turns: Int
        /// Exact 95 % interval of the outcome's probability (Clopper and Pearson), from 0 to 1.
        public var lower: Double
        /// Its upper end.
        public var upper: Double
        /// Two-sided p-value of the count, given the prediction and its own error.
        public var pValue: Double
        /// The p-value corrected by Holm's method for all rates of the report.
        public var correctedPValue: Double

        /// Observed frequency.
        public var observed: Double { Double(count) / Double(turns) }
    }

    /// Posteriors that a channel predicts of one outcome beside those that were observed.
    public struct Posterior: Hashable, Sendable {
        /// What kind of thing was said: a kind of meaning, or an utterance.
        public var kind: String
        /// The outcome: right or other.
        public var outcome: LabelledTurn.Outcome
        /// Turns with the outcome.
        public var turns: Int
        /// Independent turns of the fit that predict as surely as the weighted ones do (Kish's effective size).
        public var fittedTo: Double
        /// Mean that the channel predicts, from 0 to 1.
        public var predictedMean: Double
        /// Mean of the turns, from 0 to 1.
        public var observedMean: Double
        /// Greatest distance of the two distribution functions (Kolmogorov).
        public var distance: Double
        /// Distance that equal laws exceed in 5 % of samples of these sizes.
        public var bound: Double
        /// P-value of the distance (two samples, Stephens' correction); nil below an effective size of 5,
        /// for which the limit law is too coarse.
        public var pValue: Double?
        /// The p-value corrected by Holm's method for all distances of the report.
        public var correctedPValue: Double?
    }

    /// Mean squared difference of posterior and being right; what is not understood counts 0 (Brier 1950).
    public struct Brier: Hashable, Sendable {
        /// Mean that the channel predicts.
        public var predicted: Double
        /// Mean over the turns.
        public var observed: Double
        /// Standard error of the observed mean, turns taken as independent.
        public var standardError: Double
    }

    /// The check on what one fit left out.
    public struct Fold: Hashable, Sendable {
        /// What was left out, such as a voice or a condition.
        public var leftOut: String
        /// Turns left out.
        public var turns: Int
        /// Turns fitted to.
        public var trainedOn: Int
        /// Mean log-likelihood of an outcome under the channel, natural logarithm.
        public var logLikelihood: Double
        /// The same under the left-out turns' own frequencies, condition by condition and kind by kind:
        /// the best that any law without more detail can reach.
        public var saturated: Double
        /// Rates of outcomes, kind by kind.
        public var rates: [Rate]
        /// Posteriors by kind and outcome, where any were observed.
        public var posteriors: [Posterior] = []
        /// Brier scores; nil where nothing has a posterior.
        public var brier: Brier?
        /// Word error rates that the channel predicts and that were observed; nil for meanings.
        public var wordErrorRates: WordErrorRates?

        /// What the channel loses by turn against the saturated frequencies, in nats; 0 or more but for
        /// rounding.
        public var loss: Double { saturated - logLikelihood }

        /// Half of the exact 95 % interval (Clopper and Pearson) of a share of one half of its turns: no share of them is
        /// known worse; 0.5 without turns.
        public func shareHalfWidth() throws(StatisticsError) -> Double {
            guard turns > 0 else { return 0.5 }
            let ends = try BinomialInference.interval(share: 0.5, effectiveTrials: Double(turns))
            return (ends.upper - ends.lower) / 2
        }
    }

    /// Predicted and observed word error rate.
    public struct WordErrorRates: Hashable, Sendable {
        /// Mean over the utterances, weighted by their words.
        public var predicted: Double
        /// Errors of alignments by words said.
        public var observed: Double
    }

    /// Which channel was checked: of meanings or of words.
    public var channel: String
    /// What is left out in each fold, such as voice.
    public var by: String
    /// All folds, in the order of their names.
    public var folds: [Fold]

    /// Rates that disagree at a joint error rate.
    ///
    /// - Parameter level: Chance of naming any rate that agrees.
    /// - Returns: Folds' names with their rates.
    public func rejected(at level: Double = 0.05) -> [(leftOut: String, rate: Rate)] {
        folds.flatMap { fold in
            fold.rates.filter { $0.correctedPValue <= level }.map { (fold.leftOut, $0) }
        }
    }

    /// Distances of posteriors that disagree at a joint error rate.
    ///
    /// - Parameter level: Chance of naming any distance that agrees.
    /// - Returns: Folds' names with their posteriors.
    public func rejectedPosteriors(
        at level: Double = 0.05
    ) -> [(leftOut: String, posterior: Posterior)] {
        folds.flatMap { fold in
            fold.posteriors.filter { $0.correctedPValue.map { $0 <= level } ?? false }
                .map { (fold.leftOut, $0) }
        }
    }

    /// Distances that are tested.
    public var testedPosteriors: Int {
        folds.reduce(0) { $0 + $1.posteriors.count { $0.pValue != nil } }
    }

    /// The report as a table, one line a rate, and a line that says how many disagree.
    public var text: String {
        var lines = [
            "Fit of the channel of \(channel), one \(by) left out at a time",
            "left out | kind | outcome | turns | predicted % | observed % [95 %] | p (Holm)",
        ]
        for fold in folds {
            for rate in fold.rates {
                lines.append(
                    [
                        fold.leftOut, rate.kind, rate.outcome.rawValue, "\(rate.turns)",
                        Self.percent(rate.predicted),
                        "\(Self.percent(rate.observed)) [\(Self.percent(rate.lower)), "
                            + "\(Self.percent(rate.upper))]",
                        Self.rounded(rate.correctedPValue, 3),
                    ].joined(separator: " | "))
            }
            lines.append(
                "\(fold.leftOut): \(fold.turns) turns, fitted to \(fold.trainedOn); log-likelihood "
                    + "\(Self.rounded(fold.logLikelihood, 4)) a turn, saturated "
                    + Self.rounded(fold.saturated, 4)
                    + (fold.wordErrorRates.map {
                        "; word errors predicted \(Self.percent($0.predicted)) %, observed "
                            + "\(Self.percent($0.observed)) %"
                    } ?? ""))
        }
        let all = folds.reduce(0) { $0 + $1.rates.count }
        lines.append("\(rejected().count) of \(all) rates disagree at a joint error rate of 5 %")
        lines += posteriorLines
        return lines.joined(separator: "\n") + "\n"
    }

    private var posteriorLines: [String] {
        guard folds.contains(where: { !$0.posteriors.isEmpty }) else { return [] }
        var lines = [
            "left out | kind | outcome | turns | mean posterior predicted | observed | distance "
                + "[5 % above] | p (Holm)"
        ]
        for fold in folds {
            lines += fold.posteriors.map { part in
                [
                    fold.leftOut, part.kind, part.outcome.rawValue, "\(part.turns)",
                    Self.rounded(part.predictedMean, 3), Self.rounded(part.observedMean, 3),
                    "\(Self.rounded(part.distance, 3)) [\(Self.rounded(part.bound, 3))]",
                    part.correctedPValue.map { Self.rounded($0, 3) } ?? "too few",
                ].joined(separator: " | ")
            }
            if let brier = fold.brier {
                lines.append(
                    "\(fold.leftOut): Brier score predicted \(Self.rounded(brier.predicted, 4)), "
                        + "observed \(Self.rounded(brier.observed, 4)), standard error "
                        + Self.rounded(brier.standardError, 4))
            }
        }
        lines.append(
            "\(rejectedPosteriors().count) of \(testedPosteriors) distances of posteriors disagree at a "
                + "joint error rate of 5 %")
        return lines
    }

    private static func percent(_ share: Double) -> String { rounded(100 * share, 1) }

    /// A number with fixed decimals, halves away from zero.
    private static func rounded(_ value: Double, _ decimals: Int) -> String {
        var scale = 1
        for _ in 0..<decimals { scale *= 10 }
        let units = Int((value.magnitude * Double(scale)).rounded())
        let fraction = String(units % scale)
        let zeros = String(repeating: "0", count: decimals - fraction.count)
        return (value < 0 && units > 0 ? "-" : "") + "\(units / scale).\(zeros)\(fraction)"
    }
}
