import ContactCenter
import ContactCenterEvents
public import Projections
import RandomVariates
import Statistics
import TwinPrimitives
public import TwinSimulation

/// An indicator estimated from one long run.
public struct BatchedKPI: Equatable, Sendable {
    /// The estimate; without error where the indicator is a cost, or where a quantile's interval
    /// would reach beyond what was observed.
    public let estimate: KPIEstimate
    /// How the run was cut; nil for an estimate without error.
    public let batches: Batches?

    /// How a run was cut for one indicator.
    public struct Batches: Equatable, Sendable {
        /// Number of batches.
        public let count: Int
        /// Length of a batch in seconds.
        public let seconds: Double
        /// Correlation of neighbouring batches.
        public let lagOneCorrelation: Double
        /// Whether the batches passed the test of independence.
        public let isIndependent: Bool
    }
}

/// The figures of one long run.
public struct BatchMeansResult: Sendable {
    /// One entry per indicator and scope, in the order of the registry.
    public let kpis: [BatchedKPI]
    /// Length of the warm-up that was left out, in seconds.
    public let warmUpSeconds: Double
    /// Whether the warm-up was found by the rule, rather than given.
    public let isWarmUpFound: Bool
    /// Whether the rule would have left out more, had it been allowed to: the run is too short.
    public let isWarmUpAtLimit: Bool
    /// Contacts and events of the run that was measured.
    public let tally: CenterTally
}

/// One long replication of a stationary center, cut into batches of time.
///
/// Data flow: the run is folded into 1 024 slots of time (contacts by their arrival, integrals by
/// when the time passed); each indicator gives a numerator and a denominator per slot, and
/// `BatchMeansMethod` joins slots into batches. An automatic warm-up is the truncation point of
/// MSER-5 on the mean number inside the center per slot of a first pass; the measured pass then
/// starts its slots there. Both passes see the same events.
public struct BatchMeansRun: Sendable {
    /// Slots of a run; a power of two, so that batches fill it.
    public static let slots = 1024

    let configuration: TwinConfiguration
    private let seed: UInt64
    private let findsWarmUp: Bool

    /// Stores a run.
    ///
    /// - Parameters:
    ///   - configuration: What is simulated; its description gives the warm-up.
    ///   - seed: Seed of the random streams; the run is replication 0.
    ///   - findsWarmUp: Whether the warm-up is found by MSER-5 instead.
    /// - Throws: `notStationary` for rates, plans or presence that change over the run.
    public init(
        _ configuration: TwinConfiguration, seed: UInt64, findsWarmUp: Bool
    ) throws(BatchMeansError) {
        try Self.check(configuration.center)
        self.configuration = configuration
        self.seed = seed
        self.findsWarmUp = findsWarmUp
    }

    private static func check(_ center: CenterConfiguration) throws(BatchMeansError) {
        for type in center.contactTypes {
            guard let process = type.arrivals.process as? PiecewiseConstantPoisson,
                Set(process.rate.rates).count == 1
            else { throw .notStationary(what: "the arrivals of '\(type.name)' change over time") }
            if let busyness = process.busyness, busyness.dayCV > 0 || busyness.periods != nil {
                throw .notStationary(what: "'\(type.name)' has busy and quiet days")
            }
        }
        for group in center.agentGroups {
            guard group.shifts == nil, Set(group.staffing.counts).count == 1 else {
                throw .notStationary(what: "the plan of '\(group.name)' changes over time")
            }
            if let presence = group.presence, presence.dayCV > 0 {
                throw .notStationary(what: "the presence of '\(group.name)' differs by day")
            }
        }
    }

    /// Simulates and estimates.
    ///
    /// - Parameters:
    ///   - prices: Prices; without them costs are left out.
    ///   - selection: The indicators.
    ///   - breakdown: By what they are broken down; reporting intervals are not kept.
    /// - Returns: The figures.
    /// - Throws: What stopped the run or made an estimate impossible.
    public func result(
        prices: PriceTable? = nil, _ selection: KPISelection = .all,
        by breakdown: KPIBreakdown = .all
    ) throws(BatchMeansError) -> BatchMeansResult {
        let horizon = configuration.center.horizonSeconds
        var warmUp = configuration.description.warmUpSeconds
        var isAtLimit = false
        if findsWarmUp {
            let found = try warmUpTruncation()
            warmUp = horizon * Double(found.observations) / Double(Self.slots)
            isAtLimit = found.isAtLimit
        }
        let cut = try slotted(from: warmUp, selection.parts)
        let (tally, sections) = try sectioned(cut.fold)
        return BatchMeansResult(
            kpis: try kpis(tally, cut, sections, prices, selection, breakdown),
            warmUpSeconds: warmUp,
            isWarmUpFound: findsWarmUp,
            isWarmUpAtLimit: isAtLimit, tally: tally)
    }

    /// The run cut into slots.
    struct Slots {
        var fold: CenterFoldConfiguration
        /// Intervals of the fold that are slots.
        var range: Range<Int>
        /// Length of a slot in seconds.
        var seconds: Double
    }

