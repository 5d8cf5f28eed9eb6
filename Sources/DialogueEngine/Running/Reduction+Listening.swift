import TwinPrimitives

/// When the caller speaks, and when they have finished.
extension Reduction {
    /// The caller makes sound: nobody is silent any more, and a prompt may have to stop.
    mutating func callerStarts() {
        state.isCallerSpeaking = true
        state.partial = ""
        cancelTimer(.noInput)
        cancelTimer(.endpoint)
        cancelTimer(.falseInterruption)
        if !runs(.maximumSpeech) {
            setTimer(.maximumSpeech, after: model.timing.maximumSpeechSeconds)
        }
        if let current = state.playing.first, current.allowsBargeIn {
            setTimer(.bargeIn, after: model.timing.bargeInSeconds)
        }
    }

    /// The caller is silent: the turn ends after the pause that its question leaves.
    mutating func callerStops() {
        state.isCallerSpeaking = false
        cancelTimer(.bargeIn)
        setTimer(.endpoint, after: endpointSeconds)
        // Who only says "I am listening" hears the prompt go on, without a turn's pause before it.
        // A recogniser has "uh huh" as far as "uh" when it ends.
        let words = Words(state.partial).list
        if !state.cut.isEmpty,
            isAcknowledgement(words) || SpeechMarkers.remark(words) == .hesitation
        {
            resumePrompt()
        }
    }

    /// Silence that ends the caller's turn, in seconds: longer while digits, letters or an address
    /// are expected, shorter for a yes or a no.
    private var endpointSeconds: Double {
        guard let question = state.question else { return model.timing.endpointSeconds }
        if question.isYesNo { return model.timing.endpointYesNoSeconds }
        if case .slot(let slot) = question, model[slot].grammar.isSpelledOut {
            return model.timing.endpointSpelledSeconds
        }
        return model.timing.endpointSeconds
    }

    /// Looks at what the recogniser has so far: stop words stop a prompt at once, acknowledgements
    /// never do, and what only began as one ("yeah but") does at its next word.
    mutating func hearPartly(_ text: String) {
        let began = Words(state.partial).list
        state.partial = text
        guard !state.playing.isEmpty else { return }
        let words = Words(text).list
        if basis.stopWords.contains(where: { words.starts(with: $0) }) {
            stopForCaller()
        } else if isAcknowledgement(words) {
            cancelTimer(.bargeIn)
        } else if isAcknowledgement(began), words.count > began.count {
            stopForCaller()
        }
    }

    /// Takes in what speech sounds like: a turn stops a prompt at once, an acknowledgement never does,
    /// and one that did stop it lets it go on.
    mutating func hear(_ sound: SpeechSound) {
        guard state.isCallerSpeaking else { return }
        switch sound {
        case .turn: stopForCaller()
        case .acknowledgement:
            cancelTimer(.bargeIn)
            if state.playing.isEmpty, !state.cut.isEmpty { resumePrompt() }
        }
    }

    /// Whether words only say "I am listening".
    func isAcknowledgement(_ words: [String]) -> Bool {
        words.count <= basis.longestAcknowledgement
            && model.timing.acknowledgements.contains(words.joined(separator: " "))
    }

    /// Closes the caller's utterance and asks for its transcript.
    mutating func closeUtterance(_ reason: EndpointReason) {
        cancelTimer(.endpoint)
        cancelTimer(.maximumSpeech)
        cancelTimer(.bargeIn)
        // Whoever speaks beyond the limit begins a new utterance with the next pause.
        state.isCallerSpeaking = false
        if !state.cut.isEmpty {
            setTimer(.falseInterruption, after: model.timing.falseInterruptionSeconds)
        }
        record(.turnEndpointed(reason: reason))
        effects.append(.finishListening)
    }

    /// Takes in the final transcript of an utterance.
    mutating func hear(_ given: [Hypothesis]) {
        let hypotheses = Hypothesis.ranked(given)
        // A timer that still runs belongs to a newer utterance: its own transcript will come.
        record(.heard(hypotheses))
        guard hypotheses.contains(where: { !Words($0.text).list.isEmpty }) else {
            // Noise: no turn. A prompt that it stopped goes on.
            if state.playing.isEmpty { resumePrompt() }
            return
        }
        let meaning = interpreter.interpret(
            hypotheses, question: state.question, flows: flowsInPlay,
            context: state.context, partial: state.question?.slot.flatMap { state[$0].partial })
        take(meaning)
    }

    /// Takes in what an utterance means: an acknowledgement into a prompt is no turn, and the prompt
    /// goes on if it was cut.
    mutating func take(_ meaning: Interpretation) {
        guard isOnlyListening(meaning) else { return takeTurn(meaning) }
        if state.playing.isEmpty { resumePrompt() }
    }

    /// Whether an utterance is an acknowledgement into a prompt, which asks for nothing; the same for
    /// words and for meanings.
    private func isOnlyListening(_ meaning: Interpretation) -> Bool {
        guard !state.playing.isEmpty || !state.cut.isEmpty else { return false }
        let words = Words(meaning.text).list
        return words.isEmpty
            ? meaning.remark == .acknowledgement && meaning.yesNo == nil : isAcknowledgement(words)
    }

    /// Flows whose values an utterance may give: those in progress, else the one served last.
    private var flowsInPlay: [FlowID] {
        state.stack.isEmpty
            ? state.lastServed.map { [$0.flow] } ?? [] : state.stack.map(\.flow)
    }

    /// Takes in keys: digits of the value asked for, or 0 for a person.
    mutating func takeKeys(_ keys: String) {
        record(.heard([Hypothesis(text: keys)]))
        if case .slot(let slot) = state.question, model[slot].grammar.takesKeys, keys != "0" {
            takeTurn(
                interpreter.interpret(
                    [Hypothesis(text: keys)], question: state.question,
                    flows: state.stack.map(\.flow), context: state.context,
                    partial: state[slot].partial))
        } else if keys == "0",
            let intent = model.intents.firstIndex(where: { $0.effect == .pattern(.person) })
        {
            var meaning = Interpretation(text: keys)
            meaning.intents = [IntentCandidate(intent: IntentID(UInt16(intent)), probability: .one)]
            takeTurn(meaning)
        } else {
            takeTurn(Interpretation(text: keys))
        }
    }

    /// Nobody answered in time.
    mutating func hearNothing() {
        guard state.phase == .active, state.question != nil else { return }
        beginTurn()
        state.failures.noInput += 1
        raiseScore(1)
        if !checkTriggers() {
            enter(.silence)
            askAgain()
        }
        closeTurn()
    }
}
