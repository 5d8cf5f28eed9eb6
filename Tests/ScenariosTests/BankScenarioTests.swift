import ContactCenter
import ContactCenterEvents
import Distributions
import Foundation
import RandomVariates
import Scenarios
import Testing
import TwinPrimitives
import VoiceAgents

/// The dialogue of a pool at surrogate fidelity.
func surrogate(_ pool: VoicePoolConfiguration?) throws -> SurrogateConfiguration {
    guard case .surrogate(let dialogue)? = pool?.tier else { throw OtherTier() }
    return dialogue
}

private struct OtherTier: Error {}

/// The bank of the fixtures, decoded once.
func bank() throws -> Scenario { try Scenario(path: fixture("bank.yaml")) }

func fixture(_ name: String) -> String {
    Bundle.module.resourceURL?.appendingPathComponent("Fixtures/\(name)").path ?? name
}

@Suite("A bank with a voice agent")
struct BankScenarioTests {
    @Test("arrivals follow the weekday of the calendar and are zero while the bank is closed")
    func weekdays() throws {
        let scenario = try bank()
        let process = try #require(
            scenario.center.contactTypes[0].arrivals.process as? PiecewiseConstantPoisson,
            "the regular contacts are a Poisson process")
        let (rate, busyness) = (process.rate, process.busyness)
        // 1 August 1999 was a Sunday, so the second day takes Monday's rates.
        #expect(rate.breaks.count == 1 + 9 + 1 + 9)
        #expect(rate.breaks[0] == 0 && rate.rates[0] == 0)
        #expect(rate.breaks[1] == 7 * 3600 && rate.rates[1] == 40.0 / 3600)
        #expect(rate.breaks[9] == 23 * 3600 && rate.rates[9] == 20.0 / 3600)
        #expect(rate.breaks[10] == 86_400 && rate.rates[10] == 0)
        #expect(rate.breaks[11] == 86_400 + 7 * 3600 && rate.rates[11] == 36.0 / 3600)
        #expect(rate.end == 2 * 86_400)
        #expect(busyness == Busyness(dayCV: 0.2, shared: true))
        #expect(scenario.description.start == "1999-08-01T00:00:00")
    }

    @Test("staff stay an hour after closing, then nobody is there until opening")
    func staffing() throws {
        let staffing = try bank().center.agentGroups[0].staffing
        #expect(staffing.breaks.count == 1 + 17 + 1 + 17)
        #expect(staffing.counts[0] == 0 && staffing.counts[1] == 4)
        #expect(staffing.breaks[18] == 25 * 3600 && staffing.counts[18] == 0)
        #expect(staffing.breaks[19] == 31 * 3600 && staffing.counts[19] == 4)
        #expect(staffing.counts.last == 4)
    }

    @Test("names become numbers and quantities become base units")
    func values() throws {
        let scenario = try bank()
        let regular = scenario.center.contactTypes[0]
        #expect(regular.firstServedBy == VoicePoolID(0))
        #expect(regular.balk == 0.02 && regular.priority == 1)
        #expect(
            regular.patience
                == .piecewiseHazard(
                    PiecewiseHazard(
                        breaks: [0, 15, 60], hazards: [0.3 / 60, 0.2 / 60, 0.1 / 60])))
        #expect(
            regular.menu?.duration
                == .empirical(
                    EmpiricalLaw(values: [4, 5, 6, 8, 12], probabilities: [0, 0.25, 0.5, 0.75, 1])))
        #expect(regular.returns.afterUnresolved?.delay == .exponential(mean: 7200))
        #expect(regular.returns.afterUnresolved?.limit == 3)
        #expect(scenario.center.contactTypes[1].arrivals == .trace([30_000, 31_000, 120_000]))
        #expect(scenario.center.agentGroups[0].skills[1]?.level == 2)
        #expect(scenario.center.agentGroups[1].skills[0] == nil)
        #expect(scenario.center.agentGroups[0].costPerHour == 38)
        let pool = try #require(scenario.voicePools.first)
        let dialogue = try surrogate(pool)
        #expect(dialogue.defects == 0.04 && dialogue.fallback.accept == 0.7)
        #expect(pool.sessions == 60 && pool.handoffTalkFactor == 0.85)
        #expect(dialogue.latency.tail == .pareto(shape: 2.5, scale: 2))
        #expect(dialogue.latency.tailScale == 1)
        #expect(scenario.escalateTo == [AgentGroupID(0)])
        #expect(scenario.project?.axes.map(\.values.count) == [3, 3, 3])
        #expect(scenario.project?.holdAbandonmentRate == 0.05)
        #expect(scenario.seed == 1999)
    }

    @Test("inputs on lines that say assumed are listed with path, value and line")
    func assumed() throws {
        let found = try bank().assumed
        #expect(
            found.map(\.path) == [
                "contactTypes.regular.redial.afterAbandon.probability",
                "contactTypes.regular.redial.afterAbandon.delay.mean",
                "contactTypes.regular.redial.afterAbandon.delay.cv",
                "voiceAgents.voice.defects",
            ])
        #expect(found.map(\.value) == ["35%", "40min", "1.5", "4%"])
        #expect(found.last?.comment == "assumed until the pilot is measured")
        let text = try String(contentsOfFile: fixture("bank.yaml"), encoding: .utf8)
        for input in found {
            let line = text.split(separator: "\n", omittingEmptySubsequences: false)[
                input.location.line - 1]
            #expect(line.contains(input.value))
        }
    }
}
