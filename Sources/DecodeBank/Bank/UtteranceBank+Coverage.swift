import GRDB

/// How much of one condition, voice and dialogue state a bank holds.
public struct CoverageCell: Hashable, Sendable {
    /// Condition of the line.
    public var condition: String
    /// Engine and name of the voice.
    public var voice: String
    /// Class of the voice.
    public var voiceClass: String
    /// Dialogue state.
    public var state: String
    /// Distinct texts.
    public var texts: Int
    /// Decodes: texts x rates and pitches x channel draws x setups.
    public var decodes: Int
}

extension UtteranceBank {
    /// Decodes by condition, voice and state, sorted by these.
    public func coverage() throws(DecodeBankError) -> [CoverageCell] {
        try run { bank throws in
            try bank.queue.read { database in
                let rows = try Row.fetchAll(
                    database,
                    sql: """
                        SELECT condition, engine || '/' || name AS voice, class,
                        states.text AS state, count(DISTINCT decodes.text) AS texts,
                        count(*) AS decodes
                        FROM decodes JOIN speakers ON speakers.id = decodes.speaker
                        JOIN states ON states.id = decodes.state
                        GROUP BY condition, engine, name, class, states.text
                        ORDER BY condition, engine, name, class, states.text
                        """)
                return try rows.map { row in
                    CoverageCell(
                        condition: try row.decode(forColumn: "condition"),
                        voice: try row.decode(forColumn: "voice"),
                        voiceClass: try row.decode(forColumn: "class"),
                        state: try row.decode(forColumn: "state"),
                        texts: try row.decode(forColumn: "texts"),
                        decodes: try row.decode(forColumn: "decodes"))
                }
            }
        }
    }
}
