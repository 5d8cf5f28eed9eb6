/// What is counted about contacts, each attributed to the interval in which it arrived.
///
/// All members are whole numbers, and durations are sums of whole nanoseconds, so tallies add up
/// without error in any order.
@frozen
public struct ContactTally: Equatable, Sendable {
    /// Contacts that arrived.
    public var arrived: Int64 = 0
    /// Contacts that were not the caller's first attempt.
    public var repeated: Int64 = 0
    /// Contacts that ended inside the menu.
    public var menuHangups: Int64 = 0
    /// Contacts refused: no trunk was free, a queue was full, or all voice agents were busy.
    public var blocked: Int64 = 0
    /// Contacts that met a queue and hung up at once.
    public var balked: Int64 = 0
    /// Contacts that joined the queue for a human agent.
    public var queued: Int64 = 0
    /// Contacts answered by a human agent.
    public var answered: Int64 = 0
    /// Contacts answered without having joined the queue.
    public var answeredAtOnce: Int64 = 0
    /// Contacts answered within the acceptable waiting time.
    public var answeredWithin: Int64 = 0
    /// Contacts that left the queue unserved.
    public var abandoned: Int64 = 0
    /// Contacts that left the queue unserved within the acceptable waiting time.
    public var abandonedWithin: Int64 = 0
    /// Contacts that waited when the center closed and were cut off.
    public var disconnected: Int64 = 0
    /// Callers who were offered to be called back.
    public var callbackOffers: Int64 = 0
    /// Callers who accepted to be called back.
    public var callbacksAccepted: Int64 = 0
    /// Callers who were called back and answered.
    public var calledBack: Int64 = 0
    /// Callers who hung up for good while they waited to be called back, or were cut off then.
    public var callbacksLost: Int64 = 0
    /// Conversations that were passed on to another queue.
    public var transferred: Int64 = 0
    /// Contacts that were transferred and left the queue unserved, or were cut off there.
    public var lostAfterTransfer: Int64 = 0
    /// Numbers that the dialer called.
    public var dialled: Int64 = 0
    /// Holds that ended.
    public var holds: Int64 = 0
    /// Conversations with a human agent that ended, of recorded duration.
    public var ended: Int64 = 0
    /// Conversations with a human agent that ended, of unrecorded duration.
    public var endedUnrecorded: Int64 = 0
    /// Pieces of after-contact work that ended.
    public var afterContactWorks: Int64 = 0
    /// Sessions with a voice agent that started.
    public var sessionsStarted: Int64 = 0
    /// Sessions refused because the pool was full.
    public var sessionsRefused: Int64 = 0
    /// Sessions ended by the voice agent with every action right.
    public var resolved: Int64 = 0
    /// Sessions ended by the voice agent after a wrong action.
    public var falselyContained: Int64 = 0
    /// Sessions handed to human agents.
    public var escalated: Int64 = 0
    /// Sessions in which the caller hung up.
    public var hungUpInSession: Int64 = 0
    /// Sessions stopped by a guard of the dialogue: neither contained nor escalated.
    public var stoppedInSession: Int64 = 0
    /// Sessions that a fault cut off.
    public var cutOffInSession: Int64 = 0
    /// Sessions ended with at least one wrong action.
    public var sessionsWithWrongAction: Int64 = 0
    /// Turns interpreted by voice agents.
    public var turns: Int64 = 0
    /// Turns wrongly understood.
    public var wrongTurns: Int64 = 0
    /// Turns rejected by the acceptance threshold (counted failures).
    public var rejectedTurns: Int64 = 0
    /// Turns wrongly understood and accepted.
    public var wrongActions: Int64 = 0
    /// Answers of voice agents that began.
    public var prompts: Int64 = 0
    /// Sessions given up for too many failures in a row.
    public var fallbacksConsecutiveFailures: Int64 = 0
    /// Sessions given up for too many failures in all.
    public var fallbacksTotalFailures: Int64 = 0
    /// Sessions given up because the caller asked for a person.
    public var fallbacksAskedForPerson: Int64 = 0
    /// Sessions given up because the request was out of scope.
    public var fallbacksOutOfScope: Int64 = 0
    /// Sessions given up at the longest allowed number of turns.
    public var fallbacksTurnLimit: Int64 = 0
    /// Fallbacks by one turn that was understood too badly.
    public var fallbacksTurnConfidence: Int64 = 0
    /// Fallbacks by silences in a row.
    public var fallbacksNoInput: Int64 = 0
    /// Fallbacks by the failure score.
    public var fallbacksFailureScore: Int64 = 0
    /// Fallbacks by turns without anything new.
    public var fallbacksNoProgress: Int64 = 0
    /// Fallbacks by the length of the session.
    public var fallbacksTimeLimit: Int64 = 0
    /// Fallbacks by one question asked too often.
    public var fallbacksSameQuestion: Int64 = 0
    /// Fallbacks by an upset caller.
    public var fallbacksAffect: Int64 = 0
    /// Fallbacks by a failing tool.
    public var fallbacksTool: Int64 = 0
    /// Fallbacks by a caller who could not be verified.
    public var fallbacksVerification: Int64 = 0
    /// Fallbacks by a supervisor.
    public var fallbacksLever: Int64 = 0
    /// Fallbacks by the engine's guard against loops.
    public var fallbacksLoopGuard: Int64 = 0
    /// Sessions handed to human agents with a package.
    public var handoffs: Int64 = 0
    /// Redials decided after abandonment.
    public var redialsAfterAbandonment: Int64 = 0
    /// Redials decided after a voice agent did not resolve the contact.
    public var redialsAfterUnresolved: Int64 = 0
    /// Redials decided after the contact was refused.
    public var redialsAfterBlocking: Int64 = 0
    /// Further contacts decided after service.
    public var repeatsAfterService: Int64 = 0
    /// Waiting time of answered contacts, in nanoseconds.
    public var waitOfAnswered: Int128 = 0
    /// Waiting time of abandoned contacts, in nanoseconds.
    public var waitOfAbandoned: Int128 = 0
    /// Waiting time of contacts that were cut off, in nanoseconds.
    public var waitOfDisconnected: Int128 = 0
    /// Time between accepting a callback and being called back, in nanoseconds.
    public var callbackTime: Int128 = 0
    /// Time on hold, part of the conversation time, in nanoseconds.
    public var holdTime: Int128 = 0
    /// Conversation time of ended contacts of recorded duration, in nanoseconds.
    public var talkTime: Int128 = 0
    /// After-contact work, in nanoseconds.
    public var afterContactTime: Int128 = 0
    /// Length of ended voice-agent sessions, in nanoseconds.
    public var sessionTime: Int128 = 0
    /// Response latency of voice agents, in nanoseconds.
    public var latencyTime: Int128 = 0

