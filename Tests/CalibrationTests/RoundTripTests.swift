import Calibration
import ContactCenterEvents
import Distributions
import Experiments
import Foundation
import Projections
import Scenarios
import Statistics
import Testing
import TraceImport
import TwinPrimitives
import TwinSimulation

/// A center whose every number is known: simulated, calibrated, written, read and simulated again.
@Suite("Calibration of a simulated log")
struct RoundTripTests {
    /// Names that a careless writer of YAML would turn into something else.
    private static let names = ["sales: new #1", "yes"]

    private static let yaml = """
        calltwin: 1
        name: known
        seed: 7
        calendar: {start: 2024-01-01, days: 21, open: "00:00", close: "24:00"}
        contactTypes:
          - name: "sales: new #1"
            arrivals: {process: poisson, rate: 30/h, busyness: {dayCV: 15%, shared: true}}
            patience: {distribution: exponential, mean: 2min}
          - name: "yes"
            arrivals: {process: poisson, rate: 20/h, busyness: {dayCV: 15%, shared: true}}
            patience: {distribution: exponential, mean: 3min}
        agentGroups:
          - name: agents
            size: 5
            skills:
              "sales: new #1": {talk: {distribution: exponential, mean: 4min}}
              "yes": {talk: {distribution: exponential, mean: 5min}}
        """

    private struct Gathering: EventSink {
        var history = ContactHistory()
        mutating func record(_ event: ContactCenterEvent, at time: SimulationTime) {
            history.record(event, at: time)
        }
    }

    private func simulated() throws -> (ContactHistory, CenterTally, RunDescription) {
        let known = try Scenario(text: Self.yaml, path: "known.yaml")
        var byDay = known.twin
        byDay.description.intervalSeconds = 86_400
        let gathering = SinkReceiver(Gathering())
        let runner = try ReplicationRunner(byDay, seed: 3, jobs: 1, perInterval: true)
        let tally = runner.tally(0, alsoTo: [gathering])
        return (gathering.sink.history, tally, known.description)
    }

    /// One sampled log of 25 000 calls is compared with the truth within what it can tell.
    @Test(
        "a log without menu, roster or after-contact work is fitted, and its twin behaves like it")
    func roundTrip() async throws {
        let (history, tally, description) = try simulated()
        let calibrator = CenterCalibrator(hazard: try PiecewiseHazardFitter())
        let center = try calibrator.calibrate(history, description: description)

        // 15 % between days, from 21 days: a standard error of about 15 % / sqrt(2 x 14) = 2.8 %.
        let factor = try center.seeking.dayFactor()
        #expect(abs(factor.momentCV - 0.15) < 4.9 * 0.028)
        // Nobody calls twice; number n of one type is not number n of the other.
        #expect(center.redial?.probability == 0)
        for (fit, (patience, talk)) in zip(center.fits, [(120.0, 240.0), (180, 300)]) {
            let laws = try #require(fit.patience).laws
            let exponential = try #require(laws.first { $0.family == .exponential })
            guard case .exponential(let mean) = exponential.law else {
                Issue.record("\(exponential.law)")
                continue
            }
            // The relative error of an exponential rate is 1 / sqrt(events).
            let events = Double(fit.observed.abandoned)
            #expect(abs(mean / patience - 1) < 4.9 / events.squareRoot())
            let service = try #require(fit.service)
            #expect(abs(service.mean / talk - 1) < 4.9 / Double(service.count).squareRoot())
        }

        let draft = try scenario(center, .assumed)
        let observed = try #require(TwinComparison.observed("abandonmentRate", log: tally))
        let availability = try await AvailabilitySearch(
            draft.scenario, replications: 6, seed: 2, jobs: 2
        ).availability(matching: observed)
        // Five agents were there all the time. Presence is inferred from first to last contact,
        // gaps over ten minutes left out, so the factor is a little above one.
        #expect(availability.interval.contains(availability.value))
        #expect(availability.value > 0.9 && availability.value < 1.15, "\(availability)")
        #expect(!availability.isOutOfReach)

        let fitted = try scenario(center, availability)
        #expect(fitted.scenario.description.contactTypes == Self.names)
        #expect(!fitted.text.contains("afterContact:") && !fitted.text.contains("menu:"))
        let comparison = try await TwinComparison(
            log: tally, scenario: fitted.scenario, replications: 10, seed: 2, jobs: 2)
        let rate = try #require(comparison.indicator("abandonmentRate"))
        #expect(abs(rate.difference) < 0.03)
        let wait = try #require(comparison.indicator("meanWait"))
        #expect(abs(wait.relative) < 0.20)
        let offered = try #require(comparison.indicator("offered"))
        #expect(abs(offered.relative) < 0.03)
    }

    private func scenario(
        _ center: CalibratedCenter, _ availability: Availability
    ) throws -> (text: String, scenario: Scenario) {
        let text = try ScenarioText(
            center, name: "lines: # and \"quotes\"", zone: nil, availability: availability
        ).yaml()
        let scenario = try Scenario(text: text, path: "fitted.yaml")
        #expect(scenario.name == "lines: # and \"quotes\"")
        return (text, scenario)
    }

    @Test("a log whose agents cannot explain its queue has no availability in reach")
    func outOfReach() async throws {
        let (history, _, description) = try simulated()
        let calibrator = CenterCalibrator(hazard: try PiecewiseHazardFitter())
        let center = try calibrator.calibrate(history, description: description)
        let draft = try scenario(center, .assumed)
        for rate in [0.9, 0.0] {
            let availability = try await AvailabilitySearch(
                draft.scenario, replications: 2, seed: 2, jobs: 2
            ).availability(matching: ReplicatedEstimate(meanOf: [rate, rate]))
            #expect(availability.isOutOfReach, "\(rate): \(availability)")
        }
    }

    /// The two bounds that the committed model promises of the days that it was fitted to.
    @Test("the committed bank model abandons within 3 points, and waits within 20 %, of its log")
    func bank() async throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let trace = try TechnionImporter().read(
            paths: [
                root.appendingPathComponent("traces/anonymous-bank-1999-08/calls.tsv.zst").path
            ],
            days: nil
        ) { _ in }
        var byDay = trace.description
        byDay.intervalSeconds = 86_400
        let sink = FoldSink(try CenterFoldConfiguration(byDay, perInterval: true), trace)
        let scenario = try Scenario(
            path: root.appendingPathComponent("models/bank-1999.yaml").path)
        let comparison = try await TwinComparison(
            log: sink.tally, scenario: scenario, replications: 12, seed: 4, jobs: 2)
        let rate = try #require(comparison.indicator("abandonmentRate"))
        #expect(abs(rate.observed.value - 0.2335) < 0.00005)
        #expect(abs(rate.difference) < 0.03)
        let wait = try #require(comparison.indicator("meanWait"))
        #expect(abs(wait.relative) < 0.20, "\(wait.relative)")
        // The log's own days bound what any twin can be held to.
        #expect(try #require(rate.observed.halfWidth()) < 0.05)
    }

    private struct FoldSink {
        let tally: CenterTally

        init(_ configuration: CenterFoldConfiguration, _ trace: ImportedTrace) {
            var fold = CenterFold(configuration)
            trace.emit(into: &fold)
            tally = fold.tally()
        }
    }
}
