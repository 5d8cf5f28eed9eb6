public import TwinPrimitives

/// Reads the keys of one mapping as its table describes them.
///
/// Unknown, absent and misshapen keys are found when the reader is made; asking for a key that the
/// table does not list is a programmer error.
public struct MappingReader: Sendable {
    /// The mapping.
    public let node: ModelNode
    /// Its keys.
    public let table: FieldTable
    /// Path of the mapping from the root, for messages.
    public let path: String

    /// Checks the keys of a mapping.
    ///
    /// - Parameters:
    ///   - node: The mapping.
    ///   - table: Its keys.
    ///   - path: Path of the mapping from the root; empty for the root.
    /// - Throws: `wrongShape`, `unknownKey`, `missingKey`.
    public init(
        _ node: ModelNode, _ table: FieldTable, path: String
    ) throws(ModelReadingError) {
        self.node = node
        self.table = table
        self.path = path
        guard case .mapping(let entries) = node.content else {
            throw .wrongShape(
                location: node.location, key: path.isEmpty ? table.name : path,
                expected: "a mapping", got: node.shape)
        }
        for entry in entries where table[entry.key] == nil {
            throw .unknownKey(
                location: entry.location, key: entry.key, place: place,
                known: table.fields.map(\.key))
        }
        for field in table.fields where field.isRequired && node[field.key] == nil {
            throw .missingKey(location: node.location, key: field.key, place: place)
        }
    }

    /// Reads a mapping whose keys depend on a word.
    ///
    /// - Parameters:
    ///   - node: The mapping.
    ///   - tables: Its possible keys.
    ///   - path: Path of the mapping from the root.
    /// - Throws: As `TaggedTables.table(for:key:)` and the other initialiser.
    public init(
        _ node: ModelNode, _ tables: TaggedTables, path: String
    ) throws(ModelReadingError) {
        try self.init(node, tables.table(for: node, key: path), path: path)
    }

    /// The mapping in messages: its path, or what it is.
    public var place: String { path.isEmpty ? table.name : path }

    /// Path of a key from the root.
    public func path(of key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    /// Whether a key is written in the file.
    public func has(_ key: String) -> Bool { node[key] != nil }

    /// Where a key's value is; the mapping's place when it is absent.
    public func location(of key: String) -> SourceLocation {
        node[key]?.location ?? node.location
    }

    private func field(_ key: String) -> Field {
        guard let field = table[key] else {
            preconditionFailure("table \(table.name) has no key \(key)")
        }
        return field
    }

    /// The value of a key, or its default; nil when there is neither.
    private func scalarNode(_ key: String) throws(ModelReadingError) -> ModelNode? {
        let field = field(key)
        guard let value = node[key] else {
            return field.defaultText.map {
                ModelNode(.scalar($0, quoted: false), at: node.location)
            }
        }
        guard value.scalar != nil else {
            throw .wrongShape(
                location: value.location, key: path(of: key),
                expected: field.kind.expectation, got: value.shape)
        }
        return value
    }

    private func require<Value>(_ key: String, _ value: Value?) throws(ModelReadingError) -> Value {
        guard let value else {
            throw .missingKey(location: node.location, key: key, place: place)
        }
        return value
    }

    // MARK: Single values

    /// A number in the base unit of its kind; nil when it is absent and has no default.
    public func optionalNumber(_ key: String) throws(ModelReadingError) -> Double? {
        guard let value = try scalarNode(key) else { return nil }
        guard case .quantity(let quantity) = field(key).kind else {
            preconditionFailure("key \(key) is no quantity")
        }
        return try Self.number(value, quantity, key: path(of: key))
    }

    /// A number in the base unit of its kind, or its default.
    public func number(_ key: String) throws(ModelReadingError) -> Double {
        try require(key, optionalNumber(key))
    }

    /// A text; nil when it is absent and has no default.
    public func optionalText(_ key: String) throws(ModelReadingError) -> String? {
        guard let value = try scalarNode(key), let text = value.scalar else { return nil }
        let kind = field(key).kind
        if case .choice(let words) = kind, !words.contains(text) {
            throw .unknownChoice(
                location: value.location, key: path(of: key), text: text, known: words)
        }
        if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            throw .badValue(
                location: value.location, key: path(of: key), text: text,
                problem: "holds a control character")
        }
        if text.isEmpty {
            throw .badValue(
                location: value.location, key: path(of: key), text: text,
                problem: "should be \(kind.expectation)")
        }
        return text
    }

