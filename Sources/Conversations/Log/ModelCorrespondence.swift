import DialogueEngine

/// What the numbers of one model are in another one, by name.
///
/// Numbers are dense, so something inserted shifts all that follow; names stay. A name that the other
/// model has not becomes a number beyond its last one, which equals none of its own.
struct ModelCorrespondence {
    private let source: DialogueModel
    private let target: DialogueModel
    private let intents: [UInt16]
    private let slots: [UInt16]
    private let flows: [UInt16]
    private let tools: [UInt16]
    private let factors: [UInt16]

    /// Matches two models.
    ///
    /// - Parameters:
    ///   - source: Whose numbers are given.
    ///   - target: Whose numbers are wanted.
    init(from source: DialogueModel, to target: DialogueModel) {
        self.source = source
        self.target = target
        intents = Self.match(source.intents.map(\.name), target.intents.map(\.name))
        slots = Self.match(source.slots.map(\.name), target.slots.map(\.name))
        flows = Self.match(source.flows.map(\.name), target.flows.map(\.name))
        tools = Self.match(source.tools.map(\.name), target.tools.map(\.name))
        factors = Self.match(source.factors.map(\.name), target.factors.map(\.name))
    }

    private static func match(_ source: [String], _ target: [String]) -> [UInt16] {
        var places: [String: Int] = [:]
        for (place, name) in target.enumerated().reversed() { places[name] = place }
        return source.enumerated().map { UInt16(clamping: places[$1] ?? target.count + $0) }
    }

    private static func number(_ number: UInt16, _ table: [UInt16]) -> UInt16 {
        table.indices.contains(Int(number)) ? table[Int(number)] : .max
    }

    func intent(_ id: IntentID) -> IntentID { IntentID(Self.number(id.rawValue, intents)) }
    func slot(_ id: SlotID) -> SlotID { SlotID(Self.number(id.rawValue, slots)) }
    func flow(_ id: FlowID) -> FlowID { FlowID(Self.number(id.rawValue, flows)) }
    func tool(_ id: ToolID) -> ToolID { ToolID(Self.number(id.rawValue, tools)) }
    func factor(_ place: Int) -> Int { Int(Self.number(UInt16(clamping: place), factors)) }

    // MARK: Values

    /// A value of a slot of the source; a name or choice that the target's slot has not is a text.
    func value(_ value: SlotValue, of id: SlotID) -> SlotValue {
        let there = slot(id)
        guard source.slots.indices.contains(Int(id.rawValue)) else { return value }
        let grammar =
            target.slots.indices.contains(Int(there.rawValue)) ? target[there].grammar : nil
        switch (value, source[id].grammar) {
        case (.name(let place), .name(let names)):
            guard place >= 0, place < names.count else { return value }
            let name = names[place].text
            guard case .name(let others)? = grammar,
                let found = (0..<others.count).first(where: { others[$0].text == name })
            else { return .text(name) }
            return .name(found)
        case (.choice(let place), .choice(let choices)):
            guard choices.indices.contains(place) else { return value }
            let name = choices[place].name
            guard case .choice(let others)? = grammar,
                let found = others.firstIndex(where: { $0.name == name })
            else { return .text(name) }
            return .choice(found)
        default: return value
        }
    }

    private func values(_ values: [SlotValue], of ids: [SlotID]) -> [SlotValue] {
        values.enumerated().map { place, value in
            place < ids.count ? self.value(value, of: ids[place]) : value
        }
    }

    func values(needed values: [SlotValue], by id: ToolID) -> [SlotValue] {
        self.values(values, of: tool(source, id)?.needs ?? [])
    }

    func values(given values: [SlotValue], by id: ToolID) -> [SlotValue] {
        self.values(values, of: tool(source, id)?.gives ?? [])
    }

    func values(_ values: [SlotValue], ofFactor place: Int) -> [SlotValue] {
        guard source.factors.indices.contains(place) else { return values }
        return self.values(values, of: source.factors[place].slots)
    }

    private func tool(_ model: DialogueModel, _ id: ToolID) -> Tool? {
        model.tools.indices.contains(Int(id.rawValue)) ? model[id] : nil
    }

    // MARK: Inputs

    /// The inputs of a call under the source as the target would have had them.
    ///
    /// - Parameters:
    ///   - inputs: Inputs in order.
    ///   - records: What the source noted upon them; says which tool each answer is of.
    /// - Returns: As many inputs, at the same instants.
    func inputs(_ inputs: [TimedInput], noted records: [DialogueRecord]) -> [TimedInput] {
        var asked: [CallID: ToolID] = [:]
        for case .toolAsked(let call, let tool, _) in records.map(\.event) { asked[call] = tool }
        return inputs.map { timed in
            var timed = timed
            switch timed.input {
            case .understood(let meaning): timed.input = .understood(self.meaning(meaning))
            case .toolAnswered(let call, let values):
                guard let tool = asked[call] else { break }
                timed.input = .toolAnswered(call, self.values(given: values, by: tool))
            case .callStarted, .speechStarted, .speechStopped, .partialTranscript, .soundJudged,
                .finalTranscript, .keys, .timerFired, .promptStarted, .promptFinished, .promptCut,
                .toolFailed, .verificationAnswered, .lever, .callerHungUp:
                break
            }
            return timed
        }
    }

    /// A meaning without what the target does not know.
    private func meaning(_ meaning: Interpretation) -> Interpretation {
        func known(_ candidates: [IntentCandidate]) -> [IntentCandidate] {
            candidates.map {
                IntentCandidate(intent: intent($0.intent), probability: $0.probability)
            }.filter { target.intents.indices.contains(Int($0.intent.rawValue)) }
        }
        var renamed = meaning
        renamed.intents = known(meaning.intents)
        renamed.parts = known(meaning.parts)
        renamed.answers = meaning.answers.compactMap { answer in
            var renamed = answer
            renamed.slot = slot(answer.slot)
            renamed.value = value(answer.value, of: answer.slot)
            let isKnown = target.slots.indices.contains(Int(renamed.slot.rawValue))
            return isKnown ? renamed : nil
        }
        return renamed
    }
}
