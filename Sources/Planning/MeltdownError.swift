/// Why a scenario has no fluid model of its meltdown.
public enum MeltdownError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Not exactly one pool of voice agents serves contacts first.
    case pools(used: [String])
    /// The sessions are conversations, whose outcomes are not known without running them.
    case notSurrogate(pool: String)
    /// No group can serve what the voice agents pass on.
    case noAgents(contactTypes: [String])
    /// Nobody calls.
    case noArrivals

    /// What is wrong and what helps.
    public var description: String {
        switch self {
        case .pools(let used):
            used.isEmpty
                ? "no contact type is served first by a voice-agent pool; set "
                    + "contactTypes.NAME.firstServedBy"
                : "voice agents of more than one pool serve contacts first ("
                    + used.joined(separator: ", ")
                    + "); the fluid model follows one: leave out the others"
        case .notSurrogate(let pool):
            "voiceAgents.\(pool): the fluid model needs fidelity surrogate, whose outcomes are "
                + "known without running them"
        case .noAgents(let types):
            "no agent group serves \(types.joined(separator: ", "))"
        case .noArrivals: "no first contacts arrive for the voice agents"
        }
    }
}
