/// Answers in any words.
extension Reduction {
    /// Takes an utterance at a question that any words answer.
    ///
    /// It is the answer, unless:
    /// - it begins as a correction and gives another value to a slot that has one ("actually, make it
    ///   three"), or
    /// - it is something about the conversation itself ("cancel", "say that again"), surer than not, or
    /// - it is a wish of its own that costs less, in expectation, to take as such than to write down.
    ///
    /// For the last, the probability of the wish is set against that of an answer, which was asked
    /// for: words that ask for something ("I want", "can you", "what") are as likely one as the other
    /// beforehand, all other words nine times as likely the answer (assumed). "A loan for my car"
    /// then names a topic even where loans can be wished for.
    mutating func takeFreeAnswer(
        to slot: SlotID, _ meaning: Interpretation, _ wishStrength: Score
    ) {
        if meaning.isCorrection, correct(meaning, among: correctable.filter { $0 != slot }) {
            return
        }
        guard let answer = meaning.answers.first(where: { $0.slot == slot }) else {
            return takeOther(meaning, wishStrength)
        }
        if let wish = meaning.intents.first, isWish(wish, rather: slot, wishStrength, meaning) {
            return takeOther(meaning, wishStrength)
        }
        takeAnswer(answer, meaning)
    }

    private func isWish(
        _ wish: IntentCandidate, rather slot: SlotID, _ strength: Score, _ meaning: Interpretation
    ) -> Bool {
        let isRequest = SpeechMarkers.isRequest(Words(meaning.text).list)
        let prior: Double
        let risk: RiskClass
        switch model[wish.intent].effect {
        case .answer: return false
        case .pattern: return strength.value > 0.5
        case .boundary:
            prior = isRequest ? 0.5 : Self.wishUnasked
            risk = .information
        case .flow(let flow):
            if state.stack.contains(where: { $0.flow == flow }) { return false }
            prior = isRequest ? 0.5 : Self.wishUnasked
            risk = model[flow].risk
        }
        let asWish = prior * strength.value
        let asAnswer = (1 - prior) * (1 - strength.value)
        guard asWish + asAnswer > 0 else { return false }
        let wished = asWish / (asWish + asAnswer)
        let wrong = model.decisions.wrong
        // Acting on a wish that was an answer, against writing down an answer that was a wish.
        return (1 - wished) * wrong[Int(risk.rawValue)]
            < wished * wrong[Int(model[slot].risk.rawValue)]
    }

    /// Share of utterances at a question for free words that wish for something else, unless they
    /// ask for something; assumed.
    private static let wishUnasked = 0.1
}
