/// Why a log could not be written or read.
public enum EventLogError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is nothing at the path.
    case noSuchLog(path: String)
    /// What is at the path is no event log.
    case notALog(path: String, reason: String)
    /// A new log was asked for where one is.
    case alreadyExists(path: String)
    /// Another writer holds the log.
    case locked(path: String)
    /// The log needs a newer program: what, which version it has, which ones are known.
    case fromTheFuture(path: String, what: String, found: Int, known: Int)
    /// Bytes that were sealed are not what was written.
    case damaged(path: String, segment: Int, block: Int?, range: Range<UInt64>, reason: String)
    /// A system call failed.
    case inputOutput(path: String, fault: FileFault)
    /// An earlier error put the writer out of service; recover the log before more is written.
    case writerFailed(path: String)
    /// A block beyond the limits of the format.
    case blockTooLarge(path: String, bytes: Int, limit: Int)
    /// The content of a block cannot be decoded by the layer above.
    case unreadableContent(path: String, segment: Int, block: Int, reason: String)

    /// `path: error: what`, with the numbers that belong to it.
    public var description: String { "\(path): error: \(message)" }

    /// The file or directory that is meant.
    public var path: String {
        switch self {
        case .noSuchLog(let path), .notALog(let path, _), .alreadyExists(let path),
            .locked(let path), .fromTheFuture(let path, _, _, _),
            .damaged(let path, _, _, _, _), .inputOutput(let path, _), .writerFailed(let path),
            .blockTooLarge(let path, _, _), .unreadableContent(let path, _, _, _):
            path
        }
    }

    /// What went wrong, without the path.
    public var message: String {
        switch self {
        case .noSuchLog: "no such event log"
        case .notALog(_, let reason): "not an event log: \(reason)"
        case .alreadyExists: "there is an event log already; a log is never overwritten"
        case .locked: "another writer holds this event log"
        case .fromTheFuture(_, let what, let found, let known):
            "\(what) \(found) is from a newer version of this program; known: up to \(known)"
        case .damaged(_, let segment, let block, let range, let reason):
            "damaged event log: segment \(segment)" + (block.map { ", block \($0)" } ?? "")
                + ", bytes \(range.lowerBound)..<\(range.upperBound): \(reason)"
        case .inputOutput(_, let fault): "\(fault.operation): \(SystemFiles.words(fault.code))"
        case .writerFailed: "writing failed earlier; the log needs recovery"
        case .blockTooLarge(_, let bytes, let limit):
            "block of \(bytes) bytes; limit: \(limit)"
        case .unreadableContent(_, let segment, let block, let reason):
            "segment \(segment), block \(block): \(reason)"
        }
    }
}
