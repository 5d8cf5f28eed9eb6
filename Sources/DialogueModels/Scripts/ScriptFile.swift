public import Conversations
public import DialogueEngine
import ModelReading
import TwinPrimitives

/// A file of scripted conversations for one model.
public struct ScriptFile: Sendable {
    /// Path as the user gave it.
    public let path: String
    /// Path of the model.
    public var modelPath: String { reference.path }
    private let reference: ModelReference
    private let root: MappingReader

    /// Reads a file; the model it names is read by the caller.
    ///
    /// - Parameter path: Path of the YAML file.
    /// - Throws: What is wrong first, with its line.
    public init(path: String) throws(DialogueModelError) {
        self = try typed { try Self(file: ModelFile(path: path)) }
    }

    private init(file: ModelFile) throws {
        root = try MappingReader(
            root: file.root, ScriptLanguage.root, version: "scripts", known: ScriptLanguage.version)
        path = file.path
        reference = try ModelReference(root, "model", in: file.path)
    }

    /// Reads the model that the file names.
    ///
    /// - Returns: The model and what its checks found.
    /// - Throws: What is wrong with it; that it cannot be opened, with the line that names it.
    public func model() throws(DialogueModelError) -> DialogueModelFile {
        try reference.read { path throws(DialogueModelError) in try DialogueModelFile(path: path) }
    }

    /// The scripts of the file, with the names of a model.
    ///
    /// - Parameter model: The model at `modelPath`.
    /// - Returns: The scripts, in the order of the file.
    /// - Throws: What is wrong first, with its line.
    public func scripts(for model: DialogueModel) throws(DialogueModelError) -> [Script] {
        try typed {
            let decoding = try ScriptDecoding(model: model, root: root)
            let scripts = try root.namedMappings("conversations").map { try decoding.script($0) }
            guard !scripts.isEmpty else { throw root.invalid("conversations", "has none") }
            return scripts
        }
    }
}

/// Names of a script become numbers of its model.
private struct ScriptDecoding {
    let model: DialogueModel
    let slots: NameTable
    let flows: NameTable
    let tools: NameTable
    let today: CivilDate
    let minute: Int

    init(model: DialogueModel, root: MappingReader) throws {
        self.model = model
        slots = NameTable("slot", model.slots.map(\.name))
        flows = NameTable("flow", model.flows.map(\.name))
        tools = NameTable("tool", model.tools.map(\.name))
        guard let today = CivilDate(try root.text("today")) else {
            throw root.invalid("today", "is no date such as 2026-11-25")
        }
        guard let minute = WrittenValue.minute(try root.text("time")) else {
            throw root.invalid("time", "is no time such as \"10:00\"")
        }
        self.today = today
        self.minute = minute
    }

