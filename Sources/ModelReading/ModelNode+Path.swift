public import TwinPrimitives

extension ModelNode {
    /// This tree with another single value at a path of keys.
    ///
    /// Elements of lists are reached by their `name`, or by number from 0 where they have none;
    /// names may contain dots. A key that the table knows and the file leaves out is inserted. The
    /// new value keeps the place of the old one.
    ///
    /// - Parameters:
    ///   - path: Keys joined by dots, such as `voiceAgents.voice.defects`.
    ///   - text: The new value as it would be written.
    ///   - table: The keys of this mapping.
    /// - Returns: The changed tree.
    /// - Throws: `unknownPath`, `notSingleValue`, and what decoding of a tag throws.
    public func replacing(
        _ path: String, with text: String, table: FieldTable
    ) throws(ModelReadingError) -> ModelNode {
        let components = path.split(separator: ".", omittingEmptySubsequences: false)
        let change = PathChange(text: text)
        return try change.apply(
            self, kind: .mapping(table), rest: components.map(String.init)[...], place: "")
    }
}

extension ModelNode {
    /// Every single value below this one, in the order of the file, with its path of keys.
    public var singleValues: [(path: String, value: String, location: SourceLocation)] {
        var found: [(path: String, value: String, location: SourceLocation)] = []
        collect("", into: &found)
        return found
    }

    private func collect(
        _ path: String, into found: inout [(path: String, value: String, location: SourceLocation)]
    ) {
        func join(_ component: String) -> String {
            path.isEmpty ? component : "\(path).\(component)"
        }
        switch content {
        case .scalar(let text, _): found.append((path, text, location))
        case .list(let items):
            for (index, item) in items.enumerated() {
                item.collect(join(item["name"]?.scalar ?? String(index)), into: &found)
            }
        case .mapping(let entries):
            for entry in entries { entry.value.collect(join(entry.key), into: &found) }
        }
    }
}

/// The replacement of one value, followed down the tree and the description of the language.
private struct PathChange {
    let text: String

    func apply(
        _ node: ModelNode, kind: FieldKind, rest: ArraySlice<String>, place: String
    ) throws(ModelReadingError) -> ModelNode {
        guard let first = rest.first else {
            guard kind.isScalar else {
                throw .notSingleValue(place: place, what: kind.expectation)
            }
            return ModelNode(.scalar(text, quoted: false), at: node.location)
        }
        switch kind {
        case .mapping(let table):
            return try inMapping(node, table, first: first, rest: rest, place: place)
        case .tagged(let tables):
            let table = try tables.table(for: node, key: place)
            return try inMapping(node, table, first: first, rest: rest, place: place)
        case .map(_, let valueKind):
            guard case .mapping(let entries) = node.content else {
                throw .unknownPath(component: first, place: words(place), known: [])
            }
            if case .anyScalar = valueKind { return setting(node, entries, rest) }
            return try inElements(
                node, names: entries.map(\.key), kind: valueKind, rest: rest, place: place)
        case .named(let table):
            return try inNamed(node, kind: .mapping(table), rest: rest, place: place)
        case .namedTagged(let tables):
            return try inNamed(node, kind: .tagged(tables), rest: rest, place: place)
        case .list(let element):
            guard case .list(let items) = node.content else {
                throw .unknownPath(component: first, place: words(place), known: [])
            }
            return try inElements(
                node, names: items.indices.map(String.init), kind: element, rest: rest,
                place: place)
        default:
            throw .unknownPath(component: first, place: words(place), known: [])
        }
    }

    /// A mapping from any names to single values with another value; a name that it lacks is added.
    private func setting(
        _ node: ModelNode, _ entries: [ModelEntry], _ rest: ArraySlice<String>
    ) -> ModelNode {
        var entries = entries
        let name = rest.joined(separator: ".")
        let value = ModelNode(.scalar(text, quoted: false), at: node.location)
        if let place = entries.firstIndex(where: { $0.key == name }) {
            entries[place].value = value
        } else {
            entries.append(ModelEntry(key: name, location: node.location, value: value))
        }
        return ModelNode(.mapping(entries), at: node.location)
    }

    private func inNamed(
        _ node: ModelNode, kind: FieldKind, rest: ArraySlice<String>, place: String
    ) throws(ModelReadingError) -> ModelNode {
        guard case .list(let items) = node.content else {
            throw .unknownPath(component: rest.first ?? "", place: words(place), known: [])
        }
        return try inElements(
            node, names: items.map { $0["name"]?.scalar ?? "" }, kind: kind, rest: rest,
            place: place)
    }

    private func words(_ place: String) -> String { place.isEmpty ? "the scenario" : place }

    private func join(_ place: String, _ key: String) -> String {
        place.isEmpty ? key : "\(place).\(key)"
    }

    private func inMapping(
        _ node: ModelNode, _ table: FieldTable, first: String, rest: ArraySlice<String>,
        place: String
    ) throws(ModelReadingError) -> ModelNode {
        guard let field = table[first] else {
            throw .unknownPath(
                component: first, place: words(place), known: table.fields.map(\.key))
        }
        guard case .mapping(var entries) = node.content else {
            throw .unknownPath(component: first, place: words(place), known: [])
        }
        let inner = join(place, first)
        if let index = entries.firstIndex(where: { $0.key == first }) {
            entries[index].value = try apply(
                entries[index].value, kind: field.kind, rest: rest.dropFirst(), place: inner)
        } else {
            let absent = ModelNode(.mapping([]), at: node.location)
            let value = try apply(
                absent, kind: field.kind, rest: rest.dropFirst(), place: inner)
            entries.append(ModelEntry(key: first, location: node.location, value: value))
        }
        return ModelNode(.mapping(entries), at: node.location)
    }

    /// Steps into an element by name; a name with dots takes several components.
    private func inElements(
        _ node: ModelNode, names: [String], kind: FieldKind, rest: ArraySlice<String>,
        place: String
    ) throws(ModelReadingError) -> ModelNode {
        for count in 1...rest.count {
            let name = rest.prefix(count).joined(separator: ".")
            guard let index = names.firstIndex(of: name) else { continue }
            let inner = join(place, name)
            let below = rest.dropFirst(count)
            switch node.content {
            case .list(var items):
                items[index] = try apply(items[index], kind: kind, rest: below, place: inner)
                return ModelNode(.list(items), at: node.location)
            case .mapping(var entries):
                entries[index].value = try apply(
                    entries[index].value, kind: kind, rest: below, place: inner)
                return ModelNode(.mapping(entries), at: node.location)
            case .scalar: break
            }
        }
        throw .unknownPath(
            component: rest.first ?? "", place: words(place), known: names)
    }
}
