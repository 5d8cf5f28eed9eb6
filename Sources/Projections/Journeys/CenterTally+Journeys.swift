public import ContactCenterEvents

extension CenterTally {
    /// The indicators of journeys, for the center, with those of needs, and then for each pool of voice
    /// agents; none where journeys were not followed.
    ///
    /// - Parameters:
    ///   - description: Names of the pools.
    ///   - prices: The scenario's times after handoffs; without them what needs them has no value.
    ///   - selection: The indicators.
    /// - Returns: One row per indicator and scope.
    public func journeyRows(
        names description: RunDescription, prices: PriceTable? = nil,
        _ selection: KPISelection = .all
    ) -> [KPIRow] {
        guard let journeys else { return [] }
        let pools = 0..<(journeys.tallies.count - 1)
        let seconds = prices.map { prices in
            pools.map { prices.reaskedSeconds(of: journeys.pool($0), pool: $0) }
        }
        func rows(
            _ indicators: [KeyPerformanceIndicator], _ context: KPIContext, pool: Int?
        ) -> [KPIRow] {
            indicators.map { kpi in
                KPIRow(
                    kpi: kpi.name, unit: kpi.unit, scope: KPIScope(voicePool: pool),
                    contactType: "all", agentGroup: nil,
                    voicePool: pool.map { name($0, in: description.voicePools) },
                    fraction: kpi.measure(context))
            }
        }
        var whole = KPIContext(journeys.all, reaskedSeconds: seconds?.reduce(0, +))
        whole.callersNeeds = journeys.needs
        let beside = Journeys.ofPools.filter { selection.contains($0.name) }
        return rows(selection.ofJourneys + selection.ofNeeds, whole, pool: nil)
            + pools.flatMap { pool in
                rows(
                    beside + selection.ofJourneys,
                    KPIContext(journeys.pool(pool), reaskedSeconds: seconds?[pool]), pool: pool)
            }
    }
}