    func script(_ reader: MappingReader) throws -> Script {
        let context = CallContext(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: 0), today: today,
            minuteOfDay: minute, level: UInt8(try reader.integer("level")),
            isPersonAvailable: try reader.flag("personAvailable"))
        var turns: [Script.Turn] = []
        for item in try reader.optionalItems("turns") ?? [] {
            turns.append(
                try turn(MappingReader(item.node, ScriptLanguage.turn, path: item.path)))
        }
        return Script(
            name: try reader.text("name"), line: reader.node.location.line, context: context,
            tools: try behaviours(reader),
            verifications: try reader.optionalFlags("verifications") ?? [], turns: turns,
            ending: try reader.optionalMapping("ends").map { try expectations($0) } ?? [])
    }

    private func behaviours(_ reader: MappingReader) throws -> [Script.ToolBehaviour] {
        var list: [Script.ToolBehaviour] = []
        for entry in try reader.entries("tools") {
            let path = reader.path(of: "tools.\(entry.key)")
            let place = try tools.place(entry.key, at: entry.location, key: path)
            let body = try MappingReader(entry.value, ScriptLanguage.tool, path: path)
            let gives = model.tools[place].gives
            var answer: [SlotValue]?
            if let items = try body.optionalItems("answers") {
                guard items.count == gives.count else {
                    throw body.invalid("answers", "should have a value for each slot it gives")
                }
                answer = try zip(gives, items).map { slot, item in
                    try WrittenValue.read(item.node, model[slot].grammar, key: item.path)
                }
            }
            list.append(
                Script.ToolBehaviour(
                    tool: ToolID(UInt16(place)), answer: answer,
                    failures: try body.integer("fails"), seconds: try body.number("takes")))
        }
        return list
    }

    private func turn(_ reader: MappingReader) throws -> Script.Turn {
        let acts = ScriptLanguage.acts.filter { reader.has($0) }
        guard acts.count == 1 else {
            throw DialogueModelError.invalid(
                location: reader.node.location,
                what: "\(reader.path) should have exactly one of "
                    + ScriptLanguage.acts.joined(separator: ", ") + "; it has "
                    + (acts.isEmpty ? "none" : acts.joined(separator: ", ")))
        }
        return Script.Turn(
            line: reader.node.location.line, act: try act(acts[0], reader),
            expectations: try reader.optionalMapping("expect").map { try expectations($0) } ?? [])
    }

    private func act(_ word: String, _ reader: MappingReader) throws -> Script.Act {
        try reader.demandCompanions(ScriptLanguage.companions, of: word)
        if ScriptLanguage.marks.contains(word) { _ = try reader.isMarked(word) }
        let words = try reader.optionalInteger("afterWords")
        func spoken(_ readings: [Hypothesis]) -> Script.Act {
            words.map { .interrupt(readings, afterWords: $0) } ?? .say(readings)
        }
        switch word {
        case "say": return spoken([Hypothesis(text: try reader.text("say"))])
        case "nbest":
            var readings: [Hypothesis] = []
            for item in try reader.optionalItems("nbest") ?? [] {
                let body = try MappingReader(item.node, ScriptLanguage.reading, path: item.path)
                readings.append(
                    Hypothesis(
                        text: try body.text("text"),
                        confidence: Score(try body.number("confidence"))))
            }
            return spoken(readings)
        case "noise": return .noise(afterWords: words ?? 0)
        case "keys":
            let keys = try reader.text("keys")
            guard Script.Act.areKeys(keys) else {
                throw reader.invalid("keys", "'\(clipped(keys))' should be of 0 to 9, * and #")
            }
            return .keys(keys)
        case "silence": return .silence
        case "hangUp": return .hangUp
        default:
            switch try reader.text("lever") {
            case "handoffNow": return .lever(.handoffNow)
            case "endNow": return .lever(.endNow)
            case "personAway": return .lever(.personAvailable(false))
            default: return .lever(.personAvailable(true))
            }
        }
    }

    private func expectations(_ reader: MappingReader) throws -> [Script.Expectation] {
        var list: [Script.Expectation] = []
        for (key, item) in ["says", "saysNot"].flatMap({ key in
            reader.oneOrMany(key).map { (key, $0) }
        }) {
            let words = item.node.scalar ?? ""
            list.append(key == "says" ? .says(words) : .saysNot(words))
        }
        if let slot = try slots.place(reader, "asks") {
            list.append(.asks(FlowDecoding.slot(slot)))
        }
        if let name = try reader.optionalText("question") { list.append(.question(name)) }
        for (key, change) in [
            ("starts", FlowChange.started), ("resumes", .resumed), ("cancels", .cancelled),
            ("completes", .completed), ("leaves", .unresolved),
        ] {
            for place in try places(reader, key, flows) {
                list.append(.flow(FlowID(UInt16(place)), change))
            }
        }
        for item in reader.oneOrMany("pattern") {
            let entry = ModelEntry(
                key: item.node.scalar ?? "", location: item.node.location, value: item.node)
            list.append(.pattern(try DialogueDecoder.pattern(entry, key: item.path)))
        }
        for entry in try reader.entries("believes") {
            let path = reader.path(of: "believes.\(entry.key)")
            let place = try slots.place(entry.key, at: entry.location, key: path)
            list.append(
                .believes(
                    FlowDecoding.slot(place),
                    try WrittenValue.read(entry.value, model.slots[place].grammar, key: path)))
        }
        for place in try places(reader, "forgets", slots) {
            list.append(.believesNothing(FlowDecoding.slot(place)))
        }
        return list + (try furtherExpectations(reader))
    }

    private func furtherExpectations(_ reader: MappingReader) throws -> [Script.Expectation] {
        var list: [Script.Expectation] = []
        if let word = try reader.optionalText("decides"),
            let action = DecidedAction.allCases.first(where: { $0.name == word })
        {
            list.append(.decides(action))
        }
        if let word = try reader.optionalText("trigger"),
            let trigger = FallbackTrigger.allCases.first(where: { $0.name == word })
        {
            list.append(.trigger(trigger))
        }
        list += try places(reader, "calls", tools).map { .tool(ToolID(UInt16($0))) }
        list += try places(reader, "callsNot", tools).map { .toolNot(ToolID(UInt16($0))) }
        if let level = try reader.optionalInteger("level") { list.append(.level(UInt8(level))) }
        if let word = try reader.optionalText("outcome"),
            let outcome = DialogueOutcome.allCases.first(where: { $0.name == word })
        {
            list.append(.outcome(outcome))
        }
        if let seconds = try reader.optionalNumber("within") { list.append(.within(seconds)) }
        if let words = try reader.optionalText("summary") { list.append(.summary(words)) }
        if let count = try reader.optionalInteger("pending") { list.append(.pending(count)) }
        return list
    }

    private func places(_ reader: MappingReader, _ key: String, _ table: NameTable) throws -> [Int]
    {
        var list: [Int] = []
        for item in reader.oneOrMany(key) {
            list.append(
                try table.place(
                    item.node.scalar ?? "", at: item.node.location, key: item.path))
        }
        return list
    }
}
