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
    private var replications: Set<Int> = []

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
            guard let number = line.split(separator: ",").first.flatMap({ Int($0) }) else {
                throw CommandFailure(.badData, "no replication", at: "\(path):\(place + 1)")
            }
            replications.insert(number)
        }
    }

    /// Whether sessions of a replication were in the table when it was opened.
    func has(_ replication: Int) -> Bool { replications.contains(replication) }

    /// Adds sessions at one fidelity, each with all its hearings.
    mutating func add(
        _ census: SessionCensus, _ held: [[RecordedSession]], _ fidelity: Fidelity,
        by tier: ConversationTier
    ) {
        // Those of the members where a population stands for all callers.
        let streams = tier.drawing(from: census.randomStreams).conversation.reducer.streams
        for (session, hearings) in zip(census.sessions, held) {
            let key = session.member ?? session.key
            let caller = Caller(
                profile: tier.conversation.profile, streams: streams, key: key.caller,
                attempt: key.attempt, today: tier.firstDay, at: session.start)
            let voice = VoicePanel.standard.voice(of: key.caller, streams: streams)
            lines.append(
                HeldSessions.row(
                    of: session,
                    by: (
                        caller.goal.name, caller.persona.name,
                        "\(voice.engine):\(voice.name):\(voice.rate):\(voice.pitch)"
                    ), at: fidelity.rawValue, hearings))
        }
    }

    /// Writes the whole table.
    func write() throws(CommandFailure) {
        try ResultFile.write(lines.joined(separator: "\n") + "\n", to: path)
    }
}