    /// Starts from nothing.
    @inlinable
    public init() {}
}

extension ContactTally {
    private static func addFallbacks(_ right: ContactTally, to left: inout ContactTally) {
        left.fallbacksConsecutiveFailures &+= right.fallbacksConsecutiveFailures
        left.fallbacksTotalFailures &+= right.fallbacksTotalFailures
        left.fallbacksAskedForPerson &+= right.fallbacksAskedForPerson
        left.fallbacksOutOfScope &+= right.fallbacksOutOfScope
        left.fallbacksTurnLimit &+= right.fallbacksTurnLimit
        left.fallbacksTurnConfidence &+= right.fallbacksTurnConfidence
        left.fallbacksNoInput &+= right.fallbacksNoInput
        left.fallbacksFailureScore &+= right.fallbacksFailureScore
        left.fallbacksNoProgress &+= right.fallbacksNoProgress
        left.fallbacksTimeLimit &+= right.fallbacksTimeLimit
        left.fallbacksSameQuestion &+= right.fallbacksSameQuestion
        left.fallbacksAffect &+= right.fallbacksAffect
        left.fallbacksTool &+= right.fallbacksTool
        left.fallbacksVerification &+= right.fallbacksVerification
        left.fallbacksLever &+= right.fallbacksLever
        left.fallbacksLoopGuard &+= right.fallbacksLoopGuard
    }

