import TwinPrimitives

extension DialogueState {
    /// Digest of every field, and through `chain` of all turns before.
    public var digest: UInt64 {
        var digest = Digest(chain)
        addProgress(to: &digest)
        addTalk(to: &digest)
        return digest.value
    }

    /// Where the call stands and what is known.
    private func addProgress(to digest: inout Digest) {
        digest.add(phaseWord)
        context.add(to: &digest)
        digest.add(Int(startedAt.nanoseconds))
        digest.add(Int(turn))
        digest.add(Int(inputs))
        digest.add(stack) { $0.add(to: &$1) }
        digest.add(beliefs) { $0.add(to: &$1) }
        digest.add(pending) { $0.add(to: &$1) }
        digest.add(candidate) { $0.add(to: &$1) }
        digest.add(held) { $0.add(to: &$1) }
        digest.add(lastServed) { $0.add(to: &$1) }
        digest.add(Int(level))
        digest.add(proofs) { proof, digest in
            digest.add(Int(proof.slot.rawValue))
            digest.add(proof.value.written)
        }
        digest.add(factors) { factor, digest in
            digest.add(factor.factor)
            digest.add(factor.passed)
        }
        failures.add(to: &digest)
        digest.add(Int(callCount))
        digest.add(waiting) { $0.add(to: &$1) }
        digest.add(Int(retries))
        digest.add(tried) { $0.add(to: &$1) }
        digest.add(Int(served))
        digest.add(Int(unserved))
        digest.add(trigger) { $1.add(Int($0.rawValue)) }
        digest.add(handoffReason)
        digest.add(Int(accept.steps))
        digest.add(Int(confirm.steps))
    }

    /// What is asked, said and heard.
    private func addTalk(to digest: inout Digest) {
        digest.add(question) { $0.add(to: &$1) }
        digest.add(playing) { $0.add(to: &$1) }
        digest.add(lastSaid) { $0.add(to: &$1) }
        digest.add(questionFrom)
        digest.add(Int(promptCount))
        digest.add(timerSerials) { $1.add(Int($0)) }
        digest.add(timerRuns) { $1.add($0) }
        digest.add(isCallerSpeaking)
        digest.add(partial)
        digest.add(cut) { $0.add(to: &$1) }
        digest.add(patience)
        digest.add(repairs) { $1.add(Int($0)) }
        digest.add(mentioned) { $1.add(Int($0.rawValue)) }
    }

    private var phaseWord: Int {
        switch phase {
        case .idle: 0
        case .active: 1
        case .closing(let outcome): 16 + Int(outcome.rawValue)
        case .ended(let outcome): 32 + Int(outcome.rawValue)
        }
    }
}

extension Digest {
    /// Takes in a list: its length and its elements.
    fileprivate mutating func add<Element>(
        _ list: [Element], _ add: (Element, inout Digest) -> Void
    ) {
        self.add(list.count)
        for element in list { add(element, &self) }
    }

    /// Takes in a value or its absence.
    fileprivate mutating func add<Wrapped>(
        _ value: Wrapped?, _ add: (Wrapped, inout Digest) -> Void
    ) {
        self.add(value != nil)
        if let value { add(value, &self) }
    }
}

extension CallContext {
    fileprivate func add(to digest: inout Digest) {
        digest.add(Int(caller.contactType.rawValue))
        digest.add(Int(caller.ordinal))
        digest.add(Int(attempt))
        digest.add(today.dayNumber)
        digest.add(minuteOfDay)
        digest.add(Int(level))
        digest.add(isPersonAvailable)
    }
}

extension Question {
    fileprivate func add(to digest: inout Digest) {
        switch self {
        case .wish: digest.add(1)
        case .anythingElse: digest.add(2)
        case .slot(let slot): digest.add([3, Int(slot.rawValue)]) { $1.add($0) }
        case .confirmValue(let slot): digest.add([4, Int(slot.rawValue)]) { $1.add($0) }
        case .confirmAction(let step): digest.add([5, Int(step.rawValue)]) { $1.add($0) }
        case .confirmIntent(let intent): digest.add([6, Int(intent.rawValue)]) { $1.add($0) }
        case .clarify(let intents):
            digest.add(7)
            digest.add(intents) { $1.add(Int($0.rawValue)) }
        case .change(let step): digest.add([8, Int(step.rawValue)]) { $1.add($0) }
        case .offerHelp: digest.add(9)
        }
    }
}

extension Frame {
    fileprivate func add(to digest: inout Digest) {
        digest.add(Int(flow.rawValue))
        digest.add(Int(step.rawValue))
        digest.add(intent) { $1.add(Int($0.rawValue)) }
        digest.add(Int(probability.steps))
        digest.add(hasActed)
        digest.add(acted) { $1.add(Int($0.rawValue)) }
    }
}

extension Belief {
    fileprivate func add(to digest: inout Digest) {
        for value in [value, partial, rejected] { digest.add(value) { $1.add($0.written) } }
        digest.add(Int(status.rawValue))
        digest.add(Int(probability.steps))
        digest.add(Int(turn))
        digest.add(Int(asked))
        digest.add(wasForgotten)
        digest.add(isFromTool)
        digest.add(isSkipped)
    }
}

extension IntentCandidate {
    fileprivate func add(to digest: inout Digest) {
        digest.add(Int(intent.rawValue))
        digest.add(Int(probability.steps))
    }
}

extension AnswerCandidate {
    fileprivate func add(to digest: inout Digest) {
        digest.add(Int(slot.rawValue))
        digest.add(value.written)
        digest.add(Int(probability.steps))
        digest.add(Int(coverage.steps))
        digest.add(isPartial)
        digest.add(isInvalid)
        digest.add(isAnnounced)
    }
}

extension ServedWish {
    fileprivate func add(to digest: inout Digest) {
        digest.add(Int(flow.rawValue))
        wish.add(to: &digest)
        digest.add(values) { value, digest in
            digest.add(Int(value.slot.rawValue))
            value.belief.add(to: &digest)
        }
    }
}

extension WaitingCall {
    fileprivate func add(to digest: inout Digest) {
        digest.add(Int(call.rawValue))
        digest.add(Int(step.rawValue))
        digest.add(tool) { $1.add(Int($0.rawValue)) }
        digest.add(Int(since.nanoseconds))
    }
}

extension DialogueState.Attempted {
    fileprivate func add(to digest: inout Digest) {
        switch self {
        case .pattern(let pattern): digest.add(Int(pattern.rawValue))
        case .tool(let tool): digest.add(1000 + Int(tool.rawValue))
        }
    }
}

extension FailureCounts {
    fileprivate func add(to digest: inout Digest) {
        for count in [
            noMatch, noInput, score, withoutProgress, personRequests, tools, verifications, affect,
        ] {
            digest.add(count)
        }
    }
}
