/// Why compression or decompression failed.
public enum ZstandardError: Error, Equatable, CustomStringConvertible {
    /// The library had no memory for a context.
    case outOfMemory
    /// The library refused; its own words.
    case refused(String)
    /// The frame says, or has, another size than expected.
    case wrongSize(expected: Int, found: Int)
    /// The content is larger than the caller allows.
    case tooLarge(limit: Int)
    /// The input ends inside a frame.
    case truncated
    /// A file could not be read; `code` is the system's error number.
    case unreadable(path: String, code: Int32)

    /// What went wrong.
    public var description: String {
        switch self {
        case .outOfMemory: "error: no memory for a zstd context"
        case .refused(let reason): "error: zstd: \(reason)"
        case .wrongSize(let expected, let found):
            "error: zstd frame of \(found) bytes of content; expected \(expected)"
        case .tooLarge(let limit): "error: zstd content is larger than the limit of \(limit) bytes"
        case .truncated: "error: the input ends inside a zstd frame"
        case .unreadable(let path, let code): "\(path): error: cannot read (system error \(code))"
        }
    }
}
