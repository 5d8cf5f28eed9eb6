import Foundation
import TwinPrimitives

/// The text of an input file, checked to be text.
public struct TextFile: Equatable, Sendable {
    /// Path as the user gave it.
    public let path: String
    /// The text, without a byte order mark.
    public let text: String

    /// Longest model file: far above any scenario (a year of half-hour rates is 100 KiB), far below
    /// what would strain memory.
    public static let modelLimitBytes = 4 * 1_048_576

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: Path of the file.
    ///   - limitBytes: Longest length that is read.
    /// - Throws: `missingFile`, `directory`, `unreadable`, `tooLarge`, `invalidText`,
    ///   `controlCharacter`.
    public init(
        path: String, limitBytes: Int = TextFile.modelLimitBytes
    ) throws(ModelReadingError) {
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
            throw .missingFile(path: path)
        }
        if isDirectory.boolValue { throw .directory(path: path) }
        guard let handle = FileHandle(forReadingAtPath: path) else {
            throw .unreadable(path: path)
        }
        defer { try? handle.close() }
        let bytes: [UInt8]
        do {
            bytes = [UInt8](try handle.read(upToCount: limitBytes + 1) ?? Data())
        } catch {
            throw .unreadable(path: path)
        }
        if bytes.count > limitBytes { throw .tooLarge(path: path, limitBytes: limitBytes) }
        try self.init(bytes: bytes, path: path)
    }

    /// Checks bytes to be text.
    ///
    /// Refused are bytes that are not UTF-8, control characters other than tab and line ends, and
    /// the rarer line separators, which programs count differently.
    ///
    /// - Parameters:
    ///   - bytes: The content.
    ///   - path: Path for messages.
    /// - Throws: `invalidText`, `controlCharacter`.
    public init(bytes: [UInt8], path: String) throws(ModelReadingError) {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
        var line = 1
        var decoder = UTF8()
        var source = content.makeIterator()
        var afterReturn = false
        while true {
            switch decoder.decode(&source) {
            case .emptyInput:
                self.path = path
                text = String(decoding: content, as: UTF8.self)
                return
            case .error:
                throw .invalidText(location: SourceLocation(path: path, line: line))
            case .scalarValue(let scalar):
                if Self.isRefused(scalar) || (afterReturn && scalar != "\n") {
                    let code = afterReturn ? 0x0D : scalar.value
                    throw .controlCharacter(
                        location: SourceLocation(path: path, line: line), code: code)
                }
                afterReturn = scalar == "\r"
                if scalar == "\n" { line += 1 }
            }
        }
    }

    private static func isRefused(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
        default: false
        }
    }

    /// The lines, without their ends.
    public var lines: [Substring] {
        text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
    }
}
