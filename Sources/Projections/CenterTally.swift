public import TwinPrimitives

/// Integrals over time, in agent- or contact-nanoseconds, attributed to when the time passed.
public struct TimeTally: Equatable, Sendable {
    /// Length of observed time, in nanoseconds.
    public var observed: Int128
    /// Waiting contacts by contact type.
    public var waiting: [Int128]
    /// Signed-in agents by group.
    public var signedIn: [Int128]
    /// Agents in conversation by group.
    public var talking: [Int128]
    /// Agents in after-contact work by group, as far as the log tells when it ended.
    public var afterContact: [Int128]
    /// Agents in conversation whose group the log does not tell.
    public var talkingUnassigned: Int128
    /// Agents in after-contact work whose group the log does not tell.
    public var afterContactUnassigned: Int128
    /// Sessions in progress by pool of voice agents.
    public var sessions: [Int128]

    init(_ layout: TimeLayout) {
        observed = 0
        waiting = Array(repeating: 0, count: layout.types)
        signedIn = Array(repeating: 0, count: layout.groupSlots - 1)
        talking = signedIn
        afterContact = signedIn
        talkingUnassigned = 0
        afterContactUnassigned = 0
        sessions = Array(repeating: 0, count: layout.pools)
    }

    static func += (left: inout TimeTally, right: TimeTally) {
        left.observed += right.observed
        left.talkingUnassigned += right.talkingUnassigned
        left.afterContactUnassigned += right.afterContactUnassigned
        add(right.waiting, to: &left.waiting)
        add(right.signedIn, to: &left.signedIn)
        add(right.talking, to: &left.talking)
        add(right.afterContact, to: &left.afterContact)
        add(right.sessions, to: &left.sessions)
    }
}

private func add(_ right: [Int128], to left: inout [Int128]) {
    for index in left.indices { left[index] += right[index] }
}

/// One reporting interval of a tally.
public struct IntervalTally: Equatable, Sendable {
    /// Contacts that arrived in the interval, by contact type.
    public var contacts: [ContactTally]
    /// Time that passed in the interval.
    public var time: TimeTally
}

/// How many contacts of a type were at each stage when the fold was read; only those that count.
public struct InsideTally: Equatable, Sendable {
    /// In the menu, or between two stages.
    public var beforeService: Int64 = 0
    /// In a session with a voice agent.
    public var inSession: Int64 = 0
    /// Waiting for a human agent.
    public var waiting: Int64 = 0
    /// In conversation with a human agent.
    public var inService: Int64 = 0
    /// Passed on by an agent and not done with, or waiting to be called back.
    public var passedOn: Int64 = 0

    /// All of them.
    public var total: Int64 { beforeService + inSession + waiting + inService + passedOn }
}

/// What happened at one further acceptable waiting time.
public struct FurtherServiceLevel: Equatable, Sendable {
    /// The waiting time.
    public var acceptableWait: SimulationDuration
    /// Contacts answered within it.
    public var answeredWithin: Int64
    /// Contacts that abandoned within it.
    public var abandonedWithin: Int64
}

/// Everything that a fold counted, as a plain value.
///
/// All members are whole numbers: tallies are equal to the last bit when the events are the same,
/// and `merge` gives the same in any order.
public struct CenterTally: Equatable, Sendable {
    /// What the fold was told beforehand.
    public var configuration: CenterFoldConfiguration
    /// Contacts over the whole window, by contact type.
    public var contacts: [ContactTally]
    /// Time over the whole window.
    public var time: TimeTally
    /// The reporting intervals from the one that holds time 0; empty unless they are kept apart.
    public var intervals: [IntervalTally]
    /// Voice-agent pools over the whole window.
    public var pools: [PoolTally]
    /// Waiting time of contacts that sought a human agent and whose wait ended, by contact type.
    public var waits: [DurationHistogram]
    /// Handling time (conversation and after-contact work), by contact type.
    public var handlingTimes: [DurationHistogram]
    /// Response latency of voice agents, by contact type.
    public var latencies: [DurationHistogram]
    /// Service at further acceptable waiting times: by contact type, then as configured.
    public var furtherServiceLevels: [[FurtherServiceLevel]]
    /// Contacts still inside when the fold was read, by contact type.
    public var inside: [InsideTally]
    /// Contacts of any time still inside when the fold was read, counted or not.
    ///
    /// After a whole run they are those whom nobody will ever serve. A fold that does not follow
    /// service knows of the first leg only.
    public var stillInside: Int64
    /// Waiting time inside the window summed wait by wait, by contact type, in nanoseconds.
    public var waitInsideWindow: [Int128]
    /// Events that did not fit the state of their contact or agent and changed nothing.
    public var ignoredEvents: Int64
    /// Contacts that arrived at any time, counted or not.
    public var contactsSeen: Int64
    /// Events of any kind and time.
    public var eventsSeen: Int64
    /// Contacts that the end of the log reports; nil if the log has no end.
    public var contactsReported: Int64?
    /// Journeys of contacts, where a fold of its own followed them.
    public var journeys: JourneyResult?
    /// How fast voice agents answered and why; nil where no stages are known.
    public var responses: ResponseTally?

    /// Contacts over the whole window and all contact types.
    public var allContacts: ContactTally {
        contacts.reduce(into: ContactTally()) { $0 += $1 }
    }

    /// Adds what another fold counted, as if one fold had counted both.
    ///
    /// - Parameter other: A tally of the same configuration: another replication, another day.
    /// - Throws: `differentCenters` if the configurations differ.
    public mutating func merge(_ other: CenterTally) throws(ProjectionError) {
        guard configuration == other.configuration else { throw .differentCenters }
        for type in contacts.indices {
            contacts[type] += other.contacts[type]
            waits[type] += other.waits[type]
            handlingTimes[type] += other.handlingTimes[type]
            latencies[type] += other.latencies[type]
            waitInsideWindow[type] += other.waitInsideWindow[type]
            inside[type].beforeService += other.inside[type].beforeService
            inside[type].inSession += other.inside[type].inSession
            inside[type].waiting += other.inside[type].waiting
            inside[type].inService += other.inside[type].inService
            inside[type].passedOn += other.inside[type].passedOn
            for index in furtherServiceLevels[type].indices {
                let right = other.furtherServiceLevels[type][index]
                furtherServiceLevels[type][index].answeredWithin += right.answeredWithin
                furtherServiceLevels[type][index].abandonedWithin += right.abandonedWithin
            }
        }
        time += other.time
        for pool in pools.indices {
            pools[pool].sessionsStarted += other.pools[pool].sessionsStarted
            pools[pool].sessionsRefused += other.pools[pool].sessionsRefused
            pools[pool].sessionsEnded += other.pools[pool].sessionsEnded
            pools[pool].sessionTime += other.pools[pool].sessionTime
        }
        mergeIntervals(other.intervals)
        if let others = other.journeys { journeys?.merge(others) }
        ignoredEvents += other.ignoredEvents
        stillInside += other.stillInside
        contactsSeen += other.contactsSeen
        eventsSeen += other.eventsSeen
        if let right = other.responses { responses? += right }
        if let left = contactsReported, let right = other.contactsReported {
            contactsReported = left + right
        } else {
            contactsReported = nil
        }
    }

    private mutating func mergeIntervals(_ other: [IntervalTally]) {
        for (index, interval) in other.enumerated() {
            guard index < intervals.count else {
                intervals.append(interval)
                continue
            }
            for type in contacts.indices {
                intervals[index].contacts[type] += interval.contacts[type]
            }
            intervals[index].time += interval.time
        }
    }
}
