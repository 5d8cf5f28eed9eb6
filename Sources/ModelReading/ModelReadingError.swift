public import TwinPrimitives

/// What can be wrong with a model file before its meaning is looked at.
///
/// `description` is one line: `path:line: error: what; known: …`.
public enum ModelReadingError: Error, Equatable, Sendable {
    /// No file has this path.
    case missingFile(path: String)
    /// The path is a directory.
    case directory(path: String)
    /// The operating system refused to read the file.
    case unreadable(path: String)
    /// The file is longer than the limit.
    case tooLarge(path: String, limitBytes: Int)
    /// The bytes are not UTF-8.
    case invalidText(location: SourceLocation)
    /// A character that no text has.
    case controlCharacter(location: SourceLocation, code: UInt32)
    /// There is nothing in the file.
    case empty(location: SourceLocation)
    /// A part of YAML that model files do without.
    case refusedFeature(location: SourceLocation, feature: String)
    /// Collections nested deeper than the limit.
    case tooDeep(location: SourceLocation, limit: Int)
    /// More keys and values than the limit.
    case tooMany(location: SourceLocation, limit: Int)
    /// Not YAML.
    case syntax(location: SourceLocation, problem: String)
    /// One key twice in one mapping.
    case duplicateKey(location: SourceLocation, key: String)
    /// A key that the language does not have at this place.
    case unknownKey(location: SourceLocation, key: String, place: String, known: [String])
    /// A key that must be there.
    case missingKey(location: SourceLocation, key: String, place: String)
    /// A list where a mapping is expected, and the like.
    case wrongShape(location: SourceLocation, key: String, expected: String, got: String)
    /// A value that the key cannot have.
    case badValue(location: SourceLocation, key: String, text: String, problem: String)
    /// A value that is none of a closed list.
    case unknownChoice(location: SourceLocation, key: String, text: String, known: [String])
    /// A path of keys that leads nowhere.
    case unknownPath(component: String, place: String, known: [String])
    /// A path of keys that does not end at a single value.
    case notSingleValue(place: String, what: String)

    /// The place in the input, where there is one.
    public var location: SourceLocation? {
        switch self {
        case .missingFile(let path), .directory(let path), .unreadable(let path),
            .tooLarge(let path, _):
            SourceLocation(path: path)
        case .invalidText(let location), .controlCharacter(let location, _), .empty(let location),
            .refusedFeature(let location, _), .tooDeep(let location, _), .tooMany(let location, _),
            .syntax(let location, _),
            .duplicateKey(let location, _), .unknownKey(let location, _, _, _),
            .missingKey(let location, _, _), .wrongShape(let location, _, _, _),
            .badValue(let location, _, _, _), .unknownChoice(let location, _, _, _):
            location
        case .unknownPath, .notSingleValue: nil
        }
    }

    /// What is wrong, without the place.
    public var problem: String {
        switch self {
        case .missingFile: "there is no such file"
        case .directory: "this is a directory, not a file"
        case .unreadable: "the file cannot be read"
        case .tooLarge(_, let limit): "the file is longer than \(limit / 1_048_576) MiB"
        case .invalidText: "the bytes are not UTF-8 text"
        case .controlCharacter(_, let code):
            "character U+\(hexadecimal(code)) does not belong in a text file"
        case .empty: "the file is empty"
        case .refusedFeature(_, let feature): "\(feature) are not used in model files"
        case .tooDeep(_, let limit): "nested deeper than \(limit) levels"
        case .tooMany(_, let limit): "more than \(limit) keys and values"
        case .syntax(_, let problem): problem
        case .duplicateKey(_, let key): "key '\(clipped(key))' appears twice"
        case .unknownKey(_, let key, let place, let known):
            "unknown key '\(clipped(key))' in \(place)" + hint(key, known: known)
        case .missingKey(_, let key, let place): "\(place) needs key '\(key)'"
        case .wrongShape(_, let key, let expected, let got):
            "\(key) should be \(expected), not \(got)"
        case .badValue(_, let key, let text, let problem): "\(key): '\(clipped(text))' \(problem)"
        case .unknownChoice(_, let key, let text, let known):
            "unknown \(key) '\(clipped(text))'" + hint(text, known: known)
        case .unknownPath(let component, let place, let known):
            "no '\(clipped(component))' in \(place)" + hint(component, known: known)
        case .notSingleValue(let place, let what): "\(place) is \(what), not a single value"
        }
    }
}

extension ModelReadingError: CustomStringConvertible {
    /// One line: `path:line: error: what; known: …`.
    public var description: String {
        guard let location else { return oneLine("error: \(problem)") }
        return oneLine("\(location): error: \(problem)")
    }
}

/// A message on one line: control characters are written as their code.
///
/// - Parameter message: Text that may hold parts of the input.
/// - Returns: The text without line ends.
public func oneLine(_ message: String) -> String {
    guard message.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else { return message }
    return message.unicodeScalars.map { scalar in
        scalar.properties.generalCategory == .control
            ? "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}" : String(scalar)
    }.joined()
}

/// A part of the input for a message, cut when it is long.
///
/// - Parameter text: The part.
/// - Returns: At most 80 letters and `…`.
public func clipped(_ text: String) -> String {
    let limit = 80
    return text.count > limit ? String(text.prefix(limit)) + "…" : text
}

private func hexadecimal(_ code: UInt32) -> String {
    let digits = String(code, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}
