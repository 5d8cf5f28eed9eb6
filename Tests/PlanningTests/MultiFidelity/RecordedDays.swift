import Foundation
import Planning
import TwinPrimitives
import VoiceAgents

/// The calls of days that were held in sound, all of them (traces/small-bank, traces/small-bank-decodes).
struct RecordedDays {
    /// The sessions as a cheap fidelity knows them.
    var sessions: [CenterSession] = []
    /// The same sessions in sound.
    var costly: [RecordedSession] = []

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static func table(_ folder: String) throws -> HeldSessions {
        try HeldSessions(path: "\(root)/traces/\(folder)/sessions.csv.zst")
    }

    /// Reads a table.
    ///
    /// - Parameters:
    ///   - fidelity: The cheap fidelity.
    ///   - hearings: How often its sessions were heard.
    ///   - folder: Folder of the table.
    ///   - beside: A second cheap fidelity and how often its sessions were heard; nil: none.
    /// - Throws: What is wrong with the table.
    init(
        _ fidelity: String, hearings: Int, of folder: String = "small-bank",
        beside: (fidelity: String, hearings: Int)? = nil
    ) throws {
        let table = try Self.table(folder)
        let others = try beside.map {
            try table.pairs($0.fidelity, hearings: $0.hearings, "audio").map(\.first.figures)
        }
        let pairs = try table.pairs(fidelity, hearings: hearings, "audio")
        for (place, pair) in pairs.enumerated() {
            var session = pair.second.session
            session.means = pair.first.figures
            session.beside = others?[place]
            sessions.append(session)
            costly.append(pair.second.recorded)
        }
    }

    /// Sessions of each call and its place among the sessions: those of one member of a population are the same call.
    var calls: [(sessions: Double, place: Int)] {
        var known: [String: Int] = [:]
        var calls: [(sessions: Double, place: Int)] = []
        for (place, session) in sessions.enumerated() {
            let name =
                session.member.map { "member \($0.caller.ordinal) \($0.attempt)" } ?? "\(place)"
            if let number = known[name] {
                calls[number].sessions += 1
            } else {
                known[name] = calls.count
                calls.append((1, place))
            }
        }
        return calls
    }
}
