import ContactCenter
import Distributions
import Foundation
import Scenarios
import Testing
import VoiceAgents

@Suite("Varying a scenario")
struct VaryingTests {
    @Test("a path reaches a value by the names of its list")
    func byName() throws {
        let varied = try bank().varying(path: "voiceAgents.voice.defects", to: "8%")
        #expect(try surrogate(varied.voicePools.first).defects == 0.08)
        let tellers = try bank().varying(path: "agentGroups.tellers.present.mean", to: "50%")
        #expect(tellers.center.agentGroups.first?.presence?.mean == 0.5)
        let talk = try bank().varying(
            path: "agentGroups.tellers.skills.regular.afterContact.mean", to: "1min")
        #expect(
            talk.center.agentGroups.first?.skills.first??.afterContact == .exponential(mean: 60))
    }

    @Test("a key that the file leaves out is added")
    func inserted() throws {
        let scaled = try bank().varying(path: "voiceAgents.voice.latency.tailScale", to: "4")
        #expect(try surrogate(scaled.voicePools.first).latency.tailScale == 4)
        let present = try bank().varying(path: "agentGroups.brokers.present.mean", to: "80%")
        #expect(present.center.agentGroups.last?.presence?.mean == 0.8)
        #expect(present.center.agentGroups.last?.staffing.breaks == [0, 86_400])
    }

    @Test("an element of a plain list goes by its number")
    func byNumber() throws {
        let varied = try bank().varying(path: "agentGroups.tellers.staffed.counts.2", to: "20")
        #expect(varied.center.agentGroups.first?.staffing.counts[3] == 20)
    }

    @Test("the canonical text changes with a value and not with comments or the sweep")
    func canonicalText() throws {
        let scenario = try Scenario(text: smallScenario, path: "small.yaml")
        let commented = smallScenario + "\n# more\nproject: {axes: {trunks: [10, 20]}}\n"
        let same = try Scenario(text: commented, path: "small.yaml")
        #expect(same.canonicalText == scenario.canonicalText)
        #expect(scenario.canonicalText.contains("contactTypes.regular.patience.mean=3min\n"))
        let other = try scenario.varying(path: "trunks", to: "10")
        #expect(other.canonicalText == scenario.canonicalText + "trunks=10\n")
        #expect(try bank().canonicalText.contains("law:[4.0, 6.0, 5.0, 12.0, 8.0]\n"))
    }

    @Test("setting any value to what it is changes nothing")
    func identity() throws {
        let scenario = try bank()
        let paths = scenario.writtenValues
        #expect(paths.count > 90)
        for (path, value) in paths {
            let same = try scenario.varying(path: path, to: value)
            #expect(same == scenario, "\(path)")
        }
    }

    @Test(
        "a wrong path or value says what is wrong",
        arguments: [
            (
                "voiceAgents.voice.defcts", "1%",
                "error: voiceAgents.voice.defcts=1%: no 'defcts' in voiceAgents.voice; "
                    + "did you mean 'defects'?; known: fidelity, name, sessions, whenFull, share, "
                    + "otherwise, hours, whenClosed, turn, takeover, handoff, "
                    + "cost, escalateTo, hangupUnderLoad, turnsNeeded, defects, "
                    + "defectsDayCorrelation, scores, fallback, "
                    + "latency, silencePatience, hangupPerTurn, callerSpeech, prompt, "
                    + "…"
            ),
            (
                "voiceAgents.vice.defects", "1%",
                "error: voiceAgents.vice.defects=1%: no 'vice' in voiceAgents; "
                    + "did you mean 'voice'?; known: voice"
            ),
            (
                "voiceAgents.voice.latency", "1",
                "error: voiceAgents.voice.latency=1: voiceAgents.voice.latency is a mapping, "
                    + "not a single value"
            ),
            (
                "voiceAgents.voice.defects", "5s",
                "error: voiceAgents.voice.defects=5s: voiceAgents.voice.defects: "
                    + "'5s' has the unit 's'; known: %, none"
            ),
            (
                "contactTypes.regular.patience.mean", "5s",
                "error: contactTypes.regular.patience.mean=5s: no 'mean' in "
                    + "contactTypes.regular.patience; known: distribution, breaks, perMinute, balk"
            ),
        ])
    func wrong(path: String, value: String, message: String) throws {
        let scenario = try bank()
        let error = #expect(throws: ScenarioError.self) {
            _ = try scenario.varying(path: path, to: value)
        }
        #expect(error?.description == message)
        #expect(error?.exitCode == 65)
    }
}
