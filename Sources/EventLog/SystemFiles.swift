#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The file system of the machine.
public struct SystemFiles: FileAccess {
    static let interrupted = EINTR
    static let noSpace = ENOSPC
    static let noEntry = ENOENT
    static let notADirectory = ENOTDIR
    static let exists = EEXIST
    static let wouldBlock = EWOULDBLOCK

    /// Uses the file system of the machine.
    public init() {}

    private func open(_ path: String, _ flags: Int32, mode: mode_t = 0o666) throws(FileFault)
        -> Int32
    {
        #if canImport(Glibc)
            let file = Glibc.open(path, flags | O_CLOEXEC, mode)
        #else
            let file = Darwin.open(path, flags | O_CLOEXEC, mode)
        #endif
        guard file >= 0 else { throw FileFault("open", code: errno) }
        return file
    }

    /// Opens for reading.
    public func open(_ path: String) throws(FileFault) -> Int32 { try open(path, O_RDONLY) }

    /// Opens for reading and writing.
    public func openForUpdate(_ path: String) throws(FileFault) -> Int32 {
        try open(path, O_RDWR)
    }

    /// Creates a file.
    public func create(_ path: String, replacing: Bool) throws(FileFault) -> Int32 {
        try open(path, O_RDWR | O_CREAT | (replacing ? O_TRUNC : O_EXCL))
    }

    /// Takes an exclusive lock with `flock`.
    public func lock(_ path: String) throws(FileFault) -> Int32 {
        let file = try open(path, O_RDWR | O_CREAT)
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(file)
            throw FileFault("lock", code: code)
        }
        return file
    }

    /// Closes.
    public func close(_ file: Int32) {
        #if canImport(Glibc)
            _ = Glibc.close(file)
        #else
            _ = Darwin.close(file)
        #endif
    }

    /// Size by `fstat`.
    public func size(_ file: Int32) throws(FileFault) -> UInt64 {
        var status = stat()
        guard fstat(file, &status) == 0 else { throw FileFault("stat", code: errno) }
        return UInt64(status.st_size)
    }

    /// One `pread`.
    public func read(
        _ file: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
    ) throws(FileFault) -> Int {
        let count = pread(file, buffer.baseAddress, buffer.count, off_t(offset))
        guard count >= 0 else { throw FileFault("read", code: errno) }
        return count
    }

    /// One `pwrite`.
    public func write(
        _ file: Int32, _ bytes: UnsafeRawBufferPointer, at offset: UInt64
    ) throws(FileFault) -> Int {
        let count = pwrite(file, bytes.baseAddress, bytes.count, off_t(offset))
        guard count >= 0 else { throw FileFault("write", code: errno) }
        return count
    }

    /// Cuts by `ftruncate`.
    public func truncate(_ file: Int32, to size: UInt64) throws(FileFault) {
        guard ftruncate(file, off_t(size)) == 0 else {
            throw FileFault("truncate", code: errno)
        }
    }

    /// One `fsync`.
    public func sync(_ file: Int32) throws(FileFault) {
        guard fsync(file) == 0 else { throw FileFault("fsync", code: errno) }
    }

    /// One `fsync` of the directory.
    public func syncDirectory(_ path: String) throws(FileFault) {
        let directory = try open(path, O_RDONLY | O_DIRECTORY)
        defer { close(directory) }
        try sync(directory)
    }

    /// One `mkdir` for each missing part of the path.
    public func makeDirectory(_ path: String) throws(FileFault) {
        if mkdir(path, 0o777) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw FileFault("mkdir", code: errno)
        }
        try makeDirectory(String(path[..<slash]))
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else {
            throw FileFault("mkdir", code: errno)
        }
    }

    /// Names by `readdir`.
    public func list(_ path: String) throws(FileFault) -> [String] {
        guard let directory = opendir(path) else { throw FileFault("open", code: errno) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != "." && name != ".." { names.append(name) }
        }
        return names
    }

    /// One `unlink`.
    public func remove(_ path: String) throws(FileFault) {
        guard unlink(path) == 0 else { throw FileFault("unlink", code: errno) }
    }

    /// The system's words for an error number.
    static func words(_ code: Int32) -> String { String(cString: strerror(code)) }
}
