import ContactCenter
import ContactCenterEvents
import Distributions
import Experiments
import Foundation
import Projections
import QueueingTheory
import RandomVariates
import TestSupport
import Testing
import TwinSimulation

@Suite("Batch means of one long run")
struct BatchMeansRunTests {
    /// Erlang A with 5 agents.
    private func center(
        hours: Double, warmUpSeconds: Double = 0, perHour: Double = 60, agents: Double = 5,
        talk: Double = 240, presence: Presence? = nil
    ) -> TwinConfiguration {
        SmallCenter.twin(
            types: [
                ContactTypeConfiguration(
                    name: "call", arrivals: SmallCenter.poisson(perHour: perHour, hours: hours),
                    patience: .exponential(mean: 180))
            ],
            groups: [
                SmallCenter.group(
                    "tellers", size: agents, skills: [Skill(talk: .exponential(mean: talk))],
                    presence: presence)
            ], horizonSeconds: hours * 3600, warmUpSeconds: warmUpSeconds)
    }

    @Test("figures are those of the replication, slot by slot or not", arguments: [0.0, 1234.5])
    func sameFigures(warmUp: Double) throws {
        let center = center(hours: 60, warmUpSeconds: warmUp)
        let result = try BatchMeansRun(center, seed: 3, findsWarmUp: false).result()
        let tally = try ReplicationRunner(center, seed: 3, jobs: 1).tally(0)
        #expect(result.warmUpSeconds == warmUp && !result.isWarmUpFound)
        let rows = tally.kpiRows(names: center.description)
        #expect(rows.map(\.kpi) == result.kpis.map(\.estimate.kpi))
        for (row, kpi) in zip(rows, result.kpis) {
            #expect(row.value == kpi.estimate.mean, "\(row.kpi)")
            guard let batches = kpi.batches else { continue }
            #expect(batches.count == 32, "\(row.kpi)")
            #expect(abs(batches.seconds * 32 - (216_000 - warmUp)) < 1e-3, "\(row.kpi)")
        }
        #expect(result.kpis.count { $0.batches != nil } >= 30)
    }

    /// 40 runs of 100 h, each interval of 95 %.
    ///
    /// Fewer than 30 of 40 have probability 1e-5; a true
    /// coverage of 70 % would be found eight times of ten, one of 50 % always.
    @Test("intervals hold the exact values of Erlang A, the warm-up found from an empty start")
    func coverage() throws {
        let queue = try ImpatientQueue(
            traffic: Traffic(arrivalsPerHour: 60, meanHandlingSeconds: 240), agents: 5,
            patience: .exponential(mean: 180))
        let exact = try queue.performance(thresholds: [20])
        let level = exact.thresholds[0].servedWithin
        var covered: [String: Int] = [:]
        let wanted = [
            "waitP90": try quantileOfWaits(queue, 0.9), "handlingTimeMedian": 240 * log(2.0),
            "abandonmentRate": exact.abandonment, "meanWait": exact.meanWait,
            "meanQueueLength": exact.meanQueueLength, "occupancy": exact.occupancy,
            "serviceLevelOffered": level, "delayProbability": exact.delayProbability,
        ]
        for seed in 0..<40 as Range<UInt64> {
            let result = try BatchMeansRun(center(hours: 100), seed: seed, findsWarmUp: true)
                .result()
            for kpi in result.kpis where kpi.estimate.contactType == "all" {
                guard kpi.estimate.agentGroup == nil, let value = wanted[kpi.estimate.kpi],
                    let mean = kpi.estimate.mean, let halfWidth = kpi.estimate.halfWidth95
                else { continue }
                covered[kpi.estimate.kpi, default: 0] += abs(mean - value) <= halfWidth ? 1 : 0
            }
        }
        #expect(covered.count == wanted.count)
        for name in covered.keys.sorted() {
            #expect(covered[name] ?? 0 >= 30, "\(name): \(covered[name] ?? 0) of 40")
        }
    }

    /// The wait that a share of the callers does not exceed, by bisection of the exact distribution.
    private func quantileOfWaits(_ queue: ImpatientQueue, _ share: Double) throws -> Double {
        var (low, high) = (0.0, 1000.0)
        while high - low > 1e-6 {
            let middle = (low + high) / 2
            let exceeds = try queue.performance(thresholds: [middle]).thresholds[0].waitExceeds
            if exceeds > 1 - share { low = middle } else { high = middle }
        }
        return high
    }

