import ContactCenter
import ContactCenterEvents
import Distributions
import TwinPrimitives

/// A small random center at one instant, with books of its own on who is idle and who waits.
struct RandomCenter {
    /// An agent in the books.
    struct Agent {
        var group: Int
        var idleSince: Int64?
    }

    /// A waiting contact in the books.
    struct Waiting: Equatable {
        var contact: UInt32
        var since: Int64
    }

    private(set) var configuration: CenterConfiguration
    private(set) var agents: [Agent] = []
    /// Those who wait, by type, in the order of joining.
    private(set) var queues: [[Waiting]] = []
    private(set) var events: [TimedEvent] = []
    let now: Int64 = 100_000_000_000
    private let streams: RandomStreams
    private var drawn: UInt32 = 0

    init(seed: UInt64) {
        streams = RandomStreams(seed: seed, replication: 0)
        configuration = CenterConfiguration(
            contactTypes: [], agentGroups: [], horizonSeconds: 1000)
        makeConfiguration()
        queues = configuration.contactTypes.map { _ in [] }
        makeAgents()
        makeQueues()
    }

    mutating func uniform() -> Double {
        drawn += 1
        return streams.uniform(
            .testing, CallerKey(contactType: ContactTypeID(0), ordinal: drawn))
    }

    /// A whole number from 0 to a limit, the limit left out.
    mutating func below(_ limit: Int) -> Int { Int(uniform() * Double(limit)) }

    private mutating func makeConfiguration() {
        let types = 1 + below(4)
        let regions: [String?] = [nil, "north", "south"]
        for type in 0..<types {
            configuration.contactTypes.append(
                ContactTypeConfiguration(
                    name: "type \(type)", arrivals: .trace([]), priority: Int8(below(3)),
                    prioritySteps: below(4) == 0
                        ? [PriorityStep(afterSeconds: 40, priority: 5)] : [],
                    weight: 0.5 + uniform(), queueShare: uniform() / 4,
                    region: regions[below(3)]))
        }
        for group in 0..<(1 + below(4)) {
            let skills: [Skill?] = (0..<types).map { _ in
                guard below(3) > 0 else { return nil }
                return Skill(
                    talk: .deterministic(30 + 100 * uniform()), level: 1 + below(3),
                    rank: 1 + below(3), afterSeconds: below(2) == 0 ? 0 : Double(below(90)),
                    whenWaiting: below(2) == 0 ? 0 : below(4),
                    reserve: below(2) == 0 ? 0 : below(3))
            }
            configuration.agentGroups.append(
                AgentGroupConfiguration(
                    name: "group \(group)",
                    staffing: Staffing(breaks: [0], counts: [Double(1 + below(4))]),
                    skills: skills, weight: 0.5 + uniform(), idleShare: uniform() / 4,
                    region: regions[below(3)]))
        }
    }

    private mutating func record(_ event: ContactCenterEvent, _ nanoseconds: Int64) {
        events.append(TimedEvent(event, at: SimulationTime(nanoseconds: nanoseconds)))
    }

    private mutating func arrive(_ type: Int, at time: Int64) -> UInt32 {
        let contact = UInt32(events.count)
        record(
            .contactArrived(
                ContactArrived(
                    contact: ContactID(contact), contactType: ContactTypeID(UInt16(type)),
                    caller: CallerKey(contactType: ContactTypeID(UInt16(type)), ordinal: contact),
                    attempt: 0, cause: .first, priority: 0)), time)
        return contact
    }

    /// Agents who are away, idle since different instants, or in a conversation.
    private mutating func makeAgents() {
        var time: Int64 = 0
        for group in configuration.agentGroups.indices {
            for _ in 0..<Int(configuration.agentGroups[group].staffing.counts[0]) {
                let agent = AgentID(UInt32(agents.count))
                agents.append(Agent(group: group))
                guard below(5) > 0 else { continue }
                time += 1 + Int64(below(1_000_000_000))
                record(
                    .agentSignedIn(
                        AgentSignedIn(agent: agent, group: AgentGroupID(UInt16(group)))), time)
                agents[agents.count - 1].idleSince = time
                let able = configuration.agentGroups[group].skills.indices.filter {
                    configuration.agentGroups[group].skills[$0] != nil
                }
                guard let type = able.first, below(3) > 0 else { continue }
                let contact = ContactID(arrive(type, at: time))
                record(.contactAnswered(ContactAnswered(contact: contact, agent: agent)), time)
                agents[agents.count - 1].idleSince = nil
                guard below(2) == 0 else { continue }
                time += 1 + Int64(below(2_000_000_000))
                record(
                    .contactEnded(
                        ContactEnded(contact: contact, agent: agent, durationRecorded: true)),
                    time)
                agents[agents.count - 1].idleSince = time
            }
        }
    }

    private mutating func makeQueues() {
        var time: Int64 = 10_000_000_000
        for _ in 0..<below(12) {
            time += Int64(below(7)) * 1_000_000_000
            let type = below(queues.count)
            let contact = arrive(type, at: time)
            record(.contactQueued(ContactQueued(contact: ContactID(contact))), time)
            queues[type].append(Waiting(contact: contact, since: time))
        }
    }

    /// The state that the events give.
    func state() -> CenterState {
        var state = CenterState(
            configuration,
            largestStaffing: configuration.agentGroups.map { Int($0.staffing.counts[0]) })
        for timed in events { state.evolve(timed.event, at: timed.time) }
        return state
    }

    func idleCount(_ group: Int) -> Int {
        agents.count { $0.group == group && $0.idleSince != nil }
    }

    /// Whether a group may take a contact of a type that has waited for some time.
    func isOpen(_ group: Int, _ type: Int, waited: Int64, isInQueue: Bool) -> Bool {
        guard let skill = configuration.agentGroups[group].skills[type] else { return false }
        let waiting = queues[type].count + (isInQueue ? 0 : 1)
        return Double(waited) >= skill.afterSeconds * 1e9 && waiting >= skill.whenWaiting
            && idleCount(group) > skill.reserve
    }
}
