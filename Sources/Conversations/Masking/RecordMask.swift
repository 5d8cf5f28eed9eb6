public import DialogueEngine
import TwinPrimitives

/// Hides personal data in the events of one call, in their order.
///
/// What a caller says is the input of a call, and stands once in its log, in a marked member; events
/// repeat it, and are what people read. So events are masked where they are written or shown: values
/// become the text `given`, words of the caller `[hidden]`, and values spoken by the voice agent
/// `[given]`. Masks depend on the events before, nothing else: the same events give the same bytes.
public struct RecordMask: Sendable {
    /// What is hidden.
    public enum Extent: UInt8, Hashable, Sendable, CaseIterable {
        /// Values of secret and payment slots, and utterances that answer a question for one, give
        /// one, name one, or hold what looks like one and answers no other question.
        case secrets
        /// Values of all slots that are not open, and all words of the caller.
        case personal
    }

    private let model: DialogueModel
    private let extent: Extent
    private let context: CallContext
    /// The slot that was asked for last, while nothing else was asked.
    private var asked: SlotID?
    /// Hidden values as the voice agent says them, longest first.
    private var spoken: [String] = []
    /// Prompts in which something was hidden.
    private var touched: Set<PromptHandle> = []
    /// What was said in them, whose rest may follow after a cut.
    private var touchedTexts: [PromptID: [String]] = [:]

    /// Begins a call.
    ///
    /// - Parameters:
    ///   - model: The model that it is held by.
    ///   - context: What was known when it began.
    ///   - extent: What is hidden.
    public init(model: DialogueModel, context: CallContext, hiding extent: Extent) {
        self.model = model
        self.extent = extent
        self.context = context
    }

    /// Masks the next events of the call.
    ///
    /// - Parameter records: All events of one input or of several, in order.
    /// - Returns: The same events, masked.
    public mutating func masked(_ records: [DialogueRecord]) -> [DialogueRecord] {
        var isHidden = false
        return records.enumerated().map { place, record in
            var record = record
            switch record.event {
            case .heard(let hypotheses):
                isHidden = hides(hypotheses, followedBy: records[(place + 1)...])
                if isHidden {
                    record.event = .heard(
                        hypotheses.map {
                            Hypothesis(text: Self.hiddenWords, confidence: $0.confidence)
                        })
                }
            case .parsed(let meaning):
                let isSaid = isHidden || hides(meaning)
                record.event = .parsed(isSaid ? masked(meaning) : meaning)
                isHidden = false
            default: mask(&record.event)
            }
            return record
        }
    }

    /// What stands for words of the caller.
    public static let hiddenWords = "[hidden]"
    private static let hiddenValue = SlotValue.text("given")

    private func hides(_ slot: SlotID) -> Bool {
        switch extent {
        case .secrets: model[slot].isSecret
        case .personal: model[slot].dataClass != .open
        }
    }

    // MARK: What the caller said

    private func hides(
        _ hypotheses: [Hypothesis], followedBy later: ArraySlice<DialogueRecord>
    ) -> Bool {
        if extent == .personal || asked.map(hides) ?? false { return true }
        if hypotheses.contains(where: { namesHidden($0.text) }) { return true }
        for record in later {
            switch record.event {
            case .parsed(let meaning): return hides(meaning)
            case .heard: return false
            default: continue
            }
        }
        return false
    }

    private func hides(_ meaning: Interpretation) -> Bool {
        extent == .personal || asked.map(hides) ?? false || namesHidden(meaning.text)
            || meaning.answers.contains { hides($0.slot) }
            || !meaning.answers.contains { $0.slot == asked && !$0.isInvalid }
                && looksHidden(meaning.text)
    }

    /// Whether words hold digits or letters that would be a value of a hidden slot.
    private func looksHidden(_ text: String) -> Bool {
        let words = Words(text).list
        return model.slots.indices.contains { place in
            let slot = model.slots[place]
            guard hides(SlotID(UInt16(place))), slot.grammar.isSpelledOut, !slot.grammar.isFree
            else { return false }
            let grammarContext = GrammarContext(
                today: context.today, minuteOfDay: context.minuteOfDay, known: slot.known)
            guard let match = slot.grammar.match(words, grammarContext) else { return false }
            return !match.isPartial && !match.isInvalid
        }
    }

