import DialogueEngine
import ModelReading
import TwinPrimitives

/// The static checks of `calltwin check`: what would go wrong in some conversation.
struct ModelChecks {
    let model: DialogueModel
    let path: String
    let lines: ModelLines
    private(set) var findings: [ModelFinding] = []

    /// Fewest examples from which an intent can be learned.
    static let fewestExamples = 5

    init(_ model: DialogueModel, path: String, lines: ModelLines) {
        self.model = model
        self.path = path
        self.lines = lines
        for (place, flow) in model.flows.enumerated() { check(flow, place) }
        checkReachable()
        checkCalls()
        checkSlots()
        checkIntents()
        checkPrompts()
        checkOwners()
        findings.sort {
            ($0.location.line, $0.rule.rawValue, $0.text)
                < ($1.location.line, $1.rule.rawValue, $1.text)
        }
    }

    private mutating func find(_ rule: ModelFinding.Rule, line: Int, _ text: String) {
        findings.append(
            ModelFinding(
                rule: rule, location: SourceLocation(path: path, line: line, column: 0), text: text)
        )
    }

    // MARK: Steps

    private mutating func check(_ flow: Flow, _ place: Int) {
        let graph = StepGraph(model, flow)
        let reached = graph.reached
        let first = flow.steps.lowerBound
        func step(_ position: Int) -> Step { model.steps[first + position] }
        for position in graph.successors.indices where !reached.contains(position) {
            find(
                .unreachable, line: step(position).line,
                "step '\(step(position).name)' of flow '\(flow.name)' is never reached; remove it or "
                    + "lead a goTo there")
        }
        let leaving = graph.leaving { position in
            if case .end = step(position).action { true } else { false }
        }
        if let stuck = reached.filter({ !leaving.contains($0) }).min() {
            find(
                .loopWithoutExit, line: step(stuck).line,
                "from step '\(step(stuck).name)' flow '\(flow.name)' never ends; lead one branch out"
            )
        }
        let spinning = graph.spinning { position in
            switch step(position).action {
            case .collect, .confirm, .tool, .check, .verify: true
            default: false
            }
        }
        if let turning = spinning.intersection(reached).min() {
            find(
                .loopWithoutWait, line: step(turning).line,
                "step '\(step(turning).name)' of flow '\(flow.name)' comes back to itself without "
                    + "waiting for the caller or a tool")
        }
        checkLevels(graph, first: first)
    }

    private mutating func checkLevels(_ graph: StepGraph, first: Int) {
        let levels = graph.certainLevels { position in
            if case .verify(let level) = model.steps[first + position].action { level } else { 0 }
        }
        for position in graph.successors.indices {
            let step = model.steps[first + position]
            guard case .tool(let id, _) = step.action else { continue }
            let needed = model[id].level
            if levels[position] != .max, levels[position] < needed {
                find(
                    .actionBelowLevel, line: step.line,
                    "tool '\(model[id].name)' needs verification level \(needed); a path reaches it "
                        + "with level \(levels[position]); put 'verify: \(needed)' before it")
            }
        }
        for position in graph.successors.indices {
            if case .verify(let level) = model.steps[first + position].action,
                !model.factors.contains(where: { $0.level >= level })
            {
                find(
                    .actionBelowLevel, line: model.steps[first + position].line,
                    "no verification factor proves level \(level)")
            }
        }
    }

    // MARK: Flows

    private mutating func checkReachable() {
        var used: Set<Int> = []
        for intent in model.intents {
            if case .flow(let flow) = intent.effect { used.insert(Int(flow.rawValue)) }
        }
        for step in model.steps {
            if case .call(let flow) = step.action { used.insert(Int(flow.rawValue)) }
        }
        for factor in model.factors { used.insert(Int(factor.flow.rawValue)) }
        for (place, flow) in model.flows.enumerated() where !used.contains(place) {
            find(
                .unreachable, line: lines.flows[place],
                "flow '\(flow.name)' is started by no intent and called by no flow")
        }
        var called: Set<ToolID> = []
        for step in model.steps {
            if case .tool(let tool, _) = step.action { called.insert(tool) }
        }
        for place in model.tools.indices where !called.contains(ToolID(UInt16(place))) {
            find(
                .unreachable, line: lines.tools[place],
                "tool '\(model.tools[place].name)' is never called")
        }
    }

    private mutating func checkCalls() {
        let calls = model.flows.map { flow in
            model.steps[flow.steps].compactMap { step in
                if case .call(let other) = step.action { Int(other.rawValue) } else { nil }
            }
        }
        for start in calls.indices {
            var seen: Set<Int> = []
            var open = calls[start]
            while let flow = open.popLast() {
                if flow == start {
                    find(
                        .recursion, line: lines.flows[start],
                        "flow '\(model.flows[start].name)' calls itself, directly or through others"
                    )
                    break
                }
                if seen.insert(flow).inserted { open += calls[flow] }
            }
        }
    }

