package import DialogueEngine

/// The one thing that an utterance is about.
package enum MainMeaning: Hashable, Sendable {
    case wish(IntentID)
    case value(SlotID)
    case yesNo(Bool)
    case remark(Interpretation.Remark)

    /// Probability from which a wish or a value goes before a remark.
    private static let surer = Score(0.5)

    /// What an utterance is about, in the light of the question; nil when it means nothing.
    ///
    /// The value asked for comes first, then a yes or no that was asked for, then a remark unless there is
    /// something sure beside it; else whatever is surest.
    package init?(_ meaning: Interpretation, question: Question?) {
        if case .slot(let asked)? = question, meaning.value(of: asked) != nil {
            self = .value(asked)
            return
        }
        let yesNo = meaning.yesNo
        if question?.isYesNo == true, !meaning.isCorrection, let yesNo {
            self = .yesNo(yesNo.isYes)
            return
        }
        let wish = meaning.intents.first { $0.probability >= meaning.outOfScope }
        let answer = meaning.answers.first { !$0.isPartial }
        let wishStrength = wish?.probability ?? .zero
        let answerStrength = answer.map { $0.probability * $0.coverage } ?? .zero
        let yesNoStrength = yesNo?.strength ?? .zero
        if let remark = meaning.remark, max(wishStrength, answerStrength) < Self.surer {
            self = .remark(remark)
        } else if let wish, wishStrength >= max(answerStrength, yesNoStrength) {
            self = .wish(wish.intent)
        } else if let answer, answerStrength >= yesNoStrength {
            self = .value(answer.slot)
        } else if let yesNo {
            self = .yesNo(yesNo.isYes)
        } else {
            return nil
        }
    }
}

extension Interpretation {
    /// The likeliest whole value of a slot.
    package func value(of slot: SlotID) -> AnswerCandidate? {
        var best: AnswerCandidate?
        for answer in answers where answer.slot == slot && !answer.isPartial {
            if let known = best, known.probability >= answer.probability { continue }
            best = answer
        }
        return best
    }
}
