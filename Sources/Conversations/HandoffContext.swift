import CallerModel
import DialogueEngine

/// What a person who takes over is told, held against what they need for the caller's wish.
public struct HandoffContext: Hashable, Sendable {
    /// Values that the wish needs and that the package has as the caller means them.
    public var known: Int
    /// Values that it needs and that must be asked for, or asked again.
    public var missing: Int
    /// Whether the caller is verified as far as the wish needs.
    public var isVerified: Bool
    /// Turns that were not understood as they were meant.
    public var misunderstood: Int

    /// Stores the parts.
    public init(known: Int, missing: Int, isVerified: Bool, misunderstood: Int) {
        self.known = known
        self.missing = missing
        self.isVerified = isVerified
        self.misunderstood = misunderstood
    }
}

extension HandoffContext {
    /// Holds a package against the first wish of a caller that was not served.
    ///
    /// A wish for which the model has no flow needs no values: the person asks whatever they ask.
    ///
    /// - Parameters:
    ///   - package: What the person is told.
    ///   - goal: What the caller wants, and knows.
    ///   - served: Flows that came to their end.
    ///   - misunderstood: Turns that were not understood as they were meant.
    ///   - translation: Between both sides' words.
    init(
        _ package: HandoffPackage, goal: CallerGoal, served: [FlowID], misunderstood: Int,
        translation: Translation
    ) {
        let model = translation.model
        let flows = goal.intents.compactMap(translation.flow(ofWish:))
        guard let flow = flows.first(where: { !served.contains($0) }) ?? flows.last else {
            self.init(known: 0, missing: 0, isVerified: true, misunderstood: misunderstood)
            return
        }
        let needed = model[flow].collects
        let known = needed.count { slot in
            guard let report = package.slots.first(where: { $0.slot == slot }) else { return false }
            guard !model[slot].isSecret, let fact = goal.fact(model[slot].name),
                let meant = translation.value(fact.value, of: slot)
            else { return true }
            return report.value == meant
        }
        self.init(
            known: known, missing: needed.count - known,
            isVerified: package.level >= Self.levelNeeded(by: flow, model),
            misunderstood: misunderstood)
    }

    /// The highest level that the flow, or a tool that it calls, needs.
    private static func levelNeeded(by flow: FlowID, _ model: DialogueModel) -> UInt8 {
        model[flow].steps.reduce(model[flow].level) { level, place in
            switch model.steps[place].action {
            case .tool(let tool, _): max(level, model[tool].level)
            case .verify(level: let needed): max(level, needed)
            default: level
            }
        }
    }
}
