public import TwinPrimitives

/// What a human agent is doing.
@frozen
public enum AgentPhase: UInt8, Sendable {
    /// Not signed in.
    case away
    /// Signed in and free.
    case idle
    /// In conversation.
    case talking
    /// In after-contact work.
    case afterContactWork
    /// Staying with a caller who waits for, or talks with, the next agent.
    case withNextAgent
    /// On a break.
    case onBreak
}

/// What is known of a human agent.
@frozen
@usableFromInline
struct AgentEntry: Sendable {
    @usableFromInline var phase: AgentPhase
    @usableFromInline var group: UInt16
    /// The contact in conversation.
    @usableFromInline var contact: UInt32
    /// Neighbours in the list of idle or of away agents of the group.
    @usableFromInline var previous: UInt32
    @usableFromInline var next: UInt32
    /// Since when the agent is idle, or busy, in nanoseconds.
    @usableFromInline var since: Int64
    /// When the agent signed in, in nanoseconds.
    @usableFromInline var signedInAt: Int64
    /// Time in contacts and after-contact work since signing in, up to `since`, in nanoseconds.
    @usableFromInline var busy: Int64
    /// How much of the agent the contacts in hand take, in parts of `AgentLoad.whole`; kept where
    /// agents may serve several at once.
    @usableFromInline var load: UInt16
    /// Contacts in hand, likewise.
    @usableFromInline var inHand: UInt16

    @usableFromInline
    init(group: UInt16) {
        phase = .away
        self.group = group
        contact = .max
        previous = .max
        next = .max
        since = 0
        signedInAt = 0
        busy = 0
        load = 0
        inHand = 0
    }
}

/// A doubly linked list of dense numbers; the links lie in the entries.
@frozen
@usableFromInline
struct LinkedEnds: Sendable {
    @usableFromInline var first: UInt32
    @usableFromInline var last: UInt32
    @usableFromInline var count: UInt32

    @inlinable
    init() {
        first = .max
        last = .max
        count = 0
    }
}

/// All human agents: who is idle, longest first, and who is away, by group.
public struct AgentTable: ~Copyable {
    @usableFromInline let agents: UnsafeMutablePointer<AgentEntry>
    @usableFromInline let idle: UnsafeMutablePointer<LinkedEnds>
    @usableFromInline let away: UnsafeMutablePointer<LinkedEnds>
    /// Agents with some contacts in hand and room for more.
    @usableFromInline let withRoom: UnsafeMutablePointer<LinkedEnds>
    @usableFromInline let signedInCount: UnsafeMutablePointer<UInt32>
    @usableFromInline let target: UnsafeMutablePointer<UInt32>
    /// One past the last agent of each group.
    @usableFromInline let ends: UnsafeMutablePointer<UInt32>
    /// Agents over all groups.
    public let count: Int
    /// Groups.
    public let groups: Int

    /// Creates groups of agents who are all away; agents are numbered group by group.
    ///
    /// - Parameter sizes: Agents of each group that can be present at once.
    public init(sizes: [Int]) {
        groups = sizes.count
        count = sizes.reduce(0, +)
        agents = .allocate(capacity: max(count, 1))
        idle = .allocate(capacity: max(groups, 1))
        away = .allocate(capacity: max(groups, 1))
        signedInCount = .allocate(capacity: max(groups, 1))
        target = .allocate(capacity: max(groups, 1))
        idle.initialize(repeating: LinkedEnds(), count: groups)
        ends = .allocate(capacity: max(groups, 1))
        withRoom = .allocate(capacity: max(groups, 1))
        withRoom.initialize(repeating: LinkedEnds(), count: groups)
        away.initialize(repeating: LinkedEnds(), count: groups)
        signedInCount.initialize(repeating: 0, count: groups)
        target.initialize(repeating: 0, count: groups)
        var agent = 0
        for (group, size) in sizes.enumerated() {
            for _ in 0..<size {
                agents[agent] = AgentEntry(group: UInt16(group))
                append(UInt32(agent), to: away + group)
                agent += 1
            }
            ends[group] = UInt32(agent)
        }
    }

    deinit {
        agents.deallocate()
        idle.deallocate()
        away.deallocate()
        withRoom.deallocate()
        ends.deallocate()
        signedInCount.deallocate()
        target.deallocate()
    }

    /// The group of an agent.
    @inlinable
    @inline(__always)
    public func group(of agent: AgentID) -> AgentGroupID {
        AgentGroupID(agents[Int(agent.rawValue)].group)
    }

    /// What an agent is doing.
    @inlinable
    @inline(__always)
    public func phase(of agent: AgentID) -> AgentPhase { agents[Int(agent.rawValue)].phase }

    /// The contact an agent talks with; meaningful while the phase is `talking`.
    @inlinable
    @inline(__always)
    public func contact(of agent: AgentID) -> ContactID {
        ContactID(agents[Int(agent.rawValue)].contact)
    }

    /// Agents of a group who are signed in.
    @inlinable
    @inline(__always)
    public func signedIn(_ group: AgentGroupID) -> UInt32 { signedInCount[Int(group.rawValue)] }

    /// Agents of a group who should be signed in.
    @inlinable
    @inline(__always)
    public func target(_ group: AgentGroupID) -> UInt32 { target[Int(group.rawValue)] }

    /// Idle agents of a group.
    @inlinable
    @inline(__always)
    public func idleCount(_ group: AgentGroupID) -> UInt32 { idle[Int(group.rawValue)].count }

    /// The agent of a group who has been idle longest, with the instant since when.
    @inlinable
    @inline(__always)
    public func longestIdle(_ group: AgentGroupID) -> IdleAgent? {
        let first = idle[Int(group.rawValue)].first
        return first == .max
            ? nil : IdleAgent(agent: AgentID(first), since: agents[Int(first)].since)
    }

    /// The idle agent of the same group who became idle next after an idle agent, or nil.
    @inlinable
    public func idle(after agent: AgentID) -> IdleAgent? {
        let next = agents[Int(agent.rawValue)].next
        return next == .max
            ? nil : IdleAgent(agent: AgentID(next), since: agents[Int(next)].since)
    }

    /// Share of the time since signing in that an idle agent was busy; 0 just after signing in.
    public func occupancy(of agent: AgentID, now: Int64) -> Double {
        let entry = agents[Int(agent.rawValue)]
        let present = now &- entry.signedInAt
        return present > 0 ? Double(entry.busy) / Double(present) : 0
    }

    /// The next agent of a group to sign in, or nil when all are present.
    @inlinable
    public func nextAway(_ group: AgentGroupID) -> AgentID? {
        let first = away[Int(group.rawValue)].first
        return first == .max ? nil : AgentID(first)
    }

    @inlinable
    @inline(__always)
    mutating func append(_ agent: UInt32, to list: UnsafeMutablePointer<LinkedEnds>) {
        let last = list.pointee.last
        agents[Int(agent)].previous = last
        agents[Int(agent)].next = .max
        if last == .max { list.pointee.first = agent } else { agents[Int(last)].next = agent }
        list.pointee.last = agent
        list.pointee.count &+= 1
    }

    @inlinable
    @inline(__always)
    mutating func remove(_ agent: UInt32, from list: UnsafeMutablePointer<LinkedEnds>) {
        let previous = agents[Int(agent)].previous
        let next = agents[Int(agent)].next
        if previous == .max {
            list.pointee.first = next
        } else {
            agents[Int(previous)].next = next
        }
        if next == .max {
            list.pointee.last = previous
        } else {
            agents[Int(next)].previous = previous
        }
        list.pointee.count &-= 1
    }
}
