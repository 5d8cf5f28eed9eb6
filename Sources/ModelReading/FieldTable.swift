/// The keys that a mapping may have: the one description that drives decoding, the refusal of
/// unknown keys, paths of values, and the JSON Schema.
public struct FieldTable: Sendable {
    /// Name of the mapping in messages and in the schema, such as `contact type`.
    public let name: String
    /// The keys in the order in which messages and documents name them.
    public let fields: [Field]

    /// Stores a table.
    public init(_ name: String, _ fields: [Field]) {
        self.name = name
        self.fields = fields
    }

    /// The field of a key.
    public subscript(_ key: String) -> Field? { fields.first { $0.key == key } }
}

/// One key of a mapping.
public struct Field: Sendable {
    /// The key.
    public let key: String
    /// What its value is.
    public let kind: FieldKind
    /// Whether the key must be there.
    public let isRequired: Bool
    /// The single value that stands when the key is absent, as it would be written.
    public let defaultText: String?
    /// What the value means, in a phrase.
    public let meaning: String

    /// A key that may be absent.
    public init(_ key: String, _ kind: FieldKind, default text: String? = nil, _ meaning: String) {
        self.key = key
        self.kind = kind
        isRequired = false
        defaultText = text
        self.meaning = meaning
    }

    /// A key that must be there.
    public init(required key: String, _ kind: FieldKind, _ meaning: String) {
        self.key = key
        self.kind = kind
        isRequired = true
        defaultText = nil
        self.meaning = meaning
    }
}

/// What the value of a key is.
public indirect enum FieldKind: Sendable {
    /// Any text that is not empty; `form` says which, in words.
    case text(form: String)
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// `true` or `false`.
    case flag
    /// A number with a unit.
    case quantity(Quantity)
    /// One word of a closed list.
    case choice([String])
    /// A list.
    case list(FieldKind)
    /// One value, or a list of values of the same kind.
    case oneOrMany(FieldKind)
    /// A mapping.
    case mapping(FieldTable)
    /// A list of mappings that have a `name`; paths reach them by it.
    case named(FieldTable)
    /// A list of mappings that have a `name`, whose keys depend on the word at one key.
    case namedTagged(TaggedTables)
    /// A mapping from any names (`of` says of what) to values of one kind.
    case map(of: String, FieldKind)
    /// A mapping whose keys depend on the word at one key.
    case tagged(TaggedTables)
    /// Any single value; the reader of the key decides.
    case anyScalar

    /// What to write, in words.
    public var expectation: String {
        switch self {
        case .text(let form): form
        case .integer: "a whole number"
        case .flag: "true or false"
        case .quantity(let quantity): quantity.expectation
        case .choice(let words): "one of " + words.joined(separator: ", ")
        case .list, .named, .namedTagged: "a list"
        case .oneOrMany(let element): element.expectation + ", or a list of such"
        case .mapping, .map, .tagged: "a mapping"
        case .anyScalar: "a single value"
        }
    }

    /// Whether values of this kind are single values.
    public var isScalar: Bool {
        switch self {
        case .text, .integer, .flag, .quantity, .choice, .anyScalar: true
        case .list, .oneOrMany, .mapping, .named, .namedTagged, .map, .tagged: false
        }
    }
}

/// Mappings whose keys depend on the word at one key, such as the laws by `distribution`.
public struct TaggedTables: Sendable {
    /// What the mapping is, such as `law`.
    public let name: String
    /// The key whose word decides.
    public let tag: String
    /// Builds the tables; their names are the words.
    ///
    /// A closure, because a law may hold laws.
    private let make: @Sendable () -> [FieldTable]

    /// Stores the tables; none of them lists the tag itself.
    public init(_ name: String, tag: String, _ make: @escaping @Sendable () -> [FieldTable]) {
        self.name = name
        self.tag = tag
        self.make = make
    }

    /// The tables; their names are the words.
    public var tables: [FieldTable] { make() }

    /// The table for a mapping.
    ///
    /// - Parameters:
    ///   - node: The mapping.
    ///   - key: Name of the mapping in messages.
    /// - Returns: The table that the tag names, with the tag among its fields.
    /// - Throws: `wrongShape`, `missingKey`, `unknownChoice`.
    public func table(for node: ModelNode, key: String) throws(ModelReadingError) -> FieldTable {
        guard case .mapping = node.content else {
            throw .wrongShape(
                location: node.location, key: key, expected: "a mapping with key '\(tag)'",
                got: node.shape)
        }
        guard let tagNode = node[tag], let word = tagNode.scalar else {
            throw .missingKey(location: node.location, key: tag, place: key)
        }
        let tables = make()
        guard let table = tables.first(where: { $0.name == word }) else {
            throw .unknownChoice(
                location: tagNode.location, key: tag, text: word, known: tables.map(\.name))
        }
        return Self.withTag(table, tag: tag, words: tables.map(\.name))
    }

    static func withTag(_ table: FieldTable, tag: String, words: [String]) -> FieldTable {
        FieldTable(
            table.name,
            [Field(required: tag, .choice(words), "which keys follow")] + table.fields)
    }
}
