import Foundation
import TwinPrimitives

/// The sessions of a pilot's file, and the rows that were left out.
public struct PilotFile: Equatable, Sendable {
    /// Its path.
    public var path: String
    /// The sessions in the order of the file.
    public var sessions: [PilotSession]
    /// Rows left out: `path:line: error: what; remedy`.
    public var problems: [String]
    /// The columns that it has.
    public var columns: [PilotColumn]

    /// Stores what a file holds.
    public init(
        path: String, sessions: [PilotSession], problems: [String] = [], columns: [PilotColumn]
    ) {
        self.path = path
        self.sessions = sessions
        self.problems = problems
        self.columns = columns
    }
}

extension PilotFile {
    /// What is unlikely of the file as a whole, each with a question; empty where nothing is.
    public var doubts: [String] {
        var doubts: [String] = []
        func doubt(_ column: PilotColumn, _ values: [Double], above most: Double) {
            guard !values.isEmpty else { return }
            let median = values.sorted()[values.count / 2]
            guard median > most else { return }
            doubts.append(
                "\(path): half of the column \(column.rawValue) is above \(Int(most)) s, its median "
                    + "\(Int(min(median, 1e15))) s; seconds are expected: are these milliseconds?")
        }
        doubt(.duration, sessions.map(\.seconds), above: Self.longSession)
        doubt(.latencies, sessions.flatMap { $0.latencies ?? [] }, above: Self.longLatency)
        doubt(
            .latencyP50, sessions.compactMap { $0.latencyQuantiles?.median },
            above: Self.longLatency)
        if sessions.count < Self.fewSessions {
            doubts.append(
                "\(path): \(sessions.count) sessions tell little: intervals need some "
                    + "\(Self.fewSessions), and what did not happen in them may still be frequent")
        }
        return doubts
    }

    /// Seconds that half of the sessions of no pilot exceed.
    private static let longSession = 3600.0
    /// Seconds that half of the latencies of no pilot exceed.
    private static let longLatency = 30.0
    private static let fewSessions = 30
}

/// Reads pilots: comma-separated values with a line of names.
public struct PilotReader: Sendable {
    /// Name of each column in the file where it is not its own.
    private let names: [PilotColumn: String]

    /// Makes a reader.
    ///
    /// - Parameter names: Column of a pilot and its name in the file.
    /// - Throws: `unknownColumn`.
    public init(names: [(column: String, name: String)] = []) throws(PilotError) {
        var known: [PilotColumn: String] = [:]
        for (column, name) in names {
            guard let column = PilotColumn(rawValue: column) else { throw .unknownColumn(column) }
            known[column] = name
        }
        self.names = known
    }

    /// Reads a file's text.
    ///
    /// A row that cannot be used is left out and named; the others count.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - path: Path for messages.
    /// - Returns: The sessions.
    /// - Throws: What is wrong with the file as a whole.
    public func read(_ text: String, path: String) throws(PilotError) -> PilotFile {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        var places: [(column: PilotColumn, index: Int)] = []
        let header = CSVLine.fields(lines.first ?? "")
        let place = SourceLocation(path: path, line: 1)
        for (number, name) in header.enumerated() where header.prefix(number).contains(name) {
            throw .repeatedColumn(location: place, name: name)
        }
        for column in PilotColumn.allCases {
            let name = names[column] ?? column.rawValue
            let index = header.firstIndex { $0.lowercased() == name.lowercased() }
            if let index {
                places.append((column, index))
            } else if PilotColumn.required.contains(column) || names[column] != nil {
                throw .missingColumn(
                    location: place, column: column, wanted: name, got: header)
            }
        }
        var file = PilotFile(
            path: path, sessions: [], problems: [], columns: places.map(\.column))
        for (index, line) in lines.enumerated().dropFirst()
        where line.contains(where: { !$0.isWhitespace }) {
            let fields = CSVLine.fields(line)
            do throws(RowProblem) {
                guard fields.count == header.count else {
                    throw RowProblem(
                        what: "\(fields.count) fields, the first line has \(header.count); quote "
                            + "fields that hold commas")
                }
                file.sessions.append(
                    try PilotRow(
                        values: places.map { ($0.column, fields[$0.index]) }
                    ).session())
            } catch {
                file.problems.append("\(path):\(index + 1): row left out: \(error.what)")
            }
        }
        let first = file.problems.first
        guard !file.sessions.isEmpty else {
            throw .noRows(location: place, problems: file.problems.count, first: first)
        }
        let rows = file.sessions.count + file.problems.count
        guard 5 * file.problems.count <= rows else {
            throw .tooManyProblems(
                location: place, problems: file.problems.count, rows: rows, first: first ?? "")
        }
        return file
    }
}

