import ContactCenter
import ContactCenterEvents
import Experiments
import Foundation
import Projections
import Statistics
import TwinPrimitives
import TwinSimulation

/// One output of a case beside what the simulation gave.
public struct TheoryOutcome: Sendable {
    /// The case.
    public let caseID: String
    /// Name of the output.
    public let output: String
    /// The exact value.
    public let exact: Double
    /// The estimate.
    public let simulated: Double
    /// Half the width of its 95 % interval.
    public let halfWidth: Double
    /// Largest half-width at which the comparison counts.
    public let tolerated: Double
    /// Distance from the exact value in standard errors.
    public let z: Double
    /// Whether the value is so small, below `largestBounded`, that only an upper bound was resolved.
    public let isUpperBound: Bool

    /// Whether the simulation stopped at the largest number of contacts that a case is given.
    ///
    /// Such an output is compared as well as it is known, up to `limitSlack` times the tolerance.
    public var isAtLimit = false

    /// How much wider than tolerated an interval may be when the contacts are used up.
    public static let limitSlack = 10.0

    /// A value below this may be resolved by an upper bound, whose half-width is at most this.
    public static let largestBounded = 1e-3

    /// Stores an outcome.
    public init(
        caseID: String, output: String, exact: Double, simulated: Double, halfWidth: Double,
        tolerated: Double, z: Double, isUpperBound: Bool
    ) {
        self.caseID = caseID
        self.output = output
        self.exact = exact
        self.simulated = simulated
        self.halfWidth = halfWidth
        self.tolerated = tolerated
        self.z = z
        self.isUpperBound = isUpperBound
    }

    /// Two-sided p-value.
    public var pValue: Double { erfc(abs(z) / 2.0.squareRoot()) }
    /// Whether the output is known well enough to be compared.
    public var isResolved: Bool {
        isPrecise || isAtLimit && halfWidth <= Self.limitSlack * tolerated
    }

    /// Whether the half-width is as small as asked for.
    public var isPrecise: Bool {
        halfWidth <= tolerated || isUpperBound && halfWidth <= Self.largestBounded
    }

    /// The upper end of the interval in whole thousandths, rounded up: what is known of a value that
    /// is too small to be known to a per cent.
    public var upperBound: Double {
        max(((simulated + halfWidth) * 1000).rounded(.up), 1) / 1000
    }
}

/// Simulates exact cases.
///
/// Data flow: a case becomes an ordinary configuration with measures; replications of it are
/// recorded and reduced to a numerator and a denominator per measure, until every half-width is
/// small enough or the contacts are used up.
public struct TheoryRun: Sendable {
    /// Contacts that a case is given at most; with fewer an imprecise output is a failure.
    public static let mostContacts = 4e8

    /// Least replications of a case.
    public static let leastReplications = 20

    let seed: UInt64
    let jobs: Int
    /// Most contacts of a case.
    let contacts: Double
    /// Factor on the tolerated half-widths.
    let slack: Double

    /// Prepares runs.
    ///
    /// - Parameters:
    ///   - seed: Seed of the callers.
    ///   - jobs: Most replications at one time.
    ///   - contacts: Most contacts of a case, about.
    ///   - slack: Factor on the tolerated half-widths; 1 but for quick looks.
    public init(seed: UInt64, jobs: Int, contacts: Double = Self.mostContacts, slack: Double = 1) {
        self.seed = seed
        self.jobs = jobs
        self.contacts = contacts
        self.slack = slack
    }

    /// Simulates a case until its outputs are known well enough.
    ///
    /// - Parameter theory: The case.
    /// - Returns: One outcome per measure.
    /// - Throws: What of the configuration's description makes no sense.
    public func outcomes(of theory: TheoryCase) async throws -> [TheoryOutcome] {
        let runner = try ReplicationRunner(theory.configuration, seed: seed, jobs: jobs)
        let warmUp = SimulationTime(seconds: theory.configuration.description.warmUpSeconds)
        let end = theory.configuration.center.horizonSeconds
        let window = theory.configuration.description.warmUpSeconds..<end
        let controls = ArrivalControls(theory.configuration)
        var samples = theory.measures.map { _ in RatioSample() }
        let needsVirtualWait = theory.measures.contains { $0.needsVirtualWait }
        var rows: [[Double]] = []
        var seen = 0.0
        var next = Self.leastReplications
        while true {
            let values = await runner.map(rows.count..<next) { replication in
                let recorder = SinkReceiver(WaitRecorder(warmUp: warmUp))
                let states = theory.questions.map {
                    SinkReceiver(StateRecorder($0, window: window))
                }
                let tally = runner.tally(
                    replication, alsoTo: [recorder] + (states.map { [$0] } ?? []))
                let waits = recorder.sink.waits
                states?.sink.finish()
                let record = ReplicationRecord(
                    tally: tally, waits: waits, orbitSeconds: recorder.sink.orbitSeconds,
                    virtualWait: needsVirtualWait ? VirtualWait(waits) : nil,
                    state: states?.sink.record ?? StateRecord())
                let all = tally.allContacts
                return (
                    ratios: theory.measures.map { $0.ratio(record) },
                    near: theory.measures.map { $0.quantile?.near(record) ?? 0 },
                    controls: controls.values(
                        seed: seed, replication: replication,
                        firstArrivals: all.arrived - all.repeated),
                    contacts: Double(tally.contactsSeen)
                )
            }
            for value in values {
                for (index, ratio) in value.ratios.enumerated() {
                    samples[index].append(ratio, near: value.near[index])
                }
                rows.append(value.controls)
                seen += value.contacts
            }
            let outcomes = zip(theory.measures, samples).map {
                outcome(theory.id, $0, $1, rows, controls.expectations, contacts: seen)
            }
            let perReplication = max(seen / Double(next), 1)
            guard outcomes.contains(where: { !$0.isPrecise }),
                seen + 10 * perReplication <= contacts
            else { return atLimit(outcomes) }
            next = min(2 * next, next + Int((contacts - seen) / perReplication))
        }
    }

