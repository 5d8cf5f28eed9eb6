public import ModelReading
public import TwinPrimitives

/// What can be wrong with a dialogue model.
///
/// `description` is one line: `path:line: error: what; known: …`.
public enum DialogueModelError: Error, Equatable, Sendable {
    /// The file cannot be read as a model file.
    case reading(ModelReadingError)
    /// The file says a version of the language that this program does not know.
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
            "version \(found) of the dialogue language is from a newer version of this program; "
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
    /// A value that no dialogue can have; `what` follows the path of the key.
    func invalid(_ key: String, _ what: String) -> DialogueModelError {
        .invalid(location: location(of: key), what: "\(path(of: key)) \(what)")
    }
}
