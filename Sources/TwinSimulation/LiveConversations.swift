import Conversations
import DialogueEngine
import TwinPrimitives
import VoiceAgents

/// The sessions in progress that are conversations and that something around them may reach.
///
/// Such are stations that work on their turns, levers and faults; conversations that nothing reaches are
/// held at once (`PlayedSessions`). What becomes of them is in the events; they are the state of
/// another machine that the center only hears of, kept by contact.
struct LiveConversations {
    /// Where new ones begin, by pool; nil for pools whose sessions are no such conversations.
    let tiers: [DailyTier?]
    /// Whether the sessions of a pool are conversations.
    let areConversations: [Bool]
    private var courses: [UInt32: Session] = [:]

    /// Holds a conversation in its place: the table moves when it grows, a conversation is large.
    private final class Session {
        var course: ConversationCourse
        /// When its notice is due; others of it are void.
        var dueAt: SimulationTime?

        init(_ course: consuming ConversationCourse) { self.course = course }

        /// What the center is to be told since it was last asked, in order.
        func takeNotes() -> [TimedNote] { TimedNote.list(course.takeNotices(), since: .zero) }
    }

    init(
        _ pools: [VoicePoolConfiguration], _ plan: OperatingPlan, _ defects: DefectRates,
        streams: RandomStreams
    ) {
        tiers = pools.enumerated().map { number, pool in
            guard case .conversation(let tier) = pool.tier,
                pool.isReached(by: plan, VoicePoolID(UInt16(number)))
            else { return nil }
            return DailyTier(
                tier.drawing(from: streams).workedOnOutside(pool.outsideWork), defects,
                pool: number)
        }
        areConversations = tiers.map { $0 != nil }
    }

    /// Begins a conversation and returns what is to be told of it.
    mutating func begin(
        _ contact: UInt32, _ tier: ConversationTier, _ key: DialogueKey, at time: SimulationTime,
        thresholds: Lever?, disturbance: ConversationDisturbance?
    ) -> [TimedNote] {
        let session = Session(tier.course(of: key, at: time))
        session.course.disturbance = disturbance
        courses[contact] = session
        session.course.begin()
        if let thresholds { session.course.move(thresholds, at: time) }
        return session.takeNotes()
    }

    /// Moves a lever in a conversation.
    ///
    /// - Returns: What is to be told of it, in order.
    func move(
        _ lever: Lever, in contact: UInt32, at time: SimulationTime
    ) -> [TimedNote] {
        guard let session = courses[contact] else { return [] }
        session.course.move(lever, at: time)
        return session.takeNotes()
    }

    /// Lets the faults that act now act on a conversation.
    func disturb(_ contact: UInt32, by disturbance: ConversationDisturbance?) {
        courses[contact]?.course.disturbance = disturbance
    }

    /// Lets everything happen that is due.
    ///
    /// - Returns: What is to be told of it, in order.
    func advance(_ contact: UInt32, to time: SimulationTime) -> [TimedNote] {
        guard let session = courses[contact] else { return [] }
        session.course.advance(to: time)
        return session.takeNotes()
    }

    /// When something happens next in a conversation; nil once it is over.
    func nextInstant(_ contact: UInt32) -> SimulationTime? { courses[contact]?.course.nextInstant }

    /// Tools that a conversation has called wrongly so far; nil when it is none.
    func wrongActions(_ contact: UInt32) -> UInt16? { courses[contact]?.course.wrongActions }

    /// Forgets a conversation that is over.
    mutating func remove(_ contact: UInt32) { courses[contact] = nil }

    /// Notes when the next notice of a conversation is due.
    ///
    /// - Returns: Whether it must be scheduled; false when it is already.
    func expect(_ contact: UInt32, at time: SimulationTime) -> Bool {
        guard let session = courses[contact], session.dueAt != time else { return false }
        session.dueAt = time
        return true
    }

    /// Whether a notice of a conversation that is due now is the one that was scheduled last.
    func isDue(_ contact: UInt32, at time: SimulationTime) -> Bool {
        guard let session = courses[contact], session.dueAt == time else { return false }
        session.dueAt = nil
        return true
    }

    /// Forgets when the next notice of a conversation is due: there is none any more.
    func forgetNotice(_ contact: UInt32) { courses[contact]?.dueAt = nil }

    /// The work on a request to the world is done.
    func deliver(
        _ contact: UInt32, request: UInt16, isLost: Bool, at time: SimulationTime
    ) {
        courses[contact]?.course.deliver(request: request, isLost: isLost, at: time)
    }

    /// The work on an utterance is done.
    func deliver(_ contact: UInt32, _ utterance: UInt16, isLost: Bool, at time: SimulationTime) {
        courses[contact]?.course.deliver(utterance, isLost: isLost, at: time)
    }
}

extension VoicePoolConfiguration {
    /// Whether anything around its sessions may reach them once they have begun.
    ///
    /// - Parameters:
    ///   - plan: Levers and faults of all pools.
    ///   - number: The pool's number.
    /// - Returns: True for sessions that cannot be held alone.
    func isReached(by plan: OperatingPlan, _ number: VoicePoolID) -> Bool {
        turn != nil || !toolStations.isEmpty || takeover != nil
            || plan.reachesSessions(of: number)
    }
}
