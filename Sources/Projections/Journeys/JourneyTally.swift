/// What is counted of the journeys of contacts: from arrival through voice agent and human agents to
/// the end, and back again.
///
/// Whole numbers, so tallies add up without error in any order.
public struct JourneyTally: Equatable, Sendable {
    /// Journeys that ended.
    public var contacts: Int64 = 0
    /// Those that were the caller's first attempt.
    public var firstContacts: Int64 = 0
    /// Journeys that ended without the wish served, as far as events tell: refused, given up, cut off,
    /// wrongly contained, or stopped.
    public var unserved: Int64 = 0
    /// Sessions with a voice agent that ended, whether or not the contact has.
    public var sessions: Int64 = 0
    /// Sessions ended by the voice agent with every action right.
    public var resolved: Int64 = 0
    /// Sessions ended by the voice agent after a wrong action, or with a wish left.
    public var falselyContained: Int64 = 0
    /// Sessions handed to human agents.
    public var escalated: Int64 = 0
    /// Sessions in which the caller hung up.
    public var hungUp: Int64 = 0
    /// Sessions stopped by a guard.
    public var stopped: Int64 = 0
    /// Sessions that a fault cut off.
    public var cutOff: Int64 = 0
    /// Turns that voice agents interpreted.
    public var turns: Int64 = 0
    /// Turns wrongly understood.
    public var wrongTurns: Int64 = 0
    /// Turns rejected.
    public var rejectedTurns: Int64 = 0
    /// Turns wrongly understood and accepted.
    public var wrongAcceptedTurns: Int64 = 0
    /// Turns wrongly understood or rejected, each once.
    public var troubledTurns: Int64 = 0
    /// Sessions with at least one such turn.
    public var troubledSessions: Int64 = 0
    /// Those among them that ended resolved.
    public var recoveredSessions: Int64 = 0
    /// Turns of the journeys that ended.
    public var turnsOfContacts: Int64 = 0
    /// Those among them that were wrongly understood or rejected.
    public var troubledTurnsOfContacts: Int64 = 0
    /// Repair patterns that were entered.
    public var repairs: Int64 = 0
    /// Tools that were called.
    public var toolCalls: Int64 = 0
    /// Tools called for a wish that the caller does not have, or with a wrong value.
    public var wrongToolCalls: Int64 = 0
    /// Answers of tools that failed.
    public var toolFailures: Int64 = 0
    /// Wrong actions of sessions, as their ends report them.
    public var wrongActions: Int64 = 0
    /// Checks of who the caller is.
    public var verifications: Int64 = 0
    /// Those that were not passed.
    public var failedVerifications: Int64 = 0
    /// Sessions in which a check was passed.
    public var verifiedSessions: Int64 = 0
    /// Handoffs whose context is known.
    public var handoffs: Int64 = 0
    /// Those that lacked no value.
    public var completeHandoffs: Int64 = 0
    /// Those whose caller was verified as far as the wish needs.
    public var verifiedHandoffs: Int64 = 0
    /// Values that were handed over.
    public var valuesKnown: Int64 = 0
    /// Values that had to be asked for again.
    public var valuesMissing: Int64 = 0
    /// Contacts answered by a human agent after a handoff.
    public var answeredAfterHandoff: Int64 = 0
    /// Those that the human agent passed on: the handoff had led to the wrong place.
    public var passedOnAfterHandoff: Int64 = 0
    /// Contacts served by human agents after a handoff, of recorded duration.
    public var servedAfterHandoff: Int64 = 0
    /// Contacts served by human agents without one, of recorded duration.
    public var servedDirect: Int64 = 0
    /// Callers who came back after a session that the voice agent ended, in the time set for it.
    public var returnsAfterContained: Int64 = 0
    /// Those of them whose session was resolved.
    public var returnsAfterResolved: Int64 = 0
    /// Callers who came back after a contact that a human agent served.
    public var returnsAfterServed: Int64 = 0
    /// First attempts that were resolved or served.
    public var firstResolved: Int64 = 0
    /// Those of them whose caller came back.
    public var firstReturned: Int64 = 0
    /// Waiting in queues for human agents, in nanoseconds.
    public var waitTime: Int128 = 0
    /// Conversations with human agents after a handoff, in nanoseconds.
    public var talkAfterHandoff: Int128 = 0
    /// Conversations with human agents without one, in nanoseconds.
    public var talkDirect: Int128 = 0
    /// Sessions that entered each repair pattern, by its number.
    public var patternSessions = [Int64](repeating: 0, count: Self.patterns)
    /// Those among them that ended resolved.
    public var patternResolved = [Int64](repeating: 0, count: Self.patterns)

