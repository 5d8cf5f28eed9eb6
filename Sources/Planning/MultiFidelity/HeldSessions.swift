import ContactCenterEvents
import Foundation
import TwinPrimitives
package import VoiceAgents
import Zstandard

/// A table of what became of a center's sessions at several fidelities, as `calltwin voice sessions` writes it.
public struct HeldSessions: Sendable {
    /// A session at one fidelity.
    package struct Row: Sendable {
        /// Whose it is and when it began; its summary has the figures of this row.
        package var session: CenterSession
        /// Means over its hearings.
        package var figures: SessionFigures
        /// What a person was told; nil where nobody was, and over several hearings.
        package var handoff: SessionHandoff?

        /// The session as a center that plays it knows it.
        package var recorded: RecordedSession {
            RecordedSession(session.summary, handoff: handoff)
        }
    }

    /// Columns of the table: whose session it is, what is known of the caller, the fidelity, means over
    /// hearings, and of those handed over what a person was told.
    public static let columns =
        [
            "replication", "type", "ordinal", "attempt", "member", "start", "goal", "persona",
            "voice",
        ]
        + ["fidelity", "hearings"] + SessionOutput.all.map(\.name)
        + ["known", "missing", "verified"]

    /// Columns that older tables lack.
    private static let optional = ["member"]
    /// Most bytes of a table: some million rows.
    private static let limit = 1 << 28

    /// Rows of one fidelity and number of hearings, in the order of the table.
    private struct Part: Sendable {
        var fidelity: String
        var hearings: Int
        var rows: [Row] = []
        /// Places of the rows by whose sessions they are.
        var places: [String: Int] = [:]
    }

    private let path: String
    private var parts: [Part] = []

    /// Reads a table.
    ///
    /// - Parameter path: CSV; compressed by zstd where the name ends in `.zst`.
    /// - Throws: `HeldSessionsError`, with the line.
    public init(path: String) throws(HeldSessionsError) {
        self.path = path
        let text = try Self.text(path)
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let header = (lines.first ?? "").split(separator: ",", omittingEmptySubsequences: false)
            .map(String.init)
        for column in Self.columns where !Self.optional.contains(column) {
            guard header.contains(column) else {
                throw .wrong(path: path, line: 1, what: "no column '\(column)'", known: Self.known)
            }
        }
        for (place, line) in lines.enumerated().dropFirst() where !line.isEmpty {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == header.count else {
                throw .wrong(
                    path: path, line: place + 1,
                    what: "\(fields.count) fields under \(header.count) columns",
                    known: "one field for each column")
            }
            let reader = RowReader(
                path: path, line: place + 1,
                fields: Dictionary(zip(header, fields), uniquingKeysWith: { first, _ in first }))
            try add(reader)
        }
    }

    private static var known: String { columns.joined(separator: ",") }

