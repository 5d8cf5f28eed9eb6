public import ContactCenterEvents
public import Conversations
public import DialogueEngine
public import TwinPrimitives

/// What a center hears of a session: facts without text, small enough to be kept by the million.
public enum SessionNote: Hashable, Sendable {
    /// A turn of the caller was understood, rightly or not.
    case turnJudged(turn: UInt16, isRight: Bool, isAccepted: Bool, score: UInt16)
    /// A prompt answers the caller, so long after the caller's last sound.
    case answered(latency: SimulationDuration)
    /// The dialogue turned to a flow that the caller wished for, by its number: it began, or went on.
    case flowEntered(UInt16)
    /// A repair pattern was entered; its number.
    case repairEntered(UInt8)
    /// The caller was verified to a level, or was not.
    case verified(level: UInt8, passed: Bool)
    /// A tool was called, by its number, for what the caller wants or wrongly.
    case toolCalled(UInt16, isWrong: Bool)
    /// The voice agent gave up by rule.
    case fellBack(ContactCenterEvents.FallbackTrigger)
    /// The contact goes to a person.
    case handedOff(SessionHandoff)
    /// An utterance is over, and waits for what is outside to deliver it; its number in the call.
    case utteranceClosed(UInt16)
    /// The world was asked, and waits for what is outside to deliver; number of the request in the call.
    case requestHeld(UInt16, WorldRequest.Matter)
    /// The session ended: whether every wish was served, and how many tools were called wrongly.
    case ended(DialogueOutcome, isServed: Bool, wrongActions: UInt16)
    /// A guard stopped the session, which is a defect: it has no outcome.
    case stopped(wrongActions: UInt16)

    /// What a center hears of a notice; nil where it is of no interest outside.
    public init?(_ notice: ConversationNotice) {
        switch notice {
        case .turnJudged(let turn):
            self = .turnJudged(
                turn: turn.number, isRight: turn.isRight, isAccepted: turn.isAccepted,
                score: UInt16(clamping: turn.score.steps))
        case .answered(let seconds):
            self = .answered(latency: SimulationDuration(seconds: seconds))
        case .repairEntered(let pattern): self = .repairEntered(pattern.rawValue)
        case .verified(let level, let passed): self = .verified(level: level, passed: passed)
        case .toolCalled(let tool, let isWrong):
            self = .toolCalled(tool.rawValue, isWrong: isWrong)
        case .fellBack(let trigger): self = .fellBack(trigger.recorded)
        case .handedOff(let package, let context):
            self = .handedOff(SessionHandoff(package, context))
        case .flowEntered(let flow): self = .flowEntered(flow.rawValue)
        case .requestHeld(let request, let matter): self = .requestHeld(request, matter)
        case .utteranceClosed(let utterance): self = .utteranceClosed(utterance)
        case .sessionEnded(let outcome, let isServed, let wrongActions):
            self = .ended(outcome, isServed: isServed, wrongActions: wrongActions)
        case .sessionStopped(let wrongActions): self = .stopped(wrongActions: wrongActions)
        case .sessionStarted, .stagesServed: return nil
        }
    }
}

/// What a person who takes over is told, in numbers.
public struct SessionHandoff: Hashable, Sendable {
    /// Turns of the caller so far.
    public var turns: UInt16
    /// Turns that were not understood as they were meant.
    public var misunderstood: UInt16
    /// Values that the wish needs and that are known.
    public var known: UInt8
    /// Values that it needs and that must be asked for.
    public var missing: UInt8
    /// Whether the caller is verified as far as the wish needs.
    public var isVerified: Bool

    /// Stores what is known.
    ///
    /// - Parameters:
    ///   - turns: Turns of the caller so far.
    ///   - misunderstood: Turns that were not understood as they were meant.
    ///   - known: Values that the wish needs and that are known.
    ///   - missing: Values that it needs and that must be asked for.
    ///   - isVerified: Whether the caller is verified as far as the wish needs.
    package init(
        turns: UInt16, misunderstood: UInt16 = 0, known: UInt8 = 0, missing: UInt8 = 0,
        isVerified: Bool = true
    ) {
        self.turns = turns
        self.misunderstood = misunderstood
        self.known = known
        self.missing = missing
        self.isVerified = isVerified
    }

    init(_ package: HandoffPackage, _ context: HandoffContext) {
        turns = UInt16(clamping: package.turns)
        misunderstood = UInt16(clamping: context.misunderstood)
        known = UInt8(clamping: context.known)
        missing = UInt8(clamping: context.missing)
        isVerified = context.isVerified
    }
}

/// A note with its instant.
public struct TimedNote: Hashable, Sendable {
    /// When.
    public var time: SimulationTime
    /// What.
    public var note: SessionNote

    /// Stores a note.
    public init(time: SimulationTime, note: SessionNote) {
        self.time = time
        self.note = note
    }

    /// What a center hears of notices, in their order.
    ///
    /// - Parameters:
    ///   - notices: What a conversation told.
    ///   - start: The instant from which times count.
    /// - Returns: Notes; fewer than notices where some are of no interest outside.
    public static func list(_ notices: [TimedNotice], since start: SimulationTime) -> [TimedNote] {
        notices.compactMap { timed in
            SessionNote(timed.notice).map {
                TimedNote(
                    time: SimulationTime(
                        nanoseconds: timed.time.nanoseconds - start.nanoseconds), note: $0)
            }
        }
    }
}

extension DialogueEngine.FallbackTrigger {
    /// The rule as events name it.
    var recorded: ContactCenterEvents.FallbackTrigger {
        switch self {
        case .turnConfidence: .turnConfidence
        case .noMatch: .consecutiveFailures
        case .noInput: .noInput
        case .failureScore: .failureScore
        case .noProgress: .noProgress
        case .turnLimit: .turnLimit
        case .timeLimit: .timeLimit
        case .sameQuestion: .sameQuestion
        case .affect: .affect
        case .personRequested: .askedForPerson
        case .tool: .tool
        case .verification: .verification
        case .policyBoundary: .outOfScope
        case .lever: .lever
        case .loopGuard: .loopGuard
        }
    }
}
