import ContactCenter
import ContactCenterEvents
import Distributions
import ResponseStations
import Scenarios
import Testing
import TwinPrimitives
import VoiceAgents

@Suite("Stations in a scenario")
struct StationDecodingTests {
    private static let text = """
        calltwin: 1
        name: Stations
        horizon: {duration: 1h}
        contactTypes:
          - name: regular
            arrivals: {process: poisson, rate: 60/h}
            patience: {distribution: never}
            firstServedBy: voice
        agentGroups:
          - name: tellers
            size: 3
            skills: {regular: {talk: {distribution: exponential, mean: 3min}}}
        stations:
          - name: ears
            kind: servers
            servers: 3
            body: {distribution: exponential, mean: 200ms}
            rate: {limit: 30/min, burst: 4}
            timeout: 2s
            retries: {most: 2, backOff: 100ms, factor: 3}
          - name: model
            kind: languageModel
            batch: 8
            promptTokensPerSecond: 5000
            stepBase: 20ms
            stepPerRequest: 1ms
            promptTokens: {distribution: exponential, mean: 900}
            generatedTokens: {distribution: exponential, mean: 50}
        voiceAgents:
          - name: voice
            fidelity: surrogate
            turnsNeeded: {distribution: deterministic, value: 3}
            defects: 5%
            scores: {right: {distribution: uniform, lower: 0.5, upper: 1}, wrong: {distribution: uniform, lower: 0, upper: 1}}
            fallback: {accept: 0.6, consecutiveFailures: 2}
            silencePatience: {distribution: exponential, mean: 8s}
            callerSpeech: {distribution: exponential, mean: 3s}
            prompt: {distribution: exponential, mean: 5s}
            turn:
              stages:
                - {name: end, delay: {body: {distribution: deterministic, value: 500ms}}}
                - {name: ears, station: ears}
                - {name: model, station: model}
                - {name: tool, station: ears, after: [end], passesOn: 50%, needed: 20%}
                - {name: net, delay: {body: {distribution: deterministic, value: 100ms}}, after: [tool, model]}
              speculation: {stage: model, wasted: 10%}
              filler: {after: 1s, lasts: 500ms, most: 2}
        """

    private func read(_ from: String = "", _ to: String = "") throws -> Scenario {
        let text = from.isEmpty ? Self.text : Self.text.replacing(from, with: to)
        return try Scenario(text: text, path: "s.yaml")
    }

