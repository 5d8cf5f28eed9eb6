public import Conversations
public import DialogueEngine
public import TwinPrimitives

/// Sessions that are conversations of a simulated caller with the dialogue engine.
///
/// The caller of the contact center is the caller of the conversation: keys and streams are the same,
/// so two policies meet the same callers, and two fidelities differ in ear and mouth only.
public struct ConversationTier: Sendable {
    /// What a session is run by; its random streams are those of the replication.
    public let conversation: Conversation
    /// The civil date on which simulated time begins.
    public let firstDay: CivilDate
    /// Stands for all that decides what happens in a session.
    public let fingerprint: String
    /// The mix of lines that meets a set defect rate; nil where callers have one line.
    public let defects: SetDefects?

    /// Stores what sessions are run by.
    ///
    /// - Parameters:
    ///   - conversation: Engine, callers, ear, mouth, latency and world.
    ///   - firstDay: The civil date on which simulated time begins.
    ///   - fingerprint: Equal texts must mean equal sessions.
    ///   - defects: The mix of lines that meets a set defect rate.
    public init(
        conversation: Conversation, firstDay: CivilDate, fingerprint: String,
        defects: SetDefects? = nil
    ) {
        self.conversation = conversation
        self.firstDay = firstDay
        self.fingerprint = fingerprint
        self.defects = defects
    }

    /// The same sessions with the random numbers of another run.
    public func drawing(from streams: RandomStreams) -> ConversationTier {
        ConversationTier(
            conversation: conversation.drawing(from: streams), firstDay: firstDay,
            fingerprint: fingerprint, defects: defects)
    }

    /// The same sessions, parts of which are worked on outside.
    public func workedOnOutside(_ work: OutsideWork) -> ConversationTier {
        ConversationTier(
            conversation: conversation.workedOnOutside(work), firstDay: firstDay,
            fingerprint: fingerprint, defects: defects)
    }

    /// A conversation that begins now.
    ///
    /// - Parameters:
    ///   - key: Whose it is.
    ///   - time: When it begins; tells the civil date and the minute of the day.
    /// - Returns: It, before its first instant.
    public func course(of key: DialogueKey, at time: SimulationTime) -> ConversationCourse {
        ConversationCourse(
            conversation, context: context(of: key, at: time), start: time, keepsRecord: false)
    }

    /// What is known when a conversation begins.
    ///
    /// - Parameters:
    ///   - key: Whose it is.
    ///   - time: When it begins.
    /// - Returns: Caller, attempt, civil date and minute of the day.
    public func context(of key: DialogueKey, at time: SimulationTime) -> CallContext {
        let minutes = Int(time.nanoseconds / 60_000_000_000)
        return CallContext(
            caller: key.caller, attempt: key.attempt,
            today: firstDay.adding(days: minutes / Self.minutesPerDay),
            minuteOfDay: minutes % Self.minutesPerDay)
    }

    private static let minutesPerDay = 1440
}

extension ConversationTier: Equatable {
    /// Compares fingerprints and days.
    public static func == (left: Self, right: Self) -> Bool {
        left.fingerprint == right.fingerprint && left.firstDay == right.firstDay
    }
}

/// A share of turns that shall be wrongly understood, and the mix of lines that was found for it.
public struct SetDefects: Hashable, Sendable {
    /// The share, in [0, 1].
    public let rate: Double
    /// The better line in use.
    public let betterLine: String
    /// The line that a share of the callers has instead.
    public let worseLine: String
    /// Who has which line.
    public let found: FoundLineMix

    /// Stores what was set and found.
    ///
    /// - Parameters:
    ///   - rate: Share of turns, in [0, 1].
    ///   - found: The mix.
    ///   - lines: Names of all lines, from better to worse.
    public init(rate: Double, found: FoundLineMix, lines: [String]) {
        self.rate = rate
        self.found = found
        betterLine = lines[found.mix.better]
        worseLine = lines[min(found.mix.better + 1, lines.count - 1)]
    }
}
