public import TwinPrimitives

/// A value of a model file and its place.
public struct ModelNode: Equatable, Sendable {
    /// What the value is made of.
    public indirect enum Content: Equatable, Sendable {
        /// A single value as written, without quotes; `quoted` tells whether there were some.
        case scalar(String, quoted: Bool)
        /// A list.
        case list([ModelNode])
        /// Keys and values in the order of the file.
        case mapping([ModelEntry])
    }

    /// What the value is made of.
    public var content: Content
    /// Where it begins.
    public var location: SourceLocation

    /// Stores a value.
    public init(_ content: Content, at location: SourceLocation) {
        self.content = content
        self.location = location
    }

    /// The text of a single value; nil for collections.
    public var scalar: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    /// The value of a key; nil when it is absent or this is no mapping.
    public subscript(_ key: String) -> ModelNode? {
        guard case .mapping(let entries) = content else { return nil }
        return entries.first { $0.key == key }?.value
    }

    /// What this is, in words.
    public var shape: String {
        switch content {
        case .scalar(let text, let quoted): text.isEmpty && !quoted ? "empty" : "a single value"
        case .list: "a list"
        case .mapping: "a mapping"
        }
    }
}

/// One key of a mapping with its value.
public struct ModelEntry: Equatable, Sendable {
    /// The key as written.
    public var key: String
    /// Where the key stands.
    public var location: SourceLocation
    /// The value.
    public var value: ModelNode

    /// Stores an entry.
    public init(key: String, location: SourceLocation, value: ModelNode) {
        self.key = key
        self.location = location
        self.value = value
    }
}