    /// A text or a word, or its default.
    public func text(_ key: String) throws(ModelReadingError) -> String {
        try require(key, optionalText(key))
    }

    /// A whole number; nil when it is absent and has no default.
    public func optionalInteger(_ key: String) throws(ModelReadingError) -> Int? {
        guard let value = try scalarNode(key), let text = value.scalar else { return nil }
        guard case .integer(let range) = field(key).kind else {
            preconditionFailure("key \(key) is no integer")
        }
        guard let number = Int(text) else {
            throw .badValue(
                location: value.location, key: path(of: key), text: text,
                problem: "is not a whole number")
        }
        guard range.contains(number) else {
            throw .badValue(
                location: value.location, key: path(of: key), text: text,
                problem: "should be " + Self.words(range))
        }
        return number
    }

    /// A whole number, or its default.
    public func integer(_ key: String) throws(ModelReadingError) -> Int {
        try require(key, optionalInteger(key))
    }

    /// True or false, or the default.
    public func flag(_ key: String) throws(ModelReadingError) -> Bool {
        guard let value = try scalarNode(key), let text = value.scalar else { return false }
        guard text == "true" || text == "false" else {
            throw .badValue(
                location: value.location, key: path(of: key), text: text,
                problem: "is neither true nor false")
        }
        return text == "true"
    }

    private static func words(_ range: ClosedRange<Int>) -> String {
        if range.lowerBound == range.upperBound { return "\(range.lowerBound)" }
        if range.upperBound == .max { return "at least \(range.lowerBound)" }
        return "between \(range.lowerBound) and \(range.upperBound)"
    }

    /// Reads one number.
    ///
    /// - Parameters:
    ///   - node: The value.
    ///   - quantity: Its measure and range.
    ///   - key: Path of the value for messages.
    /// - Returns: The value in the base unit.
    /// - Throws: `wrongShape`, `badValue`.
    public static func number(
        _ node: ModelNode, _ quantity: Quantity, key: String
    ) throws(ModelReadingError) -> Double {
        guard let text = node.scalar else {
            throw .wrongShape(
                location: node.location, key: key, expected: quantity.expectation,
                got: node.shape)
        }
        switch quantity.value(of: text) {
        case .success(let value): return value
        case .failure(let problem):
            throw .badValue(
                location: node.location, key: key, text: text, problem: problem.text)
        }
    }

    // MARK: Collections

    /// The elements of a list with their paths; nil when the key is absent.
    public func optionalItems(
        _ key: String
    ) throws(ModelReadingError) -> [(node: ModelNode, path: String)]? {
        guard let value = node[key] else { return nil }
        return try Self.items(value, path: path(of: key))
    }

    /// The elements of a list with their paths; an element with a `name` goes by it.
    public static func items(
        _ node: ModelNode, path: String
    ) throws(ModelReadingError) -> [(node: ModelNode, path: String)] {
        guard case .list(let items) = node.content else {
            throw .wrongShape(
                location: node.location, key: path, expected: "a list", got: node.shape)
        }
        return items.enumerated().map { index, item in
            (item, "\(path).\(item["name"]?.scalar ?? String(index))")
        }
    }

    /// One value, or the elements of a list, with their paths; empty when the key is absent.
    public func oneOrMany(_ key: String) -> [(node: ModelNode, path: String)] {
        guard let value = node[key] else { return [] }
        return Self.oneOrMany(value, path: path(of: key))
    }