    @Test("become what they say")
    func values() throws {
        let scenario = try read()
        let ears = scenario.stations[0]
        #expect(ears.places == 3)
        #expect(ears.rate == RateLimit(perSecond: 0.5, burst: 4))
        #expect(ears.client.timeout == 2)
        #expect(ears.client.retries == 2 && ears.client.backOffFactor == 3)
        #expect(scenario.stations[1].places == 8)
        let turn = try #require(scenario.voicePools[0].turn)
        #expect(turn.stages.map(\.after) == [[], [0], [1], [0], [2, 3]])
        #expect(turn.stages[3].passesOn == 0.5 && turn.stages[3].probability == 0.2)
        #expect(turn.speculation == .init(stage: 2, wasted: 0.1))
        #expect(turn.filler == Filler(after: 1, lasts: 0.5, most: 2))
        #expect(
            scenario.description.stages?.map(\.name) == ["end", "ears", "model", "tool", "net"])
        #expect(scenario.description.stages?.map(\.station) == [nil, 0, 1, 0, nil])
        #expect(scenario.description.stations?.map(\.places) == [3, 8])
    }

    @Test("are hit by faults, which are told of the pools that use them")
    func faults() throws {
        let scenario = try read(
            "voiceAgents:",
            """
            faults:
              - {name: slow, station: [ears, model], after: 10min, lasts: 5min, effect: {latencyFactor: 3}}
              - {name: half, station: ears, perDay: 4, duration: {distribution: exponential, mean: 5min}, effect: {capacity: 50%, failure: 20%}}
            voiceAgents:
            """)
        let faults = scenario.plan.faults
        #expect(faults[0].stations.map(\.station) == [0, 1])
        #expect(faults[0].stations.map(\.condition.slowdown) == [3, 3])
        #expect(faults[1].stations[0].condition == StationCondition(capacity: 0.5, failures: 0.2))
        #expect(faults.map { $0.effects.map(\.pool.rawValue) } == [[0], [0]])
        #expect(faults[0].effects[0].effect == FaultEffect())
        let moved = try scenario.varying(path: "faults.slow.effect.latencyFactor", to: "5")
        #expect(moved.plan.faults[0].stations[0].condition.slowdown == 5)
    }

    @Test(
        "faults that say something else of them are refused with a reason",
        arguments: [
            ("station: eyes", "capacity: 0%", "eyes"),
            ("station: ears, pool: voice", "capacity: 0%", "exactly one of pool or station"),
            ("day: 1", "capacity: 0%", "exactly one of pool or station"),
            ("station: [ears, ears]", "capacity: 0%", "appears twice"),
            ("station: ears", "dropsSessions: 10%", "a station has none"),
            ("station: ears, recovery: 1min", "capacity: 0%", "ends at once"),
            ("pool: voice", "capacity: 0%", "a pool has none"),
        ])
    func refusedFaults(where keys: String, effect: String, message: String) {
        let fault = "{name: f, \(keys), after: 1min, lasts: 1min, effect: {\(effect)}}"
        do {
            _ = try read("voiceAgents:", "faults:\n  - \(fault)\nvoiceAgents:")
            Issue.record("was taken: \(fault)")
        } catch {
            #expect("\(error)".contains(message), "\(error)")
        }
    }

    @Test("whose places are unlimited cannot lose a part of them, and a fault is a reason to retry")
    func unlimited() throws {
        func fault(_ effect: String) -> String {
            "faults: [{name: f, station: ears, after: 1min, lasts: 1min, effect: {\(effect)}}]\nvoiceAgents:"
        }
        let text = Self.text.replacing("    servers: 3\n", with: "")
        #expect(throws: ScenarioError.self) {
            try Scenario(
                text: text.replacing("voiceAgents:", with: fault("capacity: 50%")), path: "s.yaml")
        }
        _ = try Scenario(
            text: text.replacing("voiceAgents:", with: fault("capacity: 0%")), path: "s.yaml")
        let retrying = Self.text.replacing("    timeout: 2s\n", with: "")
        #expect(throws: ScenarioError.self) { try Scenario(text: retrying, path: "s.yaml") }
        _ = try Scenario(
            text: retrying.replacing("voiceAgents:", with: fault("failure: 5%")), path: "s.yaml")
    }

    @Test("are reached by sweeps")
    func varied() throws {
        let scenario = try read().varying(path: "stations.ears.servers", to: "5")
        #expect(scenario.stations[0].places == 5)
        let moved = try read().varying(path: "voiceAgents.voice.turn.speculation.wasted", to: "70%")
        #expect(moved.voicePools[0].turn?.speculation?.wasted == 0.7)
        #expect(try read().varying(path: "load", to: "150%").center.load == 1.5)
    }

    @Test(
        "are refused with their line and a reason",
        arguments: [
            ("station: ears, after", "station: eyes, after", "eyes"),
            ("station: model}", "station: ears}", "no stage of a pool's turn says station: model"),
            ("{name: ears, station: ears}", "{name: ears}", "needs station or delay"),
            ("after: [end]", "after: [model, net]", "stage before it"),
            ("    timeout: 2s\\n", "", "retries has no effect"),
            (
                "{name: model, station: model}", "{name: model, station: model, passesOn: 20%}",
                "first chunk"
            ),
            ("stage: model, wasted", "stage: end, wasted", "cannot begin earlier"),
            (
                "    prompt: {",
                "    latency: {body: {distribution: exponential, mean: 1s}}\\n    prompt: {",
                "turn says how an answer comes about"
            ),
            (
                "    servers: 3\\n",
                "    coldStart: {afterIdle: 1min, adds: {distribution: deterministic, value: 1s}}\\n",
                "servers are unlimited"
            ),
            (
                "    silencePatience: {distribution: exponential, mean: 8s}\\n", "",
                "nobody needs a filler"
            ),
        ])
    func refused(from: String, to: String, message: String) {
        let (from, to) = (from.replacing("\\n", with: "\n"), to.replacing("\\n", with: "\n"))
        #expect(Self.text.contains(from))
        do {
            _ = try read(from, to)
            Issue.record("was taken: \(to)")
        } catch {
            #expect("\(error)".contains(message), "\(error)")
        }
    }
}
