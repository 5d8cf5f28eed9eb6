public import DialogueModels
public import ModelReading
public import TwinPrimitives

/// What can be wrong with a scenario.
///
/// `description` is one line: `path:line: error: what; known: …`.
public enum ScenarioError: Error, Equatable, Sendable {
    /// The file cannot be read as a model file.
    case reading(ModelReadingError)
    /// The file says a version of the language that this program does not know.
    case newerVersion(location: SourceLocation, found: String, known: Int)
    /// A name that nothing has.
    case unknownName(
        location: SourceLocation, key: String, what: String, name: String, known: [String])
    /// A value that contradicts another one or that no center can have.
    case invalid(location: SourceLocation, what: String)
    /// A key that changes nothing beside the others.
    case noEffect(location: SourceLocation, key: String, why: String)
    /// What is wrong in a dialogue model or a callers file that the scenario names.
    case dialogue(DialogueModelError)
    /// Something that the scenario needs must be installed first.
    case unavailable(location: SourceLocation, what: String)
    /// A value set from outside the file that the scenario cannot have.
    case variation(path: String, value: String, what: String)

    /// The place in the input, where there is one.
    public var location: SourceLocation? {
        switch self {
        case .reading(let error): error.location
        case .dialogue(let error): error.location
        case .newerVersion(let location, _, _), .unknownName(let location, _, _, _, _),
            .invalid(let location, _), .noEffect(let location, _, _), .unavailable(let location, _):
            location
        case .variation: nil
        }
    }

    /// What is wrong, without the place.
    public var problem: String {
        switch self {
        case .reading(let error): error.problem
        case .dialogue(let error): error.problem
        case .newerVersion(_, let found, let known):
            "version \(found) of the scenario language is from a newer version of this program; "
                + "known: \(known)"
        case .unknownName(_, let key, let what, let name, let known):
            "\(key): no \(what) is named '\(clipped(name))'"
                + (known.isEmpty ? "; there is none at all" : hint(name, known: known))
        case .invalid(_, let what), .unavailable(_, let what): what
        case .noEffect(_, let key, let why): "\(key) has no effect: \(why)"
        case .variation(let path, let value, let what): "\(path)=\(value): \(what)"
        }
    }

    /// The exit code of the command for this error: 66 no input, 69 a package is missing, 74 reading
    /// failed, 80 from a newer version, 65 bad data.
    public var exitCode: Int32 {
        switch self {
        case .reading(.missingFile), .reading(.directory): 66
        case .reading(.unreadable): 74
        case .newerVersion: 80
        case .unavailable: 69
        case .dialogue(let error): error.exitCode
        default: 65
        }
    }
}

extension ScenarioError: CustomStringConvertible {
    /// One line: `path:line: error: what; known: …`.
    public var description: String {
        guard let location else { return oneLine("error: \(problem)") }
        return oneLine("\(location): error: \(problem)")
    }
}
