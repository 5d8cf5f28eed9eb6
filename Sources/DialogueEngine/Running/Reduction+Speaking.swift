import TwinPrimitives

/// Saying things, and knowing what was heard of them.
extension Reduction {
    /// Gives out a prompt.
    ///
    /// - Parameters:
    ///   - prompt: Which.
    ///   - act: What it means to the caller.
    ///   - topic: What it is about, for `PromptPart.topic`.
    ///   - other: The second thing it is about.
    ///   - isFiller: Whether it only fills a silence.
    mutating func say(
        _ prompt: PromptID, act: SystemAct, topic: String = "", other: String = "",
        isFiller: Bool = false
    ) {
        state.promptCount += 1
        let utterance = Utterance(
            handle: PromptHandle(state.promptCount), prompt: prompt,
            text: words(of: prompt, topic: topic, other: other), act: act,
            allowsBargeIn: model[prompt].allowsBargeIn, isFiller: isFiller)
        give(utterance)
        if !isFiller { state.lastSaid.append(utterance) }
    }

    /// Hands an utterance to the mouth.
    private mutating func give(_ utterance: Utterance) {
        cancelTimer(.noInput)
        state.playing.append(utterance)
        record(.prompted(utterance))
        effects.append(.say(utterance))
    }

    /// Says an earlier utterance once more.
    mutating func sayAgain(_ earlier: Utterance) {
        state.promptCount += 1
        var utterance = earlier
        utterance.handle = PromptHandle(state.promptCount)
        give(utterance)
    }

    /// The words of a prompt: one of its wordings, with the values filled in.
    private func words(of prompt: PromptID, topic: String, other: String) -> String {
        let variants = model[prompt].variants
        let draw = streams.uniform(
            .promptVariant, state.context.caller, attempt: state.context.attempt,
            turn: state.turn, draw: state.promptCount)
        let place = min(Int(draw * Double(variants.count)), variants.count - 1)
        if let text = basis.plainTexts[Int(prompt.rawValue)][place] { return text }
        var text = ""
        for part in variants[place].parts {
            switch part {
            case .text(let words): text += words
            case .slot(let slot): text += spoken(slot)
            case .topic: text += topic
            case .otherTopic: text += other
            }
        }
        return Sentences.capitalised(text)
    }

    /// How the believed value of a slot is said; its label when nothing is believed.
    func spoken(_ slot: SlotID) -> String {
        guard let value = state[slot].value else { return model[slot].label }
        return model[slot].grammar.spoken(value, today: state.context.today)
    }

    /// Enters a repair pattern and says its prompt.
    ///
    /// - Returns: Attempts so far, this one included.
    @discardableResult
    mutating func enter(
        _ pattern: RepairPattern, act: SystemAct? = nil, topic: String = "", other: String = ""
    ) -> Int {
        let attempt = bump(pattern)
        note(.repairEntered(pattern, attempt: attempt))
        state.tried.append(.pattern(pattern))
        let prompts = prompts(of: pattern)
        if !prompts.isEmpty {
            let prompt = prompts[min(attempt, prompts.count) - 1]
            say(prompt, act: act ?? .repair(pattern), topic: topic, other: other)
        }
        return attempt
    }

    /// What is said for a pattern, in order of attempts: by the current flow, else by the model.
    func prompts(of pattern: RepairPattern) -> [PromptID] {
        let overrides = state.stack.last.map { model[$0.flow].overrides } ?? []
        return overrides.first { $0.pattern == pattern }?.prompts ?? model.patterns[pattern]
    }

    // MARK: What becomes of prompts

    /// A prompt was heard to its end.
    mutating func finishPrompt(_ handle: PromptHandle) {
        guard let place = state.playing.firstIndex(where: { $0.handle == handle }) else { return }
        state.playing.remove(at: place)
        record(.promptFinished(handle))
        afterPrompts()
    }

    /// A prompt was stopped; a value that was not heard yet was not said in passing.
    mutating func cutPrompt(_ handle: PromptHandle, wordsHeard: Int) {
        guard let place = state.playing.firstIndex(where: { $0.handle == handle }) else { return }
        let utterance = state.playing.remove(at: place)
        let spokenWords = SpokenText.words(of: utterance.text)
        if keepsRecord {
            let heard = spokenWords.prefix(max(0, wordsHeard)).joined(separator: " ")
            note(.promptCut(handle, heard: heard))
        }
        if wordsHeard < spokenWords.count {
            if case .mentionValue(let slot, _) = utterance.act {
                state.mentioned.removeAll { $0 == slot }
            }
            if !utterance.isFiller {
                var rest = utterance
                let begin = Sentences.start(of: max(0, wordsHeard), in: spokenWords)
                rest.text = SpokenText.words(of: utterance.text, from: begin, to: .max)
                state.cut.append(rest)
            }
        }
        afterPrompts()
    }

    private mutating func afterPrompts() {
        guard state.playing.isEmpty else { return }
        cancelTimer(.bargeIn)
        if case .closing(let outcome) = state.phase {
            finishClosing(outcome)
        } else {
            awaitAnswer()
        }
    }

    /// Waits for the caller once everything is said.
    mutating func awaitAnswer() {
        guard state.phase == .active, state.playing.isEmpty, state.question != nil,
            !state.isCallerSpeaking, !runs(.endpoint)
        else { return }
        let seconds =
            state.question?.slot.flatMap { model[$0].noInputSeconds } ?? model.timing.noInputSeconds
        setTimer(.noInput, after: seconds * Double(state.patience))
        state.patience = 1
    }

    /// Stops all prompts because the caller speaks into them.
    mutating func stopForCaller() {
        guard let current = state.playing.first, current.allowsBargeIn else { return }
        cancelTimer(.bargeIn)
        note(.repairEntered(.bargeIn, attempt: bump(.bargeIn)))
        effects.append(.stopSpeaking)
    }

    /// Goes on with a prompt that was stopped by noise.
    mutating func resumePrompt() {
        cancelTimer(.falseInterruption)
        guard !state.cut.isEmpty else { return awaitAnswer() }
        let rest = state.cut
        state.cut = []
        for utterance in rest {
            sayAgain(utterance)
            if case .mentionValue(let slot, _) = utterance.act { state.mentioned.append(slot) }
        }
    }

    /// Fills the wait for a tool.
    mutating func fill() {
        guard state.waiting != nil, state.playing.isEmpty,
            let prompt = model.patterns[.holdOn].last
        else { return }
        say(prompt, act: .fill, isFiller: true)
    }
}
