/// Why a trace could not be imported at all.
///
/// A single malformed line is no error: it is rejected, named and counted (`RejectedLine`).
public enum TraceImportError: Error, Equatable, Sendable {
    /// There is no such file.
    case missing(path: String)
    /// The path names a directory.
    case directory(path: String)
    /// The file exists but cannot be read.
    case unreadable(path: String, reason: String)
    /// The file has no byte.
    case empty(path: String)
    /// The first line holds a byte that no text of this format holds.
    case notText(path: String, offset: Int, byte: UInt8)
    /// The compressed file is damaged or cut short.
    case damagedCompression(path: String, reason: String)
    /// The first line is not the header of the format.
    case header(path: String, found: String, expected: String)
    /// There are more contacts than one import holds.
    case tooManyContacts(path: String, line: Int, limit: Int)
    /// No contact lies in the chosen days.
    case noContacts(paths: [String], days: DayRange?, rejected: Int)
    /// No file was given.
    case noFiles
}

extension TraceImportError: CustomStringConvertible {
    /// One line that starts with the path, says what is wrong and what was expected.
    public var description: String {
        switch self {
        case .missing(let path):
            return "\(path): error: no such file"
        case .directory(let path):
            return "\(path): error: this is a directory; name a file inside it"
        case .unreadable(let path, let reason):
            return "\(path): error: cannot read the file: \(reason)"
        case .empty(let path):
            return "\(path): error: the file is empty"
        case .notText(let path, let offset, let byte):
            let hex = String(byte, radix: 16)
            return "\(path):1: error: not a text file: byte 0x\(hex) at offset \(offset)"
        case .damagedCompression(let path, let reason):
            return "\(path): error: damaged zstd data: \(reason)"
        case .header(let path, let found, let expected):
            return "\(path):1: error: this is not the header of the format; found: "
                + "\(found); expected: \(expected)"
        case .tooManyContacts(let path, let line, let limit):
            return "\(path):\(line): error: more than \(limit) contacts in one import; "
                + "import fewer files or days"
        case .noContacts(let paths, let days, let rejected):
            let chosen = days.map { " in \($0)" } ?? ""
            return "\(paths.joined(separator: ", ")): error: no contact\(chosen); "
                + "lines rejected: \(rejected)"
        case .noFiles:
            return "error: no file to import"
        }
    }
}