    /// One value, or the elements of a list, with their paths.
    public static func oneOrMany(
        _ node: ModelNode, path: String
    ) -> [(node: ModelNode, path: String)] {
        guard case .list(let items) = node.content else { return [(node, path)] }
        return items.enumerated().map { ($1, "\(path).\($0)") }
    }

    /// A list of numbers in the base unit; nil when the key is absent.
    public func optionalNumbers(_ key: String) throws(ModelReadingError) -> [Double]? {
        guard let value = node[key] else { return nil }
        guard case .list(.quantity(let quantity)) = field(key).kind else {
            preconditionFailure("key \(key) is no list of quantities")
        }
        return try Self.numbers(value, quantity, path: path(of: key))
    }

    /// A list of numbers in the base unit.
    public func numbers(_ key: String) throws(ModelReadingError) -> [Double] {
        try require(key, optionalNumbers(key))
    }

    /// Reads a list of numbers in the base unit.
    public static func numbers(
        _ node: ModelNode, _ quantity: Quantity, path: String
    ) throws(ModelReadingError) -> [Double] {
        var values: [Double] = []
        for item in try items(node, path: path) {
            values.append(try number(item.node, quantity, key: item.path))
        }
        return values
    }

    /// A reader of the mapping at a key; nil when the key is absent.
    public func optionalMapping(_ key: String) throws(ModelReadingError) -> MappingReader? {
        guard let value = node[key] else { return nil }
        switch field(key).kind {
        case .mapping(let table): return try MappingReader(value, table, path: path(of: key))
        case .tagged(let tables): return try MappingReader(value, tables, path: path(of: key))
        default: preconditionFailure("key \(key) is no mapping")
        }
    }

    /// A reader of the mapping at a key.
    public func mapping(_ key: String) throws(ModelReadingError) -> MappingReader {
        try require(key, optionalMapping(key))
    }

    /// A reader of the mapping at a key; when the key is absent, one of its defaults.
    public func mappingOrDefaults(_ key: String) throws(ModelReadingError) -> MappingReader {
        if let reader = try optionalMapping(key) { return reader }
        guard case .mapping(let table) = field(key).kind else {
            preconditionFailure("key \(key) is no mapping with defaults")
        }
        let absent = ModelNode(.mapping([]), at: node.location)
        return try MappingReader(absent, table, path: path(of: key))
    }

    /// Readers of the named mappings of a list, in order; empty when the key is absent.
    ///
    /// - Throws: `wrongShape`, `unknownKey`, `missingKey`, and `badValue` for a name that appears
    ///   twice.
    public func namedMappings(_ key: String) throws(ModelReadingError) -> [MappingReader] {
        let kind = field(key).kind
        var readers: [MappingReader] = []
        var names: Set<String> = []
        for item in try optionalItems(key) ?? [] {
            let reader: MappingReader
            switch kind {
            case .named(let table):
                reader = try MappingReader(item.node, table, path: item.path)
            case .namedTagged(let tables):
                reader = try MappingReader(item.node, tables, path: item.path)
            default: preconditionFailure("key \(key) is no list of named mappings")
            }
            let name = try reader.text("name")
            guard names.insert(name).inserted else {
                throw .badValue(
                    location: reader.location(of: "name"), key: path(of: key), text: name,
                    problem: "appears twice; names of one list differ")
            }
            readers.append(reader)
        }
        return readers
    }

    /// The entries of a mapping whose keys are names; empty when the key is absent.
    public func entries(_ key: String) throws(ModelReadingError) -> [ModelEntry] {
        guard let value = node[key] else { return [] }
        guard case .mapping(let entries) = value.content else {
            throw .wrongShape(
                location: value.location, key: path(of: key), expected: "a mapping",
                got: value.shape)
        }
        return entries
    }
}
