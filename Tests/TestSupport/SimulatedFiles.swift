public import EventLog
import Synchronization

/// A file system in memory that counts its calls and fails when told to.
///
/// A failing write stores half of its bytes first, as a full disk may.
public final class SimulatedFiles: FileAccess, Sendable {
    private struct State {
        var contents: [String: [UInt8]] = [:]
        var directories: Set<String> = []
        var handles: [Int32: String] = [:]
        var locks: [Int32: String] = [:]
        var nextHandle: Int32 = 3
        var changes = 0
        var failAtChange: Int?
        var failsForEver = false
        var longestTransfer = Int.max
        var interruptions = 0
        var syncsFailed = 0
    }

    private let state = Mutex(State())

    /// An empty file system.
    public init() {}

    /// Calls so far that change a file or directory.
    public var changes: Int { state.withLock { $0.changes } }

    /// Makes the n-th changing call from now (from 1) fail with "no space", or all from it on.
    public func fail(atChange number: Int?, forEver: Bool = false) {
        state.withLock {
            $0.changes = 0
            $0.failAtChange = number
            $0.failsForEver = forEver
        }
    }

    /// Makes each read and write move at most this many bytes, each after one interruption.
    public func shortTransfers(of length: Int) {
        state.withLock { $0.longestTransfer = length }
    }

    /// Content of a file; nil if there is none.
    public subscript(path: String) -> [UInt8]? {
        get { state.withLock { $0.contents[path] } }
        set {
            state.withLock {
                $0.contents[path] = newValue
                $0.directories.insert(Self.parent(path))
            }
        }
    }

    /// Paths of all files, sorted.
    public var paths: [String] { state.withLock { $0.contents.keys.sorted() } }

    private static func parent(_ path: String) -> String {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
    }

    private static func change(_ state: inout State, _ operation: String) throws(FileFault) {
        state.changes += 1
        guard let failing = state.failAtChange else { return }
        if state.changes == failing || (state.failsForEver && state.changes > failing) {
            throw FileFault(operation, code: 28)
        }
    }

    private func with<Result: Sendable>(
        _ body: (inout State) throws(FileFault) -> sending Result
    ) throws(FileFault) -> Result {
        try state.withLock { (state) throws(FileFault) in try body(&state) }
    }

    private static func add(_ state: inout State, _ path: String) -> Int32 {
        state.nextHandle += 1
        state.handles[state.nextHandle] = path
        return state.nextHandle
    }

    /// Opens for reading.
    public func open(_ path: String) throws(FileFault) -> Int32 {
        try with { (state) throws(FileFault) in
            guard state.contents[path] != nil else { throw FileFault("open", code: 2) }
            return Self.add(&state, path)
        }
    }

    /// Opens for reading and writing.
    public func openForUpdate(_ path: String) throws(FileFault) -> Int32 { try open(path) }

    /// Creates.
    public func create(_ path: String, replacing: Bool) throws(FileFault) -> Int32 {
        try with { (state) throws(FileFault) in
            try Self.change(&state, "create")
            guard replacing || state.contents[path] == nil else {
                throw FileFault("open", code: 17)
            }
            state.contents[path] = []
            return Self.add(&state, path)
        }
    }

    /// Locks; refused while another handle holds the lock.
    public func lock(_ path: String) throws(FileFault) -> Int32 {
        try with { (state) throws(FileFault) in
            guard !state.locks.values.contains(path) else { throw FileFault("lock", code: 11) }
            if state.contents[path] == nil { state.contents[path] = [] }
            let handle = Self.add(&state, path)
            state.locks[handle] = path
            return handle
        }
    }

    /// Closes.
    public func close(_ file: Int32) {
        state.withLock {
            $0.handles[file] = nil
            $0.locks[file] = nil
        }
    }

    /// Files that are open.
    public var openHandles: Int { state.withLock { $0.handles.count } }

    /// Size.
    public func size(_ file: Int32) throws(FileFault) -> UInt64 {
        try with { (state) throws(FileFault) in
            guard let path = state.handles[file], let content = state.contents[path] else {
                throw FileFault("stat", code: 9)
            }
            return UInt64(content.count)
        }
    }

    private static func limit(_ state: inout State, _ count: Int) throws(FileFault) -> Int {
        guard state.longestTransfer < Int.max else { return count }
        state.interruptions += 1
        if state.interruptions % 2 == 1 { throw FileFault("interrupted", code: 4) }
        return min(count, state.longestTransfer)
    }

    /// Reads.
    public func read(
        _ file: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
    ) throws(FileFault) -> Int {
        nonisolated(unsafe) let target = buffer
        return try with { (state) throws(FileFault) in
            guard let path = state.handles[file], let content = state.contents[path] else {
                throw FileFault("read", code: 9)
            }
            let wanted = try Self.limit(&state, target.count)
            let start = Int(min(offset, UInt64(content.count)))
            let count = min(wanted, content.count - start)
            content.withUnsafeBytes {
                target.copyMemory(from: .init(rebasing: $0[start..<start + count]))
            }
            return count
        }
    }

    /// Writes.
    public func write(
        _ file: Int32, _ bytes: UnsafeRawBufferPointer, at offset: UInt64
    ) throws(FileFault) -> Int {
        let source = Array(bytes)
        return try with { (state) throws(FileFault) in
            guard let path = state.handles[file], var content = state.contents[path] else {
                throw FileFault("write", code: 9)
            }
            state.contents[path] = []
            defer { state.contents[path] = content }
            var count = try Self.limit(&state, source.count)
            var fault: FileFault?
            do throws(FileFault) { try Self.change(&state, "write") } catch {
                fault = error
                count /= 2
            }
            let end = Int(offset) + count
            if content.count < end {
                content += [UInt8](repeating: 0, count: end - content.count)
            }
            content.replaceSubrange(Int(offset)..<end, with: source[..<count])
            if let fault { throw fault }
            return count
        }
    }

    /// Cuts.
    public func truncate(_ file: Int32, to size: UInt64) throws(FileFault) {
        try with { (state) throws(FileFault) in
            try Self.change(&state, "truncate")
            guard let path = state.handles[file] else { throw FileFault("truncate", code: 9) }
            state.contents[path] = Array((state.contents[path] ?? []).prefix(Int(size)))
        }
    }

    /// Counts as a change, so it can be made to fail.
    public func sync(_ file: Int32) throws(FileFault) {
        try with { (state) throws(FileFault) in try Self.change(&state, "fsync") }
    }

    /// Counts as a change, so it can be made to fail.
    public func syncDirectory(_ path: String) throws(FileFault) {
        try with { (state) throws(FileFault) in try Self.change(&state, "fsync") }
    }

    /// Creates a directory.
    public func makeDirectory(_ path: String) throws(FileFault) {
        try with { (state) throws(FileFault) in
            try Self.change(&state, "mkdir")
            state.directories.insert(path)
        }
    }

    /// Lists a directory.
    public func list(_ path: String) throws(FileFault) -> [String] {
        try with { (state) throws(FileFault) in
            if state.contents[path] != nil { throw FileFault("open", code: 20) }
            guard state.directories.contains(path) else { throw FileFault("open", code: 2) }
            return state.contents.keys.filter { Self.parent($0) == path }
                .map { String($0.dropFirst(path.count + 1)) }
        }
    }

    /// Removes.
    public func remove(_ path: String) throws(FileFault) {
        try with { (state) throws(FileFault) in
            try Self.change(&state, "unlink")
            state.contents[path] = nil
        }
    }
}
