import ContactCenter
import ContactCenterEvents
import Experiments
public import Projections
import QueueingTheory
import Scenarios
import Statistics
import TwinSimulation
import VoiceAgents

/// Works out `project --meltdown`: the fluid model's answer, and simulations beside it.
public struct MeltdownRun: Sendable {
    /// Simulations at one scale.
    public struct Scale: Equatable, Sendable {
        /// Factor on arrivals, sessions and agents.
        public var factor: Int
        /// Replications.
        public var replications: Int

        /// Stores a scale.
        public init(factor: Int, replications: Int) {
            self.factor = factor
            self.replications = replications
        }
    }

    let model: MeltdownModel
    let seed: UInt64
    let jobs: Int
    let scales: [Scale]
    let progress: @Sendable (Double) -> Void

    /// Prepares a run.
    ///
    /// - Parameters:
    ///   - model: The fluid model of a scenario.
    ///   - seed: Seed of the callers.
    ///   - jobs: Most replications at one time.
    ///   - scales: Scales that are simulated; none for the fluid model alone.
    ///   - progress: Called with the share of the work that is done.
    public init(
        _ model: MeltdownModel, seed: UInt64, jobs: Int, scales: [Scale],
        progress: @escaping @Sendable (Double) -> Void
    ) {
        self.model = model
        self.seed = seed
        self.jobs = jobs
        self.scales = scales
        self.progress = progress
    }

    /// Times before a spike, after it, and at the end that is judged, in slowest times of the
    /// model.
    private static let (settling, relaxing, judged) = (8.0, 16.0, 4.0)
    /// A load that is safe for certain, and one that is beyond the brink, over the frontier's.
    private static let (inside, beyond) = (0.93, 1.07)
    /// Time of a spike over the tipping time, short of it and past it.
    private static let (shorter, longer) = (0.5, 1.6)
    /// Rate of the spike that is simulated, over the load, among `spikeFactors`.
    private static let spikeFactor = 1.5

    /// Works it out.
    ///
    /// - Parameter spike: The spike whose end is watched; nil: 1.5 times the load for 20 minutes.
    /// - Returns: The answer.
    /// - Throws: What of the scenario's description makes no sense.
    public func result(spike: Spike? = nil) async throws(ProjectionError) -> MeltdownResult {
        let analysis = MeltdownAnalysis(model)
        let verdict = analysis.verdict(spike: spike)
        progress(0.1)
        let day = model.isConstant ? nil : analysis.day()
        progress(0.2)
        return MeltdownResult(
            scenario: model.scenario.name, pool: model.scenario.voicePools[model.pool].name,
            start: model.scenario.description.start, seed: seed, leftOut: model.leftOut,
            verdict: verdict, curve: analysis.curve(), day: day,
            comparisons: try await comparisons(verdict))
    }

    /// Courses of load on both sides of what the fluid model says, by name.
    static func trials(
        _ verdict: MeltdownVerdict, slowest: Double
    ) -> [(name: String, phases: [Spike])] {
        let base = verdict.load.first
        func hold(_ first: Double, _ times: Double) -> Spike {
            Spike(first: first, seconds: times * slowest)
        }
        func course(_ spike: Spike, then first: Double) -> [Spike] {
            [hold(first, settling), spike, hold(first, relaxing)]
        }
        var list = [
            (name: "the load as it is", phases: [hold(base, settling + relaxing)])
        ]
        let rise = spikeFactor * base
        let place = MeltdownAnalysis.spikeFactors.firstIndex(of: spikeFactor)
        let known = place.flatMap {
            verdict.tipping.indices.contains($0) ? verdict.tipping[$0] : nil
        }
        if let tipping = known?.seconds {
            list.append(
                (
                    "a rise too short to tip it",
                    course(Spike(first: rise, seconds: shorter * tipping), then: base)
                ))
            list.append(
                (
                    "a rise long enough to tip it",
                    course(Spike(first: rise, seconds: longer * tipping), then: base)
                ))
        } else if verdict.calm != nil {
            list.append(("the spike that is watched", course(verdict.spike, then: base)))
        }
        let after = Spike(first: 2 * verdict.brink, seconds: 2 * slowest)
        list.append(
            ("93 % of the safe load, after a rise", course(after, then: inside * verdict.safe)))
        list.append(
            (
                "107 % of the brink, no rise",
                [hold(beyond * verdict.brink, settling + relaxing)]
            ))
        return list
    }

    private func comparisons(
        _ verdict: MeltdownVerdict
    ) async throws(ProjectionError) -> [MeltdownComparison] {
        guard !scales.isEmpty else { return [] }
        let center = model.center(agents: verdict.load.agents)
        let trials = Self.trials(verdict, slowest: center.slowestSeconds)
        var found: [MeltdownComparison] = []
        for (index, trial) in trials.enumerated() {
            var state = FluidCenter.State.empty
            for phase in trial.phases {
                center.run(&state, first: phase.first, seconds: phase.seconds)
            }
            let last = trial.phases.last?.first ?? 0
            let contacts = center.contacts(state, first: last)
            let limit = Self.limit(center, first: last, verdict)
            var samples: [MeltdownSample] = []
            for scale in scales {
                samples.append(try await sample(trial.phases, scale, limit: limit, center))
            }
            found.append(
                MeltdownComparison(
                    name: trial.name, phases: trial.phases, fluidIsCalm: contacts <= limit,
                    fluidContacts: contacts, simulated: samples))
            progress(0.2 + 0.8 * Double(index + 1) / Double(trials.count))
        }
        return found
    }

    /// Contacts per hour beyond which a center is not calm: those of the state between calm and
    /// congested, or those at the end of the calm side.
    static func limit(
        _ center: FluidCenter, first: Double, _ verdict: MeltdownVerdict
    ) -> Double {
        let between = center.rests(first: first).first { !$0.isStable }
        return between?.flows.contacts ?? verdict.calmContacts
    }

    private func sample(
        _ phases: [Spike], _ scale: Scale, limit: Double, _ center: FluidCenter
    ) async throws(ProjectionError) -> MeltdownSample {
        let twin = MeltdownTwin(model: model, agents: center.agents)
            .configuration(phases, scale: scale.factor)
        let runner = try ReplicationRunner(twin, seed: seed, jobs: jobs)
        let window = Self.judged * center.slowestSeconds
        let from = twin.center.horizonSeconds - window
        let (types, stays) = (model.types.map(\.number), 1 - model.menuHangup)
        let all = twin.center.contactTypes.count
        let hours = window / 3600 * Double(scale.factor)
        let rates = await runner.map(0..<scale.replications) { replication in
            let counter = SinkReceiver(ArrivalCount(from: from, types: types, of: all))
            _ = runner.tally(replication, alsoTo: [counter])
            return Double(counter.sink.count) * stays / hours
        }
        let tipped = rates.count { $0 > limit }
        let interval = try? BinomialInference.interval(successes: tipped, trials: rates.count)
        let mean = ReplicatedEstimate(meanOf: rates)
        return MeltdownSample(
            scale: scale.factor, replications: rates.count, tipped: tipped,
            tippedShare: (interval?.lower ?? 0)...(interval?.upper ?? 1), contacts: mean.value,
            halfWidth: mean.halfWidth() ?? .infinity,
            tolerance: center.missedShare(scale: Double(scale.factor)))
    }
}
