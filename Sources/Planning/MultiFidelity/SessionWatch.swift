package import ContactCenterEvents
package import TwinPrimitives
package import VoiceAgents

/// A session of a center, with whose it is and when it began.
package struct CenterSession: Sendable {
    /// Number of the replication.
    package var replication: Int
    /// Whose session it is.
    package var key: DialogueKey
    /// When it began.
    package var start: SimulationTime
    /// What became of it in the center.
    package var summary: SessionSummary
    /// What becomes of it in the mean over hearings; nil where it was heard once.
    package var means: SessionFigures?
    /// What becomes of it at a second cheap fidelity, in the mean over hearings; nil where it was not held at one.
    package var beside: SessionFigures?
    /// Name of the caller's voice at the costly fidelity; nil where all have one.
    package var voice: String?
    /// The member of a population that its caller is: sessions of one are the same call; nil where each is its own.
    package var member: DialogueKey?

    package init(
        replication: Int, key: DialogueKey, start: SimulationTime, summary: SessionSummary
    ) {
        self.replication = replication
        self.key = key
        self.start = start
        self.summary = summary
    }

    /// What is known of it cheaply.
    package var figures: SessionFigures { means ?? SessionFigures([summary]) }

    /// The session with the member of a population that its caller is.
    ///
    /// - Parameter tier: What it is run by, with the streams of its replication.
    /// - Returns: It; as it is without a population.
    package func called(by tier: ConversationTier) -> CenterSession {
        var session = self
        session.member = tier.member(of: key)
        return session
    }

    /// Holds it alone.
    ///
    /// - Parameters:
    ///   - tier: What it is run by, with the streams of its replication.
    ///   - hearings: How often it is heard, at least once; see `ConversationTier.heardAgain`.
    /// - Returns: It, once for each hearing.
    func held(by tier: ConversationTier, hearings: Int) -> [RecordedSession] {
        (0..<hearings).map { tier.heardAgain(UInt16($0)).session(of: key, at: start) }
    }

    /// Holds it alone another time for each further hearing, and takes means.
    ///
    /// - Parameter tiers: What it is run by, with the streams of its replication, further hearings only.
    mutating func hear(by tiers: [ConversationTier]) {
        guard !tiers.isEmpty else { return }
        means = SessionFigures(
            [summary] + tiers.map { RecordedSession($0, of: key, at: start).summary })
    }
}

/// Listens to a replication and keeps the sessions of one pool.
package final class SessionWatch: EventReceiver {
    private let pool: VoicePoolID
    private let replication: Int
    /// Callers of the contacts that are inside.
    private var callers: [UInt32: DialogueKey] = [:]
    /// Places of the sessions in progress among `sessions`.
    private var open: [UInt32: Int] = [:]
    private var kept: [CenterSession] = []
    private var ended: [Bool] = []

    package init(pool: VoicePoolID, replication: Int) {
        self.pool = pool
        self.replication = replication
    }

    /// The sessions that came to their end, in order of their beginning.
    package var sessions: [CenterSession] { zip(kept, ended).compactMap { $1 ? $0 : nil } }

    package func receive(_ batch: UnsafeBufferPointer<TimedEvent>) {
        for timed in batch { record(timed) }
    }

    private func record(_ timed: TimedEvent) {
        switch timed.event {
        case .contactArrived(let fact):
            callers[fact.contact.rawValue] = DialogueKey(
                caller: fact.caller, attempt: fact.attempt)
        case .contactEnded(let fact): callers[fact.contact.rawValue] = nil
        case .sessionStarted(let fact) where fact.pool == pool:
            guard let key = callers[fact.contact.rawValue] else { return }
            open[fact.contact.rawValue] = kept.count
            kept.append(
                CenterSession(
                    replication: replication, key: key, start: timed.time,
                    summary: SessionSummary(outcome: .hungUp, seconds: 0, turns: 0)))
            ended.append(false)
        case .utteranceUnderstood(let fact):
            guard let place = open[fact.contact.rawValue] else { return }
            kept[place].summary.turns += 1
            kept[place].summary.misunderstood += fact.right ? 0 : 1
        case .sessionEnded(let fact):
            guard let place = open.removeValue(forKey: fact.contact.rawValue) else { return }
            kept[place].summary.outcome = fact.outcome
            kept[place].summary.wrongActions = Int(fact.wrongActions)
            kept[place].summary.seconds = (timed.time - kept[place].start).seconds
            ended[place] = true
        default: break
        }
    }
}
