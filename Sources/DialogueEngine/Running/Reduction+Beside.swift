/// What an utterance says that the question did not ask for.
extension Reduction {
    // MARK: Values of other slots

    /// Takes a marked correction of a value that stands, where the words hold no answer to the
    /// question beyond a no: "no, it's the credit card" at "was it stolen?" is a correction.
    ///
    /// - Returns: Whether a value was corrected.
    mutating func takeCorrection(_ meaning: Interpretation) -> Bool {
        guard meaning.isCorrection, let asked = state.question?.slot,
            !model[asked].grammar.isFree, state[asked].partial == nil,
            !meaning.answers.contains(where: {
                $0.slot == asked && !$0.isPartial && !$0.isInvalid
                    && model[asked].grammar != .yesNo
            })
        else { return false }
        // Once a flow has acted, a no is a no.
        let isYesNo = model[asked].grammar == .yesNo
        return correct(
            meaning,
            among: correctable.filter { $0 != asked && (!isYesNo || stepsBack(to: $0) != nil) })
    }

    /// Whether an answer is outdone by the value of another slot that the flows ask for.
    ///
    /// The words are wholly the other's and only in part, or not possibly, its own: a telephone
    /// number said at "how much?" holds numbers, and is no amount.
    func isOutdone(_ answer: AnswerCandidate, in meaning: Interpretation) -> Bool {
        meaning.answers.contains { other in
            guard other.slot != answer.slot, isNews(other), isWhole(other) else { return false }
            if answer.isInvalid { return model[other.slot].grammar.isExact }
            return !isWhole(answer)
                && other.probability * other.coverage > answer.probability * answer.coverage
        }
    }

    /// Takes values of the flows in progress that were said instead of an answer; the question comes
    /// again when the flow comes by.
    ///
    /// - Returns: Whether there were such values, likelier meant than a wish.
    mutating func takeInPassing(_ meaning: Interpretation, _ wishStrength: Score) -> Bool {
        guard
            meaning.answers.contains(where: {
                isNews($0) && $0.slot != state.question?.slot
                    && (isWhole($0) || $0.probability * $0.coverage >= wishStrength)
            })
        else { return false }
        let before = state.beliefs
        volunteer(meaning, except: state.question?.slot)
        guard state.beliefs != before else { return false }
        state.question = nil
        for (place, belief) in state.beliefs.enumerated() where belief != before[place] {
            // Said instead of an answer it is said back, so that nobody wonders what was heard.
            let slot = SlotID(UInt16(place))
            guard let value = belief.usable, !model[slot].isSecret,
                !state.mentioned.contains(slot)
            else { continue }
            say(model[slot].mention, act: .mentionValue(slot, value))
            state.mentioned.append(slot)
        }
        return true
    }

    /// Takes what was said beside the answer to a question: values nobody asked for, and other values
    /// of days and times that stand ("tomorrow at three" where Monday was said before).
    mutating func takeBeside(_ meaning: Interpretation, _ asked: SlotID) {
        volunteer(meaning, except: asked)
        for answer in meaning.answers
        where answer.slot != asked && answer.probability >= Self.sureBeside
            && !answer.isPartial && !answer.isInvalid && correctable.contains(answer.slot)
            && state[answer.slot].turn != state.turn && state[answer.slot].value != answer.value
            && !state[answer.slot].isFromTool && !model[answer.slot].isSecret
            && model[answer.slot].grammar.isCalendar
        {
            raiseScore(3)
            state[answer.slot].rejected = state[answer.slot].value
            set(answer.slot, answer.value, .corrected, answer.probability)
            say(model[answer.slot].mention, act: .mentionValue(answer.slot, answer.value))
            state.mentioned.append(answer.slot)
        }
    }

    /// Probability from which another value beside an answer replaces the one that stands.
    private static let sureBeside = Score(0.9)

    /// Whether a value is wanted by the flows in progress, and none stands.
    private func isNews(_ answer: AnswerCandidate) -> Bool {
        model[answer.slot].isVolunteered && !answer.isPartial && !answer.isInvalid
            && !state[answer.slot].status.isUsable
            && state.stack.contains { model[$0.flow].collects.contains(answer.slot) }
    }

    /// Whether an utterance is nothing but a value.
    func isWhole(_ answer: AnswerCandidate) -> Bool { answer.coverage >= Self.wholeAnswer }

    // MARK: Several values

    /// Whether two values were said as both meant: "debit and credit".
    func areSeveralMeant(for slot: SlotID, _ meaning: Interpretation) -> Bool {
        let answers = meaning.answers.filter { $0.slot == slot && !$0.isPartial && !$0.isInvalid }
        return answers.count > 1 && answers[0].probability == answers[1].probability
            && Coordination.isIn(Words(meaning.text).list)
    }

