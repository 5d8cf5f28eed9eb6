public import Conversations
import DialogueEngine
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

    /// Stores what sessions are run by.
    ///
    /// - Parameters:
    ///   - conversation: Engine, callers, ear, mouth, latency and world.
    ///   - firstDay: The civil date on which simulated time begins.
    ///   - fingerprint: Equal texts must mean equal sessions.
    public init(conversation: Conversation, firstDay: CivilDate, fingerprint: String) {
        self.conversation = conversation
        self.firstDay = firstDay
        self.fingerprint = fingerprint
    }

    /// The same sessions with the random numbers of another run.
    public func drawing(from streams: RandomStreams) -> ConversationTier {
        ConversationTier(
            conversation: conversation.drawing(from: streams), firstDay: firstDay,
            fingerprint: fingerprint)
    }

    /// The same sessions whose utterances are worked on outside.
    public func answeredFromOutside() -> ConversationTier {
        ConversationTier(
            conversation: conversation.answeredFromOutside(), firstDay: firstDay,
            fingerprint: fingerprint)
    }

    /// A conversation that begins now.
    ///
    /// - Parameters:
    ///   - key: Whose it is.
    ///   - time: When it begins; tells the civil date and the minute of the day.
    /// - Returns: It, before its first instant.
    public func course(of key: DialogueKey, at time: SimulationTime) -> ConversationCourse {
        let minutes = Int(time.nanoseconds / 60_000_000_000)
        let context = CallContext(
            caller: key.caller, attempt: key.attempt,
            today: firstDay.adding(days: minutes / Self.minutesPerDay),
            minuteOfDay: minutes % Self.minutesPerDay)
        return ConversationCourse(conversation, context: context, start: time)
    }

    private static let minutesPerDay = 1440
}

extension ConversationTier: Equatable {
    /// Compares fingerprints and days.
    public static func == (left: Self, right: Self) -> Bool {
        left.fingerprint == right.fingerprint && left.firstDay == right.firstDay
    }
}
