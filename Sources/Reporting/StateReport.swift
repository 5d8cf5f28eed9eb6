public import ContactCenterEvents
import Foundation
public import Projections
import TwinPrimitives

/// Who and what was where in a center at one instant, for a terminal and as JSON.
public struct StateReport: Sendable {
    private let description: RunDescription
    private let state: CenterState

    /// Prepares a report.
    ///
    /// - Parameters:
    ///   - description: Names and calendar of the log.
    ///   - state: The state.
    public init(_ description: RunDescription, _ state: CenterState) {
        self.description = description
        self.state = state
    }

    /// The report for a terminal.
    public var text: String {
        var text = "at \(CivilClock(description).text(state.time))\n"
        text += "inside the center  \(state.contactsInside)\n"
        text += "in the menu        \(state.inMenu)\n"
        if state.betweenStages > 0 { text += "between stages     \(state.betweenStages)\n" }
        text += "waiting            \(state.waiting.reduce(0) { $0 + $1.count })\n"
        text += "in service         \(state.inService.reduce(0, +))\n"
        for (name, sessions) in zip(description.voicePools, state.inSession) {
            text += "with voice agents  \(sessions) (\(name))\n"
        }
        var table = TextTable(["type", "waiting", "longest wait", "in service"])
        for (number, name) in description.contactTypes.enumerated() {
            let waiting = state.waiting[number]
            table.add([
                name, String(waiting.count),
                NumberText.clock(seconds: waiting.longestWait?.seconds),
                String(state.inService[number]),
            ])
        }
        text += "\n" + table.text
        guard state.agents.contains(where: { $0.signedIn > 0 }) else { return text }
        var agents = TextTable(["agent group", "signed in", "talking", "after contact", "idle"])
        for (name, group) in zip(description.agentGroups, state.agents) {
            agents.add(
                [name]
                    + [group.signedIn, group.talking, group.afterContact, group.idle].map {
                        String($0)
                    })
        }
        return text + "\n" + agents.text
    }

    /// The report as `calltwin.state/1`: seconds, one line.
    ///
    /// - Returns: The JSON text, keys in alphabetical order.
    /// - Throws: An encoding error; none is known to occur.
    public func json() throws -> String {
        let types = description.contactTypes.enumerated().map { number, name in
            Document.ContactType(
                contactType: name, waiting: state.waiting[number].count,
                longestWaitSeconds: state.waiting[number].longestWait?.seconds,
                inService: state.inService[number])
        }
        let document = Document(
            scenario: description.name, atSeconds: state.time.seconds,
            at: description.start == nil ? nil : CivilClock(description).text(state.time),
            inside: state.contactsInside, inMenu: state.inMenu,
            betweenStages: state.betweenStages, inSession: state.inSession,
            waiting: state.waiting.reduce(0) { $0 + $1.count },
            inService: state.inService.reduce(0, +), contactTypes: types,
            agentGroups: zip(description.agentGroups, state.agents).map {
                Document.Group(
                    agentGroup: $0, signedIn: $1.signedIn, talking: $1.talking,
                    afterContact: $1.afterContact, idle: $1.idle)
            })
        return try JSONText.encode(document)
    }

    private struct Document: Encodable {
        struct ContactType: Encodable {
            var contactType: String
            var waiting: Int
            var longestWaitSeconds: Double?
            var inService: Int
        }
        struct Group: Encodable {
            var agentGroup: String
            var signedIn: Int
            var talking: Int
            var afterContact: Int
            var idle: Int
        }

        var schema = "calltwin.state/1"
        var scenario: String
        var atSeconds: Double
        var at: String?
        var inside: Int
        var inMenu: Int
        var betweenStages: Int
        var inSession: [Int]
        var waiting: Int
        var inService: Int
        var contactTypes: [ContactType]
        var agentGroups: [Group]
    }
}
