import DialogueEngine
import ModelReading

/// Decisions, fallback, handoff, timing and memory: each value over the preset's, over the standard.
struct RulesDecoding {
    let root: MappingReader

    /// The preset that the model begins from.
    func preset() throws -> DialoguePreset? {
        guard let reader = try root.optionalMapping("decisions"),
            let name = try reader.optionalText("preset")
        else { return nil }
        return DialoguePreset.allCases.first { $0.name == name }
    }

    func decisions(_ preset: DialoguePreset?) throws -> DecisionRules {
        var rules = preset?.decisions ?? .standard
        guard let reader = try root.optionalMapping("decisions") else { return rules }
        if let mode = try reader.optionalText("mode") {
            rules.mode = mode == "cost" ? .cost : .thresholds
        }
        try refuseKeys(without: rules.mode, reader)
        if let value = try reader.optionalNumber("accept") { rules.accept = Score(value) }
        if let value = try reader.optionalNumber("confirm") { rules.confirm = Score(value) }
        if let value = try reader.optionalNumber("ambiguityGap") {
            rules.ambiguityGap = Score(value)
        }
        if let value = try reader.optionalNumber("outOfScope") { rules.outOfScope = Score(value) }
        if let value = try reader.optionalNumber("consent") { rules.consent = Score(value) }
        for entry in try reader.entries("wrong") {
            guard let risk = DialogueLanguage.riskWords.firstIndex(of: entry.key) else {
                throw DialogueModelError.unknownName(
                    location: entry.location, key: reader.path(of: "wrong"), what: "risk class",
                    name: entry.key, known: DialogueLanguage.riskWords)
            }
            rules.wrong[risk] = try MappingReader.number(
                entry.value, Quantity(.number), key: reader.path(of: "wrong.\(entry.key)"))
        }
        rules.confirmImplicitly =
            try reader.optionalNumber("confirmImplicitly") ?? rules.confirmImplicitly
        rules.confirmExplicitly =
            try reader.optionalNumber("confirmExplicitly") ?? rules.confirmExplicitly
        rules.clarify = try reader.optionalNumber("clarify") ?? rules.clarify
        rules.rephrase = try reader.optionalNumber("rephrase") ?? rules.rephrase
        rules.person = try reader.optionalNumber("person") ?? rules.person
        rules.missedCorrection =
            try reader.optionalNumber("missedCorrection") ?? rules.missedCorrection
        guard rules.accept >= rules.confirm else {
            throw reader.invalid("accept", "lies below the threshold of confirmation")
        }
        return rules
    }

    /// Refuses what only the other mode would look at.
    private func refuseKeys(without mode: DecisionRules.Mode, _ reader: MappingReader) throws {
        let other: (mode: String, keys: [String]) =
            switch mode {
            case .cost: ("thresholds", ["accept", "ambiguityGap"])
            case .thresholds:
                (
                    "cost",
                    [
                        "confirmImplicitly", "confirmExplicitly", "clarify", "rephrase", "person",
                        "missedCorrection",
                    ]
                )
            }
        for key in other.keys where reader.has(key) {
            throw reader.invalid(
                key, "acts only in 'mode: \(other.mode)'; the mode here is \(mode)")
        }
    }

