import DialogueEngine
import ModelReading
import TwinPrimitives

/// The prompts of a model, gathered while it is decoded.
struct PromptTable {
    private(set) var prompts: [Prompt] = []
    let slots: NameTable

    init(slots: NameTable) { self.slots = slots }

    /// Keeps a prompt with one wording, or several.
    mutating func add(
        _ node: ModelNode, name: String, allowsBargeIn: Bool = true
    ) throws -> PromptID {
        var variants: [PromptText] = []
        for item in MappingReader.oneOrMany(node, path: name) {
            guard let text = item.node.scalar, !text.isEmpty else {
                throw ModelReadingError.wrongShape(
                    location: item.node.location, key: item.path, expected: "a text to say",
                    got: item.node.shape)
            }
            variants.append(try parse(text, at: item.node.location, key: item.path))
        }
        guard !variants.isEmpty else {
            throw ModelReadingError.wrongShape(
                location: node.location, key: name, expected: "a text to say", got: "an empty list")
        }
        return keep(Prompt(name: name, variants: variants, allowsBargeIn: allowsBargeIn))
    }

    /// Keeps a prompt of the program's own.
    mutating func add(standard text: String, name: String) throws -> PromptID {
        let variant = try parse(text, at: SourceLocation(path: name), key: name)
        return keep(Prompt(name: name, variants: [variant], allowsBargeIn: true))
    }

    /// Keeps prompts by attempt.
    mutating func addAttempts(
        _ node: ModelNode, name: String, allowsBargeIn: Bool = true
    ) throws -> [PromptID] {
        var ids: [PromptID] = []
        for (index, item) in MappingReader.oneOrMany(node, path: name).enumerated() {
            ids.append(
                try add(item.node, name: "\(name).\(index + 1)", allowsBargeIn: allowsBargeIn))
        }
        return ids
    }

    private mutating func keep(_ prompt: Prompt) -> PromptID {
        prompts.append(prompt)
        return PromptID(UInt16(prompts.count - 1))
    }

    /// Splits a text at its places: `{slot}`, `{topic}`, `{other}`.
    private func parse(
        _ text: String, at location: SourceLocation, key: String
    ) throws(DialogueModelError) -> PromptText {
        var parts: [PromptPart] = []
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            guard let close = rest[open...].firstIndex(of: "}") else {
                throw .invalid(location: location, what: "\(key): '{' without '}'")
            }
            let name = String(rest[rest.index(after: open)..<close])
            switch name {
            case "topic": parts.append(.topic)
            case "other": parts.append(.otherTopic)
            default:
                let place = try slots.place(name, at: location, key: key)
                parts.append(.slot(SlotID(UInt16(place))))
            }
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        return PromptText(parts: parts)
    }
}
