import DialogueEngine
import ModelReading
import TwinPrimitives

/// Steps of flows: names become numbers.
struct FlowDecoding {
    let slots: NameTable
    let tools: NameTable
    let flows: NameTable
    /// Reads a value of a slot as it would be written in the file.
    let value: (SlotID, ModelNode, String) throws -> SlotValue

    /// What the steps of one flow need to know while they are decoded.
    struct Place {
        let flow: MappingReader
        /// Number of the flow's first step in the model.
        let first: Int
        /// Ids of its steps, in order; positions stand for steps without.
        let ids: NameTable
    }

    /// Decodes the steps of a flow.
    ///
    /// - Parameters:
    ///   - flow: The flow.
    ///   - first: Number of its first step in the model.
    ///   - prompts: Where prompts are kept.
    /// - Returns: The steps in order.
    /// - Throws: What is wrong first, with its line.
    func steps(
        _ flow: MappingReader, first: Int, prompts: inout PromptTable
    ) throws -> [Step] {
        let items = try flow.optionalItems("steps") ?? []
        guard !items.isEmpty else { throw flow.invalid("steps", "has no step") }
        var readers: [MappingReader] = []
        var ids: [String] = []
        for (index, item) in items.enumerated() {
            let reader = try MappingReader(item.node, DialogueLanguage.step, path: item.path)
            let actions = DialogueLanguage.actions.filter { reader.has($0) }
            guard actions.count == 1 else {
                throw DialogueModelError.invalid(
                    location: item.node.location,
                    what: "\(item.path) should have exactly one of "
                        + DialogueLanguage.actions.joined(separator: ", ") + "; it has "
                        + (actions.isEmpty ? "none" : actions.joined(separator: ", ")))
            }
            let ending = try reader.optionalText("end")
            try reader.demandCompanions(
                DialogueLanguage.companions, of: ending.map { "end: \($0)" } ?? actions[0])
            let id = try reader.optionalText("id") ?? "\(actions[0])-\(index + 1)"
            guard !ids.contains(id) else { throw reader.invalid("id", "'\(id)' appears twice") }
            ids.append(id)
            readers.append(reader)
        }
        let place = Place(flow: flow, first: first, ids: NameTable("step", ids))
        var steps: [Step] = []
        for (index, reader) in readers.enumerated() {
            steps.append(
                Step(
                    name: ids[index], line: reader.node.location.line,
                    action: try action(reader, place, prompts: &prompts)))
        }
        return steps
    }

    private func action(
        _ reader: MappingReader, _ place: Place, prompts: inout PromptTable
    ) throws -> StepAction {
        if let node = reader.node["say"] {
            return .say(
                try prompts.add(
                    node, name: reader.path(of: "say"), allowsBargeIn: try reader.flag("bargeIn")))
        }
        if let slot = try slots.place(reader, "collect") { return .collect(Self.slot(slot)) }
        if let level = try reader.optionalInteger("verify") { return .verify(level: UInt8(level)) }
        if let node = reader.node["confirm"] {
            let prompt = try prompts.add(
                node, name: reader.path(of: "confirm"), allowsBargeIn: try reader.flag("bargeIn"))
            return .confirm(prompt, otherwise: try step(reader, "otherwise", place))
        }
        if let tool = try tools.place(reader, "tool") {
            return .tool(
                ToolID(UInt16(tool)), onFailure: try step(reader, "onFailure", place))
        }
        if reader.has("branch") { return .branch(try arms(reader, place)) }
        if let slot = try slots.place(reader, "set") {
            guard let node = reader.node["to"] else {
                throw ModelReadingError.missingKey(
                    location: reader.node.location, key: "to", place: reader.place)
            }
            return .set(
                Self.slot(slot), try value(Self.slot(slot), node, reader.path(of: "to")))
        }
        if reader.has("clear") {
            return .clear(try slots.places(reader, "clear").map(Self.slot))
        }
        if let flow = try flows.place(reader, "call") { return .call(FlowID(UInt16(flow))) }
        if let target = try step(reader, "goTo", place) { return .goTo(target) }
        return .end(try ending(reader))
    }

    private func ending(_ reader: MappingReader) throws -> FlowEnding {
        switch try reader.text("end") {
        case "completed": return .completed
        case "unresolved": return .unresolved
        case "hangUp": return .hangUp
        default:
            guard let reason = try reader.optionalText("reason") else {
                throw ModelReadingError.missingKey(
                    location: reader.node.location, key: "reason", place: reader.place)
            }
            return .handoff(reason: reason)
        }
    }

    private func step(_ reader: MappingReader, _ key: String, _ place: Place) throws -> StepID? {
        try place.ids.place(reader, key).map { StepID(UInt16(place.first + $0)) }
    }

    private func arms(_ reader: MappingReader, _ place: Place) throws -> [BranchArm] {
        var arms: [BranchArm] = []
        for item in try reader.optionalItems("branch") ?? [] {
            let arm = try MappingReader(item.node, DialogueLanguage.arm, path: item.path)
            guard let target = try step(arm, "goTo", place) else { continue }
            arms.append(BranchArm(condition: try condition(arm), target: target))
        }
        guard !arms.isEmpty else { throw reader.invalid("branch", "has no condition") }
        return arms
    }

    private func condition(_ arm: MappingReader) throws -> StepCondition {
        let tests = ["known", "is", "above", "aboveSlot"].filter { arm.has($0) }
        if let level = try arm.optionalInteger("level") {
            guard tests.isEmpty, !arm.has("slot") else {
                throw arm.invalid("level", "stands beside another condition")
            }
            return .verified(level: UInt8(level))
        }
        guard let place = try slots.place(arm, "slot"), tests.count == 1 else {
            throw DialogueModelError.invalid(
                location: arm.node.location,
                what: "\(arm.path) should have 'level', or 'slot' with one of known, is, above, "
                    + "aboveSlot")
        }
        let slot = Self.slot(place)
        switch tests[0] {
        case "known": return .known(slot, try arm.flag("known"))
        case "is":
            guard let node = arm.node["is"] else { break }
            return .equals(slot, try value(slot, node, arm.path(of: "is")))
        case "above": return .above(slot, try bound(arm))
        default: break
        }
        guard let other = try slots.place(arm, "aboveSlot") else {
            throw arm.invalid("aboveSlot", "names no slot")
        }
        return .aboveSlot(slot, Self.slot(other))
    }

    /// A bound in the unit of the slot: pence of an amount, or the number itself.
    private func bound(_ arm: MappingReader) throws -> Int {
        guard let node = arm.node["above"], let place = try slots.place(arm, "slot") else {
            return 0
        }
        let value = try value(Self.slot(place), node, arm.path(of: "above"))
        guard let magnitude = value.magnitude else {
            throw arm.invalid("above", "compares a slot that is neither number nor amount")
        }
        return magnitude
    }

    static func slot(_ place: Int) -> SlotID { SlotID(UInt16(place)) }
}