/// Why a row is left out.
struct RowProblem: Error {
    var what: String
}

/// One row, by column.
struct PilotRow {
    let values: [(column: PilotColumn, text: String)]

    /// Longest session and most turns believed: beyond, a row is a mistake of units.
    private static let (longestSeconds, mostTurns) = (86_400.0, 10_000)

    /// The text of a column; nil where the column is missing or the field empty.
    private func text(_ column: PilotColumn) -> String? {
        guard let value = values.first(where: { $0.column == column })?.text, !value.isEmpty
        else { return nil }
        return value
    }

    func session() throws(RowProblem) -> PilotSession {
        guard let outcome: PilotSession.Outcome = try word(.outcome) else { throw empty(.outcome) }
        guard let seconds = try duration() else { throw empty(.duration) }
        guard let turns = try whole(.turns) else { throw empty(.turns) }
        guard turns >= 1, turns <= Self.mostTurns else {
            throw problem(.turns, "is not between 1 and \(Self.mostTurns)")
        }
        var session = PilotSession(outcome: outcome, seconds: seconds, turns: turns)
        session.latencies = try latencies(turns)
        if let median = try number(.latencyP50), let high = try number(.latencyP95) {
            guard median <= high else {
                throw problem(.latencyP95, "is below latencyP50")
            }
            session.latencyQuantiles = (median, high)
        }
        session.misunderstood = try whole(.misunderstood)
        if let misunderstood = session.misunderstood, misunderstood > session.finishedTurns {
            throw problem(
                .misunderstood, "is more than the \(session.finishedTurns) finished turns")
        }
        session.wrongAction = try flag(.wrongAction)
        session.cameBack = try flag(.cameBack)
        session.reason = outcome == .escalated ? try word(.reason) : nil
        session.day = try day()
        return session
    }

    private func problem(_ column: PilotColumn, _ what: String) -> RowProblem {
        RowProblem(
            what: "\(column.rawValue) '\(text(column) ?? "")' \(what); give \(column.meaning)")
    }

    private func empty(_ column: PilotColumn) -> RowProblem {
        RowProblem(what: "\(column.rawValue) is empty; give \(column.meaning)")
    }

    private func word<Word: RawRepresentable & CaseIterable>(
        _ column: PilotColumn
    ) throws(RowProblem) -> Word? where Word.RawValue == String {
        guard let text = text(column) else { return nil }
        let found = Word.allCases.first { $0.rawValue.lowercased() == text.lowercased() }
        guard let found else { throw problem(column, "is unknown") }
        return found
    }

    private func number(_ column: PilotColumn) throws(RowProblem) -> Double? {
        guard let text = text(column) else { return nil }
        guard let value = Double(text), value.isFinite, value >= 0 else {
            throw problem(column, "is no number of at least 0")
        }
        return value
    }

    private func whole(_ column: PilotColumn) throws(RowProblem) -> Int? {
        guard let text = text(column) else { return nil }
        guard let value = Int(text), value >= 0 else {
            throw problem(column, "is no whole number of at least 0")
        }
        return value
    }

    private func flag(_ column: PilotColumn) throws(RowProblem) -> Bool? {
        guard let text = text(column)?.lowercased() else { return nil }
        if ["yes", "true", "1"].contains(text) { return true }
        if ["no", "false", "0"].contains(text) { return false }
        throw problem(column, "is neither yes nor no")
    }

    private func duration() throws(RowProblem) -> Double? {
        guard let text = text(.duration) else { return nil }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { Double($0) }
        var seconds = 0.0
        for part in parts {
            guard let part, part >= 0 else { throw problem(.duration, "is no length of time") }
            seconds = 60 * seconds + part
        }
        guard parts.count <= 3, seconds > 0, seconds <= Self.longestSeconds else {
            throw problem(.duration, "is not between 0 and a day")
        }
        return seconds
    }

    private func latencies(_ turns: Int) throws(RowProblem) -> [Double]? {
        guard let text = text(.latencies) else { return nil }
        var found: [Double] = []
        for part in text.split(whereSeparator: { $0 == " " || $0 == ";" }) {
            guard let value = Double(part), value > 0, value.isFinite else {
                throw problem(.latencies, "holds '\(part)', which is no time above 0")
            }
            found.append(value)
        }
        guard found.count <= turns else {
            throw problem(.latencies, "has \(found.count) times for \(turns) turns")
        }
        return found
    }

    private func day() throws(RowProblem) -> Int? {
        guard let text = text(.start) else { return nil }
        guard let date = CivilDate(String(text.prefix(10))) else {
            throw problem(.start, "does not begin with a date")
        }
        return date.dayNumber
    }
}
