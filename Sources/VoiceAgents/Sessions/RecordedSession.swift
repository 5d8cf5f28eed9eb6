public import ContactCenterEvents
import Conversations
public import DialogueEngine
public import TwinPrimitives

/// A session that was held alone: what a center hears of it, and when.
///
/// Times count from the session's start, so that it can be played at any instant.
public struct RecordedSession: Sendable {
    /// What a center hears, in order of time.
    public let notes: [TimedNote]
    /// What became of it.
    public let summary: SessionSummary
    /// What went wrong with its sound; nil where all was well, or nothing sounds.
    public let failure: String?

    /// Stores a session.
    ///
    /// - Parameters:
    ///   - notes: What a center hears, in order; times count from the session's start.
    ///   - failure: What went wrong with its sound.
    public init(notes: [TimedNote], failure: String? = nil) {
        self.notes = notes
        self.failure = failure
        summary = SessionSummary(notes)
    }

    /// Stores a session of which figures alone are known: a center that plays it hears what a person is told,
    /// and its end.
    ///
    /// - Parameters:
    ///   - summary: The figures.
    ///   - handoff: What a person was told; nothing known where it is left out.
    package init(_ summary: SessionSummary, handoff: SessionHandoff? = nil) {
        let end = SimulationTime(seconds: summary.seconds)
        var notes: [TimedNote] = []
        if summary.outcome == .escalated {
            let told = handoff ?? SessionHandoff(turns: UInt16(clamping: summary.turns))
            notes.append(TimedNote(time: end, note: .handedOff(told)))
        }
        notes.append(TimedNote(time: end, note: SessionNote(end: summary)))
        self.notes = notes
        failure = nil
        self.summary = summary
    }

    /// What a person who took it over was told; nil where nobody did.
    public var handoff: SessionHandoff? {
        notes.lazy.compactMap { timed in
            if case .handedOff(let handoff) = timed.note { handoff } else { nil }
        }.first
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
        self.init(
            notes: TimedNote.list(course.takeNotices(), since: time), failure: course.lineFailure)
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

    /// Sums notes up whose times count from the session's start.
    init(_ notes: [TimedNote]) {
        self.init(outcome: .falselyContained, seconds: notes.last?.time.seconds ?? 0, turns: 0)
        for timed in notes {
            switch timed.note {
            case .turnJudged(_, let isRight, _, _):
                turns += 1
                misunderstood += isRight ? 0 : 1
            case .ended(let dialogue, let isServed, let wrong):
                wrongActions = Int(wrong)
                outcome = SessionOutcome(dialogue, isServed: isServed, wrongActions: wrong)
            case .stopped(let wrong):
                wrongActions = Int(wrong)
                outcome = .stopped
            default: break
            }
        }
    }
}

extension SessionNote {
    /// The end of a session that is known by its figures.
    init(end summary: SessionSummary) {
        let wrong = UInt16(clamping: summary.wrongActions)
        switch summary.outcome {
        case .resolved: self = .ended(.completed, isServed: true, wrongActions: 0)
        case .falselyContained: self = .ended(.unresolved, isServed: false, wrongActions: wrong)
        case .escalated: self = .ended(.handedOff, isServed: false, wrongActions: wrong)
        case .hungUp: self = .ended(.hungUp, isServed: false, wrongActions: wrong)
        case .stopped, .cutOff: self = .stopped(wrongActions: wrong)
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
