import DialogueEngine
import ModelReading
import TwinPrimitives

extension DialogueDecoder {
    mutating func decodeSlots() throws -> [Slot] {
        var list: [Slot] = []
        for reader in try root.namedMappings("slots") {
            list.append(try decodeSlot(reader, SlotID(UInt16(list.count))))
            lines.slots.append(reader.node.location.line)
        }
        return list
    }

    private mutating func decodeSlot(_ reader: MappingReader, _ id: SlotID) throws -> Slot {
        let name = try reader.text("name")
        let label = try reader.optionalText("label") ?? "the " + Self.words(name)
        let grammar = try GrammarDecoding.grammar(try reader.mapping("grammar"))
        var known: [SlotValue] = []
        for item in reader.oneOrMany("known") {
            known.append(try WrittenValue.read(item.node, grammar, key: item.path))
        }
        known.sort { $0.written < $1.written }
        let line = reader.node.location.line
        let path = "slots.\(name)"
        let ask = try reader.node["ask"].map { try prompts.addAttempts($0, name: "\(path).ask") }
        let confirm = try words(
            reader, "confirmPrompt", standard: "I have {\(name)}. Is that right?", line: line)
        let mention = try words(reader, "mention", standard: "Okay, {\(name)}.", line: line)
        let invalid = try reader.node["invalid"].map {
            try prompts.add($0, name: "\(path).invalid")
        }
        let confirmWord = try reader.text("confirm")
        let dataWord = try reader.text("data")
        return Slot(
            name: name, label: label, grammar: grammar, known: known,
            risk: try Self.risk(reader),
            confirmation: ConfirmationPolicy.allCases.first {
                String(describing: $0) == confirmWord
            } ?? .byCost,
            dataClass: DataClass.allCases.first { String(describing: $0) == dataWord } ?? .open,
            isVolunteered: try reader.flag("volunteered"), isKept: try reader.flag("kept"),
            isOptional: try reader.flag("optional"), ask: ask ?? [], confirm: confirm,
            mention: mention, invalid: invalid,
            noInputSeconds: try reader.optionalNumber("noInput"))
    }

    private mutating func words(
        _ reader: MappingReader, _ key: String, standard: String, line: Int
    ) throws -> PromptID {
        let name = reader.path(of: key)
        if let node = reader.node[key] { return try prompts.add(node, name: name) }
        return try prompts.add(standard: standard, name: name, line: line)
    }

    // MARK: Intents

    mutating func decodeIntents(_ slotList: [Slot]) throws -> [Intent] {
        var list: [Intent] = []
        var names: Set<String> = []
        for file in [root] + libraries {
            for reader in try file.namedMappings("intents") {
                let name = try reader.text("name")
                // The model's own intents come first and stand for those of a library.
                guard names.insert(name).inserted else { continue }
                lines.intents.append(
                    file.node.location.path == root.node.location.path
                        ? reader.node.location.line : 1)
                list.append(
                    Intent(
                        name: name, owner: try reader.optionalText("owner") ?? "",
                        label: try reader.optionalText("label") ?? Self.words(name),
                        effect: try effect(reader, slotList), examples: try examples(reader)))
            }
        }
        return list
    }

    private func effect(_ reader: MappingReader, _ slotList: [Slot]) throws -> IntentEffect {
        let effects = DialogueLanguage.effects
        let keys = effects.filter { reader.has($0) }
        guard keys.count == 1 else {
            throw DialogueModelError.invalid(
                location: reader.node.location,
                what:
                    "\(reader.path) should have exactly one of "
                    + effects.joined(separator: ", ") + "; it has "
                    + (keys.isEmpty ? "none" : keys.joined(separator: ", ")))
        }
        try reader.demandCompanions(DialogueLanguage.effectCompanions, of: keys[0])
        if try reader.isMarked("boundary") { return .boundary }
        if let flow = try flows.place(reader, "flow") { return .flow(FlowID(UInt16(flow))) }
        if let word = try reader.optionalText("pattern"), let pattern = RepairPattern(name: word) {
            return .pattern(pattern)
        }
        guard let slot = try slots.place(reader, "answers"), let node = reader.node["value"] else {
            throw ModelReadingError.missingKey(
                location: reader.node.location, key: "value", place: reader.place)
        }
        return .answer(
            FlowDecoding.slot(slot),
            try WrittenValue.read(node, slotList[slot].grammar, key: reader.path(of: "value")))
    }

    private func examples(_ reader: MappingReader) throws -> [String] {
        var list: [String] = []
        for item in try reader.optionalItems("examples") ?? [] {
            guard let text = item.node.scalar, !text.isEmpty else {
                throw ModelReadingError.wrongShape(
                    location: item.node.location, key: item.path, expected: "an utterance",
                    got: item.node.shape)
            }
            list.append(text)
        }
        for item in try reader.optionalItems("examplesFrom") ?? [] {
            list += try fromFile(
                MappingReader(item.node, DialogueLanguage.examples, path: item.path))
        }
        return list
    }

    /// Utterances of a label of a file; every so manieth is left to callers.
    private func fromFile(_ reader: MappingReader) throws -> [String] {
        let name = try reader.text("file")
        let label = try reader.text("label")
        let reference = try ModelReference(reader, "file", in: reader.node.location.path)
        let all: [LabelledUtterance]
        do throws(LabelledFileError) {
            all = try LabelledFile.read(reference.path)
        } catch .unreadable(let path) {
            throw DialogueModelError.unusableReference(
                location: reference.location, key: reference.key, name: name,
                why: .missingFile(path: path))
        } catch {
            throw DialogueModelError.invalid(location: error.location, what: error.problem)
        }
        let rows = all.filter { $0.label == label }.map(\.text)
        guard !rows.isEmpty else {
            throw DialogueModelError.unknownName(
                location: reader.location(of: "label"), key: reader.path(of: "label"),
                what: "label of '\(name)'", name: label,
                known: Set(all.compactMap(\.label)).sorted())
        }
        guard let step = try reader.optionalInteger("leaveOut") else { return rows }
        return rows.enumerated().filter { $0.offset % step != 0 }.map(\.element)
    }
}
