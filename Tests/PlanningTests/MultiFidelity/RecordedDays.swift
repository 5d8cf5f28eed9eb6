import ContactCenterEvents
import Foundation
import Planning
import TwinPrimitives
import VoiceAgents
import Zstandard

/// The calls of the days of models/bank-small.yaml that were held in sound, all of them (traces/small-bank).
struct RecordedDays {
    /// The sessions as a cheap fidelity knows them.
    var sessions: [CenterSession] = []
    /// The same sessions in sound.
    var costly: [RecordedSession] = []

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    /// A row of the table: texts by column.
    private typealias Row = [String: Substring]

    private struct WrongTable: Error {}

    /// Reads the table.
    ///
    /// - Parameters:
    ///   - fidelity: The cheap fidelity.
    ///   - hearings: How often its sessions were heard.
    /// - Throws: What is wrong with the table.
    init(_ fidelity: String, hearings: Int) throws {
        let bytes = try ZstandardFile.decompress(
            path: "\(Self.root)/traces/small-bank/sessions.csv.zst", limit: 1 << 24)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard let header = lines.first?.split(separator: ",") else { throw WrongTable() }
        var cheap: [String: Row] = [:]
        var sound: [(key: String, row: Row)] = []
        for line in lines.dropFirst() {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false)
            guard fields.count == header.count else { throw WrongTable() }
            let row = Dictionary(
                uniqueKeysWithValues: zip(header.map(String.init), fields))
            let key = ["replication", "type", "ordinal", "attempt"].map { row[$0] ?? "" }
                .joined(separator: " ")
            if row["fidelity"] == "audio" {
                sound.append((key, row))
            } else if row["fidelity"] == Substring(fidelity), row["hearings"] == "\(hearings)" {
                cheap[key] = row
            }
        }
        for (key, row) in sound {
            guard let other = cheap[key] else { throw WrongTable() }
            let summary = try Self.summary(row)
            var session = CenterSession(
                replication: try Self.number(row, "replication"),
                key: DialogueKey(
                    caller: CallerKey(
                        contactType: ContactTypeID(try Self.number(row, "type")),
                        ordinal: try Self.number(row, "ordinal")),
                    attempt: try Self.number(row, "attempt")),
                start: SimulationTime(seconds: try Self.value(row, "start")), summary: summary)
            session.means = SessionFigures(
                values: try SessionOutput.all.map { try Self.value(other, $0.name) })
            session.voice = row["voice"]?.split(separator: ":").prefix(2).joined(separator: ":")
            sessions.append(session)
            costly.append(RecordedSession(summary, handoff: try Self.handoff(row, summary)))
        }
    }

    private static func value(_ row: Row, _ column: String) throws -> Double {
        guard let value = row[column].flatMap({ Double($0) }) else { throw WrongTable() }
        return value
    }

    private static func number<Number: FixedWidthInteger>(
        _ row: Row, _ column: String
    ) throws -> Number {
        guard let number = row[column].flatMap({ Number($0) }) else { throw WrongTable() }
        return number
    }

    /// Figures of a session that was held once.
    private static func summary(_ row: Row) throws -> SessionSummary {
        func happened(_ column: String) throws -> Bool { try value(row, column) == 1 }
        let outcome: SessionOutcome =
            try happened("resolved")
            ? .resolved
            : try happened("contained")
                ? .falselyContained
                : try happened("escalated")
                    ? .escalated : try happened("hungUp") ? .hungUp : .stopped
        return SessionSummary(
            outcome: outcome, seconds: try value(row, "seconds"),
            turns: try number(row, "turns"), misunderstood: try number(row, "misunderstoodTurns"),
            wrongActions: try number(row, "wrongAction"))
    }

    private static func handoff(_ row: Row, _ summary: SessionSummary) throws -> SessionHandoff? {
        guard row["known"]?.isEmpty == false else { return nil }
        return SessionHandoff(
            turns: UInt16(summary.turns), misunderstood: UInt16(summary.misunderstood),
            known: try number(row, "known"), missing: try number(row, "missing"),
            isVerified: try value(row, "verified") == 1)
    }
}
