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
    private var courses: [UInt32: ConversationCourse] = [:]
    /// When the notice of each is due; others of it are void.
    private var dueAt: [UInt32: SimulationTime] = [:]

    init(_ pools: [VoicePoolConfiguration], streams: RandomStreams) {
        tiers = pools.map { pool in
            guard case .conversation(let tier) = pool.tier else { return nil }
            let drawing = tier.drawing(from: streams)
            return pool.turn == nil ? drawing : drawing.answeredFromOutside()
        }
    }

    /// Begins a conversation and returns what is to be told of it.
    mutating func begin(
        _ contact: UInt32, _ tier: ConversationTier, _ key: DialogueKey, at time: SimulationTime
    ) -> [TimedNotice] {
        var course = tier.course(of: key, at: time)
        course.begin()
        let notices = course.takeNotices()
        courses[contact] = course
        return notices
    }

    /// Lets everything happen that is due.
    ///
    /// - Returns: What is to be told of it, in order.
    mutating func advance(_ contact: UInt32, to time: SimulationTime) -> [TimedNotice] {
        while let next = courses[contact]?.nextInstant, next <= time {
            courses[contact]?.advance()
        }
        return courses[contact]?.takeNotices() ?? []
    }

    /// When something happens next in a conversation; nil once it is over.
    func nextInstant(_ contact: UInt32) -> SimulationTime? { courses[contact]?.nextInstant }

    /// Forgets a conversation that is over.
    mutating func remove(_ contact: UInt32) {
        courses[contact] = nil
        dueAt[contact] = nil
    }

    /// Notes when the next notice of a conversation is due.
    ///
    /// - Returns: Whether it must be scheduled; false when it is already.
    mutating func expect(_ contact: UInt32, at time: SimulationTime) -> Bool {
        if dueAt[contact] == time { return false }
        dueAt[contact] = time
        return true
    }

    /// Whether a notice of a conversation that is due now is the one that was scheduled last.
    mutating func isDue(_ contact: UInt32, at time: SimulationTime) -> Bool {
        guard dueAt[contact] == time else { return false }
        dueAt[contact] = nil
        return true
    }

    /// The work on an utterance is done.
    mutating func deliver(
        _ contact: UInt32, _ utterance: UInt16, isLost: Bool, at time: SimulationTime
    ) {
        courses[contact]?.deliver(utterance, isLost: isLost, at: time)
    }
}
