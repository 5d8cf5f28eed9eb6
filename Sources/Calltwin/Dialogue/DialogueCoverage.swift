import Conversations
import DialogueEngine
import Foundation
import Reporting

/// Steps, patterns and triggers of one model that conversations went through.
struct DialogueCoverage {
    let name: String
    /// Steps never entered, as flow and step with line.
    let missing: [(flow: String, step: String, line: Int)]
    let steps: Int
    /// Flows of which no step was entered.
    let wholeFlows: Set<String>
    /// Patterns with how often each was entered, in their order.
    let patterns: [(name: String, count: Int)]
    /// Triggers with how often each fired.
    let triggers: [(name: String, count: Int)]
    let conversations: Int

    var stepShare: Double { Double(steps - missing.count) / Double(max(steps, 1)) }

    /// One for each model, in the order in which the files name them.
    ///
    /// Models are told apart by what they hold: two of one name are two, and one under two paths is one.
    static func of(_ played: PlayedScripts) -> [DialogueCoverage] {
        var digests: [UInt64] = []
        var groups: [UInt64: [PlayedScripts.Played]] = [:]
        for file in played.files {
            if groups[file.model.digest] == nil { digests.append(file.model.digest) }
            groups[file.model.digest, default: []].append(file)
        }
        return digests.compactMap { digest in groups[digest].flatMap { DialogueCoverage($0) } }
    }

    private init?(_ files: [PlayedScripts.Played]) {
        guard let model = files.first?.model else { return nil }
        var entered: Set<StepID> = []
        var patternCounts = [Int](repeating: 0, count: RepairPattern.allCases.count)
        var triggerCounts = [Int](repeating: 0, count: FallbackTrigger.allCases.count)
        for record in files.flatMap(\.results).flatMap(\.records) {
            switch record.event {
            case .stepEntered(let step): entered.insert(step)
            case .repairEntered(let pattern, _): patternCounts[Int(pattern.rawValue)] += 1
            case .fallback(let trigger, _, _): triggerCounts[Int(trigger.rawValue)] += 1
            default: break
            }
        }
        name = model.name
        steps = model.steps.count
        conversations = files.reduce(0) { $0 + $1.results.count }
        wholeFlows = Set(
            model.flows.filter { flow in
                !flow.steps.contains { entered.contains(StepID(UInt16($0))) }
            }.map(\.name))
        missing = model.flows.flatMap { flow in
            flow.steps.filter { !entered.contains(StepID(UInt16($0))) }.map {
                (flow.name, model.steps[$0].name, model.steps[$0].line)
            }
        }
        patterns = RepairPattern.allCases.map { ($0.name, patternCounts[Int($0.rawValue)]) }
        triggers = FallbackTrigger.allCases.map { ($0.name, triggerCounts[Int($0.rawValue)]) }
    }

    var text: String {
        var lines = [
            "\(name): conversations \(conversations), steps \(steps - missing.count) of \(steps) ("
                + String(format: "%.1f %%", 100 * stepShare) + ")"
        ]
        for (place, step) in missing.enumerated() {
            let isWhole = wholeFlows.contains(step.flow)
            if isWhole, place > 0, missing[place - 1].flow == step.flow { continue }
            lines.append(
                "  never: \(step.flow), " + (isWhole ? "all from \(step.step)" : step.step)
                    + " (line \(step.line))")
        }
        let never = patterns.filter { $0.count == 0 }.map(\.name)
        lines.append(
            "  patterns \(patterns.count - never.count) of \(patterns.count)"
                + (never.isEmpty ? "" : "; never: " + never.joined(separator: ", ")))
        let silent = triggers.filter { $0.count == 0 }.map(\.name)
        lines.append(
            "  triggers \(triggers.count - silent.count) of \(triggers.count)"
                + (silent.isEmpty ? "" : "; never: " + silent.joined(separator: ", ")))
        return lines.joined(separator: "\n")
    }

    var json: JSONValue {
        func counts(_ list: [(name: String, count: Int)]) -> JSONValue {
            .object(list.map { ($0.name, .integer($0.count)) })
        }
        return .object([
            ("model", .string(name)), ("conversations", .integer(conversations)),
            ("steps", .integer(steps)), ("stepShare", .number(stepShare)),
            (
                "missing",
                .array(
                    missing.map {
                        .object([
                            ("flow", .string($0.flow)), ("step", .string($0.step)),
                            ("line", .integer($0.line)),
                        ])
                    })
            ),
            ("patterns", counts(patterns)), ("triggers", counts(triggers)),
        ])
    }
}
