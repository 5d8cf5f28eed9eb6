import Conversations
import DialogueEngine
import TwinPrimitives

/// Checks word channels on decodes that they were not fitted to.
///
/// Of each utterance the channel predicts by its number of words whether it is heard right, wrong, or
/// not at all; p-values are those of `FoldRates`, a little too great, since utterances of several lengths
/// vary less than the binomial law has it. Word error rates stand beside them without a p-value: words of
/// one utterance err together. Confidences of the best readings are compared given what became of the
/// utterances, by the greatest distance of the distribution functions.
public enum WordChannelCheck {
    /// Leaves out one voice at a time; rates and pitches of a voice are left out with it.
    public static func leavingOneVoiceOut(
        _ records: [BankRecord]
    ) throws(DecodeBankError) -> ChannelFitReport {
        try leavingOut(records, by: "voice") { $0.key.speaker.voice.identity }
    }

    /// Leaves out one condition at a time; it is predicted by the other conditions together.
    public static func leavingOneConditionOut(
        _ records: [BankRecord]
    ) throws(DecodeBankError) -> ChannelFitReport {
        try leavingOut(records, by: "condition") { $0.key.speaker.condition }
    }

    /// Checks a channel on decodes as they are.
    ///
    /// - Parameters:
    ///   - channel: The channel.
    ///   - records: Decodes it was not fitted to.
    /// - Returns: A report with one fold.
    /// - Throws: `DecodeBankError.noEntries`.
    public static func check(
        _ channel: WordChannel, on records: [BankRecord]
    ) throws(DecodeBankError) -> ChannelFitReport {
        let trained = channel.cell(condition: WordChannel.any, voiceClass: WordChannel.any)
        let fold = try fold("none", channel, records, trainedOn: trained?.utterances ?? 0)
        return FoldRates.corrected(
            ChannelFitReport(channel: "words", by: "part", folds: [fold]))
    }

    private static func leavingOut(
        _ records: [BankRecord], by what: String, _ name: (BankRecord) -> String
    ) throws(DecodeBankError) -> ChannelFitReport {
        let names = Set(records.map(name)).sorted()
        guard names.count >= 2 else { throw .noEntries(what: "a second \(what)") }
        var folds: [ChannelFitReport.Fold] = []
        for left in names {
            let rest = records.filter { name($0) != left }
            folds.append(
                try fold(
                    left, try WordChannelFitter.fit(rest), records.filter { name($0) == left },
                    trainedOn: rest.count))
        }
        return FoldRates.corrected(
            ChannelFitReport(channel: "words", by: what, folds: folds))
    }

    // MARK: One fold

    /// Utterances that one number predicts.
    private struct Group: Hashable {
        var condition: String
        var voiceClass: String
        var language: String
        var words: Int
    }

    /// What became of an utterance, by its words and those of its best reading.
    static func outcome(_ said: [String], _ heard: [String]) -> LabelledTurn.Outcome {
        heard.isEmpty ? .nothing : heard == said ? .right : .other
    }

    private static func fold(
        _ name: String, _ channel: WordChannel, _ records: [BankRecord], trainedOn: Int
    ) throws(DecodeBankError) -> ChannelFitReport.Fold {
        var counts: [Group: [LabelledTurn.Outcome: Int]] = [:]
        var words = 0
        var errors = 0
        for record in records {
            let said = Words(record.key.text).list
            guard !said.isEmpty else { continue }
            let heard = Words(record.entry.hypotheses.first?.text ?? "").list
            let group = Group(
                condition: record.key.speaker.condition,
                voiceClass: record.key.speaker.voiceClass,
                language: WordChannel.language(of: record.key.state), words: said.count)
            counts[group, default: [:]][Self.outcome(said, heard), default: 0] += 1
            words += said.count
            errors += WordAlignment.errors(in: WordAlignment.align(said: said, heard: heard))
        }
        guard !counts.isEmpty else { throw .noEntries(what: "utterances to check a channel on") }
        let groups = counts.sorted {
            ($0.key.condition, $0.key.voiceClass, $0.key.language, $0.key.words)
                < ($1.key.condition, $1.key.voiceClass, $1.key.language, $1.key.words)
        }
        var parts: [LabelledTurn.Outcome: [FoldRates.Part]] = [:]
        var likelihood = 0.0
        var saturated = 0.0
        var expected = 0.0
        var turns = 0
        for (group, outcomes) in groups {
            guard
                let cell = channel.cell(
                    condition: group.condition, voiceClass: group.voiceClass,
                    language: group.language)
            else { throw .noEntries(what: "a channel of words") }
            let total = outcomes.values.reduce(0, +)
            turns += total
            expected +=
                Double(total * group.words) * cell.wordErrorRate(ofUtterancesOf: group.words)
            for outcome in LabelledTurn.Outcome.allCases {
                let probability = cell.probability(of: outcome, ofUtterancesOf: group.words)
                let count = outcomes[outcome] ?? 0
                parts[outcome, default: []].append(
                    FoldRates.Part(
                        predictor: "\(cell.condition) \(cell.voiceClass) \(cell.language)",
                        fittedTo: cell.utterances, probability: probability, turns: total,
                        count: count))
                guard count > 0 else { continue }
                likelihood +=
                    Double(count) * PortableMath.log(max(probability, .leastNormalMagnitude))
                saturated += Double(count) * PortableMath.log(Double(count) / Double(total))
            }
        }
        var rates: [ChannelFitReport.Rate] = []
        for outcome in LabelledTurn.Outcome.allCases {
            rates.append(try FoldRates.rate(of: "utterance", outcome, parts[outcome] ?? []))
        }
        let utterances = WordPosteriors.utterances(records, channel)
        return ChannelFitReport.Fold(
            leftOut: name, turns: turns, trainedOn: trainedOn,
            logLikelihood: likelihood / Double(turns), saturated: saturated / Double(turns),
            rates: rates, posteriors: WordPosteriors.compared(with: utterances),
            brier: WordPosteriors.brier(utterances),
            wordErrorRates: .init(
                predicted: expected / Double(words), observed: Double(errors) / Double(words)))
    }
}

extension WordChannel.Cell {
    /// Probability of an outcome of an utterance of so many words.
    func probability(of outcome: LabelledTurn.Outcome, ofUtterancesOf count: Int) -> Double {
        let right = rightProbability(ofUtterancesOf: count)
        let nothing = silenceProbability(ofUtterancesOf: count)
        return switch outcome {
        case .right: right
        case .nothing: nothing
        case .other: max(1 - right - nothing, 0)
        }
    }
}
