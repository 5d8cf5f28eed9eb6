import DialogueEngine
import ModelReading
import TwinPrimitives

/// A model file to a model: tables of names first, then slots, tools, flows, intents and rules.
struct DialogueDecoder {
    let root: MappingReader
    let libraries: [MappingReader]
    let slots: NameTable
    let tools: NameTable
    let flows: NameTable
    var prompts: PromptTable
    /// Where what `check` reports on is, by kind and number.
    var places = ModelPlaces()

    init(root: MappingReader, libraries: [MappingReader]) throws {
        self.root = root
        self.libraries = libraries
        slots = NameTable("slot", try Self.names(root, "slots"))
        tools = NameTable("tool", try Self.names(root, "tools"))
        // Each factor of verification has a hidden flow behind the written ones.
        flows = NameTable(
            "flow",
            try Self.names(root, "flows")
                + Self.names(root, "verification").map { "verification \($0)" })
        prompts = PromptTable(slots: slots)
    }

    private static func names(_ root: MappingReader, _ key: String) throws -> [String] {
        try root.namedMappings(key).map { try $0.text("name") }
    }

    /// Decodes the whole model; the classifier is trained by whoever reads the file.
    mutating func model(digest: UInt64) throws -> DialogueModel {
        let slotList = try decodeSlots()
        let rules = RulesDecoding(root: root)
        let preset = try rules.preset()
        let toolList = try decodeTools(slotList)
        var steps: [Step] = []
        var flowList = try decodeFlows(slotList, steps: &steps)
        let factors = try decodeFactors(flowList: &flowList, steps: &steps)
        FlowSlots.fill(&flowList, steps: steps)
        let patterns = try decodePatterns()
        let mention = try mentionIntent()
        return DialogueModel(
            name: try root.text("name"), owner: try root.optionalText("owner") ?? "",
            intents: try decodeIntents(slotList), slots: slotList, flows: flowList, steps: steps,
            prompts: [], tools: toolList, factors: factors, patterns: patterns,
            mentionIntent: mention, decisions: try rules.decisions(preset),
            fallback: try rules.fallback(preset), handoff: try rules.handoff(&prompts),
            timing: try rules.timing(preset), memory: try rules.memory(), classifier: nil,
            digest: digest)
    }

    private mutating func mentionIntent() throws -> PromptID {
        if let node = root.node["mentionIntent"] {
            return try prompts.add(node, name: "mentionIntent")
        }
        return try prompts.add(
            standard: "Okay, you want to {topic}.", name: "mentionIntent")
    }

    // MARK: Tools and verification

    private mutating func decodeTools(_ slotList: [Slot]) throws -> [Tool] {
        var tools: [Tool] = []
        for reader in try root.namedMappings("tools") {
            let gives = try slots.places(reader, "gives").map(FlowDecoding.slot)
            places.tools.append(reader.node.location)
            if try reader.flag("changes"), try reader.integer("retries") > 0 {
                throw reader.invalid("retries", "would do twice what changes the world")
            }
            let sample = try reader.optionalItems("sample") ?? []
            guard sample.isEmpty || sample.count == gives.count else {
                throw reader.invalid("sample", "should have a value for each slot of gives")
            }
            var values: [SlotValue] = []
            for (slot, item) in zip(gives, sample) {
                values.append(
                    try WrittenValue.read(
                        item.node, slotList[Int(slot.rawValue)].grammar, key: item.path))
            }
            tools.append(
                Tool(
                    name: try reader.text("name"), owner: try reader.optionalText("owner") ?? "",
                    needs: try slots.places(reader, "needs").map(FlowDecoding.slot), gives: gives,
                    level: UInt8(try reader.integer("level")),
                    changesWorld: try reader.flag("changes"), risk: try Self.risk(reader),
                    timeoutSeconds: try reader.number("timeout"),
                    retries: UInt8(try reader.integer("retries")), sample: values))
        }
        return tools
    }

    static func risk(_ reader: MappingReader) throws -> RiskClass {
        let word = try reader.text("risk")
        return RiskClass.allCases.first { String(describing: $0) == word } ?? .information
    }