    func fallback(_ preset: DialoguePreset?) throws -> FallbackRules {
        var rules = preset?.fallback ?? .standard
        guard let reader = try root.optionalMapping("fallback") else { return rules }
        if let value = try reader.optionalNumber("turnConfidence") {
            rules.turnConfidence = Score(value)
        }
        rules.noMatch = try reader.optionalInteger("noMatch") ?? rules.noMatch
        rules.noInput = try reader.optionalInteger("noInput") ?? rules.noInput
        rules.scoreDecay = try reader.optionalNumber("scoreDecay") ?? rules.scoreDecay
        rules.scoreLimit = try reader.optionalNumber("scoreLimit") ?? rules.scoreLimit
        if let weights = try reader.optionalMapping("scoreWeights") {
            for (place, key) in ["noMatch", "noInput", "rejected", "corrected"].enumerated() {
                if let value = try weights.optionalNumber(key) { rules.scoreWeights[place] = value }
            }
        }
        rules.noProgressTurns =
            try reader.optionalInteger("noProgressTurns") ?? rules.noProgressTurns
        rules.maximumTurns = try reader.optionalInteger("maximumTurns") ?? rules.maximumTurns
        rules.maximumSeconds = try reader.optionalNumber("maximumDuration") ?? rules.maximumSeconds
        rules.sameQuestion = try reader.optionalInteger("sameQuestion") ?? rules.sameQuestion
        rules.affect = try reader.optionalInteger("affect") ?? rules.affect
        rules.personRequests = try reader.optionalInteger("personRequests") ?? rules.personRequests
        rules.toolFailures = try reader.optionalInteger("toolFailures") ?? rules.toolFailures
        rules.toolSeconds = try reader.optionalNumber("toolTime") ?? rules.toolSeconds
        rules.verificationFailures =
            try reader.optionalInteger("verificationFailures") ?? rules.verificationFailures
        if reader.has("policyBoundary") { rules.policyBoundary = try reader.flag("policyBoundary") }
        if let exit = try reader.optionalText("exit") {
            rules.exit = exit == "end" ? .end : .handoff
        }
        return rules
    }

    func handoff(_ prompts: inout PromptTable) throws -> HandoffRules {
        let reader = try root.mappingOrDefaults("handoff")
        let word = try reader.text("content")
        let content =
            HandoffRules.Content.allCases.first { String(describing: $0) == word } ?? .verified
        let prompt = try reader.node["say"].map { try prompts.add($0, name: "handoff.say") }
        return HandoffRules(content: content, queue: try reader.text("queue"), prompt: prompt)
    }

    func timing(_ preset: DialoguePreset?) throws -> TimingRules {
        var rules = preset?.timing ?? .standard
        guard let reader = try root.optionalMapping("timing") else { return rules }
        rules.endpointSeconds = try reader.optionalNumber("endpoint") ?? rules.endpointSeconds
        rules.endpointSpelledSeconds =
            try reader.optionalNumber("endpointSpelled") ?? rules.endpointSpelledSeconds
        rules.endpointYesNoSeconds =
            try reader.optionalNumber("endpointYesNo") ?? rules.endpointYesNoSeconds
        rules.noInputSeconds = try reader.optionalNumber("noInput") ?? rules.noInputSeconds
        rules.maximumSpeechSeconds =
            try reader.optionalNumber("maximumSpeech") ?? rules.maximumSpeechSeconds
        rules.bargeInSeconds = try reader.optionalNumber("bargeIn") ?? rules.bargeInSeconds
        rules.falseInterruptionSeconds =
            try reader.optionalNumber("falseInterruption") ?? rules.falseInterruptionSeconds
        rules.fillerSeconds = try reader.optionalNumber("filler") ?? rules.fillerSeconds
        if let words = try reader.optionalItems("stopWords") {
            rules.stopWords = try words.map(Self.phrase)
        }
        if let words = try reader.optionalItems("acknowledgements") {
            rules.acknowledgements = try words.map(Self.phrase)
        }
        if let pace = try reader.optionalMapping("promptPace") {
            rules.promptPace = PromptPace(
                perLetter: try pace.number("perLetter"), perPause: try pace.number("perPause"),
                perPrompt: try pace.number("perPrompt"))
        }
        return rules
    }

    /// Words as they are heard: in lower case, "mm-hmm" as two.
    private static func phrase(_ item: (node: ModelNode, path: String)) throws -> String {
        let words = Words(item.node.scalar ?? "").list
        guard !words.isEmpty else {
            throw DialogueModelError.invalid(
                location: item.node.location, what: "\(item.path) should have words")
        }
        return words.joined(separator: " ")
    }

    func memory() throws -> MemoryRules {
        let reader = try root.mappingOrDefaults("memory")
        return MemoryRules(
            fidelity: try reader.number("fidelity"), carriesOver: try reader.flag("carriesOver"))
    }
}
