public import ContactCenterEvents
public import TwinPrimitives

/// How fast voice agents answer and why: the part of a center's fold that exists only where a run
/// describes stages.
///
/// An answer counts when it begins to sound, a request when it has left its stage, both inside the
/// window. A request may end after its contact: it needs no contact to be alive.
@usableFromInline
final class ResponseFold {
    private let configuration: CenterFoldConfiguration
    private var stages: [StageTally]
    private var busy: [[Int128]]
    /// The flow that the dialogue of a contact is about; kept until the contact leaves.
    private var flowOf: [ContactID: Int] = [:]
    // Response latency by pool, by interval and by flow; elapsed and queued by stage.
    private var histograms: HistogramBank
    private let intervals: Int
    private let flowsFrom: Int
    private let elapsedFrom: Int
    private let queuedFrom: Int

    /// Most intervals that are kept apart: six weeks of half hours; later ones count in the last.
    private static let mostIntervals = 2016

    /// Starts a fold; nil where there are no stages or nobody asks for latencies.
    init?(_ configuration: CenterFoldConfiguration) {
        guard !configuration.stages.isEmpty, configuration.parts.contains(.latencyDistribution)
        else { return nil }
        self.configuration = configuration
        let end = configuration.horizon
        intervals =
            end == .distantFuture
            ? Self.mostIntervals
            : min(
                configuration.intervalIndex(of: SimulationTime(nanoseconds: end.nanoseconds - 1))
                    + 1,
                Self.mostIntervals)
        stages = configuration.stages.map { _ in StageTally() }
        busy = configuration.stations.map { [intervals] _ in
            Array(repeating: 0, count: intervals)
        }
        flowsFrom = configuration.voicePools + intervals
        elapsedFrom = flowsFrom + configuration.flows
        queuedFrom = elapsedFrom + configuration.stages.count
        histograms = HistogramBank(histograms: queuedFrom + configuration.stages.count)
    }

    private func counts(_ now: Int64) -> Bool {
        now >= configuration.warmUp.nanoseconds && now < configuration.horizon.nanoseconds
    }

    private func interval(_ now: Int64) -> Int {
        min(configuration.intervalIndex(of: SimulationTime(nanoseconds: now)), intervals - 1)
    }

    @usableFromInline
    func enter(_ fact: FlowEntered) {
        guard fact.flow < configuration.flows else { return }
        flowOf[fact.contact] = Int(fact.flow)
    }

    @usableFromInline
    func endSession(_ contact: ContactID) {
        if !flowOf.isEmpty { flowOf[contact] = nil }
    }

    @usableFromInline
    func answer(_ latency: Int64, of contact: ContactID, pool: Int, at now: Int64) {
        guard counts(now), pool < configuration.voicePools else { return }
        if let flow = flowOf[contact] { histograms.add(latency, to: flowsFrom + flow) }
        histograms.add(latency, to: pool)
        histograms.add(latency, to: configuration.voicePools + interval(now))
    }

    @usableFromInline
    func leave(_ fact: StageServed, at now: Int64) {
        let stage = Int(fact.stage)
        guard counts(now), stage < stages.count else { return }
        stages[stage].add(fact)
        histograms.add(fact.queued.nanoseconds, to: queuedFrom + stage)
        if fact.decidesStage {
            histograms.add(fact.elapsed.nanoseconds, to: elapsedFrom + stage)
        }
        if let station = configuration.stages[stage].station, busy.indices.contains(station) {
            busy[station][interval(now)] += Int128(fact.served.nanoseconds)
        }
    }

    /// The figures so far.
    ///
    /// - Parameters:
    ///   - types: Response latencies by contact type.
    ///   - last: The last instant seen, in nanoseconds.
    /// - Returns: Their values.
    func read(types: [DurationHistogram], last: Int64) -> ResponseTally {
        func values(_ first: Int, _ count: Int) -> [DurationHistogram] {
            (first..<first + count).map { histograms.value($0) }
        }
        var stages = stages
        for stage in stages.indices {
            stages[stage].elapsed = histograms.value(elapsedFrom + stage)
            stages[stage].queued = histograms.value(queuedFrom + stage)
        }
        let end = min(configuration.horizon.nanoseconds, last)
        return ResponseTally(
            pools: values(0, configuration.voicePools), types: types,
            intervals: values(configuration.voicePools, intervals),
            flows: values(flowsFrom, configuration.flows),
            intervalStarts: (0..<intervals).map { max(.zero, configuration.intervalStart($0)) },
            stages: stages, busy: busy,
            observed: Int128(max(0, end - configuration.warmUp.nanoseconds)))
    }
}

extension StageServed {
    /// Whether it decided its stage: its answer was used, or nothing was tried after it.
    ///
    /// A stage that gave up is told by its last request, whose `elapsed` then is not zero.
    var decidesStage: Bool { outcome == .answered || elapsed.nanoseconds > 0 }
}
