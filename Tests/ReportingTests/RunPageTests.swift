import ContactCenterEvents
import Experiments
import Foundation
import Planning
import Projections
import Reporting
import Scenarios
import Testing
import TwinPrimitives

/// The parts of the page of a run about latency, levers and faults.
@Suite("The page of a run")
struct RunPageTests {
    private static let text = """
        calltwin: 1
        name: Page
        calendar: {start: 2026-11-30, days: 1, open: "08:00", close: "12:00", interval: 1h}
        contactTypes:
          - name: call
            arrivals: {process: poisson, rate: 300/h}
            patience: {distribution: exponential, mean: 2min}
            firstServedBy: voice
        agentGroups:
          - name: people
            size: 4
            skills: {call: {talk: {distribution: exponential, mean: 3min}}}
        stations:
          - name: model <1>
            kind: servers
            servers: 4
            body: {distribution: exponential, mean: 1s}
        voiceAgents:
          - name: voice
            fidelity: surrogate
            turnsNeeded: {distribution: deterministic, value: 3}
            defects: 10%
            scores: {right: {distribution: uniform, lower: 0.5, upper: 1}, wrong: {distribution: uniform, lower: 0, upper: 1}}
            fallback: {accept: 0.6, consecutiveFailures: 2}
            callerSpeech: {distribution: exponential, mean: 3s}
            prompt: {distribution: exponential, mean: 5s}
            turn:
              stages:
                - {name: model, station: model <1>}
                - {name: net, delay: {body: {distribution: deterministic, value: 100ms}}}
        levers:
          - {name: less & less, pool: voice, at: "09:30", set: {share: 40%}}
        faults:
          - {name: slow, station: model <1>, at: "10:00", lasts: 30min, effect: {latencyFactor: 5}}
        """

    private func page() throws -> (html: String, responses: ResponseReport) {
        let scenario = try Scenario(text: Self.text, path: "page.yaml")
        let runner = try ReplicationRunner(scenario.twin, seed: 5, jobs: 1)
        let timeline = SinkReceiver(TimelineFold(until: runner.fold.horizon, pools: 1))
        let tally = runner.tally(0, alsoTo: [timeline])
        var series = InterventionSeries()
        series.append(timeline.sink.timeline.interventions)
        let responses = ResponseReport(
            try #require(tally.responses), names: scenario.description, replications: 1)
        return (
            RunPage.html(
                [], scenario: scenario.name, replications: 1, seed: 5,
                voice: VoiceReport(pools: ["voice"]), responses: responses,
                interventions: InterventionTable(series, scenario: scenario),
                timeline: timeline.sink.timeline), responses
        )
    }

    @Test("has latencies by interval, where their time goes, stations, and what moved when")
    func parts() throws {
        let html = try page().html
        for title in [
            "Response latency", "Response latency by interval", "Where the time of an answer goes",
            "Stages of a turn", "Stations", "Levers and faults: contacts",
            "Levers and faults: the queue", "What moved when, in the first replication",
        ] {
            #expect(html.contains("<h2>\(title)</h2>"), "\(title)")
        }
        #expect(!html.contains("<h2>Tools of dialogues at stations</h2>"))
        // Percentiles, waterfall, queue, sessions.
        #expect(html.components(separatedBy: "<svg").count - 1 == 4)
        #expect(html.contains("less &amp; less") && html.contains("model &lt;1&gt;"))
        #expect(!html.contains("<script") && !html.contains("nan") && !html.contains("less & less"))
        // Times of day on the axes, and the instants of the lever and the fault.
        for time in [">08:00<", ">12:00<", "2026-11-30 09:30:00", "2026-11-30 10:00:00"] {
            #expect(html.contains(time), "\(time)")
        }
    }

    @Test("the stations' table of the text is that of the page, cell by cell")
    func sameFigures() throws {
        let (html, responses) = try page()
        let lines = responses.text.split(separator: "\n")
        let row = try #require(lines.last { $0.hasPrefix("model <1>") })
        let cells = row.dropFirst("model <1>".count).split(separator: "  ")
            .map { $0.trimmingPrefix(" ") }.filter { !$0.isEmpty }
        #expect(cells.count == 8)
        #expect(html.contains(cells.map { "<td>\($0)</td>" }.joined()))
    }

    @Test("the page of the knee has the limit in its chart and a row for each load")
    func knee() async throws {
        let scenario = try Scenario(text: Self.text, path: "page.yaml")
        let result = try await LatencyKnee(
            scenario, loads: [0.5, 1, 2], limit: nil, replications: 1, seed: 3, jobs: 1
        ).result { _ in }
        let html = LatencyKneeReport(
            result, scenario: scenario.name, replications: 1, seed: 3
        ).html
        #expect(html.components(separatedBy: "<tr>").count - 1 == 1 + result.points.count)
        #expect(html.contains("stroke-dasharray=\"6 4\""))
        #expect(html.contains("<h2>Response latency against load</h2>"))
    }
}
