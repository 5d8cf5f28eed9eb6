import DialogueEngine
import Foundation
import GRDB

extension UtteranceBank {
    /// Adds decodes; keys that are there already are skipped.
    ///
    /// Entries are compressed in blocks of 64, so batches of some hundred records of the same utterances,
    /// one after another, make the smallest bank.
    ///
    /// - Parameter records: Decodes in any number.
    /// - Returns: How many were new.
    /// - Throws: `DecodeBankError.busy`, `.readOnly`, `.damaged` or `.refused`; then nothing was added.
    @discardableResult
    public func put(_ records: [BankRecord]) throws(DecodeBankError) -> Int {
        try run { bank throws in
            try bank.queue.write { database in
                var numbers = DimensionNumbers(database: database)
                var known: Set<[UInt8]> = []
                var fresh: [(record: BankRecord, hash: [UInt8])] = []
                for record in records {
                    let hash = record.key.hash
                    guard known.insert(hash).inserted, try !Self.has(hash, database) else {
                        continue
                    }
                    fresh.append((record, hash))
                }
                var start = 0
                while start < fresh.count {
                    let block = fresh[start..<min(start + EntryBlock.capacity, fresh.count)]
                    try Self.insert(block, &numbers, database)
                    start = block.endIndex
                }
                return fresh.count
            }
        }
    }

    /// Those of some keys that the bank does not have, in their order: what is left to decode.
    public func missing(of keys: [DecodeKey]) throws(DecodeBankError) -> [DecodeKey] {
        try run { bank throws in
            try bank.queue.read { database in
                try keys.filter { try !Self.has($0.hash, database) }
            }
        }
    }

    private static func has(_ hash: [UInt8], _ database: Database) throws -> Bool {
        let statement = try database.cachedStatement(
            sql: "SELECT 1 FROM decodes WHERE hash = ?")
        return try Int.fetchOne(statement, arguments: [Data(hash)]) != nil
    }

    private static func insert(
        _ block: ArraySlice<(record: BankRecord, hash: [UInt8])>,
        _ numbers: inout DimensionNumbers, _ database: Database
    ) throws {
        let stored = try EntryBlock.encode(ArraySlice(block.map(\.record.entry)))
        try database.execute(
            sql: "INSERT INTO blocks (length, checksum, bytes) VALUES (?, ?, ?)",
            arguments: [stored.contentLength, Int64(stored.checksum), Data(stored.bytes)])
        let number = database.lastInsertedRowID
        let statement = try database.cachedStatement(
            sql: """
                INSERT INTO decodes (hash, text, speaker, draw, setup, state, block, place)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for (place, item) in block.enumerated() {
            let key = item.record.key
            try statement.execute(arguments: [
                Data(item.hash), try numbers.text(key.text), try numbers.speaker(key.speaker),
                Int64(key.channelDraw), try numbers.setup(key.recogniser),
                try numbers.state(key.state), number, place,
            ])
        }
    }
}

/// Numbers of texts, speakers, setups and states; new ones get theirs when first asked for.
private struct DimensionNumbers {
    let database: Database
    private var texts: [String: Int64] = [:]
    private var states: [String: Int64] = [:]
    private var speakers: [Speaker: Int64] = [:]
    private var setups: [RecogniserSetup: Int64] = [:]

    init(database: Database) { self.database = database }

    mutating func text(_ text: String) throws -> Int64 {
        if let known = texts[text] { return known }
        let number = try self.number("texts", ["text"], [text])
        texts[text] = number
        return number
    }

    mutating func state(_ state: String) throws -> Int64 {
        if let known = states[state] { return known }
        let number = try self.number("states", ["text"], [state])
        states[state] = number
        return number
    }

    mutating func speaker(_ speaker: Speaker) throws -> Int64 {
        if let known = speakers[speaker] { return known }
        let voice = speaker.voice
        let number = try self.number(
            "speakers", ["engine", "name", "rate", "pitch", "class", "condition"],
            [
                voice.engine, voice.name, voice.rate, voice.pitch, speaker.voiceClass,
                speaker.condition,
            ])
        speakers[speaker] = number
        return number
    }

    mutating func setup(_ setup: RecogniserSetup) throws -> Int64 {
        if let known = setups[setup] { return known }
        let number = try self.number(
            "setups", ["acoustic", "language", "options"],
            [setup.acousticModel, setup.languageModelHash, setup.options])
        setups[setup] = number
        return number
    }

    private func number(
        _ table: String, _ columns: [String], _ values: StatementArguments
    ) throws -> Int64 {
        let names = columns.joined(separator: ", ")
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        try database.cachedStatement(
            sql: "INSERT OR IGNORE INTO \(table) (\(names)) VALUES (\(marks))"
        ).execute(arguments: values)
        let matches = columns.map { "\($0) = ?" }.joined(separator: " AND ")
        let found = try Int64.fetchOne(
            database.cachedStatement(sql: "SELECT id FROM \(table) WHERE \(matches)"),
            arguments: values)
        guard let found else {
            throw EntryBlock.Problem.content("no number for a row of \(table)")
        }
        return found
    }
}
