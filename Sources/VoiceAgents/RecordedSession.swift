public import ContactCenterEvents
public import Conversations
public import DialogueEngine
public import TwinPrimitives

/// A session that was held alone: what a center hears of it, and when.
///
/// Times count from the session's start, so that it can be played at any instant.
public struct RecordedSession: Sendable {
    /// What a center hears, in order of time.
    public let notices: [TimedNotice]
    /// What became of it.
    public let summary: SessionSummary
    /// What went wrong with its sound; nil where all was well, or nothing sounds.
    public let failure: String?

    /// Stores a session.
    ///
    /// - Parameters:
    ///   - notices: What a center hears, in order; times count from the session's start.
    ///   - failure: What went wrong with its sound.
    public init(notices: [TimedNotice], failure: String? = nil) {
        self.notices = notices
        self.failure = failure
        summary = SessionSummary(notices)
    }

    /// Stores a session of which figures alone are known; a center that plays it hears nothing.
    package init(_ summary: SessionSummary) {
        notices = []
        failure = nil
        self.summary = summary
    }

    /// Holds a session to its end.
    ///
    /// - Parameters:
    ///   - tier: What it is run by, with the streams of its replication.
    ///   - key: Whose session it is.
    ///   - time: When it begins in the center.
    public init(_ tier: ConversationTier, of key: DialogueKey, at time: SimulationTime) {
        var course = tier.course(of: key, at: time)
        course.begin()
        while !course.isOver { course.advance() }
        failure = course.lineFailure
        notices = course.takeNotices().map { timed in
            var timed = timed
            timed.time = SimulationTime(
                nanoseconds: timed.time.nanoseconds - time.nanoseconds)
            return timed
        }
        summary = SessionSummary(notices)
    }
}

/// What became of one session, in figures.
public struct SessionSummary: Hashable, Sendable {
    /// How it ended.
    public var outcome: SessionOutcome
    /// Seconds from its first to its last instant.
    public var seconds: Double
    /// Turns of the caller that were judged.
    public var turns: Int
    /// Turns that were not understood as they were meant.
    public var misunderstood: Int
    /// Tools that were called wrongly.
    public var wrongActions: Int

    /// Stores figures.
    ///
    /// - Parameters:
    ///   - outcome: How it ended.
    ///   - seconds: Seconds from its first to its last instant, >= 0.
    ///   - turns: Turns of the caller that were judged, >= 0.
    ///   - misunderstood: Turns that were not understood as they were meant, >= 0.
    ///   - wrongActions: Tools that were called wrongly, >= 0.
    public init(
        outcome: SessionOutcome, seconds: Double, turns: Int, misunderstood: Int = 0,
        wrongActions: Int = 0
    ) {
        self.outcome = outcome
        self.seconds = seconds
        self.turns = turns
        self.misunderstood = misunderstood
        self.wrongActions = wrongActions
    }

    /// Sums notices up whose times count from the session's start.
    init(_ notices: [TimedNotice]) {
        self.init(
            outcome: .falselyContained, seconds: notices.last?.time.seconds ?? 0, turns: 0)
        for timed in notices {
            switch timed.notice {
            case .turnJudged(let turn):
                turns += 1
                misunderstood += turn.isRight ? 0 : 1
            case .sessionEnded(let dialogue, let isServed, let wrong):
                wrongActions = Int(wrong)
                outcome = SessionOutcome(dialogue, isServed: isServed, wrongActions: wrong)
            case .sessionStopped(let wrong):
                wrongActions = Int(wrong)
                outcome = .stopped
            default: break
            }
        }
    }
}

extension SessionOutcome {
    /// How a session ended, from how its dialogue did.
    ///
    /// - Parameters:
    ///   - dialogue: How the dialogue ended.
    ///   - isServed: Whether every wish was served.
    ///   - wrongActions: Tools that were called wrongly.
    public init(_ dialogue: DialogueOutcome, isServed: Bool, wrongActions: UInt16) {
        switch dialogue {
        case .completed where isServed && wrongActions == 0: self = .resolved
        case .completed, .unresolved: self = .falselyContained
        case .hungUp: self = .hungUp
        case .handedOff: self = .escalated
        }
    }
}
