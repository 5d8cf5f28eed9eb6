/// Why a queueing formula has no answer.
public enum TheoryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A quantity lies outside the range in which the model means anything.
    case outOfRange(quantity: String, value: Double, allowed: String)
    /// Work arrives at least as fast as it can be served and nobody gives up: waits grow for ever.
    case unstable(offeredLoad: Double, agents: Int)
    /// No number of agents up to the limit meets the target.
    case targetOutOfReach(target: String, limit: Int)
    /// A target that the model has no such quantity for.
    case foreignTarget(target: String, model: String, known: String)
    /// The numbers defeated the method; the text says which step.
    case notComputed(String)

    /// One line that names the quantity, what was given and what is allowed.
    public var description: String {
        switch self {
        case .outOfRange(let quantity, let value, let allowed):
            "\(quantity) is \(Self.short(value)); allowed: \(allowed)"
        case .unstable(let load, let agents):
            "\(agents) agent\(agents == 1 ? "" : "s") cannot keep up with \(Self.short(load)) erlangs when nobody gives up; "
                + "give at least \(load < 1e15 ? String(Int(load) + 1) : "more") agents or a patience"
        case .targetOutOfReach(let target, let limit):
            "\(target) is not met by any staffing up to \(limit) agents"
        case .foreignTarget(let target, let model, let known):
            "\(model) knows no \(target); known: \(known)"
        case .notComputed(let step):
            "not computed: \(step)"
        }
    }

    private static func short(_ value: Double) -> String {
        guard value.isFinite, abs(value) < 1e15, value == value.rounded() else { return "\(value)" }
        return String(Int(value))
    }
}

/// Checks that a quantity lies in its range.
func require(
    _ condition: Bool, _ quantity: String, _ value: Double, allowed: String
) throws(TheoryError) {
    guard condition else {
        throw .outOfRange(quantity: quantity, value: value, allowed: allowed)
    }
}

/// The largest number of agents that any formula accepts.
///
/// Recursions take one step per agent; a million steps take milliseconds, and no center is larger.
public let largestAgentCount = 1_000_000
