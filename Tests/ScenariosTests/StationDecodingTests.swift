import ContactCenter
import ContactCenterEvents
import Distributions
import ResponseStations
import Scenarios
import Testing
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
                "turn.filler has no effect: without silencePatience"
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
            let place = "\(error)".split(separator: ":")
            #expect(place[0] == "s.yaml" && Int(place[1]).map { $0 > 1 } ?? false, "\(error)")
        }
    }
}
