import ModelReading
import TwinPrimitives

/// A file that another file names.
struct ModelReference: Sendable {
    /// Its path: as named, beside the file that names it.
    let path: String
    /// As it is named.
    let name: String
    /// Where it is named.
    let location: SourceLocation
    /// By which key.
    let key: String

    init(_ name: String, in file: String, at location: SourceLocation, key: String) {
        self.name = name
        self.location = location
        self.key = key
        path = Self.path(name, beside: file)
    }

    /// The path of a file that is named in another.
    static func path(_ name: String, beside file: String) -> String {
        guard !name.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return name }
        return String(file[...slash]) + name
    }

    init(_ reader: MappingReader, _ key: String, in file: String) throws {
        self.init(
            try reader.text(key), in: file, at: reader.location(of: key), key: reader.path(of: key))
    }

    /// Reads the file; one that cannot be opened is an error of the line that names it.
    ///
    /// What is wrong inside it has its own place.
    func read<Value>(
        _ body: (String) throws(DialogueModelError) -> Value
    ) throws(DialogueModelError) -> Value {
        do throws(DialogueModelError) {
            return try body(path)
        } catch .reading(let error) where error.path == path {
            throw .unusableReference(location: location, key: key, name: name, why: error)
        }
    }
}

extension ModelReadingError {
    /// The file that cannot be read as a whole; nil for what is wrong at a place in it.
    fileprivate var path: String? {
        switch self {
        case .missingFile(let path), .directory(let path), .unreadable(let path),
            .tooLarge(let path, _):
            path
        default: nil
        }
    }
}