    private mutating func decodeFactors(
        flowList: inout [Flow], steps: inout [Step]
    ) throws -> [VerificationFactor] {
        var factors: [VerificationFactor] = []
        var before = 0
        for reader in try root.namedMappings("verification") {
            let name = try reader.text("name")
            let level = try reader.integer("level")
            guard level >= before else {
                throw reader.invalid(
                    "level", "is lower than that of the factor before; weakest first")
            }
            before = level
            let slotIDs = try slots.places(reader, "slots").map(FlowDecoding.slot)
            guard !slotIDs.isEmpty else { throw reader.invalid("slots", "asks for nothing") }
            let first = steps.count
            let line = reader.node.location.line
            for slot in slotIDs {
                steps.append(
                    Step(
                        name: "collect-\(slots.names[Int(slot.rawValue)])", line: line,
                        action: .collect(slot)))
            }
            steps.append(Step(name: "check", line: line, action: .check(factor: factors.count)))
            places.factors.append(reader.node.location)
            factors.append(
                VerificationFactor(
                    name: name, level: UInt8(level), slots: slotIDs,
                    flow: FlowID(UInt16(flowList.count))))
            flowList.append(
                Flow(
                    name: "verification \(name)", label: "your security check",
                    owner: try reader.optionalText("owner") ?? "", steps: first..<steps.count,
                    collects: [], level: 0, risk: .information, isInterruptible: true,
                    overrides: []))
            places.flows.append(reader.node.location)
        }
        return factors
    }

    // MARK: Flows and patterns

    private mutating func decodeFlows(
        _ slotList: [Slot], steps: inout [Step]
    ) throws -> [Flow] {
        let decoding = FlowDecoding(slots: slots, tools: tools, flows: flows) { slot, node, key in
            try WrittenValue.read(node, slotList[Int(slot.rawValue)].grammar, key: key)
        }
        var list: [Flow] = []
        for reader in try root.namedMappings("flows") {
            let name = try reader.text("name")
            let first = steps.count
            steps += try decoding.steps(reader, first: first, prompts: &prompts)
            var overrides: [PatternOverride] = []
            for entry in try reader.entries("patterns") {
                overrides.append(
                    PatternOverride(
                        pattern: try Self.pattern(entry, key: reader.path(of: "patterns")),
                        prompts: try prompts.addAttempts(
                            entry.value, name: reader.path(of: "patterns.\(entry.key)"))))
            }
            places.flows.append(reader.node.location)
            list.append(
                Flow(
                    name: name, label: try reader.optionalText("label") ?? Self.words(name),
                    owner: try reader.optionalText("owner") ?? "", steps: first..<steps.count,
                    collects: [], level: UInt8(try reader.integer("level")),
                    risk: try Self.risk(reader),
                    isInterruptible: try reader.flag("interruptible"), overrides: overrides))
        }
        return list
    }

    static func pattern(_ entry: ModelEntry, key: String) throws -> RepairPattern {
        guard let pattern = RepairPattern(name: entry.key) else {
            throw DialogueModelError.unknownName(
                location: entry.location, key: key, what: "repair pattern", name: entry.key,
                known: DialogueLanguage.patternWords)
        }
        return pattern
    }

    /// A name as words: `check_balance` is said "check balance".
    static func words(_ name: String) -> String {
        String(name.map { $0 == "_" || $0 == "-" ? " " : $0 })
    }

    private mutating func decodePatterns() throws -> PatternRules {
        var rules = PatternRules()
        for reader in libraries + [root] {
            for entry in try reader.entries("patterns") {
                let pattern = try Self.pattern(entry, key: "patterns")
                let path = "patterns.\(entry.key)"
                let body = try MappingReader(entry.value, DialogueLanguage.pattern, path: path)
                guard let say = body.node["say"] else { continue }
                rules[pattern] = try prompts.addAttempts(
                    say, name: "\(path).say", allowsBargeIn: try body.flag("bargeIn"))
            }
        }
        return rules
    }
}

/// Where the parts of a model are: in its file, or in a library that it includes.
struct ModelPlaces: Hashable, Sendable {
    var intents: [SourceLocation] = []
    var slots: [SourceLocation] = []
    var tools: [SourceLocation] = []
    var flows: [SourceLocation] = []
    var factors: [SourceLocation] = []
}
