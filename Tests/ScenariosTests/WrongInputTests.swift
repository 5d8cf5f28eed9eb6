import ContactCenterEvents
import Foundation
import Scenarios
import Testing

/// A small right scenario; the wrong ones are made from it by replacing one piece of text.
let smallScenario = """
    calltwin: 1
    name: Small
    horizon: {duration: 10h, warmUp: 1h}
    contactTypes:
      - name: regular
        arrivals: {process: poisson, rate: 90/h}
        patience: {distribution: exponential, mean: 3min}
        firstServedBy: voice
    agentGroups:
      - name: tellers
        size: 6
        skills: {regular: {talk: {distribution: exponential, mean: 186s}}}
    voiceAgents:
      - name: voice
        fidelity: surrogate
        turnsNeeded: {distribution: deterministic, value: 4}
        defects: 4%
        scores: {right: {distribution: uniform, lower: 0.6, upper: 1}, wrong: {distribution: uniform, lower: 0, upper: 0.8}}
        fallback: {accept: 0.7, turnLimit: 20}
        latency: {body: {distribution: deterministic, value: 800ms}}
        callerSpeech: {distribution: deterministic, value: 3s}
        prompt: {distribution: deterministic, value: 4s}
        escalateTo: tellers
    """

struct WrongInput: Sendable, CustomTestStringConvertible {
    var old: String
    var new: String
    var message: String
    init(_ old: String, _ new: String, _ message: String) {
        self.old = old
        self.new = new
        self.message = message
    }
    var testDescription: String { new }
}

@Suite("Wrong scenarios")
struct WrongInputTests {
    @Test("the small scenario itself is right")
    func right() throws {
        let scenario = try Scenario(text: smallScenario, path: "small.yaml")
        #expect(scenario.description.horizonSeconds == 36_000)
        #expect(scenario.description.warmUpSeconds == 3600)
        #expect(scenario.description.start == nil)
    }

    @Test(
        "each wrong input has its one-line message",
        arguments: wrongInputs + moreWrongInputs + arrivalWrongInputs)
    func wrong(_ input: WrongInput) throws {
        #expect(smallScenario.contains(input.old))
        let text = smallScenario.replacing(input.old, with: input.new, maxReplacements: 1)
        let error = #expect(throws: ScenarioError.self) {
            _ = try Scenario(text: text, path: "small.yaml")
        }
        #expect(error?.description == input.message)
        #expect(error?.exitCode == 65)
    }
}
