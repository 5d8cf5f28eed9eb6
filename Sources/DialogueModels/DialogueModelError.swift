public import ModelReading
public import TwinPrimitives

/// What can be wrong with a dialogue model.
///
/// `description` is one line: `path:line: error: what; known: …`.
public enum DialogueModelError: Error, Equatable, Sendable {
    /// The file cannot be read as a model file.
    case reading(ModelReadingError)
    /// The file says a version of its language that this program does not know.
    case newerVersion(location: SourceLocation, found: String, known: Int)
    /// A name that nothing has.
    case unknownName(
        location: SourceLocation, key: String, what: String, name: String, known: [String])
    /// A file that another file names and that cannot be opened.
    case unusableReference(
        location: SourceLocation, key: String, name: String, why: ModelReadingError)
    /// A file that is none of those that this program checks.
    case unknownKind(location: SourceLocation, known: [String])
    /// A value that contradicts another one.
    case invalid(location: SourceLocation, what: String)

    /// The place in the input, where there is one.
    public var location: SourceLocation? {
        switch self {
        case .reading(let error): error.location
        case .newerVersion(let location, _, _), .unknownName(let location, _, _, _, _),
            .unusableReference(let location, _, _, _), .unknownKind(let location, _),
            .invalid(let location, _):
            location
        }
    }

    /// What is wrong, without the place.
    public var problem: String {
        switch self {
        case .reading(let error): error.problem
        case .newerVersion(_, let found, let known):
            "version \(found) of this language is from a newer version of this program; "
                + "known: \(known)"
        case .unknownName(_, let key, let what, let name, let known):
            "\(key): no \(what) is named '\(clipped(name))'"
                + (known.isEmpty ? "; there is none at all" : hint(name, known: known))
        case .unusableReference(_, let key, let name, let why):
            "\(key): '\(clipped(name))': \(why.problem)"
        case .unknownKind(_, let known):
            "this is no file of this program; one begins with a key such as "
                + known.map { "'\($0): 1'" }.joined(separator: ", ")
        case .invalid(_, let what): what
        }
    }

    /// The exit code of the command for this error: 66 no input, 74 reading failed, 80 from a newer
    /// version, 65 bad data.
    public var exitCode: Int32 {
        switch self {
        case .reading(let why), .unusableReference(_, _, _, let why):
            switch why {
            case .missingFile, .directory: 66
            case .unreadable: 74
            default: 65
            }
        case .newerVersion: 80
        default: 65
        }
    }
}

extension DialogueModelError: CustomStringConvertible {
    /// One line: `path:line: error: what; known: …`.
    public var description: String {
        guard let location else { return oneLine("error: \(problem)") }
        return oneLine("\(location): error: \(problem)")
    }
}

/// Narrows the errors of decoding to the enum that it throws.
func typed<Value>(_ body: () throws -> Value) throws(DialogueModelError) -> Value {
    do {
        return try body()
    } catch let error as ModelReadingError {
        throw .reading(error)
    } catch let error as DialogueModelError {
        throw error
    } catch {
        preconditionFailure("reading throws its own errors only")
    }
}

extension MappingReader {
    /// Checks the version of a file and the keys of its root.
    ///
    /// The version comes first: what else is new in the file is no mistake of its writer.
    ///
    /// - Parameters:
    ///   - root: The file's root.
    ///   - table: Its keys.
    ///   - key: The key of its version.
    ///   - known: The latest version that this program knows; the first is 1.
    /// - Throws: `newerVersion`; what is wrong with the version or the keys.
    init(root: ModelNode, _ table: FieldTable, version key: String, known: Int) throws {
        if let node = root[key], let text = node.scalar, let version = Int(text), version > known {
            throw DialogueModelError.newerVersion(
                location: node.location, found: text, known: known)
        }
        try self.init(root, table, path: "")
        _ = try integer(key)
    }

    /// Whether a key is there that can only be true: false would say nothing.
    func isMarked(_ key: String) throws -> Bool {
        guard has(key) else { return false }
        guard try flag(key) else { throw invalid(key, "is true or left out") }
        return true
    }

    /// Refuses keys that say nothing where a mapping does one of several things.
    ///
    /// - Parameters:
    ///   - companions: Keys that go with one of those things, and with which.
    ///   - action: What the mapping does.
    /// - Throws: `invalid`, for the first key that does not go with it.
    func demandCompanions(_ companions: [(key: String, of: [String])], of action: String) throws {
        let strange = companions.first { has($0.key) && !$0.of.contains(action) }
        guard let strange else { return }
        throw invalid(
            strange.key,
            "has no effect beside '\(action)'; it goes with "
                + strange.of.joined(separator: ", "))
    }

    /// A value that no dialogue can have; `what` follows the path of the key.
    func invalid(_ key: String, _ what: String) -> DialogueModelError {
        .invalid(location: location(of: key), what: "\(path(of: key)) \(what)")
    }
}
