/// What callers say about the conversation itself.
extension Reduction {
    /// Enters the pattern that the caller asked for.
    mutating func take(pattern: RepairPattern, _ meaning: Interpretation) {
        switch pattern {
        case .person: askForPerson()
        case .repeat_:
            note(.repairEntered(.repeat_, attempt: bump(.repeat_)))
            state.tried.append(.pattern(.repeat_))
            repeatLast()
        case .rephrase:
            note(.repairEntered(.rephrase, attempt: bump(.rephrase)))
            askAgain()
        case .cancel:
            if state.stack.isEmpty, state.question != .anythingElse {
                state.candidate = nil
                askWish()
            } else if state.stack.isEmpty {
                sayGoodbye()
            } else {
                cancelFlow()
            }
        case .skip:
            guard case .slot(let slot) = state.question else {
                enter(.skip)
                return askAgain()
            }
            guard model[slot].isOptional else {
                // Why it cannot be left out; then the question once more.
                enter(.required, topic: model[slot].label)
                if !checkTriggers() { askAgain() }
                return
            }
            enter(.skip)
            skip(slot)
        case .help:
            sayHelp(.help)
            askAgain()
        case .holdOn:
            holdOn()
        case .doNotKnow:
            takeUnknown(meaning)
        case .goodbye:
            // Whoever is in the midst of a wish may have meant something else: "everything".
            if let wish = meaning.intents.first, !state.stack.isEmpty {
                askWhetherMeant(wish)
            } else {
                takeGoodbye()
            }
        case .chitChat, .outOfScope:
            enter(pattern)
            askAgain()
        case .greeting, .correct, .digress, .resume, .clarify, .silence, .noMatch, .multiIntent,
            .bargeIn, .toolError, .verificationFailure, .invalidValue, .completed, .internalError,
            .noPersonAvailable, .followUp, .required, .noted, .confirmWish, .change,
            .severalValues:
            // Patterns of the engine's own; a caller's words that a model maps to them are chat.
            enter(.chitChat)
            askAgain()
        }
    }

    private mutating func takeUnknown(_ meaning: Interpretation) {
        if case .slot(let slot) = state.question, model[slot].isOptional {
            enter(.skip)
            return skip(slot)
        }
        raiseScore(0)
        sayHelp(.doNotKnow)
        if !checkTriggers() { askAgain() }
    }

    /// Whether a wish was heard that is neither begun nor taken back.
    var hasOpenWish: Bool { !state.pending.isEmpty || state.candidate != nil }

    /// Says goodbye; the dialogue is completed when a wish was served and none is left.
    private mutating func sayGoodbye() {
        close(
            state.served > 0 && state.unserved == 0 && !hasOpenWish ? .completed : .unresolved,
            pattern: .goodbye, act: .goodbye)
    }

    /// The caller says goodbye: with a flow open that leaves it unresolved.
    mutating func takeGoodbye() {
        for frame in state.stack.reversed() {
            note(.flow(frame.flow, .cancelled))
            state.unserved += frame.intent == nil ? 0 : 1
        }
        state.stack = []
        sayGoodbye()
    }

    /// The caller asks for a person: at once, or after one offer to help, as the model says.
    ///
    /// While a tool works nothing is asked: its answer goes on with the flow.
    private mutating func askForPerson() {
        state.failures.personRequests += 1
        let limit = model.fallback.personRequests
        if limit > 0,
            state.failures.personRequests >= limit || model.patterns[.person].isEmpty
        {
            state.tried.append(.pattern(.person))
            note(.repairEntered(.person, attempt: bump(.person)))
            fallBack(
                .personRequested, value: Double(state.failures.personRequests),
                limit: Double(limit))
        } else if state.waiting != nil {
            enter(.person)
        } else if limit == 0 {
            enter(.person)
            askAgain()
        } else if state.stack.isEmpty {
            // Any wish is an answer, so that it is listened to as one.
            enter(.person, act: .offerHelp)
            state.question = .wish
        } else {
            state.question = .offerHelp
            beginQuestion()
            enter(.person, act: .offerHelp)
        }
    }

    /// Counts an entry of a pattern.
    ///
    /// - Returns: Entries so far, this one included.
    mutating func bump(_ pattern: RepairPattern) -> Int {
        let place = Int(pattern.rawValue)
        if state.repairs[place] < .max { state.repairs[place] += 1 }
        return Int(state.repairs[place])
    }

    /// Gives up the current wish.
    mutating func cancelFlow() {
        guard let frame = state.stack.last(where: { $0.intent != nil }) ?? state.stack.last else {
            return
        }
        enter(.cancel, topic: model[frame.flow].label)
        while let top = state.stack.popLast() {
            note(.flow(top.flow, .cancelled))
            forgetSlots(of: top.flow)
            if top.intent != nil { break }
        }
        state.question = nil
        resumeBelow()
    }
}