    private static func text(_ path: String) throws(HeldSessionsError) -> String {
        guard FileManager.default.fileExists(atPath: path) else { throw .missing(path: path) }
        guard path.hasSuffix(".zst") else {
            guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
                throw .unreadable(path: path, what: "it is no text")
            }
            return text
        }
        do throws(ZstandardError) {
            return String(
                decoding: try ZstandardFile.decompress(path: path, limit: limit), as: UTF8.self)
        } catch {
            throw .unreadable(path: path, what: "\(error)")
        }
    }

    private mutating func add(_ reader: RowReader) throws(HeldSessionsError) {
        let fidelity = try reader.text("fidelity")
        let hearings: Int = try reader.whole("hearings")
        let row = try reader.row(isOne: hearings == 1)
        let whose = try reader.whose()
        let place =
            parts.firstIndex { $0.fidelity == fidelity && $0.hearings == hearings } ?? parts.count
        if place == parts.count { parts.append(Part(fidelity: fidelity, hearings: hearings)) }
        guard parts[place].places.updateValue(parts[place].rows.count, forKey: whose) == nil else {
            throw reader.wrong(
                "a second row of one session", "one row for each fidelity and number of hearings")
        }
        parts[place].rows.append(row)
    }

    /// The sessions at a fidelity, in the order of the table.
    package func rows(_ fidelity: String, hearings: Int) throws(HeldSessionsError) -> [Row] {
        try part(fidelity, hearings).rows
    }

    /// The sessions at two fidelities, those of the second one in its order.
    ///
    /// - Parameters:
    ///   - first: Name of the first one.
    ///   - hearings: How often its sessions were heard.
    ///   - second: Name of the second one, whose sessions were heard once.
    /// - Returns: Pairs of rows of one session.
    /// - Throws: `HeldSessionsError` where one of them is not in the table, or lacks a session of the other.
    package func pairs(
        _ first: String, hearings: Int = 1, _ second: String
    ) throws(HeldSessionsError) -> [(first: Row, second: Row)] {
        let (left, right) = (try part(first, hearings), try part(second, 1))
        guard left.rows.count == right.rows.count,
            Set(left.places.keys) == Set(right.places.keys)
        else {
            throw .unpaired(
                path: path, first: first, got: left.rows.count, second: second,
                needed: right.rows.count)
        }
        var pairs = right.rows.map { (first: $0, second: $0) }
        for (whose, place) in right.places {
            if let other = left.places[whose] { pairs[place].first = left.rows[other] }
        }
        return pairs
    }

    private func part(_ fidelity: String, _ hearings: Int) throws(HeldSessionsError) -> Part {
        if let found = parts.first(where: { $0.fidelity == fidelity && $0.hearings == hearings }) {
            return found
        }
        throw .noFidelity(
            path: path, got: fidelity, hearings: hearings,
            known: parts.map { ($0.fidelity, $0.hearings) })
    }
}

/// Reads the fields of one row.
private struct RowReader {
    let path: String
    let line: Int
    let fields: [String: Substring]

    func wrong(_ what: String, _ known: String) -> HeldSessionsError {
        .wrong(path: path, line: line, what: what, known: known)
    }

    func text(_ column: String) throws(HeldSessionsError) -> String {
        guard let text = fields[column], !text.isEmpty else {
            throw wrong("'\(column)' is empty", "a value")
        }
        return String(text)
    }

    func number(_ column: String) throws(HeldSessionsError) -> Double {
        let text = try text(column)
        guard let value = Double(text), value.isFinite, value >= 0 else {
            throw wrong("'\(column)' is '\(text)'", "a number of 0 or more")
        }
        return value
    }

    /// A mean of whole numbers, rounded.
    func rounded(_ column: String) throws(HeldSessionsError) -> Int {
        guard let value = UInt32(exactly: try number(column).rounded()) else {
            throw wrong("'\(column)' is '\(try text(column))'", "a number below 4294967296")
        }
        return Int(value)
    }

    func whole<Number: FixedWidthInteger>(
        _ column: String
    ) throws(HeldSessionsError) -> Number {
        let text = try text(column)
        guard let value = Number(text) else {
            throw wrong("'\(column)' is '\(text)'", "a whole number")
        }
        return value
    }

    /// Names the session whatever its fidelity.
    func whose() throws(HeldSessionsError) -> String {
        var parts: [String] = []
        for column in ["replication", "type", "ordinal", "attempt"] {
            parts.append(try text(column))
        }
        return parts.joined(separator: " ")
    }

    func row(isOne: Bool) throws(HeldSessionsError) -> HeldSessions.Row {
        var values: [Double] = []
        for output in SessionOutput.all { values.append(try number(output.name)) }
        var session = CenterSession(
            replication: try whole("replication"),
            key: DialogueKey(
                caller: CallerKey(
                    contactType: ContactTypeID(try whole("type")), ordinal: try whole("ordinal")),
                attempt: try whole("attempt")),
            start: SimulationTime(seconds: try number("start")),
            summary: try summary())
        session.member = try member()
        let voice = try text("voice")
        session.voice = voice.split(separator: ":").prefix(2).joined(separator: ":")
        return HeldSessions.Row(
            session: session, figures: SessionFigures(values: values),
            handoff: isOne ? try handoff(session.summary) : nil)
    }

