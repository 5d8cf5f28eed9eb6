import RandomVariates
import TwinPrimitives
import VoiceAgents

/// Sessions that people listen in on: which have raised an alarm, and when each is taken over.
struct Takeovers {
    /// Whether any pool has a rule.
    let isUsed: Bool
    /// By pool: misunderstood turns at which an alarm rises, and from then until somebody takes over.
    private let rules: [(least: Int, noticed: LawSampler)?]
    /// Misunderstood turns of sessions in progress, by contact.
    private var misunderstood: [UInt32: Int] = [:]
    /// Sessions with an alarm, by contact.
    private var due: [UInt32: SimulationTime] = [:]

    init(_ pools: [VoicePoolConfiguration]) {
        rules = pools.map { pool in
            pool.takeover.map { ($0.afterMisunderstood, LawSampler($0.noticedAfter)) }
        }
        isUsed = rules.contains { $0 != nil }
    }

    /// Counts a turn that was misunderstood.
    ///
    /// - Parameters:
    ///   - contact: Whose.
    ///   - pool: The pool of the session.
    /// - Returns: The law of the seconds until somebody takes over, where this turn raises the alarm.
    mutating func misunderstand(_ contact: UInt32, _ pool: VoicePoolID) -> LawSampler? {
        guard let rule = rules[Int(pool.rawValue)] else { return nil }
        let count = misunderstood[contact, default: 0] + 1
        misunderstood[contact] = count
        return count == rule.least ? rule.noticed : nil
    }

    /// Notes when a session with an alarm is taken over.
    mutating func expect(_ contact: UInt32, at time: SimulationTime) { due[contact] = time }

    /// Takes the contacts of sessions that are taken over by now, in order of their numbers.
    mutating func takeDue(at time: SimulationTime) -> [UInt32] {
        let found = due.filter { $0.value <= time }.map(\.key).sorted()
        for contact in found { due[contact] = nil }
        return found
    }

    /// Forgets a session that is over.
    mutating func forget(_ contact: UInt32) {
        misunderstood[contact] = nil
        due[contact] = nil
    }
}

/// People listen in, and take single sessions over.
extension CenterSimulation {
    /// Index of a notice of levers and faults that is of a takeover instead.
    static var takeoverIndex: UInt32 { 1 }

    /// Somebody who listens in hears how a turn was understood.
    @inline(never)
    mutating func listenIn(_ contact: ContactID, isRight: Bool) {
        guard !isRight else { return }
        let id = contact.rawValue
        let pool = voice.sessions[id].pool
        guard let noticed = controls.takeovers.misunderstand(id, pool) else { return }
        let key = dialogueKey(id)
        let uniform = streams.uniform(
            .takeover, key.caller, attempt: key.attempt, draw: UInt32(pool.rawValue))
        let after = SimulationDuration(seconds: noticed.draw(uniform: uniform))
        controls.takeovers.expect(id, at: now + after)
        schedule(.controlsAct, Self.takeoverIndex, after: after)
    }

    /// Hands over the sessions whose alarm is seen now.
    mutating func takeOver() {
        guard mayScheduleMore() else { return }
        for id in controls.takeovers.takeDue(at: now) {
            dropNotices(of: [id])
            conversations.forgetNotice(id)
            handOver(id, of: voice.sessions[id].pool)
        }
        settleStations()
    }
}
