package import CallerModel
package import DialogueEngine
import Distributions
import TwinPrimitives

/// A dialogue of a fixed number of turns: a wish, then one value after another, then goodbye.
///
/// For exact cases: every turn is understood or not, nothing is confirmed, and nothing but what a
/// case names gives up. With a tool, it is called once, after the last value.
package enum ChainModel {
    package static func make(
        turns: Int, fallback: FallbackRules, callsTool: Bool = false
    ) -> DialogueModel {
        let texts = ["Hello.", "Pardon?", "And next?", "Goodbye.", "One moment."]
        let prompts = texts.map {
            Prompt(name: $0, variants: [PromptText(parts: [.text($0)])], allowsBargeIn: false)
        }
        var patterns = PatternRules()
        patterns[.greeting] = [PromptID(0)]
        patterns[.noMatch] = [PromptID(1)]
        patterns[.rephrase] = [PromptID(1)]
        patterns[.goodbye] = [PromptID(3)]
        let slots = (1..<turns).map { place in
            Slot(
                name: "value \(place)", label: "value \(place)",
                grammar: .digits(lengths: 4...4, check: .none), known: [], risk: .information,
                confirmation: .never, dataClass: .open, isVolunteered: false, isKept: false,
                isOptional: false, ask: [PromptID(2)], confirm: PromptID(2), mention: PromptID(2))
        }
        let ids = slots.indices.map { SlotID(UInt16($0)) }
        let call: [StepAction] = callsTool ? [.tool(ToolID(0), onFailure: nil)] : []
        let actions = ids.map(StepAction.collect) + call + [.end(.hangUp)]
        let tool = Tool(
            name: "core", owner: "tests", needs: [], gives: [], level: 0, changesWorld: false,
            risk: .information, timeoutSeconds: 600, sample: [])
        var timing = TimingRules.standard
        timing.endpointSeconds = 0
        timing.endpointSpelledSeconds = 0
        timing.endpointYesNoSeconds = 0
        timing.noInputSeconds = 600
        return DialogueModel(
            name: "chain", owner: "tests",
            intents: [
                Intent(
                    name: "chain", owner: "tests", label: "chain", effect: .flow(FlowID(0)),
                    examples: [])
            ], slots: slots,
            flows: [
                Flow(
                    name: "chain", label: "chain", owner: "tests", steps: 0..<actions.count,
                    collects: ids, level: 0, risk: .information, isInterruptible: false,
                    overrides: [])
            ],
            steps: actions.enumerated().map { Step(name: "\($0)", line: 1, action: $1) },
            prompts: prompts, tools: callsTool ? [tool] : [], factors: [], patterns: patterns,
            mentionIntent: PromptID(2), decisions: .standard, fallback: fallback,
            handoff: HandoffRules(content: .nothing, queue: "people", prompt: PromptID(4)),
            timing: timing, memory: .standard, digest: 1)
    }

    /// Limits that never come into play.
    package static var noFallback: FallbackRules {
        var rules = FallbackRules.standard
        rules.noMatch = 0
        rules.noInput = 0
        rules.scoreDecay = 1
        rules.scoreLimit = 0
        rules.scoreWeights = [1, 1, 1, 1]
        rules.noProgressTurns = 0
        rules.maximumTurns = 5000
        rules.maximumSeconds = 0
        rules.sameQuestion = 0
        rules.affect = 0
        rules.toolSeconds = 0
        return rules
    }

    package static func profile(
        turns: Int, _ change: (inout Persona) -> Void = { _ in }
    ) -> CallerProfile {
        var persona = Persona.ideal
        change(&persona)
        let facts = (1..<turns).map { CallerFact(slot: "value \($0)", value: .digits("4521")) }
        return CallerProfile(
            name: "chain", goals: [CallerGoal(name: "chain", intents: ["chain"], facts: facts)],
            personas: [persona])
    }
}
