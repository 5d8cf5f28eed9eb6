import RandomVariates
import VoiceAgents

/// The pools of voice agents, prepared for a replication.
struct VoicePools: ~Copyable {
    /// Where contacts go that a pool does not take, by pool.
    let whenFull: [VoiceOverflow]
    let otherwise: [VoiceOverflow]
    let whenClosed: [VoiceOverflow]
    /// When each pool is open; nil: at all times.
    let hours: [OpenHours?]
    /// Whether a pool may pass callers by with sessions free.
    let isGuarded: [Bool]
    /// Each pool's own share of turns wrongly understood; 0 for conversations.
    let defects: [Double]
    /// What escalated contacts do to people and to their own patience, by pool.
    let handoffs: [HandoffEffect]
    /// Whether misunderstood turns wear the patience of anybody.
    let wearsPatience: Bool
    /// Dialogues by pool; nil for pools whose sessions are conversations.
    let surrogates: UnsafeMutablePointer<SurrogateDialogue?>
    /// Keeps the samplers alive whose unowned copies the dialogues hold.
    private let samplers: [LawSampler]

    init(_ pools: [VoicePoolConfiguration], _ plan: OperatingPlan) {
        whenFull = pools.map(\.whenFull)
        otherwise = pools.map(\.otherwise)
        whenClosed = pools.map(\.whenClosed)
        hours = pools.map(\.hours)
        isGuarded = pools.map { $0.hours != nil || $0.share < 1 || !plan.isEmpty }
        defects = pools.map { pool in
            guard case .surrogate(let dialogue) = pool.tier else { return 0 }
            return dialogue.defects
        }
        handoffs = pools.map(\.handoff)
        wearsPatience = pools.contains { $0.handoff.patiencePerMisunderstoodTurn != 1 }
        surrogates = .allocate(capacity: max(pools.count, 1))
        var samplers: [LawSampler] = []
        for (number, pool) in pools.enumerated() {
            guard case .surrogate(let configuration) = pool.tier else {
                (surrogates + number).initialize(to: nil)
                continue
            }
            (surrogates + number).initialize(
                to: SurrogateDialogue(
                    configuration, sessions: pool.settings.sessions, keptBy: &samplers))
        }
        self.samplers = samplers
    }

    deinit {
        surrogates.deinitialize(count: whenFull.count)
        surrogates.deallocate()
    }
}
