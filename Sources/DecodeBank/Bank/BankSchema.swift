import GRDB

/// The tables of a bank, and how a file is known to be one.
enum BankSchema {
    /// Raised whenever the tables or the coding of blocks change.
    static let version = 1
    /// "CTdb" in ASCII, in the file's header.
    static let applicationID = 0x4354_6462

    /// Creates the tables.
    ///
    /// Decodes name their texts, speakers, setups and states by number; the entries themselves lie
    /// in compressed blocks.
    static func create(in database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE texts (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
                CREATE TABLE states (id INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);
                CREATE TABLE speakers (
                    id INTEGER PRIMARY KEY, engine TEXT NOT NULL, name TEXT NOT NULL,
                    rate REAL NOT NULL, pitch REAL NOT NULL, class TEXT NOT NULL,
                    condition TEXT NOT NULL,
                    UNIQUE (engine, name, rate, pitch, class, condition));
                CREATE TABLE setups (
                    id INTEGER PRIMARY KEY, acoustic TEXT NOT NULL, language TEXT NOT NULL,
                    options TEXT NOT NULL, UNIQUE (acoustic, language, options));
                CREATE TABLE blocks (
                    id INTEGER PRIMARY KEY, length INTEGER NOT NULL, checksum INTEGER NOT NULL,
                    bytes BLOB NOT NULL);
                CREATE TABLE decodes (
                    hash BLOB PRIMARY KEY, text INTEGER NOT NULL, speaker INTEGER NOT NULL,
                    draw INTEGER NOT NULL, setup INTEGER NOT NULL, state INTEGER NOT NULL,
                    block INTEGER NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID;
                CREATE TABLE provenance (
                    id INTEGER PRIMARY KEY, what TEXT NOT NULL, value TEXT NOT NULL);
                PRAGMA application_id = \(applicationID);
                PRAGMA user_version = \(version);
                """)
    }

    /// Refuses a file that is no bank, or one of a later version.
    static func check(_ database: Database, path: String) throws {
        let application = try Int.fetchOne(database, sql: "PRAGMA application_id")
        guard application == applicationID else { throw DecodeBankError.notABank(path: path) }
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        guard found <= version else {
            throw DecodeBankError.laterSchema(path: path, got: found, known: version)
        }
    }
}
