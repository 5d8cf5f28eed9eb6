import DialogueEngine
import Foundation
import GRDB

extension UtteranceBank {
    /// The decode of a key; nil when the bank has none.
    ///
    /// - Throws: `DecodeBankError.damaged` when its block cannot be read.
    public func entry(for key: DecodeKey) throws(DecodeBankError) -> DecodeEntry? {
        try run { bank throws in
            try bank.queue.read { database in
                let statement = try database.cachedStatement(
                    sql: """
                        SELECT place, length, checksum, bytes FROM decodes
                        JOIN blocks ON blocks.id = decodes.block WHERE hash = ?
                        """)
                guard let row = try Row.fetchOne(statement, arguments: [Data(key.hash)]) else {
                    return nil
                }
                let entries = try EntryBlock.decode(try Self.stored(row))
                return try Self.entry(at: try row.decode(forColumn: "place"), of: entries)
            }
        }
    }

    /// Number of decodes.
    public func count() throws(DecodeBankError) -> Int {
        try run { bank throws in
            try bank.queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM decodes") ?? 0 }
        }
    }

    /// All decodes, or those of one condition, in the order in which they were added.
    ///
    /// - Parameter condition: Condition of the line; nil for all.
    /// - Returns: The decodes with their keys.
    /// - Throws: `DecodeBankError.damaged` when a block cannot be read.
    public func records(
        condition: String? = nil
    ) throws(DecodeBankError) -> [BankRecord] {
        try run { bank throws in
            try bank.queue.read { database in
                var records: [BankRecord] = []
                var open: (block: Int64, entries: [DecodeEntry]) = (-1, [])
                let rows = try Row.fetchCursor(
                    database,
                    sql: """
                        SELECT texts.text AS said, states.text AS state, engine, name, rate, pitch,
                        class, condition, acoustic, language, options, draw, block, place
                        FROM decodes JOIN texts ON texts.id = decodes.text
                        JOIN states ON states.id = decodes.state
                        JOIN speakers ON speakers.id = decodes.speaker
                        JOIN setups ON setups.id = decodes.setup
                        WHERE condition = ifnull(?, condition) ORDER BY block, place
                        """, arguments: [condition])
                while let row = try rows.next() {
                    let block: Int64 = try row.decode(forColumn: "block")
                    if block != open.block {
                        open = (block, try Self.entries(ofBlock: block, database))
                    }
                    let entry = try Self.entry(
                        at: try row.decode(forColumn: "place"), of: open.entries)
                    records.append(BankRecord(key: try Self.key(row), entry: entry))
                }
                return records
            }
        }
    }

    /// Reads everything: the database's own check, every block, and every key's hash.
    ///
    /// - Throws: `DecodeBankError.damaged` with what was found.
    public func verify() throws(DecodeBankError) {
        try run { bank throws in
            try bank.queue.read { database in
                let verdict = try String.fetchOne(database, sql: "PRAGMA integrity_check") ?? ""
                guard verdict == "ok" else {
                    throw DecodeBankError.damaged(path: bank.path, reason: verdict)
                }
            }
        }
        let records = try records()
        guard try count() == records.count else {
            throw .damaged(path: path, reason: "decodes without text, speaker, setup or state")
        }
        let lost = try missing(of: records.map(\.key)).count
        guard lost == 0 else {
            throw .damaged(path: path, reason: "\(lost) decodes under another key's hash")
        }
    }

    private static func entries(
        ofBlock block: Int64, _ database: Database
    ) throws -> [DecodeEntry] {
        let row = try Row.fetchOne(
            database, sql: "SELECT length, checksum, bytes FROM blocks WHERE id = ?",
            arguments: [block])
        guard let row else { throw EntryBlock.Problem.content("nothing: block \(block) is gone") }
        return try EntryBlock.decode(try stored(row))
    }

    private static func stored(_ row: Row) throws -> EntryBlock.Stored {
        let checksum: Int64 = try row.decode(forColumn: "checksum")
        let bytes: Data = try row.decode(forColumn: "bytes")
        return EntryBlock.Stored(
            bytes: Array(bytes), contentLength: try row.decode(forColumn: "length"),
            checksum: UInt32(truncatingIfNeeded: checksum))
    }

    private static func entry(at place: Int, of entries: [DecodeEntry]) throws -> DecodeEntry {
        guard entries.indices.contains(place) else {
            throw EntryBlock.Problem.content("\(entries.count) entries, not number \(place)")
        }
        return entries[place]
    }

    private static func key(_ row: Row) throws -> DecodeKey {
        let draw: Int64 = try row.decode(forColumn: "draw")
        guard let draw = UInt32(exactly: draw) else {
            throw EntryBlock.Problem.content("channel draw \(draw)")
        }
        let voice = SpeakingVoice(
            engine: try row.decode(forColumn: "engine"), name: try row.decode(forColumn: "name"),
            rate: try row.decode(forColumn: "rate"), pitch: try row.decode(forColumn: "pitch"))
        return DecodeKey(
            text: try row.decode(forColumn: "said"),
            speaker: Speaker(
                voice: voice, voiceClass: try row.decode(forColumn: "class"),
                condition: try row.decode(forColumn: "condition")),
            channelDraw: draw,
            recogniser: RecogniserSetup(
                acousticModel: try row.decode(forColumn: "acoustic"),
                languageModelHash: try row.decode(forColumn: "language"),
                options: try row.decode(forColumn: "options")),
            state: try row.decode(forColumn: "state"))
    }
}
