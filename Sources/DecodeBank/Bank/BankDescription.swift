import GRDB

/// What a bank was built of: enough to hold the same calls again.
public struct BankDescription: Hashable, Sendable {
    /// Path of the callers file, as given.
    public var callers: String
    /// Calls whose utterances were decoded, from the first on.
    public var calls: Int
    /// Seed of callers, voices and lines.
    public var seed: UInt64
    /// Day of the calls, such as 2026-11-25.
    public var day: String
    /// Channel draws that utterances are spread over.
    public var draws: UInt32

    /// Stores a description.
    public init(callers: String, calls: Int, seed: UInt64, day: String, draws: UInt32) {
        self.callers = callers
        self.calls = calls
        self.seed = seed
        self.day = day
        self.draws = draws
    }

    /// The facts of a bank that say the same.
    public var facts: [UtteranceBank.ProvenanceItem] {
        [
            .init("callers", callers), .init("calls", "\(calls)"), .init("seed", "\(seed)"),
            .init("day", day), .init("draws", "\(draws)"),
        ]
    }
}

extension UtteranceBank {
    /// What the bank was last built of; nil when its facts do not say.
    public func description() throws(DecodeBankError) -> BankDescription? {
        let facts = try provenance()
        func last(_ what: String) -> String? { facts.last { $0.what == what }?.value }
        guard let callers = last("callers"), let day = last("day"),
            let calls = last("calls").flatMap({ Int($0) }),
            let seed = last("seed").flatMap({ UInt64($0) }),
            let draws = last("draws").flatMap({ UInt32($0) })
        else { return nil }
        return BankDescription(callers: callers, calls: calls, seed: seed, day: day, draws: draws)
    }

    /// The voices of its callers.
    ///
    /// - Throws: `DecodeBankError.damaged` when its facts do not name them.
    public func panel() throws(DecodeBankError) -> SpeakerPanel {
        let fact = try provenance().last { $0.what == SpeakerPanel.fact }
        guard let panel = fact.flatMap({ SpeakerPanel(text: $0.value) }) else {
            throw .damaged(path: path, reason: "it does not say who speaks")
        }
        return panel
    }

    /// What the decode was heard by that was added last; nil for an empty bank.
    public func lastRecogniser() throws(DecodeBankError) -> RecogniserSetup? {
        try run { bank throws in
            try bank.queue.read { database in
                try Row.fetchOne(
                    database,
                    sql: """
                        SELECT acoustic, language, options FROM decodes
                        JOIN setups ON setups.id = decodes.setup
                        ORDER BY block DESC, place DESC LIMIT 1
                        """
                ).map {
                    RecogniserSetup(
                        acousticModel: try $0.decode(forColumn: "acoustic"),
                        languageModelHash: try $0.decode(forColumn: "language"),
                        options: try $0.decode(forColumn: "options"))
                }
            }
        }
    }

    /// Conditions of its decodes, sorted.
    public func conditions() throws(DecodeBankError) -> [String] {
        try run { bank throws in
            try bank.queue.read {
                try String.fetchAll(
                    $0, sql: "SELECT DISTINCT condition FROM speakers ORDER BY condition")
            }
        }
    }
}
