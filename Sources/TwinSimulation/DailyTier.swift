import TwinPrimitives
import VoiceAgents

/// The conversations of a pool, whose days may differ in what is wrongly understood.
struct DailyTier {
    /// One for each day; one for all where days do not differ.
    private let days: [ConversationTier]
    private let daySeconds: Double

    /// Prepares the conversations of a pool for the days of a run.
    ///
    /// - Parameters:
    ///   - tier: The conversations of the mean day.
    ///   - defects: The shares of wrongly understood turns by day.
    ///   - pool: Number of the pool.
    init(_ tier: ConversationTier, _ defects: DefectRates, pool: Int) {
        days = defects.byPool[pool]?.map(tier.withDefects) ?? [tier]
        daySeconds = defects.daySeconds
    }

    /// The conversations that begin at an instant.
    func at(_ time: SimulationTime) -> ConversationTier {
        days.count == 1 ? days[0] : days[min(Int(time.seconds / daySeconds), days.count - 1)]
    }
}
