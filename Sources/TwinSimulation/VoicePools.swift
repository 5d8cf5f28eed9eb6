import ContactCenter
import RandomVariates
import TwinPrimitives
import VoiceAgents

/// The share of turns wrongly understood of each day, by pool.
struct DefectRates {
    /// Length of a day.
    let daySeconds: Double
    /// Nil for pools whose days do not differ.
    let byPool: [[Double]?]

    init(_ configuration: TwinConfiguration, streams: RandomStreams) {
        let center = configuration.center
        daySeconds = center.daySeconds
        let days = max(Int((center.horizonSeconds / center.daySeconds).rounded(.up)), 1)
        byPool = configuration.voicePools.enumerated().map { number, pool in
            guard let variation = pool.defectDays, let mean = pool.setDefects else { return nil }
            return (0..<days).map {
                variation.rate(
                    mean: mean, pool: VoicePoolID(UInt16(number)), day: $0, streams: streams)
            }
        }
    }
}

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
    private let defects: [Double]
    /// The same by day, for pools of surrogates whose days differ; nil for others.
    private let defectsByDay: [[Double]?]
    private let daySeconds: Double
    /// What escalated contacts do to people and to their own patience, by pool.
    let handoffs: [HandoffEffect]
    /// Whether misunderstood turns wear the patience of anybody.
    let wearsPatience: Bool
    /// Dialogues by pool; nil for pools whose sessions are conversations.
    let surrogates: UnsafeMutablePointer<SurrogateDialogue?>
    /// Keeps the samplers alive whose unowned copies the dialogues hold.
    private let samplers: [LawSampler]

    init(_ pools: [VoicePoolConfiguration], _ plan: OperatingPlan, _ days: DefectRates) {
        daySeconds = days.daySeconds
        defectsByDay = zip(pools, days.byPool).map { pool, rates in
            guard case .surrogate = pool.tier else { return nil }
            return rates
        }
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

    /// Whether the days of a pool of surrogates differ.
    func variesByDay(_ pool: Int) -> Bool { defectsByDay[pool] != nil }

    /// A pool's own share of turns wrongly understood at an instant.
    func ownDefects(_ pool: Int, at time: SimulationTime) -> Double {
        guard let rates = defectsByDay[pool] else { return defects[pool] }
        return rates[min(Int(time.seconds / daySeconds), rates.count - 1)]
    }

    deinit {
        surrogates.deinitialize(count: whenFull.count)
        surrogates.deallocate()
    }
}
