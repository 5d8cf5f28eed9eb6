import Experiments
import Foundation
import Projections
public import Scenarios
import Statistics
import TwinPrimitives
import TwinSimulation

/// A scenario with published values, simulated beside them.
///
/// Data flow: replications of the scenario, read by the ordinary command's own code, are reduced to
/// the sums that each published value names; the ratio of their expectations is set beside the value,
/// and the distance is measured in their combined standard errors.
public struct PublishedCase: Sendable {
    let scenario: Scenario
    let values: PublishedValues
    let name: String

    /// A case of a scenario; nil when it holds no published values.
    ///
    /// - Parameters:
    ///   - scenario: The scenario.
    ///   - name: Name of the case in tables.
    public init?(_ scenario: Scenario, name: String) {
        guard let values = scenario.published else { return nil }
        self.scenario = scenario
        self.values = values
        self.name = name
    }

    /// Where the values are from.
    public var source: String { values.source }

    /// Simulates the case.
    ///
    /// - Parameters:
    ///   - seed: Seed of the callers.
    ///   - jobs: Most replications at one time.
    /// - Returns: One outcome per published value. It counts as known when its half-width is at most
    ///   that of the published value, or 2 % of it.
    /// - Throws: What of the scenario makes no sense.
    public func outcomes(seed: UInt64, jobs: Int) async throws -> [TheoryOutcome] {
        let twin = scenario.twin
        let runner = try ReplicationRunner(
            twin, seed: seed, jobs: jobs,
            perInterval: values.expectations.contains { $0.interval != nil })
        let expectations = values.expectations
        let rows = await runner.map(0..<values.replications) { replication in
            let sums = PublishedSums(tally: runner.tally(replication))
            return expectations.map { sums.ratio($0) }
        }
        return expectations.indices.map { index in
            outcome(expectations[index], rows.map { $0[index] })
        }
    }

    private func outcome(
        _ expectation: PublishedValues.Expectation, _ ratios: [(Double, Double)]
    ) -> TheoryOutcome {
        let estimate = ReplicatedEstimate(
            ratioOf: ratios.map(\.0), to: ratios.map(\.1))
        let value = estimate?.value ?? .nan
        let own = estimate?.standardError ?? .infinity
        let error = (own * own + expectation.standardError * expectation.standardError)
            .squareRoot()
        return TheoryOutcome(
            caseID: name, output: expectation.name, exact: expectation.value, simulated: value,
            halfWidth: estimate?.halfWidth() ?? .infinity,
            tolerated: max(
                NormalQuantile.twoSided95 * expectation.standardError, 0.02 * abs(expectation.value)
            ),
            z: value == expectation.value ? 0 : (value - expectation.value) / error,
            isUpperBound: false)
    }
}

/// The sums of one replication that published values name.
struct PublishedSums {
    let tally: CenterTally

    /// Numerator and denominator of a value.
    func ratio(_ expectation: PublishedValues.Expectation) -> (Double, Double) {
        let above = sum(expectation.sum, expectation)
        let below = expectation.over.isEmpty ? 1 : sum(expectation.over, expectation)
        return (above, below * expectation.divisor)
    }

    private func sum(
        _ terms: [PublishedValues.Expectation.Term], _ expectation: PublishedValues.Expectation
    ) -> Double {
        let contacts = contacts(expectation)
        let time = expectation.interval.flatMap { interval($0)?.time } ?? tally.time
        return terms.reduce(0) { total, term in
            let value =
                count(term.name, contacts).map(Double.init)
                ?? seconds(term.name, contacts, time, expectation)
            return total + (term.isSubtracted ? -value : value)
        }
    }

    /// An interval, or nil when the run has ended before it.
    private func interval(_ number: Int) -> IntervalTally? {
        tally.intervals.indices.contains(number) ? tally.intervals[number] : nil
    }

    private func contacts(_ expectation: PublishedValues.Expectation) -> ContactTally {
        let all = expectation.interval.flatMap { interval($0)?.contacts } ?? tally.contacts
        return expectation.contactType.map { all[$0] }
            ?? all.reduce(into: ContactTally()) { $0 += $1 }
    }

    private func count(_ name: String, _ contacts: ContactTally) -> Int64? {
        switch name {
        case "arrived": contacts.arrived
        case "firstAttempts": contacts.arrived - contacts.repeated
        case "repeated": contacts.repeated
        case "blocked": contacts.blocked
        case "balked": contacts.balked
        case "queued": contacts.queued
        case "metQueue": contacts.queued + contacts.balked + contacts.callbacksAccepted
        case "answered": contacts.answered
        case "answeredAtOnce": contacts.answeredAtOnce
        case "answeredWithin": contacts.answeredWithin
        case "abandoned": contacts.abandoned
        case "abandonedWithin": contacts.abandonedWithin
        case "disconnected": contacts.disconnected
        case "ended": contacts.ended
        case "dialled": contacts.dialled
        default: nil
        }
    }

    private func seconds(
        _ name: String, _ contacts: ContactTally, _ time: TimeTally,
        _ expectation: PublishedValues.Expectation
    ) -> Double {
        func total(_ values: [Int128], _ index: Int?) -> Int128 {
            index.map { values[$0] } ?? values.reduce(0, +)
        }
        let nanoseconds: Int128
        switch name {
        case "waitOfAnswered": nanoseconds = contacts.waitOfAnswered
        case "waitOfAbandoned": nanoseconds = contacts.waitOfAbandoned
        case "talkTime": nanoseconds = contacts.talkTime
        case "waitingTime": nanoseconds = total(time.waiting, expectation.contactType)
        case "busyTime":
            nanoseconds =
                total(time.talking, expectation.agentGroup)
                + total(time.afterContact, expectation.agentGroup)
        case "signedInTime": nanoseconds = total(time.signedIn, expectation.agentGroup)
        case "observedTime": nanoseconds = time.observed
        case let other: preconditionFailure("\(other) is no term of published values")
        }
        return Double(nanoseconds) / 1e9
    }
}
