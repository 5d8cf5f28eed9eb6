public import ContactCenterEvents
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
                ClockText.duration(seconds: waiting.longestWait?.seconds),
                String(state.inService[number]),
            ])
        }
        text += "\n" + table.text()
        guard state.agents.contains(where: { $0.signedIn > 0 }) else { return text }
        var agents = TextTable(["agent group", "signed in", "talking", "after contact", "idle"])
        for (name, group) in zip(description.agentGroups, state.agents) {
            agents.add(
                [name]
                    + [group.signedIn, group.talking, group.afterContact, group.idle].map {
                        String($0)
                    })
        }
        return text + "\n" + agents.text()
    }

    /// The report as `calltwin.state/1`; times in seconds.
    public var json: JSONValue {
        let description = self.description
        let types = description.contactTypes.enumerated().map { number, name in
            JSONValue.object([
                ("contactType", .string(name)), ("waiting", .integer(state.waiting[number].count)),
                ("longestWaitSeconds", .optional(state.waiting[number].longestWait?.seconds)),
                ("inService", .integer(state.inService[number])),
            ])
        }
        let groups = zip(description.agentGroups, state.agents).map { name, group in
            JSONValue.object([
                ("agentGroup", .string(name)), ("signedIn", .integer(group.signedIn)),
                ("talking", .integer(group.talking)),
                ("afterContact", .integer(group.afterContact)), ("idle", .integer(group.idle)),
            ])
        }
        let pools = zip(description.voicePools, state.inSession).map { name, sessions in
            JSONValue.object([("voicePool", .string(name)), ("inSession", .integer(sessions))])
        }
        let clock = CivilClock(description)
        return .object([
            ("schema", .string("calltwin.state/1")), ("scenario", .string(description.name)),
            ("atSeconds", .number(state.time.seconds)),
            ("at", clock.origin == nil ? .null : .string(clock.text(state.time))),
            ("inside", .integer(state.contactsInside)), ("inMenu", .integer(state.inMenu)),
            ("betweenStages", .integer(state.betweenStages)),
            ("waiting", .integer(state.waiting.reduce(0) { $0 + $1.count })),
            ("inService", .integer(state.inService.reduce(0, +))),
            ("contactTypes", .array(types)), ("agentGroups", .array(groups)),
            ("voicePools", .array(pools)),
        ])
    }
}
