import DialogueEngine
import ModelReading

/// A single value that stands instead of the one in a file, or beside those that it has.
public struct ReplacedValue: Hashable, Sendable {
    /// Keys joined by dots, such as `fallback.noMatch`; elements of lists go by their names.
    public var path: String
    /// The value as it would be written.
    public var text: String

    /// Stores a value.
    public init(path: String, text: String) {
        self.path = path
        self.text = text
    }
}

extension ModelFile {
    /// The file with other values at some places.
    func replacing(
        _ values: [ReplacedValue], table: FieldTable
    ) throws(ModelReadingError) -> ModelFile {
        var file = self
        for value in values {
            file.root = try file.root.replacing(value.path, with: value.text, table: table)
        }
        return file
    }
}

extension Digest {
    /// Takes in the content of a tree: comments and layout do not count.
    mutating func add(_ node: ModelNode) {
        switch node.content {
        case .scalar(let text, _):
            add(1)
            add(text)
        case .list(let items):
            add(2)
            add(items.count)
            for item in items { add(item) }
        case .mapping(let entries):
            add(3)
            add(entries.count)
            for entry in entries {
                add(entry.key)
                add(entry.value)
            }
        }
    }
}
