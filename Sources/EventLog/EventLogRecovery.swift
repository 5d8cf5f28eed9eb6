/// What a recovery did.
public struct RecoveryReport: Equatable, Sendable {
    /// How the log ended before.
    public var ending: LogEnding
    /// Where the torn tail was saved; nil if there was none.
    public var savedTail: String?
    /// Events that the log holds.
    public var eventCount: UInt64
    /// Chain value of the last whole block.
    public var chainHead: ChainValue
}

/// Makes a log whole again whose writer was stopped.
public enum EventLogRecovery {
    /// Cuts the torn tail off the last segment, after saving it beside the segment.
    ///
    /// The tail goes to `seg-….twl.<offset>.torn` and is forced to the device before the log is
    /// cut. Stopped at any of its own steps, a second recovery ends in the same state. A sealed log
    /// and one that ends with a whole block are left as they are.
    ///
    /// - Parameters:
    ///   - directory: Directory of the log.
    ///   - files: The file system.
    /// - Returns: What was found and done.
    /// - Throws: `EventLogError.locked` while a writer holds the log, `.damaged` if more than the
    ///   tail is wrong, `.inputOutput` if the tail cannot be saved; then nothing was cut.
    public static func recover(
        _ directory: String, files: any FileAccess = SystemFiles()
    ) throws(EventLogError) -> RecoveryReport {
        // The log must exist before a lock file is made in it.
        let reader = try EventLogReader(directory, files: files)
        let lock = try EventLogWriter.takeLock(directory, files)
        defer { files.close(lock) }
        while try reader.next(wantsPayload: false) != nil {}
        var report = RecoveryReport(
            ending: reader.ending ?? .open, savedTail: nil, eventCount: reader.eventCount,
            chainHead: reader.chainHead)
        guard case .torn(let tail) = report.ending else { return report }
        do {
            report.savedTail = try LogTail.cut(tail, directory, files)
        } catch {
            throw .inputOutput(path: tail.path, fault: error)
        }
        return report
    }
}

/// The steps of a recovery.
enum LogTail {
    private static let chunk = 1 << 20

    static func size(_ path: String, _ files: any FileAccess) throws(FileFault) -> UInt64 {
        let file = try files.open(path)
        defer { files.close(file) }
        return try files.size(file)
    }

    /// Saves, then cuts; a segment of which nothing is left is removed.
    static func cut(
        _ tail: TornTail, _ directory: String, _ files: any FileAccess
    ) throws(FileFault) -> String {
        let saved = tail.path + ".\(tail.offset).torn"
        let source = try files.openForUpdate(tail.path)
        defer { files.close(source) }
        let target = try files.create(saved, replacing: true)
        defer { files.close(target) }
        var room = Room()
        var done: UInt64 = 0
        while done < tail.length {
            let buffer = room.room(Int(min(UInt64(chunk), tail.length - done)))
            let count = try files.readFully(source, into: buffer, at: tail.offset + done)
            guard count > 0 else { break }
            try files.writeFully(
                target, UnsafeRawBufferPointer(rebasing: buffer[..<count]), at: done)
            done += UInt64(count)
        }
        try files.sync(target)
        try files.syncDirectory(directory)
        if tail.offset == 0 {
            try files.remove(tail.path)
            try files.syncDirectory(directory)
        } else {
            try files.truncate(source, to: tail.offset)
            try files.sync(source)
        }
        return saved
    }
}
