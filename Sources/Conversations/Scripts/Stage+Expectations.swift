import DialogueEngine
import TwinPrimitives

extension Stage {
    /// What is wrong with an expectation; nil when it holds.
    func problem(with expectation: Script.Expectation) -> String? {
        let turn = records[min(markFrom, records.count)...].map(\.event)
        let model = reducer.model
        switch expectation {
        case .says(let words):
            let said = Self.said(turn)
            return said.lowercased().contains(words.lowercased())
                ? nil : "expected the words '\(words)'; said: '\(said)'"
        case .saysNot(let words):
            let said = Self.said(turn)
            return said.lowercased().contains(words.lowercased())
                ? "did not expect the words '\(words)'; said: '\(said)'" : nil
        case .asks(let slot):
            return state.question?.slot == slot
                ? nil : "expected a question for \(model[slot].name); \(questionText)"
        case .question(let name):
            let found = state.question?.kindName ?? "none"
            return found == name ? nil : "expected question \(name); \(questionText)"
        case .flow(let flow, let change):
            return turn.contains(.flow(flow, change))
                ? nil
                : "expected flow \(model[flow].name) \(change.name); flows: \(flowText(turn))"
        case .pattern(let pattern):
            let entered = turn.compactMap { event in
                if case .repairEntered(let entered, _) = event { entered.name } else { nil }
            }
            return entered.contains(pattern.name)
                ? nil : "expected pattern \(pattern.name); entered: \(Self.list(entered))"
        case .believes(let slot, let value):
            return state[slot].value == value
                ? nil
                : "expected \(model[slot].name) = \(value.written); it is "
                    + (state[slot].value?.written ?? "unknown")
        case .believesNothing(let slot):
            return state[slot].usable == nil
                ? nil
                : "expected nothing known of \(model[slot].name); it is "
                    + (state[slot].value?.written ?? "unknown")
        case .decides, .trigger, .tool, .toolNot, .level, .outcome, .within, .summary, .pending:
            return furtherProblem(with: expectation, turn)
        }
    }

    private func furtherProblem(
        with expectation: Script.Expectation, _ turn: [DialogueEvent]
    ) -> String? {
        let model = reducer.model
        switch expectation {
        case .decides(let action):
            let decided = turn.compactMap { event in
                if case .decided(let report) = event { report.action.name } else { nil }
            }
            return decided.contains(action.name)
                ? nil : "expected decision \(action.name); decided: \(Self.list(decided))"
        case .trigger(let trigger):
            let fired = turn.compactMap { event in
                if case .fallback(let fired, _, _) = event { fired.name } else { nil }
            }
            return fired.contains(trigger.name)
                ? nil : "expected trigger \(trigger.name); fired: \(Self.list(fired))"
        case .tool(let tool):
            let asked = Self.tools(turn)
            return asked.contains(tool)
                ? nil
                : "expected a call of \(model[tool].name); called: "
                    + Self.list(asked.map { model[$0].name })
        case .toolNot(let tool):
            return Self.tools(turn).contains(tool)
                ? "did not expect a call of \(model[tool].name)" : nil
        case .level(let level):
            return state.level == level ? nil : "expected level \(level); it is \(state.level)"
        case .outcome(let outcome):
            return state.outcome == outcome
                ? nil
                : "expected the end \(outcome.name); it is \(state.outcome?.name ?? "not ended")"
        case .within(let seconds):
            guard let answeredAt else { return "expected an answer within \(seconds) s; none came" }
            let taken = (answeredAt - spokeAt).seconds
            return taken <= seconds
                ? nil : "expected an answer within \(seconds) s; it took \(taken) s"
        case .summary(let words):
            let summary = records.compactMap { record in
                if case .handoffPackaged(let package) = record.event {
                    package.summary
                } else {
                    nil
                }
            }.last
            return summary?.contains(words) ?? false
                ? nil : "expected '\(words)' in the summary; it is '\(summary ?? "missing")'"
        case .pending(let count):
            return state.pending.count == count
                ? nil : "expected \(count) wishes to wait; there are \(state.pending.count)"
        case .says, .saysNot, .asks, .question, .flow, .pattern, .believes, .believesNothing:
            return nil
        }
    }

    private var questionText: String {
        let slot = state.question?.slot.map { " for \(reducer.model[$0].name)" } ?? ""
        return "the question is \(state.question?.kindName ?? "none")\(slot)"
    }

    private func flowText(_ turn: [DialogueEvent]) -> String {
        Self.list(
            turn.compactMap { event in
                if case .flow(let flow, let change) = event {
                    "\(reducer.model[flow].name) \(change.name)"
                } else {
                    nil
                }
            })
    }

    private static func said(_ events: [DialogueEvent]) -> String {
        events.compactMap { event in
            if case .prompted(let utterance) = event { utterance.text } else { nil }
        }.joined(separator: " ")
    }

    private static func tools(_ events: [DialogueEvent]) -> [ToolID] {
        events.compactMap { event in
            if case .toolAsked(_, let tool, _) = event { tool } else { nil }
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "none" : names.joined(separator: ", ")
    }
}