    /// Patterns that are told apart: numbers below it.
    public static let patterns = 64

    /// Starts from nothing.
    public init() {}

    /// Adds every member of another tally.
    public static func += (left: inout JourneyTally, right: JourneyTally) {
        for member in counters { left[keyPath: member] += right[keyPath: member] }
        left.waitTime += right.waitTime
        left.talkAfterHandoff += right.talkAfterHandoff
        left.talkDirect += right.talkDirect
        for pattern in 0..<patterns {
            left.patternSessions[pattern] += right.patternSessions[pattern]
            left.patternResolved[pattern] += right.patternResolved[pattern]
        }
    }

    /// All counters, in order of declaration.
    static var counters: [WritableKeyPath<JourneyTally, Int64>] {
        [
            \.contacts, \.firstContacts, \.unserved, \.sessions, \.resolved, \.falselyContained,
            \.escalated, \.hungUp, \.stopped, \.cutOff, \.turns, \.wrongTurns, \.rejectedTurns,
            \.wrongAcceptedTurns, \.troubledTurns, \.troubledSessions, \.recoveredSessions,
            \.repairs, \.toolCalls, \.wrongToolCalls, \.toolFailures, \.wrongActions,
            \.verifications, \.failedVerifications, \.verifiedSessions, \.handoffs,
            \.completeHandoffs, \.verifiedHandoffs, \.valuesKnown, \.valuesMissing,
            \.answeredAfterHandoff, \.passedOnAfterHandoff, \.servedAfterHandoff, \.servedDirect,
            \.returnsAfterContained, \.returnsAfterResolved, \.returnsAfterServed,
            \.firstResolved, \.firstReturned, \.turnsOfContacts, \.troubledTurnsOfContacts,
        ]
    }
}

extension JourneyTally {
    /// Sessions ended by the voice agent, rightly or not.
    public var contained: Int64 { resolved + falselyContained }

    /// Sum of the efforts of the journeys, in points: 1 for each minute in a queue, 1/5 for each turn
    /// with a voice agent, 1 for each turn that was rejected or wrongly understood, 2 for a contact
    /// that is not the first, 3 for one that ended without the wish served.
    ///
    /// The weights are a choice: the score stands in for a satisfaction that no event tells.
    public var effort: Double {
        Double(waitTime) / Self.minute + Double(turnsOfContacts) * Self.effortOfTurn
            + Double(troubledTurnsOfContacts)
            + Self.effortOfRepeat * Double(contacts - firstContacts)
            + Self.effortUnserved * Double(unserved)
    }

    private static let minute = 60e9
    private static let effortOfTurn = 0.2
    private static let effortOfRepeat = 2.0
    private static let effortUnserved = 3.0
}

/// What a fold of journeys counted, and the contacts to look at.
public struct JourneyResult: Equatable, Sendable {
    /// Journeys that met no voice agent, then those of each pool.
    public var tallies: [JourneyTally]
    /// What made trouble, by pool, the most frequent first.
    public var frictions: [Friction]
    /// Needs over all their contacts; nil where they were not followed.
    public var needs: NeedTally?

    /// All journeys.
    public var all: JourneyTally { tallies.reduce(into: JourneyTally()) { $0 += $1 } }
    /// The journeys of a pool.
    public func pool(_ number: Int) -> JourneyTally { tallies[number + 1] }

    /// Adds the counts of another replication; the contacts to look at stay those of this one.
    public mutating func merge(_ other: JourneyResult) {
        for place in tallies.indices { tallies[place] += other.tallies[place] }
        if let more = other.needs { needs = (needs ?? NeedTally()).adding(more) }
    }
}