    private func member() throws(HeldSessionsError) -> DialogueKey? {
        guard let text = fields["member"], !text.isEmpty else { return nil }
        let parts = text.split(separator: ":")
        guard parts.count == 2, let ordinal = UInt32(parts[0]), let attempt = UInt16(parts[1])
        else {
            throw wrong("'member' is '\(text)'", "ORDINAL:ATTEMPT, or nothing without a population")
        }
        return DialogueKey(
            caller: CallerKey(contactType: ContactTypeID(0), ordinal: ordinal), attempt: attempt)
    }

    /// Figures of a session; over several hearings the likeliest end, and whole turns.
    private func summary() throws(HeldSessionsError) -> SessionSummary {
        func happened(_ column: String) throws(HeldSessionsError) -> Bool {
            try number(column) >= 0.5
        }
        let outcome: SessionOutcome =
            try happened("resolved")
            ? .resolved
            : try happened("contained")
                ? .falselyContained
                : try happened("escalated")
                    ? .escalated : try happened("hungUp") ? .hungUp : .stopped
        return SessionSummary(
            outcome: outcome, seconds: try number("seconds"),
            turns: try rounded("turns"), misunderstood: try rounded("misunderstoodTurns"),
            wrongActions: try happened("wrongAction") ? 1 : 0)
    }

    private func handoff(
        _ summary: SessionSummary
    ) throws(HeldSessionsError) -> SessionHandoff? {
        guard fields["known"]?.isEmpty == false else { return nil }
        return SessionHandoff(
            turns: UInt16(clamping: summary.turns),
            misunderstood: UInt16(clamping: summary.misunderstood), known: try whole("known"),
            missing: try whole("missing"), isVerified: try number("verified") == 1)
    }
}

/// What is wrong with a table of sessions.
public enum HeldSessionsError: Error, Equatable, Sendable {
    /// There is no file.
    case missing(path: String)
    /// The file cannot be read.
    case unreadable(path: String, what: String)
    /// A line that says nothing.
    case wrong(path: String, line: Int, what: String, known: String)
    /// No row of a fidelity.
    case noFidelity(path: String, got: String, hearings: Int, known: [(String, Int)])
    /// Two fidelities of other sessions.
    case unpaired(path: String, first: String, got: Int, second: String, needed: Int)

    /// Compares messages.
    public static func == (left: Self, right: Self) -> Bool {
        left.description == right.description
    }
}

extension HeldSessionsError: CustomStringConvertible {
    /// The file, with its line where there is one.
    public var location: String {
        switch self {
        case .missing(let path), .unreadable(let path, _), .noFidelity(let path, _, _, _),
            .unpaired(let path, _, _, _, _):
            path
        case .wrong(let path, let line, _, _): "\(path):\(line)"
        }
    }

    /// What is wrong, and what would be right.
    public var problem: String {
        switch self {
        case .missing: "no such table of sessions; write one: calltwin voice sessions"
        case .unreadable(_, let what): "cannot be read: \(what)"
        case .wrong(_, _, let what, let known): "\(what); known: \(known)"
        case .noFidelity(_, let got, let hearings, let known):
            "no sessions at \(got) heard \(hearings == 1 ? "once" : "\(hearings) times"); known: "
                + known.map { $1 == 1 ? $0 : "\($0) heard \($1) times" }.joined(separator: ", ")
        case .unpaired(_, let first, let got, let second, let needed):
            "\(got) sessions at \(first) and \(needed) at \(second) are not the same ones; hold both with "
                + "the same scenario, seed and replications"
        }
    }

    /// Both in one line.
    public var description: String { "\(location): error: \(problem)" }
}
