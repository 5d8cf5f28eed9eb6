/// Values that nobody asked for.
extension Reduction {
    /// Takes values that nobody asked for, where a flow in progress asks for their slots and no belief
    /// stands; of an impossible one it says so, and the flow asks when it comes by.
    mutating func volunteer(_ meaning: Interpretation, except asked: SlotID? = nil) {
        var seen: [SlotID] = asked.map { [$0] } ?? []
        for answer in meaning.answers
        where !seen.contains(answer.slot)
            && state.stack.contains(where: { model[$0.flow].collects.contains(answer.slot) })
        {
            seen.append(answer.slot)
            guard model[answer.slot].isVolunteered, !answer.isPartial,
                !state[answer.slot].status.isUsable
            else { continue }
            if answer.isInvalid {
                raiseScore(2)
                sayImpossible(answer.slot)
            } else {
                keep(answer)
            }
        }
    }

    /// Takes values that their own words announce ("my number is 550004"), whatever was asked and
    /// whether or not a flow in progress asks for them: they are decided on like any other, and kept
    /// until a flow asks for them, as long as memory keeps them.
    ///
    /// What is asked for, and what a flow in progress has a value for, is an answer or a correction, and
    /// left to those.
    ///
    /// - Returns: The meaning without what was taken.
    mutating func takeAnnounced(_ meaning: Interpretation) -> Interpretation {
        let others = correctable
        var rest = meaning
        var isCorrected = false
        for answer in meaning.answers
        where answer.isAnnounced && answer.slot != state.question?.slot
            && !others.contains(answer.slot) && model[answer.slot].isVolunteered
        {
            rest.answers.removeAll { $0 == answer }
            hasVolunteered = true
            if answer.isInvalid || answer.isPartial {
                raiseScore(2)
                sayImpossible(answer.slot)
            } else if state[answer.slot].isFromTool || answer.value == state[answer.slot].usable {
                continue
            } else {
                let isOther = state[answer.slot].value != nil
                if keep(answer) { noted.append(model[answer.slot].label) }
                isCorrected = isCorrected || isOther
            }
        }
        if isCorrected, meaning.isCorrection {
            // The no was to the earlier value, and answers no question.
            rest.isCorrection = false
            if rest.yesNo?.isYes == false { rest.yesNo = nil }
        }
        return rest
    }

    /// The turn gave values and nothing else: they are acknowledged, and the question comes again.
    mutating func acknowledgeVolunteered() {
        if !noted.isEmpty { enter(.noted, topic: noted.joined(separator: ", ")) }
        askAgain()
    }

    /// Decides on a value, and keeps it where it is sure enough: one that needs a question as a
    /// proposal, which `collect` asks.
    ///
    /// - Returns: Whether it is kept.
    @discardableResult
    private mutating func keep(_ answer: AnswerCandidate) -> Bool {
        let slot = answer.slot
        let choice = decide(
            best: answer.probability, second: .zero, risk: model[slot].risk,
            policy: model[slot].confirmation, canClarify: false, canMention: !model[slot].isSecret)
        guard choice.action != .rephrase, choice.action != .handoff else { return false }
        set(slot, answer.value, .proposed, answer.probability)
        if choice.action == .accept {
            believe(slot, status: .accepted)
        } else if choice.action == .confirmImplicitly {
            believe(slot, status: .accepted)
            say(model[slot].mention, act: .mentionValue(slot, answer.value))
            state.mentioned.append(slot)
        }
        return true
    }

    /// Says that a value is impossible: why, where the model has words for it, and which, where that
    /// was not the question.
    mutating func sayImpossible(_ slot: SlotID) {
        guard let invalid = model[slot].invalid else {
            enter(.invalidValue, topic: model[slot].label)
            return
        }
        if state.question?.slot == slot {
            note(.repairEntered(.invalidValue, attempt: bump(.invalidValue)))
            state.tried.append(.pattern(.invalidValue))
        } else {
            enter(.invalidValue, topic: model[slot].label)
        }
        say(invalid, act: .repair(.invalidValue))
    }
}
