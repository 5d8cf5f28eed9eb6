import Conversations
import DialogueEngine

/// The confidences that a channel of words gives to the best readings of utterances that it was not fitted to.
struct WordPosteriors {
    /// An utterance with what became of it.
    struct Utterance {
        /// The cell that predicts it.
        var cell: WordChannel.Cell
        /// Words said.
        var words: Int
        /// What became of it.
        var outcome: LabelledTurn.Outcome
        /// Confidence of the best reading, from 0 to 1.
        var confidence: Double

        private func table(_ outcome: LabelledTurn.Outcome) -> QuantileTable {
            outcome == .right ? cell.confidenceWhenRight : cell.confidenceWhenWrong
        }

        /// Probabilities of the steps of a score, given what becomes of the utterance.
        func masses(_ outcome: LabelledTurn.Outcome) -> [Double] {
            PosteriorLaw.masses(of: table(outcome))
        }
    }

    /// Decodes of utterances with words, with the cells of a channel that predict them.
    static func utterances(_ records: [BankRecord], _ channel: WordChannel) -> [Utterance] {
        records.compactMap { record in
            let said = Words(record.key.text).list
            let best = record.entry.hypotheses.first
            let cell = channel.cell(
                condition: record.key.speaker.condition,
                voiceClass: record.key.speaker.voiceClass,
                language: WordChannel.language(of: record.key.state))
            guard let cell, !said.isEmpty else { return nil }
            return Utterance(
                cell: cell, words: said.count,
                outcome: WordChannelCheck.outcome(said, Words(best?.text ?? "").list),
                confidence: best?.confidence.value ?? 0)
        }
    }

    /// Predicted confidences beside those of utterances.
    static func compared(with utterances: [Utterance]) -> [ChannelFitReport.Posterior] {
        [LabelledTurn.Outcome.right, .other].compactMap { outcome in
            let own = utterances.filter { $0.outcome == outcome }
            var law = PosteriorLaw()
            for utterance in own {
                let cell = utterance.cell
                law.add(
                    table: utterance.masses(outcome),
                    cell: "\(cell.condition) \(cell.voiceClass) \(cell.language)",
                    turns: Double(cell.utterances)
                        * cell.probability(of: outcome, ofUtterancesOf: utterance.words))
            }
            return law.compared(
                with: own.map(\.confidence), kind: "utterance", outcome)
        }
    }

    /// Brier scores over utterances.
    static func brier(_ utterances: [Utterance]) -> ChannelFitReport.Brier? {
        var sums = BrierSums()
        for utterance in utterances {
            let predicted = [LabelledTurn.Outcome.right, .other].reduce(0) { sum, outcome in
                sum
                    + utterance.cell.probability(of: outcome, ofUtterancesOf: utterance.words)
                    * PosteriorLaw.squaredError(
                        utterance.masses(outcome), isRight: outcome == .right)
            }
            let error =
                utterance.outcome == .right ? 1 - utterance.confidence : utterance.confidence
            sums.add(
                predicted: predicted,
                observed: utterance.outcome == .nothing ? 0 : error * error)
        }
        return sums.scores
    }
}
