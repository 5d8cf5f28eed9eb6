/// Why a payload could not be decoded.
public enum EventRowError: Error, Equatable, CustomStringConvertible {
    /// The payload is too short for what it says about itself.
    case truncated(offset: Int)
    /// A row that no writer makes.
    case malformedRow(offset: Int, kind: UInt8)
    /// A kind, or a version of a kind, that this program does not know.
    case unknownKind(offset: Int, kind: UInt8, name: String, version: Int, known: Int)
    /// More or fewer rows than the block says.
    case wrongCount(expected: Int, found: Int)

    /// What went wrong, with the byte offset in the payload.
    public var description: String {
        switch self {
        case .truncated(let offset): "offset \(offset): the payload ends early"
        case .malformedRow(let offset, let kind):
            "offset \(offset): malformed row of kind \(kind)"
        case .unknownKind(let offset, let kind, let name, let version, 0):
            "offset \(offset): event kind \(kind) (\(name), version \(version)) is not known;"
                + " known: 1 to \(EventKind.allCases.map(\.rawValue).max() ?? 0)"
        case .unknownKind(let offset, let kind, let name, let version, let known):
            "offset \(offset): event kind \(kind) (\(name)) has version \(version);"
                + " known: up to \(known)"
        case .wrongCount(let expected, let found):
            "\(found) rows in a block of \(expected)"
        }
    }
}