    // MARK: Slots

    private mutating func checkSlots() {
        var filled: Set<SlotID> = []
        var used: [SlotID: Int] = [:]
        func use(_ slots: [SlotID], line: Int) {
            for slot in slots where used[slot] == nil { used[slot] = line }
        }
        for tool in model.tools { filled.formUnion(tool.gives) }
        for intent in model.intents {
            if case .answer(let slot, _) = intent.effect { filled.insert(slot) }
        }
        for step in model.steps {
            switch step.action {
            case .collect(let slot):
                filled.insert(slot)
                use([slot], line: step.line)
            case .set(let slot, _): filled.insert(slot)
            case .tool(let tool, _): use(model[tool].needs, line: step.line)
            case .say(let prompt), .confirm(let prompt, _):
                use(Self.slots(of: model[prompt]), line: step.line)
            case .branch(let arms):
                use(arms.flatMap { Self.slots(of: $0.condition) }, line: step.line)
            default: break
            }
        }
        for slot in used.keys.sorted() where !filled.contains(slot) {
            find(
                .slotNeverFilled, line: used[slot] ?? 0,
                "slot '\(model[slot].name)' is used here, and nothing collects, sets or gives it")
        }
        for place in model.slots.indices where used[SlotID(UInt16(place))] == nil {
            find(
                .slotUnused, line: lines.slots[place],
                "slot '\(model.slots[place].name)' is asked for, said and looked at nowhere")
        }
    }

    static func slots(of prompt: Prompt) -> [SlotID] {
        prompt.variants.flatMap(\.parts).compactMap { part in
            if case .slot(let slot) = part { slot } else { nil }
        }
    }

    private static func slots(of condition: StepCondition) -> [SlotID] {
        switch condition {
        case .known(let slot, _), .equals(let slot, _), .above(let slot, _): [slot]
        case .aboveSlot(let slot, let other): [slot, other]
        case .verified: []
        }
    }
}

extension ModelChecks {
    // MARK: Words and owners

    private mutating func checkIntents() {
        var owner: [String: Int] = [:]
        for (place, intent) in model.intents.enumerated() {
            for example in intent.examples {
                let words = Words(example).text
                guard let other = owner.updateValue(place, forKey: words), other != place else {
                    continue
                }
                find(
                    .intent, line: lines.intents[place],
                    "'\(clipped(words))' is an example of intent '\(intent.name)' and of "
                        + "'\(model.intents[other].name)'; leave it to one of them")
            }
        }
        for (place, intent) in model.intents.enumerated()
        where intent.examples.count < Self.fewestExamples {
            find(
                .intent, line: lines.intents[place],
                "intent '\(intent.name)': examples \(intent.examples.count); give it at least "
                    + "\(Self.fewestExamples)")
        }
    }

    /// Patterns that every conversation can meet.
    private static let needed: [RepairPattern] = [
        .greeting, .noMatch, .rephrase, .silence, .outOfScope, .clarify, .completed, .goodbye,
        .cancel, .resume, .toolError, .invalidValue, .verificationFailure, .noPersonAvailable,
        .correct, .help, .holdOn, .doNotKnow, .skip, .multiIntent,
    ]

    private mutating func checkPrompts() {
        var collected: [SlotID: Int] = [:]
        for step in model.steps {
            if case .collect(let slot) = step.action, collected[slot] == nil {
                collected[slot] = step.line
            }
        }
        for slot in collected.keys.sorted() where model[slot].ask.isEmpty {
            find(
                .missingPrompt, line: collected[slot] ?? 0,
                "slot '\(model[slot].name)' is collected and has no question; give it 'ask'")
        }
        for pattern in Self.needed where model.patterns[pattern].isEmpty {
            find(
                .missingPrompt, line: 1,
                "pattern '\(pattern.name)' has no words; say them under 'patterns', or include a "
                    + "library that does")
        }
        if model.handoff.prompt == nil, model.fallback.exit == .handoff {
            find(.missingPrompt, line: 1, "handoff has no words; give it 'say'")
        }
    }

    private mutating func checkOwners() {
        if model.owner.isEmpty { find(.missingOwner, line: 1, "the model has no owner") }
        for (place, flow) in model.flows.enumerated() where flow.owner.isEmpty {
            find(.missingOwner, line: lines.flows[place], "flow '\(flow.name)' has no owner")
        }
        for (place, tool) in model.tools.enumerated() where tool.owner.isEmpty {
            find(.missingOwner, line: lines.tools[place], "tool '\(tool.name)' has no owner")
        }
        for (place, intent) in model.intents.enumerated() where intent.owner.isEmpty {
            find(
                .missingOwner, line: lines.intents[place], "intent '\(intent.name)' has no owner")
        }
    }
}
