import TwinPrimitives
import Yams

/// A YAML file as a tree of values with their places.
public struct ModelFile: Sendable {
    /// Path as the user gave it.
    public let path: String
    /// The outermost value.
    public var root: ModelNode
    /// Text of the comments by line, from line 1 at index 0; nil where there is none.
    private let comments: [String?]

    /// Deepest nesting of collections; scenarios need about 8.
    public static let depthLimit = 64

    /// Reads a file.
    ///
    /// - Parameter path: Path of the file.
    /// - Throws: Every case of `ModelReadingError` up to `duplicateKey`.
    public init(path: String) throws(ModelReadingError) {
        try self.init(TextFile(path: path))
    }

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - text: YAML.
    ///   - path: Path for messages.
    /// - Throws: As `init(path:)`, without the errors of the file system.
    public init(text: String, path: String) throws(ModelReadingError) {
        try self.init(TextFile(bytes: Array(text.utf8), path: path))
    }

    private init(_ file: TextFile) throws(ModelReadingError) {
        try StructureScan.check(file)
        path = file.path
        guard let node = try Self.compose(file) else {
            throw .empty(location: SourceLocation(path: file.path))
        }
        root = try Self.tree(node, path: file.path, depth: 0)
        comments = file.lines.map(Self.comment)
    }

    private static func compose(_ file: TextFile) throws(ModelReadingError) -> Node? {
        func place(_ mark: Mark?) -> SourceLocation {
            SourceLocation(path: file.path, line: mark?.line ?? 0, column: mark?.column ?? 0)
        }
        do {
            return try Yams.compose(yaml: file.text)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw .syntax(location: place(mark), problem: problem)
            case .duplicatedKeysInMapping(let keys, let context):
                throw .duplicateKey(location: place(context.mark), key: keys.first ?? "")
            default: throw .syntax(location: place(nil), problem: "this is not YAML")
            }
        } catch {
            throw .syntax(location: place(nil), problem: "this is not YAML")
        }
    }

    private static func tree(
        _ node: Node, path: String, depth: Int
    ) throws(ModelReadingError) -> ModelNode {
        let location = SourceLocation(
            path: path, line: node.mark?.line ?? 0, column: node.mark?.column ?? 0)
        if depth > depthLimit { throw .tooDeep(location: location, limit: depthLimit) }
        switch node {
        case .scalar(let scalar):
            let quoted = scalar.style == .singleQuoted || scalar.style == .doubleQuoted
            return ModelNode(.scalar(scalar.string, quoted: quoted), at: location)
        case .sequence(let sequence):
            var items: [ModelNode] = []
            for item in sequence {
                items.append(try tree(item, path: path, depth: depth + 1))
            }
            return ModelNode(.list(items), at: location)
        case .mapping(let mapping):
            var entries: [ModelEntry] = []
            for (key, value) in mapping {
                let keyNode = try tree(key, path: path, depth: depth + 1)
                guard let text = keyNode.scalar else {
                    throw .refusedFeature(
                        location: keyNode.location, feature: "collections as keys")
                }
                entries.append(
                    ModelEntry(
                        key: text, location: keyNode.location,
                        value: try tree(value, path: path, depth: depth + 1)))
            }
            return ModelNode(.mapping(entries), at: location)
        case .alias:
            throw .refusedFeature(location: location, feature: "anchors and aliases (& and *)")
        }
    }

    /// The comment that ends a line.
    ///
    /// - Parameter line: Line, from 1.
    /// - Returns: Its text after `#`; nil without one.
    public func comment(onLine line: Int) -> String? {
        comments.indices.contains(line - 1) ? comments[line - 1] : nil
    }

    /// The text after the first `#` that stands outside quotes and after a blank.
    private static func comment(_ line: Substring) -> String? {
        var quote: Character?
        var previous: Character = " "
        for index in line.indices {
            let character = line[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "#", previous == " " || previous == "\t" {
                return String(line[line.index(after: index)...])
            } else if character == "'" || character == "\"", " \t[{,:".contains(previous) {
                quote = character
            }
            previous = character
        }
        return nil
    }
}
