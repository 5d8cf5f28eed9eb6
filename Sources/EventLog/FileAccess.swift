/// A system call that failed.
public struct FileFault: Error, Hashable, Sendable {
    /// What was tried, for messages: "open", "write", ….
    public var operation: String
    /// The system's error number (`errno`).
    public var code: Int32

    /// Records a failure.
    public init(_ operation: String, code: Int32) {
        self.operation = operation
        self.code = code
    }
}

/// All that the event log asks of a file system, so that a test can make each of it fail.
///
/// Files are small numbers, as in POSIX. Reads and writes may be short; the log loops over them
/// and repeats calls that fail with `EINTR`.
public protocol FileAccess: Sendable {
    /// Opens an existing file for reading.
    func open(_ path: String) throws(FileFault) -> Int32
    /// Opens an existing file for reading and writing.
    func openForUpdate(_ path: String) throws(FileFault) -> Int32
    /// Creates a file for reading and writing; an existing one is emptied or an error.
    func create(_ path: String, replacing: Bool) throws(FileFault) -> Int32
    /// Creates a file if it is missing and locks it against every other holder, without waiting.
    func lock(_ path: String) throws(FileFault) -> Int32
    /// Closes a file and drops its lock.
    func close(_ file: Int32)
    /// Size of a file in bytes.
    func size(_ file: Int32) throws(FileFault) -> UInt64
    /// Reads up to the buffer's size; 0 at the end of the file.
    func read(
        _ file: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
    ) throws(FileFault) -> Int
    /// Writes some of the bytes; returns how many.
    func write(
        _ file: Int32, _ bytes: UnsafeRawBufferPointer, at offset: UInt64
    ) throws(FileFault) -> Int
    /// Cuts a file.
    func truncate(_ file: Int32, to size: UInt64) throws(FileFault)
    /// Forces a file's content to the device.
    func sync(_ file: Int32) throws(FileFault)
    /// Forces a directory's entries to the device.
    func syncDirectory(_ path: String) throws(FileFault)
    /// Creates a directory; an existing one is no error.
    func makeDirectory(_ path: String) throws(FileFault)
    /// Names in a directory, in any order.
    func list(_ path: String) throws(FileFault) -> [String]
    /// Removes a file.
    func remove(_ path: String) throws(FileFault)
}

extension FileAccess {
    /// Runs a call again while a signal interrupts it.
    func uninterrupted<Result>(
        _ call: () throws(FileFault) -> Result
    ) throws(FileFault) -> Result {
        while true {
            do {
                return try call()
            } catch  where error.code == SystemFiles.interrupted {
                continue
            }
        }
    }

    /// Fills the buffer as far as the file goes; returns how far.
    func readFully(
        _ file: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
    ) throws(FileFault) -> Int {
        var filled = 0
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = try uninterrupted { () throws(FileFault) in
                try read(file, into: rest, at: offset + UInt64(filled))
            }
            if count <= 0 { break }
            filled += count
        }
        return filled
    }

    /// Writes all bytes.
    func writeFully(
        _ file: Int32, _ bytes: UnsafeRawBufferPointer, at offset: UInt64
    ) throws(FileFault) {
        var written = 0
        while written < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[written...])
            let count = try uninterrupted { () throws(FileFault) in
                try write(file, rest, at: offset + UInt64(written))
            }
            guard count > 0 else { throw FileFault("write", code: SystemFiles.noSpace) }
            written += count
        }
    }
}
