import Conversations
import TwinPrimitives
import VoiceAgents

/// The sessions in progress that are conversations with the dialogue engine.
///
/// What becomes of them is in the events; they are the state of another machine that the center only
/// hears of, kept by contact.
struct LiveConversations {
    /// Where new ones begin, by pool; nil for pools of another tier.
    let tiers: [ConversationTier?]
    /// Whether the sessions of a pool are conversations.
    let areConversations: [Bool]
    private var courses: [UInt32: Session] = [:]

    /// Holds a conversation in its place: the table moves when it grows, a conversation is large.
    private final class Session {
        var course: ConversationCourse

        init(_ course: consuming ConversationCourse) { self.course = course }
    }

    init(_ pools: [VoicePoolConfiguration], streams: RandomStreams) {
        tiers = pools.map { pool in
            guard case .conversation(let tier) = pool.tier else { return nil }
            return tier.drawing(from: streams)
        }
        areConversations = tiers.map { $0 != nil }
    }

    /// Begins a conversation and returns what is to be told of it.
    mutating func begin(
        _ contact: UInt32, _ tier: ConversationTier, _ key: DialogueKey, at time: SimulationTime
    ) -> [TimedNotice] {
        let session = Session(tier.course(of: key, at: time))
        courses[contact] = session
        session.course.begin()
        return session.course.takeNotices()
    }

    /// Lets everything happen that is due.
    ///
    /// - Returns: What is to be told of it, in order.
    func advance(_ contact: UInt32, to time: SimulationTime) -> [TimedNotice] {
        guard let session = courses[contact] else { return [] }
        session.course.advance(to: time)
        return session.course.takeNotices()
    }

    /// When something happens next in a conversation; nil once it is over.
    func nextInstant(_ contact: UInt32) -> SimulationTime? { courses[contact]?.course.nextInstant }

    /// Forgets a conversation that is over.
    mutating func remove(_ contact: UInt32) { courses[contact] = nil }
}
