extension Caller {
    /// Checks what was said against the goal: no value outside its facts.
    ///
    /// An impostor's false facts and a strange caller's noise are what their kind says, not findings.
    ///
    /// - Parameter segments: All that was said in the call.
    /// - Returns: Findings in order; empty for a sound call.
    public func validate(_ segments: [CallerSegment]) -> [CallerFinding] {
        var found: [CallerFinding] = []
        for segment in segments {
            for act in segment.acts {
                switch act {
                case .give(let slot, let value), .correct(let slot, let value):
                    if fact(slot)?.value != value { found.append(.factOutsideGoal(slot: slot)) }
                case .wish(let intent):
                    if persona.behaviour != .drifter, !goal.intents.contains(intent) {
                        found.append(.wishOutsideGoal(intent: intent))
                    }
                default: break
                }
            }
        }
        return found
    }
}