    /// Cuts the run from an instant to the horizon.
    private func slotted(
        from warmUp: Double, _ parts: FoldParts
    ) throws(BatchMeansError) -> Slots {
        var fold = try foldConfiguration(parts)
        fold.warmUp = SimulationTime(seconds: warmUp)
        let window = fold.horizon.nanoseconds - fold.warmUp.nanoseconds
        var count = Self.slots
        while count >= BatchMeansMethod.fewestTested {
            // Rounded up, so that the last slot ends with the horizon.
            let length = max((window + Int64(count) - 1) / Int64(count), 1)
            let before = (fold.warmUp.nanoseconds + length - 1) / length
            if Int(before) + count <= fold.maximumIntervals {
                fold.interval = SimulationDuration(nanoseconds: length)
                // Slots lie on a grid that has the end of the warm-up on it.
                fold.timeOfDayAtStart = SimulationDuration(
                    nanoseconds: before * length - fold.warmUp.nanoseconds)
                return Slots(
                    fold: fold, range: Int(before)..<Int(before) + count,
                    seconds: Double(length) / 1e9)
            }
            count /= 2
        }
        throw .tooFewParts(needed: BatchMeansMethod.fewestTested, got: count)
    }

    private func foldConfiguration(
        _ parts: FoldParts
    ) throws(BatchMeansError) -> CenterFoldConfiguration {
        do throws(ProjectionError) {
            return try CenterFoldConfiguration(
                configuration.description, perInterval: true, parts: parts)
        } catch {
            throw .configuration(error)
        }
    }

    /// MSER-5 on the mean number inside the center, slot by slot.
    private func warmUpTruncation() throws(BatchMeansError) -> WarmUpTruncation {
        let cut = try slotted(from: 0, .all)
        let intervals = try sectioned(cut.fold, at: []).tally.intervals
        let inside = cut.range.map { slot -> Double in
            guard slot < intervals.count else { return 0 }
            let time = intervals[slot].time
            let sum = [time.waiting, time.talking, time.afterContact, time.sessions].joined()
                .reduce(0, +)
            return Double(sum) / Double(max(time.observed, 1))
        }
        do throws(StatisticsError) {
            return try MarginalStandardErrorRule().truncation(of: inside)
        } catch {
            throw .statistics(error)
        }
    }

    /// Simulates, and looks at what was counted at the end of each section.
    private func sectioned(
        _ fold: CenterFoldConfiguration
    ) throws(BatchMeansError) -> (tally: CenterTally, sections: DistributionSections) {
        let (tally, looks) = try sectioned(fold, at: Self.ends(fold))
        let window = Double(fold.horizon.nanoseconds - fold.warmUp.nanoseconds) / 1e9
        return (
            tally,
            DistributionSections(
                looks: looks + [tally], seconds: window / Double(Self.sections))
        )
    }

    private func sectioned(
        _ fold: CenterFoldConfiguration, at instants: [SimulationTime]
    ) throws(BatchMeansError) -> (tally: CenterTally, looks: [CenterTally]) {
        let statistics = SinkReceiver(SectionedFold(fold, at: instants))
        do throws(SimulationError) {
            var simulation = try CenterSimulation(
                configuration, seed: seed, replication: 0, receivers: [statistics])
            try simulation.runToEnd()
        } catch {
            throw .simulation(error)
        }
        return (statistics.sink.tally(), statistics.sink.looks)
    }
}

extension BatchMeansRun {
    /// All indicators of the center, of contact types and of agent groups.
    private func kpis(
        _ tally: CenterTally, _ cut: Slots, _ sections: DistributionSections,
        _ prices: PriceTable?, _ selection: KPISelection, _ breakdown: KPIBreakdown
    ) throws(BatchMeansError) -> [BatchedKPI] {
        var kpis: [BatchedKPI] = []
        let names = configuration.description
        for scope in tally.scopes(
            by: breakdown.subtracting(.interval), segments: names.segments ?? [])
        {
            let bySlot = cut.range.map { slot in
                tally.kpiRows(
                    KPIScope(
                        contactType: scope.contactType, agentGroup: scope.agentGroup,
                        interval: slot, segment: scope.segment), names: names, selection)
            }
            // Slots at the end may be missing, and hold nothing.
            let places = bySlot.first ?? []
            for row in tally.kpiRows(scope, names: names, prices: prices, selection) {
                if row.value != nil, tally.quantile(row.kpi, scope, names: names) != nil {
                    kpis.append(try batchedQuantile(row, scope, sections))
                    continue
                }
                let place = places.firstIndex { $0.kpi == row.kpi }
                let fractions = place.map { place in
                    bySlot.map { $0.isEmpty ? nil : $0[place].fraction }
                }
                kpis.append(try batched(row, fractions, cut.seconds))
            }
        }
        return kpis
    }

    private func batched(
        _ row: KPIRow, _ slots: [KPIFraction?]?, _ seconds: Double
    ) throws(BatchMeansError) -> BatchedKPI {
        var estimate = KPIEstimate(row)
        guard row.value != nil, let slots,
            let kind = KeyPerformanceIndicators.named(row.kpi)?.kind,
            kind == .count || kind == .ratio
        else { return BatchedKPI(estimate: estimate, batches: nil) }
        let numerators = slots.map { $0?.numerator ?? 0 }
        let method = BatchMeansMethod()
        let found: BatchedEstimate
        // The count of the whole run is the mean of a slot times the slots.
        let scale = kind == .count ? Double(slots.count) : 1
        do throws(StatisticsError) {
            found =
                kind == .count
                ? try method.mean(of: numerators)
                : try method.ratio(of: numerators, to: slots.map { $0?.denominator ?? 0 })
        } catch {
            throw .statistics(error)
        }
        estimate.standardError = found.standardError.map { $0 * scale }
        estimate.halfWidth95 = found.halfWidth().map { $0 * scale }
        return BatchedKPI(
            estimate: estimate,
            batches: BatchedKPI.Batches(
                count: found.batches, seconds: Double(found.batchSize) * seconds,
                lagOneCorrelation: found.lagOneCorrelation, isIndependent: found.isIndependent))
    }
}