    /// Adds every member of another tally.
    public static func += (left: inout ContactTally, right: ContactTally) {
        left.arrived &+= right.arrived
        left.repeated &+= right.repeated
        left.menuHangups &+= right.menuHangups
        left.blocked &+= right.blocked
        left.balked &+= right.balked
        left.queued &+= right.queued
        left.answered &+= right.answered
        left.answeredAtOnce &+= right.answeredAtOnce
        left.answeredWithin &+= right.answeredWithin
        left.abandoned &+= right.abandoned
        left.abandonedWithin &+= right.abandonedWithin
        left.disconnected &+= right.disconnected
        left.callbackOffers &+= right.callbackOffers
        left.callbacksAccepted &+= right.callbacksAccepted
        left.calledBack &+= right.calledBack
        left.callbacksLost &+= right.callbacksLost
        left.transferred &+= right.transferred
        left.lostAfterTransfer &+= right.lostAfterTransfer
        left.dialled &+= right.dialled
        left.holds &+= right.holds
        left.ended &+= right.ended
        left.endedUnrecorded &+= right.endedUnrecorded
        left.afterContactWorks &+= right.afterContactWorks
        left.sessionsStarted &+= right.sessionsStarted
        left.sessionsRefused &+= right.sessionsRefused
        left.resolved &+= right.resolved
        left.falselyContained &+= right.falselyContained
        left.escalated &+= right.escalated
        left.hungUpInSession &+= right.hungUpInSession
        left.stoppedInSession &+= right.stoppedInSession
        left.cutOffInSession &+= right.cutOffInSession
        left.sessionsWithWrongAction &+= right.sessionsWithWrongAction
        left.turns &+= right.turns
        left.wrongTurns &+= right.wrongTurns
        left.rejectedTurns &+= right.rejectedTurns
        left.wrongActions &+= right.wrongActions
        left.prompts &+= right.prompts
        addFallbacks(right, to: &left)
        left.handoffs &+= right.handoffs
        left.redialsAfterAbandonment &+= right.redialsAfterAbandonment
        left.redialsAfterUnresolved &+= right.redialsAfterUnresolved
        left.redialsAfterBlocking &+= right.redialsAfterBlocking
        left.repeatsAfterService &+= right.repeatsAfterService
        left.callbackTime &+= right.callbackTime
        left.holdTime &+= right.holdTime
        left.waitOfDisconnected &+= right.waitOfDisconnected
        left.waitOfAnswered &+= right.waitOfAnswered
        left.waitOfAbandoned &+= right.waitOfAbandoned
        left.talkTime &+= right.talkTime
        left.afterContactTime &+= right.afterContactTime
        left.sessionTime &+= right.sessionTime
        left.latencyTime &+= right.latencyTime
    }
}

extension ContactTally {
    /// Contacts that reached the human stage: queued, answered at once, balked, or to be called back.
    public var soughtHuman: Int64 { queued + answeredAtOnce + balked + callbacksAccepted }
    /// Contacts that reached the human stage and whose wait has ended.
    public var waitsEnded: Int64 { answered + abandoned + balked + disconnected }
    /// Waiting time of all contacts whose wait has ended, in nanoseconds.
    public var waitOfAll: Int128 { waitOfAnswered + waitOfAbandoned + waitOfDisconnected }
    /// Contacts that joined the queue and left it.
    public var queuesEnded: Int64 { answered - answeredAtOnce + abandoned + disconnected }
    /// Sessions with a voice agent that have ended.
    public var sessionsEnded: Int64 {
        resolved + falselyContained + escalated + hungUpInSession + stoppedInSession
            + cutOffInSession
    }
    /// Contacts that have left the center, in whatever way.
    public var left: Int64 {
        menuHangups + blocked + balked + abandoned + disconnected + lostAfterTransfer
            + callbacksLost + ended + endedUnrecorded
            + resolved
            + falselyContained + hungUpInSession + stoppedInSession + cutOffInSession
    }
}
