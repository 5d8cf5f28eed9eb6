import ContactCenter
import ContactCenterEvents
import TwinPrimitives

/// An independent judge of an event stream: what a center may do, said once more without the state,
/// the skill table or the decider of the simulator.
///
/// It keeps plain books, checks each event against them, and at the end of each instant looks for an
/// idle agent beside somebody whom that agent may take.
struct RuleBook {
    enum Place: Equatable {
        case arrived, menu, session, waiting, callback
        case service(UInt32)
    }

    struct Contact {
        var queue: Int
        /// Whether it arrived by telephone.
        var isCall: Bool
        var place = Place.arrived
        /// Since when it counts as waiting, or waits to be called back.
        var since: Int64 = 0
        var keeper: UInt32?
        var formerQueue = 0
        var onHold = false
        var transfers = 0
        var calledBack = false
    }

    enum Duty: Equatable {
        case away, idle, work, onBreak
        /// With contacts in hand, in the order of their answers.
        case busy([UInt32])
        case kept(UInt32)
    }

    let center: CenterConfiguration
    let isLastFirst: Bool
    var contacts: [UInt32: Contact] = [:]
    var agents: [UInt32: (group: Int, duty: Duty)] = [:]
    /// Planned agents by group; groups that work shifts have no plan.
    var targets: [Int?]
    /// Those who wait by queue, and to be called back, in order.
    var queues: [[UInt32]]
    var callbacks: [[UInt32]]
    var departed: Set<UInt32> = []
    var mustBlock: UInt32?
    var now: Int64 = 0
    /// The first thing that was wrong.
    var complaint: String?
    var answers = 0

    init(_ center: CenterConfiguration) {
        self.center = center
        isLastFirst = center.routing.contactFor == LastComeFirstServed.keyword
        queues = center.contactTypes.map { _ in [] }
        callbacks = queues
        targets = center.agentGroups.map { _ in nil }
    }

    mutating func complain(_ what: String) {
        if complaint == nil { complaint = "\(Double(now) / 1e9) s: \(what)" }
    }

    mutating func require(_ condition: Bool, _ what: @autoclosure () -> String) {
        if !condition { complain(what()) }
    }

    mutating func judge(_ events: [TimedEvent]) {
        for timed in events where complaint == nil {
            if timed.time.nanoseconds > now {
                checkIdle()
                now = timed.time.nanoseconds - 1
                checkIdle()
            }
            now = timed.time.nanoseconds
            judge(timed.event)
        }
        checkIdle()
        for (id, contact) in contacts.sorted(by: { $0.key < $1.key }) {
            require(
                contact.place == .waiting || contact.place == .callback,
                "contact \(id) is left in \(contact.place)")
        }
        for (id, agent) in agents.sorted(by: { $0.key < $1.key }) {
            if case .kept(let contact) = agent.duty, contacts[contact] != nil { continue }
            require(agent.duty == .idle || agent.duty == .away, "agent \(id) is left \(agent.duty)")
        }
    }

    /// Calls inside: each holds a line.
    var lines: Int { contacts.values.count { $0.isCall && $0.place != .callback } }

    /// Contacts inside, those who wait to be called back left out.
    var inside: Int { contacts.values.count { $0.place != .callback } }

    func idleCount(_ group: Int) -> Int {
        agents.values.count { $0.group == group && $0.duty == .idle }
    }

    func skill(_ group: Int, _ queue: Int) -> Skill? { center.agentGroups[group].skills[queue] }

    /// Whether a group may take a contact of a queue now.
    func mayTake(_ group: Int, _ queue: Int, since: Int64, count: Int, reserve: Int = 0) -> Bool {
        guard let skill = skill(group, queue) else { return false }
        let reserve = max(skill.reserve, reserve)
        return Double(now - since) >= skill.afterSeconds * 1e9 && count >= skill.whenWaiting
            && (reserve == 0 || idleCount(group) > reserve)
    }

    /// Nobody idles beside somebody whom they may take.
    mutating func checkIdle() {
        checkShifts()
        checkRoom()
        for queue in queues.indices {
            for group in center.agentGroups.indices where idleCount(group) > 0 {
                for id in queues[queue]
                where mayTake(
                    group, queue, since: contacts[id]?.since ?? 0, count: queues[queue].count)
                {
                    complain("contact \(id) waits beside an idle agent of group \(group)")
                }
                let reserve = center.contactTypes[queue].callback?.reserve ?? 0
                for id in callbacks[queue].prefix(1)
                where mayTake(
                    group, queue, since: contacts[id]?.since ?? 0, count: callbacks[queue].count,
                    reserve: reserve)
                {
                    complain("contact \(id) awaits its callback beside group \(group)")
                }
            }
        }
        for (id, contact) in contacts where contact.place == .arrived {
            complain("contact \(id) is nowhere at the end of an instant")
        }
    }
}