    /// Marks the outputs that are not precise although all contacts are used up.
    private func atLimit(_ outcomes: [TheoryOutcome]) -> [TheoryOutcome] {
        guard contacts >= Self.mostContacts else { return outcomes }
        return outcomes.map { outcome in
            var outcome = outcome
            outcome.isAtLimit = !outcome.isPrecise
            return outcome
        }
    }

    private func outcome(
        _ id: String, _ measure: Measure, _ sample: RatioSample, _ rows: [[Double]],
        _ expectations: [Double], contacts: Double
    ) -> TheoryOutcome {
        guard
            let plain = ReplicatedEstimate(
                ratioOf: sample.numerators, to: sample.denominators)
        else {
            return TheoryOutcome(
                caseID: id, output: measure.name, exact: measure.exact, simulated: .nan,
                halfWidth: .infinity, tolerated: measure.largestHalfWidth * slack, z: .infinity,
                isUpperBound: false)
        }
        // Days with factors: their known expectation explains most of the error.
        let estimate =
            expectations.isEmpty ? plain : plain.controlled(by: rows, expectations: expectations)
        if let slope = measure.quantile {
            let density = sample.near / sample.trials / slope.width
            let off = slope.probability - estimate.value
            let error = estimate.standardError ?? .infinity
            return TheoryOutcome(
                caseID: id, output: measure.name, exact: measure.exact,
                simulated: measure.exact + off / density,
                halfWidth: (estimate.halfWidth() ?? .infinity) / density,
                tolerated: measure.largestHalfWidth * slack, z: off / error, isUpperBound: false)
        }
        if measure.isSquared { return deviation(id, measure, estimate) }
        if let share = measure.shareAtZero { return atZero(id, measure, estimate, share) }
        var error = estimate.standardError ?? .infinity
        var halfWidth = estimate.halfWidth() ?? .infinity
        if measure.kind == .probability {
            // The virtual wait is one number per replication, made of all its contacts.
            let trials = measure.needsVirtualWait ? max(contacts, 1) : sample.trials
            // Rule of three: no event in N trials leaves a probability of up to 3 / N.
            halfWidth = max(halfWidth, 3 / trials)
            // A rare event may not have happened: the error is at least that of a Poisson count.
            let variance = max(measure.exact * (1 - measure.exact), 1 / trials)
            error = max(error, (variance / trials).squareRoot())
        }
        if measure.isCount, measure.exact < 1 {
            let least = max(measure.exact, 1 / sample.trials) * (1 - measure.exact)
            error = max(error, (least / sample.trials).squareRoot())
            halfWidth = max(halfWidth, NormalQuantile.twoSided95 * error)
        }
        if measure.kind == .seconds, measure.exact < 0.05 { error = max(error, 0.05 / 4) }
        let gap = estimate.value - measure.exact
        let difference =
            abs(gap) <= measure.modelError
            ? 0 : gap - (gap < 0 ? -measure.modelError : measure.modelError)
        return TheoryOutcome(
            caseID: id, output: measure.name, exact: measure.exact, simulated: estimate.value,
            halfWidth: halfWidth, tolerated: measure.largestHalfWidth * slack,
            z: difference == 0 ? 0 : difference / error,
            isUpperBound: measure.isUpperBound && halfWidth > 0.01 * abs(measure.exact))
    }
}

extension TheoryRun {
    /// A quantile of zero: it is one as long as enough contacts do not wait.
    ///
    /// Where just that share does not wait, any sample quantile is above zero half of the time; so
    /// the share is compared, on the one side on which it contradicts. The half-width is its own.
    private func atZero(
        _ id: String, _ measure: Measure, _ share: ReplicatedEstimate, _ probability: Double
    ) -> TheoryOutcome {
        let error = share.standardError ?? .infinity
        let halfWidth = share.halfWidth() ?? .infinity
        let off = min(0, share.value - probability)
        return TheoryOutcome(
            caseID: id, output: measure.name, exact: measure.exact,
            simulated: off < -halfWidth ? .infinity : 0, halfWidth: halfWidth,
            tolerated: measure.largestHalfWidth * slack, z: off == 0 ? 0 : off / error,
            isUpperBound: false)
    }

    /// A deviation: the root of an estimated variance, with its error by the delta method.
    private func deviation(
        _ id: String, _ measure: Measure, _ square: ReplicatedEstimate
    ) -> TheoryOutcome {
        let value = max(square.value, 0).squareRoot()
        let slope = 1 / (2 * max(measure.exact, .leastNormalMagnitude))
        let error = (square.standardError ?? .infinity) * slope
        return TheoryOutcome(
            caseID: id, output: measure.name, exact: measure.exact, simulated: value,
            halfWidth: (square.halfWidth() ?? .infinity) * slope,
            tolerated: measure.largestHalfWidth * slack, z: (value - measure.exact) / error,
            isUpperBound: false)
    }
}

/// Numerators and denominators by replication.
private struct RatioSample {
    var numerators: [Double] = []
    var denominators: [Double] = []

    var near = 0.0

    mutating func append(_ ratio: (Double, Double), near: Double) {
        self.near += near
        numerators.append(ratio.0)
        denominators.append(ratio.1)
    }

    /// What a count is over; the replications where each gives one number, or a time.
    var trials: Double { max(denominators.reduce(0, +), 1) }
}
