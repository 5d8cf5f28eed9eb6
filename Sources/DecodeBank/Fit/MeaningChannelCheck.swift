import Conversations
import TwinPrimitives

/// Checks meaning channels on turns that they were not fitted to.
///
/// The p-value of a rate takes the error of the prediction into account, by the beta-binomial law: a
/// cell of n turns predicts with variance p (1 - p) / n. Turns of one voice and text in several channel
/// draws are not independent, so p-values below the level say that voices or conditions differ, not
/// that the fit is computed wrongly. Posteriors are compared given what became of the turns, by the greatest
/// distance of the distribution functions.
public enum MeaningChannelCheck {
    /// Leaves out one voice at a time; rates and pitches of a voice are left out with it.
    ///
    /// A left-out voice is predicted by the other voices of its class, or of its condition where it is alone.
    public static func leavingOneVoiceOut(
        _ turns: [LabelledTurn]
    ) throws(DecodeBankError) -> ChannelFitReport {
        try leavingOut(turns, by: "voice") { $0.voice }
    }

    /// Leaves out one condition at a time; it is predicted by the other conditions together.
    public static func leavingOneConditionOut(
        _ turns: [LabelledTurn]
    ) throws(DecodeBankError) -> ChannelFitReport {
        try leavingOut(turns, by: "condition") { $0.condition }
    }

    /// Checks a channel on turns as they are.
    ///
    /// - Parameters:
    ///   - channel: The channel.
    ///   - turns: Turns it was not fitted to.
    /// - Returns: A report with one fold.
    /// - Throws: `DecodeBankError.noEntries`.
    public static func check(
        _ channel: MeaningChannel, on turns: [LabelledTurn]
    ) throws(DecodeBankError) -> ChannelFitReport {
        let trained = channel.cells.filter {
            $0.condition == MeaningChannel.any && $0.voiceClass == MeaningChannel.any
        }.reduce(0) { $0 + $1.turns }
        let fold = try fold("none", channel, turns, trainedOn: trained)
        return FoldRates.corrected(ChannelFitReport(channel: "meanings", by: "part", folds: [fold]))
    }

    private static func leavingOut(
        _ turns: [LabelledTurn], by what: String, _ name: (LabelledTurn) -> String
    ) throws(DecodeBankError) -> ChannelFitReport {
        let names = Set(turns.map(name)).sorted()
        guard names.count >= 2 else { throw .noEntries(what: "a second \(what)") }
        var folds: [ChannelFitReport.Fold] = []
        for left in names {
            let rest = turns.filter { name($0) != left }
            let channel = try MeaningChannelFitter.fit(rest)
            folds.append(
                try fold(
                    left, channel, turns.filter { name($0) == left }, trainedOn: rest.count))
        }
        return FoldRates.corrected(ChannelFitReport(channel: "meanings", by: what, folds: folds))
    }

    // MARK: One fold

    /// Turns that one cell predicts.
    private struct Group: Hashable {
        var condition: String
        var voiceClass: String
        var kind: LabelledTurn.Kind
        var said: String
    }

    private static func fold(
        _ name: String, _ channel: MeaningChannel, _ turns: [LabelledTurn], trainedOn: Int
    ) throws(DecodeBankError) -> ChannelFitReport.Fold {
        guard !turns.isEmpty else { throw .noEntries(what: "turns to check a channel on") }
        var counts: [Group: [LabelledTurn.Outcome: Int]] = [:]
        for turn in turns {
            let group = Group(
                condition: turn.condition, voiceClass: turn.voiceClass, kind: turn.kind,
                said: turn.said)
            counts[group, default: [:]][turn.outcome, default: 0] += 1
        }
        let groups = counts.keys.sorted {
            ($0.condition, $0.voiceClass, $0.kind.place, $0.said)
                < ($1.condition, $1.voiceClass, $1.kind.place, $1.said)
        }
        var likelihood = 0.0
        var saturated = 0.0
        var rates: [ChannelFitReport.Rate] = []
        for kind in LabelledTurn.Kind.allCases {
            var parts: [(cell: MeaningChannel.Cell, outcomes: [LabelledTurn.Outcome: Int])] = []
            for group in groups where group.kind == kind {
                guard
                    let cell = channel.cell(
                        condition: group.condition, voiceClass: group.voiceClass, kind: kind)
                else { throw .noEntries(what: "a channel of \(kind.rawValue)") }
                parts.append(
                    (cell.of(channel.matter(kind, group.said)), counts[group] ?? [:]))
            }
            guard !parts.isEmpty else { continue }
            for part in parts {
                let total = Double(part.outcomes.values.reduce(0, +))
                for outcome in LabelledTurn.Outcome.allCases {
                    let count = Double(part.outcomes[outcome] ?? 0)
                    guard count > 0 else { continue }
                    let predicted = part.cell.probability(of: outcome)
                    likelihood += count * PortableMath.log(max(predicted, .leastNormalMagnitude))
                    saturated += count * PortableMath.log(count / total)
                }
            }
            for outcome in LabelledTurn.Outcome.allCases {
                rates.append(
                    try FoldRates.rate(
                        of: kind.rawValue, outcome,
                        parts.map { cell, outcomes in
                            FoldRates.Part(
                                predictor: "\(cell.condition) \(cell.voiceClass) \(cell.kind)",
                                fittedTo: cell.turns, probability: cell.probability(of: outcome),
                                turns: outcomes.values.reduce(0, +),
                                count: outcomes[outcome] ?? 0)
                        }))
            }
        }
        let count = Double(turns.count)
        let posteriors = MeaningPosteriors(channel)
        return ChannelFitReport.Fold(
            leftOut: name, turns: turns.count, trainedOn: trainedOn,
            logLikelihood: likelihood / count, saturated: saturated / count, rates: rates,
            posteriors: posteriors.compared(with: turns), brier: posteriors.brier(turns))
    }
}