    /// Asks for one value after the other.
    mutating func askForOne() {
        state.failures.noMatch += 1
        raiseScore(0)
        guard !checkTriggers() else { return }
        enter(.severalValues)
        askAgain()
    }

    /// Of several readings of the words of a correction the one nearest to the value that it
    /// replaces: after two hundred dollars "two fifty" is two hundred and fifty.
    func nearest(to first: AnswerCandidate, in meaning: Interpretation) -> AnswerCandidate {
        guard let old = state[first.slot].value?.magnitude, old > 0 else { return first }
        func distance(_ answer: AnswerCandidate) -> Double {
            guard let new = answer.value.magnitude, new > 0 else { return .infinity }
            return Double(max(old, new)) / Double(min(old, new))
        }
        let readings = meaning.answers.filter {
            $0.slot == first.slot && !$0.isPartial && !$0.isInvalid
                && $0.coverage == first.coverage && $0.value != state[$0.slot].value
        }
        guard
            var best = readings.min(by: { distance($0) < distance($1) }), best.value != first.value
        else { return first }
        best.probability = first.probability
        return best
    }

    /// Says the value that took the place of another, unless it is read back anyway.
    mutating func sayCorrected(_ answer: AnswerCandidate) {
        guard !model[answer.slot].isSecret else { return }
        if case .confirmAction = state.question { return }
        if case .change = state.question { return }
        say(model[answer.slot].mention, act: .mentionValue(answer.slot, answer.value))
        state.mentioned.append(answer.slot)
    }

    // MARK: Yes, no, and what else is in doubt

    /// Takes a no to a question that no yes or no answers: an optional value is left out, else the
    /// caller is asked whether to stop.
    ///
    /// - Returns: Whether the turn was such a no.
    mutating func takePlainNo(
        _ meaning: Interpretation, _ wishStrength: Score, to slot: SlotID
    ) -> Bool {
        guard let reading = meaning.yesNo, !reading.isYes, reading.coverage >= Self.plainNo,
            reading.probability >= Self.clearNo, !model[slot].grammar.isFree,
            !meaning.answers.contains(where: { $0.slot == slot }),
            !isAboutTalk(meaning, wishStrength)
        else { return false }
        if model[slot].isOptional {
            enter(.skip)
            skip(slot)
            return true
        }
        let stop = model.intents.firstIndex { $0.effect == .pattern(.cancel) }
        guard let stop else { return false }
        raiseScore(0)
        if !checkTriggers() {
            askWhetherMeant(
                IntentCandidate(intent: IntentID(UInt16(stop)), probability: Score(0.5)))
        }
        return true
    }

    /// Whether a no declines the offer to help that was last made.
    func declinesHelp(_ meaning: Interpretation) -> Bool {
        guard let reading = meaning.yesNo, !reading.isYes, reading.coverage >= Self.plainNo,
            reading.probability >= Self.clearNo
        else { return false }
        return saidBefore.contains { $0.act == .offerHelp }
    }

    /// Puts through a caller who declines help and wants a person.
    mutating func takeDeclinedHelp() {
        fallBack(
            .personRequested, value: Double(state.failures.personRequests),
            limit: Double(model.fallback.personRequests))
    }

    /// Whether the words are about the conversation itself, such as "never mind"; that somebody does
    /// not know is read into a plain no too easily.
    private func isAboutTalk(_ meaning: Interpretation, _ wishStrength: Score) -> Bool {
        guard let top = meaning.intents.first, wishStrength >= state.confirm,
            case .pattern(let pattern) = model[top.intent].effect
        else { return false }
        return pattern != .doNotKnow
    }

    /// Asks whether a wish, or something about the conversation, is meant.
    mutating func askWhetherMeant(_ wish: IntentCandidate) {
        state.question = .confirmIntent(wish.intent)
        beginQuestion()
        state.candidate = wish
        enter(.confirmWish, act: .confirmIntent(wish.intent), topic: model[wish.intent].label)
    }

    /// Whether a wish that may be out of scope is asked about all the same: the first time that
    /// something is not understood, and when among the known wishes it is clearly the likeliest.
    func isLikely(_ wish: IntentCandidate) -> Bool {
        guard case .flow = model[wish.intent].effect else { return false }
        return state.failures.noMatch == 0 && state.stack.isEmpty
            && wish.probability >= state.accept && model.decisions.outOfScope < .one
    }

    /// Says what helps with the question: the slot's own words where the model has them, and those of
    /// the pattern every second time.
    mutating func sayHelp(_ pattern: RepairPattern) {
        let isFirst = state.repairs[Int(pattern.rawValue)].isMultiple(of: 2)
        if case .slot(let slot) = state.question, let help = model[slot].help, isFirst {
            note(.repairEntered(pattern, attempt: bump(pattern)))
            state.tried.append(.pattern(pattern))
            say(help, act: .repair(pattern))
        } else {
            enter(pattern, topic: state.question?.slot.map { model[$0].label } ?? "")
        }
    }
}