    private func namesHidden(_ text: String) -> Bool {
        let words = Words(text).list
        return model.slots.indices.contains { place in
            hides(SlotID(UInt16(place))) && model.slots[place].isNamed(in: words)
        }
    }

    private func masked(_ meaning: Interpretation) -> Interpretation {
        var meaning = meaning
        meaning.text = Self.hiddenWords
        for place in meaning.answers.indices { meaning.answers[place].value = Self.hiddenValue }
        return meaning
    }

    // MARK: What the voice agent believed, said and did

    private mutating func mask(_ event: inout DialogueEvent) {
        switch event {
        case .beliefChanged(let slot, let value?, let status, let probability) where hides(slot):
            remember(value, of: slot)
            event = .beliefChanged(slot, Self.hiddenValue, status, probability)
        case .toolAsked(let call, let tool, let values):
            event = .toolAsked(call, tool, masked(values, of: model[tool].needs))
        case .toolAnswered(let call, let tool, let values):
            for (slot, value) in zip(model[tool].gives, values) where hides(slot) {
                remember(value, of: slot)
            }
            event = .toolAnswered(call, tool, masked(values, of: model[tool].gives))
        case .prompted(let utterance): event = .prompted(masked(utterance))
        case .promptCut(let handle, _) where touched.contains(handle):
            event = .promptCut(handle, heard: Self.hiddenWords)
        case .handoffPackaged(let package): event = .handoffPackaged(masked(package))
        default: break
        }
    }

    /// Remembers a hidden value as it is said, and as it is written for a person.
    private mutating func remember(_ value: SlotValue, of slot: SlotID) {
        remember(model[slot].grammar.spoken(value, today: context.today))
        remember(model[slot].grammar.shown(value))
    }

    private mutating func remember(_ words: String) {
        guard !words.isEmpty, !spoken.contains(words) else { return }
        spoken.append(words)
        spoken.sort { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    }

    private func masked(_ values: [SlotValue], of slots: [SlotID]) -> [SlotValue] {
        values.enumerated().map { place, value in
            place < slots.count && hides(slots[place]) ? Self.hiddenValue : value
        }
    }

    private func masked(_ text: String) -> String {
        spoken.reduce(text) { $0.replacing($1, with: "[given]") }
    }

    private mutating func masked(_ utterance: Utterance) -> Utterance {
        var utterance = utterance
        let text = isRest(utterance) ? Self.hiddenWords : masked(utterance.text)
        if text != utterance.text {
            touched.insert(utterance.handle)
            touchedTexts[utterance.prompt, default: []].append(utterance.text)
        }
        utterance.text = text
        switch utterance.act {
        case .ask(let slot, _): asked = slot
        case .confirmValue(let slot, _):
            asked = slot
            if hides(slot) { utterance.act = .confirmValue(slot, Self.hiddenValue) }
        case .mentionValue(let slot, _):
            if hides(slot) { utterance.act = .mentionValue(slot, Self.hiddenValue) }
        case .greet, .askWish, .confirmAction, .confirmIntent, .clarify, .askChange, .offerHelp,
            .anythingElse:
            asked = nil
        case .mentionIntent, .inform, .repair, .fill, .announceHandoff, .goodbye: break
        }
        return utterance
    }

    /// Whether an utterance is the rest of one that was cut: it may begin within a hidden value.
    private func isRest(_ utterance: Utterance) -> Bool {
        touchedTexts[utterance.prompt]?.contains { said in
            said != utterance.text && said.hasSuffix(utterance.text)
        } ?? false
    }

    private func masked(_ package: HandoffPackage) -> HandoffPackage {
        var package = package
        package.summary = masked(package.summary)
        for place in package.slots.indices where hides(package.slots[place].slot) {
            package.slots[place].value = Self.hiddenValue
        }
        return package
    }
}
