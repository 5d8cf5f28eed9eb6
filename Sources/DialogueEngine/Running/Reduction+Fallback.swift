/// Giving up in time, and handing over well.
extension Reduction {
    /// Looks at the fallback triggers in the order of `FallbackTrigger`.
    ///
    /// - Returns: Whether one of them ended the dialogue's own part.
    @discardableResult
    mutating func checkTriggers() -> Bool {
        guard state.phase == .active else { return true }
        let rules = model.fallback
        let failures = state.failures
        let score = Double(failures.score) / Double(Score.stepsInOne)
        let limits: [(trigger: FallbackTrigger, value: Double, limit: Double)] = [
            (.noMatch, Double(failures.noMatch), Double(rules.noMatch)),
            (.noInput, Double(failures.noInput), Double(rules.noInput)),
            (.failureScore, score, rules.scoreLimit),
            (.noProgress, Double(failures.withoutProgress), Double(rules.noProgressTurns)),
            (.turnLimit, Double(state.turn), Double(rules.maximumTurns)),
            (.affect, Double(failures.affect), Double(rules.affect)),
            (.tool, Double(failures.tools), Double(rules.toolFailures)),
            (
                .verification, Double(failures.verifications), Double(rules.verificationFailures)
            ),
        ]
        for (trigger, value, limit) in limits where limit > 0 && value >= limit {
            fallBack(trigger, value: value, limit: limit)
            return true
        }
        return false
    }

    /// Gives up by rule.
    mutating func fallBack(_ trigger: FallbackTrigger, value: Double, limit: Double) {
        guard state.phase == .active else { return }
        note(.fallback(trigger, value: value, limit: limit))
        state.trigger = trigger
        // A line on which nothing was ever understood is no call for a person.
        if trigger == .noInput, hasNothingToHandOver {
            return close(.unresolved, pattern: .goodbye, act: .goodbye)
        }
        switch model.fallback.exit {
        case .handoff: handOff(trigger: trigger)
        case .end: close(.unresolved, pattern: .goodbye, act: .goodbye)
        }
    }

    /// Whether no wish was heard in this call and no value is known.
    private var hasNothingToHandOver: Bool {
        state.stack.isEmpty && state.pending.isEmpty && state.candidate == nil
            && state.served == 0 && state.unserved == 0
            && state.failures.personRequests == 0
            && state.beliefs.allSatisfy { $0.value == nil }
    }

    /// Calls a person; when none is there, says so and ends.
    mutating func handOff(trigger: FallbackTrigger?) {
        state.trigger = trigger
        guard state.context.isPersonAvailable else {
            return close(.unresolved, pattern: .noPersonAvailable, act: .goodbye)
        }
        stopEverything()
        if let prompt = model.handoff.prompt { say(prompt, act: .announceHandoff) }
        state.phase = .closing(.handedOff)
        if state.playing.isEmpty { finishClosing(.handedOff) }
    }

    /// Says goodbye; the call ends when that is heard.
    mutating func close(_ outcome: DialogueOutcome, pattern: RepairPattern, act: SystemAct) {
        guard state.phase == .active else { return }
        stopEverything()
        enter(pattern, act: act)
        state.phase = .closing(outcome)
        if state.playing.isEmpty { finishClosing(outcome) }
    }

    private mutating func stopEverything() {
        for purpose in TimerID.Purpose.allCases { cancelTimer(purpose) }
        state.question = nil
        state.waiting = nil
        state.cut = []
    }

    /// The last prompt was heard: the contact goes to a person, or ends.
    mutating func finishClosing(_ outcome: DialogueOutcome) {
        if outcome == .handedOff {
            let package = package()
            record(.handoffPackaged(package))
            effects.append(.handoff(package))
        } else {
            effects.append(.end(outcome))
        }
        end(outcome)
    }

    // MARK: The package

    /// What a person is told.
    private func package() -> HandoffPackage {
        let content = model.handoff.content
        let goal = state.stack.last { $0.intent != nil }.flatMap { frame in
            frame.intent.map { IntentCandidate(intent: $0, probability: frame.probability) }
        }
        let slots = content == .nothing ? [] : reports()
        return HandoffPackage(
            queue: model.handoff.queue, goal: content == .nothing ? nil : goal ?? state.candidate,
            pending: content == .nothing ? [] : state.pending,
            slots: slots, level: content == .verified ? state.level : state.context.level,
            factors: content == .verified ? state.factors : [],
            tried: content == .nothing ? [] : tried, trigger: state.trigger,
            reason: state.handoffReason, affect: state.failures.affect, turns: Int(state.turn),
            summary: content == .summary || content == .verified
                ? summary(goal: goal ?? state.candidate) : "")
    }

    /// Affect from which a caller is called annoyed: two signs of impatience, or one complaint;
    /// assumed.
    private static let annoyed = 2

    private func reports() -> [HandoffPackage.SlotReport] {
        state.beliefs.enumerated().compactMap { place, belief in
            guard let value = belief.value else { return nil }
            let slot = SlotID(UInt16(place))
            return HandoffPackage.SlotReport(
                slot: slot, value: model[slot].isSecret ? .text("given") : value,
                status: belief.status,
                probability: belief.probability,
                turn: belief.turn, dataClass: model[slot].dataClass)
        }
    }

    private var tried: [String] {
        state.tried.map { attempted in
            switch attempted {
            case .pattern(let pattern): pattern.name
            case .tool(let tool): model[tool].name
            }
        }
    }

    /// What happened, in sentences; secrets are named, never said.
    private func summary(goal: IntentCandidate?) -> String {
        var sentences: [String] = []
        if let goal {
            sentences.append("The caller wants to \(model[goal.intent].label).")
        } else {
            sentences.append("What the caller wants is not known yet.")
        }
        if !state.pending.isEmpty {
            sentences.append("Not begun yet: \(labels(of: state.pending)).")
        }
        let known = reports().map { report in
            let slot = model[report.slot]
            let value = slot.isSecret ? "given" : slot.grammar.shown(report.value)
            return "\(slot.label): \(value)" + (report.status.isUsable ? "" : " (not confirmed)")
        }
        if !known.isEmpty { sentences.append("Known: " + known.joined(separator: "; ") + ".") }
        sentences.append(
            state.level > 0 ? "Verified to level \(state.level)." : "Not verified.")
        if let trigger = state.trigger {
            sentences.append("Handed over after \(state.turn) turns: \(trigger.name).")
        } else if !state.handoffReason.isEmpty {
            sentences.append("Handed over as planned: \(state.handoffReason).")
        }
        if state.failures.affect >= Self.annoyed { sentences.append("The caller sounds annoyed.") }
        return sentences.joined(separator: " ")
    }
}
