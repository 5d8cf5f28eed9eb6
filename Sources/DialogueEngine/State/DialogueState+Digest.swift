extension DialogueState {
    /// Digest of what decides how the call goes on; reasons kept for the package are not in it.
    public var digest: UInt64 {
        var digest = Digest(chain)
        digest.add(phaseWord)
        digest.add(Int(turn))
        digest.add(questionText)
        for frame in stack { frame.add(to: &digest) }
        for belief in beliefs { belief.add(to: &digest) }
        for wish in pending {
            digest.add(Int(wish.intent.rawValue))
            digest.add(Int(wish.probability.steps))
        }
        digest.add(Int(level))
        digest.add(factors.count)
        failures.add(to: &digest)
        digest.add(Int(promptCount))
        digest.add(Int(callCount))
        for serial in timerSerials { digest.add(Int(serial)) }
        for runs in timerRuns { digest.add(runs) }
        for attempts in repairs { digest.add(Int(attempts)) }
        for utterance in playing { digest.add(Int(utterance.handle.rawValue)) }
        digest.add(Int(waiting?.call.rawValue ?? 0))
        digest.add(isCallerSpeaking)
        digest.add(context.isPersonAvailable)
        digest.add(mentioned.count)
        for slot in mentioned { digest.add(Int(slot.rawValue)) }
        digest.add(cut.count)
        for utterance in cut { digest.add(utterance.text) }
        digest.add(lastSaid.count)
        for utterance in lastSaid { digest.add(utterance.text) }
        digest.add(Int(candidate?.intent.rawValue ?? .max))
        digest.add(patience)
        digest.add(partial)
        digest.add(Int(retries))
        digest.add(Int(served))
        digest.add(Int(unserved))
        digest.add(Int(accept.steps))
        digest.add(Int(confirm.steps))
        return digest.value
    }

    private var phaseWord: Int {
        switch phase {
        case .idle: 0
        case .active: 1
        case .closing(let outcome): 16 + Int(outcome.rawValue)
        case .ended(let outcome): 32 + Int(outcome.rawValue)
        }
    }

    private var questionText: String { question.map { String(describing: $0) } ?? "" }
}

extension Frame {
    fileprivate func add(to digest: inout Digest) {
        digest.add(Int(flow.rawValue))
        digest.add(Int(step.rawValue))
        digest.add(isDigression)
        digest.add(hasActed)
        digest.add(Int(intent?.rawValue ?? .max))
        digest.add(acted.count)
        for tool in acted { digest.add(Int(tool.rawValue)) }
    }
}

extension Belief {
    fileprivate func add(to digest: inout Digest) {
        digest.add(Int(status.rawValue))
        digest.add(Int(probability.steps))
        digest.add(Int(asked))
        digest.add(wasForgotten)
        for value in [value, partial, rejected] {
            digest.add(value?.written ?? "")
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
