/// Why there is no estimate by two fidelities.
public enum MultiFidelityError: Error, Equatable, Sendable {
    /// The pool's sessions are not conversations at one of the fidelities.
    case noConversations(pool: String, fidelity: String)
    /// Something acts on sessions in the center, which are held alone at the costly fidelity.
    case actedOn(pool: String, by: String)
    /// Too few sessions at the cheap fidelity to choose from.
    case tooFewSessions(got: Int, needed: Int)
    /// A costly session could not be held.
    case failedSession(what: String)
    /// The pool hears by no bank of decodes that says what calls it was built of.
    case noBank(pool: String, fidelity: String)
    /// What the statistics refuse.
    case noEstimate(what: String)
}

extension MultiFidelityError: CustomStringConvertible {
    /// One line: what is wrong, and what to change.
    public var description: String {
        switch self {
        case .noConversations(let pool, let fidelity):
            "pool '\(pool)' at fidelity \(fidelity) holds no conversations, so no two fidelities of "
                + "one session can be compared; known: text, channel, channel-words, bank, audio"
        case .actedOn(let pool, let by):
            "sessions of pool '\(pool)' are held alone at the costly fidelity, where \(by) cannot act; "
                + "take it out of the scenario"
        case .tooFewSessions(let got, let needed):
            "the center had \(got) sessions at the cheap fidelity, \(needed) are needed: simulate "
                + "longer or in more replications"
        case .failedSession(let what): "a session could not be held: \(what)"
        case .noBank(let pool, let fidelity):
            "pool '\(pool)' at fidelity \(fidelity) hears by no bank of decodes that says what calls it "
                + "was built of; known: bank, with a bank of 'calltwin voice bank build'"
        case .noEstimate(let what): what
        }
    }
}
