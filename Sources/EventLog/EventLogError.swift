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
    public var description: String {
        switch self {
        case .noSuchLog(let path): "\(path): error: no such event log"
        case .notALog(let path, let reason): "\(path): error: not an event log: \(reason)"
        case .alreadyExists(let path):
            "\(path): error: there is an event log already; a log is never overwritten"
        case .locked(let path): "\(path): error: another writer holds this event log"
        case .fromTheFuture(let path, let what, let found, let known):
            "\(path): error: \(what) \(found) is from a newer version of this program;"
                + " known: up to \(known)"
        case .damaged(let path, let segment, let block, let range, let reason):
            "\(path): error: damaged event log: segment \(segment)"
                + (block.map { ", block \($0)" } ?? "")
                + ", bytes \(range.lowerBound)..<\(range.upperBound): \(reason)"
        case .inputOutput(let path, let fault):
            "\(path): error: \(fault.operation): \(SystemFiles.words(fault.code))"
        case .writerFailed(let path):
            "\(path): error: writing failed earlier; the log needs recovery"
        case .blockTooLarge(let path, let bytes, let limit):
            "\(path): error: block of \(bytes) bytes; limit: \(limit)"
        case .unreadableContent(let path, let segment, let block, let reason):
            "\(path): error: segment \(segment), block \(block): \(reason)"
        }
    }
}
