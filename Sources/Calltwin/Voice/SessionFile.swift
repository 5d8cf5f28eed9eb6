import CallerModel
import Conversations
import DialogueEngine
import Foundation
import Planning
import TwinPrimitives
import VoiceAgents
import VoiceChannel
import VoiceStudies

/// A table of sessions: one row for each session and fidelity.
struct SessionFile {
    private let path: String
    private var lines: [String]
    private var sets: Set<HeldSet> = []

    /// The sessions of a replication at one fidelity, heard so many times.
    private struct HeldSet: Hashable {
        var replication: Int
        var fidelity: Fidelity
        var hearings: Int
    }

    /// Opens a table; one that is not there is empty.
    ///
    /// - Throws: `CommandFailure` for a file of another form.
    init(path: String) throws(CommandFailure) {
        self.path = path
        let header = HeldSessions.columns.joined(separator: ",")
        guard FileManager.default.fileExists(atPath: path) else {
            lines = [header]
            return
        }
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw CommandFailure(.noInput, "cannot be read", at: path)
        }
        lines = text.split(separator: "\n").map(String.init)
        guard lines.first == header else {
            throw CommandFailure(.badData, "is no table of sessions; known: \(header)", at: path)
        }
        for (place, line) in lines.enumerated().dropFirst() {
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let columns = HeldSessions.columns
            func cell(_ name: String) -> String {
                columns.firstIndex(of: name).map { String(cells[$0]) } ?? ""
            }
            guard cells.count == columns.count, let replication = Int(cell("replication")),
                let fidelity = Fidelity(rawValue: cell("fidelity")),
                let hearings = Int(cell("hearings"))
            else {
                throw CommandFailure(
                    .badData, "no replication, fidelity and hearings of a session",
                    at: "\(path):\(place + 1)")
            }
            sets.insert(
                HeldSet(replication: replication, fidelity: fidelity, hearings: hearings))
        }
    }

    /// Numbers of hearings that the table did not have of a replication at a fidelity when it was opened.
    func missing(_ replication: Int, _ fidelity: Fidelity, of counts: [Int]) -> [Int] {
        counts.filter {
            !sets.contains(
                HeldSet(replication: replication, fidelity: fidelity, hearings: $0))
        }
    }

    /// Adds sessions at one fidelity, each with all its hearings.
    mutating func add(
        _ census: SessionCensus, _ held: [[RecordedSession]], _ fidelity: Fidelity,
        by tier: ConversationTier
    ) {
        for (identity, hearings) in zip(Self.identities(census, by: tier), held) {
            lines.append(HeldSessions.row(of: identity, at: fidelity.rawValue, hearings))
        }
    }

    /// Refuses to go on with a table that has other sessions of a replication.
    ///
    /// - Parameters:
    ///   - census: The replication's sessions.
    ///   - replication: Its number.
    ///   - tier: A fidelity of them.
    /// - Throws: `CommandFailure` where a call or its caller differs.
    func check(
        _ census: SessionCensus, _ replication: Int, by tier: ConversationTier
    ) throws(CommandFailure) {
        let expected = Self.identities(census, by: tier).map { $0.joined(separator: ",") + "," }
        let known = sets.filter { $0.replication == replication }
        for set in known.sorted(by: {
            ($0.fidelity.rawValue, $0.hearings) < ($1.fidelity.rawValue, $1.hearings)
        }) {
            let cells = ",\(set.fidelity.rawValue),\(set.hearings),"
            let rows = lines.dropFirst().filter {
                $0.hasPrefix("\(replication),") && $0.contains(cells)
            }
            guard rows.count == expected.count,
                zip(rows, expected).allSatisfy({ $0.hasPrefix($1) })
            else {
                throw CommandFailure(
                    .badData,
                    "its replication \(replication) at \(set.fidelity.rawValue) has other sessions than "
                        + "this scenario and seed; give those that made it, or another file",
                    at: path)
            }
        }
    }

    /// Cells that tell which call a session is, and whose.
    private static func identities(
        _ census: SessionCensus, by tier: ConversationTier
    ) -> [[String]] {
        // Those of the members where a population stands for all callers.
        let streams = tier.drawing(from: census.randomStreams).conversation.reducer.streams
        return census.sessions.map { session in
            let key = session.member ?? session.key
            let caller = Caller(
                profile: tier.conversation.profile, streams: streams, key: key.caller,
                attempt: key.attempt, today: tier.firstDay, at: session.start)
            let voice = VoicePanel.standard.voice(of: key.caller, streams: streams)
            return HeldSessions.identity(
                of: session, goal: caller.goal.name, persona: caller.persona.name,
                voice: "\(voice.engine):\(voice.name):\(voice.rate):\(voice.pitch)")
        }
    }

    /// Writes the whole table.
    func write() throws(CommandFailure) {
        try ResultFile.write(lines.joined(separator: "\n") + "\n", to: path)
    }
}