    @Test("quantiles have intervals, which shrink with the root of the run's length")
    func quantiles() throws {
        func halfWidths(_ hours: Double) throws -> [String: Double] {
            let result = try BatchMeansRun(
                center(hours: hours, warmUpSeconds: 3600), seed: 8, findsWarmUp: false
            ).result()
            var found: [String: Double] = [:]
            for kpi in result.kpis
            where kpi.estimate.contactType == "all" && kpi.estimate.agentGroup == nil {
                guard kpi.batches != nil else { continue }
                found[kpi.estimate.kpi] = kpi.estimate.halfWidth95
            }
            return found
        }
        let (short, long) = (try halfWidths(400), try halfWidths(6400))
        // A half-width by 32 batches has a relative error of 13 %: a factor of 4 is one of 2 to 8.
        for name in ["waitP90", "waitP95", "handlingTimeMedian"] {
            let ratio = (short[name] ?? 0) / (long[name] ?? .infinity)
            #expect((2...8).contains(ratio), "\(name): \(ratio)")
        }
        // More than half of the callers do not wait: the median is 0, and known to be.
        #expect(short["waitP50"] == 0)
    }

    @Test("the warm-up of a center that fills for hours is found, and is not half the run")
    func warmUp() throws {
        // Nobody waits: 200 of 400 agents busy in the long run, reached with time constant 5 h.
        let center = center(hours: 400, perHour: 40, agents: 400, talk: 18_000)
        let result = try BatchMeansRun(center, seed: 1, findsWarmUp: true).result()
        #expect(result.isWarmUpFound && !result.isWarmUpAtLimit)
        #expect((10...100).contains(result.warmUpSeconds / 3600), "\(result.warmUpSeconds)")
        let occupancy = try #require(
            result.kpis.first { $0.estimate.kpi == "occupancy" }?.estimate)
        let (mean, error) = (
            try #require(occupancy.mean), try #require(occupancy.standardError)
        )
        #expect(abs(mean - 0.5) < 4.9 * error)
        let whole = try BatchMeansRun(center, seed: 1, findsWarmUp: false).result()
        let biased = try #require(
            whole.kpis.first { $0.estimate.kpi == "occupancy" }?.estimate.mean)
        #expect(biased < mean)
    }

    @Test("what changes over the run is refused by name")
    func notStationary() throws {
        func refused(_ change: (inout TwinConfiguration) -> Void) -> String? {
            var center = center(hours: 10)
            change(&center)
            do throws(BatchMeansError) {
                _ = try BatchMeansRun(center, seed: 1, findsWarmUp: false)
                return nil
            } catch {
                return "\(error)"
            }
        }
        #expect(refused { _ in } == nil)
        #expect(
            refused {
                $0.center.agentGroups[0].staffing = Staffing(breaks: [0, 3600], counts: [5, 6])
            }?.contains("the plan of 'tellers' changes over time") == true)
        #expect(
            refused {
                $0.center.agentGroups[0].shifts = [Shift(starts: [0], length: 3600, agents: 5)]
            }?.contains("the plan of 'tellers' changes over time") == true)
        #expect(
            refused { $0.center.agentGroups[0].presence = Presence(mean: 1, dayCV: 0.1) }?
                .contains("the presence of 'tellers' differs by day") == true)
        #expect(
            refused { $0.center.contactTypes[0].arrivals = .trace([1, 2]) }?
                .contains("the arrivals of 'call' change over time") == true)
        #expect(
            refused {
                $0.center.contactTypes[0].arrivals = .piecewisePoisson(
                    PiecewiseConstantRate(breaks: [0], rates: [0.01], end: 36_000),
                    busyness: Busyness(dayCV: 0.2))
            }?.contains("'call' has busy and quiet days") == true)
    }

    @Test("a warm-up that leaves too little of the run is refused")
    func tooLittle() throws {
        let run = try BatchMeansRun(
            center(hours: 100, warmUpSeconds: 359_990), seed: 1, findsWarmUp: false)
        #expect(throws: BatchMeansError.tooFewParts(needed: 64, got: 32)) { try run.result() }
    }
}
