import RandomVariates
import VoiceAgents

/// The pools of voice agents, prepared for a replication.
struct VoicePools: ~Copyable {
    /// Concurrent sessions of each pool.
    let sessions: [UInt32]
    /// Whether each pool loses a contact that finds no session free.
    let losesWhenFull: [Bool]
    /// What escalated contacts do to people and to their own patience, by pool.
    let handoffs: [HandoffEffect]
    /// Whether misunderstood turns wear the patience of anybody.
    let wearsPatience: Bool
    /// Dialogues by pool; nil for pools whose sessions are conversations.
    let surrogates: UnsafeMutablePointer<SurrogateDialogue?>
    /// Keeps the samplers alive whose unowned copies the dialogues hold.
    private let samplers: [LawSampler]

    init(_ pools: [VoicePoolConfiguration]) {
        sessions = pools.map { $0.sessions.map { UInt32(clamping: $0) } ?? .max }
        losesWhenFull = pools.map(\.losesWhenFull)
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
                    configuration, sessions: sessions[number], keptBy: &samplers))
        }
        self.samplers = samplers
    }

    deinit {
        surrogates.deinitialize(count: sessions.count)
        surrogates.deallocate()
    }
}
