import DialogueEngine

/// What an engine did upon one input, as far as it makes a difference to anybody: what it said, asked
/// and decided, and what it believes.
///
/// Left out is what models that do the same have different: numbers of prompts and steps, the
/// probabilities behind a decision, the thresholds in force, and the digests of states.
struct Deeds: Hashable {
    private(set) var effects: [DialogueEffect]
    private(set) var events: [DialogueEvent] = []
    private(set) var actions: [DecidedAction] = []
    private(set) var triggers: [FallbackTrigger] = []

    /// What was done upon each input.
    ///
    /// - Parameters:
    ///   - effects: Effects by input.
    ///   - records: Records of all inputs.
    ///   - correspondence: From the numbers of the model that ran to those to compare in.
    /// - Returns: One for each input, in order.
    static func list(
        _ effects: [[DialogueEffect]], _ records: [DialogueRecord],
        _ correspondence: ModelCorrespondence
    ) -> [Deeds] {
        var list = effects.map { Deeds(effects: $0.map(correspondence.comparable)) }
        for record in records where Int(record.cause) < list.count {
            list[Int(record.cause)].add(record.event, correspondence)
        }
        return list
    }

    private init(effects: [DialogueEffect]) { self.effects = effects }

    private mutating func add(_ event: DialogueEvent, _ names: ModelCorrespondence) {
        switch event {
        case .heard, .parsed, .stepEntered, .stateDigest, .prompted, .handoffPackaged:
            // What was heard is input; what is said and handed over is among the effects.
            break
        case .decided(let report): actions.append(report.action)
        case .fallback(let trigger, _, _): triggers.append(trigger)
        case .beliefChanged(let slot, let value, let status, _):
            events.append(
                .beliefChanged(
                    names.slot(slot), value.map { names.value($0, of: slot) }, status, .one))
        case .forgotten(let slot): events.append(.forgotten(names.slot(slot)))
        case .askedAgain(let slot): events.append(.askedAgain(names.slot(slot)))
        case .flow(let flow, let change): events.append(.flow(names.flow(flow), change))
        case .verified(let level, let factor, let passed):
            events.append(.verified(level: level, factor: names.factor(factor), passed: passed))
        case .toolAsked(let call, let tool, let values):
            events.append(
                .toolAsked(call, names.tool(tool), names.values(needed: values, by: tool)))
        case .toolAnswered(let call, let tool, let values):
            events.append(
                .toolAnswered(call, names.tool(tool), names.values(given: values, by: tool)))
        case .toolFailed(let call, let tool, let isTimeout):
            events.append(.toolFailed(call, names.tool(tool), isTimeout: isTimeout))
        case .actionRefused(let tool, let level, let needed):
            events.append(.actionRefused(names.tool(tool), level: level, needed: needed))
        case .valueMissing(let slot): events.append(.valueMissing(names.slot(slot)))
        case .turnEndpointed, .repairEntered, .promptStarted, .promptFinished, .promptCut,
            .leverMoved, .ended:
            events.append(event)
        }
    }
}

extension ModelCorrespondence {
    /// An effect in the numbers to compare in.
    func comparable(_ effect: DialogueEffect) -> DialogueEffect {
        switch effect {
        case .say(let utterance):
            // Two prompts with the same words and the same act are the same to whoever hears them.
            return .say(
                Utterance(
                    handle: utterance.handle, prompt: PromptID(0), text: utterance.text,
                    act: comparable(utterance.act), allowsBargeIn: utterance.allowsBargeIn,
                    isFiller: utterance.isFiller))
        case .callTool(let call, let tool, let values):
            return .callTool(call, self.tool(tool), self.values(needed: values, by: tool))
        case .verify(let call, let factor, let values):
            return .verify(
                call, factor: self.factor(factor), self.values(values, ofFactor: factor))
        case .handoff(let package): return .handoff(comparable(package))
        case .stopSpeaking, .finishListening, .setTimer, .cancelTimer, .end: return effect
        }
    }

    private func comparable(_ act: SystemAct) -> SystemAct {
        switch act {
        case .ask(let slot, let attempt): .ask(self.slot(slot), attempt: attempt)
        case .confirmValue(let slot, let said):
            .confirmValue(self.slot(slot), value(said, of: slot))
        case .mentionValue(let slot, let said):
            .mentionValue(self.slot(slot), value(said, of: slot))
        case .confirmAction(let slots): .confirmAction(slots.map(slot))
        case .confirmIntent(let intent): .confirmIntent(self.intent(intent))
        case .mentionIntent(let intent): .mentionIntent(self.intent(intent))
        case .clarify(let intents): .clarify(intents.map(intent))
        case .askChange(let slots): .askChange(slots.map(slot))
        case .greet, .askWish, .inform, .repair, .offerHelp, .anythingElse, .fill,
            .announceHandoff, .goodbye:
            act
        }
    }

    private func comparable(_ package: HandoffPackage) -> HandoffPackage {
        var renamed = package
        renamed.goal = package.goal.map {
            IntentCandidate(intent: intent($0.intent), probability: .one)
        }
        renamed.slots = package.slots.map { report in
            var renamed = report
            renamed.slot = slot(report.slot)
            renamed.value = value(report.value, of: report.slot)
            renamed.probability = .one
            return renamed
        }
        renamed.factors = package.factors.map {
            HandoffPackage.FactorReport(factor: factor($0.factor), passed: $0.passed)
        }
        return renamed
    }
}
