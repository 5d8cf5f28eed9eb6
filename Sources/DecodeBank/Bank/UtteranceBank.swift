import Foundation
import GRDB
import Zstandard

/// Real decodes by content hash, in one SQLite file.
///
/// Any number of processes read a bank at once; one at a time writes. A write either happens as a
/// whole or not at all, and keys that a bank has are kept as they are, so a build that was stopped is
/// simply started again.
public final class UtteranceBank: Sendable {
    /// What a bank is opened for.
    public enum Access: Sendable {
        /// Nothing is written, not even beside the file.
        case reading
        /// Decodes are added.
        case writing
    }

    /// A fact of how a bank was built, such as a version or a seed.
    public struct ProvenanceItem: Hashable, Sendable {
        /// What it is about.
        public var what: String
        /// The fact.
        public var value: String

        /// Stores a fact.
        public init(_ what: String, _ value: String) {
            self.what = what
            self.value = value
        }
    }

    /// Path of the file.
    public let path: String
    let queue: DatabaseQueue

    /// Seconds that a process waits for another one to finish writing.
    private static let patienceSeconds = 5.0

    private init(path: String, queue: DatabaseQueue) {
        self.path = path
        self.queue = queue
    }

    /// Creates an empty bank.
    ///
    /// - Parameters:
    ///   - path: Where; nothing may be there.
    ///   - provenance: How it is built.
    /// - Returns: The bank, open for writing.
    /// - Throws: `DecodeBankError.exists` or `.refused`.
    public static func create(
        path: String, provenance: [ProvenanceItem] = []
    ) throws(DecodeBankError) -> UtteranceBank {
        guard !FileManager.default.fileExists(atPath: path) else { throw .exists(path: path) }
        let bank = try connect(path, .writing)
        try bank.run { bank throws in
            try bank.queue.write { database in
                try BankSchema.create(in: database)
                try Self.insert(provenance, into: database)
            }
        }
        return bank
    }

    /// Opens a bank.
    ///
    /// - Parameters:
    ///   - path: Where it is.
    ///   - access: What for; shipped banks are opened for reading.
    /// - Returns: The bank.
    /// - Throws: `DecodeBankError.missing`, `.notABank`, `.laterSchema`, `.damaged`.
    public static func open(
        path: String, for access: Access = .reading
    ) throws(DecodeBankError) -> UtteranceBank {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        let bank = try connect(path, access)
        try bank.run { bank throws in
            try bank.queue.read { try BankSchema.check($0, path: path) }
        }
        return bank
    }

    private static func connect(
        _ path: String, _ access: Access
    ) throws(DecodeBankError) -> UtteranceBank {
        var configuration = Configuration()
        configuration.readonly = access == .reading
        configuration.busyMode = .timeout(patienceSeconds)
        configuration.foreignKeysEnabled = false
        configuration.label = "bank of decodes"
        do {
            return UtteranceBank(
                path: path, queue: try DatabaseQueue(path: path, configuration: configuration))
        } catch {
            throw translated(error, path)
        }
    }

    // MARK: Errors

    /// Runs database work, and turns its failures into this module's.
    func run<Value>(
        _ body: (UtteranceBank) throws -> Value
    ) throws(DecodeBankError) -> Value {
        do {
            return try body(self)
        } catch {
            throw Self.translated(error, path)
        }
    }

    private static func translated(_ error: any Error, _ path: String) -> DecodeBankError {
        if let known = error as? DecodeBankError { return known }
        if let problem = error as? EntryBlock.Problem {
            return .damaged(path: path, reason: reason(problem))
        }
        guard let failure = error as? DatabaseError else {
            return .refused(path: path, reason: "\(error)")
        }
        let words = failure.message ?? "SQLite error \(failure.resultCode.rawValue)"
        return switch failure.resultCode {
        case .SQLITE_NOTADB: .notABank(path: path)
        case .SQLITE_CORRUPT, .SQLITE_FORMAT, .SQLITE_MISMATCH: .damaged(path: path, reason: words)
        // A table that is missing in a file that says it is a bank.
        case .SQLITE_ERROR: .damaged(path: path, reason: words)
        case .SQLITE_BUSY, .SQLITE_LOCKED: .busy(path: path)
        case .SQLITE_READONLY: .readOnly(path: path)
        default: .refused(path: path, reason: words)
        }
    }

    private static func reason(_ problem: EntryBlock.Problem) -> String {
        switch problem {
        case .checksum: "a block's checksum is wrong"
        case .compression(let error): "a block cannot be decompressed: \(error.description)"
        case .content(let what): "a block holds \(what)"
        }
    }

    // MARK: Provenance

    private static func insert(_ items: [ProvenanceItem], into database: Database) throws {
        for item in items {
            try database.execute(
                sql: "INSERT INTO provenance (what, value) VALUES (?, ?)",
                arguments: [item.what, item.value])
        }
    }

    /// Adds facts of how the bank was built or extended.
    public func note(_ items: [ProvenanceItem]) throws(DecodeBankError) {
        try run { bank throws in
            try bank.queue.write { try Self.insert(items, into: $0) }
        }
    }

    /// The facts, in the order in which they were added.
    public func provenance() throws(DecodeBankError) -> [ProvenanceItem] {
        try run { bank throws in
            try bank.queue.read { database in
                try Row.fetchAll(database, sql: "SELECT what, value FROM provenance ORDER BY id")
                    .map {
                        ProvenanceItem(
                            try $0.decode(forColumn: "what"), try $0.decode(forColumn: "value"))
                    }
            }
        }
    }
}
